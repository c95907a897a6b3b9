// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// An observer and a calibrator that the library does not have: types that satisfy the concepts, nothing is registered.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <quanta/quanta.hpp>

/// Mean and largest value of the magnitudes: `merge` and four queries make it an observer.
class mean_magnitude {
public:
    void observe(const quanta::FloatView auto& view) {
        quanta::for_each_run<quanta::per_tensor>(view.extents(), [&](const quanta::run& row) {
            const float* values = quanta::first_element(view, row);
            const std::ptrdiff_t stride = view.stride(view.rank - 1);
            for (std::size_t i = 0; i < row.length; ++i) add(values[static_cast<std::ptrdiff_t>(i) * stride]);
        });
    }
    void merge(const mean_magnitude& other) {
        sum_ += other.sum_;
        count_ += other.count_;
        non_finite_ += other.non_finite_;
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    [[nodiscard]] double mean() const { return sum_ / static_cast<double>(count_); }

private:
    void add(float value) {
        if (!std::isfinite(value)) {
            ++non_finite_;
        } else {
            sum_ += std::fabs(value);
            ++count_;
        }
    }

    double sum_ = 0;
    std::uint64_t count_ = 0, non_finite_ = 0;
};

/// A range of so many mean magnitudes: [-a, a] with a = factor * mean(|x|).
struct times_mean {
    double factor;

    [[nodiscard]] quanta::real_range range(const mean_magnitude& statistics, quanta::integer_target) const {
        const double reach = factor * statistics.mean();
        return {-reach, reach};
    }
};

static_assert(quanta::Observer<mean_magnitude>);
static_assert(quanta::CalibratorFor<times_mean, mean_magnitude>);

int main() {
    using scheme = quanta::scheme<quanta::int8, quanta::symmetric, quanta::per_tensor>;
    const std::vector<float> batch{1.0F, -3.0F, 2.0F, -2.0F, INFINITY};

    mean_magnitude statistics;
    statistics.observe(quanta::view(batch));
    const auto parameters = quanta::calibrate<scheme>(statistics, times_mean{.factor = 2.0});

    std::vector<std::int8_t> integers(batch.size());
    quanta::quantize(batch, parameters, integers);
    std::printf("scale %g from a mean of %g, %d values skipped: %d %d %d %d %d\n", parameters.scales()[0],
                statistics.mean(), static_cast<int>(statistics.non_finite()), integers[0], integers[1], integers[2],
                integers[3], integers[4]);
    return parameters.scales()[0] == static_cast<float>(4.0 / 127) && integers[4] == 127 ? 0 : 1;
}
