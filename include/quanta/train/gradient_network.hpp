// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/batch_cut.hpp>
#include <quanta/train/gradient_options.hpp>
#include <quanta/train/gradient_plan.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/tape.hpp>
#include <quanta/train/tape_memory.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// A network forwards and backwards on batches: the values of every tensor, and the gradient of a loss with respect to
/// every parameter. It follows the model: each step reads the parameters, and batch normalization in training mode
/// writes its running statistics. All memory is allocated when it is made.
///
///     gradient_network slopes(net, {.batch = 64, .workers = pool.workers()});
///     ... fill slopes.input(0) ...
///     slopes.forward(64, mode::training, pool);
///     ... fill slopes.output_gradient(0) from slopes.output(0) ...
///     slopes.backward(pool);
///     slopes.gradient(node, "weights")
///
/// A batch is cut into chunks of samples that do not depend on the number of workers, and what is summed over samples
/// is summed in the order of the chunks: results have the same bits on any executor.
class gradient_network {
public:
    /// The model must outlive this and keep its nodes. Errors: a batch or workers of 0, a network without output, a
    /// function without a derivative.
    gradient_network(graph::model& net, const gradient_options& options)
        : gradient_network(net, options, quantization_sites(net)) {}

    /// With fake quantization, which `quantize` switches on; errors further as `quantization_sites`.
    gradient_network(graph::model& net, const gradient_options& options, const quantization_sites& sites)
        : net_(net), options_(checked(net, options)), cut_(cut_batch(net, options.batch)), tape_(net, sites, cut_),
          plan_(tape_.planned(), tape_.sizes(cut_.samples), tape_.read(net.outputs()), wanted_inputs()),
          memory_(tape_.sizes(), tape_.places(), cut_, plan_, external_values()), forward_(tape_.forward_stages()),
          backward_(tape_.backward_stages(plan_)) {
        for (std::size_t i = 0; i < options.workers; ++i)
            workers_.push_back({aligned_buffer(tape_.scratch_bytes()), std::vector<const float*>(tape_.most_inputs()),
                                std::vector<float*>(tape_.most_inputs())});
        for (std::size_t entry = 0; entry < tape_.entries().size(); ++entry)
            for (std::size_t task = 0; plan_.runs(entry) && task < finish_tasks(entry); ++task)
                finish_.push_back({entry, task});
    }

    gradient_network(const gradient_network&) = delete;
    gradient_network& operator=(const gradient_network&) = delete;

    [[nodiscard]] std::size_t batch() const { return options_.batch; }
    [[nodiscard]] const graph::model& model() const { return net_; }
    /// The layers, for those who freeze batch normalization or ask for observed ranges.
    [[nodiscard]] train::tape& tape() { return tape_; }

    // (batch, elements of a sample), in the order of the model's inputs and outputs.
    [[nodiscard]] tensor_view<float, 2> input(std::size_t index) {
        return memory_.values(net_.inputs()[index].index, options_.batch);
    }
    [[nodiscard]] tensor_view<const float, 2> output(std::size_t index) { return values(net_.outputs()[index]); }
    /// To be filled between `forward` and `backward`; `backward` may change it.
    [[nodiscard]] tensor_view<float, 2> output_gradient(std::size_t index) {
        return memory_.gradients(tape_.read(net_.outputs()[index]), options_.batch);
    }
    /// After `backward`. Error unless the options asked for it.
    [[nodiscard]] tensor_view<const float, 2> input_gradient(std::size_t index) {
        check(options_.input_gradients, "gradient_network: made without input gradients");
        return memory_.gradients(net_.inputs()[index].index, options_.batch);
    }
    /// Of any tensor, as those see it who read it; after `forward`. What relu or relu6 alone reads is gone: it holds
    /// what they made of it.
    [[nodiscard]] tensor_view<const float, 2> values(graph::tensor_id id) {
        return memory_.values(tape_.read(id), options_.batch);
    }
    /// Of a parameter of a node, by its role; after `backward`. Empty for what is not learned.
    [[nodiscard]] std::span<const float> gradient(std::size_t node, std::string_view role) const {
        for (const tape_entry& each : tape_.entries())
            if (each.node == node) return each.what->gradient(role);
        return {};
    }

    /// From now on batch normalization uses its running statistics, and keeps them, in training too.
    void freeze_batch_norm() {
        for (tape_entry& each : tape_.entries()) each.what->freeze_statistics();
    }
    /// Whether, from the next step on, ranges of tensors follow the batches, and integers are faked.
    void quantize(bool observes, bool quantizes) {
        observes_ = observes;
        quantizes_ = quantizes;
    }

    /// Computes every tensor for the first `samples` samples of the inputs. Errors: none or more than the batch, an
    /// executor of more workers than this was made for.
    template <Executor Workers>
    void forward(std::size_t samples, train::mode mode, Workers& executor) {
        check(samples >= 1 && samples <= options_.batch, "gradient_network: ", samples, " samples, made for 1 to ",
              options_.batch);
        check_executor(executor);
        run_forward(samples, mode, graph::executor_reference(executor));
    }

    /// The gradients for the samples of the last `forward`, which was in training mode, from those of the outputs.
    template <Executor Workers>
    void backward(Workers& executor) {
        check(step_.samples != 0 && step_.mode == mode::training,
              "gradient_network: backward without a forward pass in training mode");
        check_executor(executor);
        run_backward(graph::executor_reference(executor));
    }

private:
    struct worker_memory {
        aligned_buffer scratch;
        std::vector<const float*> inputs;
        std::vector<float*> gradients;
    };
    struct finish_task {
        std::size_t entry, task;
    };

    [[nodiscard]] static const gradient_options& checked(const graph::model& net, const gradient_options& options) {
        check(options.batch >= 1 && options.workers >= 1, "gradient_network: a batch of ", options.batch, " samples, ",
              options.workers, " workers, at least 1 of each is needed");
        check(!net.outputs().empty(), "gradient_network: the network has no output");
        return options;
    }
    template <Executor Workers>
    void check_executor(const Workers& executor) const {
        check(executor.workers() >= 1 && executor.workers() <= options_.workers, "gradient_network: an executor of ",
              executor.workers(), " workers, made for ", options_.workers);
    }

    [[nodiscard]] std::vector<std::size_t> wanted_inputs() const {
        std::vector<std::size_t> values;
        for (const graph::tensor_id id : net_.inputs())
            if (options_.input_gradients) values.push_back(id.index);
        return values;
    }
    [[nodiscard]] std::vector<std::size_t> external_values() const {
        std::vector<std::size_t> values = tape_.read(net_.outputs());
        for (const std::size_t value : wanted_inputs()) values.push_back(value);
        return values;
    }
    [[nodiscard]] std::size_t finish_tasks(std::size_t entry) const {
        return tape_.entries()[entry].what->finish_tasks();
    }

    [[nodiscard]] chunk part(std::size_t index) const {
        const std::size_t first = index * cut_.samples;
        return {index, first, std::min(cut_.samples, step_.samples - first), index / cut_.chunks_per_group,
                index % cut_.chunks_per_group == 0};
    }
    /// action(chunk, memory of the worker); a group's chunks follow each other.
    template <class Action>
    void for_each_chunk(const graph::executor_reference& executor, const Action& action) {
        executor.run(step_.groups, [&](std::size_t group, std::size_t worker) {
            const std::size_t end = std::min(step_.chunks, (group + 1) * cut_.chunks_per_group);
            for (std::size_t index = group * cut_.chunks_per_group; index < end; ++index)
                action(part(index), workers_[worker]);
        });
    }

    void run_forward(std::size_t samples, train::mode mode, const graph::executor_reference& executor) {
        step_ = {mode,         samples, (samples + cut_.samples - 1) / cut_.samples,
                 cut_.samples, 0,       observes_ && mode == mode::training,
                 quantizes_};
        step_.groups = (step_.chunks + cut_.chunks_per_group - 1) / cut_.chunks_per_group;
        executor.run(tape_.entries().size(),
                     [&](std::size_t entry, std::size_t) { tape_.entries()[entry].what->prepare(step_); });
        for (const tape_stage& stage : forward_) {
            for_each_chunk(executor, [&](const chunk& part, worker_memory& own) {
                for (const auto& item : stage.items) run_forward(item, part, own);
            });
            if (!stage.joins) continue;
            tape_.entries()[stage.items.back().entry].what->join_forward(step_);
        }
    }

    void run_backward(const graph::executor_reference& executor) {
        for (const tape_stage& stage : backward_) {
            for_each_chunk(executor, [&](const chunk& part, worker_memory& own) {
                for (const auto& item : stage.items) run_backward(item, part, own);
            });
            if (!stage.joins) continue;
            tape_.entries()[stage.items.back().entry].what->join_backward(step_);
        }
        executor.run(finish_.size(), [&](std::size_t index, std::size_t) {
            tape_.entries()[finish_[index].entry].what->finish(finish_[index].task, step_);
        });
        executor.run(tape_.entries().size(), [&](std::size_t entry, std::size_t) {
            if (plan_.runs(entry)) tape_.entries()[entry].what->conclude(step_);
        });
    }

    void run_forward(const tape_stage::item& item, const chunk& part, worker_memory& own) {
        tape_entry& entry = tape_.entries()[item.entry];
        for (std::size_t i = 0; i < entry.inputs.size(); ++i) own.inputs[i] = memory_.values_at(entry.inputs[i], part);
        const forward_operands operands{
            {own.inputs.data(), entry.inputs.size()}, memory_.values_at(entry.output, part), own.scratch.data()};
        entry.what->forward(item.pass, step_, part, operands);
    }

    void run_backward(const tape_stage::item& item, const chunk& part, worker_memory& own) {
        tape_entry& entry = tape_.entries()[item.entry];
        const auto targets = plan_.targets(item.entry);
        for (std::size_t i = 0; i < entry.inputs.size(); ++i) {
            own.inputs[i] = memory_.values_at(entry.inputs[i], part);
            own.gradients[i] = memory_.target_at(targets[i], entry.inputs[i], part);
        }
        const backward_operands operands{{own.inputs.data(), entry.inputs.size()},
                                         memory_.values_at(entry.output, part),
                                         memory_.gradients_at(entry.output, part),
                                         {own.gradients.data(), entry.inputs.size()},
                                         own.scratch.data()};
        entry.what->backward(item.pass, step_, part, operands);
        if (item.pass + 1 != entry.what->backward_passes()) return;
        for (std::size_t i = 0; i < entry.inputs.size(); ++i)
            if (targets[i].adds)
                loops_.update([](float sum, float more) { return sum + more; },
                              part.count * tape_.sizes()[entry.inputs[i]], memory_.gradients_at(entry.inputs[i], part),
                              static_cast<const float*>(own.gradients[i]));
    }

    graph::model& net_;
    gradient_options options_;
    batch_cut cut_;
    row_loops loops_;
    train::tape tape_;
    gradient_plan plan_;
    tape_memory memory_;
    std::vector<tape_stage> forward_, backward_;
    std::vector<finish_task> finish_;
    std::vector<worker_memory> workers_;
    bool observes_ = false, quantizes_ = false;
    step_info step_{mode::training, 0, 0, 0, 0};
};

} // namespace quanta::train
