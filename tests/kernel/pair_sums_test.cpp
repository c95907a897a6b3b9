// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/pair_sums.hpp>

using namespace quanta;

static_assert(kernel::pair_sums<uint8, int8>() == 0);
static_assert(kernel::pair_sums<uint8, int8_narrow>() == 0);
static_assert(kernel::pair_sums<uint8, uint8>() == 0); // kernels see -128..127
static_assert(kernel::pair_sums<uint7, int8>() == 1);
static_assert(kernel::pair_sums<uint8, int7>() == 1);
static_assert(kernel::pair_sums<uint7, int7>() == 2);
static_assert(kernel::pair_sums<uint8, int4>() == 8);
static_assert(kernel::pair_sums<uint8, int4_narrow>() == 9);
static_assert(kernel::pair_sums<uint4, int8>() == 8);
static_assert(kernel::pair_sums<uint8, ternary>() == 64);

namespace {

template <class L, class R>
struct formats {
    using lhs = L;
    using rhs = R;
};

} // namespace

TEMPLATE_TEST_CASE("as many pairs fit 16 bits as are promised, and not one more", "[kernel]", (formats<uint8, int8>),
                   (formats<uint7, int8>), (formats<uint8, int7>), (formats<uint7, int7>), (formats<uint8, int4>),
                   (formats<uint8, int4_narrow>), (formats<uint4, int8>), (formats<int4, int4>), (formats<int8, int2>),
                   (formats<uint4, ternary>)) {
    using lhs = typename TestType::lhs;
    using rhs = typename TestType::rhs;
    const auto fit = [](int sums) {
        bool all = true;
        for (int l = lhs::lowest; l <= lhs::highest; ++l)
            for (int r = rhs::lowest; r <= rhs::highest; ++r) {
                const int sum = sums * 2 * l * r;
                all = all && sum >= -32768 && sum <= 32767;
            }
        return all;
    };
    const auto promised = static_cast<int>(kernel::pair_sums<lhs, rhs>());
    CHECK(fit(promised));
    CHECK(!fit(promised + 1));
}
