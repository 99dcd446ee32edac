// SPDX-License-Identifier: GPL-3.0-or-later
#include "include_fences.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

/// The layers' borders (README.md, "Layers"), held against every #include.
class TestFences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTreeKeepsItsLayers();
    void findsPlanted_data();
    void findsPlanted();
    void letsPass_data();
    void letsPass();
};

namespace {

const fences::Toolkit kToolkit{QT_WIDGETS_HEADERS};

/// Writes one file with one include into an otherwise clean tree, whose tensor_bridge.h is the one
/// that holds torch.
void plant(const fs::path& root, const QString& file, const QString& include) {
    const auto write = [&root](const std::string& name, const std::string& text) {
        fs::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text;
    };
    write("core/tensor/tensor_bridge.h", "#include <ATen/core/Tensor.h>\n");
    write("core/model/tap.h", "#include \"tensor/tensor_bridge.h\"\n");
    write("core/extraction/engine.h", "#include <string>\n");
    write("widgets/canvas/map_tile.h", "#include <QWidget>\n");
    write("app/gui/gui.h", "#include <QWidget>\n");
    write("core/CMakeLists.txt",
          "add_library(engine_values STATIC\n    base/json.cpp\n    tensor/npy.cpp)\n");
    write(file.toStdString(), "// a comment first\n#include " + include.toStdString() + "\n");
}

}  // namespace

void TestFences::theTreeKeepsItsLayers() {
    QVERIFY2(fs::exists(fs::path(QT_WIDGETS_HEADERS) / "QWidget"),
             "Qt Widgets' headers were not found");
    QVERIFY(fences::fileCount(DENOSCOPE_SOURCE_DIR) > 50);
    const auto violations = fences::scan(DENOSCOPE_SOURCE_DIR, kToolkit);
    for (const auto& v : violations)
        qWarning().noquote() << v.file.c_str() << "includes" << v.include.c_str() << "which"
                             << v.why.c_str();
    QCOMPARE(violations.size(), std::size_t(0));
}

void TestFences::findsPlanted_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("include");
    const auto row = [](const char* name, const char* file, const char* include) {
        QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(include);
    };
    row("Qt in the engine", "core/model/unet.cpp", "<QString>");
    row("Qt by module in the engine", "core/analysis/pca.cpp", "<QtCore/QString>");
    row("OpenCV in the engine", "core/tensor/npy.h", "<opencv2/core.hpp>");
    row("libzip in the engine", "core/tensor/npy.h", "<zip.h>");
    row("a core header in the engine", "core/extraction/run.cpp", "<io/npz.h>");
    row("torch in engine_values", "core/base/json.cpp", "<c10/util/Exception.h>");
    row("torch in engine_values through a header", "core/tensor/npy.cpp", "\"model/tap.h\"");
    row("torch in core", "core/io/npz.cpp", "<torch/torch.h>");
    row("torch in core through a header", "core/session/service.cpp", "<model/tap.h>");
    row("torch in core through the public interface", "core/extraction/engine.h",
        "\"model/tap.h\"");
    row("Qt Widgets in core", "core/figure/map_figure.cpp", "<QLabel>");
    row("QCustomPlot in core", "core/figure/map_figure.cpp", "<qcustomplot.h>");
    row("a widget in core", "core/session/service.cpp", "<canvas/map_tile.h>");
    row("torch in widgets", "widgets/plots/curve.cpp", "<ATen/ATen.h>");
    row("the window in widgets", "widgets/panels/layers.cpp", "\"gui/gui.h\"");
    row("CLI11 in widgets", "widgets/panels/layers.cpp", "<CLI/CLI.hpp>");
    row("torch in the command line", "app/cli/bench.cpp", "<torch/torch.h>");
    row("torch in the window through a header", "app/gui/main_window.cpp",
        "<tensor/tensor_bridge.h>");
}

void TestFences::findsPlanted() {
    QFETCH(QString, file);
    QFETCH(QString, include);
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    if (file == QStringLiteral("core/extraction/run.cpp"))
        plant(root, QStringLiteral("core/io/npz.h"), QStringLiteral("<string>"));
    if (file == QStringLiteral("core/extraction/engine.h"))
        plant(root, QStringLiteral("core/session/user.cpp"),
              QStringLiteral("<extraction/engine.h>"));
    plant(root, file, include);
    const auto violations = fences::scan(root, kToolkit);
    QVERIFY2(!violations.empty(), "the planted include was not found");
}

void TestFences::letsPass_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("include");
    const auto row = [](const char* name, const char* file, const char* include) {
        QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(include);
    };
    row("torch in the engine's sources", "core/model/unet.cpp", "<torch/torch.h>");
    row("JSON in the engine", "core/base/json.cpp", "<nlohmann/json.hpp>");
    row("a word that begins with Q but is no Qt", "core/base/json.cpp", "<quantile.h>");
    row("Qt Gui in core", "core/figure/map_figure.cpp", "<QPainter>");
    row("the engine's interface in core", "core/session/service.cpp", "<extraction/engine.h>");
    row("Qt Widgets in widgets", "widgets/panels/layers.cpp", "<QLabel>");
    row("CLI11 in app", "app/cli/bench.cpp", "<CLI/CLI.hpp>");
}

void TestFences::letsPass() {
    QFETCH(QString, file);
    QFETCH(QString, include);
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    plant(root, file, include);
    const auto violations = fences::scan(root, kToolkit);
    for (const auto& v : violations)
        qWarning() << v.file.c_str() << v.include.c_str() << v.why.c_str();
    QVERIFY(violations.empty());
}

QTEST_APPLESS_MAIN(TestFences)
#include "tst_fences.moc"
