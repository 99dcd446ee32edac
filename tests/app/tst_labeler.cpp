// SPDX-License-Identifier: GPL-3.0-or-later
// The labeler through its window: keys and clicks, what reaches the disk, what is refused.
#include "gui/label_actions.h"
#include "gui/label_controller.h"
#include "gui/label_files.h"
#include "gui/label_page.h"
#include "gui/label_workspace.h"
#include "gui/main_window.h"
#include "gui/theme.h"

#include <annotation/label_json.h>
#include <annotation/label_source.h>
#include <base/atomic_file.h>
#include <canvas/linked_view.h>
#include <canvas/patch_canvas.h>
#include <io/picture.h>
#include <panels/label_queue_panel.h>
#include <panels/message_bar.h>
#include <panels/read_out_bar.h>

#include <QAction>
#include <QDropEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace app;
using core::ImageState;
using engine::TokenIndex;

namespace {

constexpr int kSide = 16;
const TokenIndex kBright{4, 10};  // even: a patch of its own

std::string textOf(const std::filesystem::path& file) {
    const auto text = engine::readFile(file, 1 << 20);
    return text ? *text : std::string();
}

}  // namespace

class TestLabeler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void droppedFolderStartsAProject();
    void clickTogglesAndIsOnDisk();
    void dragIsNoClick();
    void clickOfAnEarlierPictureIsRefused();
    void keysDecideAndGoOn();
    void oneKeyForAClearPicture();
    void keyboardAloneMarks();
    void proposalsByKey();
    void blindModeHidesProposals();
    void undoReachesThroughARestart();
    void typingACommentDecidesNothing();
    void classicPresetIsTheWebLabeler();
    void webLabelersFilesAreKept();
    void corruptFileBlocksItsPicture();
    void secondWindowIsAskedNotBroken();
    void reviewDoesNotMark();
    void filterAndJump();
    void lookIsSaid();
    void readOutFollowsThePicture();
    void exportsAreTheStudysFiles();
    void keysDoNotClash();
    void everyActionIsInTheMenu();

private:
    void open();
    void closeWindow();
    core::LabelSession& session() { return *m_window->labels()->controller()->session(); }
    widgets::PatchCanvas* map() { return m_window->labels()->page()->map(); }
    LabelActions* actions() { return m_window->labels()->actions(); }
    void key(Qt::Key k, Qt::KeyboardModifiers m = {}) { QTest::keyClick(m_window.get(), k, m); }
    /// Of the token, not of the patch that begins there.
    QPoint centreOf(TokenIndex token) {
        const QRectF patch = map()->patchRect(token);
        return (patch.topLeft() + QPointF(patch.width(), patch.height()) / 4).toPoint();
    }
    void click(TokenIndex token) { QTest::mouseClick(map(), Qt::LeftButton, {}, centreOf(token)); }
    const core::QueueImage& image(int index) {
        return session().project().images[std::size_t(index)];
    }
    /// What somebody who opens the project now would see.
    core::LabelProject onDisk() {
        auto project = core::readLabels(m_file);
        return project ? *project : core::LabelProject();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_queue, m_file;
    std::unique_ptr<ThemeController> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

/// Six pictures; 1 and 4 have a bright patch.
void TestLabeler::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_queue = std::filesystem::path(m_folder->path().toStdString()) / "images_test";
    m_file = m_queue;
    m_file += ".labels.json";
    std::filesystem::create_directory(m_queue);
    for (int n = 0; n < 6; ++n) {
        std::vector<std::uint8_t> values;
        for (int i = 0; i < kSide * kSide; ++i)
            values.push_back(std::uint8_t(80 + (i * 7 + n) % 11));
        if (n == 1 || n == 4)
            for (int i = 0; i < 4; ++i)
                values[std::size_t((kBright.row + i / 2) * kSide + kBright.col + i % 2)] = 255;
        const auto name = "norm_000" + std::to_string(n) + ".png";
        QVERIFY(core::writeGrayPng(m_queue / name, kSide, kSide, values));
    }
    m_theme = std::make_unique<ThemeController>();
}

void TestLabeler::cleanup() {
    m_window.reset();
    m_theme.reset();
    m_folder.reset();
}

void TestLabeler::open() {
    m_window = std::make_unique<MainWindow>(m_theme.get());
    m_window->labels()->controller()->setAnnotator("ada");
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->openFiles({m_queue});
    QTRY_VERIFY(m_window->labels()->controller()->session() != nullptr);
    QTRY_VERIFY(map()->hasContent());
}

void TestLabeler::closeWindow() {
    QVERIFY(m_window->close());
    m_window.reset();
}

void TestLabeler::droppedFolderStartsAProject() {
    m_window = std::make_unique<MainWindow>(m_theme.get());
    m_window->show();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(m_queue.string()))});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QTRY_VERIFY(m_window->labels()->controller()->session() != nullptr);
    QCOMPARE(m_window->mode(), WindowMode::Label);
    QCOMPARE(session().count(), 6);
    QCOMPARE(session().settings().grid, (engine::TokenGrid{kSide, kSide}));
    QVERIFY(std::filesystem::exists(m_file));  // beside the folder, never inside
    for (const auto& entry : std::filesystem::directory_iterator(m_queue))
        QCOMPARE(entry.path().extension(), std::filesystem::path(".png"));
}

void TestLabeler::clickTogglesAndIsOnDisk() {
    open();
    click({5, 7});
    QCOMPARE(image(0).labels.size(), std::size_t(1));
    QCOMPARE(image(0).labels[0].token, (TokenIndex{4, 6}));
    QCOMPARE(image(0).labels[0].annotator, std::string("ada"));
    QCOMPARE(onDisk().images[0].labels, image(0).labels);  // before any save
    QCOMPARE(map()->marks().size(), std::size_t(1));
    click({4, 6});  // on the mark itself
    QVERIFY(image(0).labels.empty());
    QVERIFY(onDisk().images[0].labels.empty());
}

void TestLabeler::dragIsNoClick() {
    open();
    const QPoint from = map()->patchRect({4, 6}).center().toPoint();
    QTest::mousePress(map(), Qt::LeftButton, {}, from);
    QTest::mouseMove(map(), from + QPoint(5, 0));
    QTest::mouseRelease(map(), Qt::LeftButton, {}, from + QPoint(5, 0));
    QVERIFY(image(0).labels.empty());
    QCOMPARE(session().project().edits, 0);
}

/// The Flask tool writes such a click to the new picture (reference/ux.md, F11).
void TestLabeler::clickOfAnEarlierPictureIsRefused() {
    open();
    const QPoint at = map()->patchRect({4, 6}).center().toPoint();
    QTest::mousePress(map(), Qt::LeftButton, {}, at);
    key(Qt::Key_D);
    QTRY_VERIFY(map()->hasContent());
    QTest::mouseRelease(map(), Qt::LeftButton, {}, at);
    QCOMPARE(session().current(), 1);
    QCOMPARE(session().project().edits, 0);
}

void TestLabeler::keysDecideAndGoOn() {
    open();
    key(Qt::Key_Return);
    QCOMPARE(image(0).state, ImageState::ReviewedNone);
    QCOMPARE(session().current(), 1);
    key(Qt::Key_U);
    QCOMPARE(image(1).state, ImageState::Unsure);
    QCOMPARE(session().current(), 1);  // unsure stays, to write a comment
    key(Qt::Key_D);
    key(Qt::Key_A);
    QCOMPARE(session().current(), 1);
    key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(session().current(), 2);
}

void TestLabeler::oneKeyForAClearPicture() {
    open();
    for (int i = 0; i < 6; ++i) key(Qt::Key_X);
    QCOMPARE(session().counts().none, std::size_t(6));
    QCOMPARE(session().project().edits, 6);
    QCOMPARE(onDisk().images[5].state, ImageState::ReviewedNone);
}

void TestLabeler::keyboardAloneMarks() {
    open();
    key(Qt::Key_Right);  // shows the cursor
    key(Qt::Key_Right);
    key(Qt::Key_Down);
    key(Qt::Key_M);
    QCOMPARE(image(0).labels[0].token, (TokenIndex{2, 2}));
    key(Qt::Key_Right);
    key(Qt::Key_Delete);  // nothing there
    QCOMPARE(image(0).labels.size(), std::size_t(1));
    key(Qt::Key_Left);
    key(Qt::Key_Delete);
    QVERIFY(image(0).labels.empty());
}

void TestLabeler::proposalsByKey() {
    open();
    key(Qt::Key_D);
    QTRY_COMPARE(session().proposals().size(), std::size_t(1));
    key(Qt::Key_Space);
    QCOMPARE(image(1).labels[0].token, kBright);
    QCOMPARE(image(1).labels[0].origin, core::LabelOrigin::Proposal);
    QVERIFY(image(1).labels[0].score.has_value());
    session().goTo(4);
    QTRY_COMPARE(session().proposals().size(), std::size_t(1));
    key(Qt::Key_Backspace);
    QCOMPARE(image(4).rejected.size(), std::size_t(1));
    QVERIFY(session().proposals().empty());
}

void TestLabeler::blindModeHidesProposals() {
    open();
    key(Qt::Key_B);
    key(Qt::Key_D);
    QTRY_VERIFY(session().currentNorms() != nullptr);
    QVERIFY(session().proposals().empty());
    QVERIFY(map()->marks().empty());
}

void TestLabeler::undoReachesThroughARestart() {
    open();
    click({4, 6});
    key(Qt::Key_X, {});  // refused: there are labels
    QCOMPARE(image(0).state, ImageState::Labelled);
    closeWindow();
    open();
    QCOMPARE(image(0).labels.size(), std::size_t(1));
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(image(0).labels.empty());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(image(0).labels.size(), std::size_t(1));
}

void TestLabeler::typingACommentDecidesNothing() {
    open();
    key(Qt::Key_C);
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(field != nullptr);
    QTest::keyClicks(field, QStringLiteral("xum b"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(image(0).comment, std::string("xum b"));
    QCOMPARE(image(0).state, ImageState::Unseen);
    QCOMPARE(session().current(), 0);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(map()));
}

void TestLabeler::classicPresetIsTheWebLabeler() {
    open();
    actions()->classic->setChecked(true);
    key(Qt::Key_Left);  // wraps around
    QCOMPARE(session().current(), 5);
    key(Qt::Key_Right);
    QCOMPARE(session().current(), 0);
    QTest::mouseClick(map(), Qt::RightButton, {}, map()->rect().center());
    QCOMPARE(session().current(), 1);
    QTRY_VERIFY(map()->hasContent());
    QVERIFY(session().proposals().empty());
    click(kBright);
    QCOMPARE(textOf(m_queue / "norm_0001.json"), std::string(R"([{"x": 10, "y": 4}])"));
    actions()->classic->setChecked(false);
    key(Qt::Key_Right);
    QCOMPARE(session().current(), 1);
}

void TestLabeler::webLabelersFilesAreKept() {
    QVERIFY(
        engine::atomicWrite(m_queue / "norm_0000.json", R"([{"x": 6, "y": 8}, {"x": 2, "y": 4}])"));
    QVERIFY(engine::atomicWrite(m_queue / "norm_0002.json", "[]"));
    open();
    QCOMPARE(image(0).labels.size(), std::size_t(2));
    QCOMPARE(image(2).state, ImageState::ReviewedNone);
    QCOMPARE(image(3).state, ImageState::Unseen);
    actions()->writeFlaskFiles->setChecked(true);
    click({0, 0});
    QCOMPARE(textOf(m_queue / "norm_0000.json"),
             std::string(R"([{"x": 6, "y": 8}, {"x": 2, "y": 4}, {"x": 0, "y": 0}])"));
    for (const TokenIndex token : {TokenIndex{0, 0}, TokenIndex{8, 6}, TokenIndex{4, 2}})
        click(token);
    QCOMPARE(textOf(m_queue / "norm_0000.json"), std::string("[]"));
    // The other tool goes on: its work is not overwritten.
    QVERIFY(engine::atomicWrite(m_queue / "norm_0000.json", R"([{"x": 12, "y": 12}])"));
    click({0, 0});
    QCOMPARE(textOf(m_queue / "norm_0000.json"), std::string(R"([{"x": 12, "y": 12}])"));
    QCOMPARE(image(0).labels.size(), std::size_t(1));
    QVERIFY(!m_window->findChild<widgets::MessageBar*>()->isEmpty());
}

void TestLabeler::corruptFileBlocksItsPicture() {
    const std::string corrupt = R"([{"x": 2, "y": )";
    QVERIFY(engine::atomicWrite(m_queue / "norm_0000.json", corrupt));
    open();
    actions()->writeFlaskFiles->setChecked(true);
    QVERIFY(!session().blockedBecause(image(0).id).isEmpty());
    click({4, 6});
    key(Qt::Key_X);
    QVERIFY(image(0).labels.empty());
    QCOMPARE(image(0).state, ImageState::Unseen);
    QCOMPARE(textOf(m_queue / "norm_0000.json"), corrupt);
    session().goTo(3);
    QTRY_VERIFY(map()->hasContent());
    click({4, 6});  // the others are labelled as ever
    QCOMPARE(image(3).labels.size(), std::size_t(1));
}

void TestLabeler::secondWindowIsAskedNotBroken() {
    open();
    click({4, 6});
    MainWindow second(m_theme.get());
    second.openFiles({m_queue});
    QTRY_VERIFY(second.findChild<QMessageBox*>() != nullptr);
    auto* box = second.findChild<QMessageBox*>();
    const auto buttons = box->buttons();
    QCOMPARE(buttons.size(), 2);  // read-only, or not at all
    for (auto* button : buttons)
        if (box->buttonRole(button) == QMessageBox::ActionRole) button->click();
    QTRY_VERIFY(second.labels()->controller()->session() != nullptr);
    auto& other = *second.labels()->controller()->session();
    QVERIFY(other.document().isReadOnly());
    QCOMPARE(other.project().images[0].labels.size(), std::size_t(1));
    second.show();
    auto* canvas = second.labels()->page()->map();
    QTRY_VERIFY(canvas->hasContent());
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->patchRect({8, 8}).center().toPoint());
    QCOMPARE(other.project().images[0].labels.size(), std::size_t(1));
    QVERIFY(!second.findChild<widgets::MessageBar*>()->isEmpty());  // says so
}

void TestLabeler::reviewDoesNotMark() {
    open();
    click({4, 6});
    key(Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(m_window->mode(), WindowMode::Review);
    click({8, 8});
    QCOMPARE(image(0).labels.size(), std::size_t(1));
    key(Qt::Key_Y);
    QCOMPARE(image(0).reviews.size(), std::size_t(1));
    QCOMPARE(image(0).reviews[0].verdict, core::ReviewVerdict::Accepted);
    QCOMPARE(session().current(), 1);
    key(Qt::Key_R);
    QCOMPARE(image(1).reviews[0].verdict, core::ReviewVerdict::Rejected);
}

void TestLabeler::filterAndJump() {
    open();
    key(Qt::Key_X);
    auto* queue = m_window->labels()->page()->queue();
    queue->search()->setText(QStringLiteral("_0004"));
    QCOMPARE(session().filtered(), std::vector<int>{4});
    actions()->next->trigger();
    QCOMPARE(session().current(), 4);
    actions()->clearFilter->trigger();
    QCOMPARE(session().filtered().size(), std::size_t(6));
}

void TestLabeler::lookIsSaid() {
    open();
    QVERIFY(!actions()->raw->isEnabled());  // 8-bit pictures have no raw norms
    QVERIFY(actions()->classicLook->isChecked());
}

/// What the line says belongs to the picture shown, also when the pointer rests (R27).
void TestLabeler::readOutFollowsThePicture() {
    open();
    const auto readOut = [this] { return m_window->labels()->page()->readOut()->text(); };
    QTest::mouseMove(map(), map()->patchRect(kBright).topLeft().toPoint() + QPoint(2, 2));
    QTRY_VERIFY(readOut().contains(QStringLiteral("x10 y04")));
    QVERIFY(!readOut().contains(QStringLiteral("255")));
    key(Qt::Key_D);
    QTRY_VERIFY2(readOut().contains(QStringLiteral("255")), qPrintable(readOut()));
}

void TestLabeler::exportsAreTheStudysFiles() {
    open();
    click({4, 6});
    click({0, 2});
    auto* files = m_window->labels()->files();
    const auto out = m_queue.parent_path() / "labels.npy";
    files->exportTo(out);
    QCOMPARE(textOf(out), core::npyOf(session().project()));
    files->exportTo(m_queue.parent_path() / "flask");
    QCOMPARE(textOf(m_queue.parent_path() / "flask" / "norm_0000.json"),
             std::string(R"([{"x": 6, "y": 4}, {"x": 2, "y": 0}])"));
    files->mergeWith(out);  // the same labels: nothing new
    QCOMPARE(image(0).labels.size(), std::size_t(2));
}

/// In no mode do two enabled actions share a key.
void TestLabeler::keysDoNotClash() {
    open();
    for (const bool isClassic : {false, true}) {
        actions()->setClassic(isClassic);
        for (const auto mode : {WindowMode::Explore, WindowMode::Label, WindowMode::Review}) {
            m_window->setMode(mode);
            QMap<QKeySequence, QString> taken;
            for (auto* action : m_window->findChildren<QAction*>()) {
                if (!action->isEnabled()) continue;
                for (const auto& key : action->shortcuts()) {
                    QVERIFY2(!taken.contains(key) || taken[key] == action->text(),
                             qPrintable(key.toString() + QStringLiteral(": ") + taken.value(key) +
                                        QStringLiteral(", ") + action->text()));
                    taken[key] = action->text();
                }
            }
        }
    }
}

void TestLabeler::everyActionIsInTheMenu() {
    open();
    for (auto* action : actions()->all()) {
        QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
        QVERIFY2(action->associatedObjects().size() >= 2, qPrintable(action->text()));
    }
}

QTEST_MAIN(TestLabeler)
#include "tst_labeler.moc"
