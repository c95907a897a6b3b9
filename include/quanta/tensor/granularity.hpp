// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/contracts.hpp>

namespace quanta::inline QUANTA_ABI {

/// One scale and zero point for the whole tensor.
struct per_tensor {
    [[nodiscard]] static constexpr std::size_t slices(const std::size_t*, std::size_t) { return 1; }
    [[nodiscard]] static constexpr std::size_t slice_of(const std::size_t*, const std::size_t*, std::size_t) {
        return 0;
    }
    /// How many neighbours on the last axis share a slice, at most.
    [[nodiscard]] static constexpr std::size_t run(const std::size_t* extents, std::size_t rank) {
        return extents[rank - 1];
    }
};

/// One scale and zero point for each index of `Axis`; a negative axis counts from the last (-1).
template <int Axis>
struct per_channel {
    /// The axis as a number below `rank`. Error if the tensor has no such axis.
    [[nodiscard]] static constexpr std::size_t axis(std::size_t rank) {
        const auto wanted = Axis < 0 ? static_cast<std::ptrdiff_t>(rank) + Axis : std::ptrdiff_t{Axis};
        check(wanted >= 0 && wanted < static_cast<std::ptrdiff_t>(rank), "per_channel: axis ", Axis,
              " of a tensor of rank ", rank);
        return static_cast<std::size_t>(wanted);
    }
    [[nodiscard]] static constexpr std::size_t slices(const std::size_t* extents, std::size_t rank) {
        return extents[axis(rank)];
    }
    [[nodiscard]] static constexpr std::size_t slice_of(const std::size_t* index, const std::size_t*,
                                                        std::size_t rank) {
        return index[axis(rank)];
    }
    [[nodiscard]] static constexpr std::size_t run(const std::size_t* extents, std::size_t rank) {
        return axis(rank) == rank - 1 ? 1 : extents[rank - 1];
    }
};

/// One scale and zero point for each `Size` neighbours on the last axis, separately for every index of the other axes.
/// The last group is shorter where `Size` does not divide the axis. Slices are numbered with the groups innermost.
template <std::size_t Size>
    requires(Size >= 1)
struct per_group {
    /// Groups on the last axis. Error if the group is larger than the axis.
    [[nodiscard]] static constexpr std::size_t groups(const std::size_t* extents, std::size_t rank) {
        const std::size_t depth = extents[rank - 1];
        check(Size <= depth, "per_group: a group of ", Size, " on an axis of ", depth);
        return (depth + Size - 1) / Size;
    }
    [[nodiscard]] static constexpr std::size_t slices(const std::size_t* extents, std::size_t rank) {
        std::size_t count = groups(extents, rank);
        for (std::size_t axis = 0; axis + 1 < rank; ++axis) count *= extents[axis];
        return count;
    }
    [[nodiscard]] static constexpr std::size_t slice_of(const std::size_t* index, const std::size_t* extents,
                                                        std::size_t rank) {
        std::size_t row = 0;
        for (std::size_t axis = 0; axis + 1 < rank; ++axis) row = row * extents[axis] + index[axis];
        return row * groups(extents, rank) + index[rank - 1] / Size;
    }
    [[nodiscard]] static constexpr std::size_t run(const std::size_t*, std::size_t) { return Size; }
};

} // namespace quanta
