// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/kernel/kernel_table.hpp>

using namespace quanta;

namespace {

/// The least that a micro-kernel is.
struct archetype {
    using lhs_element = std::uint8_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{1, 1, 1, 1, 1, false, false};
    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile);
};

struct without_format {
    using lhs_element = std::uint8_t;
    using accumulator = std::int32_t;
    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile);
};
struct without_accumulator {
    using lhs_element = std::uint8_t;
    static constexpr tile_format format{1, 1, 1, 1, 1, false, false};
    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           std::int32_t*);
};
struct of_one_tile {
    using lhs_element = std::uint8_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{1, 1, 1, 1, 1, false, false};
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile);
};

template <class Tag>
inline constexpr bool has_all_kernels = kernel::MicroKernel<typename kernel::gemm_kernel<Tag, uint8, int8>::type>&&
    kernel::MicroKernel<typename kernel::gemm_kernel<Tag, int8, uint8>::type>&&
        kernel::MicroKernel<typename kernel::gemm_kernel<Tag, float, float>::type>;

static_assert(kernel::MicroKernel<archetype>);
static_assert(!kernel::MicroKernel<without_format>);
static_assert(!kernel::MicroKernel<without_accumulator>);
static_assert(!kernel::MicroKernel<of_one_tile>);
static_assert(!kernel::MicroKernel<int>);

static_assert(has_all_kernels<isa::reference> && has_all_kernels<isa::portable>);
#if QUANTA_ARCH_X86
static_assert(has_all_kernels<isa::avx2> && has_all_kernels<isa::avxvnni>);
static_assert(has_all_kernels<isa::avx512bw> && has_all_kernels<isa::avx512vnni>);
#elif QUANTA_ARCH_ARM
static_assert(has_all_kernels<isa::neon_dotprod> && has_all_kernels<isa::neon_i8mm>);
#endif

static_assert(kernel::ByteFormat<uint8> && kernel::ByteFormat<int4> && kernel::ByteFormat<ternary>);
static_assert(!kernel::ByteFormat<int16> && !kernel::ByteFormat<float>);

} // namespace
