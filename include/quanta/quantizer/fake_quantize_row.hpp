// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every kernel of fake_quantize_row; isa::select() chooses between them at run time.
#include <quanta/quantizer/portable/fake_quantize_row_portable.hpp>
#include <quanta/quantizer/reference/fake_quantize_row_reference.hpp>
#include <quanta/quantizer/x86/fake_quantize_row_avx2.hpp>
#include <quanta/quantizer/x86/fake_quantize_row_avx512bw.hpp>
