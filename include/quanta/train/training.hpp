// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/executor_reference.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/train/check_options.hpp>
#include <quanta/train/check_samples.hpp>
#include <quanta/train/fit_options.hpp>
#include <quanta/train/fit_result.hpp>
#include <quanta/train/gradient_network.hpp>
#include <quanta/train/network_quantizers.hpp>
#include <quanta/train/random.hpp>
#include <quanta/train/sample_batch.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// One training: what `fit` keeps from step to step, and how a step goes.
class training {
public:
    /// Errors as `fit`.
    training(graph::model& net, const samples& data, const fit_options& options, graph::executor_reference executor)
        : net_(net), options_(checked(net, data, options)), executor_(executor),
          slopes_(net, {.batch = std::min(options.batch, data.count()), .workers = executor.workers()},
                  sites(net, options)),
          quantizers_(slopes_.tape()), optimizer_(options.optimizer, learned()), batch_(data, options, image(net)),
          order_(data.count()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        if (options_.early_stopping) hold_out();
    }

    /// Errors as `fit`: where there is one, the network gets back the parameters that it came with.
    [[nodiscard]] fit_result run(const fit_callback& callback) {
        undo before{*this, take_snapshot()};
        fit_result result = run_epochs(callback);
        before.is_due = false;
        return result;
    }

private:
    static constexpr std::uint64_t held_out_stream = std::uint64_t{1} << 40; // not one of an epoch's order
    static constexpr const char* advice = "; take a lower learning rate, or look for values in the samples or the "
                                          "network that are not finite or very large";

    /// Everything that training changes and the result depends on.
    struct snapshot {
        std::vector<std::vector<float>> parameters;
        network_quantizers::state quantizers;
    };

    /// Restores a snapshot at the end of its scope, unless it is no longer due.
    struct undo {
        training& of;
        snapshot before;
        bool is_due = true;

        ~undo() {
            if (is_due) of.restore(before);
        }
    };

    [[nodiscard]] fit_result run_epochs(const fit_callback& callback) {
        fit_result result;
        std::optional<snapshot> best;
        for (std::size_t epoch = 0; epoch < options_.epochs && !result.was_cancelled; ++epoch) {
            const std::optional<epoch_result> now = run_epoch(epoch, callback, result);
            check_parameters(epoch);
            result.was_cancelled = !now;
            if (!now) break;
            result.epochs.push_back(*now);
            if (held_out_.empty() || !best || now->held_out_loss < result.epochs[result.best_epoch].held_out_loss) {
                result.best_epoch = epoch;
                if (!held_out_.empty() && is_judged(result.steps)) best = take_snapshot();
            }
            if (best && epoch - result.best_epoch >= options_.early_stopping->patience) break;
        }
        if (best && !result.was_cancelled) restore(*best);
        result.tensors = quantizers_.tensors();
        result.weights = quantizers_.weights();
        return result;
    }

    [[nodiscard]] static const fit_options& checked(const graph::model& net, const samples& data,
                                                    const fit_options& options) {
        check_samples(net, data, options);
        check_options(options);
        return options;
    }
    [[nodiscard]] static quantization_sites sites(const graph::model& net, const fit_options& options) {
        return options.fake_quantization ? quantization_sites(net, *options.fake_quantization)
                                         : quantization_sites(net);
    }
    [[nodiscard]] static image_extents image(const graph::model& net) {
        const graph::shape& extents = net[net.inputs()[0]].extents;
        return extents.size() == 3 ? image_extents{extents[0], extents[1], extents[2]} : image_extents{1, 1, 1};
    }

    void hold_out() {
        const double share = options_.early_stopping->held_out;
        const std::size_t all = order_.size();
        check(share >= 0 && share <= 1, "fit: a share of ", share, " held out is not in [0, 1]");
        const auto held = static_cast<std::size_t>(share * static_cast<double>(all));
        check(held >= 1 && held < all, "fit: ", share, " of ", all, " samples held out are ", held,
              ", that and the rest must be 1 at least");
        shuffle(std::span(order_), random_stream(options_.seed, held_out_stream));
        held_out_.assign(order_.end() - static_cast<std::ptrdiff_t>(held), order_.end());
        order_.resize(all - held);
    }

    [[nodiscard]] std::vector<learned_values> learned() {
        std::vector<learned_values> all = quantizers_.learned();
        for (std::size_t i = 0; i < net_.nodes().size(); ++i)
            for (graph::parameter& each : net_.nodes()[i].parameters)
                if (const auto gradient = slopes_.gradient(i, each.name); !gradient.empty())
                    all.push_back({each.values, gradient, each.name == "weights"});
        return all;
    }

    /// None if the callback cancels.
    [[nodiscard]] std::optional<epoch_result> run_epoch(std::size_t epoch, const fit_callback& callback,
                                                        fit_result& result) {
        shuffle(std::span(order_), random_stream(options_.seed, epoch));
        const std::size_t batch = std::min(slopes_.batch(), order_.size()), steps = order_.size() / batch;
        epoch_result sum;
        for (std::size_t step = 0; step < steps; ++step) {
            const double rate = rate_at(options_.learning_rate, result.steps, steps, options_.epochs);
            const auto chosen = std::span<const std::size_t>(order_).subspan(step * batch, batch);
            const loss_value loss = run_step(chosen, epoch, result.steps++, rate);
            check(is_finite(loss.mean), "fit: the loss of step ", step + 1, " of epoch ", epoch, " is ", loss.mean,
                  ", at a learning rate of ", rate, advice);
            sum.loss += loss.mean / static_cast<double>(steps);
            sum.accuracy += static_cast<double>(loss.correct) / static_cast<double>(steps * batch);
            if (callback && !callback({epoch, options_.epochs, step + 1, steps, batch, loss.mean, rate}))
                return std::nullopt;
        }
        if (held_out_.empty()) return sum;
        judge(sum);
        check(is_finite(sum.held_out_loss), "fit: the loss of the held-out samples after epoch ", epoch, " is ",
              sum.held_out_loss, advice);
        return sum;
    }

    loss_value run_step(std::span<const std::size_t> chosen, std::size_t epoch, std::size_t step, double rate) {
        if (const auto& how = options_.fake_quantization) {
            slopes_.quantize(step >= how->observe_from && step < how->freeze_observers_from,
                             step >= how->quantize_from);
            if (step == how->freeze_batch_norm_from) slopes_.freeze_batch_norm();
        }
        batch_.fill(slopes_, chosen, epoch, true, executor_);
        slopes_.forward(chosen.size(), mode::training, executor_);
        const loss_value loss = batch_.judge(slopes_, chosen, true);
        slopes_.backward(executor_);
        optimizer_.step(rate, executor_);
        quantizers_.keep_steps();
        return loss;
    }

    void judge(epoch_result& now) {
        const auto all = static_cast<double>(held_out_.size());
        for (std::size_t first = 0; first < held_out_.size(); first += slopes_.batch()) {
            const auto chosen = std::span<const std::size_t>(held_out_).subspan(
                first, std::min(slopes_.batch(), held_out_.size() - first));
            batch_.fill(slopes_, chosen, 0, false, executor_);
            slopes_.forward(chosen.size(), mode::evaluation, executor_);
            const loss_value loss = batch_.judge(slopes_, chosen, false);
            now.held_out_loss += loss.mean * static_cast<double>(chosen.size()) / all;
            now.held_out_accuracy += static_cast<double>(loss.correct) / all;
        }
    }

    /// No loss tells of the last step's update, nor of what pooling or clamps drop.
    void check_parameters(std::size_t epoch) const {
        for (const graph::node& node : std::as_const(net_).nodes())
            for (const graph::parameter& each : node.parameters)
                for (const float value : each.values)
                    check(is_finite(value), "fit: '", each.name, "' of '", node.name, "' became ", value, " in epoch ",
                          epoch, advice);
    }

    /// Whether the network is what it is to become: epochs in floats say nothing of one in integers.
    [[nodiscard]] bool is_judged(std::size_t steps) const {
        return !options_.fake_quantization || steps > options_.fake_quantization->quantize_from;
    }

    [[nodiscard]] snapshot take_snapshot() const {
        snapshot now{{}, quantizers_.current()};
        for (const graph::node& node : std::as_const(net_).nodes())
            for (const graph::parameter& each : node.parameters) now.parameters.push_back(each.values);
        return now;
    }
    void restore(const snapshot& before) {
        auto next = before.parameters.begin();
        for (graph::node& node : net_.nodes())
            for (graph::parameter& each : node.parameters) {
                std::copy(next->begin(), next->end(), each.values.begin());
                ++next;
            }
        quantizers_.restore(before.quantizers);
    }

    graph::model& net_;
    fit_options options_;
    graph::executor_reference executor_;
    gradient_network slopes_;
    network_quantizers quantizers_;
    train::optimizer optimizer_;
    sample_batch batch_;
    std::vector<std::size_t> order_, held_out_;
};

} // namespace quanta::train
