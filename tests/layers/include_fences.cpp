// SPDX-License-Identifier: GPL-3.0-or-later
#include "include_fences.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>

namespace fences {
namespace {

namespace fs = std::filesystem;

enum class Layer { Engine, Core, Widgets, App };
enum class Family { Torch, OpenCv, Zip, QtPlain, QtWidgets, QCustomPlot, Cli, Other };

/// One file of the tree: which layer it belongs to and what it includes.
struct Source {
    Layer layer = Layer::App;
    std::vector<std::string> includes;
};
using Tree = std::map<std::string, Source>;  // by path relative to the root

constexpr const char* kTops[] = {"core", "widgets", "app"};

Layer layerOf(const fs::path& relative) {
    static const std::set<std::string> engineFolders = {"base",       "tensor",         "model",
                                                        "extraction", "representation", "analysis"};
    auto part = relative.begin();
    const std::string top = part->string();
    if (top == "widgets") return Layer::Widgets;
    if (top == "app") return Layer::App;
    return engineFolders.count((++part)->string()) > 0 ? Layer::Engine : Layer::Core;
}

bool begins(const std::string& text, const std::string& with) {
    return text.rfind(with, 0) == 0;
}

Family familyOf(const std::string& include, const Toolkit& toolkit) {
    for (const char* prefix : {"torch/", "ATen/", "c10/"})
        if (begins(include, prefix)) return Family::Torch;
    if (begins(include, "opencv2/")) return Family::OpenCv;
    if (begins(include, "CLI/")) return Family::Cli;
    if (include == "zip.h") return Family::Zip;
    if (include == "qcustomplot.h" || begins(include, "QtPrintSupport/"))
        return Family::QCustomPlot;
    const bool isQt =
        include.size() > 1 && include[0] == 'Q' &&
        (std::isupper(static_cast<unsigned char>(include[1])) != 0 || begins(include, "Qt"));
    if (!isQt) return Family::Other;
    return begins(include, "QtWidgets/") || fs::exists(toolkit.qtWidgetsHeaders / include)
               ? Family::QtWidgets
               : Family::QtPlain;
}

const char* nameOf(Layer layer) {
    switch (layer) {
        case Layer::Engine:
            return "the engine";
        case Layer::Core:
            return "core";
        case Layer::Widgets:
            return "widgets";
        case Layer::App:
            return "app";
    }
    return "";
}

bool isForbidden(Layer layer, Family family) {
    static const std::map<Layer, std::set<Family>> forbidden = {
        {Layer::Engine,
         {Family::OpenCv, Family::Zip, Family::QtPlain, Family::QtWidgets, Family::QCustomPlot,
          Family::Cli}},
        {Layer::Core, {Family::Torch, Family::QtWidgets, Family::QCustomPlot, Family::Cli}},
        {Layer::Widgets, {Family::Torch, Family::Cli}},
        {Layer::App, {Family::Torch}}};
    return forbidden.at(layer).count(family) > 0;
}

std::string contentOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> includesOf(const std::string& text) {
    static const std::regex line(R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"])re");
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), line), end; it != end; ++it)
        found.push_back((*it)[1]);
    return found;
}

Tree readTree(const fs::path& root) {
    Tree tree;
    for (const char* top : kTops) {
        if (!fs::is_directory(root / top)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const auto ending = entry.path().extension();
            if (ending != ".h" && ending != ".cpp") continue;
            const fs::path relative = entry.path().lexically_relative(root);
            tree[relative.generic_string()] = {layerOf(relative),
                                               includesOf(contentOf(entry.path()))};
        }
    }
    return tree;
}

/// Our own file that an include means: every layer is an include root, and so is the including
/// file's folder.
std::optional<std::string> ownFile(const Tree& tree, const std::string& from,
                                   const std::string& include) {
    for (const fs::path& folder :
         {fs::path("core"), fs::path("widgets"), fs::path("app"), fs::path(from).parent_path()})
        if (const std::string name = (folder / include).lexically_normal().generic_string();
            tree.count(name) > 0)
            return name;
    return std::nullopt;
}

/// The torch header that \a file reaches through our own headers, if any.
std::optional<std::string> reachedTorch(const Tree& tree, const std::string& file,
                                        std::set<std::string>& seen) {
    if (!seen.insert(file).second) return std::nullopt;
    for (const auto& include : tree.at(file).includes) {
        if (familyOf(include, {}) == Family::Torch) return include;
        if (const auto own = ownFile(tree, file, include))
            if (auto torch = reachedTorch(tree, *own, seen)) return torch;
    }
    return std::nullopt;
}

/// Sources that core/CMakeLists.txt lists for engine_values, the library that everything links.
std::set<std::string> torchFreeSources(const fs::path& root) {
    const std::string text = contentOf(root / "core" / "CMakeLists.txt");
    std::smatch list;
    std::set<std::string> sources;
    if (!std::regex_search(text, list,
                           std::regex(R"(add_library\(engine_values\s+STATIC([^)]*)\))")))
        return sources;
    const std::string names = list[1];
    static const std::regex word(R"(\S+\.cpp)");
    for (std::sregex_iterator it(names.begin(), names.end(), word), end; it != end; ++it)
        sources.insert("core/" + it->str());
    return sources;
}

void checkFile(const Tree& tree, const std::string& file, const Toolkit& toolkit,
               std::vector<Violation>& found) {
    const Layer layer = tree.at(file).layer;
    for (const auto& include : tree.at(file).includes) {
        const auto own = ownFile(tree, file, include);
        if (own && tree.at(*own).layer > layer)
            found.push_back(
                {file, include, std::string("belongs to a layer above ") + nameOf(layer)});
        if (!own && isForbidden(layer, familyOf(include, toolkit)))
            found.push_back({file, include, std::string("is not for ") + nameOf(layer)});
    }
}

}  // namespace

std::vector<Violation> scan(const fs::path& root, const Toolkit& toolkit) {
    const Tree tree = readTree(root);
    const auto torchFree = torchFreeSources(root);
    std::vector<Violation> found;
    for (const auto& [file, source] : tree) {
        checkFile(tree, file, toolkit, found);
        if (source.layer == Layer::Engine && torchFree.count(file) == 0) continue;
        std::set<std::string> seen;
        if (const auto torch = reachedTorch(tree, file, seen))
            found.push_back({file, *torch, "reaches torch, directly or through headers"});
    }
    return found;
}

std::size_t fileCount(const fs::path& root) {
    return readTree(root).size();
}

}  // namespace fences
