// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <quanta/core/fixed_point.hpp>
#include <quanta/epilogue/tile.hpp>
#include <quanta/isa/select.hpp>
#include <support/guarded_buffer.hpp>

/// Where a tile stands: what is before its first row and column must stay untouched too.
struct placement {
    std::size_t rows, columns, first_row, first_column;
};

// Columns around 4, 8, 16 and 32, the registers and steps of the evaluators; the last is the largest tile.
inline const std::vector<placement> placements{
    {0, 16, 0, 0}, {1, 0, 0, 0},  {1, 1, 0, 0},  {2, 3, 1, 2},  {3, 4, 0, 1},  {1, 5, 2, 0},   {2, 7, 0, 9},
    {3, 8, 1, 0},  {2, 9, 0, 0},  {1, 11, 3, 5}, {2, 15, 0, 1}, {6, 16, 2, 3}, {1, 17, 0, 0},  {2, 23, 1, 1},
    {3, 31, 0, 0}, {2, 33, 1, 7}, {1, 47, 0, 0}, {4, 48, 0, 0}, {2, 63, 2, 0}, {6, 64, 6, 64}, {1, 29, 0, 64}};

/// Everything that stages read, full of values that break careless arithmetic, each array exactly as long as it may be
/// read, next to a page that faults.
struct operands {
    placement place;
    support::guard side;
    std::mt19937 generator;
    std::size_t rows = place.first_row + place.rows, columns = place.first_column + place.columns;
    std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(columns) + 3;

    support::guarded_buffer<std::int32_t> accumulators{place.rows * place.columns, side};
    support::guarded_buffer<float> reals{place.rows * place.columns, side};
    support::guarded_buffer<std::int32_t> row_integers{rows, side}, column_integers{columns, side};
    support::guarded_buffer<float> row_floats{rows, side}, column_floats{columns, side}, multipliers{columns, side};
    support::guarded_buffer<double> doubles{columns, side};
    support::guarded_buffer<quanta::fixed_point_multiplier> fixed_points{columns, side};
    support::guarded_buffer<std::uint8_t> residual_uint8{matrix_size(), side};
    support::guarded_buffer<std::int8_t> residual_int8{matrix_size(), side};
    support::guarded_buffer<float> residual_float{matrix_size(), side};

    operands(placement where, support::guard guarded_side, std::uint32_t seed)
        : place(where), side(guarded_side), generator(seed) {
        for (auto* const integers : {&accumulators, &row_integers, &column_integers})
            for (std::int32_t& value : integers->span()) value = integer();
        for (auto* const floats : {&reals, &row_floats, &column_floats, &residual_float})
            for (float& value : floats->span()) value = real();
        for (float& value : multipliers.span()) value = multiplier();
        for (double& value : doubles.span()) value = multiplier() * (generator() % 4 == 0 ? 1.0 : 1 + 0x1p-40);
        for (quanta::fixed_point_multiplier& value : fixed_points.span()) value = fixed_point();
        for (std::uint8_t& value : residual_uint8.span()) value = static_cast<std::uint8_t>(generator());
        for (std::int8_t& value : residual_int8.span()) value = static_cast<std::int8_t>(generator());
    }

    /// Elements of a matrix whose last row ends with the tile's last column.
    [[nodiscard]] std::size_t matrix_size() const {
        return rows == 0 ? 0 : (rows - 1) * static_cast<std::size_t>(stride) + columns;
    }

    [[nodiscard]] quanta::epilogue::tile<std::int32_t> tile() const { return make_tile(accumulators.data()); }
    [[nodiscard]] quanta::epilogue::tile<float> float_tile() const { return make_tile(reals.data()); }

private:
    template <class T>
    [[nodiscard]] quanta::epilogue::tile<T> make_tile(const T* values) const {
        return {values, place.columns, place.rows, place.columns, place.first_row, place.first_column};
    }

    std::int32_t integer() {
        const auto full = static_cast<std::int32_t>(generator());
        switch (generator() % 4) {
        case 0: return full;
        case 1: return full >> 20;
        case 2: return full >> 28; // meets ties
        default: return full % 2 == 0 ? std::numeric_limits<int>::min() : std::numeric_limits<int>::max();
        }
    }

    float real() {
        const float magnitude =
            std::ldexp(1.0F + static_cast<float>(generator() >> 9) * 0x1p-23F, static_cast<int>(generator() % 24) - 12);
        const float sign = generator() % 2 == 0 ? 1.0F : -1.0F;
        switch (generator() % 16) {
        case 0: return sign * 0.0F;
        case 1: return sign * std::numeric_limits<float>::infinity();
        case 2: return std::numeric_limits<float>::quiet_NaN();
        case 3: return sign * 1e-42F; // subnormal
        case 4: return sign * 3e38F;
        case 5: return sign * (static_cast<float>(generator() % 300) + 0.5F); // tie
        default: return sign * magnitude;
        }
    }

    float multiplier() {
        const float mantissa = 0.5F + static_cast<float>(generator() >> 8) * 0x1p-25F;
        switch (generator() % 8) {
        case 0: return 0.5F; // ties
        case 1: return 0x1p-31F;
        case 2: return 1e-42F; // subnormal
        case 3: return 3e38F;
        case 4: return 0.0F;
        default: return std::ldexp(mantissa, -static_cast<int>(generator() % 30));
        }
    }

    quanta::fixed_point_multiplier fixed_point() {
        const auto mantissa = static_cast<std::int32_t>((generator() >> 2) | (1U << 30));
        switch (generator() % 8) {
        case 0: return {};
        case 1: return {1 << 30, 0}; // ties
        case 2: return {std::numeric_limits<std::int32_t>::max(), 30};
        case 3: return {std::numeric_limits<std::int32_t>::max(), -31};
        case 4: return {1 << 30, -31};
        default: return {mantissa, static_cast<std::int32_t>(generator() % 62) - 31};
        }
    }
};

/// The bits of `values`, all NaN being one: which NaN comes out of arithmetic is nobody's promise.
template <class T>
std::vector<T> bits(const support::guarded_buffer<T>& values) {
    return {values.span().begin(), values.span().end()};
}
inline std::vector<std::uint32_t> bits(const support::guarded_buffer<float>& values) {
    std::vector<std::uint32_t> words;
    for (const float value : values.span())
        words.push_back(std::isnan(value) ? ~0U : std::bit_cast<std::uint32_t>(value));
    return words;
}

/// What `id` makes of `tile` in an output of type U: `pipeline_for(output, row_stride)` names the stages. The whole
/// output is compared, so a byte written beside the tile is a difference.
template <class U, class T, class PipelineFor>
auto output_of(quanta::isa::id id, const operands& data, const quanta::epilogue::tile<T>& tile,
               const PipelineFor& pipeline_for) {
    const support::guarded_buffer<U> output(data.matrix_size(), data.side);
    for (U& value : output.span()) value = U{77};
    const auto pipeline = pipeline_for(output.data(), data.stride);
    quanta::isa::visit(id, [&](auto tag) { pipeline.template consume<decltype(tag)>(tile); });
    return bits(output);
}
