// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/params/profiles.hpp>
#include <quanta/quantizer/fake_quantize_row.hpp>
#include <quanta/quantizer/quantize_row.hpp>
#include <support/guarded_row.hpp>
#include <support/row_operands.hpp>

using namespace quanta;
using support::guard;
using support::guarded_row;

namespace {

template <class T>
bool same_bits(const T* a, const std::vector<T>& b) {
    return b.empty() || std::memcmp(a, b.data(), b.size() * sizeof(T)) == 0;
}

/// The operands of one kernel, each next to a page that faults.
template <class To>
struct guarded_operands {
    guarded_row<float> in{support::longest_row};
    guarded_row<float> scales{support::longest_row};
    guarded_row<std::int32_t> zero_points{support::longest_row};
    guarded_row<To> out{support::longest_row};
};

/// Whether `Kernel` gives the reference's bits, with parameters that are shared and with varied ones.
template <template <class, class> class Kernel, class Tag, class Reals, class To>
bool agrees(const guarded_operands<To>& guarded, const std::vector<float>& in, const row_params& shared,
            const support::varied_parameters& varied) {
    const column_params each{varied.scales.data(), varied.zero_points.data(), shared.lowest, shared.highest};
    std::vector<To> expected(in.size()), expected_varied(in.size());
    Kernel<isa::reference, Reals>::run(in.data(), in.size(), shared, expected.data());
    Kernel<isa::reference, Reals>::run(in.data(), in.size(), each, expected_varied.data());
    bool agreed = true;
    for (const guard side : {guard::after, guard::before}) {
        const float* from = guarded.in.place(side, in);
        To* to = guarded.out.place(side, in.size());
        Kernel<Tag, Reals>::run(from, in.size(), shared, to);
        agreed = agreed && same_bits(to, expected);
        const column_params placed{guarded.scales.place(side, varied.scales),
                                   guarded.zero_points.place(side, varied.zero_points), shared.lowest, shared.highest};
        Kernel<Tag, Reals>::run(from, in.size(), placed, to);
        agreed = agreed && same_bits(to, expected_varied);
    }
    return agreed;
}

template <class Tag, class Reals, class T>
void compare_with_reference(std::uint32_t seed) {
    std::mt19937 generator(seed);
    const guarded_operands<T> integers;
    const guarded_operands<float> reals;
    for (const row_params& params : support::row_parameters<T>()) {
        std::vector<std::size_t> wrong_lengths;
        for (const std::size_t count : support::row_lengths()) {
            const auto in = support::hard_reals(count, params.scale, generator);
            const auto varied = support::vary(params, count, generator);
            if (!agrees<quantize_row, Tag, Reals>(integers, in, params, varied) ||
                !agrees<fake_quantize_row, Tag, Reals>(reals, in, params, varied))
                wrong_lengths.push_back(count);
        }
        CAPTURE(isa::name(Tag::value), Reals::steps::text, Reals::ties::text, Reals::zero_point::text, params.scale,
                params.zero_point, seed);
        CHECK(wrong_lengths == std::vector<std::size_t>{});
    }
}

} // namespace

TEMPLATE_TEST_CASE("quantize_row gives the reference's bits on every instruction set", "[quantizer]", std::uint8_t,
                   std::int8_t, std::int16_t) {
    const std::uint32_t seed = std::random_device{}();
    for (const isa::id id : isa::available())
        isa::visit(id, [seed]<class Tag>(Tag) {
            compare_with_reference<Tag, profile::quanta::reals_rule, TestType>(seed);
            compare_with_reference<Tag, profile::onnx::reals_rule, TestType>(seed);
            compare_with_reference<Tag, profile::tflite::reals_rule, TestType>(seed);
            compare_with_reference<Tag, profile::aimet::reals_rule, TestType>(seed);
            compare_with_reference<Tag, profile::xnnpack::bounds_rule, TestType>(seed);
        });
}

TEST_CASE("fake_quantize_row works in place", "[quantizer]") {
    using reals = profile::quanta::reals_rule;
    std::mt19937 generator(7);
    const row_params params{0.25F, 3, -128, 127};
    const auto in = support::hard_reals(211, params.scale, generator);
    std::vector<float> expected(in.size());
    fake_quantize_row<isa::reference, reals>::run(in.data(), in.size(), params, expected.data());
    for (const isa::id id : isa::available()) {
        CAPTURE(isa::name(id));
        auto values = in;
        isa::visit(id, [&]<class Tag>(Tag) {
            fake_quantize_row<Tag, reals>::run(values.data(), values.size(), params, values.data());
        });
        CHECK(same_bits(values.data(), expected));
    }
}

TEST_CASE("row kernels of instruction sets that this processor lacks are not run", "[quantizer]") {
    if (isa::available().size() < isa::architecture_ids.size()) SKIP("tested here: " << isa::detail::available_names());
}
