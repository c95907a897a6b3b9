// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
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
struct aimet_encoding {
    int bitwidth = 8;          ///< 1 to 32
    bool is_float = false;     ///< the tensor stays in floats of that many bits, and has nothing of what follows
    bool is_symmetric = false; ///< then the integers that a runtime stores are q - 2^(bitwidth - 1)
    aimet_encoding_kind kind = aimet_encoding_kind::per_tensor;
    std::size_t block_size = 0;        ///< of `per_block`, otherwise 0
    std::vector<double> scales;        ///< finite and positive: one, or one for each channel or block
    std::vector<std::int64_t> offsets; ///< of each scale, from -(2^32 - 1) to 0 in practice, at most 2^32 from zero
    /// The "min" and "max" that files of version 0.6.1 hold too; empty otherwise, and then written as
    /// offset scale and (offset + 2^bitwidth - 1) scale.
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

/// [offset scale, (offset + 2^bitwidth - 1) scale]
[[nodiscard]] inline real_range aimet_range(const aimet_encoding& encoding, std::size_t channel) {
    const double scale = encoding.scales[channel], offset = static_cast<double>(encoding.offsets[channel]);
    return {offset * scale, (offset + std::ldexp(1.0, encoding.bitwidth) - 1) * scale};
}

} // namespace detail

} // namespace quanta::interop
