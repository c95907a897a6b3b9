// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <catch2/catch_all.hpp>

#include <fashion_mnist/progress.hpp>

namespace {

using demo::progress_state;

/// A clock that the test sets, and what was written.
struct screen {
    double now = 100;
    std::string text;

    [[nodiscard]] demo::progress_output output(std::size_t width) {
        return {[this](std::string_view part) { text += part; }, [this] { return now; }, width};
    }
};

} // namespace

TEST_CASE("progress: durations round up", "[demo]") {
    REQUIRE(demo::duration_text(0) == "0 s");
    REQUIRE(demo::duration_text(0.2) == "1 s");
    REQUIRE(demo::duration_text(59.5) == "1 min 0 s");
    REQUIRE(demo::duration_text(200) == "3 min 20 s");
}

TEST_CASE("progress: a line tells share, rate and time left", "[demo]") {
    REQUIRE(demo::progress_line({"training", "images", 420, 1000, 2, "loss 0.3"}) ==
            "training   42 %  210 images/s  3 s left  loss 0.3");
    REQUIRE(demo::progress_line({"training", "images", 1000, 1000, 5, ""}) == "training  100 %  200 images/s  in 5 s");
}

TEST_CASE("progress: before the first image there is no rate, and an empty task is done", "[demo]") {
    REQUIRE(demo::progress_line({"training", "images", 0, 1000, 0, ""}) == "training    0 %");
    REQUIRE(demo::progress_line({"training", "images", 0, 0, 0, ""}) == "training  100 %  in 0 s");
}

TEST_CASE("progress: a bar fills the width that is there and never more", "[demo]") {
    const progress_state half{"timing", "rounds", 5, 10, 5, ""};
    REQUIRE(demo::progress_bar(half, 200) ==
            "timing  [" + std::string(15, '=') + std::string(15, ' ') + "]   50 %  1 rounds/s  5 s left");
    for (std::size_t width = 0; width < 100; ++width) REQUIRE(demo::progress_bar(half, width).size() <= width);
    REQUIRE(demo::progress_bar(half, 60).find('[') != std::string::npos);
    REQUIRE(demo::progress_bar(half, 20) == "timing   50 %  1 rou");
}

TEST_CASE("progress: without a terminal there is a line every few seconds and one at the end", "[demo]") {
    screen shown;
    {
        demo::progress task("training", "images", 100, shown.output(0));
        for (int step = 0; step < 10; ++step) {
            shown.now += 1;
            task.advance(10);
        }
    }
    REQUIRE(shown.text == "training   20 %  10 images/s  8 s left\n"
                          "training   70 %  10 images/s  3 s left\n"
                          "training  100 %  10 images/s  in 10 s\n");
}

TEST_CASE("progress: a terminal's line is drawn anew", "[demo]") {
    screen shown;
    {
        demo::progress task("training", "images", 4, shown.output(80));
        shown.now += 3;
        task.advance(1);
        shown.now += 0.05; // too soon
        task.advance(1);
        shown.now += 3;
        task.advance(2);
    }
    REQUIRE(std::count(shown.text.begin(), shown.text.end(), '\r') == 3);
    REQUIRE(shown.text.ends_with("in 7 s\x1b[K\n"));
}

TEST_CASE("progress: what ends within two seconds shows nothing", "[demo]") {
    screen shown;
    {
        demo::progress task("training", "images", 4, shown.output(80));
        shown.now += 1.9;
        task.advance(4);
    }
    REQUIRE(shown.text.empty());
}
