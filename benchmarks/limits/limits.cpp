// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits/limits.hpp>

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include <quanta/core/thread_pool.hpp>
#include <quanta/isa/select.hpp>

#include <core/array.hpp>
#include <core/cold_caches.hpp>
#include <limits/loops.hpp>

namespace bench::limits {

namespace {

constexpr std::size_t rounds = 4096;

/// The instruction set whose rate limits the selected one: kernels that the compiler vectorizes are held against the
/// best that the processor has.
quanta::isa::id limiting_set() {
    const quanta::isa::id selected = quanta::isa::select();
    return selected <= quanta::isa::id::portable ? quanta::isa::available().back() : selected;
}

/// A loop is wanted by many tasks and made known once.
template <class Make>
std::shared_ptr<task> once(const std::string& library, const std::string& what, const char* unit, double amount,
                           std::size_t threads, const Make& make) {
    static std::map<std::string, std::shared_ptr<task>> made;
    const conditions under{threads, cache_state::hot};
    const std::string size = what + under.suffix();
    std::shared_ptr<task>& found = made[library + size];
    if (found) return found;
    found = std::make_shared<task>(task{"limit", size, unit, amount});
    found->under = under;
    found->contenders.push_back({library});
    found->prepare = [make](task& self) { self.contenders[0].run = make(); };
    return found;
}

/// `part(index)` for each thread's part, at the same time.
template <class Part>
std::function<void()> on_threads(std::size_t threads, const Part& part) {
    if (threads == 1) return [part] { part(std::size_t{0}); };
    return [part, pool = std::make_shared<quanta::thread_pool>(threads)] {
        pool->run(pool->workers(), [&](std::size_t index, std::size_t) { part(index); });
    };
}

task_list products(const product_loop& loop, const char* unit, std::size_t threads) {
    if (loop.name == nullptr) return {};
    // More rounds where threads have to be woken first.
    const std::size_t own_rounds = threads == 1 ? rounds : 64 * rounds;
    const double amount = static_cast<double>(own_rounds * threads) * loop.operations;
    return {once(loop.name, "registers", unit, amount, threads,
                 [=] { return on_threads(threads, [=](std::size_t) { loop.run(own_rounds); }); })};
}

/// A loop from `from` bytes to `to` bytes; the rate counts the bytes of the wider side.
std::shared_ptr<task> transfer(const char* name, std::size_t elements,
                               void (*loop)(const std::byte*, std::size_t, std::byte*), std::size_t from,
                               std::size_t to) {
    const auto amount = static_cast<double>(std::max(from, to));
    return once(name, "elements:" + std::to_string(elements), "GB/s", amount, 1, [=] {
        const auto source = std::make_shared<array<std::byte>>(from), target = std::make_shared<array<std::byte>>(to);
        return [=] { loop(source->data(), elements, target->data()); };
    });
}

} // namespace

task_list integer_products(std::size_t threads) { return products(integer_loop(limiting_set()), "GOP/s", threads); }
task_list narrow_integer_products(std::size_t threads) {
    return products(narrow_integer_loop(limiting_set()), "GOP/s", threads);
}
task_list float_products(std::size_t threads) { return products(float_loop(limiting_set()), "GFLOP/s", threads); }

task_list read(std::size_t bytes, std::size_t threads) {
    const memory_loops loops = loops_over_memory();
    const std::size_t part = bytes / threads / 2048 * 2048, whole = part * threads;
    if (loops.read == nullptr || whole == 0) return {};
    const auto reading = [=](const char* name, void (*loop)(const std::byte*, std::size_t)) {
        return once(name, "bytes:" + std::to_string(whole), "GB/s", static_cast<double>(whole), threads, [=] {
            const auto source = std::make_shared<array<std::byte>>(whole);
            return on_threads(threads, [=](std::size_t index) { loop(source->data() + index * part, part); });
        });
    };
    return {reading("read", loops.read), reading("read_eight", loops.read_eight)};
}

std::vector<bound> bounds_of(task_list products, double operations, std::size_t bytes, double operations_a_byte,
                             const conditions& under) {
    std::vector<bound> bounds{{std::move(products), operations}};
    const auto amount = static_cast<double>(bytes);
    if (under.cold())
        bounds.push_back({read(bytes_beyond_caches(), under.threads), amount});
    else if (operations < operations_a_byte * amount)
        bounds.push_back({read(bytes, under.threads), amount});
    return bounds;
}

task_list narrow(std::size_t elements) {
    const memory_loops loops = loops_over_memory();
    if (loops.narrow == nullptr) return {};
    return {transfer("narrow", elements, loops.narrow, 4 * elements, elements),
            transfer("narrow_streaming", elements, loops.narrow_streaming, 4 * elements, elements)};
}

task_list widen(std::size_t elements) {
    const memory_loops loops = loops_over_memory();
    if (loops.widen == nullptr) return {};
    return {transfer("widen", elements, loops.widen, elements, 4 * elements),
            transfer("widen_streaming", elements, loops.widen_streaming, elements, 4 * elements)};
}

std::shared_ptr<task> copy_of_floats(std::size_t elements) {
    const auto copy = [](const std::byte* from, std::size_t count, std::byte* to) { std::memcpy(to, from, 4 * count); };
    const auto copying = transfer("memcpy", elements, copy, 4 * elements, 4 * elements);
    copying->operation = "copy_f32";
    return copying;
}

} // namespace bench::limits
