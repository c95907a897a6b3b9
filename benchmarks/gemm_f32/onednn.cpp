// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <peers/onednn.hpp>

namespace bench::gemm_f32 {

namespace {

using dnnl::memory;

memory::desc matrix(std::size_t rows, std::size_t columns, memory::format_tag order) {
    return {{static_cast<memory::dim>(rows), static_cast<memory::dim>(columns)}, memory::data_type::f32, order};
}

} // namespace

solution<float> prepare_onednn(const std::shared_ptr<const operands>& data) {
    using order = memory::format_tag;
    const auto [m, n, k] = data->shape;
    auto& engine = peers::onednn_engine();
    const dnnl::matmul::primitive_desc chosen(
        {matrix(m, k, order::ab), matrix(k, n, order::any), matrix(m, n, order::ab)}, engine);
    memory given(matrix(k, n, order::ba), engine, const_cast<float*>(data->weights.data()));
    memory packed(chosen.weights_desc(), engine);
    peers::onednn_reorder(given, packed);

    const auto result = std::make_shared<array<float>>(m * n);
    const memory input(chosen.src_desc(), engine, const_cast<float*>(data->input.data()));
    const memory output(chosen.dst_desc(), engine, result->data());
    const std::unordered_map<int, memory> arguments{
        {DNNL_ARG_SRC, input}, {DNNL_ARG_WEIGHTS, packed}, {DNNL_ARG_DST, output}};
    const auto run = [product = dnnl::matmul(chosen), arguments, result, keep = data] {
        product.execute(peers::onednn_stream(), arguments);
        peers::onednn_stream().wait();
    };
    return {run, *result, allowed(data->shape), chosen.impl_info_str()};
}

} // namespace bench::gemm_f32
