// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/xnnpack/xnnpack.hpp>

#include <peers/xnnpack/shared.hpp>

namespace bench::peers {

using namespace xnnpack_library;

namespace {

operator_pointer quantizing(const conversion& wanted) {
    xnn_operator_t made = nullptr;
    const std::size_t n = wanted.count;
    const float scale = 1 / wanted.factor;
    const auto* from = static_cast<const float*>(wanted.from);
    if (wanted.to_type == element::u8) {
        const auto zero_point = static_cast<std::uint8_t>(wanted.to_zero_point);
        check(xnn_create_convert_nc_f32_qu8(n, n, n, scale, zero_point, 0, 255, 0, &made),
              "xnn_create_convert_nc_f32_qu8");
        auto ready = owned(made);
        check(xnn_setup_convert_nc_f32_qu8(made, 1, from, static_cast<std::uint8_t*>(wanted.to), nullptr),
              "xnn_setup_convert_nc_f32_qu8");
        return ready;
    }
    const auto zero_point = static_cast<std::int8_t>(wanted.to_zero_point);
    check(xnn_create_convert_nc_f32_qs8(n, n, n, scale, zero_point, -128, 127, 0, &made),
          "xnn_create_convert_nc_f32_qs8");
    auto ready = owned(made);
    check(xnn_setup_convert_nc_f32_qs8(made, 1, from, static_cast<std::int8_t*>(wanted.to), nullptr),
          "xnn_setup_convert_nc_f32_qs8");
    return ready;
}

operator_pointer dequantizing(const conversion& wanted) {
    xnn_operator_t made = nullptr;
    const std::size_t n = wanted.count;
    auto* to = static_cast<float*>(wanted.to);
    if (wanted.from_type == element::u8) {
        const auto zero_point = static_cast<std::uint8_t>(wanted.from_zero_point);
        check(xnn_create_convert_nc_qu8_f32(n, n, n, wanted.factor, zero_point, 0, &made),
              "xnn_create_convert_nc_qu8_f32");
        auto ready = owned(made);
        check(xnn_setup_convert_nc_qu8_f32(made, 1, static_cast<const std::uint8_t*>(wanted.from), to, nullptr),
              "xnn_setup_convert_nc_qu8_f32");
        return ready;
    }
    const auto zero_point = static_cast<std::int8_t>(wanted.from_zero_point);
    check(xnn_create_convert_nc_qs8_f32(n, n, n, wanted.factor, zero_point, 0, &made), "xnn_create_convert_nc_qs8_f32");
    auto ready = owned(made);
    check(xnn_setup_convert_nc_qs8_f32(made, 1, static_cast<const std::int8_t*>(wanted.from), to, nullptr),
          "xnn_setup_convert_nc_qs8_f32");
    return ready;
}

} // namespace

primitive xnnpack_convert(const conversion& wanted) {
    return {runs(wanted.from_type == element::f32 ? quantizing(wanted) : dequantizing(wanted), 1)};
}

} // namespace bench::peers
