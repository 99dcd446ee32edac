// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is for those who do not see it, or see it badly.
#include "core/session/fake_engine.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/main_window.h"
#include "gui/theme.h"

#include <canvas/accessibility.h>
#include <canvas/capture_matrix.h>
#include <canvas/drawing.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_grid.h>
#include <panels/first_steps.h>
#include <panels/stop_slider.h>

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

class TestAccess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::installAccessibility(); }
    void init();
    void cleanup() { m_window.reset(); }

    void palettesHaveContrast_data();
    void palettesHaveContrast();
    void everyControlHasNameAndRole_data();
    void everyControlHasNameAndRole();
    void mapSaysItsReading();
    void matrixSaysItsCellAndMoves();
    void pictureSaysItsToken();
    void sliderSaysTimesteps();
    void firstStepsAreTicked();
    void firstStepsComeOnce();

private:
    void openBoth();
    template <typename T>
    T* part() {
        return m_window->findChild<T*>();
    }

    std::shared_ptr<fake::Control> m_control;
    std::unique_ptr<fake::Engine> m_engine;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::ThemeController> m_theme;
    std::unique_ptr<app::MainWindow> m_window;
};

namespace {

/// Relative luminance of sRGB (WCAG 2.1).
double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QString nameOf(const QWidget* widget) {
    auto* access = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
    return access ? access->text(QAccessible::Name) : QString();
}

QAccessible::Role roleOf(const QWidget* widget) {
    auto* access = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
    return access ? access->role() : QAccessible::NoRole;
}

/// Parts of a control that Qt makes itself: the control has the name.
bool isInnerPart(const QWidget* widget) {
    const auto name = widget->objectName();
    if (widget->inherits("QTabBar")) return true;  // of docks; its tabs have names
    return name.startsWith(QLatin1String("qt_")) || widget->focusProxy() ||
           (widget->parentWidget() && widget->parentWidget()->inherits("QAbstractSpinBox"));
}

}  // namespace

void TestAccess::init() {
    m_control = std::make_shared<fake::Control>();
    m_engine = std::make_unique<fake::Engine>(m_control);
    m_folder = std::make_unique<QTemporaryDir>();
    QImage picture(64, 64, QImage::Format_RGB888);
    picture.fill(Qt::darkGreen);
    QVERIFY(picture.save(m_folder->filePath(QStringLiteral("green.png"))));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("model")));
    m_theme = std::make_unique<app::ThemeController>();
    m_window = std::make_unique<app::MainWindow>(
        m_theme.get(), [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); });
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestAccess::openBoth() {
    const auto path = [this](const char* name) {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    };
    m_window->openFiles({path("model"), path("green.png")});
    auto* tiles = m_window->explorer()->page()->tiles();
    QTRY_VERIFY(tiles->count() > 0 && tiles->tile(0)->state() == widgets::MapTile::State::Ready);
}

void TestAccess::palettesHaveContrast_data() {
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << app::lightPalette();
    QTest::newRow("dark") << app::darkPalette();
}

void TestAccess::palettesHaveContrast() {
    QFETCH(QPalette, palette);
    constexpr double kLeast = 4.5;  // WCAG 2.1, AA, text of any size
    using P = QPalette;
    const std::vector<std::pair<P::ColorRole, P::ColorRole>> pairs = {
        {P::WindowText, P::Window},
        {P::Text, P::Base},
        {P::Text, P::AlternateBase},
        {P::ButtonText, P::Button},
        {P::PlaceholderText, P::Window},
        {P::PlaceholderText, P::Base},
        {P::ToolTipText, P::ToolTipBase},
        {P::HighlightedText, P::Highlight},
        {P::Link, P::Window},
        {P::Link, P::Base}};
    for (const auto& [ink, paper] : pairs) {
        const double found = contrast(palette.color(ink), palette.color(paper));
        QVERIFY2(found >= kLeast,
                 qPrintable(
                     QStringLiteral("role %1 on %2: %3").arg(int(ink)).arg(int(paper)).arg(found)));
    }
    QVERIFY(contrast(widgets::quietText(palette), palette.color(P::Base)) >= kLeast);
    QVERIFY(contrast(widgets::quietText(palette), palette.color(P::Window)) >= kLeast);
}

void TestAccess::everyControlHasNameAndRole_data() {
    QTest::addColumn<app::WindowMode>("mode");
    QTest::newRow("explore") << app::WindowMode::Explore;
    QTest::newRow("label") << app::WindowMode::Label;
    QTest::newRow("review") << app::WindowMode::Review;
}

void TestAccess::everyControlHasNameAndRole() {
    QFETCH(app::WindowMode, mode);
    openBoth();
    m_window->setMode(mode);
    int controls = 0;
    for (const auto* widget : m_window->findChildren<QWidget*>()) {
        const bool isControl = widget->focusPolicy() != Qt::NoFocus && widget->isEnabled();
        if (!isControl || !widget->isVisibleTo(m_window.get()) || isInnerPart(widget)) continue;
        const auto who =
            QStringLiteral("%1 %2 in %3")
                .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                     QLatin1String(widget->parentWidget()->metaObject()->className()));
        QVERIFY2(!nameOf(widget).isEmpty(), qPrintable(who));
        QVERIFY2(roleOf(widget) != QAccessible::NoRole, qPrintable(who));
        ++controls;
    }
    QVERIFY(controls > 0);
}

void TestAccess::mapSaysItsReading() {
    openBoth();
    auto* tile = m_window->explorer()->page()->tiles()->tile(0);
    auto* access = QAccessible::queryAccessibleInterface(tile);
    QVERIFY(access);
    QCOMPARE(access->role(), QAccessible::Graphic);
    QTRY_VERIFY(tile->reference().has_value());
    const auto token = *tile->reference();
    QCOMPARE(access->text(QAccessible::Value),
             QStringLiteral("x%1 y%2: %3").arg(token.col).arg(token.row).arg(tile->readingText()));
    auto* value = access->valueInterface();
    QVERIFY(value);
    QCOMPARE(value->minimumValue().toFloat(), tile->view().range.low);
    QCOMPARE(value->maximumValue().toFloat(), tile->view().range.high);
}

void TestAccess::matrixSaysItsCellAndMoves() {
    openBoth();
    auto* matrix = m_window->explorer()->page()->matrix();
    auto* access = QAccessible::queryAccessibleInterface(matrix);
    QVERIFY(access && access->valueInterface());
    QTRY_VERIFY(matrix->currentColumn() >= 0);
    QCOMPARE(access->text(QAccessible::Value),
             matrix->describe(matrix->currentRow(), matrix->currentColumn()));
    const int other = matrix->currentColumn() + 1;
    access->valueInterface()->setCurrentValue(other);
    QTRY_COMPARE(matrix->currentColumn(), other);
    access->valueInterface()->setCurrentValue(matrix->columns());  // outside: nothing
    QCOMPARE(matrix->currentColumn(), other);
}

void TestAccess::pictureSaysItsToken() {
    openBoth();
    const auto* current = m_window->explorer()->exploration()->current();
    auto* canvas = m_window->explorer()->page()->board()->canvas(current->id);
    auto* access = QAccessible::queryAccessibleInterface(canvas);
    QVERIFY(access);
    QTRY_VERIFY(canvas->reference().has_value());
    const auto token = *canvas->reference();
    QCOMPARE(access->text(QAccessible::Value),
             QStringLiteral("x%1 y%2").arg(token.col).arg(token.row));
    QVERIFY(access->text(QAccessible::Description).contains(QStringLiteral("green.png")));
}

/// Its scale is not linear: positions would be told as timesteps that they are not.
void TestAccess::sliderSaysTimesteps() {
    openBoth();
    auto* slider = part<widgets::StopSlider>();
    auto* access = QAccessible::queryAccessibleInterface(slider);
    QVERIFY(access && access->valueInterface());
    QCOMPARE(access->valueInterface()->currentValue().toInt(), 50);
    QCOMPARE(access->valueInterface()->maximumValue().toInt(), 999);
    QCOMPARE(access->text(QAccessible::Value), QStringLiteral("50"));
    access->valueInterface()->setCurrentValue(200);
    QTRY_COMPARE(m_window->explorer()->exploration()->current()->column, 200);
}

void TestAccess::firstStepsAreTicked() {
    QTemporaryDir folder;
    QSettings fresh(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_window->restore(fresh);
    auto* steps = part<widgets::FirstSteps>();
    QVERIFY(steps->isVisibleTo(m_window.get()));
    openBoth();
    QVERIFY(!steps->isDone(0));
    auto* tile = m_window->explorer()->page()->tiles()->tile(0);
    QTest::mouseClick(tile, Qt::LeftButton, {}, tile->mapRect().center().toPoint());
    QVERIFY(steps->isDone(0));
    QVERIFY(!steps->isDone(1));
    part<app::Actions>()->similarity->trigger();
    QVERIFY(steps->isDone(1));
    QVERIFY(!steps->isDone(2));
    part<app::Actions>()->exportFigure->trigger();
    QVERIFY(steps->isDone(2));
}

void TestAccess::firstStepsComeOnce() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_window->restore(settings);
    auto* steps = part<widgets::FirstSteps>();
    Q_EMIT steps->finished();
    QVERIFY(!steps->isVisibleTo(m_window.get()));
    m_window->save(settings);
    m_window->restore(settings);
    QVERIFY(!steps->isVisibleTo(m_window.get()));
    part<app::Actions>()->firstSteps->trigger();  // asked for
    QVERIFY(steps->isVisibleTo(m_window.get()));
    m_window->setMode(app::WindowMode::Label);
    QVERIFY(!steps->isVisibleTo(m_window.get()));
}

QTEST_MAIN(TestAccess)
#include "tst_access.moc"
