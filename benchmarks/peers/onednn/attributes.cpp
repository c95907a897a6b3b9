// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/onednn/shared.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace bench::peers::onednn {

using dnnl::memory;

#if DNNL_VERSION_MAJOR == 2

attributes requantization(const layer_params* params, element output_type, int) {
    constexpr int one_for_all = 0, one_per_output = 1 << 1;
    attributes made;
    if (params == nullptr) return made;
    made.when_made.set_zero_points(DNNL_ARG_SRC, one_for_all, {params->input.zero_point});
    if (output_type == element::s32) return made;
    made.when_made.set_output_scales(one_per_output, params->multipliers());
    made.when_made.set_zero_points(DNNL_ARG_DST, one_for_all, {params->output.zero_point});
    return made;
}

attributes scaling(const conversion& wanted) {
    attributes made;
    made.when_made.set_output_scales(0, {wanted.factor});
    if (wanted.from_zero_point != 0) made.when_made.set_zero_points(DNNL_ARG_SRC, 0, {wanted.from_zero_point});
    if (wanted.to_zero_point != 0) made.when_made.set_zero_points(DNNL_ARG_DST, 0, {wanted.to_zero_point});
    return made;
}

#else

namespace {

template <class T>
memory vector_of(const std::vector<T>& values, memory::data_type type) {
    memory made({{static_cast<memory::dim>(values.size())}, type, memory::format_tag::a}, engine());
    std::copy(values.begin(), values.end(), static_cast<T*>(made.get_data_handle()));
    return made;
}

void add_scales(attributes& made, int argument, int mask, const std::vector<float>& scales) {
    made.when_made.set_scales_mask(argument, mask);
    made.when_run.insert({DNNL_ARG_ATTR_SCALES | argument, vector_of(scales, memory::data_type::f32)});
}

void add_zero_point(attributes& made, int argument, std::int32_t zero_point) {
    if (zero_point == 0) return;
    made.when_made.set_zero_points_mask(argument, 0);
    made.when_run.insert({DNNL_ARG_ATTR_ZERO_POINTS | argument,
                          vector_of(std::vector<std::int32_t>{zero_point}, memory::data_type::s32)});
}

} // namespace

attributes requantization(const layer_params* params, element output_type, int weight_mask) {
    attributes made;
    if (params == nullptr) return made;
    add_zero_point(made, DNNL_ARG_SRC, params->input.zero_point);
    if (output_type == element::s32) return made;
    add_scales(made, DNNL_ARG_WEIGHTS, weight_mask, params->multipliers());
    add_zero_point(made, DNNL_ARG_DST, params->output.zero_point);
    return made;
}

attributes scaling(const conversion& wanted) {
    attributes made;
    add_scales(made, DNNL_ARG_SRC, 0, {wanted.factor});
    add_zero_point(made, DNNL_ARG_SRC, wanted.from_zero_point);
    add_zero_point(made, DNNL_ARG_DST, wanted.to_zero_point);
    return made;
}

#endif

} // namespace bench::peers::onednn
