// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <array>
#include <filesystem>

class QMenu;
class QSettings;

namespace app {

enum class RecentKind { Session, Picture, Model, Labels };

/// What was opened last, by kind, for the menu Open recent. What is not there any more says so
/// there, and is offered all the same: a disk may come back.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int kMost = 8;  ///< of each kind

    using QObject::QObject;

    /// Filled each time it is opened.
    void attach(QMenu* menu);
    /// \a file comes first. Files below the demo's folder are not noted.
    void note(RecentKind kind, const std::filesystem::path& file);
    void setDemo(const std::filesystem::path& folder) { m_demo = folder; }
    /// An entry of its own at the top: what was open at the last end. Empty: none.
    void setLast(const std::filesystem::path& session) { m_last = session; }
    const QStringList& files(RecentKind kind) const { return m_files[std::size_t(kind)]; }
    void clear();

    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

Q_SIGNALS:
    void chosen(const std::filesystem::path& file);
    void missing(const QString& file);  ///< was chosen, and is not there
    void lastChosen();

private:
    void fill(QMenu* menu);
    void addFile(QMenu* menu, const QString& file);
    void choose(const QString& file);

    std::array<QStringList, 4> m_files;
    std::filesystem::path m_demo, m_last;
};

}  // namespace app
