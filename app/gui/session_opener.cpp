// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session_opener.h"

#include "gui/messages.h"
#include "gui/missing_files_dialog.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace app {

SessionOpener::SessionOpener(QWidget* window, QObject* parent) : QObject(parent), m_window(window) {
    connect(&m_reading, &QFutureWatcherBase::finished, this,
            [this] { onRead(m_reading.result()); });
}

SessionOpener::~SessionOpener() {
    m_reading.waitForFinished();
}

void SessionOpener::open(const std::filesystem::path& file, Opened opened) {
    m_opened = std::move(opened);
    m_reading.setFuture(QtConcurrent::run([file] { return read(file); }));
}

SessionOpener::Read SessionOpener::read(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto path = std::filesystem::absolute(file, ignored);
    auto session = core::readSessionFile(path);
    if (!session) return {path, std::make_shared<const engine::Error>(session.error()), {}, {}, {}};
    Read read{path, nullptr, std::move(*session), {}, {}};
    read.files = core::findFiles(read.session, path.parent_path(), read.identities);
    return read;
}

void SessionOpener::onRead(const Read& read) {
    if (read.error)
        return Q_EMIT problem(
            messageOf(tr("Session not opened."), *read.error, tr("What is open stays as it is.")));
    const bool isWhole = std::all_of(read.files.begin(), read.files.end(), [](const auto& file) {
        return file.finding == core::FileFinding::Found;
    });
    if (isWhole)
        m_opened(core::resolved(read.session, read.files));
    else
        ask(read);
}

void SessionOpener::ask(const Read& read) {
    auto* dialog = new MissingFilesDialog(QString::fromStdString(read.file.filename().string()),
                                          read.files, read.identities, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, session = read.session, opened = m_opened] {
                opened(core::resolved(session, dialog->files()));
            });
    dialog->open();
}

}  // namespace app
