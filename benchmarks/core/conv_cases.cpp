// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/conv_cases.hpp>

namespace bench {

namespace {

constexpr conditions flushed{1, cache_state::flushed}, two_threads{2, cache_state::hot};

void append_hot(std::vector<conv_case>& cases, const conv_shape& shape) {
    cases.push_back({shape});
    if (shape.operations() >= 2e8) cases.push_back({shape, two_threads});
}

} // namespace

std::vector<conv_case> conv_cases() {
    std::vector<conv_case> made;
    for (const conv_shape& shape : measured_conv_shapes) {
        append_hot(made, shape);
        made.push_back({shape, flushed});
    }
    for (const conv_shape& shape : published_conv_shapes) append_hot(made, shape);
    return made;
}

std::vector<conv_case> depthwise_cases() {
    std::vector<conv_case> made;
    for (const conv_shape& shape : depthwise_shapes) {
        made.push_back({shape});
        made.push_back({shape, flushed});
    }
    return made;
}

} // namespace bench
