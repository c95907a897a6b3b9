// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// What must not happen, so that the tests are known to see it: an inline function outside the keyed namespace.

namespace quanta {

inline float unkeyed(volatile float* x) { return *x * 2.0F; }

} // namespace quanta

int UNIT() {
    volatile float x = 1.5F;
    return static_cast<int>(quanta::unkeyed(&x));
}
