// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <conv_f32/operands.hpp>

#include <algorithm>

#include <cblas.h>

namespace bench::conv_f32 {

namespace {

/// patches (N, OH, OW; K, K, IC): what each output pixel sees, zeros in the padding.
array<float> gathered(const operands& data) {
    const conv_shape& shape = data.shape;
    const std::size_t size = shape.output_height(), last = shape.padding() + shape.h;
    array<float> patches(shape.pixels() * shape.depth());
    float* patch = patches.data();
    for (std::size_t pixel = 0; pixel < shape.pixels(); ++pixel) {
        const std::size_t image = pixel / (size * size), top = pixel / size % size * shape.stride,
                          left = pixel % size * shape.stride;
        for (std::size_t tap = 0; tap < shape.k * shape.k; ++tap, patch += shape.ic) {
            const std::size_t y = top + tap / shape.k, x = left + tap % shape.k; // in the padded image
            if (y < shape.padding() || x < shape.padding() || y >= last || x >= last) continue;
            const std::size_t row = image * shape.h + y - shape.padding();
            const float* from = data.input.data() + (row * shape.h + x - shape.padding()) * shape.ic;
            std::copy(from, from + shape.ic, patch);
        }
    }
    return patches;
}

} // namespace

solution<float> prepare_openblas_product(const std::shared_ptr<const operands>& data) {
    const auto m = static_cast<blasint>(data->shape.pixels()), n = static_cast<blasint>(data->shape.oc),
               k = static_cast<blasint>(data->shape.depth());
    const auto patches = std::make_shared<const array<float>>(gathered(*data));
    const auto result = std::make_shared<array<float>>(data->shape.outputs());
    const auto run = [=, threads = static_cast<int>(data->threads)] {
        openblas_set_num_threads(threads);
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0F, patches->data(), k, data->weights.data(), k,
                    0.0F, result->data(), n);
    };
    return {run, *result, allowed(data->shape)};
}

} // namespace bench::conv_f32
