# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""Golden vectors of NVIDIA's Model Optimizer, in PyTorch on a processor, where it simulates TensorRT: modelopt/*.json."""

import importlib.metadata

import numpy as np
import torch
from modelopt.torch.quantization.tensor_quant import fake_tensor_quant

from golden_file import GoldenFile
from inputs import generator, reals, reals_per_channel

TOOLKITS = {"nvidia-modelopt": importlib.metadata.version("nvidia-modelopt"), "torch": torch.__version__}
f32 = np.float32


def fake_quantize():
    note = "tensor_quant.fake_tensor_quant, and the gradient of x for an upstream gradient"
    file = GoldenFile("modelopt", "fake_quantize", TOOLKITS, note)
    rng = generator(3000)

    def add(name, x, amax, bits, unsigned=False, narrow=True, **fields):
        upstream, amax = rng.normal(size=x.shape).astype(f32), np.asarray(amax, f32)
        leaf = torch.from_numpy(x).requires_grad_()
        y = fake_tensor_quant(leaf, torch.from_numpy(amax), None, bits, unsigned, narrow)
        y.backward(torch.from_numpy(upstream))
        lowest, highest = ends_of(bits, unsigned, narrow)
        fields |= dict(amax=amax.reshape(-1), lowest=lowest, highest=highest)
        results = dict(result=y.detach().numpy(), gradient=leaf.grad.numpy())
        file.add(name, x=x, upstream=upstream, **fields, **results)

    for n, (amax, bits, unsigned, narrow) in enumerate(
        [(63.5, 8, False, True), (2.7, 8, False, True), (2.7, 8, False, False), (2.7, 8, True, True),
         (1.9, 4, False, True), (0.31, 4, False, False), (1e-5, 8, False, True), (1e-8, 8, False, True)]
    ):  # fmt: skip
        _, highest = ends_of(bits, unsigned, narrow)
        x = reals(3010 + n, amax / highest, 0, -highest - 1, highest)
        x = x[(x >= 0) | (not unsigned)]
        name = f"{bits} bits, amax {amax}{', unsigned' if unsigned else ''}{'' if narrow else ', not narrow'}"
        add(name, x, amax, bits, unsigned, narrow)
    amax = np.array([63.5, 2.7, 0.011, 0.9], f32)
    x = reals_per_channel(3020, amax / 127, [0] * 4, -128, 127).T.copy()
    add("8 bits, per channel of axis 0", x, amax.reshape(4, 1), 8, axis=0)
    file.write()


def ends_of(bits, unsigned, narrow):
    highest = 2 ** (bits - 1 + unsigned) - 1
    return 0 if unsigned else -highest - (not narrow), highest


if __name__ == "__main__":
    torch.set_num_threads(1)
    fake_quantize()
