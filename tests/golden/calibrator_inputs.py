# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Inputs of the calibrators' golden vectors, made from integers, so that C++ repeats them bit for bit
(tests/calibrator/golden_inputs.hpp), and the form of the files that hold the results."""

import hashlib
import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent


def random_bits(seed, count):
    """SplitMix64, started at the seed: 64 random bits for each index."""
    z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z += np.uint64((seed * 0xD1342543DE82EF95) % 2**64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def bit_field(bits, first, width):
    return ((bits >> np.uint64(first)) & np.uint64(2**width - 1)).astype(np.int64)


def bell(seed, count):
    """Sums of eight uniform integers and five more bits: integers below 2^24, a standard deviation of about 2^20.7."""
    a, b = random_bits(seed, count), random_bits(seed + 1000, count)
    total = sum(bit_field(bits, first, 16) for bits in (a, b) for first in (0, 16, 32, 48))
    return (total - 262140) * 32 + bit_field(a ^ (b << np.uint64(32)), 35, 5)


def exponential(seed, count):
    """2^18 (24 - log2 u) with log2 linear between powers of two, u uniform below 2^24."""
    u = bit_field(random_bits(seed, count), 0, 24) | 1
    power = np.frexp(u.astype(np.float64))[1].astype(np.int64) - 1
    return 24 * 2**18 - (power * 2**18 + (((u - (1 << power)) << 18) >> power))


def sign(seed, count):
    return 1 - 2 * bit_field(random_bits(seed + 2000, count), 7, 1)


def scaled(integers, power):
    return integers.astype(np.float32) * np.float32(2.0**power)


def gaussian(seed, count):
    return scaled(bell(seed, count), -20)


def uniform(seed, count):
    return scaled(bit_field(random_bits(seed, count), 40, 24) - 2**23, -23)


def laplace(seed, count):
    return scaled(exponential(seed, count) * sign(seed, count), -19)


def one_sided(seed, count):
    return scaled(exponential(seed, count), -18)


def heavy_tail(seed, count):
    bits = random_bits(seed, count)
    numerator = (bit_field(bits, 0, 24) - 2**23).astype(np.float32)
    return numerator / (bit_field(bits, 24, 24) + 2**14).astype(np.float32)


def rectified(seed, count):
    return scaled(np.maximum(bell(seed, count) - 2**19, 0), -20)


def bimodal(seed, count):
    return scaled((bell(seed, count) >> 3) + sign(seed, count) * 3 * 2**20, -20)


def sparse(seed, count):
    return scaled(np.where(bit_field(random_bits(seed + 3000, count), 3, 5) == 0, bell(seed, count), 0), -20)


def constant(seed, count):
    return np.full(count, np.float32(2.71828175))


def outliers(seed, count):
    rare = bit_field(random_bits(seed + 3000, count), 3, 10) == 0
    return np.where(rare, np.float32(10000) * sign(seed, count).astype(np.float32), gaussian(seed, count))


def batches(*of):
    return [{"seed": seed, "count": count, "gain": gain} for seed, count, gain in of]


CASES = [
    {"name": f"{distribution.__name__}, {kind}", "distribution": distribution.__name__, "batches": made}
    for distribution, kind, made in [
        *((each, "one batch", batches((20 + i, 20000, 1.0)))
          for i, each in enumerate((gaussian, uniform, laplace, one_sided, heavy_tail, rectified, bimodal, sparse,
                                    constant, outliers))),
        (gaussian, "equal batches", batches(*((40 + i, 5000, 1.0) for i in range(4)))),
        (gaussian, "growing batches", batches((50, 4000, 1.0), (51, 4000, 1.25), (52, 4000, 0.7), (53, 4000, 2.6))),
        (laplace, "growing batches", batches((60, 4000, 0.5), (61, 6000, 0.6), (62, 4000, 1.9))),
        (rectified, "growing batches", batches((70, 6000, 1.0), (71, 6000, 1.1), (72, 6000, 1.7))),
        (one_sided, "shrinking batches", batches((80, 6000, 1.0), (81, 6000, 0.5), (82, 6000, 0.25))),
        (uniform, "few values", batches((90, 300, 3.0))),
    ]
]


def values_of(case):
    """One array of float32 a batch."""
    made = globals()[case["distribution"]]
    return [made(b["seed"], b["count"]) * np.float32(b["gain"]) for b in case["batches"]]


def checksum(values):
    """Of non-negative integers: h = 31 h + value, modulo 2^32."""
    h = 0
    for value in values:
        h = (31 * h + int(value)) % 2**32
    return h


def write(script, toolkit, version, results):
    """`results`: what the toolkit says, for each case by its name; the inputs and their checksum are added."""
    script = pathlib.Path(script)
    made_by = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
               for path in (script, HERE / "calibrator_inputs.py")}
    cases = []
    for case in CASES:
        bits = np.concatenate(values_of(case)).view(np.uint32)
        cases.append({**case, "checksum": checksum(bits), "results": results[case["name"]]})
    head = json.dumps({"toolkit": toolkit, "version": version, "made_by": made_by})
    lines = ",\n".join(json.dumps(case) for case in cases)
    script.with_suffix(".json").write_text(f'{head[:-1]}, "cases": [\n{lines}\n]}}\n')
