// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <core/conditions.hpp>
#include <core/conv_shape.hpp>

namespace bench {

/// A convolution and the conditions under which it is measured.
struct conv_case {
    conv_shape shape;
    conditions under{};

    [[nodiscard]] std::string name() const { return shape.name() + under.suffix(); }
};

/// `measured_conv_shapes` hot and with flushed caches, `published_conv_shapes` hot; those of 2e8 operations and up on two
/// threads, too.
[[nodiscard]] std::vector<conv_case> conv_cases();

/// `depthwise_shapes` hot and with flushed caches.
[[nodiscard]] std::vector<conv_case> depthwise_cases();

} // namespace bench
