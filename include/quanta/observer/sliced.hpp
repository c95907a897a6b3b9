// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/observer/observer_concepts.hpp>
#include <quanta/observer/slices.hpp>

namespace quanta::inline QUANTA_ABI {

/// One observer for each slice of a tensor: `sliced<min_max, per_channel<0>>`. The first tensor that is not empty says
/// how many slices there are. Memory: that many observers.
template <Observer Statistics, Granularity Shared>
class sliced {
public:
    using granularity = Shared;

    sliced() = default;

    /// Every slice starts as a copy of `prototype`: `{moving_average_min_max(0.05)}`. Error if it has observed values.
    explicit sliced(Statistics prototype) : prototype_(std::move(prototype)) {
        check(prototype_.count() == 0 && prototype_.non_finite() == 0, "sliced: the prototype has observed ",
              prototype_.count() + prototype_.non_finite(), " values already");
    }

    /// Any rank that the granularity allows, any strides; an empty view changes nothing.
    /// Error if the number of slices is another one than before.
    template <FloatView View>
    void observe(const View& view) {
        if (view.size() == 0) return;
        std::array<std::size_t, View::rank> extents;
        for (std::size_t axis = 0; axis < View::rank; ++axis) extents[axis] = view.extent(axis);
        expect(Shared::slices(extents.data(), View::rank));
        for_each_slice<Shared>(view, [this](std::size_t slice, const auto& part) { observers_[slice].observe(part); });
    }

    /// Merges slice by slice. Error if both have observed and the numbers of slices differ.
    void merge(const sliced& other) {
        if (other.slices() == 0) return;
        expect(other.slices());
        for (std::size_t slice = 0; slice < slices(); ++slice) observers_[slice].merge(other.observers_[slice]);
    }

    /// 0 before the first observation.
    [[nodiscard]] std::size_t slices() const { return observers_.size(); }

    /// Error if there is no such slice.
    [[nodiscard]] const Statistics& operator[](std::size_t slice) const {
        check(slice < slices(), "sliced: slice ", slice, " of ", slices());
        return observers_[slice];
    }

    /// Finite values observed, in all slices.
    [[nodiscard]] std::uint64_t count() const {
        std::uint64_t total = 0;
        for (const Statistics& observer : observers_) total += observer.count();
        return total;
    }
    /// NaN and infinities skipped, in all slices.
    [[nodiscard]] std::uint64_t non_finite() const {
        std::uint64_t total = 0;
        for (const Statistics& observer : observers_) total += observer.non_finite();
        return total;
    }

private:
    void expect(std::size_t arriving) {
        if (slices() == 0) observers_.assign(arriving, prototype_);
        check(arriving == slices(), "sliced: ", arriving, " slices arrive, but ", slices(), " were observed before");
    }

    Statistics prototype_;
    std::vector<Statistics> observers_;
};

} // namespace quanta
