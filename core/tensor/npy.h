// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "tensor/nd_array.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// Parses a whole NPY file (versions 1.0, 2.0, 3.0; little-endian or single-byte types; C order, or
/// Fortran order which is transposed). Strict: the header is exactly numpy's dict literal, data
/// neither short nor long. Read: '<f8' '<f4' '<f2'
/// '<i8' '<i4' '<i2' '|i1' '<u8' '<u4' '<u2' '|u1' '|b1'. Fails with BadFile, or Unsafe where
/// Python objects (a pickle) lie in it; the message begins with \a name. Source:
/// reference/models.md, section 9.
Result<NdArray> parseNpy(std::string_view bytes, const std::string& name);
/// The same without a copy where the elements lie aligned: the array keeps \a bytes.
Result<NdArray> adoptNpy(std::string bytes, const std::string& name);

/// The same over bytes that \a owner keeps, a mapped file, without a copy. Fails with Unsupported
/// where elements would have to be moved: Fortran order, or data that is not aligned.
Result<NdArray> viewNpy(std::shared_ptr<const void> owner, std::span<const std::byte> bytes,
                        const std::string& name);

/// Whether NPY can hold elements of \a dtype: all but BF16 and the two F8.
bool hasNpyType(DType dtype);
/// Version 1.0 header for \a array, padded to a multiple of 64 as numpy.save does it (so label
/// arrays are byte-identical to numpy's since 1.23). Precondition: hasNpyType(); others are
/// converted first.
std::string npyHeader(const NdArray& array);
/// Header and data.
std::string encodeNpy(const NdArray& array);

}  // namespace engine
