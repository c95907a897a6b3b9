// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every kernel of quantize_row; isa::select() chooses between them at run time.
#include <quanta/quantizer/portable/quantize_row_portable.hpp>
#include <quanta/quantizer/reference/quantize_row_reference.hpp>
#include <quanta/quantizer/x86/quantize_row_avx2.hpp>
#include <quanta/quantizer/x86/quantize_row_avx512bw.hpp>
