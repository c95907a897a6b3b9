// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::isa {

/// An instruction set that kernels exist for; those of one architecture from the least to the most capable.
enum class id : std::uint8_t {
    reference,
    portable,
    avx2,
    avxvnni,
    avx512bw,
    avx512vnni,
    neon_dotprod,
    neon_i8mm,
};

} // namespace quanta::isa

namespace quanta::isa::inline QUANTA_ABI {

/// Plain scalar loops: the definition of every result.
struct reference {
    static constexpr id value = id::reference;
};
/// xsimd, at the instruction set that the translation unit is compiled for.
struct portable {
    static constexpr id value = id::portable;
};
/// AVX2 and FMA.
struct avx2 {
    static constexpr id value = id::avx2;
};
/// AVX2, FMA and the 256-bit byte dot product, VEX encoded.
struct avxvnni {
    static constexpr id value = id::avxvnni;
};
/// AVX-512 F, BW, DQ and VL.
struct avx512bw {
    static constexpr id value = id::avx512bw;
};
/// AVX-512 F, BW, DQ, VL and the byte dot product.
struct avx512vnni {
    static constexpr id value = id::avx512vnni;
};
/// NEON and the byte dot product (FEAT_DotProd: Armv8.2 and later).
struct neon_dotprod {
    static constexpr id value = id::neon_dotprod;
};
/// NEON, the byte dot product, and the product of 2 x 8 by 8 x 2 bytes (FEAT_I8MM: Armv8.6, some earlier).
struct neon_i8mm {
    static constexpr id value = id::neon_i8mm;
};

/// All identifiers, in their order.
inline constexpr std::array<id, 8> all_ids{id::reference, id::portable,   id::avx2,         id::avxvnni,
                                           id::avx512bw,  id::avx512vnni, id::neon_dotprod, id::neon_i8mm};

/// Those that some processor of this architecture runs.
#if QUANTA_ARCH_X86
inline constexpr std::array<id, 6> architecture_ids{id::reference, id::portable, id::avx2,
                                                    id::avxvnni,   id::avx512bw, id::avx512vnni};
#elif QUANTA_ARCH_ARM
inline constexpr std::array<id, 4> architecture_ids{id::reference, id::portable, id::neon_dotprod, id::neon_i8mm};
#else
inline constexpr std::array<id, 2> architecture_ids{id::reference, id::portable};
#endif

/// The name that `QUANTA_ISA` and reports use.
[[nodiscard]] constexpr std::string_view name(id instruction_set) {
    constexpr std::array<std::string_view, 8> names{"reference", "portable",   "avx2",         "avxvnni",
                                                    "avx512bw",  "avx512vnni", "neon_dotprod", "neon_i8mm"};
    return names[static_cast<std::size_t>(instruction_set)];
}

/// Calls `action(Tag{})` with the tag type of `instruction_set`; returns what it returns.
template <class Action>
constexpr decltype(auto) visit(id instruction_set, Action&& action) {
    switch (instruction_set) {
#if QUANTA_ARCH_X86
    case id::avx512vnni: return action(avx512vnni{});
    case id::avx512bw: return action(avx512bw{});
    case id::avxvnni: return action(avxvnni{});
    case id::avx2: return action(avx2{});
#elif QUANTA_ARCH_ARM
    case id::neon_i8mm: return action(neon_i8mm{});
    case id::neon_dotprod: return action(neon_dotprod{});
#endif
    case id::portable: return action(portable{});
    default: return action(reference{});
    }
}

} // namespace quanta::isa
