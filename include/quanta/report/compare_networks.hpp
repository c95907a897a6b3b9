// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/calibration_data.hpp>
#include <quanta/report/network_comparison.hpp>
#include <quanta/report/tensor_error.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// How far each tensor of `other` is from that of the same name of `reference`, over all samples, `batch` at a time, in the
/// order of the reference. Networks: graph::model, graph::quantized_model. The reference computes what the other was made
/// from, so that both mean the same by a name: `fold_batch_norm` before the comparison with a quantized network.
/// Errors: as `network_comparison`, a batch of 0.
template <ObservableModel Reference, ObservableModel Other, Executor Workers>
[[nodiscard]] std::vector<named_error> compare_networks(const Reference& reference, const Other& other,
                                                        const graph::calibration_data& samples, std::size_t batch,
                                                        Workers& executor) {
    check(batch > 0, "report: batches of 0 samples");
    network_comparison compared(reference, other);
    for (std::size_t first = 0; first < samples.samples_count(); first += batch)
        compared.observe(samples.batch(first, batch), executor);
    return compared.result();
}

/// The same on the calling thread.
template <ObservableModel Reference, ObservableModel Other>
[[nodiscard]] std::vector<named_error> compare_networks(const Reference& reference, const Other& other,
                                                        const graph::calibration_data& samples, std::size_t batch) {
    inline_executor executor;
    return compare_networks(reference, other, samples, batch, executor);
}

} // namespace quanta::report
