// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <quanta/params/affine_params.hpp>

namespace golden {

/// A tensor in row-major order, or a scalar, whose shape is empty. What is a list of plain integers in the file has the
/// shape {length}. Integers or reals, whichever the file has.
struct tensor {
    std::string type; ///< NumPy's name: "int8", "float32"
    std::vector<std::size_t> shape;
    std::vector<std::int64_t> integers;
    std::vector<float> reals;
};

/// One run of one operator: operands, parameters and what the toolkits gave. Errors name the vector and the field.
class vector {
public:
    vector(std::string name, std::map<std::string, tensor> fields);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool has(const std::string& field) const { return fields_.contains(field); }
    [[nodiscard]] const tensor& operator[](const std::string& field) const;

    /// Error unless the field holds integers that T holds.
    template <class T = std::int32_t>
    [[nodiscard]] std::vector<T> integers(const std::string& field) const {
        std::vector<T> values;
        for (const std::int64_t value : (*this)[field].integers) values.push_back(checked<T>(field, value));
        return values;
    }
    [[nodiscard]] const std::vector<float>& reals(const std::string& field) const { return (*this)[field].reals; }
    /// Of fields with one value.
    [[nodiscard]] int integer(const std::string& field) const;
    [[nodiscard]] float real(const std::string& field) const;

    /// The scales and zero points of `operand`, one a slice: its fields <operand>_scale and <operand>_zero_point; for an
    /// empty name, scale and zero_point.
    [[nodiscard]] std::vector<quanta::affine_params> params(const std::string& operand) const;
    /// The parameters of an operand that has one pair.
    [[nodiscard]] quanta::affine_params only_params(const std::string& operand) const;

private:
    template <class T>
    [[nodiscard]] T checked(const std::string& field, std::int64_t value) const {
        if (!std::in_range<T>(value)) fail(field, "holds " + std::to_string(value) + ", too large for what reads it");
        return static_cast<T>(value);
    }
    [[noreturn]] void fail(const std::string& field, const std::string& what) const;

    std::string name_;
    std::map<std::string, tensor> fields_;
};

/// The vectors of tests/golden/<path> that have the field `result`. Error if there are none.
[[nodiscard]] std::vector<vector> read(const std::string& path, const std::string& result);

/// The format's ends: {-128, 127} for "int8", {-8, 7} for "int4". Error for what is no integer type.
struct limits {
    int lowest, highest;
};
[[nodiscard]] limits limits_of(const tensor& integers);

} // namespace golden
