// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the engine with diffusers' numbers: every array of the golden set, one line per group.
// No Qt, so that it also runs on a GPU server that has only libtorch, nlohmann_json and ICU.
//
//     golden_check GOLDEN_FOLDER [GROUP...]      exit code 0 if every group is within its tolerance
//     DENOSCOPE_DEVICE=cuda golden_check ...     the same on the GPU
//
// A GROUP may end in a star: "schedulers/*".
#include "golden_groups.h"

#include <base/json.h>

#include <cstdio>

namespace golden {
namespace {

void checkManifest(Comparison& c);

std::vector<Group> allGroups() {
    std::vector<Group> all;
    for (const auto& groups : {networkGroups, mapGroups, img2reprGroups, demoGroups, rngGroups,
                               schedulerGroups, generationGroups})
        for (auto& group : groups()) all.push_back(std::move(group));
    all.push_back({"files_of_the_manifest", 0, checkManifest});
    return all;
}

bool isWanted(const std::string& name, const std::vector<std::string>& wanted) {
    for (const auto& word : wanted)
        if (word.ends_with('*') ? name.starts_with(word.substr(0, word.size() - 1)) : name == word)
            return true;
    return wanted.empty();
}

/// Files of the manifest that other tests read: text without a network, and pictures, which want
/// Qt.
bool isReadElsewhere(const std::string& file) {
    return file.starts_with("tokenizer/") || file.ends_with(".png");  // tst_tokenizer, tst_cli_*
}

/// Every file that the manifest lists, and whether a group has read it.
void checkManifest(Comparison& c) {
    engine::JsonLimits limits;
    const auto manifest = engine::readJsonFile(root() / "manifest.json", limits);
    if (!manifest) return c.fail("manifest.json", manifest.error().message);
    for (const auto& [file, entry] : manifest->items())
        if (!isReadElsewhere(file))
            c.addDeviation(file + " is read", filesRead().contains(file) ? 0 : 1);
}

int run(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: golden_check GOLDEN_FOLDER [GROUP...]\n");
        return 2;
    }
    root() = argv[1];
    const std::vector<std::string> wanted(argv + 2, argv + argc);
    std::printf("golden %-34s %5s %10s %8s\n", "group", "cases", "worst", "limit");
    bool ok = true;
    for (const auto& group : allGroups()) {
        if (!isWanted(group.name, wanted)) continue;
        Comparison comparison(group.name, group.tolerance);
        group.run(comparison);
        std::printf("%s\n", comparison.line().c_str());
        std::fflush(stdout);
        ok = ok && comparison.passed();
    }
    return ok ? 0 : 1;
}

}  // namespace
}  // namespace golden

int main(int argc, char** argv) {
    return golden::run(argc, argv);
}
