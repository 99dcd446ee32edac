// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/annotation/label_script.h"
#include "models/label_queue_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using core::ImageState;
using core::LabelSession;
using widgets::LabelQueueModel;

/// The queue as a list.
class TestLabelQueueModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatTheFilterAccepts();
    void tellsWhatWasSaid();
    void tellsOfChanges();
    void aDoneOneStaysUntilTheFilterIsSetAgain();
    void followsAnotherSession();

private:
    std::unique_ptr<LabelSession> session(int images) {
        return std::make_unique<LabelSession>(
            core::AnnotationDocument::inMemory(script::project(images), m_clock.environment()));
    }
    QVariant at(int row, int role) const { return m_model->index(row, 0).data(role); }

    script::Clock m_clock;
    std::unique_ptr<LabelSession> m_session;
    std::unique_ptr<LabelQueueModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestLabelQueueModel::init() {
    m_clock = {};
    m_session = session(12);
    m_model = std::make_unique<LabelQueueModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setSession(m_session.get());
}

void TestLabelQueueModel::cleanup() {
    m_tester.reset();
    m_model.reset();
    m_session.reset();
}

void TestLabelQueueModel::showsWhatTheFilterAccepts() {
    QCOMPARE(m_model->rowCount(), 12);
    QCOMPARE(at(7, Qt::DisplayRole).toString(), QStringLiteral("norm_0007.png"));
    core::QueueFilter filter;
    filter.text = "_001";
    m_session->setFilter(filter);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(at(1, LabelQueueModel::IndexRole).toInt(), 11);
    QCOMPARE(m_model->rowOf(11), 1);
    QCOMPARE(m_model->rowOf(3), -1);
    filter.text = "nothing of the kind";
    m_session->setFilter(filter);
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->rowOf(0), -1);
    QVERIFY(!m_model->data(QModelIndex(), Qt::DisplayRole).isValid());
}

void TestLabelQueueModel::tellsWhatWasSaid() {
    QVERIFY(m_session->toggleAt("norm_0000.png", {4, 4}).ok());
    QVERIFY(m_session->toggleAt("norm_0000.png", {4, 8}).ok());
    QVERIFY(m_session->setComment("norm_0000.png", QStringLiteral("a wave")).ok());
    QVERIFY(m_session->review("norm_0000.png", core::ReviewVerdict::Rejected, {}).ok());
    QCOMPARE(at(0, LabelQueueModel::StateRole).toInt(), int(ImageState::Labelled));
    QCOMPARE(at(0, LabelQueueModel::LabelCountRole).toInt(), 2);
    QCOMPARE(at(0, LabelQueueModel::CommentedRole).toBool(), true);
    QCOMPARE(at(0, LabelQueueModel::ReviewRole).toInt(), 2);
    const QString tip = at(0, Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(QStringLiteral("2 labels")) && tip.contains(QStringLiteral("a wave")) &&
            tip.contains(QStringLiteral("Rejected by ada")));
    QCOMPARE(at(0, Qt::AccessibleDescriptionRole).toString(), tip);
    QCOMPARE(at(1, LabelQueueModel::CommentedRole).toBool(), false);
    QCOMPARE(at(1, LabelQueueModel::ReviewRole).toInt(), 0);
    m_session->setBlocked("norm_0001.png", QStringLiteral("the file is gone"));
    QCOMPARE(at(1, LabelQueueModel::BlockedRole).toString(), QStringLiteral("the file is gone"));
    QVERIFY(at(1, Qt::ToolTipRole).toString().contains(QStringLiteral("the file is gone")));
}

void TestLabelQueueModel::tellsOfChanges() {
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(m_session->goTo(5) && m_session->markUnsure("norm_0005.png").ok());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 5);
    m_session->setBlocked("norm_0002.png", QStringLiteral("gone"));
    QCOMPARE(changed[1][0].toModelIndex().row(), 2);
    core::QueueFilter filter;
    filter.text = "_001";
    m_session->setFilter(filter);
    changed.clear();
    m_session->setBlocked("norm_0002.png", {});  // hidden: no row to tell of
    QCOMPARE(changed.count(), 0);
}

void TestLabelQueueModel::aDoneOneStaysUntilTheFilterIsSetAgain() {
    core::QueueFilter filter;
    filter.states = {ImageState::Unseen};
    m_session->setFilter(filter);
    QVERIFY(m_session->markNone("norm_0000.png").ok());
    QCOMPARE(m_model->rowCount(), 12);
    QCOMPARE(at(0, LabelQueueModel::StateRole).toInt(), int(ImageState::ReviewedNone));
    m_session->setFilter({});
    m_session->setFilter(filter);
    QCOMPARE(m_model->rowCount(), 11);
}

void TestLabelQueueModel::followsAnotherSession() {
    auto other = session(3);
    m_model->setSession(other.get());
    QCOMPARE(m_model->rowCount(), 3);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QVERIFY(m_session->markUnsure("norm_0000.png").ok());  // the one before is not listened to
    m_session->setFilter({{ImageState::Labelled}, {}, {}, false, false});
    QCOMPARE(changed.count() + reset.count(), 0);
    m_model->setSession(nullptr);
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(other->markUnsure("norm_0000.png").ok());
    QCOMPARE(changed.count(), 0);
}

QTEST_MAIN(TestLabelQueueModel)
#include "tst_label_queue_model.moc"
