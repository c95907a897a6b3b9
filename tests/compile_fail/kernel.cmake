# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

quanta_add_compile_fail(kernel_int16 kernel_int16.cpp "quanta: no GEMM micro-kernel multiplies these formats")
