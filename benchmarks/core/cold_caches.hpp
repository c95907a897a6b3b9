// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace bench {

/// Bytes that do not fit the last-level cache twice; half a gigabyte at most, since virtual machines report caches that
/// many cores share.
[[nodiscard]] std::size_t bytes_beyond_caches();

/// Writes `bytes_beyond_caches()`, so that nothing that was used before is in a cache.
void flush_caches();

} // namespace bench
