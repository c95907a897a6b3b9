# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# What the quantizer stage says to who hands it other types than it takes, and to who combines choices that do not fit.
quanta_add_compile_fail(
    quantizer_wrong_output quantizer_wrong_output.cpp
    "quantize: the output's elements must be mutable and of the scheme's storage type"
)
quanta_add_compile_fail(
    quantizer_const_output quantizer_const_output.cpp "fake_quantize: the output's elements must be mutable and floats"
)
quanta_add_compile_fail(
    quantizer_wrong_input quantizer_wrong_input.cpp "quantize: the input's elements must be floats"
)
quanta_add_compile_fail(
    quantizer_ranks_differ quantizer_ranks_differ.cpp "quanta: the input and the output must have the same rank"
)
quanta_add_compile_fail(
    quantizer_unknown_instruction_set quantizer_unknown_instruction_set.cpp
    "quantize_row has no kernel for this tag: add quantizer/<arch>/quantize_row_<isa>.hpp"
)
quanta_add_compile_fail(
    quantizer_sliced_otherwise quantizer_sliced_otherwise.cpp
    "calibrate: the observer is sliced by another granularity than the scheme"
)
quanta_add_compile_fail(recipe_activations recipe_activations.cpp "recipe: the activations must be a scheme, such as")
quanta_add_compile_fail(recipe_weights recipe_weights.cpp "recipe: the weights must be a scheme, such as")
quanta_add_compile_fail(recipe_observer recipe_observer.cpp "recipe: the observer must have observe, merge, count")
quanta_add_compile_fail(
    recipe_calibrator recipe_calibrator.cpp "recipe: the calibrator must give a range from what the observer knows"
)
quanta_add_compile_fail(
    recipe_profile recipe_profile.cpp "recipe: the profile must have all the scalar functions of profile::quanta"
)
