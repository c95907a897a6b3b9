// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/report/error_statistics.hpp>
#include <quanta/report/observed_network.hpp>
#include <quanta/report/tensor_error.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// Two networks run side by side, and the tensors that both have by name compared: a network in floats and what it was
/// quantized to, or two quantized ones. Values of integers are compared as the reals that they stand for.
///
///     report::network_comparison compared(fold_batch_norm(net), quantized);
///     for (const graph::const_samples& batch : batches) compared.observe(std::span(&batch, 1), executor);
///     std::puts(report::text_table(compared.result()).c_str());
///
/// Memory: 33 KiB a tensor, the reals of one batch, and the integers of its largest tensor, however many batches there are.
/// Batches in another order or split over several comparisons that are merged give the same as `error_statistics` says.
class network_comparison {
public:
    /// Networks of either kind: graph::model, graph::quantized_model. Errors: no tensor of the two has the same name; a
    /// name stands for tensors of different sizes; those of float_network and integer_network.
    template <ObservableModel Reference, ObservableModel Other>
    network_comparison(const Reference& reference, const Other& other) : reference_(reference), other_(other) {
        const std::span<const graph::tensor> expected = reference_.tensors();
        other_of_.resize(expected.size());
        reference_of_.resize(other_.tensors().size());
        for (std::size_t t = 0; t < expected.size(); ++t) pair(t);
        check(!pairs_.empty(), "report: the networks have no tensor's name in common");
        statistics_.resize(pairs_.size());
        reals_.resize(pairs_.size());
    }

    /// Runs both networks on a batch: one view of (batch, elements) for each input, in the order of the models. Errors as
    /// `run` of the networks.
    template <Executor Workers>
    void observe(std::span<const graph::const_samples> inputs, Workers& executor) {
        reference_.observe(inputs, executor, [&](std::size_t tensor, const auto& values) {
            if (other_of_[tensor]) copy_reals(values, reals_[*other_of_[tensor]]);
        });
        const std::size_t batch = inputs.empty() ? 0 : inputs[0].extent(0);
        other_.observe(inputs, executor, [&](std::size_t tensor, const auto& values) {
            if (const std::optional<std::size_t>& pair = reference_of_[tensor])
                add(statistics_[*pair], view_of(reals_[*pair], batch), values);
        });
    }

    /// As if `other`, a comparison of networks with the same tensors, had observed here. Error if the tensors are others.
    void merge(const network_comparison& other) {
        check(pairs_ == other.pairs_, "report: the comparisons to be merged are of different tensors");
        for (std::size_t pair = 0; pair < pairs_.size(); ++pair) statistics_[pair].merge(other.statistics_[pair]);
    }

    /// The tensors that both have, in the order of the reference.
    [[nodiscard]] std::vector<named_error> result() const {
        std::vector<named_error> rows;
        for (std::size_t pair = 0; pair < pairs_.size(); ++pair)
            rows.push_back({pairs_[pair], statistics_[pair].result()});
        return rows;
    }

private:
    /// Makes a pair of the reference's tensor and the other's of the same name, if there is one.
    void pair(std::size_t tensor) {
        const graph::tensor& expected = reference_.tensors()[tensor];
        const std::optional<std::size_t> same = other_.find(expected.name);
        if (!same) return;
        const std::size_t has = graph::element_count(expected.name, expected.extents);
        const std::size_t needs = graph::element_count(expected.name, other_.tensors()[*same].extents);
        check(has == needs, "report: a sample of tensor '", expected.name, "' has ", has,
              " elements in one network and ", needs, " in the other");
        other_of_[tensor] = reference_of_[*same] = pairs_.size();
        pairs_.push_back(expected.name);
    }

    [[nodiscard]] static graph::const_samples view_of(const std::vector<float>& values, std::size_t batch) {
        return {values.data(), {batch, batch == 0 ? 0 : values.size() / batch}};
    }
    static void add(error_statistics& statistics, const graph::const_samples& reference,
                    const graph::const_samples& reals) {
        statistics.observe(reference, reals);
    }
    void add(error_statistics& statistics, const graph::const_samples& reference,
             const graph::integer_samples& integers) {
        integers_.clear();
        for (std::size_t i = 0; i < integers.batch(); ++i)
            for (std::size_t j = 0; j < integers.elements(); ++j)
                integers_.push_back(static_cast<std::int16_t>(integers(i, j)));
        const graph::format_value& format = integers.quantization().format;
        statistics.observe(reference, tensor_view<const std::int16_t, 2>(integers_.data(), reference.extents()),
                           integers.quantization().params, {format.lowest, format.highest, false});
    }

    observed_network reference_, other_;
    std::vector<std::string> pairs_;                                  // names
    std::vector<std::optional<std::size_t>> other_of_, reference_of_; // which pair a tensor is in
    std::vector<error_statistics> statistics_;                        // of each pair
    std::vector<std::vector<float>> reals_;                           // of each pair: the reference's, for one batch
    std::vector<std::int16_t> integers_;                              // scratch: of one tensor, for one batch
};

} // namespace quanta::report
