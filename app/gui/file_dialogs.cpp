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

}  // namespace app
