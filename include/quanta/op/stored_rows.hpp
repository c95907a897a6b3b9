// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/core/diagnostics.hpp>
#include <quanta/kernel/elementwise_int8.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The row kernels that add, multiply and rescale stored integers as a profile does.
template <class Arithmetic, class Tag>
struct stored_rows {
    static_assert(dependent_false<Arithmetic>,
                  "quanta: no row kernel adds, multiplies and rescales as this profile does; add kernels beside "
                  "kernel/elementwise_int8.hpp and a specialization here");
};

template <class Tag>
struct stored_rows<profile::quanta, Tag> {
    using type = kernel::elementwise_int8<Tag>;
};

} // namespace quanta::op
