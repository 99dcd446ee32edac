// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "extraction/edit.h"

#include <optional>
#include <string>

namespace engine {

/// An edit as users write it, before layers are chosen and files are read:
/// `LAYERS:ACTION@TOKENS[@t=TIMESTEPS]`.
///
/// | part | |
/// | --- | --- |
/// | LAYERS | as selectLayers(): `up_blocks[1]`, `up-*-self-v`, `conv_in,mid_block` |
/// | ACTION | `zero`; `scale=0.5`; `copy=Y,X`: that token of the same activation; `from=FILE.npz`:
/// the same tokens of the array that carries the layer's name in FILE, `from=FILE.npz#ARRAY` of
/// another, `from=FILE.npz:copy=Y,X` its token Y,X | | TOKENS | `*` for all; else Y,X from 0 in a
/// list with semicolons, ranges with both ends: `3,4;6-8,0-2`. Text tokens are 0,N | | TIMESTEPS |
/// `500` or `0..500`, both ends included; all where absent |
struct EditSpec {
    std::string layers;
    Edit edit;          ///< without its layer and its values
    std::string file;   ///< of Transplant
    std::string array;  ///< of Transplant; empty: as the layer is called

    /// Fails with Usage, quoting the part that is not understood.
    static Result<EditSpec> parse(const std::string& text);
};

}  // namespace engine
