// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/float_schedule.hpp>
#include <quanta/graph/make_float_operator.hpp>
#include <quanta/graph/memory_report.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/network_operands.hpp>
#include <quanta/op/workspace.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// A model that runs in floats: what integer networks are compared with, and what calibration looks at. Weights are packed
/// once; relu, relu6 and clamp are done by the conv2d, conv2d_transpose, linear or add before them where nothing else reads
/// what stands between. Immutable and independent of the model: any number of threads may run one network, each with a
/// workspace of its own.
class float_network {
public:
    /// Errors: a model without outputs; parameters that were changed and fit no longer, by node.
    explicit float_network(const model& network) : float_network(network, fuse_clamps(network)) {}

    /// The caller's tensors, in the order of the model's.
    [[nodiscard]] std::span<const tensor> inputs() const { return inputs_; }
    [[nodiscard]] std::span<const tensor> outputs() const { return outputs_; }

    /// Bytes of working memory that `run`, or `observe`, needs for a batch with an executor of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const {
        return memory(batch, workers).workspace_bytes;
    }
    [[nodiscard]] std::size_t observe_workspace_bytes(std::size_t batch, std::size_t workers) const {
        return layout_of(every_tensor_, batch, workers).total;
    }
    /// What `run` needs.
    [[nodiscard]] memory_report memory(std::size_t batch, std::size_t workers) const {
        const layout needed = layout_of(fused_, batch, workers);
        return {weight_bytes_, needed.tensors, fused_.memory().unshared_bytes(batch), needed.total};
    }

    /// inputs (batch, elements), outputs (batch, elements): one view for each of the model's, in their order, the values
    /// of a sample next to each other, images as (H, W, C). Outputs overlap nothing; `memory` holds `workspace_bytes` and
    /// is aligned to `buffer_alignment`. Allocates nothing. Errors name the tensor and the extents.
    template <Executor Workers>
    void run(std::span<const const_samples> inputs, std::span<const samples> outputs, std::span<std::byte> memory,
             Workers& executor) const {
        executor_reference reference(executor);
        const std::size_t batch = batch_of(inputs);
        check_samples<float>(name, "output", outputs, outputs_, batch);
        const layout parts = check_memory(fused_, batch, memory, reference.workers());
        check_apart(name, inputs, outputs, memory.first(parts.total));
        const frame here{fused_, inputs, outputs, batch, memory.data()};
        if (batch == 0) return;
        for (const step& each : fused_.steps()) run_step(each, here, memory.subspan(parts.tensors), reference, true);
    }

    /// The same for a network with one input and one output.
    template <Executor Workers>
    void run(const const_samples& input, const samples& output, std::span<std::byte> memory, Workers& executor) const {
        run(std::span(&input, 1), std::span(&output, 1), memory, executor);
    }

    /// The same on the calling thread.
    void run(const const_samples& input, const samples& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

    /// Runs every node by itself and shows each tensor of the model, inputs first, as soon as it is known:
    /// `visit(tensor_id, tensor_view<const float, 2>)` gets (batch, elements), valid during the call only. `memory` holds
    /// `observe_workspace_bytes`. Values that `run` computes too are the same, bit for bit.
    template <Executor Workers, class Visit>
    void observe(std::span<const const_samples> inputs, std::span<std::byte> memory, Workers& executor,
                 const Visit& visit) const {
        executor_reference reference(executor);
        const std::size_t batch = batch_of(inputs);
        const layout parts = check_memory(every_tensor_, batch, memory, reference.workers());
        check_apart(name, inputs, {}, memory.first(parts.total));
        const frame here{every_tensor_, inputs, {}, batch, memory.data()};
        for (std::size_t i = 0; i < inputs.size(); ++i) visit(input_ids_[i], inputs[i]);
        for (const step& each : every_tensor_.steps()) {
            if (batch > 0) run_step(each, here, memory.subspan(parts.tensors), reference, false);
            visit(each.made, read(here, each.made));
        }
    }

private:
    static constexpr std::string_view name = "float_network";
    using step = detail::float_schedule::step;

    /// Of the working memory: planned tensors, then what each step has for itself; views of its operands come first.
    struct layout {
        std::size_t tensors, total;
    };
    struct frame {
        const detail::float_schedule& schedule;
        std::span<const const_samples> inputs;
        std::span<const samples> outputs;
        std::size_t batch;
        std::byte* tensors;
    };

    float_network(const model& network, const clamp_fusion& fusion)
        : fused_(detail::float_schedule::fused(network, fusion)),
          every_tensor_(detail::float_schedule::of_every_tensor(network)) {
        check(!network.outputs().empty(), name, ": the model has no outputs");
        for (const tensor_id id : network.inputs()) inputs_.push_back(network[id]);
        for (const tensor_id id : network.outputs()) outputs_.push_back(network[id]);
        for (const tensor& each : network.tensors()) elements_.push_back(element_count(each.name, each.extents));
        input_ids_.assign(network.inputs().begin(), network.inputs().end());
        for (std::size_t n = 0; n < network.nodes().size(); ++n) {
            const node& each = network.nodes()[n];
            operators_.push_back(detail::make_float_operator(network, each, fusion.bounds[n]));
            most_operands_ = std::max(most_operands_, each.inputs.size());
            for (const parameter& values : each.parameters) weight_bytes_ += values.values.size() * sizeof(float);
        }
        operators_.push_back(std::make_unique<detail::float_copy>());
    }

    [[nodiscard]] layout layout_of(const detail::float_schedule& schedule, std::size_t batch,
                                   std::size_t workers) const {
        for (const std::size_t elements : elements_) // operators take for granted that their operands exist
            static_cast<void>(checked_product(name, checked_product(name, elements, batch), sizeof(float)));
        std::size_t own = 0;
        for (const auto& each : operators_) own = std::max(own, each->workspace_bytes(batch, workers));
        own += op::workspace::size_of<const_samples>(most_operands_);
        const std::size_t tensors = schedule.memory().peak_bytes(batch);
        check(tensors <= largest_size - own, name, ": a batch of ", batch, " is more than memory can hold");
        return {tensors, tensors + own};
    }
    [[nodiscard]] layout check_memory(const detail::float_schedule& schedule, std::size_t batch,
                                      std::span<std::byte> memory, std::size_t workers) const {
        check(workers >= 1, name, ": an executor without workers");
        const layout parts = layout_of(schedule, batch, workers);
        static_cast<void>(op::workspace(name, memory, parts.total));
        return parts;
    }

    [[nodiscard]] std::size_t batch_of(std::span<const const_samples> inputs) const {
        const std::size_t batch = inputs.empty() ? 0 : inputs[0].extent(0);
        check_samples<const float>(name, "input", inputs, inputs_, batch);
        return batch;
    }

    [[nodiscard]] samples planned(const frame& here, tensor_id tensor, std::size_t index) const {
        std::byte* start = here.tensors + here.schedule.memory().offset(index, here.batch);
        return {reinterpret_cast<float*>(start), {here.batch, elements_[tensor.index]}};
    }
    [[nodiscard]] const_samples read(const frame& here, tensor_id tensor) const {
        const tensor_place& place = here.schedule.place(tensor);
        if (place.what == tensor_place::kind::input) return here.inputs[place.index];
        return write(here, tensor, place);
    }
    [[nodiscard]] samples write(const frame& here, tensor_id tensor, const tensor_place& place) const {
        return place.what == tensor_place::kind::output ? here.outputs[place.index]
                                                        : planned(here, tensor, place.index);
    }

    void run_step(const step& what, const frame& here, std::span<std::byte> memory, executor_reference& executor,
                  bool is_clamped) const {
        if (what.is_renaming) return;
        op::workspace pieces(name, memory, memory.size());
        auto* views = pieces.take<const_samples>(most_operands_);
        for (std::size_t i = 0; i < what.operands.size(); ++i)
            std::construct_at(views + i, read(here, what.operands[i]));
        const detail::float_operator& node = *(what.node ? operators_[*what.node] : operators_.back());
        node.run({{views, what.operands.size()},
                  write(here, what.made, what.place),
                  is_clamped,
                  memory.subspan(op::workspace::size_of<const_samples>(most_operands_)),
                  executor});
    }

    std::vector<std::unique_ptr<const detail::float_operator>> operators_; // of each node, and one that copies
    detail::float_schedule fused_, every_tensor_;
    std::vector<tensor> inputs_, outputs_;
    std::vector<tensor_id> input_ids_;
    std::vector<std::size_t> elements_; // of a sample of each tensor
    std::size_t most_operands_ = 1, weight_bytes_ = 0;
};

} // namespace quanta::graph
