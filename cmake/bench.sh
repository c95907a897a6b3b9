#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
#
# Sets up what is missing, builds the benchmarks and runs them beside every peer library that is there.
#
#   bash cmake/bench.sh                     all
#   bash cmake/bench.sh gemm                those whose name matches the regular expression
#   bash cmake/bench.sh [filter] --OPTION   options go to the program; --help lists them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

arguments=()
case ${1-} in
'' | --*) ;;
*) arguments+=("--benchmark_filter=$1") && shift ;;
esac

bash cmake/setup.sh bench
cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DQUANTA_BUILD_BENCHMARKS=ON -DQUANTA_BUILD_TESTS=OFF -DQUANTA_BUILD_EXAMPLES=OFF
cmake --build build/bench --target bench -j "$(nproc)"
exec build/bench/benchmarks/bench "${arguments[@]}" "$@"
