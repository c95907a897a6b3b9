// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Core>

#include <peers/peers.hpp>

namespace bench::peers {

std::string start_eigen() {
    Eigen::setNbThreads(1);
    return "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
           std::to_string(EIGEN_MINOR_VERSION) + ", compiled for this machine: " + Eigen::SimdInstructionSetsInUse();
}

} // namespace bench::peers
