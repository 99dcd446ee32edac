// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_rows.h"
#include "support/golden.h"

#include <model/schedule_config.h>

#include <QTest>

using engine::ErrorCode;
using engine::ScheduleConfig;

class TestScheduleConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsGoldenModels_data();
    void readsGoldenModels();
    void readsEveryGoldenCase();
    void readsTrainedBetas();
    void rejectsBroken_data();
    void rejectsBroken();
};

void TestScheduleConfig::readsGoldenModels_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("prediction");
    QTest::newRow("no prediction type in the file") << "tiny-sd15"
                                                    << "PNDMScheduler"
                                                    << "epsilon";
    QTest::newRow("velocity") << "tiny-sd21"
                              << "DDIMScheduler"
                              << "v_prediction";
    QTest::newRow("Euler") << "tiny-sdxl"
                           << "EulerDiscreteScheduler"
                           << "epsilon";
}

void TestScheduleConfig::readsGoldenModels() {
    QFETCH(QString, model);
    const auto json =
        golden::json("models/" + model.toStdString() + "/scheduler/scheduler_config.json");
    const auto c = ScheduleConfig::fromJson(json, "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QTEST(QString::fromStdString(c->className), "className");
    QTEST(QString::fromStdString(c->predictionType), "prediction");
    QCOMPARE(c->betaSchedule, std::string("scaled_linear"));
    QCOMPARE(c->betaStart, 0.00085);
    QCOMPARE(c->betaEnd, 0.012);
    QCOMPARE(c->trainTimesteps, 1000);
    QVERIFY(c->trainedBetas.empty() && !c->rescaleBetasZeroSnr);
}

/// What a file leaves out must get the value that the library gives it.
void TestScheduleConfig::readsEveryGoldenCase() {
    const auto cases = golden::json("schedulers/cases.json");
    QVERIFY(cases.size() > 40);
    for (const auto& [name, entry] : cases.items()) {
        auto given = entry.at("config_given");
        given["_class_name"] = entry.at("class");
        const auto& effect = entry.at("config_in_effect");
        const auto c = ScheduleConfig::fromJson(given, name);
        QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
        QCOMPARE(c->betaStart, effect.at("beta_start").get<double>());
        QCOMPARE(c->betaEnd, effect.at("beta_end").get<double>());
        QCOMPARE(c->betaSchedule, effect.at("beta_schedule").get<std::string>());
        QCOMPARE(c->trainTimesteps, effect.at("num_train_timesteps").get<int>());
        QCOMPARE(c->predictionType, effect.at("prediction_type").get<std::string>());
        QCOMPARE(c->rescaleBetasZeroSnr, effect.value("rescale_betas_zero_snr", false));
    }
}

void TestScheduleConfig::readsTrainedBetas() {
    const auto json =
        nlohmann::json::parse(R"({"num_train_timesteps": 3, "trained_betas": [0.1, 0.2, 0.3]})");
    const auto c = ScheduleConfig::fromJson(json, "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->trainedBetas, (std::vector{0.1f, 0.2f, 0.3f}));
    QCOMPARE(c->className, std::string("DDIMScheduler"));
}

void TestScheduleConfig::rejectsBroken_data() {
    using config_rows::row;
    config_rows::columns();
    const auto bad = ErrorCode::BadFile, no = ErrorCode::Unsupported;
    row("a number instead of an object", "7", bad, "expected a JSON object, found number");
    row("flow matching", R"({"_class_name": "FlowMatchEulerDiscreteScheduler"})", no, "FlowMatch");
    row("a schedule we lack", R"({"beta_schedule": "sigmoid"})", no, "beta_schedule");
    row("a prediction we lack", R"({"prediction_type": "flow"})", no, "prediction_type");
    row("no timesteps", R"({"num_train_timesteps": 0})", bad, "num_train_timesteps");
    row("a beta above one", R"({"beta_end": 1.5})", bad, "beta_end");
    row("a negative beta", R"({"beta_start": -0.1})", bad, "beta_start");
    row("betas of another number", R"({"trained_betas": [0.1]})", bad, "1000 numbers");
    row("betas that are no numbers", R"({"trained_betas": ["a"]})", bad, "a list of numbers");
    row("text for a flag", R"({"rescale_betas_zero_snr": "no"})", bad, "rescale_betas_zero_snr");
}

void TestScheduleConfig::rejectsBroken() {
    config_rows::checkRefused<ScheduleConfig>(
        golden::json("models/tiny-sd15/scheduler/scheduler_config.json"));
}

QTEST_GUILESS_MAIN(TestScheduleConfig)
#include "tst_schedule_config.moc"
