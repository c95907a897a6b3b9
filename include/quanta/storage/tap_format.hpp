// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace quanta {

/// How a depthwise kernel wants its weights in memory, and how many output pixels it takes at once.
///
/// The channels are cut into blocks of `channels`, the last of which begins earlier where they do not divide, so that it
/// is whole. A block is `[start value x channels][steps][channels][taps]`. With `taps` 1 a step is one tap, in order
/// (down, across). With 2 it is a tap and the one below it; the last row of an odd number pairs neighbours instead, the
/// last tap of an odd number a zero. For 3 x 3 taps, numbered in order:
///
///     0 3   1 4   2 5   6 7   8 -
struct tap_format {
    std::size_t pixels;    ///< output pixels that a micro-kernel call takes, at most
    std::size_t channels;  ///< of a block
    std::size_t taps;      ///< of one channel that stand together: 1 or 2
    std::size_t element;   ///< bytes of one weight
    std::size_t start = 4; ///< bytes of one start value: of an accumulator
};

} // namespace quanta
