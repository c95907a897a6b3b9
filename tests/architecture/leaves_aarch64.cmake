# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Sixteen values of a row are loaded at once, and each lane of four has its turn; a kernel of one extension
# never uses another.
leaf("gemm_int8_neon_dotprod<.*>::accumulate" "sdot v[0-9]+\\.4s, v[0-9]+\\.16b, v[0-9]+\\.4b\\[3\\]" "mmla|smlal")
leaf("gemm_int8_neon_i8mm<true>::accumulate" "smmla v[0-9]+\\.4s, v[0-9]+\\.16b" "usmmla|[su]dot|smlal")
leaf("gemm_int8_neon_i8mm<false>::accumulate" "usmmla v[0-9]+\\.4s, v[0-9]+\\.16b" " smmla|[su]dot|smlal")
leaf("depthwise_int8_neon::accumulate" "smlal2? v[0-9]+\\.4s" "mmla|[su]dot")
