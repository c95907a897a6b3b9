// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/shape.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What a network is calibrated with: for each of its inputs, (samples, elements) of floats, the values of a sample next to
/// each other. Owns nothing. A view converts to it for a network with one input.
class calibration_data {
public:
    calibration_data() = default;
    calibration_data(const const_samples& only) : inputs_{only} {}
    calibration_data(const samples& only) : inputs_{const_samples(only)} {}
    /// One view for each input, in their order.
    calibration_data(std::vector<const_samples> inputs) : inputs_(std::move(inputs)) {}

    [[nodiscard]] std::size_t samples_count() const { return inputs_.empty() ? 0 : inputs_[0].extent(0); }

    /// Samples [first, first + count) of each input, as many as there are.
    [[nodiscard]] std::vector<const_samples> batch(std::size_t first, std::size_t count) const {
        std::vector<const_samples> part;
        for (const const_samples& input : inputs_) {
            const std::size_t length = std::min(count, input.extent(0) - first);
            part.emplace_back(&input(first, std::size_t{0}), const_samples::extents_type{length, input.extent(1)},
                              input.strides());
        }
        return part;
    }

    /// Errors unless there is a sample, and as many of each of the network's inputs, of its size.
    void check_for(const model& network) const {
        const std::span<const tensor_id> expected = network.inputs();
        check(!inputs_.empty() && samples_count() > 0, "calibration: no data");
        check(inputs_.size() == expected.size(), "calibration: data of ", inputs_.size(), " inputs, the network has ",
              expected.size());
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const tensor& input = network[expected[i]];
            const std::size_t elements = element_count(input.name, input.extents);
            check(inputs_[i].extent(1) == elements, "calibration: samples of ", inputs_[i].extent(1),
                  " elements, input '", input.name, "' ", shape_text(input.extents), " has ", elements);
            check(inputs_[i].extent(0) == samples_count(), "calibration: ", inputs_[i].extent(0), " samples of input '",
                  input.name, "', but ", samples_count(), " of the first");
        }
    }

private:
    std::vector<const_samples> inputs_;
};

} // namespace quanta::graph
