// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <quanta/op/window.hpp>
#include <quanta/train/images.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// A window that moves over a fine image and meets the pixels of a coarse one: tap (ky, kx) of coarse pixel (oy, ox) is
/// fine pixel (oy * stride + ky * dilation - padding). A convolution reads the fine image; its gradient and a
/// transposed convolution read the coarse one.
struct window_relation {
    op::window window;
    image_extents fine, coarse;
    std::size_t groups;
};

/// A tap of a gather: where it is in the window, and how many pixels of the padded source it is from the first.
struct gather_tap {
    std::size_t row, column; ///< of the window
    std::ptrdiff_t pixels;
};

/// Targets that read the same taps: a grid of pixels, `count` of them, that are `step` apart from `first` on.
struct gather_phase {
    op::size2d first, step, count;
    std::size_t source_step_down, source_step_across; ///< padded source pixels between neighbouring targets
    std::vector<gather_tap> taps;                     ///< in the order of their addresses
};

/// Which source pixels each target pixel reads: the source with zeros around it, and the targets by phase.
struct gather {
    image_extents source, padded, target;
    std::size_t top, left; ///< of the source in `padded`
    std::vector<gather_phase> phases;
    [[nodiscard]] bool is_padded() const {
        return top != 0 || left != 0 || padded.height != source.height || padded.width != source.width;
    }
};

namespace detail {

inline void sort_taps(std::vector<gather_tap>& taps) {
    std::sort(taps.begin(), taps.end(), [](const auto& a, const auto& b) { return a.pixels < b.pixels; });
}

/// One axis of one phase of `gather_coarse`: taps that meet fine pixels first, first + stride, ...
struct axis_phase {
    std::size_t first, count;
    struct tap {
        std::size_t index;
        std::ptrdiff_t offset; ///< coarse pixel that it reads for the first fine pixel
    };
    std::vector<tap> taps;
};

[[nodiscard]] inline std::vector<axis_phase> axis_phases(std::size_t fine, std::size_t kernel, std::size_t stride,
                                                         std::size_t padding, std::size_t dilation) {
    std::vector<axis_phase> phases;
    for (std::size_t first = 0; first < std::min(stride, fine); ++first) {
        axis_phase phase{first, (fine - first + stride - 1) / stride, {}};
        for (std::size_t k = 0; k < kernel; ++k) {
            const auto distance =
                static_cast<std::ptrdiff_t>(first + padding) - static_cast<std::ptrdiff_t>(k * dilation);
            if (distance % static_cast<std::ptrdiff_t>(stride) == 0)
                phase.taps.push_back({k, distance / static_cast<std::ptrdiff_t>(stride)});
        }
        phases.push_back(phase);
    }
    return phases;
}

/// Zeros that the phases of an axis need before and behind the coarse pixels.
struct axis_margin {
    std::size_t before = 0, behind = 0;
    axis_margin(const std::vector<axis_phase>& phases, std::size_t coarse) {
        for (const axis_phase& phase : phases)
            for (const axis_phase::tap& tap : phase.taps) {
                const std::ptrdiff_t end = tap.offset + static_cast<std::ptrdiff_t>(phase.count);
                if (tap.offset < 0) before = std::max(before, static_cast<std::size_t>(-tap.offset));
                if (end > static_cast<std::ptrdiff_t>(coarse))
                    behind = std::max(behind, static_cast<std::size_t>(end) - coarse);
            }
    }
};

} // namespace detail

/// What each coarse pixel reads of the fine image: a convolution.
[[nodiscard]] inline gather gather_fine(const window_relation& relation) {
    const op::window& w = relation.window;
    const image_extents &fine = relation.fine, &coarse = relation.coarse;
    gather result{fine, fine, coarse, w.padding.top, w.padding.left, {}};
    result.padded.height = (coarse.height - 1) * w.stride.height + op::reach(w.kernel.height, w.dilation.height);
    result.padded.width = (coarse.width - 1) * w.stride.width + op::reach(w.kernel.width, w.dilation.width);
    if (w.padding.top == 0 && w.padding.left == 0 && result.padded.height <= fine.height &&
        result.padded.width <= fine.width) { // nothing to pad: the rest of the image does not matter
        result.padded.height = fine.height;
        result.padded.width = fine.width;
    }
    gather_phase phase{{0, 0}, {1, 1}, {coarse.height, coarse.width}, w.stride.height, w.stride.width, {}};
    for (std::size_t y = 0; y < w.kernel.height; ++y)
        for (std::size_t x = 0; x < w.kernel.width; ++x)
            phase.taps.push_back(
                {y, x,
                 static_cast<std::ptrdiff_t>(y * w.dilation.height * result.padded.width + x * w.dilation.width)});
    result.phases.push_back(phase);
    return result;
}

/// What each fine pixel reads of the coarse image: the gradient of a convolution. Fine pixels whose distance to the
/// taps is the same modulo the stride read the same taps: they are a phase.
[[nodiscard]] inline gather gather_coarse(const window_relation& relation) {
    const op::window& w = relation.window;
    const image_extents &fine = relation.fine, &coarse = relation.coarse;
    const auto down =
        detail::axis_phases(fine.height, w.kernel.height, w.stride.height, w.padding.top, w.dilation.height);
    const auto across =
        detail::axis_phases(fine.width, w.kernel.width, w.stride.width, w.padding.left, w.dilation.width);
    const detail::axis_margin rows(down, coarse.height), columns(across, coarse.width);
    gather result{coarse, coarse, fine, rows.before, columns.before, {}};
    result.padded.height += rows.before + rows.behind;
    result.padded.width += columns.before + columns.behind;
    const auto width = static_cast<std::ptrdiff_t>(result.padded.width);
    for (const auto& y : down)
        for (const auto& x : across) {
            gather_phase phase{{y.first, x.first}, {w.stride.height, w.stride.width}, {y.count, x.count}, 1, 1, {}};
            for (const auto& ty : y.taps)
                for (const auto& tx : x.taps)
                    phase.taps.push_back({ty.index, tx.index,
                                          (ty.offset + static_cast<std::ptrdiff_t>(rows.before)) * width + tx.offset +
                                              static_cast<std::ptrdiff_t>(columns.before)});
            detail::sort_taps(phase.taps);
            result.phases.push_back(phase);
        }
    return result;
}

} // namespace quanta::train
