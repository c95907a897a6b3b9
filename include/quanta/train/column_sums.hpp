// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The sums of a matrix' columns, as the gradient of a bias: by chunk, added up in the order of the chunks.
class column_sums {
public:
    column_sums(std::size_t columns, std::size_t chunks) : columns_(columns), sums_(chunks * columns) {}

    void compute(const row_loops& loops, std::size_t chunk, std::size_t rows, const float* values) {
        float* sums = sums_.data() + chunk * columns_;
        std::fill_n(sums, columns_, 0.0F);
        loops.sum_rows(itself{}, rows, columns_, sums, dense{values});
    }

    void reduce(std::size_t chunks, std::span<float> total) const {
        for (std::size_t j = 0; j < columns_; ++j) {
            double sum = 0;
            for (std::size_t chunk = 0; chunk < chunks; ++chunk) sum += sums_[chunk * columns_ + j];
            total[j] = static_cast<float>(sum);
        }
    }

private:
    std::size_t columns_;
    std::vector<float> sums_; ///< (chunks, columns)
};

} // namespace quanta::train
