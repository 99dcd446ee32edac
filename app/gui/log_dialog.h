// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <session/log.h>
#endif

#include <QDialog>
#include <QFutureWatcher>

#include <functional>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace app {

/// What the program said about itself, filtered, and the text for a bug report: versions and the
/// last lines, without the user's name and home.
class LogDialog : public QDialog {
    Q_OBJECT

public:
    /// Called in the thread pool: asking libtorch takes its time.
    using Versions = std::function<QString()>;

    LogDialog(core::Log* log, Versions versions, QWidget* parent);
    ~LogDialog() override;

    /// Puts the report into the clipboard as soon as the versions are known.
    void copyReport();

Q_SIGNALS:
    void copied();

private:
    void connectParts();
    void showAll();
    void showNew();
    bool isShown(const core::LogLine& line) const;

    core::Log* m_log;
    Versions m_versions;
    QLineEdit* m_filter;
    QComboBox* m_level;
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
    std::size_t m_seen = 0;  // lines that are in m_text, or were left out
    QFutureWatcher<QString> m_asked;
};

}  // namespace app
