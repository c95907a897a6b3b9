# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0
"""What ncnn's KL calibration answers: the lines of its ncnn2table.cpp that count and search, compiled as they stand.

    git clone https://github.com/Tencent/ncnn && git -C ncnn checkout a4d2ea1d4
    python ncnn_calibrators.py ncnn/tools/quantize/ncnn2table.cpp      # needs g++ and numpy
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

import calibrator_inputs as inputs

source = pathlib.Path(sys.argv[1]).read_text()


def lines(first, last, after=""):
    """The source from the first line that matches on, up to the one before the next that matches `last`."""
    start = re.compile(first, re.M).search(source, source.index(after))
    end = re.compile(last, re.M).search(source, start.end())
    return source[start.start():end.start()]


divergence = lines(r"^static float compute_kl_divergence", r"^int QuantNet::quantize_KL")
counting = lines(r"^ +if \(ptr\[k\] == 0\.f\)", r"^ +\}\s+\}\s+#pragma omp critical")
search = lines(r"^ +// normalize histogram bin", r"^ +float scale = 127 / stat\.threshold")

program = f"""
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <algorithm>
#include <vector>
{divergence}
int main(int, char** argv) {{
    struct {{ float absmax = 0, threshold = 0; std::vector<uint64_t> histogram; std::vector<float> histogram_normed; }} stat;
    std::vector<float> values;
    float value;
    for (FILE* file = fopen(argv[1], "rb"); fread(&value, 4, 1, file) == 1;) values.push_back(value);
    const int num_histogram_bins = 2048, outsize = (int)values.size();
    const float* ptr = values.data();
    float& absmax = stat.absmax;
    for (int k = 0; k < outsize; k++) absmax = std::max(absmax, (float)fabs(ptr[k]));
    std::vector<uint64_t> histogram(num_histogram_bins, 0);
    for (int k = 0; k < outsize; k++) {{
        {counting}
    }}
    stat.histogram = histogram;
    stat.histogram_normed.resize(num_histogram_bins, 0);
    {search}
    printf("%.9g", stat.threshold);
    for (uint64_t count : stat.histogram) printf(" %llu", (unsigned long long)count);
}}
"""


def results(program_path, folder, batches):
    data = folder / "data"
    data.write_bytes(np.concatenate(batches).tobytes())
    answer = subprocess.run([program_path, data], check=True, capture_output=True, text=True).stdout.split()
    return {"threshold": float(answer[0]), "checksum of counts": inputs.checksum(answer[1:])}


with tempfile.TemporaryDirectory() as made:
    folder = pathlib.Path(made)
    (folder / "main.cpp").write_text(program)
    subprocess.run(["g++", "-O1", "-o", folder / "program", folder / "main.cpp"], check=True)
    inputs.write(__file__, "ncnn", "a4d2ea1d4",
                 {case["name"]: results(folder / "program", folder, inputs.values_of(case)) for case in inputs.CASES})
