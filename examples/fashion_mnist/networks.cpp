// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/networks.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <utility>

#include <fashion_mnist/network.hpp>
#include <fashion_mnist/progress.hpp>
#include <fashion_mnist/recipes.hpp>
#include <fashion_mnist/training_key.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/interop/model_file.hpp>

namespace demo {
namespace {

namespace graph = quanta::graph;

/// Files of networks that were trained in one way: their names end with its key.
class network_cache {
public:
    network_cache(std::filesystem::path folder, std::uint32_t key) : folder_(std::move(folder)), key_(key) {}

    [[nodiscard]] std::filesystem::path path(std::string_view name) const {
        return folder_ / quanta::text(name, "-", key_, ".quanta");
    }
    /// None if there is no such file, or if `load(path)` refuses it.
    template <class Load>
    [[nodiscard]] auto find(std::string_view name, const Load& load) const
        -> std::optional<decltype(load(path(name)))> {
        if (folder_.empty() || !std::filesystem::exists(path(name))) return std::nullopt;
        try {
            return load(path(name));
        } catch (const std::exception& problem) {
            std::printf("%s: it is trained again\n", problem.what());
            return std::nullopt;
        }
    }
    [[nodiscard]] std::optional<graph::model> find_reals(std::string_view name) const {
        return find(name, [](const std::filesystem::path& file) { return quanta::interop::load_model(file); });
    }
    [[nodiscard]] std::optional<graph::quantized_model> find_integers(std::string_view name) const {
        return find(name,
                    [](const std::filesystem::path& file) { return quanta::interop::load_quantized_model(file); });
    }
    void save(std::string_view name, const auto& network) const {
        if (folder_.empty()) return;
        std::filesystem::create_directories(folder_);
        quanta::interop::save_model(network, path(name));
    }

private:
    std::filesystem::path folder_;
    std::uint32_t key_;
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
    const network_cache cache(folder, training_key(make_network(), images, training_choice(options)));
    trained_network made;
    if (auto found = cache.find_reals("fp32")) {
        made.reals = *std::move(found);
        made.was_cached = true;
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
    const std::uint32_t key = training_key(make_network(), images, training_choice(options));
    trained_network first = make_float_network(images, options, folder, workers);
    networks all{.reals = std::move(first.reals), .w4a8 = {}, .w4a4 = {}, .seconds_training = first.seconds_training};
    const auto fine_tuned = [&](const std::string& name, const graph::recipe_value& recipe) {
        const network_cache cache(folder, fine_tuning_key(key, recipe, fine_tuning_choice(options, images.count())));
        const std::string reals = name + "-reals";
        auto found = cache.find_reals(reals);
        auto integers = cache.find_integers(name);
        if (first.was_cached && found && integers) return fine_tuned_network{*std::move(found), *std::move(integers)};
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
