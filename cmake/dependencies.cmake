# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Dependencies are found where they are installed, else their source is fetched. The library itself needs xsimd alone;
# tests, examples and benchmarks ask for theirs with quanta_require where they need them.
include(FetchContent)

# quanta_require(<package> <oldest version> <repository> <tag>); a macro, since packages set variables for their caller.
macro(quanta_require package version repository tag)
    find_package(${package} ${version} QUIET)
    if(NOT ${package}_FOUND)
        message(STATUS "${package} is not installed in a version that serves: fetching ${tag} from ${repository}")
        FetchContent_Declare(${package} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON)
        FetchContent_MakeAvailable(${package})
    endif()
endmacro()

# Its package claims to be compatible within one major version only, so the version is compared here.
set(QUANTA_XSIMD_OLDEST 8.1)
if(NOT TARGET xsimd)
    quanta_require(xsimd "" https://github.com/xtensor-stack/xsimd 14.3.0)
    if(xsimd_FOUND AND xsimd_VERSION VERSION_LESS QUANTA_XSIMD_OLDEST)
        message(
            FATAL_ERROR
                "quanta needs xsimd ${QUANTA_XSIMD_OLDEST} or newer, and ${xsimd_VERSION} is installed; "
                "with -DCMAKE_DISABLE_FIND_PACKAGE_xsimd=ON its source is fetched instead"
        )
    endif()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/quanta-xsimd.cmake")
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED GLOBAL)
