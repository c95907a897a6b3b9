#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
#
# Sets up what is missing, builds the demo and runs it: trains, quantizes and evaluates a model on real images, prints
# the table and writes build/demo/report.json. Arguments go to the demo; --help lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash cmake/setup.sh demo
cmake -S . -B build/demo -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DQUANTA_BUILD_EXAMPLES=ON -DQUANTA_BUILD_TESTS=OFF -DQUANTA_BUILD_BENCHMARKS=OFF
cmake --build build/demo --target demo -j "$(nproc)"
exec build/demo/examples/demo --cache build/demo/trained --report build/demo/report.json "$@"
