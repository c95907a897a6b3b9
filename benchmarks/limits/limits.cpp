// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits/limits.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <string>

#include <quanta/isa/select.hpp>

#include <core/array.hpp>
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

/// A loop is wanted by many tasks and measured once.
template <class Make>
std::shared_ptr<task> once(const std::string& library, const std::string& size, const char* unit, double amount,
                           const Make& make) {
    static std::map<std::string, std::shared_ptr<task>> made;
    std::shared_ptr<task>& found = made[library + size];
    if (found) return found;
    found = std::make_shared<task>(task{"limit", size, unit, amount});
    found->contenders.push_back({library});
    found->prepare = [make](task& self) { self.contenders[0].run = make(); };
    return found;
}

task_list products(const product_loop& loop, const char* unit) {
    if (loop.name == nullptr) return {};
    return {
        once(loop.name, "registers", unit, rounds * loop.operations, [loop] { return [loop] { loop.run(rounds); }; })};
}

/// A loop from `from` bytes to `to` bytes; the rate counts the bytes of the wider side.
std::shared_ptr<task> transfer(const char* name, std::size_t elements,
                               void (*loop)(const std::byte*, std::size_t, std::byte*), std::size_t from,
                               std::size_t to) {
    const auto amount = static_cast<double>(std::max(from, to));
    return once(name, "elements:" + std::to_string(elements), "GB/s", amount, [=] {
        const auto source = std::make_shared<array<std::byte>>(from), target = std::make_shared<array<std::byte>>(to);
        return [=] { loop(source->data(), elements, target->data()); };
    });
}

} // namespace

task_list integer_products() { return products(integer_loop(limiting_set()), "GOP/s"); }
task_list narrow_integer_products() { return products(narrow_integer_loop(limiting_set()), "GOP/s"); }
task_list float_products() { return products(float_loop(limiting_set()), "GFLOP/s"); }

task_list read(std::size_t bytes) {
    const memory_loops loops = loops_over_memory();
    const std::size_t whole = bytes / 2048 * 2048;
    if (loops.read == nullptr || whole == 0) return {};
    const auto reading = [whole](const char* name, void (*loop)(const std::byte*, std::size_t)) {
        return once(name, "bytes:" + std::to_string(whole), "GB/s", static_cast<double>(whole), [=] {
            const auto source = std::make_shared<array<std::byte>>(whole);
            return [=] { loop(source->data(), whole); };
        });
    };
    return {reading("read", loops.read), reading("read_eight", loops.read_eight)};
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
