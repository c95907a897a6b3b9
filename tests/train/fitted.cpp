// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <train/fitted.hpp>

#include <algorithm>

#include <quanta/core/inline_executor.hpp>
#include <quanta/core/thread_pool.hpp>
#include <quanta/train/fit.hpp>

namespace support {

using namespace quanta;

train::fit_result fitted(graph::model& net, const train::samples& data, const train::fit_options& options,
                         std::size_t workers, const train::fit_callback& callback) {
    if (workers == 0) {
        inline_executor alone;
        return train::fit(net, data, options, alone, callback);
    }
    thread_pool pool(workers);
    return train::fit(net, data, options, pool, callback);
}

std::vector<float> faked(graph::model& net, const train::fake_quantization& how, const train::samples& data) {
    train::gradient_network slopes(net, {.batch = data.count(), .workers = 1}, train::quantization_sites(net, how));
    slopes.quantize(false, true);
    std::copy_n(data.inputs.data(), data.inputs.size(), slopes.input(0).data());
    inline_executor alone;
    slopes.forward(data.count(), train::mode::evaluation, alone);
    return {slopes.output(0).data(), slopes.output(0).data() + slopes.output(0).size()};
}

std::vector<std::vector<float>> parameters(const graph::model& net) {
    std::vector<std::vector<float>> all;
    for (const graph::node& node : net.nodes())
        for (const graph::parameter& each : node.parameters) all.push_back(each.values);
    return all;
}

} // namespace support
