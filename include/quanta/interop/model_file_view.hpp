// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/interop/array_type.hpp>
#include <quanta/interop/model_file/json_cursor.hpp>
#include <quanta/interop/model_file/prologue.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// Which kind of graph a file holds.
enum class model_kind { float_model, quantized_model };

/// What is done with the checksum of a file's arrays. That of its header is always compared; `skip` is for files that
/// are mapped and should not be read as a whole: damage in the arrays then stays unseen.
enum class data_checksum { compare, skip };

/// An array of a model file, in place.
struct stored_array {
    std::string name; ///< that of the node, a dot, and what it is to the node, such as "stem.weights"
    array_type type;
    graph::shape extents;
    std::span<const std::byte> bytes; ///< little-endian, begins at a multiple of 64 bytes from the file's start

    [[nodiscard]] std::size_t count() const { return graph::element_count(name, extents); }

    /// The values in place, nothing copied. T: float for f32, std::int32_t for i32, std::int8_t for i8. Errors: another
    /// type, bytes that are not aligned for T because the file itself lies so in memory, a processor that is
    /// big-endian.
    template <class T>
    [[nodiscard]] std::span<const T> values() const {
        static_assert(std::is_same_v<T, float> || std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int8_t>,
                      "quanta: the arrays of model files that can be used in place hold float, std::int32_t or "
                      "std::int8_t");
        constexpr array_type asked = std::is_same_v<T, float> ? array_type::f32
                                     : sizeof(T) == 4         ? array_type::i32
                                                              : array_type::i8;
        check(type == asked, "array '", name, "' holds ", interop::name(type), ", not ", interop::name(asked));
        check(std::endian::native == std::endian::little || sizeof(T) == 1, "array '", name,
              "' is little-endian and this processor is not");
        check(reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(T) == 0, "array '", name,
              "' is not aligned in memory: the file's first byte must stand at a multiple of ", alignof(T));
        return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
    }
};

/// A model file in memory, looked at without copying its arrays: its kind, and its arrays by name. Made of the bytes of
/// a `mapped_file`, which must stay; `load_model` makes a graph of it.
class model_file_view {
public:
    /// `file` is what errors call it. Errors, which begin with that name and tell the offset or the place in the
    /// header: another format or major version, a file cut off or too long, a checksum that differs, a header that is
    /// no JSON or not as MODEL_FILE.md says, arrays that lie outside the data or in each other.
    explicit model_file_view(std::span<const std::byte> bytes, data_checksum arrays = data_checksum::compare,
                             std::string file = "model file")
        : file_(std::move(file)) {
        const detail::prologue start = detail::decode_prologue(bytes, file_);
        const auto header = bytes.subspan(detail::prologue_bytes, static_cast<std::size_t>(start.header_bytes));
        const auto data = bytes.subspan(detail::prologue_bytes + header.size());
        check_checksum("header", header, detail::prologue_bytes, start.header_checksum);
        if (arrays == data_checksum::compare)
            check_checksum("data", data, detail::prologue_bytes + header.size(), start.data_checksum);
        is_strict_ = start.minor <= detail::model_file_minor;
        header_ = detail::parse_header(header, detail::prologue_bytes, file_);
        root().only({"arrays", "inputs", "kind", "nodes", "outputs", "profile", "tensors"});
        static constexpr std::string_view kinds[] = {"float", "quantized"};
        kind_ = static_cast<model_kind>(root()["kind"].choice(kinds));
        if (const auto profile = root().find("profile"))
            profile->check_here(kind_ == model_kind::quantized_model, "a profile of a float model");
        read_arrays(data);
        if (arrays == data_checksum::compare) check_padding(data);
    }

    [[nodiscard]] model_kind kind() const { return kind_; }

    /// All arrays, in the file's order.
    [[nodiscard]] std::span<const stored_array> arrays() const { return arrays_; }

    /// The array of this name; null if there is none.
    [[nodiscard]] const stored_array* find(std::string_view name) const {
        const auto found = indices_.find(name);
        return found == indices_.end() ? nullptr : &arrays_[found->second];
    }
    /// The array of this name. Error if there is none.
    [[nodiscard]] const stored_array& array(std::string_view name) const {
        const stored_array* found = find(name);
        check(found != nullptr, file_, ": there is no array '", name, "'");
        return *found;
    }

    /// What errors call the file.
    [[nodiscard]] const std::string& file() const { return file_; }

    /// The header's outermost object: for those who read models from it.
    [[nodiscard]] detail::json_cursor root() const { return {header_.json, file_ + ": $", is_strict_}; }

private:
    void check_checksum(std::string_view part, std::span<const std::byte> bytes, std::size_t offset,
                        std::uint32_t stated) const {
        const std::uint32_t computed = detail::checksum(bytes);
        check(computed == stated, file_, ": offset ", offset, ": the ", part, "'s checksum is ",
              detail::hexadecimal(computed), ", not ", detail::hexadecimal(stated), ": it is damaged");
    }

    /// Arrays stand in the order of the table, each at the first multiple of 64 behind the one before: they never
    /// overlap, so that all of them together are no larger than the file.
    void read_arrays(std::span<const std::byte> data) {
        const detail::json_cursor table = root()["arrays"];
        std::size_t end = 0;
        arrays_.reserve(table.size());
        for (std::size_t i = 0; i < table.size(); ++i) {
            const detail::json_cursor entry = table[i];
            entry.only({"name", "offset", "shape", "type"});
            stored_array array{entry["name"].name(2 * detail::longest_name + 1),
                               static_cast<array_type>(entry["type"].choice(array_type_names)),
                               entry["shape"].extents(),
                               {}};
            const std::size_t offset = entry["offset"].natural(), expected = round_up(end, detail::array_alignment);
            entry["offset"].check_here(offset == expected, offset, ", expected is ", expected);
            const std::size_t bytes = bytes_of(array.type, graph::element_count(array.name, array.extents));
            entry.check_here(offset <= data.size() && bytes <= data.size() - offset, "its ", bytes, " bytes from ",
                             offset, " on reach beyond the data's ", data.size());
            array.bytes = data.subspan(offset, bytes);
            end = offset + bytes;
            const bool is_new = indices_.emplace(array.name, i).second;
            entry.check_here(is_new, "a second array '", array.name, "'");
            arrays_.push_back(std::move(array));
        }
        table.check_here(end == data.size(), "its arrays end at ", end, ", and the data at ", data.size());
    }

    void check_padding(std::span<const std::byte> data) const {
        const std::byte* end = data.data();
        for (const stored_array& each : arrays_) {
            check(std::all_of(end, each.bytes.data(), [](std::byte b) { return b == std::byte{0}; }), file_,
                  ": array '", each.name, "': the bytes before it are not zero");
            end = each.bytes.data() + each.bytes.size();
        }
    }

    std::string file_;
    bool is_strict_ = true;
    detail::header_value header_;
    model_kind kind_ = model_kind::float_model;
    std::vector<stored_array> arrays_;
    std::map<std::string, std::size_t, std::less<>> indices_;
};

} // namespace quanta::interop
