// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dequantize_s8_f32/operands.hpp>

#include <peers/onednn.hpp>

namespace bench::dequantize_s8_f32 {

solution<float> prepare_onednn(const std::shared_ptr<const operands>& data) {
    using dnnl::memory;
    auto& engine = peers::onednn_engine();
    const memory::dims extents{static_cast<memory::dim>(data->integers.size())};
    const auto result = std::make_shared<array<float>>(data->integers.size());
    const memory from({extents, memory::data_type::s8, memory::format_tag::a}, engine,
                      const_cast<std::int8_t*>(data->integers.data()));
    const memory to({extents, memory::data_type::f32, memory::format_tag::a}, engine, result->data());
    dnnl::primitive_attr attributes;
    attributes.set_output_scales(0, {data->params.scale});
    attributes.set_zero_points(DNNL_ARG_SRC, 0, {data->params.zero_point});
    const dnnl::reorder::primitive_desc chosen(from, to, attributes);
    const auto run = [convert = dnnl::reorder(chosen), from, to, result, keep = data] {
        convert.execute(peers::onednn_stream(), const_cast<memory&>(from), const_cast<memory&>(to));
        peers::onednn_stream().wait();
    };
    return {run, *result, {}, chosen.impl_info_str()};
}

} // namespace bench::dequantize_s8_f32
