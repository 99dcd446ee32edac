// SPDX-License-Identifier: GPL-3.0-or-later
// The palette and the panel of jobs, by mouse and keys.
#include "models/command_list_model.h"
#include "panels/activity_bar.h"
#include "panels/command_panel.h"
#include "panels/jobs_panel.h"

#include <session/job_list.h>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace widgets;

class TestCommandPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void typesMovesAndChooses();
    void keepsTheWindowsShortcutsOut();
    void disabledIsNotDone();
    void closes_data();
    void closes();
    void staysInASmallWindow();
    void activityBarIsClicked();
    void jobsAreShownAndCancelled();
    void unknownEndIsNoFalseNumber();

private:
    QLineEdit* field() { return m_panel->findChild<QLineEdit*>(); }
    std::unique_ptr<QWidget> m_window;
    QLineEdit* m_before = nullptr;
    CommandListModel* m_model = nullptr;
    CommandPanel* m_panel = nullptr;
};

void TestCommandPanels::init() {
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_before = new QLineEdit(m_window.get());
    m_model = new CommandListModel(m_window.get());
    std::vector<Command> commands(3);
    const char* names[] = {"Pin token", "Unpin all", "Cancel"};
    for (std::size_t i = 0; i < 3; ++i) {
        commands[i].id = commands[i].name = QLatin1String(names[i]);
        commands[i].isEnabled = i != 2;
    }
    m_model->setCommands(commands);
    m_panel = new CommandPanel(m_model, m_window.get());
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_before->setFocus();
}

void TestCommandPanels::typesMovesAndChooses() {
    QSignalSpy typed(m_panel, &CommandPanel::queryChanging);
    QStringList chosen;
    connect(m_panel, &CommandPanel::chosen, this, [&](const Command& command) {
        QVERIFY(!m_panel->isOpen());
        QVERIFY(m_before->hasFocus());  // what it does finds the keyboard where it was
        chosen << command.id;
    });
    m_panel->open();
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), QStringLiteral("pin"));
    QCOMPARE(typed.last().front().toString(), QStringLiteral("pin"));
    QCOMPARE(m_model->rowCount(), 2);
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Down);  // stays at the last
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(chosen, QStringList(QStringLiteral("Unpin all")));
    m_panel->open();
    QVERIFY(field()->text().isEmpty());
    QCOMPARE(m_model->rowCount(), 3);
    auto* list = m_panel->findChild<QListView*>();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(m_model->index(0)).center());
    QCOMPARE(chosen.last(), QStringLiteral("Pin token"));
}

void TestCommandPanels::keepsTheWindowsShortcutsOut() {
    QAction action;
    action.setShortcuts({Qt::Key_Down, Qt::Key_Return, QKeySequence(Qt::CTRL | Qt::Key_A)});
    m_window->addAction(&action);
    QSignalSpy triggered(&action, &QAction::triggered);
    m_panel->open();
    QTest::keyClick(m_window->windowHandle(), Qt::Key_Down);
    QTest::keyClick(m_window->windowHandle(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(triggered.size(), 0);
    m_panel->dismiss();
    QTest::keyClick(m_window->windowHandle(), Qt::Key_Down);
    QCOMPARE(triggered.size(), 1);
}

void TestCommandPanels::disabledIsNotDone() {
    QSignalSpy chosen(m_panel, &CommandPanel::chosen);
    m_panel->open();
    QTest::keyClicks(field(), QStringLiteral("cancel"));
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(m_panel->isOpen());
}

void TestCommandPanels::closes_data() {
    QTest::addColumn<int>("way");
    QTest::newRow("Esc") << 0;
    QTest::newRow("a click elsewhere") << 1;
    QTest::newRow("nothing answers and Return does nothing") << 2;
}

void TestCommandPanels::closes() {
    QFETCH(int, way);
    m_panel->open();
    if (way == 0) QTest::keyClick(field(), Qt::Key_Escape);
    if (way == 1) QTest::mouseClick(m_before, Qt::LeftButton);
    if (way == 2) {
        QTest::keyClicks(field(), QStringLiteral("qqqq"));
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(m_panel->isOpen());
        return;
    }
    QVERIFY(!m_panel->isOpen());
    QVERIFY(m_before->hasFocus());
}

void TestCommandPanels::staysInASmallWindow() {
    m_panel->open();
    m_window->resize(320, 240);
    QTRY_COMPARE(m_window->width(), 320);
    QTRY_VERIFY(m_window->rect().contains(m_panel->geometry()));
}

void TestCommandPanels::activityBarIsClicked() {
    ActivityBar bar(m_window.get());
    bar.begin(QStringLiteral("Computing"), true);
    QTRY_VERIFY(bar.isVisible());
    QSignalSpy clicked(&bar, &ActivityBar::clicked), cancelled(&bar, &ActivityBar::cancelRequested);
    QTest::mouseClick(bar.findChild<QProgressBar*>(), Qt::LeftButton);
    QCOMPARE(clicked.size(), 1);
    QTest::mouseClick(bar.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(cancelled.size(), 1);
    bar.setCancelKey(QStringLiteral("Ctrl+J"));
    QVERIFY(bar.findChild<QPushButton*>()->toolTip().contains(QStringLiteral("Ctrl+J")));
}

void TestCommandPanels::jobsAreShownAndCancelled() {
    std::chrono::steady_clock::time_point now;
    core::JobList jobs(nullptr, [&now] { return now; });
    int told = 0;
    const int id = jobs.addStarted(
        {QStringLiteral("Computing"), QStringLiteral("passes"), 4, [&told] { ++told; }});
    JobsPanel panel(&jobs);
    panel.show();
    auto* row = panel.row(id);
    QVERIFY(row);
    const auto says = [](const QWidget* in, const char* text) {
        for (const auto* label : in->findChildren<QLabel*>())
            if (label->text().contains(QString::fromUtf8(text))) return true;
        return false;
    };
    QVERIFY(says(row, "— left"));
    now += std::chrono::seconds(2);
    jobs.stepDone(id);
    QVERIFY(says(row, "1 of 4"));
    QVERIFY(says(row, "2.0 s each"));
    QVERIFY(says(row, "0:06 left"));
    QCOMPARE(row->findChild<QProgressBar*>()->value(), 250);
    auto* cancel = row->findChild<QPushButton*>();
    cancel->click();
    QCOMPARE(told, 1);
    QVERIFY(!cancel->isEnabled());
    QVERIFY(says(row, "Cancelling"));
    jobs.fail(id, QStringLiteral("interrupted"));
    QVERIFY(says(row, "Cancelled"));
    QVERIFY(!says(row, "interrupted") && !says(row, "Failed"));
    QVERIFY(!row->findChild<QProgressBar*>()->isVisible());
    const int failing = jobs.addStarted({QStringLiteral("Opening"), {}, 0, {}});
    jobs.fail(failing, QStringLiteral("There is no such folder."));
    QVERIFY(says(panel.row(failing), "There is no such folder."));
    jobs.forgetEnded();
    QVERIFY(!panel.row(id) && !panel.row(failing));
    QVERIFY(says(&panel, "Nothing runs."));
}

void TestCommandPanels::unknownEndIsNoFalseNumber() {
    core::JobList jobs;
    const int id = jobs.addStarted({QStringLiteral("Opening"), {}, 0, {}});
    JobsPanel panel(&jobs);
    auto* bar = panel.row(id)->findChild<QProgressBar*>();
    QCOMPARE(bar->maximum(), 0);  // it only moves
    QVERIFY(panel.row(id)->findChild<QPushButton*>()->isHidden());
}

QTEST_MAIN(TestCommandPanels)
#include "tst_command_panels.moc"
