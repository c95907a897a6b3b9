// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/onednn/operations.hpp>
#include <peers/onednn/shared.hpp>

namespace bench::peers::onednn {

using dnnl::memory;

namespace {

memory::desc matrix(std::size_t rows, std::size_t columns, element type, memory::format_tag order) {
    return {{static_cast<memory::dim>(rows), static_cast<memory::dim>(columns)}, type_of(type), order};
}

dnnl::matmul::primitive_desc choose(const memory::desc& input, const memory::desc& weights, const memory::desc& output,
                                    const dnnl::primitive_attr& attributes) {
#if DNNL_VERSION_MAJOR == 2
    return {{input, weights, output}, attributes, engine()};
#else
    return {engine(), input, weights, output, attributes};
#endif
}

} // namespace

primitive matmul(const gemm_shape& shape, const layer_arrays& arrays, const layer_params* params, std::size_t threads) {
    using order = memory::format_tag;
    const auto [m, n, k] = shape;
    const element weight_type = arrays.input_type == element::f32 ? element::f32 : element::s8;
    const auto with = requantization(params, arrays.output_type, 1 << 1);
    use_threads(threads); // what is chosen depends on it
    const auto chosen = choose(matrix(m, k, arrays.input_type, order::ab), matrix(k, n, weight_type, order::any),
                               matrix(m, n, arrays.output_type, order::ab), with.when_made);
    const memory input(chosen.src_desc(), engine(), const_cast<void*>(arrays.input));
    const memory given(matrix(k, n, weight_type, order::ba), engine(), const_cast<void*>(arrays.weights));
    const memory output(chosen.dst_desc(), engine(), arrays.output);
    argument_map arguments = with.when_run;
    arguments.insert(
        {{DNNL_ARG_SRC, input}, {DNNL_ARG_WEIGHTS, in_order(given, chosen.weights_desc())}, {DNNL_ARG_DST, output}});
    primitive made;
    made.kernel = chosen.impl_info_str();
    made.run = [product = dnnl::matmul(chosen), arguments, threads] {
        use_threads(threads);
        product.execute(stream(), arguments);
        stream().wait();
    };
    return made;
}

primitive reorder(const conversion& wanted) {
    const memory::dims extents{static_cast<memory::dim>(wanted.count)};
    const memory from({extents, type_of(wanted.from_type), memory::format_tag::a}, engine(),
                      const_cast<void*>(wanted.from));
    const memory to({extents, type_of(wanted.to_type), memory::format_tag::a}, engine(), wanted.to);
    const auto with = scaling(wanted);
    use_threads(1);
    const dnnl::reorder::primitive_desc chosen(from, to, with.when_made);
    argument_map arguments = with.when_run;
    arguments.insert({{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
    primitive made;
    made.kernel = chosen.impl_info_str();
    made.run = [convert = dnnl::reorder(chosen), arguments] {
        use_threads(1);
        static_cast<const dnnl::primitive&>(convert).execute(stream(), arguments);
        stream().wait();
    };
    return made;
}

} // namespace bench::peers::onednn
