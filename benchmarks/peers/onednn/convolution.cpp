// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/onednn/operations.hpp>
#include <peers/onednn/shared.hpp>

namespace bench::peers::onednn {

using dnnl::memory;
using order = memory::format_tag;

namespace {

memory::dim dim(std::size_t size) { return static_cast<memory::dim>(size); }

/// As oneDNN counts axes: (N, C, H, W), whatever their order in memory.
memory::desc images(const std::array<std::size_t, 4>& extents, element type, order in_memory) {
    return {{dim(extents[0]), dim(extents[3]), dim(extents[1]), dim(extents[2])}, type_of(type), in_memory};
}

memory::desc weights(const conv_shape& shape, element type, bool as_given) {
    const auto groups = dim(shape.groups), oc = dim(shape.oc), ic = dim(shape.ic), k = dim(shape.k);
    if (groups == 1) return {{oc, ic, k, k}, type_of(type), as_given ? order::ohwi : order::any};
    return {{groups, oc / groups, ic / groups, k, k}, type_of(type), as_given ? order::gohwi : order::any};
}

element weight_type(const layer_arrays& arrays) {
    return arrays.input_type == element::f32 ? element::f32 : element::s8;
}

dnnl::convolution_forward::primitive_desc choose(const conv_shape& shape, const layer_arrays& arrays,
                                                 bool chooses_images, const dnnl::primitive_attr& attributes) {
    const auto in_memory = chooses_images ? order::any : order::nhwc;
    const auto stride = dim(shape.stride), padding = dim(shape.padding());
    const auto forward = dnnl::prop_kind::forward_inference;
    const auto direct = dnnl::algorithm::convolution_direct;
    const auto input = images(shape.input_extents(), arrays.input_type, in_memory);
    const auto output = images(shape.output_extents(), arrays.output_type, in_memory);
    const auto kernel = weights(shape, weight_type(arrays), false);
    const memory::dims strides{stride, stride}, around{padding, padding};
#if DNNL_VERSION_MAJOR == 2
    return {{forward, direct, input, kernel, output, strides, around, around}, attributes, engine()};
#else
    return {engine(), forward, direct, input, kernel, output, strides, around, around, attributes};
#endif
}

} // namespace

primitive convolution(const conv_shape& shape, const layer_arrays& arrays, const layer_params* params,
                      bool chooses_images, std::size_t threads) {
    const auto with = requantization(params, arrays.output_type, shape.groups == 1 ? 1 << 0 : (1 << 0) + (1 << 1));
    use_threads(threads); // what is chosen depends on it
    const auto chosen = choose(shape, arrays, chooses_images, with.when_made);
    const memory input(images(shape.input_extents(), arrays.input_type, order::nhwc), engine(),
                       const_cast<void*>(arrays.input));
    const memory given(weights(shape, weight_type(arrays), true), engine(), const_cast<void*>(arrays.weights));
    const memory output(images(shape.output_extents(), arrays.output_type, order::nhwc), engine(), arrays.output);
    const memory result = in_order(output, chosen.dst_desc());
    argument_map arguments = with.when_run;
    arguments.insert({{DNNL_ARG_SRC, in_order(input, chosen.src_desc())},
                      {DNNL_ARG_WEIGHTS, in_order(given, chosen.weights_desc())},
                      {DNNL_ARG_DST, result}});
    primitive made;
    made.kernel = chosen.impl_info_str();
    made.run = [convolution = dnnl::convolution_forward(chosen), arguments, threads] {
        use_threads(threads);
        convolution.execute(stream(), arguments);
        stream().wait();
    };
    if (result.get_desc() != output.get_desc())
        made.collect = [from = result, to = output]() mutable { copy_into(from, to); };
    return made;
}

} // namespace bench::peers::onednn
