// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/file_dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace app {

void choosePictures(QWidget* window,
                    const std::function<void(const std::vector<std::filesystem::path>&)>& opened) {
    auto* dialog =
        new QFileDialog(window, QCoreApplication::translate("app::FileDialogs", "Open pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(QCoreApplication::translate(
        "app::FileDialogs",
        "Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff);;All files (*)"));
    QObject::connect(dialog, &QFileDialog::filesSelected, window,
                     [opened](const QStringList& names) {
                         std::vector<std::filesystem::path> files;
                         for (const auto& name : names) files.emplace_back(name.toStdString());
                         opened(files);
                     });
    dialog->open();
}

void chooseFolder(QWidget* window, const QString& title,
                  const std::function<void(const std::filesystem::path&)>& opened) {
    auto* dialog = new QFileDialog(window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, window,
                     [opened](const QString& name) { opened(name.toStdString()); });
    dialog->open();
}

void chooseSession(QWidget* window,
                   const std::function<void(const std::filesystem::path&)>& opened) {
    auto* dialog =
        new QFileDialog(window, QCoreApplication::translate("app::FileDialogs", "Open session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(
        QCoreApplication::translate("app::FileDialogs", "Sessions (*.denoscope);;All files (*)"));
    QObject::connect(dialog, &QFileDialog::fileSelected, window,
                     [opened](const QString& name) { opened(name.toStdString()); });
    dialog->open();
}

void chooseNewSession(QWidget* window, const std::filesystem::path& usual,
                      const std::function<void(const std::filesystem::path&)>& chosen) {
    auto* dialog =
        new QFileDialog(window, QCoreApplication::translate("app::FileDialogs", "Save session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("denoscope"));
    dialog->setNameFilter(
        QCoreApplication::translate("app::FileDialogs", "Sessions (*.denoscope)"));
    dialog->selectFile(usual.empty() ? QStringLiteral("session.denoscope")
                                     : QString::fromStdString(usual.string()));
    QObject::connect(dialog, &QFileDialog::fileSelected, window,
                     [chosen](const QString& name) { chosen(name.toStdString()); });
    dialog->open();
}

}  // namespace app
