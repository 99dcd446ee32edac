// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explorer_bench.h"

#include "app/fake_generation.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/map_controller.h"
#include "gui/model_controller.h"
#include "gui/reference_controller.h"

#include <analysis/similarity.h>
#include <canvas/capture_matrix.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_grid.h>
#include <explore/map_definition.h>
#include <panels/activity_bar.h>
#include <panels/pins_panel.h>
#include <panels/read_out_bar.h>
#include <session/read_out.h>

#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QMouseEvent>
#include <QTreeWidget>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using widgets::MapTile;

namespace {

bool isAlike(float a, float b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return a == b || std::abs(a - b) <= 1e-5f * std::max({1.0f, std::abs(a), std::abs(b)});
}

QString text(double value) {
    return QString::number(value, 'g', 9);
}

}  // namespace

void moveMouse(QWidget* widget, QPointF place, Qt::MouseButtons held, Qt::KeyboardModifiers keys) {
    QMouseEvent event(QEvent::MouseMove, place, widget->mapToGlobal(place), Qt::NoButton, held,
                      keys);
    QCoreApplication::sendEvent(widget, &event);
}

void pressMouse(QWidget* widget, QPointF place, Qt::KeyboardModifiers keys) {
    QMouseEvent event(QEvent::MouseButtonPress, place, widget->mapToGlobal(place), Qt::LeftButton,
                      Qt::LeftButton, keys);
    QCoreApplication::sendEvent(widget, &event);
}

void releaseMouse(QWidget* widget, QPointF place, Qt::KeyboardModifiers keys) {
    QMouseEvent event(QEvent::MouseButtonRelease, place, widget->mapToGlobal(place), Qt::LeftButton,
                      Qt::NoButton, keys);
    QCoreApplication::sendEvent(widget, &event);
}

void leaveWidget(QWidget* widget) {
    QEvent event(QEvent::Leave);
    QCoreApplication::sendEvent(widget, &event);
}

void turnWheel(QWidget* widget, QPointF place, int degrees, Qt::KeyboardModifiers keys) {
    QWheelEvent event(place, widget->mapToGlobal(place), {}, {0, degrees * 8}, Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

ExplorerBench::ExplorerBench()
    : m_control(std::make_shared<fake::Control>()),
      m_engine(std::make_unique<fake::RichEngine>(m_control)),
      m_window(std::make_unique<app::MainWindow>(
          &m_theme, [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); })) {
    m_window->resize(1500, 1100);
    m_window->show();
}

ExplorerBench::~ExplorerBench() {
    m_control->isGated = false;
    m_control->gate.release(1000);
}

app::ExplorePage* ExplorerBench::page() const {
    return m_window->explorer()->page();
}

core::Exploration* ExplorerBench::exploration() const {
    return m_window->explorer()->exploration();
}

app::Actions* ExplorerBench::actions() const {
    return m_window->findChild<app::Actions*>();
}

app::MapController* ExplorerBench::maps() const {
    return m_window->findChild<app::MapController*>();
}

app::ReferenceController* ExplorerBench::references() const {
    return m_window->findChild<app::ReferenceController*>();
}

std::filesystem::path ExplorerBench::picture(int red, QSize size) const {
    const auto file = m_folder.filePath(QStringLiteral("r%1.png").arg(red));
    if (!QFile::exists(file)) {
        QImage image(size, QImage::Format_RGB888);
        image.fill(QColor(red, 90, 120));
        image.save(file);
    }
    return file.toStdString();
}

std::filesystem::path ExplorerBench::model(const char* name) const {
    QDir(m_folder.path()).mkpath(QString::fromLatin1(name));
    return m_folder.filePath(QString::fromLatin1(name)).toStdString();
}

void ExplorerBench::open(const std::vector<int>& reds) {
    std::vector<std::filesystem::path> files = {model("model")};
    for (const int red : reds) files.push_back(picture(red));
    m_window->openFiles(files);
}

int ExplorerBench::subjectOf(int red) const {
    for (const auto& subject : exploration()->subjects().all())
        if (subject.name == QStringLiteral("r%1.png").arg(red)) return subject.id;
    return 0;
}

QString ExplorerBench::notReady() const {
    auto* tiles = page()->tiles();
    if (tiles->count() == 0) return QStringLiteral("no tiles");
    for (std::size_t i = 0; i < std::size_t(tiles->count()); ++i) {
        if (!tiles->isInSight(i) || tiles->tile(i)->state() == MapTile::State::Ready) continue;
        const auto& key = exploration()->tiles()[i].key;
        return QStringLiteral("tile %1, %2 of subject %3 at %4, is %5")
            .arg(i)
            .arg(QString::fromStdString(key.layer.text()))
            .arg(key.moment.subject)
            .arg(key.moment.column)
            .arg(tiles->tile(i)->state() == MapTile::State::Computing ? QStringLiteral("computing")
                                                                      : QStringLiteral("missing"));
    }
    const bool isActive = m_window->findChild<widgets::ActivityBar*>()->isActive();
    return isActive ? QStringLiteral("it computes") : QString();
}

MapTile* ExplorerBench::tile(const char* path, int subject) const {
    if (subject == 0 && exploration()->current()) subject = exploration()->current()->id;
    const auto& specs = exploration()->tiles();
    for (std::size_t i = 0; i < specs.size() && int(i) < page()->tiles()->count(); ++i)
        if (!specs[i].isPinned() && specs[i].key.moment.subject == subject &&
            specs[i].key.layer.text() == path)
            return page()->tiles()->tile(i);
    return nullptr;
}

widgets::PictureCanvas* ExplorerBench::canvas(int subject) const {
    if (subject == 0 && exploration()->current()) subject = exploration()->current()->id;
    return page()->board()->canvas(subject);
}

QString ExplorerBench::readOut() const {
    return page()->readOut()->text();
}

fake::Scene ExplorerBench::sceneOf(const core::Moment& moment) const {
    fake::Scene scene;
    const auto& model = m_window->findChild<app::ModelController*>()->model();
    if (model) scene.model = model->name;
    const auto* subject = exploration()->subject(moment.subject);
    if (subject->isGeneration) {
        const auto& request = subject->task.request;
        scene.prompt = request.prompt;
        scene.seed = request.seed;
        scene.timestep = fake::timestepOf(moment.column, request.steps);
        scene.isUnconditional = subject->task.isUnconditional;
        return scene;
    }
    scene.picture = subject->picture ? subject->picture->rgb[0] : 0;
    scene.prompt = prompt;
    scene.seed = seed;
    scene.timestep = moment.column;
    scene.isPaper = isPaper;
    return scene;
}

core::SharedRepresentation ExplorerBench::truth(const core::CaptureKey& key) const {
    const auto* subject = exploration()->subject(key.moment.subject);
    if (!subject || subject->size().width <= 0) return nullptr;
    const auto layers = fake::richLayersFor(subject->size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!(layers[i].path == key.layer)) continue;
        const auto grid = layers[i].grid;
        const auto made = engine::Representation::fromActivation(
            key.layer,
            engine::NdArray::fromFloats({1, fake::kRichChannels, grid.height, grid.width},
                                        fake::richActivation(sceneOf(key.moment), int(i), grid)),
            grid);
        return made ? *made : nullptr;
    }
    return nullptr;
}

std::optional<core::MapValues> ExplorerBench::wanted(const core::TileSpec& tile) const {
    const auto layer = truth(tile.key);
    const auto options = maps()->optionsOf(tile);
    const auto& place = references()->reference().reference();
    if (!layer) return std::nullopt;
    if (options.kind == core::MapKind::Similarity) {
        const auto* owner = place ? exploration()->subject(place->subject) : nullptr;
        if (!owner) return std::nullopt;
        const bool isOwn = owner->id == tile.key.moment.subject;
        const auto source = isOwn ? layer : truth({owner->moment(), tile.key.layer});
        if (!source) return std::nullopt;
        const auto map = similarity(source, *place, layer, options);
        core::MapValues values;
        values.grid = map.grid;
        values.values = map.values;
        values.isSigned = engine::isSigned(options.measure);
        values.natural = core::naturalRange(options.measure);
        return values;
    }
    core::MapInputs inputs;
    inputs.info = tile.layer;
    inputs.layer = layer;
    if (options.kind == core::MapKind::Clusters && options.pcaBasis == core::PcaBasis::Pictures)
        inputs.shared = onBoard(tile.key.layer);
    if (options.kind == core::MapKind::Correspondence) {
        const auto* subject = maps()->matchedSubject();
        if (!subject) return std::nullopt;
        const bool isOwn = subject->id == tile.key.moment.subject;
        inputs.other = isOwn ? layer : truth({subject->moment(), tile.key.layer});
    }
    if (options.kind == core::MapKind::Difference) {
        auto key = tile.key;
        if (options.differenceTo == core::DifferenceTo::Layer) key.layer = options.otherLayer;
        if (options.differenceTo == core::DifferenceTo::Timestep)
            key.moment.column = options.otherColumn;
        if (options.differenceTo == core::DifferenceTo::Picture) {
            const auto* other = exploration()->subject(options.otherSubject);
            if (!other) return std::nullopt;
            key.moment = other->moment();
        }
        inputs.other = truth(key);
        if (!inputs.other) return std::nullopt;
    }
    auto made = core::computeMap(inputs, options);
    if (!made) return std::nullopt;
    return *made;
}

std::vector<core::SharedRepresentation> ExplorerBench::onBoard(
    const engine::LayerPath& layer) const {
    std::vector<core::SharedRepresentation> layers;
    for (const int id : exploration()->board())
        if (auto made = truth({exploration()->subject(id)->moment(), layer}))
            layers.push_back(std::move(made));
    return layers;
}

/// Divided as \a options say, over what is on the board.
engine::SimilarityMap ExplorerBench::similarity(const core::SharedRepresentation& source,
                                                const core::Place& place,
                                                const core::SharedRepresentation& layer,
                                                const core::MapOptions& options) const {
    const auto rect = place.on(source->grid());
    if (options.normalisation == core::Normalisation::Own)
        return engine::similarityMap(*source, rect, *layer, options.measure);
    auto raw = engine::rawSimilarityMap(*source, rect, *layer, options.measure);
    float divisor = raw.divisor;
    for (const auto& each : onBoard(layer->path()))
        divisor = std::max(divisor,
                           engine::rawSimilarityMap(*source, rect, *each, options.measure).divisor);
    return engine::dividedMap(std::move(raw), options.measure, divisor);
}

/// Colours that are the data; those of axes that come from several maps are not looked at.
QString ExplorerBench::wrongRgb(const core::TileSpec& tile, const MapTile& shown,
                                const core::MapValues& values) const {
    const auto& view = shown.view();
    if (!view.isRgb) return QStringLiteral("has no colours of its own");
    if (maps()->optionsOf(tile).kind == core::MapKind::Pca) return {};
    for (std::size_t i = 0; i < values.rgb.size() / 3; ++i) {
        const auto token = view.grid.tokenOf(i);
        const auto* rgb = values.rgb.data() + 3 * i;
        const auto seen = view.image.pixel(token.col, token.row);
        if (values.isFinite(i) && seen != qRgb(rgb[0], rgb[1], rgb[2]))
            return QStringLiteral("token %1 has another colour (%2)").arg(i).arg(view.caption);
    }
    const bool isSame = std::ranges::equal(view.values, values.values,
                                           [](float a, float b) { return isAlike(a, b); });
    return isSame ? QString() : QStringLiteral("has other values");
}

QString ExplorerBench::wrong() const {
    if (page()->tiles()->count() != int(exploration()->tiles().size()))
        return QStringLiteral("%1 tiles are shown, %2 are meant")
            .arg(page()->tiles()->count())
            .arg(exploration()->tiles().size());
    for (std::size_t i = 0; i < exploration()->tiles().size(); ++i)
        if (const auto why = wrongTile(i); !why.isEmpty()) {
            const auto& spec = exploration()->tiles()[i];
            return QStringLiteral("tile %1, %2 of subject %3 at %4: %5")
                .arg(i)
                .arg(QString::fromStdString(spec.key.layer.text()))
                .arg(spec.key.moment.subject)
                .arg(spec.key.moment.column)
                .arg(why);
        }
    if (const auto why = wrongReadOut(); !why.isEmpty()) return QStringLiteral("read-out: ") + why;
    if (const auto why = wrongPins(); !why.isEmpty()) return QStringLiteral("pins: ") + why;
    return wrongMatrix();
}

QString ExplorerBench::wrongTile(std::size_t index) const {
    const auto& spec = exploration()->tiles()[index];
    const auto* shown = page()->tiles()->tile(index);
    const auto* subject = exploration()->subject(spec.key.moment.subject);
    if (!subject) return QStringLiteral("its subject is gone");
    if (shown->id() != spec.id || !(shown->layer().path == spec.key.layer))
        return QStringLiteral("shows another tile");
    if (!spec.isPinned() && spec.key.moment != subject->moment())
        return QStringLiteral("is of another moment");
    const auto& place = references()->reference().reference();
    const auto grid = spec.layer.grid;
    const auto& mark = shown->marks().reference;
    if (mark.has_value() != place.has_value() || (place && !(*mark == place->on(grid))))
        return QStringLiteral("marks another reference");
    if (shown->state() != MapTile::State::Ready) {
        const bool isNumber = shown->readingText() != QStringLiteral("—") &&
                              shown->readingText() != QStringLiteral("…") &&
                              !shown->readingText().isEmpty();
        return isNumber ? QStringLiteral("has a number and no map: ") + shown->readingText()
                        : QString();
    }
    if (!page()->tiles()->isInSight(index)) return {};
    const auto values = wanted(spec);
    if (!values) return QStringLiteral("shows a map where there can be none");
    if (!(shown->view().grid == values->grid)) return QStringLiteral("is on another grid");
    if (!values->rgb.empty()) return wrongRgb(spec, *shown, *values);
    if (shown->view().values.size() != values->values.size())
        return QStringLiteral("has %1 values").arg(shown->view().values.size());
    for (std::size_t i = 0; i < values->values.size(); ++i)
        if (!isAlike(shown->view().values[i], values->values[i]))
            return QStringLiteral("token %1 is %2, not %3 (%4)")
                .arg(i)
                .arg(text(double(shown->view().values[i])), text(double(values->values[i])),
                     shown->view().caption);
    if (place) {
        const auto token = values->grid.indexOf(place->on(values->grid).first);
        const auto number = core::numberText(double(values->values[token]));
        if (shown->readingText() != number)
            return QStringLiteral("reads %1, not %2").arg(shown->readingText(), number);
    }
    return wrongColors(spec, *shown, *values);
}

QString ExplorerBench::wrongColors(const core::TileSpec& tile, const MapTile& shown,
                                   const core::MapValues& values) const {
    const auto mode = maps()->rangeModeOf(tile);
    const auto options = maps()->optionsOf(tile);
    std::optional<core::ColorRange> range;
    if (mode == core::RangeMode::Map) range = core::fullRange(values.values, values.isSigned);
    if (mode == core::RangeMode::Robust) range = core::robustRange(values.values, values.isSigned);
    if (mode == core::RangeMode::Fixed && !maps()->options().usesBounds)
        range = maps()->options().fixed;
    if (mode == core::RangeMode::Fixed && maps()->options().usesBounds)
        range = values.natural ? values.natural : maps()->options().fixed;
    const bool isShared = mode == core::RangeMode::Layer || mode == core::RangeMode::Run;
    if (isShared && options.kind == core::MapKind::Norm &&
        options.normScale == core::NormScale::Raw) {
        core::ValueExtent extent;
        for (const auto& key : m_window->explorer()->cache()->keys())
            if (mode == core::RangeMode::Run || key.layer == tile.key.layer)
                if (const auto layer = truth(key))
                    extent.add(core::extentOf(layer->norms().values()));
        range = core::rangeOfExtent(extent, false);
    }
    const auto& view = shown.view();
    if (range && !(isAlike(view.range.low, range->low) && isAlike(view.range.high, range->high)))
        return QStringLiteral("spans %1 to %2, not %3 to %4 (%5)")
            .arg(text(double(view.range.low)), text(double(view.range.high)),
                 text(double(range->low)), text(double(range->high)), core::nameOf(mode));
    const auto made =
        widgets::makeMapView(view.grid, view.values, view.range, maps()->colorsOf(tile), {});
    if (made.image != view.image) return QStringLiteral("is coloured otherwise");
    const auto caption = QStringLiteral("%1 · %2").arg(maps()->titleOf(tile), core::nameOf(mode));
    if (view.caption != caption)
        return QStringLiteral("is called %1, not %2").arg(view.caption, caption);
    return {};
}

/// Its norm and its similarity, where it has them.
QString ExplorerBench::wrongReadOut() const {
    const auto* tile = references()->tile();
    const auto& place = references()->reference().reference();
    const auto& kept = references()->reference().kept();
    const auto parts = readOut().split(QStringLiteral(" | "));
    const bool saysMore = maps()->options().map.hasOwnColors();
    if (parts.size() != 6 && !(saysMore && parts.size() == 7)) return readOut();
    const auto norm = parts[4].simplified().split(QLatin1Char(' ')).value(1);
    const auto said = parts[5].simplified().split(QLatin1Char(' ')).last();
    const auto isNumber = [](const QString& word) {
        return word != QStringLiteral("—") && word != QStringLiteral("…");
    };
    if (!tile || !place)
        return isNumber(norm) ? QStringLiteral("a norm of nothing: ") + readOut() : QString();
    if (parts[0].trimmed() != QString::fromStdString(tile->key.layer.text()))
        return QStringLiteral("of another layer: ") + readOut();
    const auto layer = truth(tile->key);
    if (!layer)
        return isNumber(norm) ? QStringLiteral("a norm of no picture: ") + readOut() : QString();
    const auto token = place->on(layer->grid()).first;
    if (isNumber(norm) && norm != core::numberText(double(layer->norms().at(token))))
        return QStringLiteral("%1 where the norm is %2")
            .arg(readOut(), core::numberText(double(layer->norms().at(token))));
    const auto* owner = kept ? exploration()->subject(kept->subject) : nullptr;
    if (!isNumber(said)) return {};
    if (!owner) return QStringLiteral("similar to nothing: ") + readOut();
    const bool isOwn = owner->id == tile->key.moment.subject;
    const auto source = isOwn ? layer : truth({owner->moment(), tile->key.layer});
    if (!source) return QStringLiteral("similar to no picture: ") + readOut();
    const auto map = similarity(source, *kept, layer, maps()->options().map);
    auto wanted = QString::number(double(map.at(token)), 'f', 4);
    wanted.replace(QLatin1Char('-'), QChar(0x2212));
    return said == wanted ? QString()
                                : QStringLiteral("%1 where it is %2").arg(readOut(), wanted);
}

/// Each pin's norm is its own picture's.
QString ExplorerBench::wrongPins() const {
    const auto* list = page()->pins()->findChild<QTreeWidget*>();
    const auto& pins = references()->pins().all();
    const auto* tile = references()->tile();
    if (list->topLevelItemCount() != int(pins.size()))
        return QStringLiteral("%1 rows").arg(list->topLevelItemCount());
    for (std::size_t i = 0; i < pins.size() && tile; ++i) {
        const auto number = list->topLevelItem(int(i))->text(2);
        const auto* subject = exploration()->subject(pins[i].place.subject);
        if (!subject) return QStringLiteral("%1 is of nothing").arg(pins[i].letter);
        const bool isOwn = subject->id == tile->key.moment.subject;
        const auto layer = truth({isOwn ? tile->key.moment : subject->moment(), tile->key.layer});
        if (number == QStringLiteral("—") || number == QStringLiteral("…") || !layer) continue;
        const auto token = pins[i].place.on(layer->grid()).first;
        const auto wanted = core::numberText(double(layer->norms().at(token)));
        if (!number.startsWith(wanted))
            return QStringLiteral("%1 says %2, not %3").arg(pins[i].letter).arg(number, wanted);
    }
    return {};
}

QString ExplorerBench::wrongMatrix() const {
    const auto* matrix = page()->matrix();
    const auto* current = exploration()->current();
    if (matrix->rows() != int(exploration()->layers().size()) && current)
        return QStringLiteral("the matrix has %1 rows").arg(matrix->rows());
    return {};
}
