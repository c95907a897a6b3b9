// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace quanta::kernel {

/// Where the values under the windows of neighbouring output pixels are: tap (i, j) of the pixel p of a row of outputs
/// reads the channels at rows[i][first + p * step + j]. With `step` 1 neighbours share all but one column of their
/// windows. Behind the last tap of the last pixel there is one more pointer, to some pixel.
template <class Element>
struct tap_pointers {
    const Element* const* const* rows; ///< (height)
    std::size_t first;                 ///< of pixel 0
    std::size_t height, width;         ///< taps
    std::size_t step;
};

} // namespace quanta::kernel
