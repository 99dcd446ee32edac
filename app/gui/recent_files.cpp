// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace app {

namespace {

constexpr std::array kKeys = {"recent/sessions", "recent/pictures", "recent/models",
                              "recent/labels"};

QString key(std::size_t kind) {
    return QString::fromLatin1(kKeys[kind]);
}

}  // namespace

void RecentFiles::attach(QMenu* menu) {
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(menu); });
    fill(menu);
}

void RecentFiles::note(RecentKind kind, const std::filesystem::path& file) {
    const auto demo = m_demo.string();
    if (!demo.empty() && file.string().starts_with(demo)) return;
    const auto name = QFileInfo(QString::fromStdString(file.string())).absoluteFilePath();
    auto& files = m_files[std::size_t(kind)];
    files.removeAll(name);
    files.prepend(name);
    files = files.mid(0, kMost);
}

void RecentFiles::clear() {
    for (auto& files : m_files) files.clear();
}

void RecentFiles::fill(QMenu* menu) {
    menu->clear();
    if (!m_last.empty() && QFileInfo::exists(QString::fromStdString(m_last.string())))
        menu->addAction(tr("Where I left &off"), this, &RecentFiles::lastChosen)
            ->setStatusTip(tr("Open what was open when the window was closed last"));
    const std::array names = {tr("Sessions"), tr("Pictures"), tr("Models"), tr("Label projects")};
    for (std::size_t kind = 0; kind < m_files.size(); ++kind) {
        if (m_files[kind].isEmpty()) continue;
        menu->addSection(names[kind]);
        for (const auto& file : m_files[kind]) addFile(menu, file);
    }
    if (menu->isEmpty()) {
        auto* nothing = menu->addAction(tr("Nothing yet"));
        nothing->setStatusTip(tr("What is opened appears here"));
        nothing->setEnabled(false);
    }
    menu->addSeparator();
    menu->addAction(tr("&Clear list"), this, &RecentFiles::clear)
        ->setStatusTip(tr("Forget what was opened; the files stay"));
}

void RecentFiles::addFile(QMenu* menu, const QString& file) {
    const QFileInfo info(file);
    auto text = info.fileName().replace(QLatin1Char('&'), QStringLiteral("&&"));
    if (!info.exists()) text = tr("%1 (not there)").arg(text);
    auto* action = menu->addAction(text, this, [this, file] { choose(file); });
    action->setToolTip(QDir::toNativeSeparators(file));
    action->setStatusTip(action->toolTip());
}

void RecentFiles::choose(const QString& file) {
    if (!QFileInfo::exists(file)) return Q_EMIT missing(QDir::toNativeSeparators(file));
    Q_EMIT chosen(file.toStdString());
}

void RecentFiles::restore(const QSettings& settings) {
    for (std::size_t kind = 0; kind < m_files.size(); ++kind)
        m_files[kind] = settings.value(key(kind)).toStringList().mid(0, kMost);
}

void RecentFiles::save(QSettings& settings) const {
    for (std::size_t kind = 0; kind < m_files.size(); ++kind)
        settings.setValue(key(kind), m_files[kind]);
}

}  // namespace app
