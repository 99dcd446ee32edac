// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/short_names.h"
#include "plots/axis_labels.h"
#include "plots/histogram_plot.h"
#include "plots/joint_histogram_plot.h"
#include "plots/profile_plot.h"
#include "widgets/support/sd15_layers.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <cmath>
#include <limits>

using namespace widgets;

class TestPlots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortensLayerNames_data();
    void shortensLayerNames();
    void shortNamesStayDifferent();
    void labelsNeverTouch_data();
    void labelsNeverTouch();
    void profileIsChosenByClick();
    void profileKeys();
    void profileSaysExactNumbers();
    void profileHasGaps();
    void profileLogarithmOnlyOfPositive();
    void profileSaysWhyItIsEmpty();
    void profileFollowsThePalette();
    void histogramEndsAreDragged_data();
    void histogramEndsAreDragged();
    void histogramKeepsADragFromNewValues();
    void histogramKeys();
    void histogramWearsTheMapsColours();
    void histogramShowsASingleToken();
    void histogramBearsOddValues_data();
    void histogramBearsOddValues();
    void jointSaysBinAndCount();
    void jointMarksTheReference_data();
    void jointMarksTheReference();
    void jointBearsOddValues_data();
    void jointBearsOddValues();
};

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<ProfilePlot::Point> innerProfile() {
    std::vector<ProfilePlot::Point> points;
    double norm = 10;
    for (const auto& path : tests::sd15Set("inner")) {
        norm *= 1.05;
        points.push_back(
            {QString::fromStdString(path.text()),
             {norm * 2, norm, norm * 0.6, norm * 0.8, norm * 0.95, norm * 1.2, norm * 1.6}});
    }
    return points;
}

struct Profile : ProfilePlot {
    explicit Profile(std::vector<Point> points = innerProfile(), int current = 3) {
        resize(640, 300);
        setProfile(std::move(points), QStringLiteral("layer"), QStringLiteral("L2 norm"), current);
        show();
        settle();
    }
    QWidget* plot() const { return findChild<QWidget*>(QStringLiteral("plot")); }
    void settle() { grab(); }
};

core::Histogram ramp() {
    core::Histogram histogram;
    histogram.low = 0;
    histogram.high = 64;
    for (int i = 0; i < 64; ++i) histogram.counts.push_back(64 - i);
    return histogram;
}

struct Bars : HistogramPlot {
    Bars() {
        resize(480, 240);
        put();
        show();
        grab();
    }
    void put() {
        setHistogram(ramp(), {8, 56}, core::ColorMapId::Magma, QStringLiteral("L2 norm"), 30.0);
    }
    QWidget* plot() const { return findChild<QWidget*>(QStringLiteral("plot")); }
    QPoint at(double value) const { return {xOf(value), 60}; }
};

struct Joint : JointHistogramPlot {
    Joint() {
        resize(480, 260);
        show();
        grab();
    }
    void put(const std::vector<float>& x, const std::vector<float>& y,
             std::optional<Mark> mark = std::nullopt) {
        setHistogram(core::jointHistogramOf(x, y, 4, 2), core::ColorMapId::Viridis,
                     QStringLiteral("L2 norm"), QStringLiteral("cosine"), QStringLiteral("layer"),
                     mark);
        grab();
    }
    QWidget* plot() const { return findChild<QWidget*>(QStringLiteral("plot")); }
};

void move(QWidget* widget, QPoint to, Qt::MouseButtons buttons) {
    QMouseEvent event(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, buttons, {});
    QCoreApplication::sendEvent(widget, &event);
}

}  // namespace

void TestPlots::shortensLayerNames_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("shorter");
    const auto row = [](const char* name, const char* path, const char* shorter) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(shorter);
    };
    row("an attention", "up_blocks[1].attentions[0]", "up1.attn0");
    row("a resnet", "down_blocks[2].resnets[1]", "down2.res1");
    row("the bottom has no number", "mid_block.attentions[0]", "mid.attn0");
    row("a block", "up_blocks[1]", "up1");
    row("a down-sampler", "down_blocks[0].downsamplers[0]", "down0.ds0");
    row("inside of a transformer", "up_blocks[1].attentions[2].transformer_blocks[0].attn2.to_q",
        "up1.attn2.block0.cross.q");
    row("attn1 is no attentions[1]", "mid_block.attentions[0].transformer_blocks[0].attn1",
        "mid.attn0.block0.self");
    row("a map", "mid_block.attentions[0].transformer_blocks[0].attn2.map[mean]",
        "mid.attn0.block0.cross.map[mean]");
    row("no block", "conv_in", "conv_in");
    row("no layer", "t 50", "t 50");
    row("a word within another", "up_blocksy[1]", "up_blocksy[1]");
    row("nothing", "", "");
}

void TestPlots::shortensLayerNames() {
    QFETCH(QString, path);
    QTEST(shortLayerName(path), "shorter");
}

void TestPlots::shortNamesStayDifferent() {
    QSet<QString> names;
    const auto layers = tests::sd15Layers();
    for (const auto& layer : layers)
        names << shortLayerName(QString::fromStdString(layer.path.text()));
    QCOMPARE(std::size_t(names.size()), layers.size());
}

void TestPlots::labelsNeverTouch_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("length");
    QTest::addColumn<double>("widest");
    QTest::addColumn<bool>("isTurned");
    QTest::newRow("few short ones stand upright") << 5 << 500.0 << 40.0 << false;
    QTest::newRow("45 layers on a wide plot") << 45 << 900.0 << 60.0 << true;
    QTest::newRow("45 layers on a narrow plot") << 45 << 230.0 << 60.0 << true;
    QTest::newRow("a thousand") << 1000 << 300.0 << 30.0 << true;
    QTest::newRow("one has room, whatever it is") << 1 << 20.0 << 60.0 << false;
    QTest::newRow("no room at all") << 45 << 0.0 << 60.0 << true;
}

void TestPlots::labelsNeverTouch() {
    QFETCH(int, count);
    QFETCH(double, length);
    QFETCH(double, widest);
    QFETCH(bool, isTurned);
    constexpr double kHeight = 12;
    const LabelPlan plan = planLabels(count, length / count, widest, kHeight);
    QCOMPARE(plan.isTurned, isTurned);
    QVERIFY(plan.every >= 1);
    QVERIFY(plan.every <= count);
    const double apart = plan.every * length / count;
    if (plan.every < count && isTurned) QVERIFY(apart * std::sin(M_PI / 3) >= kHeight - 1e-9);
    if (count > 1 && !isTurned) QVERIFY(apart > widest);
}

void TestPlots::profileIsChosenByClick() {
    Profile profile;
    QSignalSpy chosen(&profile, &ProfilePlot::chosen);
    for (const int index : {0, 17, 44})
        QTest::mouseClick(profile.plot(), Qt::LeftButton, {}, {profile.xOf(index), 120});
    QCOMPARE(chosen.count(), 3);
    QCOMPARE(chosen[1][0].toInt(), 17);
    QCOMPARE(chosen[2][0].toInt(), 44);
    QTest::mouseClick(profile.plot(), Qt::LeftButton, {}, {2, 120});  // beside the axes
    QCOMPARE(chosen.count(), 3);
}

void TestPlots::profileKeys() {
    Profile profile;
    QSignalSpy chosen(&profile, &ProfilePlot::chosen);
    for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End})
        QTest::keyClick(&profile, key);
    QCOMPARE(chosen.count(), 4);
    const QList<int> expected{2, 4, 0, 44};
    for (int i = 0; i < 4; ++i) QCOMPARE(chosen[i][0].toInt(), expected[i]);
    Profile atEnd(innerProfile(), 44);
    QSignalSpy none(&atEnd, &ProfilePlot::chosen);
    QTest::keyClick(&atEnd, Qt::Key_Right);
    QCOMPARE(none.count(), 0);
}

void TestPlots::profileSaysExactNumbers() {
    Profile profile({{QStringLiteral("up_blocks[1]"), {184.37, 30.5, 10, 20, 25, 40, 50}},
                     {QStringLiteral("up_blocks[2]"), {kNan, 31, 11, 21, 26, 41, 51}}},
                    0);
    const auto text = profile.describe(0);
    for (const char* says :
         {"up_blocks[1]", "184.37", "mean 30.5, median 25", "20 to 40", "10 to 50"})
        QVERIFY2(text.contains(QLatin1String(says)), says);
    QCOMPARE(profile.accessibleDescription(), text);
    QVERIFY(profile.describe(1).contains(QStringLiteral("—")));
    move(profile.plot(), {profile.xOf(1), 120}, Qt::NoButton);
    QCOMPARE(QToolTip::text(), profile.describe(1));
}

/// Between two points of which one is missing there is no line.
void TestPlots::profileHasGaps() {
    const auto accent = [](bool hasGap) {
        std::vector<ProfilePlot::Point> points;
        for (int i = 0; i < 5; ++i)
            points.push_back(
                {QString::number(i), {hasGap && i % 2 == 1 ? kNan : 5.0, 1, 0, 0.5, 1, 1.5, 2}});
        Profile profile(std::move(points), -1);
        const QImage image = profile.grab().toImage();
        const QRgb color = profile.palette().color(QPalette::Highlight).rgb();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) == color;
        return count;
    };
    QVERIFY(accent(true) > 0);
    QVERIFY(accent(true) < accent(false) / 2);
}

void TestPlots::profileLogarithmOnlyOfPositive() {
    Profile profile;
    QVERIFY(!profile.isLogarithmic());
    profile.setLogarithmic(true);
    QVERIFY(profile.isLogarithmic());
    auto points = innerProfile();
    points[7].standing.p5 = 0;
    profile.setProfile(points, {}, {}, 0);
    QVERIFY(!profile.isLogarithmic());
    profile.setProfile(innerProfile(), {}, {}, 0);
    QVERIFY(profile.isLogarithmic());
}

void TestPlots::profileSaysWhyItIsEmpty() {
    Profile profile;
    QSignalSpy chosen(&profile, &ProfilePlot::chosen);
    profile.clear(QStringLiteral("Press A on a token."));
    QCOMPARE(profile.findChild<QLabel*>()->text(), QStringLiteral("Press A on a token."));
    QVERIFY(profile.findChild<QLabel*>()->isVisible());
    QTest::keyClick(&profile, Qt::Key_Right);
    QCOMPARE(chosen.count(), 0);
    profile.setProfile(innerProfile(), {}, {}, 0);
    QVERIFY(!profile.findChild<QLabel*>()->isVisible());
}

void TestPlots::profileFollowsThePalette() {
    Profile profile;
    QPalette dark = profile.palette();
    dark.setColor(QPalette::Base, QColor(0x23, 0x26, 0x2B));
    dark.setColor(QPalette::Highlight, QColor(1, 200, 3));
    profile.setPalette(dark);
    QTRY_COMPARE(profile.grab().toImage().pixelColor(2, 200), QColor(0x23, 0x26, 0x2B));
}

void TestPlots::histogramEndsAreDragged_data() {
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("the lower end") << 8.0 << 20.0 << 20.0 << 56.0;
    QTest::newRow("the upper end") << 56.0 << 40.0 << 8.0 << 40.0;
    QTest::newRow("not past the other end") << 8.0 << 60.0 << 55.3 << 56.0;
    QTest::newRow("what is no end does not move") << 30.0 << 40.0 << 8.0 << 56.0;
}

void TestPlots::histogramEndsAreDragged() {
    QFETCH(double, from);
    QFETCH(double, to);
    Bars bars;
    QSignalSpy dragged(&bars, &HistogramPlot::rangeDragged);
    QTest::mousePress(bars.plot(), Qt::LeftButton, {}, bars.at(from));
    move(bars.plot(), bars.at((from + to) / 2), Qt::LeftButton);
    const auto live = dragged.count();
    move(bars.plot(), bars.at(to), Qt::LeftButton);
    QTest::mouseRelease(bars.plot(), Qt::LeftButton, {}, bars.at(to));
    move(bars.plot(), bars.at(10), Qt::NoButton);  // let go of
    QFETCH(double, low);
    QFETCH(double, high);
    const bool isMoved = low != 8.0 || high != 56.0;
    QCOMPARE(live, isMoved ? 1 : 0);
    QVERIFY(std::abs(double(bars.range().low) - low) < 0.3);
    QVERIFY(std::abs(double(bars.range().high) - high) < 0.3);
    if (!isMoved) return;
    const auto told = dragged.back()[0].value<core::ColorRange>();
    QCOMPARE(told.low, bars.range().low);
    QCOMPARE(told.high, bars.range().high);
}

/// Whoever hears of the drag sets the histogram again; that must not move what is held.
void TestPlots::histogramKeepsADragFromNewValues() {
    Bars bars;
    connect(&bars, &HistogramPlot::rangeDragged, &bars, [&] { bars.put(); });
    QTest::mousePress(bars.plot(), Qt::LeftButton, {}, bars.at(8));
    move(bars.plot(), bars.at(20), Qt::LeftButton);
    QVERIFY(std::abs(bars.range().low - 20) < 0.3f);
    QTest::mouseRelease(bars.plot(), Qt::LeftButton, {}, bars.at(20));
    bars.put();
    QCOMPARE(bars.range().low, 8.0f);
}

void TestPlots::histogramKeys() {
    Bars bars;
    QSignalSpy dragged(&bars, &HistogramPlot::rangeDragged);
    QTest::keyClick(&bars, Qt::Key_Left);
    QVERIFY(bars.range().high < 56);
    QCOMPARE(bars.range().low, 8.0f);
    QTest::keyClick(&bars, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(bars.range().low > 8);
    QCOMPARE(dragged.count(), 2);
}

void TestPlots::histogramWearsTheMapsColours() {
    Bars bars;
    const QImage image = bars.grab().toImage();
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    const auto has = [&](core::Rgb color) {
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == qRgb(color.r, color.g, color.b)) return true;
        return false;
    };
    QVERIFY(has(table.front()));  // clipped at the lower end
    QVERIFY(has(table.back()));
    QVERIFY(has(*core::colorOf(20.5f, {8, 56}, table)));
}

void TestPlots::histogramShowsASingleToken() {
    core::Histogram histogram = ramp();
    for (int& count : histogram.counts) count = 0;
    histogram.counts[0] = 4095;
    histogram.counts[63] = 1;
    Bars bars;
    bars.setHistogram(histogram, {0, 64}, core::ColorMapId::Viridis, {}, {});
    const auto& table = core::colorTable(core::ColorMapId::Viridis);
    const auto color = *core::colorOf(63.5f, {0, 64}, table);
    const auto seen = [&] {
        const QImage image = bars.grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == qRgb(color.r, color.g, color.b);
        return count;
    };
    QTRY_VERIFY(seen() > 2);  // drawn when the event loop comes to it
}

void TestPlots::histogramBearsOddValues_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("bins");
    QTest::addColumn<double>("marked");
    QTest::newRow("all values equal") << 5.0 << 5.0 << 64 << 5.0;
    QTest::newRow("one bin") << 0.0 << 1.0 << 1 << 0.5;
    QTest::newRow("no finite value") << 0.0 << 0.0 << 0 << 0.0;
    QTest::newRow("the reference is NaN") << 0.0 << 1.0 << 8 << kNan;
    QTest::newRow("the reference lies outside") << 0.0 << 1.0 << 8 << 100.0;
}

void TestPlots::histogramBearsOddValues() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(int, bins);
    QFETCH(double, marked);
    core::Histogram histogram{low, high, std::vector<int>(std::size_t(bins), 3), 2};
    Bars bars;
    bars.setHistogram(histogram, {float(low), float(high)}, core::ColorMapId::Gray,
                      QStringLiteral("L2 norm"), marked);
    QVERIFY(!bars.grab().isNull());
    QCOMPARE(bars.findChild<QLabel*>()->isVisible(), bins == 0);
    if (bins > 0) QVERIFY(bars.accessibleDescription().contains(QStringLiteral("2 not finite")));
    QTest::keyClick(&bars, Qt::Key_Left);  // of an axis without width, too
    QTest::mouseClick(bars.plot(), Qt::LeftButton, {}, {200, 60});
}

void TestPlots::jointSaysBinAndCount() {
    Joint joint;
    joint.put({0, 1, 2, 3, 4, 4}, {-1, -1, 0, 1, 1, 1});
    move(joint.plot(), joint.positionOf(3.5, 0.5) - joint.plot()->pos(), Qt::NoButton);
    QVERIFY2(joint.hoverText().startsWith(QStringLiteral("L2 norm 3–4 · cosine 0–1 · tokens: 3")),
             qPrintable(joint.hoverText()));
    move(joint.plot(), joint.positionOf(0.5, 0.5) - joint.plot()->pos(), Qt::NoButton);
    QVERIFY(joint.hoverText().contains(QStringLiteral("· tokens: 0")));
    move(joint.plot(), QPoint(2, 2), Qt::NoButton);
    QCOMPARE(joint.hoverText(), QString());
}

void TestPlots::jointMarksTheReference_data() {
    QTest::addColumn<bool>("isMarked");
    QTest::newRow("there is one") << true;
    QTest::newRow("there is none") << false;
}

/// A ring whose colour nothing else has.
void TestPlots::jointMarksTheReference() {
    QFETCH(bool, isMarked);
    Joint joint;
    auto palette = joint.palette();
    palette.setColor(QPalette::Highlight, QColor(255, 0, 255));
    joint.setPalette(palette);
    joint.put({0, 4}, {-1, 1},
              isMarked ? std::optional(JointHistogramPlot::Mark{2, 0}) : std::nullopt);
    const auto seen = [&] {
        const QImage image = joint.grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == qRgb(255, 0, 255)) return true;
        return false;
    };
    QTRY_COMPARE(seen(), isMarked);
}

void TestPlots::jointBearsOddValues_data() {
    QTest::addColumn<std::vector<float>>("x");
    QTest::addColumn<std::vector<float>>("y");
    QTest::addColumn<bool>("isEmpty");
    using Values = std::vector<float>;
    const float nan = float(kNan);
    QTest::newRow("all alike") << Values{3, 3} << Values{1, 1} << false;
    QTest::newRow("one token at nought") << Values{0} << Values{0} << false;
    QTest::newRow("some not finite") << Values{1, nan, 2} << Values{1, 1, nan} << false;
    QTest::newRow("none finite") << Values{nan} << Values{1} << true;
}

void TestPlots::jointBearsOddValues() {
    QFETCH(std::vector<float>, x);
    QFETCH(std::vector<float>, y);
    QFETCH(bool, isEmpty);
    Joint joint;
    joint.put(x, y, JointHistogramPlot::Mark{kNan, 0});
    QVERIFY(!joint.grab().isNull());
    QCOMPARE(joint.findChild<QLabel*>()->isVisible(), isEmpty);
    joint.clear(QStringLiteral("why"));
    QCOMPARE(joint.accessibleDescription(), QStringLiteral("why"));
}

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"
