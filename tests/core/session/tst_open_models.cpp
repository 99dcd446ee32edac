// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/fake_engine.h"
#include "session/open_models.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using core::OpenModels;
using engine::LoadOptions;

namespace {

constexpr std::int64_t kParameters = 1000;  // 4000 bytes in float32

/// A fake of some size, with one weight file.
class Sized : public fake::Model {
public:
    Sized(std::shared_ptr<fake::Control> control, const std::filesystem::path& folder)
        : fake::Model(std::move(control), folder), m_sized(fake::Model::info()) {
        engine::ComponentInfo unet;
        unet.name = "unet";
        unet.parameters = kParameters;
        unet.weightFiles = {folder / "weights"};
        m_sized.components = {unet};
    }
    const engine::ModelInfo& info() const override { return m_sized; }

private:
    engine::ModelInfo m_sized;
};

}  // namespace

class TestOpenModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_control = std::make_shared<fake::Control>();
        m_opened = 0;
    }
    void goingBackOpensNothing();
    void leastRecentlyUsedGoes();
    void theOpenOneStaysWhateverItsSize();
    void otherOptionsAreAnotherModel();
    void openingWhatIsOpenReadsItAnew();
    void changedFilesAreReadAnew();
    void failureKeepsTheOpenOne();
    void countsBytesAsComputedIn();

private:
    engine::Status open(OpenModels& models, const std::filesystem::path& path,
                        const LoadOptions& options = {}) {
        return models.open(path, options, [&]() -> engine::Result<std::unique_ptr<engine::Model>> {
            ++m_opened;
            if (m_control->openError) return *m_control->openError;
            return std::unique_ptr<engine::Model>(std::make_unique<Sized>(m_control, path));
        });
    }

    std::shared_ptr<fake::Control> m_control;
    int m_opened = 0;
};

void TestOpenModels::goingBackOpensNothing() {
    OpenModels models(1'000'000);
    QVERIFY(models.current() == nullptr);
    QVERIFY(open(models, "a"));
    auto* a = models.current();
    QVERIFY(open(models, "b"));
    QVERIFY(models.current() != a);
    QVERIFY(open(models, "a"));
    QCOMPARE(models.current(), a);
    QCOMPARE(m_opened, 2);
}

void TestOpenModels::leastRecentlyUsedGoes() {
    OpenModels models(8000);
    for (const char* name : {"a", "b", "a", "c"}) QVERIFY(open(models, name));
    QCOMPARE(m_control->modelsAlive.load(), 2);
    QCOMPARE(m_opened, 3);
    QVERIFY(open(models, "a"));
    QCOMPARE(m_opened, 3);
    QVERIFY(open(models, "b"));
    QCOMPARE(m_opened, 4);
}

void TestOpenModels::theOpenOneStaysWhateverItsSize() {
    OpenModels models(10);
    QVERIFY(open(models, "a"));
    QVERIFY(models.current() != nullptr);
    QVERIFY(open(models, "b"));
    QCOMPARE(m_control->modelsAlive.load(), 1);
    QCOMPARE(models.current()->info().name, std::string("b"));
}

void TestOpenModels::otherOptionsAreAnotherModel() {
    OpenModels models(1'000'000);
    LoadOptions reduced;
    reduced.arithmetic = engine::Arithmetic::Bfloat16;
    LoadOptions otherUnet;
    otherUnet.sources.unet = "other.safetensors";
    QVERIFY(open(models, "a"));
    QVERIFY(open(models, "a", reduced));
    QVERIFY(open(models, "a", otherUnet));
    QCOMPARE(m_opened, 3);
    QVERIFY(open(models, "a", reduced));
    QCOMPARE(m_opened, 3);
}

void TestOpenModels::openingWhatIsOpenReadsItAnew() {
    OpenModels models(1'000'000);
    QVERIFY(open(models, "a"));
    QVERIFY(open(models, "a"));
    QCOMPARE(m_opened, 2);
    QCOMPARE(m_control->modelsAlive.load(), 1);
}

void TestOpenModels::changedFilesAreReadAnew() {
    const QTemporaryDir folder;
    QFile weights(folder.filePath(QStringLiteral("weights")));
    QVERIFY(weights.open(QIODevice::WriteOnly) && weights.write("old") > 0 && weights.flush());
    OpenModels models(1'000'000);
    const std::filesystem::path path = folder.path().toStdString();
    QVERIFY(open(models, path));
    QVERIFY(open(models, "b"));
    QVERIFY(weights.write("er") > 0 && weights.flush());
    QVERIFY(open(models, path));
    QCOMPARE(m_opened, 3);
    QCOMPARE(m_control->modelsAlive.load(), 2);
}

void TestOpenModels::failureKeepsTheOpenOne() {
    OpenModels models(1'000'000);
    QVERIFY(open(models, "a"));
    auto* a = models.current();
    m_control->openError = engine::Error{engine::ErrorCode::BadFile, "broken"};
    QVERIFY(!open(models, "b"));
    QCOMPARE(models.current(), a);
    QCOMPARE(models.count(), std::size_t(1));
}

void TestOpenModels::countsBytesAsComputedIn() {
    engine::ModelInfo model;
    for (const char* name : {"unet", "vae"}) {
        engine::ComponentInfo part;
        part.name = name;
        part.parameters = kParameters;
        model.components.push_back(part);
    }
    QCOMPARE(core::weightBytesInMemory(model, engine::Arithmetic::Float32), std::uint64_t(8000));
    QCOMPARE(core::weightBytesInMemory(model, engine::Arithmetic::Bfloat16), std::uint64_t(6000));
}

QTEST_GUILESS_MAIN(TestOpenModels)
#include "tst_open_models.moc"
