# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""The files of golden vectors: JSON, a field a line, every number exact. README.md says what stands in them."""

import hashlib
import json
import math
import pathlib
import sys

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent


class Params:
    """A scale, or one a channel, and the zero points, whose type is that of the integers."""

    def __init__(self, kind, scale, zero_point=0):
        self.scale = np.asarray(scale, np.float32)
        self.zero_point = np.broadcast_to(np.asarray(zero_point, kind), self.scale.shape).copy()
        self.kind = self.zero_point.dtype

    def __iter__(self):
        return iter((self.scale, self.zero_point))

    def fields(self, name):
        return {f"{name}_scale": self.scale, f"{name}_zero_point": self.zero_point}


class Quantized(Params):
    """Integers and their parameters."""

    def __init__(self, values, scale, zero_point=0):
        super().__init__(values.dtype, scale, zero_point)
        self.values = values

    def __iter__(self):
        return iter((self.values, self.scale, self.zero_point))

    def fields(self, name):
        return {name: self.values} | super().fields(name)


def real(value):
    """A float32 or float64 as the shortest hexadecimal string that is exactly it: 0.1F is 0x1.99999ap-4."""
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    mantissa, exponent = value.hex().split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{exponent}"


def tensor(array):
    """{"type", "shape", "values" in row-major order}: integers as numbers, reals as hexadecimal strings."""
    array = np.asarray(array)
    number = real if array.dtype.kind == "f" else int
    values = [number(value) for value in array.reshape(-1)]
    return {"type": array.dtype.name, "shape": list(array.shape), "values": values}


def to_fields(name, value):
    """Integers and reals of NumPy as `tensor`; booleans, Python's integers and lists of them as they are."""
    if isinstance(value, Params):
        return {field: tensor(array) for field, array in value.fields(name).items()}
    return {name: tensor(value) if isinstance(value, (np.ndarray, np.generic)) else value}


class GoldenFile:
    """What one operator of some toolkits gave; written to <folder>/<operator>.json beside the script."""

    def __init__(self, folder, operator, toolkits, note):
        scripts = [pathlib.Path(sys.argv[0]).resolve(), FOLDER / "golden_file.py", FOLDER / "inputs.py"]
        self.path = FOLDER / folder / f"{operator}.json"
        self.header = {
            "operator": operator,
            "toolkits": toolkits,
            "made_by": {script.name: hashlib.sha256(script.read_bytes()).hexdigest() for script in scripts},
            "note": note,
        }
        self.vectors = []

    def add(self, name, **values):
        vector = {"name": name}
        for field, value in values.items():
            vector |= to_fields(field, value)
        self.vectors.append(vector)

    def write(self):
        compact = lambda value: json.dumps(value, separators=(",", ":"))
        header = [f"{json.dumps(key)}: {json.dumps(value)}," for key, value in self.header.items()]
        vectors = [
            "{" + ",\n ".join(f"{json.dumps(key)}:{compact(value)}" for key, value in vector.items()) + "}"
            for vector in self.vectors
        ]
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text("{\n" + "\n".join(header) + '\n"vectors": [\n' + ",\n".join(vectors) + "\n]\n}\n")
        print(f"{self.path.relative_to(FOLDER)}: {len(self.vectors)} vectors, {self.path.stat().st_size} bytes")
