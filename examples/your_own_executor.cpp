// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// An executor of your own: two members, and every operator runs on your threads. This one has three that wait at a barrier
// between calls, takes tasks off a shared counter, and hands what a task throws to whoever called.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <quanta/quanta.hpp>

class barrier_team {
public:
    barrier_team() {
        for (std::size_t worker = 1; worker < size; ++worker) threads_.emplace_back([this, worker] { serve(worker); });
    }
    ~barrier_team() {
        ends_ = true;
        gate_.arrive_and_wait();
        for (std::thread& thread : threads_) thread.join();
    }
    barrier_team(const barrier_team&) = delete;
    barrier_team& operator=(const barrier_team&) = delete;

    // What the concept asks for: how many tasks run at once at most, and
    [[nodiscard]] static std::size_t workers() { return size; }

    // task(index, worker) for every index below `count`; back when all are done.
    void run(std::size_t count, const auto& task) {
        next_ = 0;
        thrown_ = nullptr;
        work_ = [this, count, &task](std::size_t worker) {
            for (std::size_t index = next_++; index < count; index = next_++) task(index, worker);
        };
        gate_.arrive_and_wait();
        take_part(0);
        gate_.arrive_and_wait();
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    static constexpr std::size_t size = 3;

    void serve(std::size_t worker) {
        for (gate_.arrive_and_wait(); !ends_; gate_.arrive_and_wait()) {
            take_part(worker);
            gate_.arrive_and_wait();
        }
    }

    void take_part(std::size_t worker) {
        try {
            work_(worker);
        } catch (...) {
            const std::lock_guard hold(mutex_);
            thrown_ = std::current_exception();
        }
    }

    std::barrier<> gate_{size};
    std::function<void(std::size_t)> work_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> ends_ = false;
    std::mutex mutex_;
    std::exception_ptr thrown_;
    std::vector<std::thread> threads_;
};
static_assert(quanta::Executor<barrier_team>);

int main() {
    using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;
    const std::size_t rows = 200, inputs = 96, outputs = 80;
    std::vector<float> x(rows * inputs), w(outputs * inputs);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 41) - 20.0F;
    for (std::size_t i = 0; i < w.size(); ++i) w[i] = static_cast<float>(i % 29) / 29.0F - 0.5F;

    const auto qx = quanta::quantize_tensor<activations>(quanta::view(x.data(), {rows, inputs}));
    const auto qw = quanta::quantize_tensor<weights>(quanta::view(w.data(), {outputs, inputs}));
    const quanta::affine_params output{.scale = 2.0F, .zero_point = 128};
    const quanta::op::linear<activations, weights> layer(qw.view(), qw.parameters(), {}, qx.parameters()[0], output,
                                                         quanta::op::activation::none);

    const auto run = [&](auto& executor) {
        std::vector<std::uint8_t> y(rows * outputs);
        quanta::aligned_buffer memory(layer.workspace_bytes(qx.view(), executor.workers()));
        layer.run(qx.view(), quanta::view(y.data(), {rows, outputs}), {memory.data(), memory.size()}, executor);
        return y;
    };
    barrier_team team;
    quanta::inline_executor alone;
    const bool same = run(team) == run(alone);
    std::printf("%zu values by %zu threads: %s\n", rows * outputs, team.workers(),
                same ? "the bits of one thread" : "other bits than one thread");
    return same ? 0 : 1;
}
