// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <cstdint>
#include <optional>
#include <string>

namespace core {

struct GenerationTask;
struct Subject;

/// What a generation is made from, so that it can be run again. A plain value.
struct GenerationRecipe {
    std::string name;  ///< in the list of pictures
    std::string prompt;
    std::optional<std::string> negativePrompt;
    int steps = 25;
    double guidance = 7.5;
    std::uint64_t seed = 42;
    std::string scheduler;  ///< empty: the model's
    engine::PixelSize size;
    bool isUnconditional = false;  ///< which half of the guided batch is looked at
    friend bool operator==(const GenerationRecipe&, const GenerationRecipe&) = default;
};

/// Of a generation.
GenerationRecipe recipeOf(const Subject& subject);
GenerationTask taskOf(const GenerationRecipe& recipe);

}  // namespace core
