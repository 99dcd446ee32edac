// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "golden_data.h"

#include <extraction/engine.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

extern "C" engine::Engine* denoscope_engine();

namespace golden {

namespace fs = std::filesystem;
using engine::LayerPath;
using engine::NamedArrays;
using engine::NdArray;
using Activations = std::map<std::string, NdArray>;

constexpr double kTolerance = 1e-4;  // of a tensor's largest absolute value: golden/README.md

/// One line of the table: cases that belong together.
struct Group {
    std::string name;
    double tolerance;
    std::function<void(Comparison&)> run;
};

/// \name One source file each
/// @{
std::vector<Group>
networkGroups();  ///< text encoders, VAEs, U-Nets, their variants and lists of layers
std::vector<Group> mapGroups();         ///< names of the second grammar, attention maps
std::vector<Group> img2reprGroups();    ///< from picture to representation, as the anomaly study
std::vector<Group> demoGroups();        ///< the trained demo model
std::vector<Group> schedulerGroups();   ///< every sampler without a network
std::vector<Group> rngGroups();         ///< random numbers
std::vector<Group> generationGroups();  ///< text to image, every step
/// @}

/// Where the golden files lie. Set once by main.
fs::path& root();
/// Files below root() that groups have read so far, for the last line of the table.
std::set<std::string>& filesRead();

/// Observes \a layers into \a into.
engine::Observation observe(const std::vector<std::string>& layers, Activations& into);

/// A model and, where it needs one, the folder with its configs.
struct ModelPlace {
    ModelPlace(fs::path modelPath) : path(std::move(modelPath)) {}
    ModelPlace(fs::path modelPath, engine::ModelSources modelSources)
        : path(std::move(modelPath)), sources(std::move(modelSources)) {}
    fs::path path;
    engine::ModelSources sources;
    engine::Arithmetic arithmetic = engine::Arithmetic::Float32;
};

struct OpenModel {
    std::unique_ptr<engine::Model> model;  ///< null where opening failed, which \a c then says
    /// On the device that $DENOSCOPE_DEVICE names, else the CPU.
    OpenModel(Comparison& c, const ModelPlace& place,
              engine::WeightRounding rounding = engine::WeightRounding::AsStored);
};

/// An NPZ file below root(); empty where reading failed, which \a c then says.
NamedArrays load(Comparison& c, const std::string& file);
/// An array that must be there.
NdArray need(Comparison& c, const NamedArrays& arrays, const std::string& name);
/// A golden U-Net file's inputs.
engine::UnetInputs unetInputs(Comparison& c, const NamedArrays& arrays);
/// Whether shape and every bit agree.
bool isSame(const NdArray& a, const NdArray& b);

}  // namespace golden
