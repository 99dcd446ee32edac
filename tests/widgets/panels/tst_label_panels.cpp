// SPDX-License-Identifier: GPL-3.0-or-later
// The labeler's queue and tools, with the keys of a window around them.
#include "core/annotation/label_script.h"
#include "models/label_queue_model.h"
#include "panels/label_queue_panel.h"
#include "panels/label_tools_panel.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMainWindow>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using core::ImageState;
using widgets::LabelQueueModel;
using widgets::LabelQueuePanel;
using widgets::LabelToolsPanel;

class TestLabelPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void filterOfTheFields_data();
    void filterOfTheFields();
    void clearingTheFilterIsTold_data();
    void clearingTheFilterIsTold();
    void queueFollowsTheSession();
    void thresholdBothWays();
    void rangeMustRise();
    void proposalsAreChosenByTheUserAlone();
    void endKeysMeanNoDecision_data();
    void endKeysMeanNoDecision();
    void commentBelongsToItsPicture();
    void typedCommentIsNotTakenAway();

private:
    QAction* action(const QKeySequence& key = {});
    template <typename Field>
    Field* field(QWidget* panel, const char* name) const {
        for (auto* child : panel->findChildren<Field*>())
            if (child->accessibleName() == QLatin1String(name)) return child;
        return nullptr;
    }

    script::Clock m_clock;
    std::unique_ptr<core::LabelSession> m_session;
    std::unique_ptr<LabelQueueModel> m_model;
    std::unique_ptr<QMainWindow> m_window;
    QWidget* m_canvas = nullptr;
    LabelQueuePanel* m_queue = nullptr;
    LabelToolsPanel* m_tools = nullptr;
    QAction* m_done = nullptr;
    int m_decisions = 0;
};

QAction* TestLabelPanels::action(const QKeySequence& key) {
    auto* made = new QAction(m_window.get());
    made->setText(QStringLiteral("an action"));
    made->setShortcut(key);
    connect(made, &QAction::triggered, this, [this] { ++m_decisions; });
    m_window->addAction(made);
    return made;
}

/// A window with the labeler's keys, as the program has them.
void TestLabelPanels::init() {
    m_decisions = 0;
    m_clock = {};
    m_session = std::make_unique<core::LabelSession>(
        core::AnnotationDocument::inMemory(script::project(6), m_clock.environment()));
    m_model = std::make_unique<LabelQueueModel>();
    m_model->setSession(m_session.get());
    m_window = std::make_unique<QMainWindow>();
    m_done = action(Qt::Key_Return);
    for (const auto key : {Qt::Key_Enter, Qt::Key_X, Qt::Key_U, Qt::Key_Tab, Qt::Key_Backtab,
                           Qt::Key_Space, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Escape})
        action(key);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    m_canvas = new QWidget(page);
    m_canvas->setFocusPolicy(Qt::StrongFocus);
    m_queue = new LabelQueuePanel(m_model.get(), page);
    m_tools = new LabelToolsPanel({{m_done, action(), action()},
                                   {action(), action(), action()},
                                   action(),
                                   {action(), action()},
                                   action(),
                                   {action(), action()}},
                                  page);
    for (QWidget* part : {m_canvas, static_cast<QWidget*>(m_queue), static_cast<QWidget*>(m_tools)})
        layout->addWidget(part);
    m_window->setCentralWidget(page);
    connect(m_tools, &LabelToolsPanel::fieldLeft, m_canvas, [this] { m_canvas->setFocus(); });
    m_window->resize(500, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestLabelPanels::cleanup() {
    m_window.reset();
    m_model.reset();
    m_session.reset();
}

void TestLabelPanels::filterOfTheFields_data() {
    using States = QList<ImageState>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("choice");
    QTest::addColumn<States>("states");
    QTest::newRow("all") << QString() << 0 << States{};
    QTest::newRow("by name") << QStringLiteral("_0003") << 0 << States{};
    QTest::newRow("not done") << QString() << 1 << States{ImageState::Unseen, ImageState::Unsure};
    QTest::newRow("labelled") << QString() << 2 << States{ImageState::Labelled};
    QTest::newRow("nothing there") << QString() << 3 << States{ImageState::ReviewedNone};
    QTest::newRow("unsure, by name") << QStringLiteral("7") << 4 << States{ImageState::Unsure};
    QTest::newRow("with comments") << QString() << 5 << States{};
    QTest::newRow("rejected in review") << QString() << 6 << States{};
}

void TestLabelPanels::filterOfTheFields() {
    QFETCH(QString, text);
    QFETCH(int, choice);
    QFETCH(QList<ImageState>, states);
    m_queue->search()->setText(text);
    m_queue->findChild<QComboBox*>()->setCurrentIndex(choice);
    const auto filter = m_queue->filter();
    QCOMPARE(filter.text, text.toStdString());
    QVERIFY(filter.states == std::vector<ImageState>(states.begin(), states.end()));
    QCOMPARE(filter.onlyCommented, choice == 5);
    QCOMPARE(filter.onlyRejectedInReview, choice == 6);
    QVERIFY(filter.annotator.empty());
}

void TestLabelPanels::clearingTheFilterIsTold_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("choice");
    QTest::newRow("name alone") << QStringLiteral("_0003") << 0;
    QTest::newRow("state alone") << QString() << 2;
    QTest::newRow("both") << QStringLiteral("_0003") << 2;
}

void TestLabelPanels::clearingTheFilterIsTold() {
    QFETCH(QString, text);
    QFETCH(int, choice);
    m_queue->search()->setText(text);
    m_queue->findChild<QComboBox*>()->setCurrentIndex(choice);
    m_session->setFilter(m_queue->filter());
    connect(m_queue, &LabelQueuePanel::filterEdited, m_session.get(),
            [this] { m_session->setFilter(m_queue->filter()); });
    m_queue->clearFilter();
    QVERIFY(m_queue->filter() == core::QueueFilter());
    QVERIFY(m_session->filter() == core::QueueFilter());  // the list shows what the fields say
    QCOMPARE(m_model->rowCount(), 6);
}

void TestLabelPanels::queueFollowsTheSession() {
    auto* list = m_queue->findChild<QListView*>();
    QSignalSpy chosen(m_queue, &LabelQueuePanel::chosen);
    m_queue->setCurrent(4);
    QCOMPARE(list->currentIndex().row(), 4);
    QCOMPARE(chosen.count(), 0);  // only the user chooses
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(m_model->index(2, 0)).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 2);
    m_queue->setCounts({2, 1, 1, 6});
    auto* progress = m_queue->findChild<QProgressBar*>();
    QCOMPARE(progress->value(), 3);
    QCOMPARE(progress->maximum(), 6);
    m_queue->setCounts({});
    QCOMPARE(progress->value(), 0);  // an empty queue is no busy sign
    QCOMPARE(progress->maximum(), 1);
}

void TestLabelPanels::thresholdBothWays() {
    auto* slider = m_tools->findChild<QSlider*>();
    auto* number = field<QDoubleSpinBox>(m_tools, "Least robust z of a proposal");
    QVERIFY(slider && number);
    QSignalSpy edited(m_tools, &LabelToolsPanel::thresholdEdited);
    m_tools->setThreshold(7.5);
    QCOMPARE(slider->value(), 75);
    QCOMPARE(number->value(), 7.5);
    QCOMPARE(edited.count(), 0);
    slider->setValue(41);
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited[0][0].toDouble(), 4.1);
    number->setValue(12.3);
    QCOMPARE(edited.count(), 2);
    QCOMPARE(edited[1][0].toDouble(), 12.3);
    // In a loop with the session, as the window connects them, it ends.
    connect(m_tools, &LabelToolsPanel::thresholdEdited, m_session.get(),
            [this](double z) { m_session->setThreshold(z); });
    connect(m_session.get(), &core::LabelSession::proposalsChanged, m_tools,
            [this] { m_tools->setThreshold(m_session->threshold()); });
    slider->setValue(63);
    QCOMPARE(number->value(), 6.3);
    QCOMPARE(m_session->threshold(), 6.3);
    number->setValue(2);
    QCOMPARE(slider->value(), 20);
    QCOMPARE(edited.count(), 4);
}

void TestLabelPanels::rangeMustRise() {
    auto* low = field<QDoubleSpinBox>(m_tools, "Norm at the dark end");
    auto* high = field<QDoubleSpinBox>(m_tools, "Norm at the bright end");
    QVERIFY(low && high);
    int edits = 0;
    connect(m_tools, &LabelToolsPanel::rangeEdited, this, [&](core::ColorRange range) {
        ++edits;
        QVERIFY(range.low < range.high);
    });
    m_tools->setRange({10, 90});
    QCOMPARE(edits, 0);
    low->setValue(20);
    QCOMPARE(edits, 1);
    low->setValue(95);  // above the other end: waits for it
    QCOMPARE(edits, 1);
    high->setValue(200);
    QCOMPARE(edits, 2);
    m_tools->setRangeEnabled(QStringLiteral("8-bit pictures"));
    QVERIFY(!low->isEnabled() && !high->isEnabled());
    m_tools->setRangeEnabled({});
    QVERIFY(low->isEnabled() && high->isEnabled());
}

void TestLabelPanels::proposalsAreChosenByTheUserAlone() {
    QSignalSpy chosen(m_tools, &LabelToolsPanel::proposalChosen);
    m_tools->setProposals({{{4, 8}, 9.5, 1, false}, {{11, 21}, 7, 2, true}}, 1,
                          QStringLiteral("2 open"));
    auto* list = m_tools->findChild<QListWidget*>();
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->currentRow(), 1);
    QVERIFY(list->item(0)->text().contains(QStringLiteral("x08 y04")));
    QVERIFY(list->item(1)->text().contains(QStringLiteral("off grid")));
    QCOMPARE(chosen.count(), 0);
    list->setCurrentRow(0);
    QCOMPARE(chosen.count(), 1);
    m_tools->setProposals({}, std::nullopt, {});
    QCOMPARE(chosen.count(), 1);
}

void TestLabelPanels::endKeysMeanNoDecision_data() {
    QTest::addColumn<QString>("place");
    QTest::addColumn<int>("key");
    for (const char* place : {"comment", "threshold", "search"})
        for (const auto& [name, key] : {std::pair("Return", Qt::Key_Return),
                                        {"Enter", Qt::Key_Enter},
                                        {"Tab", Qt::Key_Tab},
                                        {"Escape", Qt::Key_Escape},
                                        {"X", Qt::Key_X},
                                        {"U", Qt::Key_U},
                                        {"Space", Qt::Key_Space},
                                        {"Backspace", Qt::Key_Backspace},
                                        {"Delete", Qt::Key_Delete}})
            QTest::newRow(QByteArray(name).append(" in the field: ").append(place).constData())
                << QString::fromLatin1(place) << int(key);
}

void TestLabelPanels::endKeysMeanNoDecision() {
    QFETCH(QString, place);
    QFETCH(int, key);
    QWidget* where = m_queue->search();
    if (place == QStringLiteral("comment"))
        where = field<QLineEdit>(m_tools, "Comment on this picture");
    if (place == QStringLiteral("threshold"))
        where = field<QDoubleSpinBox>(m_tools, "Least robust z of a proposal");
    QVERIFY(where != nullptr);
    where->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), where);
    QTest::keyClick(m_window->windowHandle(), Qt::Key(key));
    QCOMPARE(m_decisions, 0);
    // On the canvas the same key is one.
    m_canvas->setFocus();
    QTest::keyClick(m_window->windowHandle(), Qt::Key(key));
    QCOMPARE(m_decisions, 1);
}

/// Somebody types and then shows another picture without leaving the field: by a click in the
/// queue, a button, a menu. What was typed belongs to the picture it was typed for.
void TestLabelPanels::commentBelongsToItsPicture() {
    auto* comment = field<QLineEdit>(m_tools, "Comment on this picture");
    QStringList told;
    connect(m_tools, &LabelToolsPanel::commentEdited, this,
            [&](const QString& id, const QString& text) { told << id + u':' + text; });
    m_tools->setComment(QStringLiteral("a"), {});
    comment->setFocus();
    QTest::keyClicks(comment, QStringLiteral("a wave"));
    m_tools->setComment(QStringLiteral("b"), QStringLiteral("other"));
    QCOMPARE(told, QStringList{QStringLiteral("a:a wave")});
    QCOMPARE(comment->text(), QStringLiteral("other"));
    m_canvas->setFocus();
    QCOMPARE(told.size(), 1);  // nothing typed for b
    comment->setFocus();
    comment->selectAll();
    QTest::keyClicks(comment, QStringLiteral("same"));
    m_tools->setComment(QStringLiteral("c"), QStringLiteral("same"));  // c says so already
    QCOMPARE(told.last(), QStringLiteral("b:same"));
    m_canvas->setFocus();
    QCOMPARE(told.size(), 2);
    // The usual way: the field is left.
    comment->setFocus();
    QTest::keyClicks(comment, QStringLiteral("!"));
    QTest::keyClick(comment, Qt::Key_Return);
    QCOMPARE(told.last(), QStringLiteral("c:same!"));
    QCOMPARE(told.size(), 3);
    QCOMPARE(QApplication::focusWidget(), m_canvas);
}

/// A click on the canvas or "Unsure" changes the picture's record while somebody types.
void TestLabelPanels::typedCommentIsNotTakenAway() {
    auto* comment = field<QLineEdit>(m_tools, "Comment on this picture");
    m_tools->setComment(QStringLiteral("a"), QStringLiteral("old"));
    comment->setFocus();
    comment->selectAll();
    QTest::keyClicks(comment, QStringLiteral("new"));
    m_tools->setComment(QStringLiteral("a"), QStringLiteral("old"));
    QCOMPARE(comment->text(), QStringLiteral("new"));
    QSignalSpy told(m_tools, &LabelToolsPanel::commentEdited);
    m_canvas->setFocus();
    QCOMPARE(told.count(), 1);
    m_tools->setComment(QStringLiteral("a"), QStringLiteral("undone"));  // and taken back
    QCOMPARE(comment->text(), QStringLiteral("undone"));
}

QTEST_MAIN(TestLabelPanels)
#include "tst_label_panels.moc"
