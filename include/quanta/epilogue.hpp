// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/epilogue/apply.hpp>
#include <quanta/epilogue/arm/evaluate_neon.hpp>
#include <quanta/epilogue/bias.hpp>
#include <quanta/epilogue/clamp.hpp>
#include <quanta/epilogue/dequantize.hpp>
#include <quanta/epilogue/dequantize_wide.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/evaluate.hpp>
#include <quanta/epilogue/evaluate_portable.hpp>
#include <quanta/epilogue/lookup.hpp>
#include <quanta/epilogue/narrow.hpp>
#include <quanta/epilogue/output_range.hpp>
#include <quanta/epilogue/pipeline.hpp>
#include <quanta/epilogue/quantize.hpp>
#include <quanta/epilogue/relu.hpp>
#include <quanta/epilogue/requantize.hpp>
#include <quanta/epilogue/requantize_by_double.hpp>
#include <quanta/epilogue/requantize_fixed_point.hpp>
#include <quanta/epilogue/requantize_in_double.hpp>
#include <quanta/epilogue/requantize_twice_rounded.hpp>
#include <quanta/epilogue/requantize_wide_fixed_point.hpp>
#include <quanta/epilogue/residual_add.hpp>
#include <quanta/epilogue/store.hpp>
#include <quanta/epilogue/tile.hpp>
#include <quanta/epilogue/wide_pipeline.hpp>
#include <quanta/epilogue/x86/evaluate_avx2.hpp>
#include <quanta/epilogue/x86/evaluate_avx512.hpp>
#include <quanta/epilogue/zero_point_correction.hpp>
