#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing, from Debian's packages. When all is there it says so and changes nothing.
#
#   bash cmake/setup.sh [group...]     groups: build (the default), test, demo, bench, ci, arm64
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A line is: group, Debian package, and how to tell that it is there where packages cannot be asked for:
# a command, a header, or a file.
requirements() {
    cat <<'END'
build  g++                    command  g++
build  cmake                  command  cmake
build  ninja-build            command  ninja
build  libxsimd-dev           header   xsimd/xsimd.hpp
test   libcatch2-dev          header   catch2/catch_all.hpp
test   libeigen3-dev          header   eigen3/Eigen/Core
test   libtbb-dev             header   oneapi/tbb/task_arena.h
test   qemu-user              command  qemu-x86_64
demo   dataset-fashion-mnist  file     /usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz
demo   zlib1g-dev             header   zlib.h
demo   nlohmann-json3-dev     header   nlohmann/json.hpp
demo   libcli11-dev           header   CLI/CLI.hpp
bench  libbenchmark-dev       header   benchmark/benchmark.h
bench  libeigen3-dev          header   eigen3/Eigen/Core
bench  libopenblas-dev        header   cblas.h
bench  libdnnl-dev            header   dnnl.hpp
bench  libxnnpack-dev         header   xnnpack.h
bench  libpthreadpool-dev     header   pthreadpool.h
bench  libgemmlowp-dev        header   gemmlowp/public/gemmlowp.h
ci     clang                  command  clang++
ci     libclang-rt-dev        command  clang++
ci     clang-format           command  clang-format
ci     clang-tidy             command  clang-tidy
ci     libbenchmark-dev       header   benchmark/benchmark.h
arm64  g++-aarch64-linux-gnu  command  aarch64-linux-gnu-g++
arm64  qemu-user              command  qemu-aarch64
END
}

say() { printf 'setup: %s\n' "$*"; }
give_up() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# The requirements of the groups asked for; every group needs what `build` needs.
wanted() {
    local groups=" build $* "
    requirements | while read -r group package kind what; do
        [[ $groups == *" $group "* ]] && printf '%s %s %s\n' "$package" "$kind" "$what"
    done | sort -u
}

check_groups() {
    local group
    for group in "$@"; do
        requirements | grep -q "^$group " || give_up "unknown group '$group'; there are: $(requirements | cut -d' ' -f1 | uniq | xargs)"
    done
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
    local package kind what
    wanted "$@" | while read -r package kind what; do
        installed "$package" || printf '%s\n' "$package"
    done
}

found_without_packages() {
    case $1 in
    command) command -v "$2" >/dev/null ;;
    header) printf '#include <%s>\n' "$2" | c++ -std=c++20 -E -x c++ - >/dev/null 2>&1 ;;
    file) [ -e "$2" ] ;;
    esac
}

# Without apt-get nothing is installed: what is there is used, what is not is named.
only_look() {
    local package kind what absent=()
    while read -r package kind what; do
        found_without_packages "$kind" "$what" || absent+=("$package ($kind $what)")
    done < <(wanted "$@")
    [ ${#absent[@]} -eq 0 ] && return
    say "there is no apt-get here; install by hand, under the names that this system has for Debian's packages:" >&2
    printf '  %s\n' "${absent[@]}" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        give_up "this needs root and there is no sudo; as root, run: bash cmake/setup.sh ${groups[*]}"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# The machine's own source of its release with the suite replaced by its backports: same mirror, same key.
# This one reads the paragraphs of a .sources file, the next the one-line entries of .list files.
backports_paragraph() {
    awk -v suite="$1" '
        BEGIN { RS = ""; FS = "\n" }
        {
            of_suite = binary = disabled = replaced = 0
            text = ""
            for (line = 1; line <= NF; line++) {
                if ($line ~ /^#/) continue
                if ($line ~ /^[^ \t]/) {
                    key = tolower(substr($line, 1, index($line, ":") - 1))
                    value = " " substr($line, index($line, ":") + 1) " "
                    replaced = key ~ /^(types|suites|components|enabled)$/
                    if (key == "suites" && index(value, " " suite " ")) of_suite = 1
                    if (key == "types" && index(value, " deb ")) binary = 1
                    if (key == "enabled" && index(value, " no ")) disabled = 1
                }
                if (!replaced) text = text $line "\n"
            }
            if (of_suite && binary && !disabled) {
                printf "Types: deb\nSuites: %s-backports\nComponents: main\n%s", suite, text
                exit
            }
        }' "$2"
}

backports_line() {
    awk -v suite="$1" '
        /^[ \t]*deb[ \t]/ {
            options = ""
            if (match($0, /\[[^]]*\]/)) {
                options = substr($0, RSTART, RLENGTH) " "
                $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
            }
            if ($3 == suite) { printf "deb %s%s %s-backports main\n", options, $2, suite; exit }
        }' "$2"
}

# Prints the format (sources or list) on the first line, then the entry; nothing when no source of the release is found.
backports_source() {
    local file entry
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] && entry=$(backports_paragraph "$1" "$file") && [ -n "$entry" ] && printf 'sources\n%s\n' "$entry" && return
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$file" ] && entry=$(backports_line "$1" "$file") && [ -n "$entry" ] && printf 'list\n%s\n' "$entry" && return
    done
    return 0
}

available() { [ -n "$(apt-cache search --names-only "^$1\$")" ]; }

# Catch2 3 is the package libcatch2-dev, which Debian 12 has in its backports.
add_backports() {
    local ID='' VERSION_CODENAME='' source target
    # shellcheck disable=SC1091
    . /etc/os-release
    [ "$ID" = debian ] || return 0
    source=$(backports_source "$VERSION_CODENAME")
    if [ -z "$source" ]; then
        say "no apt source of $VERSION_CODENAME found whose mirror could serve its backports"
        return 0
    fi
    target=/etc/apt/sources.list.d/quanta-backports.${source%%$'\n'*}
    say "libcatch2-dev (Catch2 3) is newer than this release: adding $VERSION_CODENAME-backports in $target"
    printf '%s\n' "${source#*$'\n'}" | as_root tee "$target" >/dev/null
    apt update
}

install_missing() {
    local package packages=()
    say "installing from Debian's packages: $*"
    apt update
    for package in "$@"; do
        if [ "$package" = libcatch2-dev ] && ! available libcatch2-dev; then add_backports; fi
        if [ "$package" = libcatch2-dev ] && ! available libcatch2-dev; then
            say "no Catch2 3 among this system's packages: CMake will fetch its source, with git"
            package=git
        fi
        packages+=("$package")
    done
    apt install --no-install-recommends "${packages[@]}" >/dev/null
    say "done"
}

# What programs for 64-bit ARM include and link. Debian's package of Catch2 takes the place of this machine's own where it is
# installed for two architectures, so these are unpacked in a folder that only the preset `aarch64` looks at, with lists of
# packages of their own: nothing outside it changes.
arm64_packages=(libcatch2-dev libxsimd-dev nlohmann-json3-dev)
arm64_folder=$PWD/build/packages-arm64

arm64_apt() {
    local work=$arm64_folder/apt
    apt-get -qq -o Acquire::Retries=3 -o APT::Sandbox::User= -o APT::Architecture=arm64 -o APT::Architectures::=arm64 \
        -o Dir::State="$work" -o Dir::State::status=/dev/null -o Dir::Cache="$work" "$@"
}

unpack_arm64() {
    local package
    say "unpacking for arm64 in $arm64_folder: ${arm64_packages[*]}"
    available libcatch2-dev || add_backports
    rm -rf "$arm64_folder"
    mkdir -p "$arm64_folder"/apt/{lists,archives}/partial
    arm64_apt update
    for package in "${arm64_packages[@]}"; do
        if ! (cd "$arm64_folder/apt" && arm64_apt download "$package"); then
            say "no $package for arm64 among this system's packages: CMake will fetch its source, with git"
        fi
    done
    for package in "$arm64_folder"/apt/*.deb; do
        [ ! -e "$package" ] || dpkg-deb -x "$package" "$arm64_folder"
    done
    rm -rf "$arm64_folder/apt"
}

groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(build)
check_groups "${groups[@]}"
if ! command -v apt-get >/dev/null; then
    only_look "${groups[@]}"
    say "no apt-get, but everything for ${groups[*]} is there"
    exit 0
fi
mapfile -t missing < <(missing_packages "${groups[@]}")
if [ ${#missing[@]} -eq 0 ]; then
    say "everything for ${groups[*]} is there"
else
    install_missing "${missing[@]}"
fi
if [[ " ${groups[*]} " == *" arm64 "* && ! -d $arm64_folder/usr ]]; then unpack_arm64; fi
