// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/networks.hpp>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <utility>

#include <fashion_mnist/network.hpp>
#include <fashion_mnist/progress.hpp>
#include <fashion_mnist/recipes.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/interop/model_file.hpp>

namespace demo {
namespace {

namespace graph = quanta::graph;

/// Files of networks that were trained in one way.
class network_cache {
public:
    network_cache(std::filesystem::path folder, const training_set& images, const training_options& options)
        : folder_(std::move(folder)), key_(quanta::text("-", images.count(), "-images-", options.epochs, "+",
                                                        options.fine_tuning_epochs, "-epochs-seed-", options.seed)) {}

    [[nodiscard]] std::filesystem::path path(std::string_view name) const {
        return folder_ / quanta::text(name, key_, ".quanta");
    }
    [[nodiscard]] bool has(std::string_view name) const {
        return !folder_.empty() && std::filesystem::exists(path(name));
    }
    /// Whether the file holds the network that `make_network` makes, which may have changed since it was written.
    [[nodiscard]] bool has_current(std::string_view name) const {
        if (!has(name)) return false;
        try {
            return is_made_network(quanta::interop::load_model(path(name)));
        } catch (const std::exception& problem) {
            std::printf("%s: it is trained again\n", problem.what());
            return false;
        }
    }
    void save(std::string_view name, const auto& network) const {
        if (folder_.empty()) return;
        std::filesystem::create_directories(folder_);
        quanta::interop::save_model(network, path(name));
    }

private:
    /// Whether the nodes and their parameters are those of `make_network`.
    [[nodiscard]] static bool is_made_network(const graph::model& saved) {
        const graph::model made = make_network();
        const auto same = [](const graph::node& a, const graph::node& b) {
            const auto alike = [](const graph::parameter& p, const graph::parameter& q) {
                return p.name == q.name && p.extents == q.extents;
            };
            return a.name == b.name && a.inputs == b.inputs &&
                   std::equal(a.parameters.begin(), a.parameters.end(), b.parameters.begin(), b.parameters.end(),
                              alike);
        };
        return std::equal(saved.nodes().begin(), saved.nodes().end(), made.nodes().begin(), made.nodes().end(), same);
    }

    std::filesystem::path folder_;
    std::string key_;
};

/// Runs `learn(progress)` with a bar, and adds up the time.
template <class Learn>
auto shown(const std::string& label, std::size_t images, double& seconds, const Learn& learn) {
    const auto start = std::chrono::steady_clock::now();
    progress bar(label, "images", images);
    double mean_loss = 0;
    auto result = learn([&](std::size_t count, double loss) {
        mean_loss = mean_loss == 0 ? loss : 0.99 * mean_loss + 0.01 * loss;
        bar.advance(count, quanta::text("loss ", std::round(mean_loss * 1000) / 1000));
    });
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace

trained_network make_float_network(const training_set& images, const training_options& options,
                                   const std::filesystem::path& folder, quanta::thread_pool& workers) {
    const network_cache cache(folder, images, options);
    trained_network made;
    made.was_cached = cache.has_current("fp32");
    if (made.was_cached) {
        made.reals = quanta::interop::load_model(cache.path("fp32"));
        std::printf("Trained weights are in %s\n", cache.path("fp32").c_str());
    } else {
        made.reals = shown("training", options.epochs * images.count(), made.seconds_training,
                           [&](const auto& told) { return train(images, options, workers, told); });
        cache.save("fp32", made.reals);
    }
    return made;
}

networks make_networks(const training_set& images, const training_options& options, const std::filesystem::path& folder,
                       quanta::thread_pool& workers) {
    const network_cache cache(folder, images, options);
    trained_network first = make_float_network(images, options, folder, workers);
    networks all{.reals = std::move(first.reals), .w4a8 = {}, .w4a4 = {}, .seconds_training = first.seconds_training};
    const auto fine_tuned = [&](const std::string& name, const graph::recipe_value& recipe) {
        const std::string reals = name + "-reals";
        if (first.was_cached && cache.has_current(reals) && cache.has(name))
            return fine_tuned_network{quanta::interop::load_model(cache.path(reals)),
                                      quanta::interop::load_quantized_model(cache.path(name))};
        auto made =
            shown(name, options.fine_tuning_epochs * images.count(), all.seconds_training,
                  [&](const auto& told) { return fine_tune(all.reals, recipe, images, options, workers, told); });
        cache.save(reals, made.reals);
        cache.save(name, made.integers);
        return made;
    };
    all.w4a8 = fine_tuned("w4a8_qat", graph::recipe_value_of<recipes::w4a8>());
    all.w4a4 = fine_tuned("w4a4_qat", graph::recipe_value_of<recipes::w4a4>());
    return all;
}

} // namespace demo
