// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every kernel of dequantize_row; isa::select() chooses between them at run time.
#include <quanta/quantizer/portable/dequantize_row_portable.hpp>
#include <quanta/quantizer/reference/dequantize_row_reference.hpp>
#include <quanta/quantizer/x86/dequantize_row_avx2.hpp>
#include <quanta/quantizer/x86/dequantize_row_avx512bw.hpp>
