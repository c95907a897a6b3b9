// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace quanta::op {

/// What an operator applies to its results before they are stored.
enum class activation { none, relu };

} // namespace quanta::op
