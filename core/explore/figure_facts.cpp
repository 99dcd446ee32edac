// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/figure_facts.h"

#include "explore/shown_marks.h"

#include <QRegularExpression>

#include <cmath>

namespace core {

namespace {

using nlohmann::ordered_json;

std::string quoted(const QString& word) {
    return shellWord(word).toStdString();
}

std::string quoted(const std::string& word) {
    return quoted(QString::fromStdString(word));
}

std::string number(double value) {
    return QString::number(value, 'g', 10).toStdString();
}

/// What every command on pictures takes, where it is not the default.
std::string pictureOptions(const DefinedMap& map, const PictureFitting& fitting) {
    auto text = " --timestep " + number(map.timestep) + " --seed " + std::to_string(map.seed);
    if (!map.prompt.isEmpty()) text += " --prompt " + quoted(map.prompt);
    if (map.isPaperProtocol) text += " --protocol paper --batch 1";
    if (fitting.size != "native") text += " --size " + fitting.size;
    if (fitting.fit != "crop") text += " --fit " + fitting.fit;
    return text;
}

std::string similarityCommand(const DefinedMap& map, const PictureFitting& fitting) {
    const auto& token = map.reference->first;
    auto text = "denoscope similarity " + quoted(map.model);
    if (!map.referencePicture.isEmpty()) text += " " + quoted(map.referencePicture);
    text += " " + quoted(map.picture) + " --layer " + quoted(map.layer.path.text()) + " --token " +
            std::to_string(token.row) + "," + std::to_string(token.col) + " --measure " +
            std::string(engine::idOf(map.options.measure));
    return text + pictureOptions(map, fitting) + " --out similarity.npz";
}

ordered_json referenceFacts(const DefinedMap& map) {
    const auto& rect = *map.reference;
    ordered_json json = {{"token_yx", {rect.first.row, rect.first.col}},
                         {"rows", rect.rows},
                         {"columns", rect.cols}};
    if (!map.referencePicture.isEmpty()) json["picture"] = map.referencePicture.toStdString();
    if (map.referenceTimestep) json["timestep"] = *map.referenceTimestep;
    return json;
}

void addMoment(ordered_json& json, const DefinedMap& map) {
    if (map.step) json["step"] = *map.step;
    if (map.steps) json["steps"] = *map.steps;
    if (std::isfinite(map.timestep)) json["timestep"] = map.timestep;
    json["prompt"] = map.prompt.toStdString();
    json["seed"] = map.seed;
    if (!map.step) json["protocol"] = map.isPaperProtocol ? "paper" : "standard";
    if (map.negativePrompt) json["negative_prompt"] = map.negativePrompt->toStdString();
    if (map.guidance) json["guidance"] = *map.guidance;
    if (map.step) json["half"] = map.isUnconditional ? "unconditional" : "conditional";
    if (!map.scheduler.isEmpty()) json["scheduler"] = map.scheduler.toStdString();
}

ordered_json factsOf(const ShownMap& shown, const PictureFitting& fitting) {
    const auto& map = shown.defined;
    ordered_json json = {{"layer", map.layer.path.text()}, {"picture", map.picture.toStdString()}};
    addMoment(json, map);
    json["dtype"] = map.dtype.toStdString();
    json["values"] = shown.barTitle.toStdString();
    if (shown.values->rgb.empty()) {
        json["range"] = {map.shown.low, map.shown.high};
        json["range_mode"] = nameOf(map.range).toStdString();
    }
    if (map.reference && isAboutReference(map.options, map.layer))
        json["reference"] = referenceFacts(map);
    json["definition"] = definitionOf(map).toStdString();
    if (const auto command = commandOf(map, fitting)) json["command"] = *command;
    json["activations"] = activationsCommandOf(map, fitting);
    return json;
}

}  // namespace

QString shellWord(const QString& text) {
    static const QRegularExpression plain(QStringLiteral("^[\\w./:=+,-]+$"));
    if (plain.match(text).hasMatch() && !text.startsWith(QLatin1Char('-'))) return text;
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QStringLiteral("'\\''")) +
           QLatin1Char('\'');
}

std::optional<std::string> commandOf(const DefinedMap& map, const PictureFitting& fitting) {
    if (map.step || map.layer.keys > 0) return std::nullopt;
    if (map.options.kind == MapKind::Norm && map.options.normScale == NormScale::Raw)
        return "denoscope norms " + quoted(map.model) + " " + quoted(map.picture) + " --layer " +
               quoted(map.layer.path.text()) + pictureOptions(map, fitting) + " --out norms";
    const bool isOfToken =
        map.options.kind == MapKind::Similarity && map.reference && map.reference->count() == 1 &&
        !map.referenceTimestep &&
        !(map.options.isDivided() && map.options.normalisation == Normalisation::Pictures);
    if (isOfToken) return similarityCommand(map, fitting);
    return std::nullopt;
}

std::string activationsCommandOf(const DefinedMap& map, const PictureFitting& fitting) {
    const auto layer = quoted(map.layer.path.text());
    if (!map.step)
        return "denoscope extract " + quoted(map.model) + " " + quoted(map.picture) + " --layers " +
               layer + pictureOptions(map, fitting) + " --out activations.npz";
    auto text = "denoscope generate " + quoted(map.model) + " --prompt " + quoted(map.prompt);
    if (map.negativePrompt) text += " --negative-prompt " + quoted(*map.negativePrompt);
    if (map.steps) text += " --steps " + std::to_string(*map.steps);
    if (map.guidance) text += " --guidance " + number(*map.guidance);
    // The model's own sampler is called by its class.
    if (!map.scheduler.isEmpty() && !map.scheduler.endsWith(QStringLiteral("Scheduler")))
        text += " --scheduler " + quoted(map.scheduler);
    return text + " --seed " + std::to_string(map.seed) + " --size " +
           std::to_string(map.size.width) + "x" + std::to_string(map.size.height) + " --layers " +
           layer + " --out generated";
}

ordered_json panelFacts(const ArrangedFigure& figure, const std::vector<ShownMap>& maps,
                        const PictureFitting& fitting) {
    auto panels = ordered_json::array();
    for (std::size_t i = 0; i < figure.spec.panels.size(); ++i) {
        ordered_json json = {{"array", figure.spec.panels[i].array}};
        if (const auto map = figure.maps[i])
            json.update(factsOf(maps[*map], fitting));
        else
            json["picture"] = figure.spec.panels[i].definition;
        panels.push_back(std::move(json));
    }
    return panels;
}

}  // namespace core
