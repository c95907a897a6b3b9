// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/integer_samples.hpp>
#include <quanta/graph/integer_schedule.hpp>
#include <quanta/graph/make_integer_operator.hpp>
#include <quanta/graph/memory_report.hpp>
#include <quanta/graph/network_operands.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/graph/validate.hpp>
#include <quanta/graph/weight_bytes.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/product.hpp>
#include <quanta/op/workspace.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// A quantized model that runs in integers, from the nodes that quantize its inputs to those that give floats. Weights are
/// packed once, for the instruction set that is selected when it is made; memory is planned once. Immutable and independent
/// of the model: any number of threads may run one network, each with a workspace of its own. Every instruction set and
/// number of workers gives the same integers.
class integer_network {
public:
    /// Errors as `validate`: the model may come from a file.
    explicit integer_network(const quantized_model& model)
        : instruction_set_(isa::select()), weight_bytes_(graph::weight_bytes(checked(model))), edges_(model.edges),
          input_ids_(model.inputs), run_(model, true), observed_(model, false) {
        for (const tensor_id id : model.inputs) inputs_.push_back({edges_[id.index].name, edges_[id.index].extents});
        for (const tensor_id id : model.outputs) outputs_.push_back({edges_[id.index].name, edges_[id.index].extents});
        for (const edge& each : edges_) elements_.push_back(element_count(each.name, each.extents));
        for (const quantized_node& each : model.nodes) {
            operators_.push_back(detail::integer_operator_maker(model, each).make());
            most_operands_ = std::max(most_operands_, each.inputs.size());
        }
        operators_.push_back(std::make_unique<detail::copy_samples>(sizeof(float)));
    }

    /// The caller's tensors, in the order of the model's; all of floats.
    [[nodiscard]] std::span<const tensor> inputs() const { return inputs_; }
    [[nodiscard]] std::span<const tensor> outputs() const { return outputs_; }
    /// The model's tensors, which `observe` shows.
    [[nodiscard]] std::span<const edge> edges() const { return edges_; }
    [[nodiscard]] isa::id instruction_set() const { return instruction_set_; }
    /// Bytes that a file needs for the integers of weights (`bits` of the format each), their scales, biases and tables, and
    /// the parameters that stay in floats.
    [[nodiscard]] std::size_t weight_bytes() const { return weight_bytes_; }

    /// Bytes of working memory that `run`, or `observe`, needs for a batch with an executor of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const {
        return layout_of(run_, batch, workers).total;
    }
    [[nodiscard]] std::size_t observe_workspace_bytes(std::size_t batch, std::size_t workers) const {
        return layout_of(observed_, batch, workers).total;
    }
    /// What `run` needs.
    [[nodiscard]] memory_report memory(std::size_t batch, std::size_t workers) const {
        const layout needed = layout_of(run_, batch, workers);
        return {weight_bytes_, needed.tensors, run_.memory().unshared_bytes(batch), needed.total};
    }

    /// inputs (batch, elements), outputs (batch, elements): one view for each of the model's, in their order, the values of
    /// a sample next to each other, images as (H, W, C). Outputs overlap nothing; `memory` holds `workspace_bytes` and is
    /// aligned to `buffer_alignment`. Allocates nothing. Errors name the tensor and the extents.
    template <Executor Workers>
    void run(std::span<const const_samples> inputs, std::span<const samples> outputs, std::span<std::byte> memory,
             Workers& executor) const {
        executor_reference reference(executor);
        run_steps(run_, inputs, outputs, memory, reference, [](tensor_id, const detail::edge_memory&) {});
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

    /// Shows each tensor of the model, inputs first, as soon as it is known: `visit(tensor_id, integer_samples)` of those of
    /// integers, `visit(tensor_id, tensor_view<const float, 2>)` of the others, (batch, elements), valid during the call
    /// only. `edges()` has their names. `memory` holds `observe_workspace_bytes`. The values are those of `run`.
    template <Executor Workers, class Visit>
    void observe(std::span<const const_samples> inputs, std::span<std::byte> memory, Workers& executor,
                 const Visit& visit) const {
        executor_reference reference(executor);
        run_steps(observed_, inputs, {}, memory, reference, [&](tensor_id id, const detail::edge_memory& values) {
            const edge& each = edges_[id.index];
            if (each.quantization)
                visit(id, integer_samples(values.as<const std::uint8_t>(),
                                          stored_quantization::of(*each.quantization).offset, *each.quantization));
            else
                visit(id, const_samples(values.as<const float>()));
        });
    }

private:
    static constexpr std::string_view name = "integer_network";
    using schedule = detail::integer_schedule;
    using place = schedule::place;

    /// Of the working memory: planned tensors, the places of one step's operands, the operators' own.
    struct layout {
        std::size_t tensors, operands, total;
    };
    /// What a run works on.
    struct frame {
        const schedule& steps;
        std::size_t batch;
        std::span<const const_samples> inputs;
        std::span<const samples> outputs;
        std::byte* tensors;
    };

    [[nodiscard]] static const quantized_model& checked(const quantized_model& model) {
        validate(model);
        return model;
    }

    [[nodiscard]] layout layout_of(const schedule& steps, std::size_t batch, std::size_t workers) const {
        std::size_t own = 0;
        for (const auto& each : operators_) own = std::max(own, each->workspace_bytes(batch, workers));
        const std::size_t tensors = steps.memory().peak_bytes(batch);
        const std::size_t operands = op::workspace::size_of<detail::edge_memory>(most_operands_);
        check(own <= largest_size - operands && tensors <= largest_size - operands - own, name, ": a batch of ", batch,
              " is more than memory can hold");
        return {tensors, operands, tensors + operands + own};
    }

    template <class Visit>
    void run_steps(const schedule& steps, std::span<const const_samples> inputs, std::span<const samples> outputs,
                   std::span<std::byte> memory, executor_reference& executor, const Visit& visit) const {
        const std::size_t batch = inputs.empty() ? 0 : inputs[0].extent(0);
        const layout needed = layout_of(steps, batch, op::check_workers(name, executor));
        op::workspace pieces(name, memory, needed.total);
        const bool has_outputs = &steps == &run_;
        check_samples(name, "input", inputs, std::span<const tensor>(inputs_), batch);
        if (has_outputs) check_samples(name, "output", outputs, std::span<const tensor>(outputs_), batch);
        check_apart(name, inputs, outputs, memory.first(needed.total));
        if (batch == 0) return;
        const frame here{steps, batch, inputs, outputs, pieces.take<std::byte>(needed.tensors)};
        auto* operands = pieces.take<detail::edge_memory>(most_operands_);
        const auto own =
            memory.subspan(needed.tensors + needed.operands, needed.total - needed.tensors - needed.operands);
        for (const tensor_id input : input_ids_) visit(input, memory_of(here, input, steps.where(input)));
        for (const schedule::step& each : steps.steps()) {
            if (!each.is_renaming) run_step(each, here, operands, own, executor);
            visit(each.made, memory_of(here, each.made, each.to));
        }
    }

    void run_step(const schedule::step& what, const frame& here, detail::edge_memory* operands,
                  std::span<std::byte> memory, executor_reference& executor) const {
        for (std::size_t i = 0; i < what.operands.size(); ++i)
            std::construct_at(operands + i, memory_of(here, what.operands[i], here.steps.where(what.operands[i])));
        const std::size_t copying = operators_.size() - 1;
        operators_[what.node.value_or(copying)]->run(
            {{operands, what.operands.size()}, memory_of(here, what.made, what.to), memory, executor});
    }

    [[nodiscard]] detail::edge_memory memory_of(const frame& here, tensor_id edge, const place& where) const {
        const std::size_t elements = elements_[edge.index];
        const auto of = [&](const auto& view) {
            // Operators write their output only, which is never an input.
            auto* data = const_cast<float*>(static_cast<const float*>(view.data()));
            return detail::edge_memory{reinterpret_cast<std::byte*>(data), here.batch, elements, view.stride(0)};
        };
        switch (where.what) {
        case place::kind::input: return of(here.inputs[where.index]);
        case place::kind::output: return of(here.outputs[where.index]);
        default:
            return {here.tensors + here.steps.memory().offset(where.index, here.batch), here.batch, elements,
                    static_cast<std::ptrdiff_t>(elements)};
        }
    }

    isa::id instruction_set_;
    std::size_t weight_bytes_;
    std::vector<edge> edges_;
    std::vector<tensor_id> input_ids_;
    schedule run_, observed_;
    std::vector<std::unique_ptr<detail::integer_operator>> operators_; // of each node; the last copies
    std::vector<tensor> inputs_, outputs_;
    std::vector<std::size_t> elements_; // of a sample of each edge
    std::size_t most_operands_ = 1;
};

} // namespace quanta::graph
