// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

#include <fashion_mnist/calibrator_comparison.hpp>
#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/evaluation.hpp>
#include <fashion_mnist/networks.hpp>
#include <fashion_mnist/progress.hpp>
#include <fashion_mnist/report.hpp>
#include <fashion_mnist/rows.hpp>
#include <fashion_mnist/verification.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/thread_pool.hpp>
#include <quanta/isa/select.hpp>

namespace demo {
namespace {

struct settings {
    std::filesystem::path data = default_folder(), report, cache;
    training_options training;
    std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    std::size_t calibration_images = 2000, timing_rounds = 60;
    bool markdown = false, verifies = false, compares_calibrators = false;
};

void add_options(CLI::App& app, settings& chosen) {
    app.add_option("--data", chosen.data, "Folder of the four IDX files (default: QUANTA_DATA_DIR, else Debian's)");
    app.add_option("--report", chosen.report, "File for the results in JSON");
    app.add_flag("--verify", chosen.verifies,
                 "Compare every integer of all test images with the network on paper (minutes)");
    app.add_flag("--calibrators", chosen.compares_calibrators,
                 "Compare every calibrator, and do nothing else: trains on five sixths of the training images, judges "
                 "by the last sixth");
    app.add_flag("--markdown", chosen.markdown, "Print the table as Markdown");
    app.add_option("--epochs", chosen.training.epochs, "Passes over the training images")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--fine-tuning-epochs", chosen.training.fine_tuning_epochs, "Passes of each fine-tuning")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--cache", chosen.cache, "Folder for trained networks; none: nothing is kept");
    app.add_option("--seed", chosen.training.seed, "Of the first weights and the order of images")
        ->capture_default_str();
    app.add_option("--threads", chosen.threads, "For training; timing uses one")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    app.add_option("--calibration-images", chosen.calibration_images, "Training images that observers see")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--timing-rounds", chosen.timing_rounds, "Measurements whose median is reported")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
}

class stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

std::vector<report_row> evaluate(const table_rows& table, const labelled_images& test, std::size_t timing_rounds) {
    const std::vector<candidate>& networks = table.networks;
    std::vector<report_row> rows(networks.size());
    std::vector<std::size_t> correct;
    {
        progress shown("evaluating", "images", networks.size() * test.count());
        for (const candidate& network : networks) correct.push_back(count_correct(network, test, shown));
    }
    progress shown("timing", "rounds", timing_rounds);
    const std::vector<speed> speeds = measure_speed(networks, test, timing_rounds, shown);
    const auto percent = [&](std::size_t more, std::size_t less) {
        return 100 * (static_cast<double>(more) - static_cast<double>(less)) / static_cast<double>(test.count());
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
        rows[r].name = networks[r].name;
        rows[r].weight_bytes = networks[r].weight_bytes;
        rows[r].peak_bytes = networks[r].peak_bytes;
        rows[r].accuracy = percent(correct[r], 0);
        rows[r].accuracy_change = percent(correct[r], correct[0]);
        rows[r].timing = speeds[r];
        rows[r].speedup = speeds[r].images_per_second / speeds[0].images_per_second;
        rows[r].worst = worst_layer(networks[r], table.references[r], test);
    }
    return rows;
}

/// Whether all networks that are in integers throughout give what they give on paper.
bool verify(const table_rows& table, const labelled_images& test, quanta::thread_pool& workers) {
    std::size_t differences = 0;
    for (const candidate& row : table.networks) {
        if (!row.is_static()) continue;
        progress shown("verifying", "images", test.count());
        const std::size_t own = count_differences(row, test, workers, shown);
        std::printf("%s: %zu values differ from the network on paper, %zu images\n", row.name.c_str(), own,
                    test.count());
        differences += own;
    }
    return differences == 0;
}

void print(const report& results, bool markdown) {
    const auto cells = cells_of(results);
    std::printf("\n%s\n", (markdown ? markdown_table(cells) : aligned_table(cells)).c_str());
    std::printf("Accuracy: %zu test images, which neither training nor calibration (%zu training images) saw.\n"
                "Speed: one thread, %s, from pixels in floats to logits in floats; medians.\n"
                "Worst layer: the one whose outputs are furthest from those in floats, as a signal-to-noise ratio.\n"
                "%.1f seconds in all, %.1f of them training on %zu threads.\n",
                results.test_images, results.calibration_images, results.isa.c_str(), results.seconds_total,
                results.seconds_training, results.training_threads);
}

/// Accuracy by calibrator, on training images that neither training, with its early stopping, nor calibration saw: the test
/// images are no ground to choose by.
int compare_calibrators(const settings& chosen, const dataset& images) {
    const std::size_t judges = images.train.count() / 6, learned = images.train.count() - judges;
    const training_set learned_from(part_of(images.train, 0, learned));
    quanta::thread_pool workers(chosen.threads);
    const trained_network network = make_float_network(learned_from, chosen.training, chosen.cache, workers);
    const calibrator_comparison results = compare_calibrators(
        network.reals, learned_from.first(chosen.calibration_images), part_of(images.train, learned, judges), workers);
    const auto cells = cells_of(results);
    std::printf("\n%s\n", (chosen.markdown ? markdown_table(cells) : aligned_table(cells)).c_str());
    std::printf(
        "Accuracy in percent: the last %zu training images, which neither training (the other %zu, early stopping "
        "included) nor calibration (the first %zu) saw.\n",
        judges, learned, std::min(chosen.calibration_images, learned));
    for (const std::string& name : ahead_of_first(results))
        std::printf("%s is ahead of %s in a mean.\n", name.c_str(), results.rows.front().name.c_str());
    return 0;
}

int run(const settings& chosen) {
    const stopwatch total;
    const dataset images = load_dataset(chosen.data);
    std::printf("%zu training and %zu test images of %s\n", images.train.count(), images.test.count(),
                chosen.data.c_str());
    if (chosen.compares_calibrators) return compare_calibrators(chosen, images);

    report results;
    const training_set learned_from(images.train);
    quanta::thread_pool workers(chosen.threads);
    const networks learned = make_networks(learned_from, chosen.training, chosen.cache, workers);
    results.seconds_training = learned.seconds_training;

    results.calibration_images = std::min(chosen.calibration_images, images.train.count());
    const table_rows table = make_rows(learned, learned_from, results.calibration_images, workers);
    if (chosen.verifies && !verify(table, images.test, workers)) return 1;
    results.rows = evaluate(table, images.test, chosen.timing_rounds);

    results.isa = quanta::isa::name(quanta::isa::select());
    results.compiler = DEMO_COMPILER;
    results.training_threads = chosen.threads;
    results.training_images = images.train.count();
    results.test_images = images.test.count();
    results.epochs = chosen.training.epochs;
    results.fine_tuning_epochs = chosen.training.fine_tuning_epochs;
    results.seed = chosen.training.seed;
    results.seconds_total = total.seconds();
    print(results, chosen.markdown);
    if (chosen.report.empty()) return 0;
    write_json(results, chosen.report);
    std::printf("Report: %s\n", chosen.report.c_str());
    return 0;
}

} // namespace
} // namespace demo

int main(int argc, char** argv) {
    CLI::App app("Trains a convolutional network on Fashion-MNIST and runs it in floats and in integers");
    demo::settings chosen;
    demo::add_options(app, chosen);
    CLI11_PARSE(app, argc, argv);
    try {
        return demo::run(chosen);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "demo: %s\n", problem.what());
        return 1;
    }
}
