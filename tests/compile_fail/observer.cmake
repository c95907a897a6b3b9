# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

quanta_add_compile_fail(
    observer_histogram_of_1000_bins observer_histogram_of_1000_bins.cpp
    "the number of bins must be a power of two from 16 to 65536"
)
