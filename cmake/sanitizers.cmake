# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# QUANTA_SANITIZE=address,undefined or thread: for our own programs, whose first finding ends them.
add_library(quanta_sanitizers INTERFACE)
if(QUANTA_SANITIZE)
    target_compile_options(
        quanta_sanitizers
        INTERFACE -fsanitize=${QUANTA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    )
    target_link_options(quanta_sanitizers INTERFACE -fsanitize=${QUANTA_SANITIZE})
endif()
