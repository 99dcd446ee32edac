// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <extraction/engine.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <string>

namespace core {

/// The open model and those that were open before, so that going back to one takes no time.
///
/// The open one stays whatever its size; of the others the least recently used go as soon as all
/// together exceed the budget, or what the system has left does not hold a new one. A model whose
/// files have changed is opened anew, and so is the open one itself. One thread at a time.
class OpenModels {
public:
    using Opener = std::function<engine::Result<std::unique_ptr<engine::Model>>()>;

    /// \param budget bytes of weights in memory.
    explicit OpenModels(std::uint64_t budget = usualBudget()) : m_budget(budget) {}

    /// A quarter of the machine's memory, at least 4 GB.
    static std::uint64_t usualBudget();

    /// Makes the model that \a path and \a options name the open one; \a opener is called where it
    /// is not kept. The open model stays when that fails.
    engine::Status open(const std::filesystem::path& path, const engine::LoadOptions& options,
                        const Opener& opener);
    /// The open one, or null.
    engine::Model* current() const {
        return m_models.empty() ? nullptr : m_models.front().model.get();
    }
    std::size_t count() const { return m_models.size(); }

private:
    struct Entry {
        std::string key;    ///< path and options
        std::string files;  ///< sizes and times of its weight files when it was opened
        std::uint64_t bytes = 0;
        std::unique_ptr<engine::Model> model;
    };

    void makeRoom();

    std::uint64_t m_budget;
    std::list<Entry> m_models;  // most recently used first
};

/// Bytes that the weights of \a model take in memory when all are read: float32, or two bytes each
/// where U-Net and text encoders compute in bfloat16.
std::uint64_t weightBytesInMemory(const engine::ModelInfo& model, engine::Arithmetic arithmetic);

}  // namespace core
