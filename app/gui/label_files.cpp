// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_files.h"

#include "gui/agreement_dialog.h"
#include "gui/label_actions.h"
#include "gui/label_controller.h"
#include "gui/label_opener.h"
#include "gui/messages.h"

#include <annotation/label_merge.h>
#include <annotation/label_source.h>
#include <base/atomic_file.h>

#include <QAction>
#include <QFileDialog>
#include <QInputDialog>

#include <algorithm>
#include <utility>

namespace app {

namespace fs = std::filesystem;

LabelFiles::LabelFiles(LabelController* labels, LabelActions* actions, QWidget* window,
                       QObject* parent)
    : QObject(parent), m_labels(labels), m_actions(actions), m_window(window) {
    connect(labels, &LabelController::sessionOpened, this, &LabelFiles::onOpened);
    connect(labels, &LabelController::sessionClosed, this, &LabelFiles::onClosed);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &LabelFiles::checkFile);
    connectActions();
}

LabelFiles::~LabelFiles() = default;

void LabelFiles::connectActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto what) {
        connect(action, &QAction::triggered, this, [this, what] {
            if (m_labels->session()) what();
        });
    };
    on(a->exportLabels, [this] {
        choosePath(tr("Export labels: .npy, .csv, or a folder's name"), true,
                   QStringLiteral("high_norm_anomalies.npy"),
                   [this](const fs::path& path) { exportTo(path); });
    });
    on(a->merge, [this] {
        choosePath(tr("Take over the labels of"), false, {},
                   [this](const fs::path& path) { mergeWith(path); });
    });
    on(a->compare, [this] {
        choosePath(tr("Compare with the labels of"), false, {},
                   [this](const fs::path& path) { compareWith(path); });
    });
    on(a->secondAnnotator, [this] {
        choosePath(tr("Second annotator's project"), true, QStringLiteral("second.labels.json"),
                   [this](const fs::path& path) { startSecondAnnotator(path); });
    });
    on(a->photos, [this] {
        auto* dialog = new QFileDialog(m_window, tr("Photos beside the maps"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
            if (m_labels->session()) m_labels->setPhotos(folder.toStdString());
        });
        dialog->open();
    });
    on(a->nextDisagreement, [this] { nextDisagreement(); });
    on(a->keepMine, [this] { m_labels->report(m_labels->session()->document().keepMine()); });
    on(a->takeTheirs, [this] {
        const fs::path file = m_labels->session()->document().file();
        m_labels->abandon();
        m_labels->opener()->openProject(file, core::optionsFor(core::OpenWay::TakeTheirs));
    });
    connect(a->annotator, &QAction::triggered, this, &LabelFiles::askAnnotator);
    connect(a->writeFlaskFiles, &QAction::toggled, this, [this](bool isOn) {
        m_mirror.reset();
        if (isOn && m_labels->session()) startMirror();
    });
}

void LabelFiles::onOpened() {
    auto* session = m_labels->session();
    m_watcher.addPath(QString::fromStdString(session->document().file().string()));
    connect(session, &core::LabelSession::imageChanged, this, &LabelFiles::mirror);
    m_actions->nextDisagreement->setEnabled(false);
    if (m_actions->writeFlaskFiles->isChecked()) startMirror();
}

void LabelFiles::onClosed() {
    if (!m_watcher.files().isEmpty()) m_watcher.removePaths(m_watcher.files());
    m_mirror.reset();
    m_other.reset();
    m_disagreements.clear();
}

void LabelFiles::report(const QString& title, const engine::Error& error, const QString& safe) {
    Q_EMIT problem(messageOf(title, error, safe));
}

// ---- the web labeler's files

void LabelFiles::startMirror() {
    const auto& document = m_labels->session()->document();
    if (document.isReadOnly()) return;
    m_mirror = std::make_unique<core::FlaskMirror>(document.file());
    const auto differing = m_mirror->start(document.project());
    if (!differing.empty())
        Q_EMIT problem({tr("%1 of the label files beside the pictures say something else")
                            .arg(differing.size()),
                        QString::fromStdString(differing.front()),
                        tr("They are not overwritten. Label ▸ Review ▸ Merge with… takes their "
                           "labels over; choose the folder.")});
    for (std::size_t i = 0; i < document.project().images.size(); ++i)
        if (std::find(differing.begin(), differing.end(), document.project().images[i].id) ==
            differing.end())
            mirror(int(i));
}

void LabelFiles::mirror(int index) {
    if (!m_mirror) return;
    const auto& image = m_labels->session()->project().images[std::size_t(index)];
    if (!m_labels->session()->blockedBecause(image.id).isEmpty()) return;
    if (auto written = m_mirror->write(image); !written)
        report(tr("The web labeler's file was not written"), written.error(),
               tr("The label itself is safe in the project."));
}

// ---- the project file

void LabelFiles::checkFile() {
    auto* session = m_labels->session();
    if (session == nullptr) return;
    const QString file = QString::fromStdString(session->document().file().string());
    if (!m_watcher.files().contains(file)) m_watcher.addPath(file);  // replaced by a rename
    session->document().checkFile();
    const auto& state = session->document().saveState();
    if (state.kind == core::SaveState::Kind::ChangedOutside)
        Q_EMIT problem({tr("Another program changed the project file"),
                        QString::fromStdString(state.message),
                        tr("Your edits go on in the journal. Label ▸ Keep my version writes over "
                           "the other (a copy is kept), Take the other version loads it.")});
}

void LabelFiles::exportTo(const fs::path& path) {
    const auto& project = m_labels->session()->project();
    const auto ending = path.extension();
    engine::Status written;
    if (ending == ".npy")
        written = engine::atomicWrite(path, core::npyOf(project));
    else if (ending == ".csv")
        written = engine::atomicWrite(path, core::csvOf(project));
    else
        written = core::writeFolder(project, path);
    if (!written)
        return report(tr("Labels not exported"), written.error(), tr("The project is untouched."));
    Q_EMIT done(tr("Exported to %1").arg(QString::fromStdString(path.string())));
}

// ---- other annotators

void LabelFiles::mergeWith(const fs::path& path) {
    auto* session = m_labels->session();
    const QString safe = tr("Your labels are untouched.");
    core::ImportOptions options;
    options.settings = session->settings();
    options.hasGrid = true;
    const auto other = core::readLabels(path, options);
    if (!other) return report(tr("Labels not merged"), other.error(), safe);
    const auto merged = core::mergeProjects(session->project(), *other);
    if (!merged) return report(tr("Labels not merged"), merged.error(), safe);
    const std::string name = path.filename().string();
    if (auto taken = session->document().replaceImages(merged->project.images, "Merge " + name);
        !taken)
        return report(tr("Labels not merged"), taken.error(), safe);
    QStringList conflicts;
    for (const auto& conflict : merged->conflicts)
        conflicts << QString::fromStdString(conflict.text());
    if (!conflicts.isEmpty())
        Q_EMIT problem({tr("Merged; conflicts: %1").arg(conflicts.size()),
                        conflicts.join(QLatin1Char('\n')),
                        tr("Nothing was dropped; Undo takes the merge back.")});
    Q_EMIT done(tr("Merged %1: %2 labels added, %3 taken away")
                    .arg(QString::fromStdString(name))
                    .arg(merged->added)
                    .arg(merged->removed));
}

void LabelFiles::startSecondAnnotator(const fs::path& file) {
    auto* session = m_labels->session();
    auto blank = session->project().blankCopy(core::randomLabelId());
    core::rebasePaths(blank, session->document().file().parent_path(), file.parent_path());
    if (auto made = core::AnnotationDocument::create(file, std::move(blank),
                                                     {m_labels->annotator(), {}, {}});
        !made)
        return report(tr("No project was made"), made.error(), tr("Your labels are untouched."));
    m_labels->open(file);  // the one just made has been closed again: it is on disk
}

void LabelFiles::compareWith(const fs::path& path) {
    auto* session = m_labels->session();
    core::ImportOptions options;
    options.settings = session->settings();
    options.hasGrid = true;
    auto other = core::readLabels(path, options);
    if (!other) return report(tr("Labels not compared"), other.error(), tr("Nothing was changed."));
    const auto agreement = core::agreementOf(session->project(), *other, {});
    if (!agreement)
        return report(tr("Labels not compared"), agreement.error(), tr("Nothing was changed."));
    m_other = std::move(*other);
    m_disagreements.clear();
    for (const auto& d : agreement->disagreements)
        if (m_disagreements.empty() || m_disagreements.back() != d.image)
            m_disagreements.push_back(d.image);
    m_labels->setOther(&*m_other);
    m_actions->nextDisagreement->setEnabled(!m_disagreements.empty());
    auto* dialog =
        new AgreementDialog(*agreement, QString::fromStdString(path.filename().string()), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AgreementDialog::chosen, this, [this](std::int64_t number) {
        const auto& images = m_labels->session()->project().images;
        for (std::size_t i = 0; i < images.size(); ++i)
            if (images[i].number == number) m_labels->session()->goTo(int(i));
    });
    dialog->show();
}

void LabelFiles::nextDisagreement() {
    auto* session = m_labels->session();
    if (m_disagreements.empty() || session->currentImage() == nullptr) return;
    const auto number = session->currentImage()->number;
    auto it = std::upper_bound(m_disagreements.begin(), m_disagreements.end(), number);
    if (it == m_disagreements.end()) it = m_disagreements.begin();
    const auto& images = session->project().images;
    for (std::size_t i = 0; i < images.size(); ++i)
        if (images[i].number == *it) session->goTo(int(i));
}

void LabelFiles::askAnnotator() {
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Annotator"));
    dialog->setLabelText(tr("New labels carry this name:"));
    dialog->setTextValue(QString::fromStdString(m_labels->annotator()));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty()) m_labels->setAnnotator(name.trimmed().toStdString());
    });
    dialog->open();
}

void LabelFiles::choosePath(const QString& title, bool isSave, const QString& suggestion,
                            const std::function<void(const fs::path&)>& then) {
    auto* dialog = new QFileDialog(m_window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(isSave ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(QFileDialog::AnyFile);
    const auto& project = m_labels->session()->document().file();
    dialog->setDirectory(QString::fromStdString(project.parent_path().string()));
    if (!suggestion.isEmpty()) dialog->selectFile(suggestion);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString& name) {
        if (m_labels->session()) then(name.toStdString());
    });
    dialog->open();
}

}  // namespace app
