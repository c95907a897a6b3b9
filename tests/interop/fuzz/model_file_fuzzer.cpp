// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// For libFuzzer. `fuzz_model_file --seeds=corpus` writes the seeds into an existing folder.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <interop/fuzz/model_file_target.hpp>
#include <interop/model_file_parts.hpp>
#include <support/allocation_limit.hpp>

namespace {

void write(const std::string& path, std::span<const std::byte> bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// Each seed twice: as a file, and as the parts that the fuzzer gives checksums to.
void write_seeds(const std::string& folder) {
    int number = 0;
    for (const std::vector<std::byte>& file : model_file_seeds()) {
        model_file_parts parts(file);
        std::vector<std::byte> plain;
        for (const char each : parts.json().dump()) plain.push_back(static_cast<std::byte>(each));
        plain.push_back(std::byte{0});
        plain.insert(plain.end(), parts.data.begin(), parts.data.end());
        write(folder + "/file_" + std::to_string(number), file);
        write(folder + "/parts_" + std::to_string(number++), plain);
    }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
    for (int i = 1; i < *count; ++i) {
        const std::string_view argument = (*arguments)[i];
        if (!argument.starts_with("--seeds=")) continue;
        write_seeds(std::string(argument.substr(8)));
        std::exit(0);
    }
    return 0;
}

/// What begins like a JSON object is a file's parts; anything else is a file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span input(reinterpret_cast<const std::byte*>(data), size);
    const support::allocation_limit limit(size);
    static_cast<void>(size > 0 && data[0] == '{' ? refusal_of_parts(input) : refusal(input));
    return 0;
}
