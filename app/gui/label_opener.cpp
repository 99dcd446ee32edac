// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_opener.h"

#include "gui/messages.h"

#include <QMessageBox>
#include <QPushButton>
#include <QtConcurrentRun>

#include <utility>

namespace app {

namespace fs = std::filesystem;
using core::OpenWay;

namespace {

QString textOf(OpenWay way) {
    switch (way) {
        case OpenWay::ReadOnly:
            return LabelOpener::tr("Open read-only");
        case OpenWay::TakeOverLock:
            return LabelOpener::tr("Take over");
        case OpenWay::KeepMine:
            return LabelOpener::tr("Keep my version");
        case OpenWay::TakeTheirs:
            return LabelOpener::tr("Take the other version");
        case OpenWay::Repair:
            return LabelOpener::tr("Repair, keeping the damaged files aside");
    }
    return {};
}

}  // namespace

LabelOpener::LabelOpener(QWidget* window,
                         std::function<void(std::unique_ptr<core::AnnotationDocument>)> opened,
                         QObject* parent)
    : QObject(parent), m_window(window), m_opened(std::move(opened)) {
    connect(&m_reading, &QFutureWatcher<Read>::finished, this, &LabelOpener::onRead);
}

LabelOpener::~LabelOpener() {
    m_reading.waitForFinished();
}

void LabelOpener::open(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) return openProject(path);
    const fs::path file = core::projectFileFor(path);
    if (core::labelTargetOf(file) == core::LabelTarget::Project) return openProject(file);
    start(path, {}, {});
}

void LabelOpener::startOnPhotos(const fs::path& folder, const core::LabelSettings& settings) {
    const fs::path file = core::projectFileFor(folder);
    if (core::labelTargetOf(file) == core::LabelTarget::Project) return openProject(file);
    start(folder, settings, settings.grid);
}

void LabelOpener::start(const fs::path& folder, const core::LabelSettings& settings,
                        std::optional<engine::TokenGrid> grid) {
    if (isBusy()) return;
    const fs::path file = core::projectFileFor(folder);
    m_reading.setFuture(QtConcurrent::run([folder, file, settings, grid]() -> Read {
        auto made = core::newLabelProject(folder, file, settings, grid);
        if (!made)
            return {file, {}, std::make_shared<const engine::Error>(std::move(made).error())};
        return {file, std::move(*made), nullptr};
    }));
    Q_EMIT reading(QString::fromStdString(folder.string()));
}

void LabelOpener::onRead() {
    Read read = m_reading.result();  // takeResult() would leave a future that never finishes
    Q_EMIT ended();
    if (read.error) {
        Q_EMIT problem(messageOf(tr("Folder not opened for labelling"), *read.error,
                                 tr("Nothing was written.")));
        return;
    }
    auto document = core::AnnotationDocument::create(read.file, std::move(read.project->project),
                                                     {m_annotator, {}, {}});
    if (!document) {
        Q_EMIT problem(messageOf(tr("No label project was made"), document.error(),
                                 tr("The pictures are untouched.")));
        return;
    }
    m_opened(std::move(*document));
}

void LabelOpener::openProject(const fs::path& file, const core::OpenOptions& options) {
    auto document = core::AnnotationDocument::open(file, {m_annotator, {}, {}}, options);
    if (!document) return ask(file, document.error());
    m_opened(std::move(*document));
}

/// Never decides alone: every way is a button, and none of them destroys anything.
void LabelOpener::ask(const fs::path& file, const engine::Error& error) {
    const auto ways = core::waysToOpen(file);
    if (ways.empty()) {
        Q_EMIT problem(messageOf(tr("Labels not opened"), error, tr("Nothing was written.")));
        return;
    }
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Labels not opened"),
                        QString::fromStdString(error.message), QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto way : ways) {
        auto* button = box->addButton(textOf(way), QMessageBox::ActionRole);
        connect(button, &QPushButton::clicked, this, [this, file, way] {
            // After the box has closed: opening may ask again.
            QMetaObject::invokeMethod(
                this, [this, file, way] { openProject(file, core::optionsFor(way)); },
                Qt::QueuedConnection);
        });
    }
    box->open();
}

}  // namespace app
