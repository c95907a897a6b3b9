// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <core/conditions.hpp>
#include <core/gemm_shape.hpp>

namespace bench {

/// A product and the conditions under which it is measured.
struct gemm_case {
    gemm_shape shape;
    conditions under{};
    bool of_sweep = false; ///< made at random

    [[nodiscard]] std::string name() const { return shape.name() + (of_sweep ? "/sweep" : "") + under.suffix(); }
};

/// Which products a family has.
struct gemm_selection {
    bool published = false;          ///< `published_gemm_shapes` beside `measured_gemm_shapes`
    bool flushed = false;            ///< the measured ones with flushed caches, too
    std::vector<gemm_shape> sweep{}; ///< beside them

    /// All of them: hot on one thread; of 1024^3 multiplications and up, on two threads, too; one and four rows from
    /// memory, rotating.
    [[nodiscard]] std::vector<gemm_case> cases() const;
};

/// `count` products of odd and prime sizes, tall ones, wide ones and thin ones, each of 1e5 to 4e8 operations; the same for
/// the same seed everywhere.
[[nodiscard]] std::vector<gemm_shape> random_gemm_shapes(unsigned seed, std::size_t count);

} // namespace bench
