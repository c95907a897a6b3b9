// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// reals -> integers, and back

#include <quanta/quantizer/aliasing.hpp>
#include <quanta/quantizer/as_view.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <quanta/quantizer/quantizer_concepts.hpp>
#include <quanta/quantizer/recipe.hpp>
