// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/evaluate.hpp>
#include <quanta/epilogue/store.hpp>
#include <quanta/epilogue/tile.hpp>
#include <quanta/op/column_multipliers.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/requantize_stage.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Stages, a requantization, and a store, where the profile is known at run time only: which pipeline it is, is decided
/// once a tile, so that a graph's products are compiled once for all profiles. As a `pipeline` is consumed.
template <Profile Arithmetic, class T, class... Before>
class requantized_store {
public:
    requantized_store(const Arithmetic& profile, const column_multipliers& multipliers, std::size_t column,
                      std::int32_t zero_point, integer_range range, epilogue::store<T> store, const Before&... before)
        : profile_(profile), multipliers_(&multipliers), column_(column), zero_point_(zero_point), range_(range),
          store_(store), before_(before...) {}

    template <epilogue::EpilogueStage First>
    [[nodiscard]] requantized_store<Arithmetic, T, First, Before...> preceded_by(const First& first) const {
        return std::apply(
            [&](const Before&... before) {
                return requantized_store<Arithmetic, T, First, Before...>(profile_, *multipliers_, column_, zero_point_,
                                                                          range_, store_, first, before...);
            },
            before_);
    }

    template <class Tag>
    void consume(const epilogue::tile<std::int32_t>& values) const {
        visit_accumulators(profile_, [&]<class Accumulators>(Accumulators) {
            using multiplier_type = typename Accumulators::multiplier_type;
            const requantize_stage<Accumulators> requantize{multipliers_->from<multiplier_type>(column_), true,
                                                            zero_point_, range_.lowest, range_.highest};
            epilogue::evaluate<Tag>::run(std::tuple_cat(before_, std::tuple{requantize, store_}), values);
        });
    }

private:
    Arithmetic profile_;
    const column_multipliers* multipliers_;
    std::size_t column_;
    std::int32_t zero_point_;
    integer_range range_;
    epilogue::store<T> store_;
    std::tuple<Before...> before_;
};

} // namespace quanta::op
