// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_file.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

namespace golden {
namespace {

using nlohmann::json;

// strtof reads hexadecimal floats, nan and inf.
float to_real(const std::string& text) {
    char* end = nullptr;
    const float value = std::strtof(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0') throw std::runtime_error("'" + text + "' is not a real number");
    return value;
}

tensor to_tensor(const json& value) {
    tensor result;
    if (value.is_object()) {
        result.type = value.at("type").get<std::string>();
        result.shape = value.at("shape").get<std::vector<std::size_t>>();
        for (const json& element : value.at("values"))
            if (element.is_string())
                result.reals.push_back(to_real(element.get<std::string>()));
            else
                result.integers.push_back(element.get<std::int64_t>());
    } else if (value.is_array()) {
        result.integers = value.get<std::vector<std::int64_t>>();
        result.shape = {result.integers.size()};
    } else {
        result.integers = {value.is_boolean() ? std::int64_t{value.get<bool>()} : value.get<std::int64_t>()};
    }
    return result;
}

vector to_vector(const json& fields) {
    std::map<std::string, tensor> tensors;
    for (const auto& [name, value] : fields.items())
        if (name != "name" && !value.is_null()) tensors.emplace(name, to_tensor(value));
    return {fields.at("name").get<std::string>(), std::move(tensors)};
}

} // namespace

vector::vector(std::string name, std::map<std::string, tensor> fields)
    : name_(std::move(name)), fields_(std::move(fields)) {}

void vector::fail(const std::string& field, const std::string& what) const {
    throw std::runtime_error("golden vector '" + name_ + "': field '" + field + "' " + what);
}

const tensor& vector::operator[](const std::string& field) const {
    const auto found = fields_.find(field);
    if (found == fields_.end()) fail(field, "is missing");
    return found->second;
}

int vector::integer(const std::string& field) const {
    const std::vector<int> values = integers<int>(field);
    if (values.size() != 1) fail(field, "has " + std::to_string(values.size()) + " integers where one is wanted");
    return values[0];
}

float vector::real(const std::string& field) const {
    if (reals(field).size() != 1) fail(field, "has " + std::to_string(reals(field).size()) + " reals, not one");
    return reals(field)[0];
}

std::vector<quanta::affine_params> vector::params(const std::string& operand) const {
    const std::string prefix = operand.empty() ? "" : operand + "_";
    const std::vector<float>& scales = reals(prefix + "scale");
    const std::vector<std::int32_t> zero_points = integers(prefix + "zero_point");
    if (zero_points.size() != scales.size() && zero_points.size() != 1) fail(prefix + "zero_point", "has another size");
    std::vector<quanta::affine_params> result;
    for (std::size_t slice = 0; slice < scales.size(); ++slice)
        result.push_back({scales[slice], zero_points[zero_points.size() == 1 ? 0 : slice]});
    return result;
}

quanta::affine_params vector::only_params(const std::string& operand) const {
    const std::vector<quanta::affine_params> all = params(operand);
    if (all.size() != 1) fail(operand + "_scale", "has " + std::to_string(all.size()) + " scales where one is wanted");
    return all[0];
}

std::vector<vector> read(const std::string& path, const std::string& result) {
    std::ifstream file(QUANTA_GOLDEN_FOLDER "/" + path);
    if (!file) throw std::runtime_error("golden vectors: cannot open " + path);
    std::vector<vector> vectors;
    const json parsed = json::parse(file);
    for (const json& fields : parsed.at("vectors"))
        if (fields.contains(result)) vectors.push_back(to_vector(fields));
    if (vectors.empty()) throw std::runtime_error("golden vectors: " + path + " has none with '" + result + "'");
    return vectors;
}

limits limits_of(const tensor& integers) {
    static const std::map<std::string, limits> all{
        {"int8", {-128, 127}},  {"uint8", {0, 255}}, {"int16", {-32768, 32767}},
        {"uint16", {0, 65535}}, {"int4", {-8, 7}},   {"uint4", {0, 15}},
    };
    return all.at(integers.type);
}

} // namespace golden
