#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
#
# Sets up what is missing, builds the tests and runs them.
#
#   bash cmake/test.sh                          the preset `dev`
#   bash cmake/test.sh --preset asan            another preset of CMakePresets.json; may be repeated
#   bash cmake/test.sh --all                    everything that CI runs
#   bash cmake/test.sh [...] -- -R histogram    what follows goes to ctest
#
# The last line is `N passed, N failed`, with `, N skipped` where some were; the exit code is 0 if none failed.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

presets=()
while [ $# -gt 0 ]; do
    case $1 in
    --preset) presets+=("${2:?--preset needs a name}") && shift 2 ;;
    --all) exec bash .ci/run ;;
    --) shift && break ;;
    -h | --help) sed -n '5,13s/^# \{0,1\}//p' cmake/test.sh && exit ;;
    *) printf 'test: unknown argument: %s\n' "$1" >&2 && exit 2 ;;
    esac
done
[ ${#presets[@]} -gt 0 ] || presets=(dev)

passed=0 failed=0 skipped=0

# GCC 12's thread sanitizer cannot place its shadow memory where the kernel randomizes addresses by more than 28 bits.
without_randomization() {
    if setarch "$(uname -m)" -R true 2>/dev/null; then setarch "$(uname -m)" -R "$@"; else "$@"; fi
}

build() {
    local groups=(test demo)
    case $1 in
    dev) ;;
    aarch64) groups=(arm64) ;;
    *) groups+=(ci) ;;
    esac
    bash cmake/setup.sh "${groups[@]}" && cmake --preset "$1" && without_randomization cmake --build --preset "$1" -j "$(nproc)"
}

attribute() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"; }

# Adds the numbers of ctest's report to the totals. A test skips itself; one that could not run for another reason failed.
count() {
    local suite tests unsuccessful not_run of_skipped
    suite=$(tr '\n\t' '  ' <"$1" | grep -o '<testsuite [^>]*>')
    tests=$(attribute tests "$suite")
    not_run=$(($(attribute skipped "$suite") + $(attribute disabled "$suite")))
    of_skipped=$(grep -c '<skipped message="SKIP_' "$1")
    unsuccessful=$(($(attribute failures "$suite") + not_run - of_skipped))
    passed=$((passed + tests - unsuccessful - of_skipped))
    failed=$((failed + unsuccessful))
    skipped=$((skipped + of_skipped))
}

run_preset() {
    local report=build/$1/tests.xml
    if ! build "$1"; then
        printf 'test: preset %s does not build\n' "$1" >&2
        failed=$((failed + 1))
        return
    fi
    rm -f "$report"
    without_randomization ctest --preset "$1" -j "$(nproc)" --output-junit "$PWD/$report" "${@:2}"
    if [ -f "$report" ]; then count "$report"; else failed=$((failed + 1)); fi
}

for preset in "${presets[@]}"; do run_preset "$preset" "$@"; done
totals="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || totals+=", $skipped skipped"
printf '%s\n' "$totals"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
