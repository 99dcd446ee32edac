// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/session_files.h>
#endif

#include <QDialog>
#include <QFutureWatcher>

#include <vector>

class QComboBox;
class QLabel;
class QTableWidget;

namespace app {

/// Asks what to do about each file of a session that is missing, or is another one now: leave it
/// out, look for it elsewhere, or take what is there. Decides nothing by itself.
class MissingFilesDialog : public QDialog {
    Q_OBJECT

public:
    enum class Choice { LeaveOut, Use };

    MissingFilesDialog(const QString& session, std::vector<core::SoughtFile> files,
                       core::FileIdentities identities, QWidget* parent);
    ~MissingFilesDialog() override;

    /// What was found, and what was chosen of the rest; those to be left out have no path.
    std::vector<core::SoughtFile> files() const;
    /// Of the files asked about.
    int rows() const { return int(m_asked.size()); }
    void choose(int row, Choice choice);
    /// Looks there for the file of \a row, and beside it for the others that are missing.
    void locate(int row, const std::filesystem::path& path);

private:
    struct Looked {
        std::vector<core::SoughtFile> files;
        core::FileIdentities identities;
    };

    void build(const QString& session);
    void addRow(int row);
    void refreshRow(int row);
    void askWhere(int row);
    void take(const Looked& looked);
    QString stateOf(const core::SoughtFile& file) const;

    std::vector<core::SoughtFile> m_files;
    std::vector<std::size_t> m_asked;  // which of them, by row
    core::FileIdentities m_identities;
    QTableWidget* m_table;
    std::vector<QComboBox*> m_choices;
    QFutureWatcher<Looked> m_looking;
};

}  // namespace app
