// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/explore_page.h"

#include "gui/actions.h"
#include "gui/control_bar.h"
#include "gui/segments.h"
#include "gui/show_bar.h"

#include <canvas/capture_matrix.h>
#include <canvas/geometry.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <models/picture_list_model.h>
#include <panels/layer_tree_panel.h>
#include <panels/memory_meter.h>
#include <panels/picture_strip.h>
#include <panels/pins_panel.h>
#include <panels/prompt_panel.h>
#include <panels/read_out_bar.h>
#include <plots/histogram_plot.h>
#include <plots/joint_histogram_plot.h>
#include <plots/profile_plot.h>

#include <QAction>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

using namespace widgets::spacing;

namespace {

constexpr int kLayoutVersion = 1;
constexpr int kDockHeight = 216;
constexpr int kSideWidth = 300;

QWidget* column(const std::vector<QWidget*>& parts, QWidget* stretched, QWidget* parent) {
    auto* made = new QWidget(parent);
    auto* layout = new QVBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (auto* part : parts) layout->addWidget(part, part == stretched ? 1 : 0);
    return made;
}

}  // namespace

ExplorePage::ExplorePage(const Actions& actions, QAbstractItemModel* models,
                         widgets::PictureListModel* pictures, QWidget* parent)
    : QMainWindow(parent, Qt::Widget),
      m_controls(new ControlBar(actions, models, this)),
      m_show(new ShowBar(actions, this)),
      m_board(new widgets::PictureBoard(this)),
      m_strip(new widgets::PictureStrip(pictures, this)),
      m_tiles(new widgets::TileGrid(this)),
      m_matrix(new widgets::CaptureMatrix(this)),
      m_layers(new widgets::LayerTreePanel(this)),
      m_profile(new widgets::ProfilePlot(this)),
      m_histogram(new widgets::HistogramPlot(this)),
      m_joint(new widgets::JointHistogramPlot(this)),
      m_pins(new widgets::PinsPanel(this)),
      m_prompt(new widgets::PromptPanel(this)),
      m_readOut(new widgets::ReadOutBar(this)),
      m_memory(new widgets::MemoryMeter(this)),
      m_definition(new QLabel(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)) {
    m_readOut->setObjectName(QStringLiteral("exploreReadOut"));  // the labeler has one, too
    setDockNestingEnabled(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks);
    auto* left = column({m_board, m_strip}, m_board, this);
    left->layout()->setContentsMargins(kTiny, 0, 0, kTiny);
    auto* right = column({m_show, m_tiles}, m_tiles, this);
    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({420, 860});
    setCentralWidget(column({m_controls, m_splitter}, m_splitter, this));
    makeDocks(actions);
    m_usual = saveState(kLayoutVersion);
}

QDockWidget* ExplorePage::dock(const QString& name, const char* id, QWidget* content) {
    auto* made = new QDockWidget(name, this);
    made->setObjectName(QLatin1String(id));
    made->setWidget(content);
    m_docks << made;
    return made;
}

/// In place of the profile's title, which its tab says already: the choice of its axis. A dock is
/// still dragged by it.
QWidget* ExplorePage::axisBar(const Actions& actions, QDockWidget* dock) {
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(kTiny, kTiny, kTiny, 0);
    layout->addWidget(segments({actions.profileOverLayers, actions.profileOverColumns}, this));
    layout->addStretch();
    auto* close = new QToolButton(this);
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close the profile"));
    connect(close, &QToolButton::clicked, dock, &QWidget::close);
    layout->addWidget(close);
    return bar;
}

void ExplorePage::makeDocks(const Actions& actions) {
    m_definition->setWordWrap(true);
    m_definition->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_definition->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_definition->setMargin(kSmall);
    m_definition->setAccessibleName(tr("Definition of the map"));
    auto* scrolled = new QScrollArea(this);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setWidget(m_definition);
    scrolled->setAccessibleName(m_definition->accessibleName());  // it scrolls by keys
    auto* promptArea = new QScrollArea(this);
    promptArea->setFrameShape(QFrame::NoFrame);
    promptArea->setWidgetResizable(true);
    promptArea->setWidget(m_prompt);
    promptArea->setFocusPolicy(Qt::NoFocus);  // its fields have it
    promptArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    promptArea->setMinimumWidth(m_prompt->minimumSizeHint().width() +
                                style()->pixelMetric(QStyle::PM_ScrollBarExtent));

    auto* matrix = dock(tr("Layers × timesteps"), "matrix", m_matrix);
    auto* layers = dock(tr("Layers"), "layers", m_layers);
    auto* profile = dock(tr("Profile"), "profile", m_profile);
    profile->setTitleBarWidget(axisBar(actions, profile));
    auto* histogram = dock(tr("Histogram"), "histogram", m_histogram);
    auto* joint = dock(tr("Norm × similarity"), "joint", m_joint);
    auto* pins = dock(tr("Pins"), "pins", m_pins);
    auto* prompt = dock(tr("Generate"), "generate", promptArea);
    auto* definition = dock(tr("Definition"), "definition", scrolled);
    connect(definition, &QDockWidget::visibilityChanged, this, [this](bool isVisible) {
        if (isVisible) Q_EMIT definitionShown();
    });
    addDockWidget(Qt::BottomDockWidgetArea, matrix);
    splitDockWidget(matrix, profile, Qt::Horizontal);
    for (auto* next : {histogram, joint, pins, definition}) tabifyDockWidget(profile, next);
    profile->QWidget::raise();
    // These need height, and are opened when they are wanted (Ctrl+F, Ctrl+G).
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    addDockWidget(Qt::LeftDockWidgetArea, layers);
    tabifyDockWidget(layers, prompt);
    for (auto* closed : {layers, prompt}) closed->hide();
    resizeDocks({matrix, profile}, {520, 760}, Qt::Horizontal);
    resizeDocks({matrix}, {kDockHeight}, Qt::Vertical);
    resizeDocks({layers}, {kSideWidth}, Qt::Horizontal);
    setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
}

QWidget* ExplorePage::readOutBar() const {
    return m_readOut;
}

void ExplorePage::setDefinition(const QString& text, const QString& facts) {
    m_sentence = text;
    m_definition->setText(facts.isEmpty() ? text : QStringLiteral("%1\n\n%2").arg(text, facts));
}

bool ExplorePage::isDefinitionVisible() const {
    return !m_definition->visibleRegion().isEmpty();
}

void ExplorePage::raise(QWidget* content) {
    for (auto* each : m_docks) {
        if (!each->isAncestorOf(content)) continue;
        each->show();
        each->QWidget::raise();
    }
}

QList<QAction*> ExplorePage::dockActions() const {
    QList<QAction*> actions;
    for (auto* each : m_docks) actions << each->toggleViewAction();
    return actions;
}

void ExplorePage::resetLayout() {
    restoreState(m_usual, kLayoutVersion);
    m_splitter->setSizes({420, 860});
}

QByteArray ExplorePage::layoutState() const {
    return saveState(kLayoutVersion);
}

QByteArray ExplorePage::splitterState() const {
    return m_splitter->saveState();
}

void ExplorePage::restoreLayout(const QByteArray& docks, const QByteArray& splitter) {
    if (!docks.isEmpty()) restoreState(docks, kLayoutVersion);
    if (!splitter.isEmpty()) m_splitter->restoreState(splitter);
}

}  // namespace app
