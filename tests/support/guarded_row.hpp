// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <support/guarded_buffer.hpp>

namespace support {

/// Room for rows of up to `capacity` elements at either side of a page that faults; mapped once for many rows.
template <class T>
class guarded_row {
public:
    explicit guarded_row(std::size_t capacity) : ends_(capacity, guard::after), starts_(capacity, guard::before) {}

    /// Where a row of `count` elements touches the page.
    [[nodiscard]] T* place(guard side, std::size_t count) const {
        return side == guard::after ? ends_.data() + (ends_.size() - count) : starts_.data();
    }
    /// The same, holding `values`.
    [[nodiscard]] const T* place(guard side, const std::vector<T>& values) const {
        T* row = place(side, values.size());
        std::copy(values.begin(), values.end(), row);
        return row;
    }

private:
    guarded_buffer<T> ends_, starts_;
};

} // namespace support
