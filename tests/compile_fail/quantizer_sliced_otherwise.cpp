// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <quanta/core/integer_formats.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/params/scheme.hpp>

#ifdef QUANTA_FAIL
using channels = quanta::per_channel<1>;
#else
using channels = quanta::per_channel<0>;
#endif

auto run(const quanta::sliced<quanta::min_max, channels>& statistics) {
    using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;
    return quanta::calibrate<weights>(statistics, quanta::full_range{});
}
