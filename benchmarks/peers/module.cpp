// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/module.hpp>

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace bench::peers {

void* function_of_module(const char* path, const char* name) {
#ifdef RTLD_DEEPBIND
    constexpr int mode = RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND;
#else
    constexpr int mode = RTLD_NOW | RTLD_LOCAL;
#endif
    void* module = dlopen(path, mode); // never closed: what it makes lives as long as the program
    void* found = module == nullptr ? nullptr : dlsym(module, name);
    if (found == nullptr) throw std::runtime_error(std::string("a peer cannot be loaded: ") + dlerror());
    return found;
}

} // namespace bench::peers
