// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/figure_arrangement.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace core {

/// How pictures are brought to the model's size, in the command line's words. A plain value.
struct PictureFitting {
    std::string size = "native";  ///< `--size`
    std::string fit = "crop";     ///< `--fit`
};

/// \a text as a shell reads it as one word: in quotes where it needs them.
QString shellWord(const QString& text);

/// The line that makes the same numbers as \a map, for a shell: "denoscope norms …" or "denoscope
/// similarity …". The model and the pictures are named without folders. Nothing where no command
/// gives this map itself.
std::optional<std::string> commandOf(const DefinedMap& map, const PictureFitting& fitting);

/// The line that gives the activations that \a map is made from: "denoscope extract …" or
/// "denoscope generate …".
std::string activationsCommandOf(const DefinedMap& map, const PictureFitting& fitting);

/// What a figure's provenance says of its panels, in the order of \a figure's: array, layer,
/// picture, moment, prompt, seed, what the values are, range, reference, definition, and the
/// commands above. Pictures have their array and name alone. No clock, host, user or absolute path.
/// \param maps of which \a figure was arranged.
nlohmann::ordered_json panelFacts(const ArrangedFigure& figure, const std::vector<ShownMap>& maps,
                                  const PictureFitting& fitting);

}  // namespace core
