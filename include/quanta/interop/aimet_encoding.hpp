// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/calibrator/real_range.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// What shares a scale.
enum class aimet_encoding_kind { per_tensor, per_channel, per_block };

/// How AIMET quantizes a tensor: integers q from 0 to 2^bitwidth - 1, real = (q + offset) scale.
///
/// A symmetric tensor has one of three offsets. -2^(bitwidth - 1): -128 to 127 steps. One more than that: the strict mode, -127
/// to 127 steps, in which q ends at 2^bitwidth - 2. And 0: data without negative values, 0 to 255 steps (AIMET calls it
/// unsigned symmetric).
struct aimet_encoding {
    int bitwidth = 8;          ///< 1 to 32
    bool is_float = false;     ///< the tensor stays in floats of that many bits, and has nothing of what follows
    bool is_symmetric = false; ///< then the integers that a runtime stores are q + offset
    aimet_encoding_kind kind = aimet_encoding_kind::per_tensor;
    std::size_t block_size = 0;        ///< of `per_block`, otherwise 0
    std::vector<double> scales;        ///< finite and positive: one, or one for each channel or block
    std::vector<std::int64_t> offsets; ///< of each scale, from -(2^32 - 1) to 0 in practice, at most 2^32 from zero
    /// The "min" and "max" that files of version 0.6.1 hold too, within half a step of the reals that the integers reach; empty
    /// otherwise, and then written as those: offset scale and (offset + largest q) scale.
    std::vector<real_range> ranges;
    friend bool operator==(const aimet_encoding&, const aimet_encoding&) = default;
};

/// Encodings by the name of the tensor.
using aimet_encoding_map = std::map<std::string, aimet_encoding, std::less<>>;

/// The versions that are read and written.
enum class aimet_version { v0_6_1, v1_0_0 };

/// A file of encodings.
struct aimet_encodings {
    aimet_version version = aimet_version::v1_0_0;
    aimet_encoding_map activations;
    aimet_encoding_map params; ///< of weights and biases
    friend bool operator==(const aimet_encodings&, const aimet_encodings&) = default;
};

namespace detail {

inline constexpr std::string_view aimet_version_names[] = {"0.6.1", "1.0.0"};
inline constexpr std::string_view aimet_kind_names[] = {"PER_TENSOR", "PER_CHANNEL", "PER_BLOCK"};

/// Of a symmetric encoding: -2^(bitwidth - 1) + 1, which leaves out an integer.
[[nodiscard]] inline bool is_aimet_strict(int bitwidth, bool is_symmetric, std::int64_t offset) {
    return is_symmetric && bitwidth > 1 && offset == 1 - (std::int64_t{1} << (bitwidth - 1));
}

/// Any, unless the encoding is symmetric. Beyond 24 bits AIMET rounds offsets to floats: -2147483649 of 32 bits occurs.
[[nodiscard]] inline bool is_aimet_offset(int bitwidth, bool is_symmetric, std::int64_t offset) {
    const std::int64_t half = std::int64_t{1} << (bitwidth - 1);
    return !is_symmetric || offset == 0 || std::abs(offset + half) <= half >> 24 ||
           is_aimet_strict(bitwidth, is_symmetric, offset);
}

/// The largest q.
[[nodiscard]] inline std::int64_t aimet_steps(int bitwidth, bool is_symmetric, std::int64_t offset) {
    return (std::int64_t{1} << bitwidth) - (is_aimet_strict(bitwidth, is_symmetric, offset) ? 2 : 1);
}

/// [offset scale, (offset + largest q) scale]
[[nodiscard]] inline real_range aimet_range(int bitwidth, bool is_symmetric, double scale, std::int64_t offset) {
    const std::int64_t highest = offset + aimet_steps(bitwidth, is_symmetric, offset);
    return {static_cast<double>(offset) * scale, static_cast<double>(highest) * scale};
}
[[nodiscard]] inline real_range aimet_range(const aimet_encoding& encoding, std::size_t channel) {
    return aimet_range(encoding.bitwidth, encoding.is_symmetric, encoding.scales[channel], encoding.offsets[channel]);
}

/// Whether the ends of a range are those that scale and offset make, but for half a step and the rounding of floats.
[[nodiscard]] inline bool is_aimet_range(const real_range& range, const real_range& made, double scale) {
    const double margin = scale / 2 + 0x1p-22 * std::max(std::abs(made.minimum), std::abs(made.maximum));
    return std::abs(range.minimum - made.minimum) <= margin && std::abs(range.maximum - made.maximum) <= margin;
}

} // namespace detail

} // namespace quanta::interop
