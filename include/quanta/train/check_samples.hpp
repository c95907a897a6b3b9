// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/train/fit_options.hpp>
#include <quanta/train/samples.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Errors unless the network has one input and one output, the samples are as large as these, there is a label or
/// target for each, as the loss needs it, and only images are to be augmented.
inline void check_samples(const graph::model& net, const samples& data, const fit_options& options) {
    check(net.inputs().size() == 1 && net.outputs().size() == 1, "fit: a network of ", net.inputs().size(),
          " inputs and ", net.outputs().size(), " outputs, it must have one of each");
    check(options.batch >= 1 && data.count() >= 1, "fit: batches of ", options.batch, ", ", data.count(),
          " samples, at least 1 of each is needed");
    const graph::tensor &input = net[net.inputs()[0]], &output = net[net.outputs()[0]];
    const std::size_t inputs = graph::element_count(input.name, input.extents);
    const std::size_t outputs = graph::element_count(output.name, output.extents);
    check(data.inputs.extent(1) == inputs && data.inputs.stride(1) == 1, "fit: samples of ", data.inputs.extent(1),
          " values that are ", data.inputs.stride(1), " apart, the network takes ", inputs, " neighbours");
    if (std::holds_alternative<softmax_cross_entropy>(options.loss)) {
        check(data.labels.size() == data.count(), "fit: ", data.labels.size(), " labels for ", data.count(),
              " samples");
        for (const std::uint32_t label : data.labels)
            check(label < outputs, "fit: label ", label, ", the network tells ", outputs, " classes");
    } else {
        check(data.targets.extent(0) == data.count() && data.targets.extent(1) == outputs, "fit: targets (",
              data.targets.extent(0), ", ", data.targets.extent(1), "), expected are (", data.count(), ", ", outputs,
              ")");
    }
    check(!changes(options.augmentation) || input.extents.size() == 3, "fit: augmentation of samples ",
          graph::shape_text(input.extents), ", they must be images");
}

} // namespace quanta::train
