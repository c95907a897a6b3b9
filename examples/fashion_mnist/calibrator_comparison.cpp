// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/calibrator_comparison.hpp>

#include <cstdio>
#include <functional>
#include <span>
#include <utility>

#include <fashion_mnist/candidates.hpp>
#include <fashion_mnist/evaluation.hpp>
#include <fashion_mnist/recipes.hpp>
#include <fashion_mnist/wide_ends.hpp>
#include <quanta/graph/calibrate_edges.hpp>
#include <quanta/graph/convert.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/graph/observe_edges.hpp>
#include <quanta/observer.hpp>
#include <quanta/op/guard_policy.hpp>

namespace demo {
namespace {

namespace graph = quanta::graph;
using plans = std::span<const graph::quantization_plan>;

/// A network in floats and what it runs on while it is observed.
struct subject {
    const graph::model& folded;
    const graph::calibration_data& data;
    quanta::thread_pool& workers;
};

enum class knows { signs, magnitudes };

/// A calibrator with the observer that it reads: the parameters of each tensor, by plan.
struct contender {
    const char* name;
    knows known;
    std::function<std::vector<graph::tensor_parameters>(const subject&, plans)> calibrate;
};

template <class Observer, class Calibrator>
contender enter(const char* name, const Calibrator& calibrator, knows known = knows::signs) {
    return {name, known, [=](const subject& net, plans made) {
                // The tensors that have parameters are those of the first plan in every one.
                const auto seen =
                    graph::observe_edges(net.folded, made.front(), net.data, candidate::batch, Observer(), net.workers);
                std::vector<graph::tensor_parameters> found;
                for (const auto& plan : made) found.push_back(*graph::calibrate_edges(*seen, plan, calibrator));
                return found;
            }};
}

using histogram = quanta::histogram<2048>;
using tournament = quanta::best_of<quanta::full_range, quanta::percentile, quanta::entropy>;

std::vector<contender> contenders() {
    constexpr knows magnitudes = knows::magnitudes;
    return {enter<histogram>("minimum_squared_error", quanta::minimum_squared_error{}),
            enter<histogram>("entropy", quanta::entropy{}),
            enter<histogram>("full_range", quanta::full_range{}),
            enter<histogram>("percentile", quanta::percentile{}),
            enter<histogram>("best_of<full_range, percentile, entropy>", tournament{}),
            enter<quanta::pytorch_histogram>("pytorch_l2_search", quanta::pytorch_l2_search{}),
            enter<quanta::onnxruntime_magnitudes>("onnxruntime_percentile", quanta::onnxruntime_percentile{}),
            enter<quanta::onnxruntime_histogram<128>>("onnxruntime_entropy", quanta::onnxruntime_entropy{}),
            enter<quanta::aimet_histogram>("aimet_tf_enhanced", quanta::aimet_tf_enhanced{}),
            enter<histogram>("octav", quanta::octav{}, magnitudes),
            enter<quanta::tensorrt_histogram>("tensorrt_mse", quanta::tensorrt_mse{}, magnitudes),
            enter<quanta::tensorrt_histogram>("tensorrt_percentile", quanta::tensorrt_percentile{}, magnitudes),
            enter<quanta::tensorrt_histogram>("tensorrt_entropy", quanta::tensorrt_entropy{}, magnitudes),
            enter<quanta::ncnn_histogram>("ncnn_entropy", quanta::ncnn_entropy{}, magnitudes)};
}

/// Formats that a calibrator of magnitudes can do come first.
constexpr std::size_t symmetric_formats = 2;

/// By `compared_format`.
std::vector<graph::quantization_plan> make_plans(const graph::model& folded) {
    using graph::scheme_value_of, recipes::unsigned_activations, recipes::weights_per_channel;
    using int4_activations = quanta::scheme<quanta::int4, quanta::symmetric, quanta::per_tensor>;
    constexpr auto int8_weights = scheme_value_of<weights_per_channel<quanta::int8_narrow>>;
    constexpr auto int4_weights = scheme_value_of<weights_per_channel<quanta::int4>>;
    const auto plan = [&](const graph::scheme_value& activations, const graph::scheme_value& weights) {
        return graph::make_plan(folded, activations, weights, wide_ends(activations));
    };
    return {plan(scheme_value_of<recipes::signed_activations>, int8_weights),
            plan(scheme_value_of<int4_activations>, int4_weights),
            plan(scheme_value_of<unsigned_activations<quanta::uint8>>, int8_weights),
            plan(scheme_value_of<unsigned_activations<quanta::uint4>>, int4_weights)};
}

std::string percent(double correct, std::size_t images) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", 100 * correct / static_cast<double>(images));
    return text;
}

/// Of both formats, none where there is none of one.
std::optional<double> mean(const calibrator_row& row, compared_format first, compared_format second) {
    const auto a = row.in(first), b = row.in(second);
    if (!a || !b) return {};
    return static_cast<double>(*a + *b) / 2;
}

} // namespace

calibrator_comparison compare_calibrators(const graph::model& trained, const graph::calibration_data& learned,
                                          const labelled_images& judged, quanta::thread_pool& workers,
                                          progress_output output) {
    const graph::model folded = graph::fold_batch_norm(trained);
    const std::vector<graph::quantization_plan> all_plans = make_plans(folded);
    const std::vector<contender> all = contenders();
    const auto plans_of = [&](const contender& each) {
        return plans(all_plans).first(each.known == knows::signs ? compared_formats : symmetric_formats);
    };
    std::size_t networks = 1;
    for (const contender& each : all) networks += plans_of(each).size();

    progress shown("comparing", "images", networks * judged.count(), std::move(output));
    calibrator_comparison results{.images = judged.count(), .correct_in_floats = 0, .rows = {}};
    results.correct_in_floats = count_correct(make_candidate("fp32", folded), judged, shown);
    for (const contender& each : all) {
        const plans own = plans_of(each);
        const std::vector<graph::tensor_parameters> parameters = each.calibrate({folded, learned, workers}, own);
        calibrator_row row{each.name, {}};
        for (std::size_t i = 0; i < own.size(); ++i) {
            auto integers = graph::convert(folded, own[i], parameters[i], {}, quanta::op::guard_policy::repair);
            row.correct[i] = count_correct(make_candidate(each.name, std::move(integers)), judged, shown);
        }
        results.rows.push_back(std::move(row));
    }
    return results;
}

std::vector<std::vector<std::string>> cells_of(const calibrator_comparison& results) {
    using enum compared_format;
    const auto text = [&](const auto& correct) {
        return correct ? percent(static_cast<double>(*correct), results.images) : std::string();
    };
    std::vector<std::vector<std::string>> cells{
        {"calibrator", "int8, symmetric", "int4, symmetric", "mean", "uint8", "uint4", "mean"}};
    cells.emplace_back(cells.front().size(), text(std::optional(results.correct_in_floats))).front() = "none: floats";
    for (const calibrator_row& row : results.rows)
        cells.push_back({row.name, text(row.in(int8)), text(row.in(int4)), text(mean(row, int8, int4)),
                         text(row.in(uint8)), text(row.in(uint4)), text(mean(row, uint8, uint4))});
    return cells;
}

std::vector<std::string> ahead_of_first(const calibrator_comparison& results) {
    using enum compared_format;
    const calibrator_row& first = results.rows.front();
    std::vector<std::string> ahead;
    for (const calibrator_row& row : results.rows)
        if (mean(row, int8, int4) > mean(first, int8, int4) || mean(row, uint8, uint4) > mean(first, uint8, uint4))
            ahead.push_back(row.name);
    return ahead;
}

} // namespace demo
