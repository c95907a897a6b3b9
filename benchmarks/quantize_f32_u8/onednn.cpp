// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quantize_f32_u8/operands.hpp>

#include <peers/onednn.hpp>

namespace bench::quantize_f32_u8 {

solution<std::uint8_t> prepare_onednn(const std::shared_ptr<const operands>& data) {
    using dnnl::memory;
    auto& engine = peers::onednn_engine();
    const memory::dims extents{static_cast<memory::dim>(data->reals.size())};
    const auto result = std::make_shared<array<std::uint8_t>>(data->reals.size());
    const memory from({extents, memory::data_type::f32, memory::format_tag::a}, engine,
                      const_cast<float*>(data->reals.data()));
    const memory to({extents, memory::data_type::u8, memory::format_tag::a}, engine, result->data());
    dnnl::primitive_attr attributes;
    attributes.set_output_scales(0, {1.0F / data->params.scale});
    attributes.set_zero_points(DNNL_ARG_DST, 0, {data->params.zero_point});
    const dnnl::reorder::primitive_desc chosen(from, to, attributes);
    const auto run = [convert = dnnl::reorder(chosen), from, to, result, keep = data] {
        convert.execute(peers::onednn_stream(), const_cast<memory&>(from), const_cast<memory&>(to));
        peers::onednn_stream().wait();
    };
    return {run,
            *result,
            {1, 1e-3, "the zero point is added before rounding, which moves values next to a tie"},
            chosen.impl_info_str()};
}

} // namespace bench::quantize_f32_u8
