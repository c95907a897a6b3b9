// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/kernel/elementwise_float.hpp>
#include <quanta/op/float_pairs.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

struct float_add_function {
    static constexpr const char* name = "op::float_add";
    template <class Tag>
    static constexpr auto row = &kernel::elementwise_float<Tag>::add;
};

} // namespace detail

/// output = activation(l + r) in floats.
class float_add : public float_pairs<detail::float_add_function> {
public:
    using float_pairs::float_pairs;
};

} // namespace quanta::op
