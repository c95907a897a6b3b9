// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// The engine's layers that compute in integers: all of quanta that it sees.
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <quanta/quanta.hpp>

#include "engine.hpp"

namespace engine {

using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;
using convolution = quanta::op::conv2d<activations, weights>;
using fully_connected = quanta::op::linear<activations, weights>;
using parameters = quanta::quantization<activations>;

// The engine's threads as an executor.
struct on_threads {
    [[nodiscard]] static std::size_t workers() { return threads::count; }
    static void run(std::size_t count, const auto& task) { threads().for_each(count, task); }
};

template <class T>
quanta::tensor_view<T, 4> images(const tensor& values) {
    return {values.as<std::remove_const_t<T>>(), values.size};
}

// Each image a row.
template <class T>
quanta::tensor_view<T, 2> rows(const tensor& values) {
    return {values.as<std::remove_const_t<T>>(), {values.size[0], engine::values(values.size) / values.size[0]}};
}

class quantize_input : public layer {
public:
    explicit quantize_input(parameters to) : to_(std::move(to)) {}
    [[nodiscard]] element output_type() const override { return element::u8; }
    [[nodiscard]] image_size output_size(const image_size& input) const override { return input; }
    [[nodiscard]] std::size_t scratch_bytes(const image_size&) const override { return 0; }
    void run(const tensor& input, const tensor& output, std::span<std::byte>) const override {
        quanta::quantize(rows<const float>(input), to_, rows<std::uint8_t>(output));
    }

private:
    parameters to_;
};

class integer_convolution : public layer {
public:
    explicit integer_convolution(convolution operation) : operation_(std::move(operation)) {}
    [[nodiscard]] element output_type() const override { return element::u8; }
    [[nodiscard]] image_size output_size(const image_size& input) const override {
        return operation_.output_extents(input);
    }
    [[nodiscard]] std::size_t scratch_bytes(const image_size& input) const override {
        return operation_.workspace_bytes(input, on_threads::workers());
    }
    void run(const tensor& input, const tensor& output, std::span<std::byte> scratch) const override {
        on_threads executor;
        operation_.run(images<const std::uint8_t>(input), images<std::uint8_t>(output), scratch, executor);
    }

private:
    convolution operation_;
};

// The last layer: it gives reals.
class integer_logits : public layer {
public:
    explicit integer_logits(fully_connected operation) : operation_(std::move(operation)) {}
    [[nodiscard]] element output_type() const override { return element::f32; }
    [[nodiscard]] image_size output_size(const image_size& input) const override {
        return {input[0], 1, 1, operation_.outputs()};
    }
    [[nodiscard]] std::size_t scratch_bytes(const image_size& input) const override {
        return operation_.workspace_bytes(input[0], on_threads::workers());
    }
    void run(const tensor& input, const tensor& output, std::span<std::byte> scratch) const override {
        on_threads executor;
        operation_.run(rows<const std::uint8_t>(input), rows<float>(output), scratch, executor);
    }

private:
    fully_connected operation_;
};

} // namespace engine
