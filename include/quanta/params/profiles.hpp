// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every profile, each a namesake's arithmetic.
#include <quanta/params/profile_aimet.hpp>
#include <quanta/params/profile_onnx.hpp>
#include <quanta/params/profile_onnx_reference.hpp>
#include <quanta/params/profile_pytorch.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/params/profile_tensorrt.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/profile_tflite_single.hpp>
#include <quanta/params/profile_xnnpack.hpp>
