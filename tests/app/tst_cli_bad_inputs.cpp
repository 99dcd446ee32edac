// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "support/test_files.h"

#include <io/npz.h>

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace fs = std::filesystem;
using test::runCli;

using Harm = std::function<void(const fs::path&)>;
Q_DECLARE_METATYPE(Harm)

/// Files that are broken, lie or are dangerous: the exit code says which, the message says where,
/// nothing is written.
class TestCliBadInputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesModel_data();
    void refusesModel();
    void refusesPicture_data();
    void refusesPicture();
    void refusesArrays_data();
    void refusesArrays();
};

namespace {

constexpr const char* kUnet = "unet/diffusion_pytorch_model.safetensors";

fs::path copyOfModel(const QTemporaryDir& folder) {
    const fs::path copy = fs::path(folder.path().toStdString()) / "model";
    fs::copy(test::goldenFolder() / "models" / "tiny-sd15", copy, fs::copy_options::recursive);
    return copy;
}

QString photo() {
    return QStringLiteral(DENOSCOPE_SOURCE_DIR "/datasets/demo/photos/cat.jpg");
}

/// Replaces the first \a from in a file by \a to of the same length.
Harm replacing(const char* file, const char* from, const char* to) {
    return [=](const fs::path& model) {
        std::string bytes = test::contentOf(model / file);
        const auto at = bytes.find(from);
        Q_ASSERT(at != std::string::npos);
        test::put(model / file, bytes.replace(at, std::strlen(from), to));
    };
}

Harm putting(const char* file, std::string bytes) {
    return
        [file, bytes = std::move(bytes)](const fs::path& model) { test::put(model / file, bytes); };
}

Harm removing(const char* name) {
    return [=](const fs::path& model) { fs::remove_all(model / name); };
}

Harm cutting(const char* file, double share) {
    return [=](const fs::path& model) {
        fs::resize_file(model / file, std::uintmax_t(double(fs::file_size(model / file)) * share));
    };
}

std::string zipWithPickle() {
    return std::string("PK\x03\x04", 4) + std::string(26, '\0') + "archive/data.pkl";
}

}  // namespace

void TestCliBadInputs::refusesModel_data() {
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("weights cut in half")
        << cutting(kUnet, 0.5) << 3 << QByteArray("diffusion_pytorch_model");
    QTest::newRow("weights cut within the header")
        << cutting(kUnet, 0.001) << 3 << QByteArray("diffusion_pytorch_model");
    QTest::newRow("weights of zero bytes")
        << putting(kUnet, "") << 3 << QByteArray("diffusion_pytorch_model");
    QTest::newRow("header that lies about a type")
        << replacing(kUnet, "\"dtype\":\"F32\"", "\"dtype\":\"F64\"") << 3
        << QByteArray("diffusion_pytorch_model");
    QTest::newRow("header that is no JSON")
        << replacing(kUnet, "{\"", "[\"") << 3 << QByteArray("diffusion_pytorch_model");
    QTest::newRow("component missing") << removing("vae") << 3 << QByteArray("vae");
    QTest::newRow("weights missing") << removing(kUnet) << 3 << QByteArray("unet");
    QTest::newRow("config missing")
        << removing("unet/config.json") << 3 << QByteArray("config.json");
    QTest::newRow("config that is no JSON")
        << putting("unet/config.json", "{") << 3 << QByteArray("config.json");
    QTest::newRow("config nested too deep")
        << putting("unet/config.json", std::string(100'000, '[')) << 3 << QByteArray("config.json");
    QTest::newRow("vocabulary missing")
        << removing("tokenizer/vocab.json") << 3 << QByteArray("vocab.json");
    QTest::newRow("pickle renamed to safetensors")
        << putting(kUnet, std::string("\x80\x02}q\x01.", 6)) << 4 << QByteArray("pickle");
    QTest::newRow("zipped pickle renamed to safetensors")
        << putting(kUnet, zipWithPickle()) << 4 << QByteArray("pickle");
    QTest::newRow("only a pickle is there") << Harm([](const fs::path& model) {
        fs::remove(model / kUnet);
        test::put(model / "unet/diffusion_pytorch_model.bin", zipWithPickle());
    }) << 4 << QByteArray("diffusion_pytorch_model.bin");
    QTest::newRow("no such folder")
        << Harm([](const fs::path& model) { fs::remove_all(model); }) << 3 << QByteArray("model");
}

void TestCliBadInputs::refusesModel() {
    QFETCH(Harm, harm);
    QFETCH(int, code);
    QFETCH(QByteArray, word);
    QTemporaryDir folder;
    const fs::path model = copyOfModel(folder);
    harm(model);
    const QString out = folder.filePath(QStringLiteral("a.npz"));
    const auto result =
        runCli({QStringLiteral("extract"), test::text(model), photo(), QStringLiteral("--layers"),
                QStringLiteral("mid_block"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == code, result.said().constData());
    QVERIFY2(result.err.contains(word), result.said().constData());
    QCOMPARE(result.out, QByteArray());
    QVERIFY(!QFile::exists(out));
}

void TestCliBadInputs::refusesPicture_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSize>("size");  // of a good PNG, where there are no bytes
    QTest::addColumn<QString>("fitting");
    const QString native = QStringLiteral("--size=native"), keep = QStringLiteral("--size=keep");
    QTest::newRow("no picture") << QByteArray("this is no picture") << QSize() << native;
    QTest::newRow("zero bytes") << QByteArray("") << QSize() << native;
    QTest::newRow("PNG cut after its header")
        << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << QSize() << native;
    QTest::newRow("a side under 64 px") << QByteArray() << QSize(200, 40) << keep;
    QTest::newRow("20000 x 10") << QByteArray() << QSize(20000, 10) << native;
}

void TestCliBadInputs::refusesPicture() {
    QFETCH(QByteArray, bytes);
    QFETCH(QSize, size);
    QFETCH(QString, fitting);
    QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("picture.png"));
    if (size.isValid()) {
        QImage image(size, QImage::Format_RGB888);
        image.fill(Qt::gray);
        QVERIFY(image.save(picture));
    } else {
        test::put(picture.toStdString(),
                  std::string_view(bytes.constData(), std::size_t(bytes.size())));
    }
    const QString out = folder.filePath(QStringLiteral("a.npz"));
    const auto result = runCli({QStringLiteral("extract"),
                                test::text(test::goldenFolder() / "models" / "tiny-sd15"), picture,
                                QStringLiteral("--layers"), QStringLiteral("mid_block"), fitting,
                                QStringLiteral("--out"), out});
    QVERIFY2(result.code == 3, result.said().constData());
    QVERIFY2(result.err.contains("picture.png"), result.said().constData());
    QCOMPARE(result.out, QByteArray());
    QVERIFY(!QFile::exists(out));
}

void TestCliBadInputs::refusesArrays_data() {
    QTest::addColumn<Harm>("make");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("no such file") << Harm([](const fs::path&) {}) << QByteArray("in.npz");
    QTest::newRow("zero bytes") << Harm([](const fs::path& file) { test::put(file, ""); })
                                << QByteArray("in.npz");
    QTest::newRow("no archive") << Harm([](const fs::path& file) { test::put(file, "no archive"); })
                                << QByteArray("in.npz");
    QTest::newRow("cut in half") << Harm([](const fs::path& file) {
        const auto whole = test::contentOf(test::goldenFolder() / "expected/tiny-sd15/unet_D.npz");
        test::put(file, std::string_view(whole).substr(0, whole.size() / 2));
    }) << QByteArray("in.npz");
    QTest::newRow("an array is missing") << Harm([](const fs::path& file) {
        QVERIFY(core::writeNpz(file, {{"sample", engine::NdArray::fromFloats(
                                                     {1, 4, 8, 8}, std::vector<float>(256))}}));
    }) << QByteArray("timestep");
    QTest::newRow("a shape is wrong") << Harm([](const fs::path& file) {
        QVERIFY(core::writeNpz(
            file, {{"sample", engine::NdArray::fromFloats({4, 8, 8}, std::vector<float>(256))}}));
    }) << QByteArray("[4, 8, 8]");
}

void TestCliBadInputs::refusesArrays() {
    QFETCH(Harm, make);
    QFETCH(QByteArray, word);
    QTemporaryDir folder;
    const QString in = folder.filePath(QStringLiteral("in.npz")),
                  out = folder.filePath(QStringLiteral("out.npz"));
    make(in.toStdString());
    const auto result =
        runCli({QStringLiteral("unet"), test::text(test::goldenFolder() / "models" / "tiny-sd15"),
                QStringLiteral("--inputs"), in, QStringLiteral("--out"), out});
    QVERIFY2(result.code == 3, result.said().constData());
    QVERIFY2(result.err.contains(word), result.said().constData());
    QVERIFY(!QFile::exists(out));
}

QTEST_GUILESS_MAIN(TestCliBadInputs)
#include "tst_cli_bad_inputs.moc"
