// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/generation_recipe.h"

#include "explore/subject.h"

namespace core {

GenerationRecipe recipeOf(const Subject& subject) {
    const auto& request = subject.task.request;
    GenerationRecipe recipe;
    recipe.name = subject.name.toStdString();
    recipe.prompt = request.prompt;
    recipe.negativePrompt = request.negativePrompt;
    recipe.steps = request.steps;
    recipe.guidance = request.guidance;
    recipe.seed = request.seed;
    recipe.scheduler = request.scheduler;
    recipe.size = request.size;
    recipe.isUnconditional = subject.task.isUnconditional;
    return recipe;
}

GenerationTask taskOf(const GenerationRecipe& recipe) {
    GenerationTask task;
    auto& request = task.request;
    request.prompt = recipe.prompt;
    request.negativePrompt = recipe.negativePrompt;
    request.steps = recipe.steps;
    request.guidance = recipe.guidance;
    request.seed = recipe.seed;
    request.scheduler = recipe.scheduler;
    request.size = recipe.size;
    task.isUnconditional = recipe.isUnconditional;
    return task;
}

}  // namespace core
