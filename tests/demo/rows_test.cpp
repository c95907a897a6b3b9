// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <demo/generated_images.hpp>
#include <fashion_mnist/networks.hpp>
#include <fashion_mnist/rows.hpp>
#include <fashion_mnist/verification.hpp>
#include <support/scratch_folder.hpp>

namespace {

/// Networks that were trained for a moment, in a folder of their own.
struct fixture {
    support::scratch_folder folder;
    demo::training_set images{demo::generated_images(256, 1)};
    demo::training_options options{.epochs = 1, .fine_tuning_epochs = 1, .seed = 1};
    quanta::thread_pool workers{2};

    [[nodiscard]] demo::networks learned() { return make_networks(images, options, folder.path(), workers); }
};

bool same_weights(const quanta::graph::model& a, const quanta::graph::model& b) {
    for (std::size_t n = 0; n < a.nodes().size(); ++n)
        for (std::size_t p = 0; p < a.nodes()[n].parameters.size(); ++p)
            if (a.nodes()[n].parameters[p].values != b.nodes()[n].parameters[p].values) return false;
    return a.nodes().size() == b.nodes().size();
}

} // namespace

TEST_CASE("rows: every static network gives the integers of the network on paper; trained ones come from the cache",
          "[demo]") {
    fixture given;
    const demo::networks learned = given.learned();
    const demo::networks again = given.learned();
    REQUIRE(again.seconds_training == 0);
    REQUIRE(same_weights(learned.reals, again.reals));
    REQUIRE(same_weights(learned.w4a4.reals, again.w4a4.reals));

    const demo::table_rows rows = make_rows(again, given.images, 64, given.workers);
    REQUIRE(rows.networks.size() == 11);
    const demo::labelled_images test = demo::generated_images(3, 2);
    demo::progress shown("", "", 1, {[](std::string_view) {}, [] { return 0.0; }, 0});
    for (const demo::candidate& row : rows.networks) {
        if (!row.is_static()) continue;
        CAPTURE(row.name);
        REQUIRE(count_differences(row, test, given.workers, shown) == 0);
        REQUIRE(4 * row.peak_bytes < rows.networks[0].peak_bytes + 16384);
        REQUIRE(3 * row.weight_bytes < rows.networks[0].weight_bytes);
    }
}
