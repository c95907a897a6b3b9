// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/report.hpp>

#include <fstream>

#include <nlohmann/json.hpp>

#include <quanta/core/contracts.hpp>

namespace demo {
namespace {

using json = nlohmann::ordered_json;

json to_json(const report_row& row) {
    return {{"accuracy", row.accuracy},
            {"accuracy_change", row.accuracy_change},
            {"weight_bytes", row.weight_bytes},
            {"peak_bytes", row.peak_bytes},
            {"ms_per_image", row.timing.ms_per_image},
            {"images_per_second", row.timing.images_per_second},
            {"speedup", row.speedup},
            {"worst_layer", row.worst ? json(row.worst->layer) : json()},
            {"worst_sqnr_db", row.worst ? json(row.worst->sqnr_db) : json()}};
}

} // namespace

std::string json_text(const report& results) {
    json rows = json::object();
    for (const report_row& row : results.rows) rows[row.name] = to_json(row);
    const json all{{"rows", rows},
                   {"isa", results.isa},
                   {"seconds_total", results.seconds_total},
                   {"seconds_training", results.seconds_training},
                   {"compiler", results.compiler},
                   {"training_threads", results.training_threads},
                   {"timing_threads", results.timing_threads},
                   {"training_images", results.training_images},
                   {"calibration_images", results.calibration_images},
                   {"test_images", results.test_images},
                   {"epochs", results.epochs},
                   {"fine_tuning_epochs", results.fine_tuning_epochs},
                   {"seed", results.seed}};
    return all.dump(2) + '\n';
}

void write_json(const report& results, const std::filesystem::path& path) {
    std::error_code ignored; // the file cannot be opened then
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
    std::ofstream file(path);
    file << json_text(results) << std::flush;
    quanta::check(file.good(), path.string(), ": the report cannot be written there");
}

} // namespace demo
