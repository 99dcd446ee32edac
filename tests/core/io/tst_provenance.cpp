// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <io/demo_data.h>
#include <io/provenance.h>

#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;

class TestProvenance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digestsTheBytes();
    void refusesWhatIsNoFile();
    void namesWeightsWithinTheModel();
    void isTheSameTwiceAndHoldsNoPath();
    void survivesANameThatIsNotUtf8();
    void findsTheDemoAboveTheProgram();
};

void TestProvenance::digestsTheBytes() {
    QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "abc.txt";
    test::put(file, "abc");
    const auto digest = core::digestFile(file);
    QVERIFY(digest);
    QCOMPARE(digest->name, std::string("abc.txt"));
    // FIPS 180-2, appendix B.1
    QCOMPARE(digest->sha256,
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestProvenance::refusesWhatIsNoFile() {
    QTemporaryDir folder;
    const auto digest = core::digestFile(folder.path().toStdString());
    QVERIFY(!digest);
    QCOMPARE(digest.error().code, engine::ErrorCode::BadFile);
    QVERIFY(!core::Provenance::begin("unet", {}, {}, {"/nonexistent/in.npz"}));
}

void TestProvenance::namesWeightsWithinTheModel() {
    const fs::path unet = test::goldenFolder() / "variants" / "tiny-sd15-unet-sharded";
    engine::ModelInfo info;
    engine::ComponentInfo component;
    component.name = "unet";
    component.folder = unet;
    component.weightFiles = {
        unet / "diffusion_pytorch_model-00001-of-00002.safetensors",
        test::goldenFolder() / "models/tiny-sd15/vae/diffusion_pytorch_model.safetensors"};
    info.components = {component};
    const auto digests = core::digestWeights(info, {"unet", "vae"});
    QVERIFY(digests);
    QCOMPARE(digests->size(), std::size_t(2));
    QCOMPARE((*digests)[0].name,
             std::string("unet/diffusion_pytorch_model-00001-of-00002.safetensors"));
    QCOMPARE((*digests)[1].name, std::string("unet/diffusion_pytorch_model.safetensors"));
}

void TestProvenance::isTheSameTwiceAndHoldsNoPath() {
    const fs::path input = test::goldenFolder() / "img2repr" / "input.png";
    engine::ModelInfo info;
    info.name = "tiny";
    const auto once = core::Provenance::begin("extract", info, {}, {input});
    const auto again = core::Provenance::begin("extract", info, {}, {input});
    QVERIFY(once && again);
    QCOMPARE(once->toJson(), again->toJson());
    QVERIFY(once->toJson().find(input.parent_path().string()) == std::string::npos);
    QVERIFY(once->toJson().find("\"name\": \"input.png\"") != std::string::npos);
}

void TestProvenance::survivesANameThatIsNotUtf8() {
    core::Provenance p;
    p.inputs = {{"caf\xe9.png", "0"}};
    QVERIFY(p.toJson().find("caf\xef\xbf\xbd.png") != std::string::npos);
}

void TestProvenance::findsTheDemoAboveTheProgram() {
    const auto demo = core::demoFolder();
    QVERIFY(demo);
    QVERIFY(fs::exists(*demo / "photos" / "cat.jpg"));
}

QTEST_APPLESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
