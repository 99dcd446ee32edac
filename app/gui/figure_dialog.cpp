// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_dialog.h"

#include "gui/figure_controller.h"
#include "gui/figure_forms.h"

#include <canvas/geometry.h>
#include <figure/figure_writer.h>
#include <panels/figure_preview.h>
#include <panels/message_bar.h>

#include <QFileDialog>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <filesystem>

namespace app {

using namespace widgets::spacing;

namespace {

constexpr QSize kUsualSize(1080, 700);
constexpr int kSettingsWidth = 300;

QGroupBox* group(const QString& title, QWidget* content) {
    auto* box = new QGroupBox(title);
    auto* layout = new QVBoxLayout(box);
    layout->addWidget(content);
    return box;
}

}  // namespace

FigureDialog::FigureDialog(FigureController* figures, QWidget* parent)
    : QDialog(parent),
      m_figures(figures),
      m_messages(new widgets::MessageBar(this)),
      m_what(new FigureWhatForm(this)),
      m_look(new FigureLookForm(this)),
      m_preview(new widgets::FigurePreview(this)),
      m_state(new QLabel(this)),
      m_zoom(new QLabel(this)),
      m_trueSize(new QToolButton(this)),
      m_fit(new QToolButton(this)),
      m_progress(new QProgressBar(this)),
      m_compute(new QPushButton(tr("C&ompute"), this)),
      m_export(new QPushButton(tr("&Export…"), this)),
      m_copy(new QPushButton(tr("Cop&y"), this)),
      m_close(new QPushButton(tr("&Close"), this)) {
    setWindowTitle(tr("Export figure"));
    auto* body = new QHBoxLayout;
    body->setContentsMargins(kMedium, kMedium, kMedium, kMedium);
    body->setSpacing(kMedium);
    body->addWidget(settingsSide());
    body->addWidget(previewSide(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addLayout(body, 1);
    resize(kUsualSize);

    connect(m_what, &FigureWhatForm::edited, this, [this] {
        if (m_what->problem().isEmpty()) return choose(m_what->applied(m_figures->choice()));
        refreshState();
    });
    connect(m_look, &FigureLookForm::edited, this,
            [this] { choose(m_look->applied(m_figures->choice())); });
    connect(m_figures, &FigureController::changed, this, &FigureDialog::refresh);
    connect(m_figures, &FigureController::said, this, &FigureDialog::say);
    connect(m_figures, &FigureController::problem, this, &FigureDialog::say);
    connect(m_preview, &widgets::FigurePreview::zoomChanged, this, &FigureDialog::refreshZoom);
    connect(m_compute, &QPushButton::clicked, m_figures, &FigureController::computeMissing);
    connect(m_export, &QPushButton::clicked, this, &FigureDialog::askForFile);
    connect(m_copy, &QPushButton::clicked, m_figures, &FigureController::copy);
    m_what->show(m_figures->choice(), m_figures->offer());
    m_look->show(m_figures->choice());
    orderTabs();
    refresh();
    refreshZoom();
}

FigureDialog::~FigureDialog() {
    if (m_figures) m_figures->end();
}

void FigureDialog::orderTabs() {
    auto fields = m_what->fields() + m_look->fields();
    fields << m_trueSize << m_fit << m_preview << m_compute << m_export << m_copy << m_close;
    for (qsizetype i = 1; i < fields.size(); ++i) setTabOrder(fields[i - 1], fields[i]);
}

QWidget* FigureDialog::settingsSide() {
    auto* settings = new QWidget;
    auto* column = new QVBoxLayout(settings);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(group(tr("What"), m_what));
    column->addWidget(group(tr("How"), m_look));
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);  // a small screen, or a large font
    scroll->setWidget(settings);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(kSettingsWidth + scroll->verticalScrollBar()->sizeHint().width());
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

QWidget* FigureDialog::previewSide() {
    auto* side = new QWidget(this);
    m_trueSize->setText(tr("True si&ze"));
    m_trueSize->setToolTip(tr("As large as it will be printed"));
    m_fit->setText(tr("Whole figure"));
    m_fit->setToolTip(tr("As large as there is room for"));
    connect(m_trueSize, &QToolButton::clicked, m_preview, &widgets::FigurePreview::setTrueSize);
    connect(m_fit, &QToolButton::clicked, m_preview, &widgets::FigurePreview::fit);
    auto* zoom = new QHBoxLayout;
    for (auto* button : {m_trueSize, m_fit}) {
        button->setCheckable(true);
        button->setAutoRaise(true);
        zoom->addWidget(button);
    }
    zoom->addWidget(m_zoom);
    zoom->addStretch(1);
    zoom->addWidget(m_progress);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(80);
    m_progress->setAccessibleName(tr("Working"));
    auto* state = new QHBoxLayout;
    m_state->setWordWrap(true);
    m_state->setAccessibleName(tr("State of the figure"));
    state->addWidget(m_state, 1);
    state->addWidget(m_compute);
    m_compute->setToolTip(tr("Compute the activations that the missing cells need"));
    auto* buttons = new QHBoxLayout;  // in a QDialogButtonBox, Tab would turn back before Close
    buttons->addStretch(1);
    for (auto* button : {m_export, m_copy, m_close}) buttons->addWidget(button);
    m_export->setDefault(true);
    m_export->setToolTip(tr("Write the figure, its numbers, and the file that draws it again"));
    m_copy->setToolTip(tr("Copy the figure as PDF, SVG and PNG"));
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(zoom);
    column->addWidget(m_preview, 1);
    column->addLayout(state);
    column->addLayout(buttons);
    return side;
}

void FigureDialog::choose(const FigureChoice& choice) {
    m_figures->setChoice(choice);
    m_what->show(m_figures->choice(), m_figures->offer());
    m_look->show(m_figures->choice());
}

void FigureDialog::refresh() {
    const auto draft = m_figures->draft();
    const bool isShown = draft && draft->figure;
    if (isShown && draft->figure.get() != m_preview->figure()) m_preview->setFigure(draft->figure);
    if (!isShown && !m_figures->isComposing()) m_preview->setFigure(nullptr);
    if (draft && draft->error)
        m_preview->setNote(QString::fromStdString(draft->error->message));
    else if (m_figures->isComposing())
        m_preview->setNote(tr("Drawing…"));
    else
        m_preview->setNote(m_figures->problemText().isEmpty() ? tr("There is no map to be seen.")
                                                              : m_figures->problemText());
    refreshState();
    refreshZoom();
}

void FigureDialog::refreshState() {
    const int missing = m_figures->missingCount(), all = m_figures->cellCount();
    QString text = m_what->problem();
    if (text.isEmpty() && m_figures->isWriting()) text = tr("Reading the weights and writing…");
    if (text.isEmpty() && missing > 0)
        text = m_figures->isComputing()
                   ? tr("%1 of %2 cells are not computed yet.").arg(missing).arg(all)
                   : tr("%1 of %2 cells are not computed and are left out.").arg(missing).arg(all);
    if (text.isEmpty()) text = m_figures->problemText();
    m_state->setText(text);
    m_compute->setVisible(missing > 0 && m_what->problem().isEmpty());
    m_compute->setEnabled(!m_figures->isComputing());
    const auto draft = m_figures->draft();
    const bool isReady = draft && draft->figure && !m_figures->isComposing() &&
                         m_what->problem().isEmpty() && !m_figures->isWriting();
    // A button that is pressed keeps the keyboard while it works.
    m_export->setEnabled(isReady || m_export->hasFocus());
    m_copy->setEnabled(isReady || m_copy->hasFocus());
    auto policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    m_progress->setVisible(m_figures->isComposing() || m_figures->isWriting() ||
                           (missing > 0 && m_figures->isComputing()));
}

void FigureDialog::refreshZoom() {
    const bool isTrue = std::abs(m_preview->zoom() - 1) < 1e-6;
    m_trueSize->setChecked(isTrue && !m_preview->isFitted());
    m_fit->setChecked(m_preview->isFitted());
    m_zoom->setText(tr("%1 %").arg(100 * m_preview->zoom(), 0, 'f', 0));
}

void FigureDialog::askForFile() {
    const auto ending = endingOf(m_figures->choice().format);
    auto* dialog = new QFileDialog(this, tr("Export figure"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    const auto folder = m_figures->folder();
    if (!folder.isEmpty() && QFileInfo(folder).isDir()) dialog->setDirectory(folder);
    dialog->selectFile(m_figures->fileName());
    connect(dialog, &QFileDialog::fileSelected, this, &FigureDialog::exportTo);
    dialog->open();
}

/// The file dialog asked about the figure itself; the numbers beside it may be of something else.
void FigureDialog::exportTo(const QString& name) {
    auto path = name;
    if (!core::isFigureFile(path.toStdString()))
        path += QLatin1Char('.') + endingOf(m_figures->choice().format);
    m_figures->setFolder(QFileInfo(path).absolutePath());
    const auto files = core::figureFilesOf(path.toStdString());
    std::error_code ignored;
    const bool isRedrawn = std::filesystem::exists(files.figure, ignored);
    const bool isInTheWay = std::filesystem::exists(files.json, ignored);
    if (isRedrawn || !isInTheWay) return m_figures->exportTo(files.figure);
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("Replace files?"),
        tr("%1 and %2 are there already, of another figure. They are replaced, too.")
            .arg(QString::fromStdString(files.json.filename().string()),
                 QString::fromStdString(files.arrays.filename().string())),
        QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* replace = box->addButton(tr("Replace"), QMessageBox::AcceptRole);
    connect(replace, &QPushButton::clicked, this,
            [this, files] { m_figures->exportTo(files.figure); });
    box->open();
}

void FigureDialog::say(const widgets::Message& message) {
    m_messages->clear();  // what was said before is of another figure
    m_messages->show(message);
}

}  // namespace app
