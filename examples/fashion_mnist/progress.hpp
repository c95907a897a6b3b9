// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace demo {

/// How far something has come.
struct progress_state {
    std::string_view label; ///< what is going on
    std::string_view unit;  ///< what is counted: "images"
    std::size_t done = 0, total = 0;
    double seconds = 0;    ///< since the start
    std::string_view note; ///< the newest finding, or nothing
};

/// "41 s" or "3 min 20 s", rounded up: what is left is never "0 s".
[[nodiscard]] std::string duration_text(double seconds);

/// "training   42 %  35400 images/s  12 s left  loss 0.31"; once all is done, the time it took, not the time left.
[[nodiscard]] std::string progress_line(const progress_state& state);

/// The same with a bar, cut to `width` characters.
[[nodiscard]] std::string progress_bar(const progress_state& state, std::size_t width);

/// What `progress` writes to and reads the time from.
struct progress_output {
    std::function<void(std::string_view text)> write;
    std::function<double()> seconds; ///< of a steady clock
    std::size_t width = 0;           ///< of the terminal, in characters; 0 where there is none

    /// Standard output: a terminal if it is one.
    [[nodiscard]] static progress_output standard();
};

/// Shows how a long task comes along: a bar that redraws itself on a terminal, elsewhere a line every few seconds.
/// Tasks that end within two seconds show nothing.
class progress {
public:
    static constexpr double quiet_seconds = 2, seconds_per_bar = 0.1, seconds_per_line = 5;

    progress(std::string label, std::string unit, std::size_t total,
             progress_output output = progress_output::standard());
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    /// Leaves the line that says how long it took.
    ~progress();

    /// `count` more are done.
    void advance(std::size_t count, std::string note = {});

private:
    void show(double now);
    [[nodiscard]] progress_state state(double now) const;

    std::string label_, unit_, note_;
    std::size_t done_ = 0, total_;
    progress_output output_;
    double start_, next_;
    bool shown_ = false;
};

} // namespace demo
