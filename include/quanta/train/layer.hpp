// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Whether a network learns: batch normalization then follows the batch, otherwise what it has learned.
enum class mode { training, evaluation };

/// Samples [first, first + count) of a batch: what layers work on. Chunks do not depend on the number of workers, nor
/// do the groups, whose chunks follow each other in one task.
struct chunk {
    std::size_t index, first, count;
    std::size_t group;
    bool begins_group;
};

/// What all layers know of a step: samples of the batch, and how they are cut; the last chunk may be shorter.
struct step_info {
    train::mode mode;
    std::size_t samples, chunks, chunk_samples, groups;
    bool observes = false;  ///< whether ranges follow this batch, where it is one of training
    bool quantizes = false; ///< whether integers are faked
};

/// A chunk's part of each tensor of a layer, at its first sample, and a worker's own memory.
struct forward_operands {
    std::span<const float* const> inputs;
    float* output;
    std::byte* scratch;
};
struct backward_operands {
    std::span<const float* const> inputs;
    const float* output;
    const float* output_gradient;
    std::span<float* const> input_gradients; ///< null where nobody wants it
    std::byte* scratch;
};

class learned_weights;
class activation_quantizer_layer;

/// What a node of a network does to a batch, forwards and backwards, in passes over the chunks:
///
///     prepare(step)                             once a step, before all else
///     forward(pass, step, chunk, operands)      for each chunk; then, behind all but the last pass, join_forward(step)
///     backward(pass, step, chunk, operands)     likewise; writes every input gradient that is wanted
///     finish(task, step)                        once a step, behind all backward passes, for `finish_tasks()` tasks
///     conclude(step)                            once a step, behind all else
///
/// Chunks run at the same time, each with working memory of its own; so do the tasks of `finish`.
class layer {
public:
    layer() = default;
    layer(const layer&) = delete;
    layer& operator=(const layer&) = delete;
    virtual ~layer() = default;

    virtual void prepare(const step_info&) {}
    virtual void forward(std::size_t pass, const step_info& step, const chunk& part,
                         const forward_operands& values) = 0;
    virtual void join_forward(const step_info&) {}
    virtual void backward(std::size_t pass, const step_info& step, const chunk& part,
                          const backward_operands& values) = 0;
    virtual void join_backward(const step_info&) {}
    virtual void finish(std::size_t, const step_info&) {}
    virtual void conclude(const step_info&) {}

    [[nodiscard]] virtual std::size_t forward_passes() const { return 1; }
    [[nodiscard]] virtual std::size_t backward_passes() const { return 1; }
    [[nodiscard]] virtual std::size_t finish_tasks() const { return 0; }
    [[nodiscard]] virtual std::size_t scratch_bytes() const { return 0; }
    /// Of the parameter with that role; empty if there is none.
    [[nodiscard]] virtual std::span<const float> gradient(std::string_view) const { return {}; }

    /// Whether the backward pass reads what the layer has made.
    [[nodiscard]] virtual bool reads_output() const { return false; }
    /// Whether the result may take the place of the input, which is gone then.
    [[nodiscard]] virtual bool works_in_place() const { return false; }

    /// From now on running statistics are used and kept, where there are any.
    virtual void freeze_statistics() {}
    /// Null for what has none, or is none.
    [[nodiscard]] virtual learned_weights* weights() { return nullptr; }
    [[nodiscard]] virtual activation_quantizer_layer* quantizer() { return nullptr; }
};

} // namespace quanta::train
