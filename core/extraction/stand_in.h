// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extraction/engine.h"

namespace engine {

/// A model that can do nothing: what stands in for a real one (in a benchmark of the window, in a
/// test) overrides what it is asked for. All else fails with Unsupported.
class StandInModel : public Model {
public:
    const ModelInfo& info() const override { return m_info; }
    Result<std::vector<LayerInfo>> unetLayers(PixelSize) const override { return refused(); }
    Result<NdArray> runUnet(const UnetInputs&, const Observation&) override { return refused(); }
    Result<Posterior> encodeImage(const NdArray&, const Observation&) override { return refused(); }
    Result<NdArray> decodeLatent(const NdArray&, const Observation&) override { return refused(); }
    Result<TextEncoding> encodeText(const std::vector<std::string>&, TextEncoderIndex,
                                    const Observation&) override {
        return refused();
    }
    Result<TextEncoding> encodeIds(const NdArray&, TextEncoderIndex, const Observation&) override {
        return refused();
    }

protected:
    static Error refused() {
        return {ErrorCode::Unsupported, "A stand-in for a model does not compute this."};
    }

    ModelInfo m_info;
};

/// An engine of stand-ins: only open() is left to be said.
class StandInEngine : public Engine {
public:
    EngineVersions versions() const override { return {}; }
    Result<UnetBench> benchUnet(const UnetBenchRequest&, std::stop_token) override {
        return UnetBench{};
    }
    Result<MachineRates> measureMachine(std::stop_token) override { return MachineRates{}; }
};

}  // namespace engine
