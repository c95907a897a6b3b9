# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# The kernel for full ranges never multiplies in saturating pairs; narrower kernels leave wider registers alone.
leaf("gemm_int8_avx2::accumulate" "vpmaddwd [^\n]*%ymm" "vpmaddubsw|%zmm")
leaf("gemm_uint8_int8_avx2<.*>::accumulate" "vpmaddubsw [^\n]*%ymm" "%zmm")
leaf("gemm_int8_avxvnni<.*>::accumulate" "{vex} vpdpbusd [^\n]*%ymm" "%zmm")
leaf("gemm_int8_avx512vnni<.*>::accumulate" "vpdpbusd [^\n]*%zmm")
leaf("gemm_int8_avx512bw::accumulate" "vpmaddwd [^\n]*%zmm" "vpmaddubsw")
leaf("gemm_uint8_int8_avx512bw<.*>::accumulate" "vpmaddubsw [^\n]*%zmm" "vpdpbusd")
leaf("gemm_int16_avx2::accumulate" "vpmaddwd [^\n]*%ymm" "%zmm")
leaf("gemm_int16_avx512bw::accumulate" "vpmaddwd [^\n]*%zmm")
leaf("gemm_float_avx2::accumulate" "vfmadd[0-9]+ps [^\n]*%ymm" "%zmm")
leaf("gemm_float_avx512bw::accumulate" "vfmadd[0-9]+ps [^\n]*%zmm")
leaf("depthwise_int8_avx2::accumulate" "vpmaddwd [^\n]*%ymm" "vpmaddubsw|%zmm")
leaf("depthwise_int8_avxvnni::accumulate" "{vex} vpdpwssd [^\n]*%ymm" "%zmm")
leaf("depthwise_int8_avx512bw::accumulate" "vpmaddwd [^\n]*%zmm" "vpmaddubsw")
leaf("depthwise_int8_avx512vnni::accumulate" "vpdpwssd [^\n]*%zmm")
leaf("depthwise_int16_avx2::accumulate" "vpmaddwd [^\n]*%ymm" "%zmm")
leaf("depthwise_float_avx2::accumulate" "vfmadd[0-9]+ps [^\n]*%ymm" "%zmm")
leaf("depthwise_float_avx512bw::accumulate" "vfmadd[0-9]+ps [^\n]*%zmm")
