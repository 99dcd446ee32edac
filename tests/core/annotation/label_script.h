// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <annotation/annotation_document.h>

#include <cstdint>
#include <memory>
#include <string>

/// A labelling session that depends on a seed and on nothing else, so that a second process can
/// tell what the first one must have reached.
namespace script {

inline core::LabelProject project(int images = 300) {
    core::LabelProject project;
    project.id = "script";
    for (int i = 0; i < images; ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "norm_%04d.png", i);
        core::QueueImage image;
        image.id = image.path = name;
        image.number = i;
        project.images.push_back(image);
    }
    return project;
}

/// Times and ids count up; they are those of the edit about to be made.
class Clock {
public:
    core::LabelEnvironment environment() {
        return {"ada", [this] { return "t" + std::to_string(step); },
                [this] { return "id" + std::to_string(step) + "." + std::to_string(++count); }};
    }
    std::int64_t step = 0;
    int count = 0;
};

/// A well mixed number of \a seed and \a step (splitmix64).
inline std::uint64_t mixed(std::uint64_t seed, std::uint64_t step) {
    std::uint64_t z = seed * 0x9e3779b97f4a7c15ull + step * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

/// Makes exactly one journalled edit, the one that step means on this document; whichever was
/// drawn, if it would change nothing a label is toggled.
inline engine::Status act(core::AnnotationDocument& document, Clock& clock, std::uint64_t seed) {
    const std::int64_t before = document.project().edits;
    clock.step = before + 1;
    clock.count = 0;
    std::uint64_t random = mixed(seed, std::uint64_t(clock.step));
    const auto draw = [&random](std::uint64_t below) {
        const std::uint64_t value = random % below;
        random /= below;
        return int(value);
    };
    const auto& images = document.project().images;
    const std::string id = images[std::size_t(draw(images.size()))].id;
    const engine::TokenIndex token = {draw(32), draw(32)};
    const int kind = draw(12);
    engine::Status status;
    if (kind == 0) status = document.undo();
    if (kind == 1) status = document.redo();
    if (kind == 2) (void)document.setState(id, core::ImageState::ReviewedNone).ok();
    if (kind == 3) status = document.setState(id, core::ImageState::Unsure);
    if (kind == 4) status = document.setComment(id, "comment " + std::to_string(clock.step));
    if (kind == 5) status = document.review(id, core::ReviewVerdict::Rejected, "more\nlines \"x\"");
    if (kind == 6) status = document.rejectProposals(id, {{{token.row / 2 * 2, 4}, 7.5, 1, false}});
    if (kind == 7)
        status = document.acceptProposals(id, {{{6, token.col / 2 * 2}, 9.25, 1, false}});
    if (!status || document.project().edits != before) return status;
    return document.toggleLabel(id, token, 0.5);
}

}  // namespace script
