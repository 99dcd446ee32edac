// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_bench.h"

#include "gui/label_actions.h"
#include "gui/label_controller.h"
#include "gui/label_page.h"
#include "gui/label_workspace.h"
#include "gui/main_window.h"
#include "gui/theme.h"

#include <canvas/patch_canvas.h>
#include <io/picture.h>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <random>
#include <vector>

namespace app {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::TokenIndex;

namespace {

constexpr int kSide = 32;        // tokens, as up_blocks[1] of SD 1.5 at 512 px
constexpr int kWaitMs = 30'000;  // for a map that never comes
using Truth = std::vector<TokenIndex>;

/// Grey noise with bright 2x2 patches, 0 to 2 of them, some faint. The same pictures every time.
Truth writePicture(const fs::path& file, std::mt19937& random, engine::Status& written) {
    std::normal_distribution<float> noise(90, 5);
    std::vector<float> values(kSide * kSide);
    for (float& value : values) value = noise(random);
    Truth truth;
    static constexpr int kCounts[] = {0, 0, 0, 1, 1, 2};
    const int count = kCounts[random() % 6];
    while (int(truth.size()) < count) {
        const TokenIndex corner{int(random() % (kSide / 2)) * 2, int(random() % (kSide / 2)) * 2};
        if (std::find(truth.begin(), truth.end(), corner) != truth.end()) continue;
        const float height = random() % 8 == 0 ? 12 : 90;  // a faint one is below the threshold
        for (int i = 0; i < 4; ++i)
            values[std::size_t((corner.row + i / 2) * kSide + corner.col + i % 2)] += height;
        truth.push_back(corner);
    }
    const float highest = *std::max_element(values.begin(), values.end());
    std::vector<std::uint8_t> bytes;
    for (const float value : values)
        bytes.push_back(std::uint8_t(std::clamp(value / highest * 255, 0.0f, 255.0f)));
    written = core::writeGrayPng(file, kSide, kSide, bytes);
    return truth;
}

engine::Result<std::vector<Truth>> writeQueue(const fs::path& folder, int pictures) {
    std::mt19937 random(42);
    std::vector<Truth> truths;
    for (int i = 0; i < pictures; ++i) {
        const auto name = QStringLiteral("norm_%1.png").arg(i, 4, 10, QLatin1Char('0'));
        engine::Status written;
        truths.push_back(writePicture(folder / name.toStdString(), random, written));
        if (!written) return written.error();
    }
    return truths;
}

/// Waits in the event loop until the map of another picture is painted.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(const widgets::PatchCanvas* canvas) : m_canvas(canvas) {
        const_cast<widgets::PatchCanvas*>(canvas)->installEventFilter(this);
    }
    /// \return whether it came in time.
    bool wait() {
        m_hasPainted = false;
        QTimer::singleShot(kWaitMs, &m_loop, [this] { m_loop.exit(1); });
        return m_loop.exec() == 0;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && m_canvas->hasContent() && !m_hasPainted) {
            m_hasPainted = true;  // this paint ends before the loop does
            QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    const widgets::PatchCanvas* m_canvas;
    QEventLoop m_loop;
    bool m_hasPainted = false;
};

/// An annotator who knows the truth: accepts what is right, refuses what is wrong, clicks what was
/// not proposed, and goes on.
class Annotator {
public:
    Annotator(LabelWorkspace& labels, const std::vector<Truth>& truths)
        : m_labels(labels), m_truths(truths), m_watch(labels.page()->map()) {}

    engine::Result<LabelBench> run() {
        if (!m_watch.wait()) return lost();
        for (std::size_t i = 0; i < m_truths.size(); ++i)
            if (auto status = one(m_truths[i], i + 1 == m_truths.size()); !status)
                return status.error();
        return summary();
    }

private:
    static Error lost() {
        return {ErrorCode::Internal, "The labeler's window showed no map within 30 s."};
    }

    core::LabelSession& session() { return *m_labels.controller()->session(); }

    void press(QAction* action) {
        ++m_keys;
        action->trigger();
    }

    engine::Status one(const Truth& truth, bool isLast) {
        const int before = m_keys;
        auto* a = m_labels.actions();
        for (;;) {
            const auto current = session().currentProposal();
            if (!current) break;
            const auto token = session().proposals()[*current].token;
            const bool isTrue = std::find(truth.begin(), truth.end(), token) != truth.end();
            press(isTrue ? a->accept : a->reject);
        }
        const auto image = *session().currentImage();
        for (const auto token : truth)
            if (image.labelAt(token) == nullptr) {
                ++m_clicks;
                if (auto set = session().toggleAt(image.id, token); !set) return set;
            }
        auto* decision = truth.empty() ? a->none : a->done;
        QElapsedTimer timer;
        timer.start();
        press(decision);
        if (!isLast && !m_watch.wait()) return lost();
        if (!isLast) m_next.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (truth.empty()) {
            ++m_clear;
            m_clearKeys += m_keys - before;
        }
        return {};
    }

    LabelBench summary() {
        LabelBench bench;
        bench.pictures = int(m_truths.size());
        bench.clearPictures = m_clear;
        std::sort(m_next.begin(), m_next.end());
        const auto at = [this](double share) {
            return m_next.empty() ? 0 : m_next[std::size_t(share * double(m_next.size() - 1))];
        };
        bench.nextMedianMs = at(0.5);
        bench.nextP99Ms = at(0.99);
        bench.nextWorstMs = at(1);
        bench.keysPerImage = double(m_keys) / bench.pictures;
        bench.keysPerClearImage = m_clear == 0 ? 0 : double(m_clearKeys) / m_clear;
        bench.clicksPerImage = double(m_clicks) / bench.pictures;
        return bench;
    }

    LabelWorkspace& m_labels;
    const std::vector<Truth>& m_truths;
    PaintWatch m_watch;
    std::vector<double> m_next;  // milliseconds
    int m_keys = 0, m_clicks = 0, m_clear = 0, m_clearKeys = 0;
};

}  // namespace

engine::Result<LabelBench> benchLabel(int pictures) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "denoscope";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    if (!folder.isValid()) return Error{ErrorCode::Io, folder.errorString().toStdString()};
    const fs::path queue = fs::path(folder.path().toStdString()) / "images";
    std::error_code failed;
    fs::create_directory(queue, failed);
    const auto truths = writeQueue(queue, pictures);
    if (!truths) return truths.error();
    ThemeController theme;
    MainWindow window(&theme);
    window.show();
    window.openFiles({queue});
    auto bench = Annotator(*window.labels(), *truths).run();
    window.close();
    return bench;
}

}  // namespace app
