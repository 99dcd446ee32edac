// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One binary for every x86-64: the loader picks the widest of these that the processor has. Not
// under a sanitizer, whose instrumentation is not set up yet when the loader asks. Files that use
// it are compiled without fused multiply-adds, so that every processor gives the same bytes.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define DENOSCOPE_WIDEST __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define DENOSCOPE_WIDEST
#endif
