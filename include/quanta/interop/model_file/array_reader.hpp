// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/node.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/interop/model_file/json_cursor.hpp>
#include <quanta/interop/model_file/packed_values.hpp>
#include <quanta/interop/model_file_view.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Copies a file's arrays into vectors, each once. Errors begin with the place of the node that wants it.
class array_reader {
public:
    explicit array_reader(const model_file_view& file) : file_(file), taken_(file.arrays().size(), false) {}

    [[nodiscard]] bool has(std::string_view node, std::string_view role) const {
        return file_.find(text(node, ".", role)) != nullptr;
    }

    /// The array "node.role". Errors: there is none, it is another's already, it has another type.
    [[nodiscard]] const stored_array& take(const json_cursor& place, std::string_view node, std::string_view role,
                                           array_type type) {
        const std::string name = text(node, ".", role);
        const stored_array* found = file_.find(name);
        place.check_here(found != nullptr, "there is no array '", name, "'");
        place.check_here(found->type == type, "array '", name, "' holds ", interop::name(found->type), ", expected is ",
                         interop::name(type));
        const auto index = static_cast<std::size_t>(found - file_.arrays().data());
        place.check_here(!taken_[index], "array '", name, "' is used twice");
        taken_[index] = true;
        return *found;
    }

    /// Four bytes each.
    template <class Word>
    [[nodiscard]] static std::vector<Word> words(const stored_array& array) {
        static_assert(sizeof(Word) == 4);
        std::vector<Word> values(array.count());
        copy_words(array.bytes.data(), values.data(), array.bytes.size());
        return values;
    }

    /// A float parameter. Error further: a value that is not finite.
    [[nodiscard]] graph::parameter take_parameter(const json_cursor& place, std::string_view node,
                                                  std::string_view role) {
        const stored_array& array = take(place, node, role, array_type::f32);
        graph::parameter read{std::string(role), array.extents, words<float>(array)};
        for (std::size_t i = 0; i < read.values.size(); ++i)
            if (!is_finite(read.values[i]))
                place.fail_here("array '", array.name, "': value ", read.values[i], " at index ", i, " is not finite");
        return read;
    }

    /// Integers of a format, unpacked.
    [[nodiscard]] static std::vector<std::int8_t> integers(const json_cursor& place, const stored_array& array,
                                                           const graph::format_value& format) {
        return unpack_values(text(place.path(), ": array '", array.name, "'"), format, array.bytes, array.count());
    }

    /// Error if there is an array that no node took.
    void check_all_taken() const {
        for (std::size_t i = 0; i < taken_.size(); ++i)
            check(taken_[i], file_.file(), ": $.arrays[", i, "]: no node uses the array '", file_.arrays()[i].name,
                  "'");
    }

private:
    const model_file_view& file_;
    std::vector<bool> taken_;
};

} // namespace detail

} // namespace quanta::interop
