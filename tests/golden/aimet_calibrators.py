# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""What the TF-enhanced analyzer of Qualcomm's AIMET answers: its own C++ sources, compiled and run.

    git clone https://github.com/quic/aimet && git -C aimet checkout c51b284b     # of 2024-10-24
    python aimet_calibrators.py aimet/ModelOptimizations/DlQuantization           # needs g++ and numpy

The compiled packages of later years (aimet-onnx 2.42.0) lay their bins out in another way, of which no source is public.
"""

import pathlib
import subprocess
import sys
import tempfile

import calibrator_inputs as inputs

sources = pathlib.Path(sys.argv[1])

program = """
#include <cstdio>
#include "TfEnhancedEncodingAnalyzer.h"
int main(int count, char** names) {
    DlQuantization::TfEnhancedEncodingAnalyzer<float> analyzer;
    for (int batch = 1; batch < count; ++batch) {
        std::vector<float> values;
        float value;
        for (FILE* file = fopen(names[batch], "rb"); fread(&value, 4, 1, file) == 1;) values.push_back(value);
        analyzer.updateStats(values.data(), values.size(), DlQuantization::COMP_MODE_CPU);
    }
    for (const int bits : {8, 4})
        for (const int kind : {0, 1, 2, 3}) {
            const auto found = analyzer.computeEncoding(bits, kind != 0, kind == 2, kind == 3);
            printf("%.17g %.17g ", found.min, found.max);
        }
    for (const auto& [edge, mass] : analyzer.getStatsHistogram()) printf("%.17g ", mass);
}
"""
KINDS = [f"{kind}, {bits} bits" for bits in (8, 4) for kind in ("asymmetric", "symmetric", "strict", "unsigned")]


def results(executable, folder, batches):
    names = [folder / str(i) for i in range(len(batches))]
    for name, batch in zip(names, batches):
        name.write_bytes(batch.tobytes())
    answer = [float(word) for word in
              subprocess.run([executable, *names], check=True, capture_output=True, text=True).stdout.split()]
    encodings, masses = answer[:16], answer[16:]
    return {**{kind: encodings[2 * i:2 * i + 2] for i, kind in enumerate(KINDS)},
            "checksum of masses times 7200000": inputs.checksum(round(7200000 * mass) for mass in masses)}


with tempfile.TemporaryDirectory() as made:
    folder = pathlib.Path(made)
    (folder / "main.cpp").write_text(program)
    subprocess.run(["g++", "-std=c++17", "-O1", "-I", sources / "src", "-I", sources / "include", "-o", folder / "program",
                    folder / "main.cpp", *(sources / "src" / name for name in (
                        "TfEnhancedEncodingAnalyzer.cpp", "math_functions.cpp"))], check=True)
    inputs.write(__file__, "aimet", "c51b284b",
                 {case["name"]: results(folder / "program", folder, inputs.values_of(case)) for case in inputs.CASES})
