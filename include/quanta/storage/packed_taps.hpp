// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/checked_size.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/storage/tap_format.hpp>

namespace quanta::inline QUANTA_ABI {

/// The place of every part of packed depthwise weights (channels, height, width). Sizes and offsets are in bytes.
class tap_layout {
public:
    /// Error if memory could not hold it.
    constexpr tap_layout(const tap_format& format, std::size_t channels, std::size_t height, std::size_t width)
        : format_(format), channels_(channels), height_(height), width_(width) {
        const std::size_t taps = checked_product("packed taps", height + 1, width + 1); // at least 2 * steps
        const std::size_t channel = format.start + checked_product("packed taps", taps, format.element);
        const std::size_t rounded = round_up(channels, format.channels);
        static_cast<void>(checked_product("packed taps", rounded, channel));
    }

    [[nodiscard]] constexpr const tap_format& format() const { return format_; }
    [[nodiscard]] constexpr std::size_t channels() const { return channels_; }
    [[nodiscard]] constexpr std::size_t height() const { return height_; } ///< taps down
    [[nodiscard]] constexpr std::size_t width() const { return width_; }   ///< taps across
    [[nodiscard]] constexpr std::size_t blocks() const { return (channels_ + format_.channels - 1) / format_.channels; }
    /// The first channel of `block`; the last block overlaps the one before it where the channels do not divide.
    [[nodiscard]] constexpr std::size_t first_channel(std::size_t block) const {
        return channels_ < format_.channels ? 0 : std::min(block * format_.channels, channels_ - format_.channels);
    }
    [[nodiscard]] constexpr std::size_t steps() const {
        if (format_.taps == 1) return height_ * width_;
        return height_ / 2 * width_ + (height_ % 2 == 0 ? 0 : (width_ + 1) / 2);
    }
    /// Where tap (i, j) of the block's channel `lane` stands, in elements from the first.
    [[nodiscard]] constexpr std::size_t cell(std::size_t i, std::size_t j, std::size_t lane) const {
        if (format_.taps == 1) return (i * width_ + j) * format_.channels + lane;
        const bool paired_down = i / 2 * 2 + 1 < height_;
        const std::size_t step = i / 2 * width_ + (paired_down ? j : j / 2);
        return (step * format_.channels + lane) * 2 + (paired_down ? i % 2 : j % 2);
    }
    [[nodiscard]] constexpr std::size_t block_bytes() const {
        return format_.channels * (format_.start + steps() * format_.taps * format_.element);
    }
    [[nodiscard]] constexpr std::size_t bytes() const { return blocks() * block_bytes(); }

private:
    tap_format format_;
    std::size_t channels_, height_, width_;
};

/// The weights of a depthwise convolution, ready for one kernel: immutable, and shared by any number of threads.
/// Made by `pack_taps`.
class packed_taps {
public:
    packed_taps(isa::id instruction_set, const tap_layout& layout, aligned_buffer storage)
        : instruction_set_(instruction_set), layout_(layout), storage_(std::move(storage)) {}

    [[nodiscard]] isa::id instruction_set() const { return instruction_set_; }
    [[nodiscard]] const tap_layout& layout() const { return layout_; }
    [[nodiscard]] const std::byte* block(std::size_t index) const {
        return storage_.data() + index * layout_.block_bytes();
    }

private:
    isa::id instruction_set_;
    tap_layout layout_;
    aligned_buffer storage_;
};

} // namespace quanta
