// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <peers/onednn.hpp>

namespace bench::gemm_u8s8u8 {

namespace {

using dnnl::memory;

memory::desc matrix(std::size_t rows, std::size_t columns, memory::data_type type, memory::format_tag order) {
    return {{static_cast<memory::dim>(rows), static_cast<memory::dim>(columns)}, type, order};
}

} // namespace

solution<std::uint8_t> prepare_onednn(const std::shared_ptr<const operands>& data) {
    using type = memory::data_type;
    using order = memory::format_tag;
    const auto [m, n, k] = data->shape;
    auto& engine = peers::onednn_engine();
    const dnnl::matmul::desc wanted(matrix(m, k, type::u8, order::ab), matrix(k, n, type::s8, order::any),
                                    matrix(m, n, type::u8, order::ab));
    const dnnl::matmul::primitive_desc chosen(wanted, peers::onednn_requantization(data->params), engine);

    memory given(matrix(k, n, type::s8, order::ba), engine, const_cast<std::int8_t*>(data->weights.data()));
    memory packed(chosen.weights_desc(), engine);
    peers::onednn_reorder(given, packed);

    const auto result = std::make_shared<array<std::uint8_t>>(m * n);
    const memory input(chosen.src_desc(), engine, const_cast<std::uint8_t*>(data->input.data()));
    const memory output(chosen.dst_desc(), engine, result->data());
    const std::unordered_map<int, memory> arguments{
        {DNNL_ARG_SRC, input}, {DNNL_ARG_WEIGHTS, packed}, {DNNL_ARG_DST, output}};
    const auto run = [product = dnnl::matmul(chosen), arguments, result, keep = data] {
        product.execute(peers::onednn_stream(), arguments);
        peers::onednn_stream().wait();
    };
    return {run, *result, {}, chosen.impl_info_str()};
}

} // namespace bench::gemm_u8s8u8
