// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <sstream>
#include <stdexcept>

#include <gemm_u8s8u8/operands.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/profile_quanta.hpp>

#include <peers/peers.hpp>

namespace bench::gemm_u8s8u8 {

namespace {

/// The definition of the layer in plain loops.
std::vector<std::uint8_t> exact_results(const operands& data) {
    const auto [m, n, k] = data.shape;
    const std::vector<float> multipliers = data.params.multipliers();
    std::vector<std::uint8_t> results(m * n);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            std::int32_t sum = 0;
            for (std::size_t p = 0; p < k; ++p)
                sum += (data.input[i * k + p] - data.params.input.zero_point) * data.weights[j * k + p];
            results[i * n + j] = static_cast<std::uint8_t>(
                quanta::profile::quanta::requantize(sum, multipliers[j], data.params.output.zero_point, 0, 255));
        }
    return results;
}

comparison compare_with(const std::vector<std::uint8_t>& exact, const solution<std::uint8_t>& ready) {
    ready.run();
    if (ready.collect) ready.collect();
    return compare(std::span<const std::uint8_t>(exact), ready.values);
}

std::string describe(const comparison& found) {
    if (found.different == 0) return "all " + std::to_string(found.values) + " results are exact";
    std::ostringstream text;
    text << found.different << " of " << found.values << " results differ from the exact ones, by up to "
         << found.largest << " steps" << (found.largest > 1 ? ": pairs of products saturate at 16 bits" : "");
    return text.str();
}

} // namespace

std::string full_range_finding() {
    const auto data = std::make_shared<const operands>(make_operands<quanta::int8>({64, 256, 784}, 255));
    const std::vector<std::uint8_t> exact = exact_results(*data);
    const comparison ours = compare_with(exact, prepare_quanta(data));
    if (ours.different != 0) throw std::runtime_error("gemm_u8s8u8 on the full range: quanta: " + describe(ours));
    std::string finding = data->shape.name() + ", inputs 0..255, weights -128..127: quanta: " + describe(ours);
    for (const peers::onednn_library& each : peers::onednn_libraries())
        finding +=
            std::string("; ") + each.name + ": " + describe(compare_with(exact, prepare_onednn(*each.api, data)));
    if constexpr (peers::xnnpack) finding += "; xnnpack: " + describe(compare_with(exact, prepare_xnnpack(data)));
    return finding;
}

} // namespace bench::gemm_u8s8u8
