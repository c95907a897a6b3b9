# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# What epilogue/pipeline.hpp and epilogue/evaluate.hpp say to who composes stages that do not fit.
quanta_add_compile_fail(
    epilogue_integer_stage_after_dequantize epilogue_integer_stage_after_dequantize.cpp
    "quanta: a stage of this pipeline does not take what the stage before it gives"
)
quanta_add_compile_fail(epilogue_without_store epilogue_without_store.cpp "quanta: a pipeline must end in a store stage")
quanta_add_compile_fail(epilogue_stage_after_store epilogue_stage_after_store.cpp "quanta: no stage may follow a store")
quanta_add_compile_fail(
    epilogue_not_a_stage epilogue_not_a_stage.cpp "quanta: every stage of a pipeline must satisfy EpilogueStage"
)
quanta_add_compile_fail(
    epilogue_float_tile epilogue_float_tile.cpp
    "quanta: the first stage of this pipeline does not take values of the tile's type"
)
quanta_add_compile_fail(
    epilogue_unknown_instruction_set epilogue_unknown_instruction_set.cpp
    "quanta: no epilogue evaluator for this instruction set is visible"
)
