// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/core/checked_size.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/kernel/depthwise_loop.hpp>
#include <quanta/storage/packed_taps.hpp>
#include <quanta/storage/patches.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The work of one depthwise convolution: every row of outputs of every image.
template <class T>
class depthwise_rows {
public:
    /// `weights` must outlive it.
    depthwise_rows(const patches<T>& image, const packed_taps& weights)
        : image_(image), weights_(weights), multiplier_(weights.layout().channels() / image.channels) {}

    /// Bytes of working memory for `workers` workers. Error if memory could not hold them.
    [[nodiscard]] std::size_t workspace_bytes(std::size_t workers) const {
        return checked_product("workspace", workers, own_bytes());
    }

    /// Shares the rows out over the executor's workers, on the instruction set that the weights were packed for. Tiles go
    /// to `output`, whose rows are all output pixels in order. `memory`: `workspace_bytes`, aligned to
    /// `buffer_alignment`.
    template <class Output, Executor Workers>
    void run(const Output& output, std::byte* memory, Workers& executor) const {
        const parts cut = share_out(executor.workers());
        isa::visit(weights_.instruction_set(), [&](auto tag) {
            executor.run(cut.rows * cut.blocks, [&](std::size_t task, std::size_t worker) {
                run_part<decltype(tag)>(cut, task, output, memory + worker * own_bytes());
            });
        });
    }

private:
    /// Into how many parts the rows of outputs are cut, and the blocks of channels where there are too few rows.
    struct parts {
        std::size_t rows, blocks;
    };

    [[nodiscard]] std::size_t rows() const { return image_.images * image_.down.outputs; }
    [[nodiscard]] std::size_t block() const { return weights_.layout().format().channels; }
    [[nodiscard]] std::size_t own_bytes() const {
        return kernel::depthwise_pixels<T>::bytes(image_, multiplier_, block());
    }

    [[nodiscard]] parts share_out(std::size_t workers) const {
        constexpr std::size_t least = 1 << 17; // multiplications that are worth waking a thread for
        const std::size_t work = image_.rows() * image_.taps() * weights_.layout().channels();
        const std::size_t tasks = std::clamp<std::size_t>(work / least, 1, workers == 1 ? 1 : 4 * workers);
        const std::size_t row_parts = std::clamp<std::size_t>(rows(), 1, tasks);
        // Where the pixels are copied, each task would copy all channels.
        const bool in_place = kernel::depthwise_pixels<T>::in_place(image_, multiplier_, block());
        return {row_parts, in_place ? std::clamp<std::size_t>(tasks / row_parts, 1, weights_.layout().blocks()) : 1};
    }

    template <class Tag, class Output>
    void run_part(const parts& cut, std::size_t task, const Output& output, std::byte* memory) const {
        const std::size_t row_part = task / cut.blocks, block_part = task % cut.blocks;
        const std::size_t blocks = weights_.layout().blocks(), first = blocks * block_part / cut.blocks;
        const kernel::channel_blocks part{first, blocks * (block_part + 1) / cut.blocks - first};
        kernel::depthwise_pixels<T> pixels(image_, multiplier_, block(), memory);
        const std::size_t end = rows() * (row_part + 1) / cut.rows;
        for (std::size_t row = rows() * row_part / cut.rows; row < end; ++row) {
            pixels.move_to(row / image_.down.outputs, row % image_.down.outputs);
            kernel::depthwise_loop<Tag>(pixels, weights_, part, row * image_.across.outputs, output);
        }
    }

    patches<T> image_;
    const packed_taps& weights_;
    std::size_t multiplier_; // outputs that read one channel
};

} // namespace quanta::op
