// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_float.hpp>
#include <quanta/op/pool_walk.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The mean of each channel of each image, in floats: (0 + pixel + pixel + ...) / (H * W), row by row, each sum rounded.
/// Immutable; runs on the instruction set that was selected when it was made, all of which give the same bits.
class float_global_average_pool {
public:
    float_global_average_pool()
        : pool_(isa::visit(isa::select(),
                           []<class Tag>(Tag) -> pool_function { return &kernel::pool_float<Tag>::average; })) {}

    /// input (N, H, W, C), output (N, 1, 1, C), of any strides; quick where the channels are neighbours in both. The output
    /// does not overlap the input. Allocates nothing. Errors: an image without pixels, other extents.
    template <Executor Workers>
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 4>& output, Workers& executor) const {
        const size2d image{input.extent(1), input.extent(2)};
        const pool_walk<float, float> walk(name, whole_image(name, image), input, output);
        const auto count = static_cast<float>(image.height * image.width);
        walk.for_each_strip(executor, [&](const float* in, const kernel::pool_strip& strip, float* out) {
            pool_(in, strip, count, out);
        });
    }

    /// The same with an output (N, C).
    template <Executor Workers>
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, 2>& output, Workers& executor) const {
        run(input, as_image(output), executor);
    }

    /// Either on the calling thread.
    template <std::size_t Rank>
    void run(const tensor_view<const float, 4>& input, const tensor_view<float, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::float_global_average_pool";
    using pool_function = void (*)(const float*, const kernel::pool_strip&, float, float*) noexcept;

    pool_function pool_;
};

} // namespace quanta::op
