# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# The folders of include/quanta: those that every folder may include, then the stages in the order of the data.
set(common_folders core isa)
set(stage_folders
    tensor
    observer
    calibrator
    params
    quantizer
    storage
    kernel
    epilogue
    op
    graph
    train
    repair
    search
    report
    interop
)
# quanta.hpp includes the stages up to this one.
set(last_stage_of_quanta_hpp op)
# Where Eigen may be included.
set(eigen_users "^(interop/eigen\\.hpp|repair/)")
