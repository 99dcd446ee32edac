// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session_writer.h"

#include <base/atomic_file.h>

#include <QtConcurrentRun>

#include <utility>

namespace app {

SessionWriter::SessionWriter(QObject* parent) : QObject(parent) {
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] {
        if (!std::exchange(m_isBusy, false)) return;  // finish() took it
        const auto done = m_writing.result();
        m_identities = done.identities;
        const auto written = std::exchange(m_written, nullptr);
        begin();
        written(done.status);
    });
}

SessionWriter::~SessionWriter() {
    m_writing.waitForFinished();
}

void SessionWriter::write(const std::filesystem::path& file, const core::ExplorerState& state,
                          Written written) {
    m_waiting = Task{file, state, std::move(written), m_passing};
    if (!m_isBusy) begin();
}

SessionWriter::Done SessionWriter::run(const Task& task, core::FileIdentities identities) {
    const auto folder = task.file.parent_path();
    const auto state = core::withLastingFiles(task.state, task.passing, folder, identities);
    const auto session = core::savedSession(state, folder, identities.of(state));
    auto status = engine::atomicWrite(task.file, core::sessionText(session));
    return {std::move(status), std::move(identities)};
}

void SessionWriter::begin() {
    if (!m_waiting) return;
    auto task = *std::exchange(m_waiting, std::nullopt);
    m_written = std::move(task.written);
    m_isBusy = true;
    m_writing.setFuture(QtConcurrent::run(
        [task = std::move(task), identities = m_identities] { return run(task, identities); }));
}

void SessionWriter::finish() {
    while (m_isBusy) {
        m_writing.waitForFinished();
        m_isBusy = false;
        const auto done = m_writing.result();
        m_identities = done.identities;
        const auto written = std::exchange(m_written, nullptr);
        begin();
        written(done.status);
    }
}

}  // namespace app
