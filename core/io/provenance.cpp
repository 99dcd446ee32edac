// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/provenance.h"

#include "io/sha256.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <set>
#include <span>

namespace core {
namespace {

using nlohmann::ordered_json;

constexpr qsizetype kPiece = 1 << 20;  // of a file, in memory at a time

ordered_json listOf(const std::vector<FileDigest>& digests) {
    auto list = ordered_json::array();
    for (const auto& d : digests) list.push_back({{"name", d.name}, {"sha256", d.sha256}});
    return list;
}

/// Relative to the model's folder where the file lies in it; the blobs of a cache lie elsewhere.
std::string nameWithinModel(const std::filesystem::path& file,
                            const engine::ComponentInfo& component) {
    const auto inner = file.lexically_relative(component.folder);
    const bool isInside = !inner.empty() && *inner.begin() != "..";
    if (component.names) return file.filename().generic_string();
    return component.name + "/" + (isInside ? inner : file.filename()).generic_string();
}

}  // namespace

std::string_view programVersion() {
    return DENOSCOPE_VERSION;
}

engine::Result<FileDigest> digestFile(const std::filesystem::path& path, std::string name,
                                      std::stop_token stop) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return engine::Error{engine::ErrorCode::BadFile, "There is no file " + path.string() + "."};
    QFile file(QString::fromStdString(path.string()));
    Sha256 hash;
    QByteArray piece(kPiece, Qt::Uninitialized);
    qint64 read = file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? 1 : -1;
    while (read > 0) {
        if (stop.stop_requested()) return engine::Error{engine::ErrorCode::Cancelled, "Stopped."};
        read = file.read(piece.data(), piece.size());
        if (read > 0) hash.add(std::as_bytes(std::span(piece.constData(), std::size_t(read))));
    }
    if (read < 0)
        return engine::Error{engine::ErrorCode::Io, "Cannot read " + path.string() + ": " +
                                                        file.errorString().toStdString() + "."};
    if (name.empty()) name = path.filename().string();
    return FileDigest{std::move(name), hash.hex()};
}

engine::Result<std::vector<FileDigest>> digestWeights(const engine::ModelInfo& info,
                                                      const std::vector<std::string>& components,
                                                      std::stop_token stop) {
    std::vector<FileDigest> digests;
    std::set<std::filesystem::path> seen;  // a single file holds several components
    for (const auto& name : components) {
        const auto* component = info.component(name);
        if (!component) continue;
        for (const auto& file : component->weightFiles) {
            if (!seen.insert(file).second) continue;
            auto digest = digestFile(file, nameWithinModel(file, *component), stop);
            if (!digest) return digest.error();
            digests.push_back(std::move(*digest));
        }
    }
    return digests;
}

engine::Result<Provenance> Provenance::begin(std::string command, const engine::ModelInfo& info,
                                             const std::vector<std::string>& components,
                                             const std::vector<std::filesystem::path>& inputPaths) {
    auto weights = digestWeights(info, components);
    if (!weights) return weights.error();
    Provenance p;
    p.command = std::move(command);
    p.model = info.name;
    p.configuration = info.configuration;
    p.weights = std::move(*weights);
    for (const auto& path : inputPaths) {
        auto digest = digestFile(path);
        if (!digest) return digest.error();
        p.inputs.push_back(std::move(*digest));
    }
    return p;
}

std::string Provenance::toJson() const {
    ordered_json json = {{"schema", 1},
                         {"program", "denoscope"},
                         {"version", programVersion()},
                         {"command", command},
                         {"model", model}};
    if (!configuration.empty()) json["configuration"] = configuration;
    json["weights"] = listOf(weights);
    json["inputs"] = listOf(inputs);
    json["options"] = options;
    // A file name need not be UTF-8; the text that says how a result was made must be.
    return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace core
