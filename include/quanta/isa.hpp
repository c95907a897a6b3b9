// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The CPU, as a tag.

#include <quanta/isa/cpu_features.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/isa/tags.hpp>
