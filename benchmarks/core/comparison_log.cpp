// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/comparison_log.hpp>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

namespace bench {

namespace {

/// What the comparisons of one library in one operation gave, over all sizes.
struct entry {
    std::size_t tasks = 0, values = 0, different = 0;
    double largest = 0, allowed = 0;
    std::string reason;
    std::set<std::string> kernels;
};

std::map<std::string, entry>& entries() {
    static std::map<std::string, entry> all;
    return all;
}

} // namespace

void log_comparison(const std::string& task, const std::string& library, const std::string& kernel,
                    const comparison& found, const tolerance& allowed) {
    if (!found.within(allowed)) {
        std::ostringstream message;
        message << task << ": " << library << " gives other results than quanta: " << found.different << " of "
                << found.values << " values differ, by up to " << found.largest << "; allowed is " << allowed.distance
                << " on " << 100 * allowed.share << " % of the values";
        throw std::runtime_error(message.str());
    }
    entry& log = entries()[task.substr(0, task.find('/')) + "/" + library];
    ++log.tasks;
    log.values += found.values;
    log.different += found.different;
    log.largest = std::max(log.largest, found.largest);
    log.allowed = std::max(log.allowed, allowed.distance);
    log.reason = allowed.reason;
    if (!kernel.empty()) log.kernels.insert(kernel);
}

void print_comparisons(std::ostream& out) {
    for (const auto& [name, log] : entries()) {
        out << "  " << name << ": ";
        if (log.different == 0)
            out << "equal, bit for bit";
        else
            out << log.different << " of " << log.values << " values differ, by up to " << log.largest << " (allowed "
                << log.allowed << ": " << log.reason << ")";
        out << ", " << log.tasks << (log.tasks == 1 ? " size" : " sizes");
        for (const std::string& kernel : log.kernels)
            out << (&kernel == &*log.kernels.begin() ? "; kernel " : ", ") << kernel;
        out << '\n';
    }
}

} // namespace bench
