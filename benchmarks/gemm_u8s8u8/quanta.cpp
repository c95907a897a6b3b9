// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/prepare_linear.hpp>

namespace bench::gemm_u8s8u8 {

solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data) {
    return prepare_linear<quanta::profile::quanta>(data);
}
solution<std::uint8_t> prepare_quanta_int4(const std::shared_ptr<const operands>& data) {
    return prepare_linear<quanta::profile::quanta, quanta::int4>(data);
}

} // namespace bench::gemm_u8s8u8
