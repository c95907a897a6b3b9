// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/interop/mapped_file.hpp>
#include <quanta/interop/model_file/file_output.hpp>
#include <quanta/interop/model_file/file_writer.hpp>
#include <quanta/interop/model_file/float_model.hpp>
#include <quanta/interop/model_file/quantized_model_reader.hpp>
#include <quanta/interop/model_file/quantized_model_writer.hpp>
#include <quanta/interop/model_file_view.hpp>
#include <quanta/interop/user_function.hpp>

// Graphs in files. The format, which MODEL_FILE.md describes, holds a float or a quantized graph: 64 bytes with
// version, lengths and checksums, a JSON header, and the arrays of parameters as they are in memory, each at a multiple
// of 64 bytes. What is saved and loaded again is the same to the last bit, and saved once more gives the same bytes.
//
//     interop::save_model(net, "net.quanta");
//     graph::model same = interop::load_model("net.quanta");
//
//     interop::mapped_file file("net.quanta");             // parameters in place, nothing copied
//     interop::model_file_view view(file.bytes());
//     std::span<const float> weights = view.array("stem.weights").values<float>();
//
// Files are not trusted: what is damaged, cut off, of a newer major version or not as the format says is refused with
// an error that names the file and the offset or the place in the header; nothing is allocated that is much larger than
// the file. Needs nlohmann-json 3.11 and zlib (link with -lz).

namespace quanta::interop::inline QUANTA_ABI {

/// How files are read.
struct load_options {
    std::span<const user_function> functions = {}; ///< the code of functions that files know by name
    data_checksum arrays = data_checksum::compare;
};

/// Writes a graph to a file: first to one beside it, named with ".partial", that takes its place when it is whole.
/// Errors: the file cannot be written; a name is not UTF-8; parameters that are not finite or not as many as their
/// extents say; the header would be longer than 16 MiB.
inline void save_model(const graph::model& net, const std::filesystem::path& path) {
    const std::string name = path.string();
    detail::file_writer file(name);
    detail::write_float_model(net, file);
    detail::write_file(file, path);
}

/// The same for a quantized graph. Errors further: what `load_quantized_model` would refuse.
inline void save_model(const graph::quantized_model& net, const std::filesystem::path& path) {
    const std::string name = path.string();
    detail::file_writer file(name);
    detail::write_quantized_model(net, file);
    detail::write_file(file, path);
}

/// The bytes that `save_model` would write.
[[nodiscard]] inline std::vector<std::byte> model_bytes(const graph::model& net) {
    detail::file_writer file("model_bytes");
    detail::write_float_model(net, file);
    return detail::written_bytes(file);
}
[[nodiscard]] inline std::vector<std::byte> model_bytes(const graph::quantized_model& net) {
    detail::file_writer file("model_bytes");
    detail::write_quantized_model(net, file);
    return detail::written_bytes(file);
}

/// The float graph of a file. Errors: those of `model_file_view`; the file holds a quantized graph; a node that
/// `graph::infer_shape` refuses; a function that `options.functions` does not have; an array that is missing, of
/// another type, or not used.
[[nodiscard]] inline graph::model load_model(const model_file_view& file, const load_options& options = {}) {
    check(file.kind() == model_kind::float_model, file.file(),
          ": holds a quantized model, which load_quantized_model reads");
    return detail::float_model_reader(file, options.functions).read();
}
/// The same from the bytes of a file, wherever they are; `name` is what errors call it.
[[nodiscard]] inline graph::model load_model(std::span<const std::byte> bytes, const load_options& options = {},
                                             std::string name = "model file") {
    return load_model(model_file_view(bytes, options.arrays, std::move(name)), options);
}
[[nodiscard]] inline graph::model load_model(const std::filesystem::path& path, const load_options& options = {}) {
    return load_model(mapped_file(path).bytes(), options, path.string());
}

/// The quantized graph of a file. Errors: those of `model_file_view`; the file holds a float graph; an array that is
/// missing, of another type, or not used; a node that reads what is made behind it or not at all; values, scales and
/// zero points that their formats do not allow; a function without table that `options.functions` does not have. What
/// operations make of shapes and parameters is checked by `graph::integer_network`.
[[nodiscard]] inline graph::quantized_model load_quantized_model(const model_file_view& file,
                                                                 const load_options& options = {}) {
    check(file.kind() == model_kind::quantized_model, file.file(), ": holds a float model, which load_model reads");
    return detail::quantized_model_reader(file, options.functions).read();
}
/// The same from the bytes of a file, wherever they are; `name` is what errors call it.
[[nodiscard]] inline graph::quantized_model load_quantized_model(std::span<const std::byte> bytes,
                                                                 const load_options& options = {},
                                                                 std::string name = "model file") {
    return load_quantized_model(model_file_view(bytes, options.arrays, std::move(name)), options);
}
[[nodiscard]] inline graph::quantized_model load_quantized_model(const std::filesystem::path& path,
                                                                 const load_options& options = {}) {
    return load_quantized_model(mapped_file(path).bytes(), options, path.string());
}

} // namespace quanta::interop
