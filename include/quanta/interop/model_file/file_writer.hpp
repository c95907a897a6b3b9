// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/interop/array_type.hpp>
#include <quanta/interop/model_file/header.hpp>
#include <quanta/interop/model_file/json_cursor.hpp>
#include <quanta/interop/model_file/packed_values.hpp>
#include <quanta/interop/model_file/prologue.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Collects a header and arrays, and gives the file's bytes from first to last. Arrays are referred to where they need
/// no packing, so the model must stay until `write` has ended.
class file_writer {
public:
    /// `source` is what errors call the model.
    explicit file_writer(std::string_view source) : source_(source) {}

    [[nodiscard]] std::string_view source() const { return source_; }

    /// Members of the header beside "arrays".
    json header = json::object();

    /// An array of floats or 32-bit integers. Error: another number of values than the extents say.
    template <class Word>
    void add_words(std::string name, array_type type, const graph::shape& extents, std::span<const Word> values) {
        static_assert(sizeof(Word) == 4);
        check_count(name, extents, values.size());
        if constexpr (std::endian::native == std::endian::little) {
            add(std::move(name), type, extents, std::as_bytes(values));
        } else {
            std::vector<std::byte> bytes(values.size_bytes());
            copy_words(values.data(), bytes.data(), bytes.size());
            add_owned(std::move(name), type, extents, std::move(bytes));
        }
    }

    /// Integers of a format, packed to its bits. Errors further: a value outside the format's range.
    void add_integers(std::string name, const graph::format_value& format, const graph::shape& extents,
                      std::span<const std::int8_t> values) {
        check_count(name, extents, values.size());
        const array_type type = packed_type(format);
        if (type == array_type::i8 && format.lowest == -128) // all bytes are values
            return add(std::move(name), type, extents, std::as_bytes(values));
        auto bytes = pack_values(text(source_, ": array '", name, "'"), format, values);
        add_owned(std::move(name), type, extents, std::move(bytes));
    }

    /// Calls `sink(span of bytes)` for the parts of the file in their order. Error: the header is longer than files
    /// allow, a name is not UTF-8.
    template <class Sink>
    void write(Sink&& sink) const {
        const std::string text = header_text();
        const auto bytes = std::as_bytes(std::span(text));
        prologue start{.header_bytes = bytes.size(), .data_bytes = end_, .header_checksum = checksum(bytes)};
        each_part(
            [&](std::span<const std::byte> piece) { start.data_checksum = checksum(piece, start.data_checksum); });
        sink(std::span<const std::byte>(encode(start)));
        sink(bytes);
        each_part(sink);
    }

    /// Bytes of the arrays with what stands between them.
    [[nodiscard]] std::size_t data_bytes() const { return end_; }

private:
    struct part {
        std::size_t offset;
        std::span<const std::byte> bytes;
    };

    void check_count(std::string_view name, const graph::shape& extents, std::size_t values) const {
        const std::string where = text(source_, ": array '", name, "'");
        const std::size_t expected = graph::element_count(where, extents);
        check(values == expected, where, " has ", values, " values, and its shape ", graph::shape_text(extents),
              " has ", expected);
    }

    void add(std::string name, array_type type, const graph::shape& extents, std::span<const std::byte> bytes) {
        const std::size_t offset = round_up(end_, array_alignment);
        table_.push_back(
            json{{"name", std::move(name)}, {"type", interop::name(type)}, {"shape", extents}, {"offset", offset}});
        parts_.push_back({offset, bytes});
        end_ = offset + bytes.size();
    }
    void add_owned(std::string name, array_type type, const graph::shape& extents, std::vector<std::byte> bytes) {
        owned_.push_back(std::move(bytes));
        add(std::move(name), type, extents, owned_.back());
    }

    /// Spaces behind the text make the data begin at a multiple of `array_alignment`.
    [[nodiscard]] std::string header_text() const {
        json whole = header;
        whole["arrays"] = table_;
        std::string text = whole.dump(-1, ' ', false, json::error_handler_t::replace); // strict would throw
        text.resize(round_up(text.size(), array_alignment), ' ');
        check(text.size() <= largest_header, source_, ": the header of its file would have ", text.size(),
              " bytes, at most ", largest_header);
        const bool same = parse_header(std::as_bytes(std::span(text)), prologue_bytes, source_).json == whole;
        check(same, source_, ": a name in it is not UTF-8");
        return text;
    }

    template <class Sink>
    void each_part(Sink&& sink) const {
        static constexpr std::array<std::byte, array_alignment> zeros{};
        std::size_t end = 0;
        for (const part& each : parts_) {
            sink(std::span<const std::byte>(zeros).first(each.offset - end));
            sink(each.bytes);
            end = each.offset + each.bytes.size();
        }
    }

    std::string_view source_;
    json table_ = json::array();
    std::vector<part> parts_;
    std::vector<std::vector<std::byte>> owned_;
    std::size_t end_ = 0;
};

} // namespace detail

} // namespace quanta::interop
