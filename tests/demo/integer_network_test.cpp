// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <demo/simulated_forward.hpp>
#include <fashion_mnist/integer_network.hpp>
#include <fashion_mnist/observe_inputs.hpp>
#include <fashion_mnist/real_network.hpp>
#include <fashion_mnist/recipes.hpp>
#include <fashion_mnist/trainer.hpp>
#include <quanta/isa/select.hpp>

namespace {

namespace recipes = demo::recipes;

#if defined(__OPTIMIZE__)
constexpr std::size_t judged_images = 1000;
#else
constexpr std::size_t judged_images = 100; // kernels are fifty times slower
#endif

/// Puts the instruction set back that was selected before.
class instruction_set_guard {
public:
    instruction_set_guard() = default;
    instruction_set_guard(const instruction_set_guard&) = delete;
    instruction_set_guard& operator=(const instruction_set_guard&) = delete;
    ~instruction_set_guard() { quanta::isa::limit_to(before_); }

private:
    quanta::isa::id before_ = quanta::isa::select();
};

bool real_images_installed() { return std::filesystem::exists(demo::default_folder() / "t10k-images-idx3-ubyte.gz"); }

/// A network that was trained for a moment, what its observers saw, and the images to judge by. Made once.
struct fixture {
    demo::dataset images = real_images_installed() ? demo::load_dataset(demo::default_folder())
                                                   : demo::dataset{demo::generated_images(2000, 1),
                                                                   demo::generated_images(judged_images, 2)};
    demo::perceptron model = trained(images.train);
    std::array<recipes::observer, demo::layer_count> seen =
        demo::observe_inputs<recipes::observer>(demo::in_floats(model), images.train, 500);
    std::vector<float> pixels = demo::to_reals(images.test, 0, judged_images);

    [[nodiscard]] static demo::perceptron trained(demo::labelled_images train) {
        train.labels.resize(1024);
        train.pixels.resize(1024 * demo::pixels_per_image);
        quanta::thread_pool workers(2);
        demo::training_options options;
        options.epochs = 1;
        options.batch = 64;
        options.learning_rate = 0.05F;
        return demo::train(train, options, workers, [](std::size_t, float) {});
    }

    [[nodiscard]] static const fixture& shared() {
        static const fixture made;
        return made;
    }
};

template <class Recipe>
demo::integer_network<Recipe> network_of(const fixture& given) {
    return {given.model, given.seen, typename Recipe::calibrator{}};
}

template <class Recipe>
std::vector<typename demo::simulated_forward<Recipe>::result> simulated(const fixture& given) {
    const demo::simulated_forward<Recipe> forward(given.model, network_of<Recipe>(given).inputs());
    std::vector<typename demo::simulated_forward<Recipe>::result> results;
    for (std::size_t i = 0; i < judged_images; ++i)
        results.push_back(forward(std::span(given.pixels).subspan(i * demo::widths[0], demo::widths[0])));
    return results;
}

/// How many integers or bits of logits differ, over all images and layers.
template <class Recipe>
std::size_t differences(const fixture& given,
                        const std::vector<typename demo::simulated_forward<Recipe>::result>& expected,
                        std::size_t batch) {
    const auto network = network_of<Recipe>(given);
    typename demo::integer_network<Recipe>::memory memory(batch);
    std::vector<float> logits(batch * demo::classes);
    std::size_t different = 0;
    for (std::size_t first = 0; first < expected.size(); first += batch) {
        const std::size_t count = std::min(batch, expected.size() - first);
        network.run({given.pixels.data() + first * demo::widths[0], {count, demo::widths[0]}},
                    {logits.data(), {count, demo::classes}}, memory);
        for (std::size_t i = 0; i < count; ++i) {
            const auto& wanted = expected[first + i];
            for (std::size_t l = 0; l < demo::layer_count; ++l)
                for (std::size_t k = 0; k < demo::widths[l]; ++k)
                    different += memory.values(l, count)(i, k) != wanted.integers[l][k];
            for (std::size_t j = 0; j < demo::classes; ++j)
                different += logits[i * demo::classes + j] != wanted.logits[j];
        }
    }
    return different;
}

} // namespace

TEST_CASE("integer network: judged on real images", "[demo]") {
    if (!real_images_installed())
        SKIP("dataset-fashion-mnist is not installed: the integer network is judged on generated images");
    REQUIRE(fixture::shared().images.test.count() >= judged_images);
}

TEMPLATE_TEST_CASE("integer network: every instruction set equals the simulated forward", "[demo]",
                   recipes::int8_min_max, recipes::int8_percentile, recipes::int8_entropy, recipes::int8_mse,
                   recipes::int8_symmetric) {
    const fixture& given = fixture::shared();
    const auto expected = simulated<TestType>(given);
    const instruction_set_guard guard;
    for (const quanta::isa::id id : quanta::isa::available()) {
        CAPTURE(quanta::isa::name(id));
        quanta::isa::limit_to(id);
        REQUIRE(differences<TestType>(given, expected, judged_images) == 0);
    }
}

TEST_CASE("integer network: an image's logits do not depend on its batch", "[demo]") {
    const fixture& given = fixture::shared();
    auto expected = simulated<recipes::int8_entropy>(given);
    expected.resize(50);
    for (const std::size_t batch : {1U, 7U, 64U})
        REQUIRE(differences<recipes::int8_entropy>(given, expected, batch) == 0);
}

TEST_CASE("integer network: a batch that its memory cannot hold is refused", "[demo]") {
    const fixture& given = fixture::shared();
    const auto network = network_of<recipes::int8_min_max>(given);
    demo::integer_network<recipes::int8_min_max>::memory memory(2);
    std::vector<float> logits(30);
    REQUIRE_THROWS_WITH(network.run({given.pixels.data(), {3, 784}}, {logits.data(), {3, 10}}, memory),
                        Catch::Matchers::ContainsSubstring("3 images, there is room for 2"));
}
