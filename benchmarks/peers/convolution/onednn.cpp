// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/convolution/onednn.hpp>

#include <peers/onednn.hpp>

namespace bench::peers {

namespace {

using dnnl::memory;
using order = memory::format_tag;

memory::dim dim(std::size_t size) { return static_cast<memory::dim>(size); }

/// As oneDNN counts axes: (N, C, H, W), whatever their order in memory.
memory::desc images(const std::array<std::size_t, 4>& extents, memory::data_type type, order in_memory) {
    return {{dim(extents[0]), dim(extents[3]), dim(extents[1]), dim(extents[2])}, type, in_memory};
}

memory::desc weights(const conv_shape& shape, memory::data_type type, bool as_given) {
    const auto groups = dim(shape.groups), oc = dim(shape.oc), ic = dim(shape.ic), k = dim(shape.k);
    if (groups == 1) return {{oc, ic, k, k}, type, as_given ? order::ohwi : order::any};
    return {{groups, oc / groups, ic / groups, k, k}, type, as_given ? order::gohwi : order::any};
}

dnnl::convolution_forward::primitive_desc choose(const conv_shape& shape, const onednn_arrays& arrays,
                                                 bool chooses_images, const dnnl::primitive_attr& attributes) {
    const auto in_memory = chooses_images ? order::any : order::nhwc;
    const auto stride = dim(shape.stride), padding = dim(shape.padding());
    const dnnl::convolution_forward::desc wanted(
        dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct,
        images(shape.input_extents(), arrays.image_type, in_memory), weights(shape, arrays.weight_type, false),
        images(shape.output_extents(), arrays.image_type, in_memory), {stride, stride}, {padding, padding},
        {padding, padding});
    return {wanted, attributes, onednn_engine()};
}

/// `given` if it is in the wanted order, else a copy that is.
memory in_order(memory given, const memory::desc& wanted) {
    if (given.get_desc() == wanted) return given;
    memory copy(wanted, onednn_engine());
    onednn_reorder(given, copy);
    return copy;
}

} // namespace

onednn_convolution make_onednn_convolution(const conv_shape& shape, const onednn_arrays& arrays, bool chooses_images,
                                           const dnnl::primitive_attr& attributes) {
    const auto chosen = choose(shape, arrays, chooses_images, attributes);
    auto& engine = onednn_engine();
    const memory input(images(shape.input_extents(), arrays.image_type, order::nhwc), engine,
                       const_cast<void*>(arrays.input));
    const memory given(weights(shape, arrays.weight_type, true), engine, const_cast<void*>(arrays.weights));
    const memory output(images(shape.output_extents(), arrays.image_type, order::nhwc), engine, arrays.output);
    const memory result = in_order(output, chosen.dst_desc());
    const std::unordered_map<int, memory> arguments{{DNNL_ARG_SRC, in_order(input, chosen.src_desc())},
                                                    {DNNL_ARG_WEIGHTS, in_order(given, chosen.weights_desc())},
                                                    {DNNL_ARG_DST, result}};
    onednn_convolution made;
    made.kernel = chosen.impl_info_str();
    made.run = [convolution = dnnl::convolution_forward(chosen), arguments] {
        convolution.execute(onednn_stream(), arguments);
        onednn_stream().wait();
    };
    if (result.get_desc() != output.get_desc())
        made.collect = [from = result, to = output]() mutable { onednn_reorder(from, to); };
    return made;
}

} // namespace bench::peers
