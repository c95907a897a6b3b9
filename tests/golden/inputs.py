# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Data that tells roundings apart: ties, ends of ranges, extremes. The same on every run."""

import numpy as np

LARGEST, SMALLEST_NORMAL, SMALLEST = np.float32(3.4028235e38), np.float32(2.0**-126), np.float32(2.0**-149)


def generator(seed):
    return np.random.Generator(np.random.PCG64(seed))


def reals(seed, scale, zero_point, lowest, highest):
    """float32: exact and almost exact ties over the range and beyond it (84), random values (25), zeros and extremes.

    Nothing whose quotient by the scale is 2^30 or more: `beyond` has that.
    """
    scale, zero_point = np.float32(scale), int(zero_point)
    rng = generator(seed)
    first, last = lowest - zero_point - 3, highest - zero_point + 3
    steps = np.concatenate([np.arange(-8, 8), [first, first + 2, last - 3, last], rng.integers(first, last, 8)])
    with np.errstate(over="ignore"):
        ties = ((steps + 0.5) * np.float64(scale)).astype(np.float32)
        near = np.concatenate([np.nextafter(ties, np.float32(-np.inf)), np.nextafter(ties, np.float32(np.inf))])
        spread = (rng.uniform(first * 1.1, last * 1.1, 25) * np.float64(scale)).astype(np.float32)
    extremes = [0.0, -0.0, SMALLEST, -SMALLEST, SMALLEST_NORMAL, 1.0, -1.0, LARGEST, -LARGEST]
    values = np.concatenate([ties, near, spread, np.array(extremes, np.float32)])
    return values[np.abs(values / np.float64(scale)) < 2.0**30]


def reals_per_channel(seed, scales, zero_points, lowest, highest):
    """`reals` for each channel, (108, channels)."""
    columns = [reals(seed, scale, zero_point, lowest, highest)[:108] for scale, zero_point in zip(scales, zero_points)]
    return np.stack(columns, axis=1)


def beyond(scale):
    """float32: values of 2^31 steps and more, whose conversion to int32 C++ and NumPy leave undefined."""
    values = np.array([3e9 * scale, -3e9 * scale, LARGEST, -LARGEST, np.inf, -np.inf], np.float32)
    return values[np.abs(values / np.float64(scale)) >= 2.0**31]


def integers(seed, kind, shape, lowest=None, highest=None):
    """Uniform over [lowest, highest], by default the whole type, whose two ends are both there."""
    info = np.iinfo(kind)
    lowest, highest = info.min if lowest is None else lowest, info.max if highest is None else highest
    values = generator(seed).integers(lowest, highest, shape, endpoint=True).astype(kind)
    if values.size >= 2:
        values.flat[0], values.flat[-1] = lowest, highest
    return values


# Accumulators and real multipliers that rounding twice, once and in floats turn into different integers, or nearly so.
REQUANTIZED = [
    (1, 0.5), (-1, 0.5), (3, 0.5), (-3, 0.5), (5, 0.5), (-5, 0.5), (-10, 0.25), (10, 0.25), (26, 0.25), (-26, 0.25),
    (585, 0.0111111114), (-585, 0.0111111114), (-14634, 0.00331415026), (14634, 0.00331415026), (5130, 0.0168613978),
    (-5130, 0.0168613978), (6, 0.25), (-6, 0.25), (1023, 0.0009765625), (-1536, 0.0009765625), (1536, 0.0009765625),
    (2560, 0.0009765625), (-2560, 0.0009765625), (16777217, 1.4901161e-06), (-16777217, 1.4901161e-06),
    (33554435, 7.4505806e-07), (2147483000, 4.6566129e-08), (-2147483000, 4.6566129e-08), (2147483000, 1e-12),
    (1 << 30, 1.1641532e-07), (-(1 << 30), 5.8207661e-08), (100, 1.5), (-33, 1.5), (7, 0.9999999), (-7, 0.99999994),
    (127, 1.0), (-128, 1.0), (128, 1.0), (1, 1.5), (11, 3.25), (-11, 3.25), (40, 3.1249998), (3, 31.5), (-3, 37.5),
]  # fmt: skip


def requantized(seed, keep=lambda accumulators, multipliers: multipliers > 0):
    """(accumulators int32, multipliers float32) that `keep`s: those above, and 40 random pairs, half of them ties."""
    rng = generator(seed)
    pairs = list(REQUANTIZED)
    while len(pairs) < len(REQUANTIZED) + 40:
        multiplier = np.float32(2.0 ** rng.uniform(-20, 0) * rng.uniform(0.5, 1.0))
        wanted = rng.integers(-130, 130) + (0.5 if len(pairs) % 2 else rng.uniform())
        pairs.append((int(np.rint(wanted / np.float64(multiplier))), multiplier))
    accumulators, multipliers = np.array([a for a, _ in pairs], np.int32), np.array([m for _, m in pairs], np.float32)
    kept = keep(accumulators, multipliers)
    return accumulators[kept], multipliers[kept]


# Scales of an input, weights and an output whose multiplier x * w / y has another last bit in floats than in double.
INEXACT_SCALES = 0.3, 0.00011, 0.7


def near_ties(most):
    """The 96 sums within +-most that the multiplier of INEXACT_SCALES takes nearest to a tie: its last bit decides."""
    x, w, y = (np.float64(np.float32(scale)) for scale in INEXACT_SCALES)
    sums = np.arange(-most, most + 1)
    distances = np.abs(np.abs(sums * (x * w / y)) % 1 - 0.5)
    return sums[np.argsort(distances, kind="stable")[:96]].astype(np.int32)


def ranges():
    """(minimum, maximum) float32 in pairs: of one sign, one value, ties of the zero point, narrow, wide, random."""
    rng = generator(60)
    chosen = [
        (-1, 1), (0, 2.55), (-51, 204), (100, 255), (-255, -100), (3.5, 3.5), (-0.5, 254.5), (-1.5, 253.5), (0, 0),
        (-1e-30, 2e-30), (-1e-6, 1e-6), (-3e37, 1e37), (-1, 0), (0, 1), (-0.1, 0.3), (-127, 127), (-128, 127),
    ]  # fmt: skip
    drawn = -np.exp(rng.normal(0, 3, 40)), np.exp(rng.normal(0, 3, 40))
    return np.concatenate([np.array(chosen), np.stack(drawn, axis=1)]).astype(np.float32)


def biases(step):
    """float32: ties and nearly ties of small and large multiples of `step`, beyond 2^24 of them too."""
    steps = np.concatenate([np.arange(-8, 8), generator(70).integers(-(2**23), 2**23, 24)]) + 0.5
    large = generator(71).integers(-(2**30), 2**30, 24)
    return (np.concatenate([steps, large]) * np.float64(step)).astype(np.float32)
