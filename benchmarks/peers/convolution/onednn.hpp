// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include <dnnl.hpp>

#include <core/conv_shape.hpp>

namespace bench::peers {

/// What a convolution reads and writes, laid out as `conv_shape` says; images and result have one type.
struct onednn_arrays {
    dnnl::memory::data_type image_type, weight_type;
    const void *input, *weights;
    void* output;
};

/// A convolution that is ready. `collect` is empty unless `run` leaves the result in an order of its own.
struct onednn_convolution {
    std::function<void()> run, collect;
    std::string kernel;
};

/// oneDNN's convolution, depthwise where `shape` has groups. It chooses the order of the weights; of the images, too, if
/// `chooses_images`: they are brought into it beforehand. The arrays must outlive what is made.
[[nodiscard]] onednn_convolution make_onednn_convolution(const conv_shape& shape, const onednn_arrays& arrays,
                                                         bool chooses_images, const dnnl::primitive_attr& attributes);

} // namespace bench::peers
