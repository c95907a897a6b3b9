// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// A small inference engine, as its author had it before: tensors, threads, layers, and a network that runs them on memory
// of its own. Nothing here knows quanta.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace engine {

using image_size = std::array<std::size_t, 4>; // images, height, width, channels

inline std::size_t values(const image_size& size) { return size[0] * size[1] * size[2] * size[3]; }

enum class element { f32, u8 };

inline std::size_t bytes(element type) { return type == element::f32 ? sizeof(float) : sizeof(std::uint8_t); }

// A tensor somewhere in the network's memory.
struct tensor {
    element type;
    image_size size;
    std::byte* data;

    template <class T>
    [[nodiscard]] T* as() const {
        return reinterpret_cast<T*>(data);
    }
};

// Two threads, the caller's among them.
struct threads {
    static constexpr std::size_t count = 2;

    void for_each(std::size_t tasks, const auto& task) const {
        std::thread other([&] {
            for (std::size_t index = 1; index < tasks; index += 2) task(index, 1);
        });
        for (std::size_t index = 0; index < tasks; index += 2) task(index, 0);
        other.join();
    }
};

class layer {
public:
    virtual ~layer() = default;
    [[nodiscard]] virtual element output_type() const = 0;
    [[nodiscard]] virtual image_size output_size(const image_size& input) const = 0;
    [[nodiscard]] virtual std::size_t scratch_bytes(const image_size& input) const = 0;
    virtual void run(const tensor& input, const tensor& output, std::span<std::byte> scratch) const = 0;
};

// Memory that starts at a cache line.
class memory {
public:
    explicit memory(std::size_t size) : data_(new (std::align_val_t{64}) std::byte[std::max<std::size_t>(size, 1)]) {}
    [[nodiscard]] std::byte* data() const { return data_.get(); }

private:
    struct release {
        void operator()(std::byte* data) const { ::operator delete[](data, std::align_val_t{64}); }
    };
    std::unique_ptr<std::byte[], release> data_;
};

// Layers one behind the other, for inputs of one size.
class network {
public:
    explicit network(std::vector<std::unique_ptr<layer>> layers, const image_size& input)
        : layers_(std::move(layers)), input_(input) {
        image_size size = input;
        for (const auto& each : layers_) {
            scratch_bytes_ = std::max(scratch_bytes_, each->scratch_bytes(size));
            size = each->output_size(size);
            outputs_.push_back({each->output_type(), size, nullptr});
            buffers_.emplace_back(values(size) * bytes(each->output_type()));
            outputs_.back().data = buffers_.back().data();
        }
        scratch_ = memory(scratch_bytes_);
    }

    // The last layer's tensor. It stays until the next run.
    const tensor& run(std::byte* input) {
        tensor current{element::f32, input_, input};
        for (std::size_t l = 0; l < layers_.size(); ++l) {
            layers_[l]->run(current, outputs_[l], {scratch_.data(), scratch_bytes_});
            current = outputs_[l];
        }
        return outputs_.back();
    }

private:
    std::vector<std::unique_ptr<layer>> layers_;
    image_size input_;
    std::vector<tensor> outputs_;
    std::vector<memory> buffers_;
    memory scratch_{0};
    std::size_t scratch_bytes_ = 0;
};

} // namespace engine
