// SPDX-License-Identifier: GPL-3.0-or-later
// The figure dialog over the explorer's window, on a model whose every number is known: what is
// previewed, written and copied is what is asked for, and `denoscope render` makes the same bytes.
#include "app/explorer_bench.h"
#include "app/fake_generation.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/figure_controller.h"
#include "gui/figure_dialog.h"
#include "gui/figure_forms.h"
#include "gui/language.h"
#include "gui/map_controller.h"
#include "gui/reference_controller.h"
#include "gui/tile_menu.h"
#include "support/test_files.h"

#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <figure/figure_composer.h>
#include <figure/figure_files.h>
#include <panels/figure_preview.h>
#include <panels/message_bar.h>

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QTest>
#include <QTranslator>

#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

using app::FigureChoice;
using app::FigureController;
using app::FigureDialog;
using core::FigureAxis;
using engine::LayerPath;
namespace fs = std::filesystem;

#define TRY_READY()                                      \
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->isReady(), 30000); \
    QTRY_COMPARE(m_bench->wrong(), QString())
#define TRY_COMPOSED() QTRY_VERIFY_WITH_TIMEOUT(!figures()->isComposing(), 30000)

class TestFigureDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void opensByKeyAndFollowsTheChoice();
    void asSeenShowsTheTilesInTheirOrder();
    void numbersAreThoseOfTheWindow();
    void referenceIsThatOfTheMomentOfOpening();
    void gridOfTimestepsComputesWhatIsMissing();
    void gridOfPictures();
    void stepsOfAGeneration();
    void typedNonsenseIsSaid();
    void exportsWhatRendersAgain_data();
    void exportsWhatRendersAgain();
    void everyLanguageWritesTheSame();
    void provenanceSaysHowAndNothingElse();
    void asksBeforeItReplacesNumbers();
    void failureNamesTheFile();
    void askingForAFileNeedsNoMouse();
    void tabReachesEverything();
    void copiesThreeFormats();
    void copiesWithoutTheDialog();
    void tileAlone();
    void remembersChoices();
    void everyFieldHasAName();
    void previewZooms();

private:
    FigureController* figures() const { return m_bench->window()->findChild<FigureController*>(); }
    FigureDialog* dialog() const { return m_bench->window()->findChild<FigureDialog*>(); }
    template <typename Widget>
    Widget* named(const char* name) const;
    QPushButton* button(const char* text) const;
    QString state() const;
    void open();
    void choose(FigureChoice::What what);
    const core::FigureSpec& spec() const { return figures()->draft()->arranged.spec; }
    const engine::NdArray* array(std::size_t panel) const;
    QString message() const;
    fs::path file(const char* name) const {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    }

    std::unique_ptr<ExplorerBench> m_bench;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFigureDialog::init() {
    m_bench = std::make_unique<ExplorerBench>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench->open({40});
    TRY_READY();
}

void TestFigureDialog::cleanup() {
    m_bench.reset();
}

template <typename Widget>
Widget* TestFigureDialog::named(const char* name) const {
    for (auto* widget : dialog()->findChildren<Widget*>())
        if (widget->accessibleName() == QLatin1String(name)) return widget;
    return nullptr;
}

/// Its text without the mark of its mnemonic.
static QString plain(const QAbstractButton* button) {
    return button->text().remove(QLatin1Char('&'));
}

QPushButton* TestFigureDialog::button(const char* text) const {
    for (auto* found : dialog()->findChildren<QPushButton*>())
        if (plain(found) == QString::fromUtf8(text)) return found;
    return nullptr;
}

QString TestFigureDialog::state() const {
    return named<QLabel>("State of the figure")->text();
}

void TestFigureDialog::open() {
    m_bench->actions()->exportFigure->trigger();
    QVERIFY(dialog());
    QVERIFY(QTest::qWaitForWindowExposed(dialog()));
    TRY_COMPOSED();
}

void TestFigureDialog::choose(FigureChoice::What what) {
    dialog()->findChild<QButtonGroup*>()->button(int(what))->click();
    TRY_COMPOSED();
}

const engine::NdArray* TestFigureDialog::array(std::size_t panel) const {
    return engine::findArray(figures()->draft()->arranged.arrays, spec().panels[panel].array);
}

QString TestFigureDialog::message() const {
    const auto* bar = dialog()->findChild<widgets::MessageBar*>();
    if (bar->isEmpty()) return {};
    const auto& m = bar->messages().front();
    return QStringList{m.title, m.text, m.safe}.join(QLatin1Char('\n'));
}

void TestFigureDialog::opensByKeyAndFollowsTheChoice() {
    QTest::keyClick(m_bench->window(), Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(dialog());
    TRY_COMPOSED();
    QTRY_VERIFY(dialog()->preview()->figure());
    QCOMPARE(dialog()->preview()->figure()->width, 234.0);
    QCOMPARE(dialog()->preview()->sizeText(), QStringLiteral("3.25 in · 8.3 cm"));
    QCOMPARE(dialog()->preview()->zoom(), 1.0);  // true size
    named<QDoubleSpinBox>("Width of the figure in inches")->setValue(5.5);
    TRY_COMPOSED();
    QTRY_COMPARE(dialog()->preview()->figure()->width, 396.0);
    for (auto* box : dialog()->findChildren<QComboBox*>())
        if (box->findText(QStringLiteral("One for each row")) >= 0) box->setCurrentIndex(1);
    TRY_COMPOSED();
    QCOMPARE(spec().bars, core::FigureBars::Row);
    QTRY_VERIFY(dialog()->preview()->isUpToDate());
    // What is previewed is what the specification says.
    const auto again = core::composeFigure(spec(), figures()->draft()->arranged.arrays);
    QVERIFY(again);
    QCOMPARE(dialog()->preview()->figure()->height, again->height);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QVERIFY(!figures()->draft());
}

void TestFigureDialog::asSeenShowsTheTilesInTheirOrder() {
    open();
    choose(FigureChoice::What::AsSeen);
    const auto& tiles = m_bench->exploration()->tiles();
    QCOMPARE(spec().panels.size(), tiles.size());
    QCOMPARE(spec().panels[1].caption, std::string("down0"));
    for (auto* box : dialog()->findChildren<QCheckBox*>())
        if (box->text().contains(QStringLiteral("names of layers"))) box->click();
    TRY_COMPOSED();
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        QCOMPARE(spec().panels[i].row, int(i) / 4);
        QCOMPARE(spec().panels[i].caption, tiles[i].key.layer.text());
    }
    for (auto* box : dialog()->findChildren<QSpinBox*>())
        if (box->maximum() == 20) box->setValue(2);
    TRY_COMPOSED();
    QCOMPARE(spec().panels[2].row, 1);
    for (auto* box : dialog()->findChildren<QCheckBox*>())
        if (plain(box).contains(QStringLiteral("beside the maps"))) box->click();
    TRY_COMPOSED();
    QCOMPARE(spec().panels.size(), tiles.size() + 1);
    QVERIFY(spec().panels.front().isPhoto);
}

/// Numbers, range and sentence of every panel are those of its tile.
void TestFigureDialog::numbersAreThoseOfTheWindow() {
    m_bench->exploration()->setLayers({LayerPath("conv_in"), LayerPath("mid_block")});
    TRY_READY();
    QTest::keyClick(m_bench->window(), Qt::Key_N);
    TRY_READY();
    const auto& tiles = m_bench->exploration()->tiles();
    std::vector<std::vector<float>> values;
    std::vector<core::ColorRange> ranges;
    for (const auto& tile : tiles) {
        values.push_back(m_bench->maps()->values(tile.id)->values);
        ranges.push_back(m_bench->maps()->range(tile.id));
    }
    open();
    choose(FigureChoice::What::AsSeen);
    QCOMPARE(spec().panels.size(), tiles.size());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        QCOMPARE(*array(i)->toFloats(), values[i]);
        QCOMPARE(spec().panels[i].range, ranges[i]);
        QCOMPARE(spec().panels[i].colors, core::ColorMapId::CoolWarm);
        QCOMPARE(spec().panels[i].barTitle, m_bench->maps()->titleOf(tiles[i]).toStdString());
        QCOMPARE(spec().panels[i].marks.size(), std::size_t(1));  // the reference
        QVERIFY(spec().panels[i].definition.find("cosine") != std::string::npos ||
                spec().panels[i].definition.find("a·b") != std::string::npos);
    }
}

void TestFigureDialog::referenceIsThatOfTheMomentOfOpening() {
    m_bench->exploration()->setLayers({LayerPath("conv_in")});
    QTest::keyClick(m_bench->window(), Qt::Key_N);
    TRY_READY();
    auto* tile = m_bench->tile("conv_in");
    moveMouse(tile, tile->mapArea().topLeft() + QPointF(2, 2));
    TRY_READY();
    const auto pointed = m_bench->references()->reference().reference();
    open();
    leaveWidget(tile);  // as the mouse does when a dialog opens over it
    for (auto* box : dialog()->findChildren<QCheckBox*>())
        if (box->text().contains(QStringLiteral("Captions"))) box->click();
    TRY_COMPOSED();
    QVERIFY(pointed != m_bench->references()->reference().reference());
    QCOMPARE(spec().panels.front().marks.front().tokens,
             pointed->on(spec().panels.front().marks.front().grid));
}

void TestFigureDialog::gridOfTimestepsComputesWhatIsMissing() {
    m_bench->exploration()->setLayers({LayerPath("conv_in"), LayerPath("mid_block")});
    TRY_READY();
    open();
    choose(FigureChoice::What::Grid);
    QCOMPARE(figures()->cellCount(), 2);  // two layers at the one timestep that was computed
    QCOMPARE(figures()->missingCount(), 0);
    named<QLineEdit>("Timesteps of the figure")->setText(QStringLiteral("50, 200, 700"));
    TRY_COMPOSED();
    QCOMPARE(figures()->cellCount(), 6);
    QCOMPARE(figures()->missingCount(), 4);
    QCOMPARE(state(), QStringLiteral("4 of 6 cells are not computed and are left out."));
    QCOMPARE(spec().panels.size(), std::size_t(2));
    auto* compute = button("Compute");
    QVERIFY(compute && compute->isVisible());
    compute->click();
    QTRY_COMPARE_WITH_TIMEOUT(figures()->missingCount(), 0, 30000);
    TRY_COMPOSED();
    QCOMPARE(spec().panels.size(), std::size_t(6));
    QTRY_VERIFY(!compute->isVisible());
    QCOMPARE(spec().columnTitles, (std::vector<std::string>{"t 50", "t 200", "t 700"}));
    QCOMPARE(spec().rowTitles, (std::vector<std::string>{"conv_in", "mid"}));
    const auto truth = m_bench->truth({{m_bench->subjectOf(40), 700}, LayerPath("mid_block")});
    QCOMPARE(spec().panels[5].array, std::string("norm/mid_block/t700/r40"));
    QCOMPARE(*array(5)->toFloats(), truth->norms().values());
}

void TestFigureDialog::gridOfPictures() {
    m_bench->open({90});
    TRY_READY();
    QTest::keyClick(m_bench->window(), Qt::Key_A);
    TRY_READY();
    QTest::keyClick(m_bench->window(), Qt::Key_B);
    QTRY_COMPARE(m_bench->exploration()->board().size(), std::size_t(2));
    m_bench->exploration()->setLayers({LayerPath("conv_in"), LayerPath("mid_block")});
    TRY_READY();
    open();
    choose(FigureChoice::What::Grid);
    auto* columns = named<QComboBox>("What changes from column to column");
    columns->setCurrentText(QStringLiteral("Layers"));
    auto* rows = named<QComboBox>("What changes from row to row");
    QCOMPARE(rows->currentText(), QStringLiteral("Timesteps"));  // what the columns were
    rows->setCurrentText(QStringLiteral("Pictures"));
    TRY_COMPOSED();
    QCOMPARE(figures()->cellCount(), 4);
    QCOMPARE(spec().rowTitles, (std::vector<std::string>{"r40", "r90"}));
    QCOMPARE(spec().columnTitles, (std::vector<std::string>{"conv_in", "mid"}));
    QVERIFY(!named<QLineEdit>("Timesteps of the figure")->isEnabled());
    named<QListWidget>("Pictures of the figure")->item(0)->setCheckState(Qt::Unchecked);
    TRY_COMPOSED();
    QCOMPARE(figures()->cellCount(), 2);
    named<QListWidget>("Pictures of the figure")->item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(figures()->cellCount(), 2);  // the last one stays
}

void TestFigureDialog::stepsOfAGeneration() {
    core::GenerationTask task;
    task.request.prompt = "a cat";
    task.request.size = {64, 64};
    task.request.steps = fake::kSteps;
    auto* exploration = m_bench->exploration();
    const int id = exploration->addGeneration(QStringLiteral("a cat"), task);
    exploration->show(id);
    TRY_READY();
    exploration->setLayers({LayerPath("conv_in")});
    TRY_READY();
    open();
    choose(FigureChoice::What::Grid);
    for (auto* box : dialog()->findChildren<QCheckBox*>())
        if (plain(box).contains(QStringLiteral("beside the maps"))) box->click();
    named<QLineEdit>("Timesteps of the figure")->setText(QStringLiteral("1, 5"));
    TRY_COMPOSED();
    QCOMPARE(figures()->missingCount(), 0);
    QCOMPARE(spec().columnTitles, (std::vector<std::string>{"step 1", "step 5"}));
    QCOMPARE(spec().panels.size(), std::size_t(4));  // each step has its own picture
    QCOMPARE(int(std::count_if(spec().panels.begin(), spec().panels.end(),
                               [](const auto& panel) { return panel.isPhoto; })),
             2);
}

void TestFigureDialog::typedNonsenseIsSaid() {
    open();
    choose(FigureChoice::What::Grid);
    auto* field = named<QLineEdit>("Timesteps of the figure");
    field->setText(QStringLiteral("50, 1000"));
    QCOMPARE(state(), QStringLiteral("Numbers from 0 to 999, separated by commas, are wanted."));
    QVERIFY(!button("Export…")->isEnabled());
    QCOMPARE(field->text(), QStringLiteral("50, 1000"));  // not taken out of one's hands
    field->setText(QStringLiteral("50"));
    TRY_COMPOSED();
    QTRY_VERIFY(button("Export…")->isEnabled());
}

void TestFigureDialog::exportsWhatRendersAgain_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("name");
    QTest::newRow("PDF") << int(FigureChoice::Format::Pdf) << QStringLiteral("fig.pdf");
    QTest::newRow("SVG") << int(FigureChoice::Format::Svg) << QStringLiteral("fig.svg");
    QTest::newRow("PNG") << int(FigureChoice::Format::Png300) << QStringLiteral("fig.png");
    QTest::newRow("an ending that was not typed")
        << int(FigureChoice::Format::Pdf) << QStringLiteral("my fig é");
}

void TestFigureDialog::exportsWhatRendersAgain() {
    QFETCH(int, format);
    QFETCH(QString, name);
    open();
    auto choice = figures()->choice();
    choice.format = FigureChoice::Format(format);
    choice.hasPictures = true;
    choice.look.bars = core::FigureBars::Figure;
    figures()->setChoice(choice);
    TRY_COMPOSED();
    dialog()->exportTo(m_folder->filePath(name));
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("Figure written.")), 30000);
    const auto ending = app::endingOf(choice.format);
    const auto stem = name.section(QLatin1Char('.'), 0, 0);
    const fs::path figure = m_folder->filePath(stem + QLatin1Char('.') + ending).toStdString();
    const auto files = core::figureFilesOf(figure);
    for (const auto& path : {files.figure, files.json, files.arrays}) {
        QVERIFY2(fs::exists(path), path.c_str());
        QVERIFY(message().contains(QString::fromStdString(path.filename().string())));
    }
    QVERIFY(message().contains(QStringLiteral("denoscope render ")));
    const auto again = file("again.") += ending.toStdString();
    const auto status = core::renderFigureFile(files.json, again);
    QVERIFY2(status, status ? "" : status.error().message.c_str());
    QVERIFY(test::contentOf(figure) == test::contentOf(again));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(),
             4);  // nothing else is left behind
}

/// Words of the window stay out of what goes into a paper.
void TestFigureDialog::everyLanguageWritesTheSame() {
    std::vector<std::string> english;
    for (const auto language : {app::Language::English, app::Language::German}) {
        cleanup();
        app::speak(language);
        init();
        open();
        auto choice = figures()->choice();
        choice.format = FigureChoice::Format::Svg;
        choice.hasPictures = true;
        figures()->setChoice(choice);
        TRY_COMPOSED();
        dialog()->exportTo(m_folder->filePath(QStringLiteral("fig.svg")));
        QTRY_VERIFY_WITH_TIMEOUT(!message().isEmpty(), 30000);
        std::vector<std::string> written;
        const auto files = core::figureFilesOf(file("fig.svg"));
        for (const auto& path : {files.figure, files.json, files.arrays})
            written.push_back(test::contentOf(path));
        QVERIFY(!written.front().empty());
        if (english.empty()) english = written;
        QVERIFY(written == english);
    }
    QVERIFY(message().contains(QStringLiteral("Abbildung geschrieben.")));
    qDeleteAll(qApp->findChildren<QTranslator*>());
}

void TestFigureDialog::provenanceSaysHowAndNothingElse() {
    open();
    choose(FigureChoice::What::AsSeen);
    dialog()->exportTo(QString::fromStdString(file("fig.svg").string()));
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("Figure written.")), 30000);
    const auto content = core::readFigure(core::figureFilesOf(file("fig.pdf")).json);
    QVERIFY2(content, content ? "" : content.error().message.c_str());
    const auto json = nlohmann::json::parse(content->spec.provenance);
    QCOMPARE(json["command"].get<std::string>(), std::string("figure"));
    QCOMPARE(json["model"].get<std::string>(), std::string("model"));
    QCOMPARE(json["inputs"].size(), std::size_t(1));
    QCOMPARE(json["inputs"][0]["name"].get<std::string>(), std::string("r40.png"));
    QCOMPARE(json["inputs"][0]["sha256"].get<std::string>(),
             core::digestFile(m_bench->picture(40))->sha256);
    const auto& panel = json["options"]["panels"][0];
    QCOMPARE(panel["layer"].get<std::string>(),
             m_bench->exploration()->tiles()[0].key.layer.text());
    QCOMPARE(panel["timestep"].get<double>(), 50.0);
    QCOMPARE(panel["seed"].get<int>(), 42);
    QVERIFY(panel["command"].get<std::string>().starts_with("denoscope norms model r40.png"));
    // Neither where nor who nor when.
    const auto text = QString::fromStdString(content->spec.provenance);
    QVERIFY(!text.contains(QDir::tempPath()));
    QVERIFY(!text.contains(QDir::homePath()) || QDir::homePath() == QStringLiteral("/"));
}

void TestFigureDialog::asksBeforeItReplacesNumbers() {
    open();
    test::put(core::figureFilesOf(file("fig.pdf")).json, "{}");
    dialog()->exportTo(QString::fromStdString(file("fig.pdf").string()));
    auto* box = dialog()->findChild<QMessageBox*>();
    QVERIFY(box);
    QVERIFY(box->text().contains(QStringLiteral("Replace")) ||
            box->informativeText().contains(QStringLiteral("fig.npz")) ||
            box->text().contains(QStringLiteral("fig.npz")));
    QVERIFY(!fs::exists(file("fig.pdf")));
    for (auto* candidate : box->buttons())
        if (box->buttonRole(candidate) == QMessageBox::AcceptRole) candidate->click();
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("Figure written.")), 30000);
    QVERIFY(fs::exists(file("fig.pdf")));
}

void TestFigureDialog::failureNamesTheFile() {
    open();
    test::put(file("fig.npz"), "not ours");
    test::put(file("fig.pdf"), "an old figure");
    dialog()->exportTo(QString::fromStdString(file("fig.pdf").string()));
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("Figure not written.")), 30000);
    QVERIFY(message().contains(QStringLiteral("fig.npz")));
    QVERIFY(message().contains(QStringLiteral("stay")));
    QCOMPARE(test::contentOf(file("fig.npz")), std::string("not ours"));
    QCOMPARE(test::contentOf(file("fig.pdf")), std::string("an old figure"));
}

void TestFigureDialog::askingForAFileNeedsNoMouse() {
    open();
    QTest::keyClick(dialog(), Qt::Key_E, Qt::AltModifier);
    auto* chooser = dialog()->findChild<QFileDialog*>();
    QTRY_VERIFY((chooser = dialog()->findChild<QFileDialog*>()));
    QCOMPARE(chooser->acceptMode(), QFileDialog::AcceptSave);
    QCOMPARE(chooser->defaultSuffix(), QStringLiteral("pdf"));
    Q_EMIT chooser->fileSelected(QString::fromStdString(file("by key.pdf").string()));
    chooser->close();
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(file("by key.figure.json")), 30000);
    QCOMPARE(figures()->folder(), m_folder->path());
}

void TestFigureDialog::tabReachesEverything() {
    open();
    std::set<QWidget*> reached;
    dialog()->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), dialog());
    dialog()->findChild<QButtonGroup*>()->button(1)->setFocus();
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : dialog(),
                        Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    for (const char* text : {"Export…", "Copy", "Close"})
        QVERIFY2(button(text) && reached.contains(button(text)), text);

    QVERIFY(reached.contains(dialog()->preview()));
}

void TestFigureDialog::copiesThreeFormats() {
    open();
    QApplication::clipboard()->clear();
    QTest::mouseClick(button("Copy"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("Figure copied.")), 30000);
    const auto* data = QApplication::clipboard()->mimeData();
    QVERIFY(data->data(QStringLiteral("application/pdf")).startsWith("%PDF-1."));
    QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    const auto png = QImage::fromData(data->data(QStringLiteral("image/png")), "PNG");
    QVERIFY(std::abs(png.width() - 975) <= 1);  // 3.25 in of 300 dpi
    QCOMPARE(png.dotsPerMeterX(), 11811);
    QCOMPARE(QApplication::clipboard()->image().size(), png.size());
}

void TestFigureDialog::copiesWithoutTheDialog() {
    QApplication::clipboard()->setText(QStringLiteral("before"));
    m_bench->actions()->copyFigure->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(
        QApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("application/pdf")), 30000);
    QVERIFY(!dialog());
    const auto* bar = m_bench->window()->findChild<widgets::MessageBar*>();
    QTRY_VERIFY(!bar->isEmpty());
    QCOMPARE(bar->messages().front().title, QStringLiteral("Figure copied."));
}

void TestFigureDialog::tileAlone() {
    const auto tile = m_bench->exploration()->tiles()[1];
    Q_EMIT m_bench->page()->tiles()->contextMenuRequested(tile.id, std::nullopt, QPoint(10, 10));
    auto* menu = m_bench->page()->findChild<app::TileMenu*>();
    QVERIFY(menu);
    Q_EMIT menu->exportRequested();
    menu->close();
    QVERIFY(dialog());
    TRY_COMPOSED();
    QCOMPARE(spec().panels.size(), std::size_t(1));
    QVERIFY(spec().panels[0].caption.empty());
    QCOMPARE(figures()->draft()->maps[0].defined.layer.path, tile.key.layer);
    dialog()->reject();
    QTRY_VERIFY(!dialog());
    open();  // by the menu, it is all tiles again
    QCOMPARE(spec().panels.size(), m_bench->exploration()->tiles().size());
}

void TestFigureDialog::remembersChoices() {
    open();
    auto choice = figures()->choice();
    choice.what = FigureChoice::What::Grid;
    choice.arrangement.rowAxis = FigureAxis::Pictures;
    choice.arrangement.columnAxis = FigureAxis::Layers;
    choice.look.width = 396;
    choice.look.textSize = 9;
    choice.look.bars = core::FigureBars::Column;
    choice.look.hasTokenGrid = true;
    choice.hasShortNames = false;
    choice.format = FigureChoice::Format::Png600;
    figures()->setChoice(choice);
    const auto path = QString::fromStdString(file("settings.ini").string());
    {
        QSettings settings(path, QSettings::IniFormat);
        figures()->save(settings);
    }
    const QSettings settings(path, QSettings::IniFormat);
    const auto saved = app::savedFigureChoice(settings);
    QCOMPARE(saved.what, choice.what);
    QCOMPARE(saved.arrangement.rowAxis, FigureAxis::Pictures);
    QCOMPARE(saved.look, choice.look);
    QVERIFY(!saved.hasShortNames);
    QCOMPARE(saved.format, choice.format);
    // What a hand wrote is brought inside.
    QSettings bad(QString::fromStdString(file("bad.ini").string()), QSettings::IniFormat);
    bad.setValue(QStringLiteral("figure/width"), -5);
    bad.setValue(QStringLiteral("figure/textSize"), 200);
    bad.setValue(QStringLiteral("figure/rowAxis"), 1);
    bad.setValue(QStringLiteral("figure/columnAxis"), 1);
    const auto mended = app::savedFigureChoice(bad);
    QCOMPARE(mended.look.width, 36.0);
    QCOMPARE(mended.look.textSize, 9);
    QVERIFY(mended.arrangement.rowAxis != mended.arrangement.columnAxis);
}

/// What a screen reader says of every field: its own name, or that of the label before it.
void TestFigureDialog::everyFieldHasAName() {
    open();
    choose(FigureChoice::What::Grid);
    std::set<QObject*> labelled;
    for (const auto* label : dialog()->findChildren<QLabel*>())
        if (label->buddy()) labelled.insert(label->buddy());
    for (auto* widget : dialog()->findChildren<QWidget*>()) {
        const bool isField = (widget->focusPolicy() & Qt::TabFocus) &&
                             widget->isVisibleTo(dialog()) &&
                             !qobject_cast<QAbstractButton*>(widget) &&
                             !widget->parentWidget()->inherits("QAbstractSpinBox");
        if (!isField) continue;
        QVERIFY2(!widget->accessibleName().isEmpty() || labelled.contains(widget),
                 widget->metaObject()->className());
    }
}

void TestFigureDialog::previewZooms() {
    open();
    auto* preview = dialog()->preview();
    QTRY_VERIFY(preview->isUpToDate());
    preview->setFocus();
    turnWheel(preview->viewport(), QPointF(40, 40), 15);
    QVERIFY(preview->zoom() > 1);
    QTRY_VERIFY(preview->isUpToDate());
    QTest::keyClick(preview, Qt::Key_1);
    QCOMPARE(preview->zoom(), 1.0);
    QTest::keyClick(preview, Qt::Key_0);
    QVERIFY(preview->isFitted());
    QTRY_VERIFY(preview->isUpToDate());
    // Paper is white in every theme.
    app::ThemeController theme;
    theme.apply(app::Theme::Dark);
    const auto picture = preview->viewport()->grab().toImage();
    int white = 0;
    for (int x = 0; x < picture.width(); ++x)
        white += picture.pixelColor(x, picture.height() / 2) == Qt::white;
    QVERIFY(white > 10);
    theme.apply(app::Theme::System);
}

QTEST_MAIN(TestFigureDialog)
#include "tst_figure_dialog.moc"
