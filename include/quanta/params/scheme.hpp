// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/params/params_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// The zero point is chosen, so that the integers cover [minimum, maximum] of the data.
struct asymmetric {};

/// The zero point is 0: the integers cover [-a, a], where a is the largest magnitude of the data.
struct symmetric {};

/// How one tensor is quantized: `scheme<int8_narrow, symmetric, per_channel<0>>`.
template <IntegerFormat Format, class Symmetry, Granularity Shared>
    requires std::same_as<Symmetry, asymmetric> || std::same_as<Symmetry, symmetric>
struct scheme {
    static_assert(Format::is_signed || !std::same_as<Symmetry, symmetric>,
                  "quanta: a symmetric scheme covers [-a, a], so its format must be signed; for unsigned formats use "
                  "asymmetric");

    using format = Format;
    using storage_type = typename Format::storage_type; ///< holds one quantized value
    using granularity = Shared;
    static constexpr bool is_symmetric = std::same_as<Symmetry, symmetric>;
    static constexpr integer_target target{Format::lowest, Format::highest, is_symmetric};
};

} // namespace quanta
