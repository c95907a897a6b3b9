# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# `cmake --install` lays down the headers and a package for find_package(quanta).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_DATADIR}/cmake/quanta")

install(TARGETS quanta EXPORT quanta-targets FILE_SET HEADERS)
install(EXPORT quanta-targets NAMESPACE quanta:: DESTINATION "${package_dir}")
configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/quanta-config.cmake.in"
    "${PROJECT_BINARY_DIR}/quanta-config.cmake"
    INSTALL_DESTINATION "${package_dir}"
    NO_SET_AND_CHECK_MACRO
)
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/quanta-config-version.cmake"
    COMPATIBILITY SameMinorVersion # before 1.0.0 a minor version may change the interface
    ARCH_INDEPENDENT
)
install(
    FILES
        "${PROJECT_BINARY_DIR}/quanta-config.cmake"
        "${PROJECT_BINARY_DIR}/quanta-config-version.cmake"
        "${CMAKE_CURRENT_LIST_DIR}/quanta-xsimd.cmake"
    DESTINATION "${package_dir}"
)
