// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {
class CaptureRunner;
class Exploration;
class ExplorerReference;
class Pins;
class RepresentationCache;
}  // namespace core

namespace app {

/// The explorer's answers: what is open, what was captured, which place is the reference.
struct ExploreSources {
    core::Exploration* exploration = nullptr;
    core::RepresentationCache* cache = nullptr;
    core::CaptureRunner* runner = nullptr;
    const core::ExplorerReference* reference = nullptr;
    const core::Pins* pins = nullptr;
};

}  // namespace app
