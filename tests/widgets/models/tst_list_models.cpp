// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/model_list_model.h"
#include "models/picture_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using widgets::ModelListModel;
using widgets::PictureListModel;

namespace {

engine::ModelInfo infoOf(const char* folder) {
    engine::ModelInfo info;
    info.folder = folder;
    info.name = info.folder.filename().string();
    return info;
}

engine::FoundModel found(const char* folder) {
    return {folder, infoOf(folder).name, infoOf(folder), {}};
}

}  // namespace

class TestListModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pictures();
    void samePictureIsListedOnce();
    void models();
    void modelWithAProblemCannotBeChosen();
};

void TestListModels::pictures() {
    PictureListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.put({"a/one.png", QImage(4, 4, QImage::Format_RGB32)});
    model.put({"a/two.png", QImage(8, 8, QImage::Format_RGB32)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 0).data(Qt::DisplayRole).toString(), QStringLiteral("two.png"));
    QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("a/two.png"));
    QCOMPARE(model.index(1, 0).data(Qt::DecorationRole).value<QImage>().width(), 8);
    QVERIFY(!model.data(QModelIndex(), Qt::DisplayRole).isValid());
    model.remove(0);
    model.remove(7);
    QCOMPARE(model.rowCount(), 1);
}

void TestListModels::samePictureIsListedOnce() {
    PictureListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.put({"one.png", {}}), 0);
    QCOMPARE(model.put({"two.png", {}}), 1);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(model.put({"one.png", QImage(4, 4, QImage::Format_RGB32)}), 0);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(changed.count(), 1);
}

void TestListModels::models() {
    ModelListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setModels({found("models/sd15"), found("models/sdxl")});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf("models/sdxl"), 1);
    QCOMPARE(model.rowOf("models/other"), -1);
    QCOMPARE(model.add(infoOf("models/sd15")), 0);
    QCOMPARE(model.add(infoOf("models/mine")), 2);
    QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("mine"));
}

void TestListModels::modelWithAProblemCannotBeChosen() {
    ModelListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setModels({{"models/bad", "bad", std::nullopt, "bad/unet has no config.json."},
                     found("models/good")});
    QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsEnabled));
    QVERIFY(model.flags(model.index(1, 0)) & Qt::ItemIsEnabled);
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(),
             QStringLiteral("bad/unet has no config.json."));
}

QTEST_MAIN(TestListModels)
#include "tst_list_models.moc"
