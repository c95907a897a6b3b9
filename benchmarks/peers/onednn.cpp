// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <peers/onednn.hpp>

#include <dlfcn.h>

#include <peers/peers.hpp>

namespace bench::peers {

namespace {

/// oneDNN runs on OpenMP, whose runtime it brings along: asked by name, this program needs no OpenMP of its own.
bool use_one_openmp_thread() {
    auto* set_threads = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    if (set_threads != nullptr) set_threads(1);
    return set_threads != nullptr;
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

} // namespace

dnnl::engine& onednn_engine() {
    static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

dnnl::stream& onednn_stream() {
    static dnnl::stream stream(onednn_engine());
    return stream;
}

void onednn_reorder(dnnl::memory& from, dnnl::memory& to) {
    dnnl::reorder(from, to).execute(onednn_stream(), from, to);
    onednn_stream().wait();
}

dnnl::primitive_attr onednn_requantization(const layer_params& params) {
    constexpr int one_for_all = 0, one_per_output = 1 << 1;
    dnnl::primitive_attr made;
    made.set_output_scales(one_per_output, params.multipliers());
    made.set_zero_points(DNNL_ARG_SRC, one_for_all, {params.input.zero_point});
    made.set_zero_points(DNNL_ARG_DST, one_for_all, {params.output.zero_point});
    return made;
}

std::string start_onednn() {
    const bool limited = use_one_openmp_thread();
    const dnnl_version_t& version = *dnnl_version();
    return "oneDNN " + std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
           std::to_string(version.patch) + ", " + instruction_set_name(dnnl::get_effective_cpu_isa()) +
           (limited ? ", one thread" : ", threads as OMP_NUM_THREADS says");
}

} // namespace bench::peers
