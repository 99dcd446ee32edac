// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <base/result.h>
#include <explore/session_files.h>
#include <panels/message_bar.h>
#endif

#include <QFutureWatcher>
#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace app {

/// Reads a session file and finds what it refers to, in the thread pool; asks where a file is
/// missing or another one. Nothing changes before all is known; a later open() overtakes.
class SessionOpener : public QObject {
    Q_OBJECT

public:
    explicit SessionOpener(QWidget* window, QObject* parent = nullptr);
    ~SessionOpener() override;

    using Opened = std::function<void(const core::ExplorerState&)>;
    /// \a opened is called once; never where the file cannot be used or the user cancels.
    void open(const std::filesystem::path& file, Opened opened);

Q_SIGNALS:
    void problem(const widgets::Message& message);

private:
    struct Read {
        std::filesystem::path file;
        std::shared_ptr<const engine::Error> error;
        core::SavedSession session;
        std::vector<core::SoughtFile> files;
        core::FileIdentities identities;
    };
    static Read read(const std::filesystem::path& file);
    void onRead(const Read& read);
    void ask(const Read& read);

    QWidget* m_window;
    QFutureWatcher<Read> m_reading;
    Opened m_opened;
};

}  // namespace app
