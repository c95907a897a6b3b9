# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""What the OCTAV of AI Edge Quantizer answers: the clipping magnitude of a tensor.

    pip install ai-edge-quantizer==0.10.0
    python ai_edge_calibrators.py
"""

from importlib.metadata import version

import numpy as np
from ai_edge_quantizer.algorithms.uniform_quantize import octav

import calibrator_inputs as inputs


def clipped_at(values, bits, divisor):
    return float(octav._guess_clipping_with_octav(values, bits, 0, max_iterations=10, exponent_divisor=divisor).item())


def results(batches):
    values = np.concatenate(batches)
    return {"symmetric, 8 bits": clipped_at(values, 8, 3.0), "symmetric, 4 bits": clipped_at(values, 4, 3.0),
            "unsigned, 8 bits": clipped_at(values, 8, 12.0), "unsigned, 4 bits": clipped_at(values, 4, 12.0)}


inputs.write(__file__, "ai-edge-quantizer", version("ai-edge-quantizer"),
             {case["name"]: results(inputs.values_of(case)) for case in inputs.CASES})
