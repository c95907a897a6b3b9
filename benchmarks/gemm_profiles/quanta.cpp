// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_profiles/operands.hpp>

#include <gemm_u8s8u8/prepare_linear.hpp>

namespace bench::gemm_profiles {

using gemm_u8s8u8::prepare_linear;

namespace {

/// In fixed point a tie goes up, or away from zero, where it goes to the even integer in floats.
solution<std::uint8_t> with_other_ties(solution<std::uint8_t> ready) {
    ready.allowed = {.distance = 1, .reason = "ties are rounded in another direction"};
    return ready;
}

} // namespace

solution<std::uint8_t> prepare_xnnpack(const std::shared_ptr<const operands>& data) {
    return prepare_linear<quanta::profile::xnnpack>(data);
}
solution<std::uint8_t> prepare_onnx(const std::shared_ptr<const operands>& data) {
    return prepare_linear<quanta::profile::onnx>(data);
}
solution<std::uint8_t> prepare_pytorch(const std::shared_ptr<const operands>& data) {
    return prepare_linear<quanta::profile::pytorch>(data);
}
solution<std::uint8_t> prepare_onnx_reference(const std::shared_ptr<const operands>& data) {
    return prepare_linear<quanta::profile::onnx_reference>(data);
}
solution<std::uint8_t> prepare_tflite(const std::shared_ptr<const operands>& data) {
    return with_other_ties(prepare_linear<quanta::profile::tflite>(data));
}
solution<std::uint8_t> prepare_tflite_single(const std::shared_ptr<const operands>& data) {
    return with_other_ties(prepare_linear<quanta::profile::tflite_single>(data));
}

} // namespace bench::gemm_profiles
