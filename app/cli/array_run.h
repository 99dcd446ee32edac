// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/model_access.h"

#include <base/result.h>
#include <extraction/engine.h>
#include <io/provenance.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <string>
#include <vector>

namespace app {

/// An input file of arrays, golden's names.
class ArrayInputs {
public:
    /// Fails with BadFile as core::readNpz.
    static engine::Result<ArrayInputs> read(const std::filesystem::path& path);

    /// Fails with BadFile naming the array that the file lacks and those it has.
    engine::Result<engine::NdArray> required(const std::string& name) const;
    /// As required(), with a shape of \a rank dimensions.
    engine::Result<engine::NdArray> required(const std::string& name, int rank) const;
    std::optional<engine::NdArray> optional(const std::string& name) const;

private:
    ArrayInputs(std::filesystem::path path, engine::NamedArrays arrays);
    std::filesystem::path m_path;
    engine::NamedArrays m_arrays;
};

/// One run of one network from arrays to arrays: collects what is observed, shows progress, stops
/// at Ctrl-C.
class ArrayRun {
public:
    explicit ArrayRun(std::string what);

    /// \a layers in the order of their computation.
    engine::Observation observe(const std::vector<engine::LayerInfo>& layers);
    void add(std::string name, engine::NdArray array);
    /// Everything added and observed, observations last. Empties this.
    engine::NamedArrays take();

private:
    Interrupt m_interrupt;
    Progress m_progress;
    std::string m_what;
    engine::NamedArrays m_results, m_observed;
};

}  // namespace app
