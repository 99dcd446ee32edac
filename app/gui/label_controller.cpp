// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_controller.h"

#include "gui/label_actions.h"
#include "gui/label_map_controller.h"
#include "gui/label_opener.h"
#include "gui/label_page.h"
#include "gui/label_presenter.h"
#include "gui/label_project_dialog.h"
#include "gui/messages.h"

#include <annotation/label_opening.h>
#include <canvas/linked_view.h>
#include <canvas/patch_canvas.h>
#include <models/label_queue_model.h>
#include <panels/label_queue_panel.h>
#include <panels/label_tools_panel.h>
#include <session/computed_norm_maps.h>
#include <session/opened_files.h>
#include <session/stored_norm_maps.h>

#include <QAction>
#include <QLineEdit>
#include <QSettings>

#include <utility>

namespace app {

namespace fs = std::filesystem;
using core::LabelSession;

namespace {

constexpr double kZoomStep = 1.25;

/// Tells one model from others, as far as its folder says.
std::string identityOf(const engine::ModelInfo& model) {
    const auto* unet = model.component("unet");
    return model.folder.string() + "\n" + model.name + "\n" +
           (unet ? std::to_string(unet->parameters) + " " + unet->dtype : std::string());
}

}  // namespace

LabelController::LabelController(LabelPage* page, LabelActions* actions,
                                 core::ExtractionService* service, QObject* parent)
    : QObject(parent),
      m_page(page),
      m_actions(actions),
      m_service(service),
      m_maps(new LabelMapController(page, actions, this)),
      m_presenter(new LabelPresenter(page, actions, m_maps, this)),
      m_opener(new LabelOpener(
          page, [this](std::unique_ptr<core::AnnotationDocument> d) { take(std::move(d)); },
          this)) {
    connectQueueActions();
    connectMarkingActions();
    connectViewActions();
    connectPage();
    connect(m_opener, &LabelOpener::problem, this, &LabelController::problem);
    connect(m_opener, &LabelOpener::reading, this,
            [this](const QString& folder) { m_page->setBusy(tr("Reading %1…").arg(folder)); });
    connect(m_opener, &LabelOpener::ended, this, [this] { m_page->setBusy({}); });
    m_page->setProjectOpen(false);
    refreshActions();
}

LabelController::~LabelController() {
    m_maps->setSession(nullptr, nullptr, nullptr);
    m_page->queueModel()->setSession(nullptr);
}

void LabelController::connectQueueActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto what) {
        connect(action, &QAction::triggered, this, [this, what] {
            if (m_session) what(*m_session);
        });
    };
    on(a->next, [](LabelSession& s) { s.next(); });
    on(a->previous, [](LabelSession& s) { s.previous(); });
    on(a->nextUndone, [](LabelSession& s) { s.nextUndone(); });
    on(a->previousUndone, [](LabelSession& s) { s.previousUndone(); });
    on(a->clearFilter, [this](LabelSession&) { m_page->queue()->clearFilter(); });
    on(a->done, [this](LabelSession&) { decide(&LabelSession::finish); });
    on(a->none, [this](LabelSession&) { decide(&LabelSession::markNone); });
    on(a->unsure, [this](LabelSession&) { decide(&LabelSession::markUnsure); });
    on(a->comment, [this](LabelSession&) { m_page->tools()->focusComment(); });
    on(a->acceptLabels, [this](LabelSession&) { judge(core::ReviewVerdict::Accepted); });
    on(a->rejectLabels, [this](LabelSession&) { judge(core::ReviewVerdict::Rejected); });
}

void LabelController::connectMarkingActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto what) {
        connect(action, &QAction::triggered, this, [this, what] {
            if (m_session) what();
        });
    };
    on(a->mark, [this] { edit(&LabelSession::toggleAtCursor); });
    on(a->erase, [this] { erase(); });
    on(a->left, [this] { m_presenter->moveCursor(core::CursorMove::Left); });
    on(a->right, [this] { m_presenter->moveCursor(core::CursorMove::Right); });
    on(a->up, [this] { m_presenter->moveCursor(core::CursorMove::Up); });
    on(a->down, [this] { m_presenter->moveCursor(core::CursorMove::Down); });
    on(a->undo, [this] { edit(&LabelSession::undo); });
    on(a->redo, [this] { edit(&LabelSession::redo); });
    on(a->accept, [this] { edit(&LabelSession::acceptProposal); });
    on(a->acceptAll, [this] { edit(&LabelSession::acceptAllProposals); });
    on(a->reject, [this] { edit(&LabelSession::rejectProposal); });
    on(a->nextProposal, [this] { m_session->nextProposal(); });
    on(a->previousProposal, [this] { m_session->previousProposal(); });
    connect(a->blind, &QAction::toggled, this, [this](bool isBlind) {
        if (m_session) m_session->setBlind(isBlind);
    });
    connect(a->odd, &QAction::triggered, this, [this](bool isOdd) {
        if (!m_session) return;
        auto settings = m_session->settings();
        settings.alignment = isOdd ? core::PatchAlignment::Odd : core::PatchAlignment::Even;
        report(m_session->document().setSettings(settings));
        refreshActions();
    });
}

void LabelController::connectViewActions() {
    auto* a = m_actions;
    connect(a->raw, &QAction::triggered, this, [this] { m_maps->setLook(core::LabelLook::Raw); });
    connect(a->classicLook, &QAction::triggered, this,
            [this] { m_maps->setLook(core::LabelLook::Classic); });
    connect(a->switchLook, &QAction::triggered, this, [a] {
        auto* other = a->raw->isChecked() ? a->classicLook : a->raw;
        if (other->isEnabled()) other->trigger();
    });
    connect(a->fitRange, &QAction::triggered, m_maps, &LabelMapController::fitRange);
    connect(a->grid, &QAction::toggled, this, [this](bool isOn) {
        for (auto* canvas : {m_page->photo(), m_page->map()}) canvas->setGridVisible(isOn);
    });
    auto* view = m_page->view();
    connect(a->zoomIn, &QAction::triggered, view, [view] { view->zoomBy(kZoomStep); });
    connect(a->zoomOut, &QAction::triggered, view, [view] { view->zoomBy(1 / kZoomStep); });
    connect(a->fit, &QAction::triggered, view, &widgets::LinkedView::fit);
    connect(a->classic, &QAction::toggled, this, &LabelController::setClassic);
    connect(a->startOnModel, &QAction::triggered, this, &LabelController::startOnModel);
    connect(m_page, &LabelPage::photosRequested, this, &LabelController::startOnModel);
}

void LabelController::connectPage() {
    for (auto* canvas : {m_page->photo(), m_page->map()}) {
        connect(canvas, &widgets::PatchCanvas::clicked, this, &LabelController::click);
        connect(canvas, &widgets::PatchCanvas::secondaryClicked, this, [this] {
            if (m_session && m_actions->classic->isChecked()) m_session->next();
        });
    }
    auto* queue = m_page->queue();
    connect(queue, &widgets::LabelQueuePanel::chosen, this, [this](int index) {
        m_session->goTo(index);
        m_page->map()->setFocus();
    });
    connect(queue, &widgets::LabelQueuePanel::filterEdited, this, [this, queue] {
        if (!m_session) return;
        m_session->setFilter(queue->filter());
        queue->setCurrent(m_session->current());
    });
    connect(queue->search(), &QLineEdit::returnPressed, this,
            [this] { m_page->map()->setFocus(); });
    auto* tools = m_page->tools();
    connect(tools, &widgets::LabelToolsPanel::fieldLeft, this,
            [this] { m_page->map()->setFocus(); });
    connect(tools, &widgets::LabelToolsPanel::thresholdEdited, this, [this](double z) {
        if (m_session) m_session->setThreshold(z);
    });
    connect(tools, &widgets::LabelToolsPanel::proposalChosen, this, [this](int index) {
        if (m_session) m_session->chooseProposal(std::size_t(index));
    });
    connect(tools, &widgets::LabelToolsPanel::rangeEdited, m_maps, &LabelMapController::setRange);
    connect(tools, &widgets::LabelToolsPanel::commentEdited, this,
            [this](const QString& id, const QString& comment) {
                if (m_session) report(m_session->setComment(id.toStdString(), comment));
            });
}

// ---- the project

void LabelController::open(const fs::path& path) {
    m_opener->open(path);
}

/// The old project is closed first; when that fails it stays, and the new one is let go.
void LabelController::take(std::unique_ptr<core::AnnotationDocument> document) {
    if (m_session)
        if (!report(close())) return;
    const auto recovered = document->recovery().text();
    m_session = std::make_unique<LabelSession>(std::move(document));
    connectSession();
    m_presenter->setSession(m_session.get());
    m_page->queueModel()->setSession(m_session.get());
    m_page->queue()->clearFilter();
    m_page->tools()->setThreshold(m_session->threshold());
    m_page->setProjectOpen(true);
    for (const auto& file :
         core::corruptLabelFiles(m_session->project(), m_session->document().file()))
        m_session->setBlocked(file.imageId, tr("%1 Mend or remove that file, then open the "
                                               "project again; it is not overwritten.")
                                                .arg(QString::fromStdString(file.why)));
    makeMaps();
    refreshActions();
    m_presenter->showPicture();
    Q_EMIT sessionOpened();
    Q_EMIT statusChanged();
    if (!recovered.empty())
        Q_EMIT problem({tr("Labels recovered"), QString::fromStdString(recovered),
                        tr("Every edit that was acknowledged is there.")});
}

void LabelController::makeMaps() {
    const auto& document = m_session->document();
    const fs::path base = document.file().parent_path();
    const auto& images = document.project().images;
    m_session->setBlind(m_actions->blind->isChecked());
    if (core::holdsNormPictures(document.project(), document.file())) {
        auto maps = std::make_unique<core::StoredNormMaps>(document.project(), base);
        const QString notice = QString::fromStdString(maps->notice());
        m_maps->setSession(m_session.get(), std::move(maps), nullptr);
        if (!notice.isEmpty())
            Q_EMIT problem({tr("Raw norms not shown"), notice, tr("Labelling is not affected.")});
        return;
    }
    if (!m_model) return m_maps->setSession(m_session.get(), nullptr, nullptr);
    const core::InputShape shape{m_model->nativeSide, m_model->vaeScale};
    std::vector<fs::path> photos;
    for (const auto& image : images) photos.push_back(base / image.path);
    fs::path store = document.isReadOnly() ? fs::path() : document.file();
    if (!store.empty()) store += ".norms";
    m_maps->setSession(m_session.get(),
                       std::make_unique<core::ComputedNormMaps>(
                           m_service, document.project(), base, store,
                           core::ComputedNormMaps::Source{identityOf(*m_model), shape}),
                       std::make_unique<core::PhotoCache>(std::move(photos), shape));
}

void LabelController::setModel(std::optional<engine::ModelInfo> model) {
    m_model = std::move(model);
    if (m_session && !core::holdsNormPictures(m_session->project(), m_session->document().file()))
        makeMaps();
}

void LabelController::setPhotos(const fs::path& folder) {
    const auto files = core::picturesIn(folder);
    std::vector<fs::path> photos;
    for (const auto& image : m_session->project().images)
        photos.push_back(image.number >= 0 && image.number < std::int64_t(files.size())
                             ? files[std::size_t(image.number)]
                             : fs::path());
    m_maps->setPhotos(std::make_unique<core::PhotoCache>(std::move(photos), core::InputShape()));
}

void LabelController::setOther(const core::LabelProject* other) {
    m_presenter->setOther(other);
}

engine::Status LabelController::close() {
    if (!m_session) return {};
    m_page->tools()->finishComment();
    if (auto closed = m_session->close(); !closed) return closed;
    abandon();
    return {};
}

void LabelController::abandon() {
    if (!m_session) return;
    Q_EMIT sessionClosed();
    m_presenter->setSession(nullptr);
    m_maps->setSession(nullptr, nullptr, nullptr);
    m_page->queueModel()->setSession(nullptr);
    m_session.reset();
    m_page->setProjectOpen(false);
    refreshActions();
    Q_EMIT statusChanged();
}

void LabelController::connectSession() {
    auto* s = m_session.get();
    connect(s, &LabelSession::countsChanged, this, &LabelController::statusChanged);
    connect(s, &LabelSession::saveStateChanged, this, &LabelController::statusChanged);
    connect(s, &LabelSession::saveStateChanged, this, &LabelController::refreshActions);
    connect(s, &LabelSession::settingsChanged, this, &LabelController::refreshActions);
    connect(s, &LabelSession::undoStateChanged, this, &LabelController::refreshActions);
}

QString LabelController::statusText() const {
    return m_session ? m_session->countsText() + QStringLiteral("   ·   ") + m_session->saveText()
                     : QString();
}

// ---- edits

bool LabelController::report(const engine::Status& status) {
    if (status) return true;
    const QString safe = m_session
                             ? tr("Nothing was changed; all edits up to number %1 are on disk.")
                                   .arg(m_session->project().edits)
                             : QString();
    Q_EMIT problem(messageOf(tr("The edit was not made."), status.error(), safe));
    return false;
}

std::string LabelController::currentId() const {
    const auto* image = m_session->currentImage();
    return image == nullptr ? std::string() : image->id;
}

void LabelController::edit(engine::Status (LabelSession::*what)()) {
    report((m_session.get()->*what)());
}

void LabelController::decide(engine::Status (LabelSession::*what)(const std::string&)) {
    report((m_session.get()->*what)(currentId()));
}

void LabelController::judge(core::ReviewVerdict verdict) {
    const auto* image = m_session->currentImage();
    if (image == nullptr) return;
    if (report(m_session->review(image->id, verdict, QString::fromStdString(image->comment))))
        m_session->next();
}

/// Only the label under the keyboard's cursor: nothing is taken away where there is none.
void LabelController::erase() {
    const auto* image = m_session->currentImage();
    if (image != nullptr && m_session->document().labelCovering(*image, m_session->cursor()))
        edit(&LabelSession::toggleAtCursor);
}

void LabelController::click(const QString& id, engine::TokenIndex token) {
    m_page->map()->setFocus();
    if (m_session && m_mode == WindowMode::Label)
        report(m_session->toggleAt(id.toStdString(), token));
}

void LabelController::refreshActions() {
    auto* a = m_actions;
    a->setMode(m_mode, m_session != nullptr);
    if (!m_session) return;
    const auto& stack = m_session->document().undoStack();
    a->undo->setEnabled(stack.canUndo() && a->done->isEnabled());
    a->redo->setEnabled(stack.canRedo() && a->done->isEnabled());
    a->undo->setText(stack.canUndo() ? tr("&Undo %1").arg(stack.undoText()) : tr("&Undo"));
    a->redo->setText(stack.canRedo() ? tr("&Redo %1").arg(stack.redoText()) : tr("&Redo"));
    a->odd->setChecked(m_session->settings().alignment == core::PatchAlignment::Odd);
    const bool isRaw = m_maps->maps() != nullptr && m_maps->maps()->isRaw();
    for (auto* action : {a->raw, a->fitRange})
        action->setEnabled(isRaw && m_mode != WindowMode::Explore);
    const bool isChanged =
        m_session->document().saveState().kind == core::SaveState::Kind::ChangedOutside;
    for (auto* action : {a->keepMine, a->takeTheirs}) action->setEnabled(isChanged);
}

// ---- modes and preferences

void LabelController::setMode(WindowMode mode) {
    m_mode = mode;
    m_maps->setPaused(mode == WindowMode::Explore);
    m_presenter->setMode(mode);
    refreshActions();
    if (m_session && mode != WindowMode::Explore) m_page->map()->setFocus();
}

void LabelController::setClassic(bool isClassic) {
    m_actions->setClassic(isClassic);
    for (auto* canvas : {m_page->photo(), m_page->map()})
        canvas->setMarkStyle(isClassic ? widgets::MarkStyle::Dot : widgets::MarkStyle::Outline);
    if (!isClassic) return;
    m_actions->classicLook->trigger();
    m_actions->blind->setChecked(true);  // that tool proposes nothing
    m_actions->writeFlaskFiles->setChecked(true);
}

void LabelController::startOnModel() {
    if (!m_model) {
        Q_EMIT problem({tr("No model is open"), tr("The maps of photos are computed by a model."),
                        tr("Choose a model in Explore first; photos wait for it.")});
        return;
    }
    auto* dialog = new LabelProjectDialog(*m_model, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_opener->startOnPhotos(dialog->folder(), dialog->settings()); });
    dialog->open();
}

void LabelController::setAnnotator(const std::string& name) {
    m_annotator = name;
    m_opener->setAnnotator(name);
    if (m_session) m_session->document().setAnnotator(name);
}

void LabelController::restore(const QSettings& settings) {
    const QString user = qEnvironmentVariable("USER", QStringLiteral("annotator"));
    setAnnotator(settings.value(QStringLiteral("label/annotator"), user).toString().toStdString());
    m_actions->classic->setChecked(settings.value(QStringLiteral("label/classic")).toBool());
    m_actions->blind->setChecked(settings.value(QStringLiteral("label/blind")).toBool());
    m_actions->writeFlaskFiles->setChecked(
        settings.value(QStringLiteral("label/flaskFiles")).toBool());
}

void LabelController::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("label/annotator"), QString::fromStdString(m_annotator));
    settings.setValue(QStringLiteral("label/classic"), m_actions->classic->isChecked());
    settings.setValue(QStringLiteral("label/blind"), m_actions->blind->isChecked());
    settings.setValue(QStringLiteral("label/flaskFiles"), m_actions->writeFlaskFiles->isChecked());
}

}  // namespace app
