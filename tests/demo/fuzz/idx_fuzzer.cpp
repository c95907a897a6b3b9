// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// For libFuzzer: images and labels of the demo, as they are when they are not compressed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include <demo/idx_bytes.hpp>
#include <fashion_mnist/idx.hpp>
#include <support/allocation_limit.hpp>

namespace {

template <std::size_t Rank>
void read(std::span<const std::byte> file) {
    demo::memory_source source(file);
    try {
        const auto tensor = demo::read_idx<Rank>(source);
        std::size_t expected = 1;
        for (const std::size_t extent : tensor.extents) expected *= extent;
        if (tensor.values.size() != expected) std::abort();
    } catch (const quanta::error& refused) {
        if (std::string_view(refused.what()).find("offset") == std::string_view::npos) std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const support::allocation_limit limit(size);
    const std::span file(reinterpret_cast<const std::byte*>(data), size);
    read<1>(file);
    read<3>(file);
    return 0;
}
