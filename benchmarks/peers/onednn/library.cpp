// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>

#include <string>

#include <peers/onednn/operations.hpp>
#include <peers/onednn/shared.hpp>

namespace bench::peers::onednn {

namespace {

using set_threads_function = void (*)(int);

/// OpenMP's runtime comes along with oneDNN: asked by name, this program needs none of its own.
set_threads_function set_openmp_threads() {
    static const auto found = reinterpret_cast<set_threads_function>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    return found;
}

const char* instruction_set_name(dnnl::cpu_isa isa) {
    switch (isa) {
    case dnnl::cpu_isa::sse41: return "SSE4.1";
    case dnnl::cpu_isa::avx: return "AVX";
    case dnnl::cpu_isa::avx2: return "AVX2";
    case dnnl::cpu_isa::avx2_vnni: return "AVX2 with AVX-VNNI";
    case dnnl::cpu_isa::avx512_core: return "AVX-512";
    case dnnl::cpu_isa::avx512_core_vnni: return "AVX-512 with VNNI";
    case dnnl::cpu_isa::avx512_core_bf16: return "AVX-512 with VNNI and bfloat16";
    default: return "another instruction set";
    }
}

std::string describe() {
    const dnnl_version_t& version = *dnnl_version();
    return "oneDNN " + std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
           std::to_string(version.patch) + ", " + instruction_set_name(dnnl::get_effective_cpu_isa()) +
           (set_openmp_threads() == nullptr ? ", threads as OMP_NUM_THREADS says" : "");
}

constexpr onednn_api functions{describe, matmul, convolution, reorder};

} // namespace

dnnl::engine& engine() {
    static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

dnnl::stream& stream() {
    static dnnl::stream stream(engine());
    return stream;
}

dnnl::memory::data_type type_of(element type) {
    using oneapi = dnnl::memory::data_type;
    switch (type) {
    case element::f32: return oneapi::f32;
    case element::s32: return oneapi::s32;
    case element::u8: return oneapi::u8;
    case element::s8: return oneapi::s8;
    }
    return oneapi::undef;
}

void copy_into(dnnl::memory& from, dnnl::memory& to) {
    dnnl::reorder(from, to).execute(stream(), from, to);
    stream().wait();
}

dnnl::memory in_order(dnnl::memory given, const dnnl::memory::desc& wanted) {
    if (given.get_desc() == wanted) return given;
    dnnl::memory copy(wanted, engine());
    copy_into(given, copy);
    return copy;
}

void use_threads(std::size_t threads) {
    if (set_openmp_threads() != nullptr) set_openmp_threads()(static_cast<int>(threads));
}

} // namespace bench::peers::onednn

#if QUANTA_BENCH_MODULE
extern "C" __attribute__((visibility("default"))) const bench::peers::onednn_api* quanta_bench_onednn() {
    return &bench::peers::onednn::functions;
}
#else
namespace bench::peers {
const onednn_api* linked_onednn() { return &onednn::functions; }
} // namespace bench::peers
#endif
