// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// For libFuzzer, compiled once for each target, whose name QUANTA_FUZZ_TARGET is.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <interop/fuzz/calibration_targets.hpp>
#include <support/allocation_limit.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const calibration_target& target = find_calibration_target(QUANTA_FUZZ_TARGET);
    const support::allocation_limit limit(size);
    static_cast<void>(target.refusal(std::string_view(reinterpret_cast<const char*>(data), size)));
    return 0;
}
