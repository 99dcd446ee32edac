// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_workspace.h"

#include "gui/label_actions.h"
#include "gui/label_controller.h"
#include "gui/label_files.h"
#include "gui/label_page.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace app {

LabelWorkspace::LabelWorkspace(core::ExtractionService* service, QWidget* window)
    : QObject(window),
      m_window(window),
      m_actions(new LabelActions(this)),
      m_page(new LabelPage(*m_actions, window)),
      m_controller(new LabelController(m_page, m_actions, service, this)),
      m_files(new LabelFiles(m_controller, m_actions, window, this)) {
    window->addActions({m_actions->all().begin(), m_actions->all().end()});
    connect(m_page, &LabelPage::openRequested, this, &LabelWorkspace::choose);
    connect(m_controller, &LabelController::sessionOpened, this, &LabelWorkspace::opened);
    connect(m_controller, &LabelController::problem, this, &LabelWorkspace::problem);
    connect(m_files, &LabelFiles::problem, this, &LabelWorkspace::problem);
    connect(m_controller, &LabelController::statusChanged, this,
            [this] { Q_EMIT statusChanged(m_controller->statusText()); });
    connect(m_files, &LabelFiles::done, this, [this](const QString& what) {
        Q_EMIT statusChanged(m_controller->statusText() + QStringLiteral("   ·   ") + what);
    });
}

LabelWorkspace::~LabelWorkspace() {
    delete m_controller;  // before the page that it speaks to
}

/// One dialog for both: a project is a file, a queue of norm pictures a folder; choosing any
/// picture of it means its folder.
void LabelWorkspace::choose() {
    auto* dialog =
        new QFileDialog(m_window, tr("Open a label project, or any norm picture of a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Label projects and norm pictures (*.json *.png *.jpg)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        const std::filesystem::path path = name.toStdString();
        m_controller->open(path.extension() == ".json" ? path : path.parent_path());
    });
    dialog->open();
}

bool LabelWorkspace::mayClose(const std::function<void()>& then) {
    const auto closed = m_controller->close();
    if (closed) return true;
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Labels not written"),
                                tr("%1\n\nEvery edit that was acknowledged is in the journal "
                                   "beside the project and will be "
                                   "there when it is opened again.")
                                    .arg(QString::fromStdString(closed.error().message)),
                                QMessageBox::NoButton, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* stay = box->addButton(tr("Keep the window open"), QMessageBox::RejectRole);
    auto* leave = box->addButton(tr("Close; the journal has the edits"), QMessageBox::AcceptRole);
    box->setDefaultButton(stay);
    connect(leave, &QPushButton::clicked, this, [this, then] {
        m_controller->abandon();
        then();
    });
    box->open();
    return false;
}

}  // namespace app
