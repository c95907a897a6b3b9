// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/rows.hpp>

#include <string>
#include <utility>

#include <fashion_mnist/recipes.hpp>
#include <quanta/graph/dequantize_weights.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/quantize.hpp>

namespace demo {

table_rows make_rows(const networks& learned, const training_set& images, std::size_t calibration_images,
                     quanta::thread_pool& workers) {
    namespace graph = quanta::graph;
    const graph::model folded = graph::fold_batch_norm(learned.reals); // no slower than it has to be
    const candidate reals = make_candidate("fp32", folded);
    table_rows rows{{reals}, {reals}};
    const auto add = [&](candidate row, const candidate& reference) {
        rows.networks.push_back(std::move(row));
        rows.references.push_back(reference);
    };
    const auto add_quantized = [&](const char* name, const graph::recipe_value& recipe, bool is_dynamic = false) {
        const graph::quantize_options<graph::recipe_value> options{.exceptions = {.is_dynamic = is_dynamic}};
        add(make_candidate(name, graph::quantize(folded, recipe, images.first(calibration_images), options, workers)),
            reals);
    };
    add_quantized("int8_min_max", graph::recipe_value_of<recipes::int8_min_max>());
    add_quantized("int8_percentile", graph::recipe_value_of<recipes::int8_percentile>());
    add_quantized("int8_entropy", graph::recipe_value_of<recipes::int8_entropy>());
    add_quantized("int8_mse", graph::recipe_value_of<recipes::int8_mse>());
    add_quantized("int8_symmetric", graph::recipe_value_of<recipes::int8_symmetric>());
    add_quantized("int8_dynamic", graph::recipe_value_of<recipes::int8_min_max>(), true);
    add_quantized("int8_per_tensor", graph::recipe_value_of<recipes::int8_per_tensor>());
    add_quantized("w4a8_ptq", graph::recipe_value_of<recipes::w4a8>());
    const auto add_fine_tuned = [&](const std::string& name, const fine_tuned_network& own) {
        const graph::model same_weights = graph::dequantize_weights(graph::fold_batch_norm(own.reals), own.integers);
        add(make_candidate(name, own.integers), make_candidate(name + " in floats", same_weights));
    };
    add_fine_tuned("w4a8_qat", learned.w4a8);
    add_fine_tuned("w4a4_qat", learned.w4a4);
    return rows;
}

} // namespace demo
