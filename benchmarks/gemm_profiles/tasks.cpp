// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_profiles/operands.hpp>

#include <limits/limits.hpp>
#include <quanta/core/integer_formats.hpp>

namespace bench::gemm_profiles {

namespace {

/// A product whose requantization is nothing beside it, and one of which it is a part.
constexpr gemm_shape shapes[] = {{1024, 1024, 1024}, {3136, 256, 64}};

} // namespace

task_list tasks() {
    const std::vector<library<operands>> profiles{{"quanta", gemm_u8s8u8::prepare_quanta},
                                                  {"xnnpack", prepare_xnnpack},
                                                  {"onnx", prepare_onnx},
                                                  {"pytorch", prepare_pytorch},
                                                  {"onnx_reference", prepare_onnx_reference},
                                                  {"tflite", prepare_tflite},
                                                  {"tflite_single", prepare_tflite_single}};
    task_list list;
    for (const gemm_shape& shape : shapes) {
        task work{"gemm_profiles", shape.name(), "GOP/s", shape.operations()};
        work.bounds = {{limits::integer_products(1), shape.operations()}};
        list.push_back(task_of<operands>(std::move(work), profiles, shape.bytes(1, 1),
                                         [shape] { return gemm_u8s8u8::make_operands<quanta::int8>(shape, 127); }));
    }
    return list;
}

} // namespace bench::gemm_profiles
