// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>

#include <quanta/isa/select.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/rules/composed.hpp>
#include <quanta/quantizer/quantizer_concepts.hpp>
#include <quanta/quantizer/row_axes.hpp>
#include <quanta/quantizer/row_kernels.hpp>
#include <quanta/tensor/granularity.hpp>
#include <quanta/tensor/runs.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// A row kernel as two functions: the choice of the instruction set is made once, and the walk is compiled once.
template <class From, class To>
struct row_functions {
    void (*share)(const From*, std::size_t, const row_params&, To*) noexcept;   ///< values share their parameters
    void (*each)(const From*, std::size_t, const column_params&, To*) noexcept; ///< each value has its own
};

/// The functions of `Kernel<Tag, rule>` for the selected instruction set where the profile quantizes by a rule, as all of
/// the library do; those of `Reference<Arithmetic>`, which does one value at a time, where it is a user's own.
template <template <class, class> class Kernel, template <class> class Reference, class From, class To,
          Profile Arithmetic>
[[nodiscard]] row_functions<From, To> select_row_functions(const Arithmetic& profile,
                                                           isa::id instruction_set = isa::select()) {
    if constexpr (std::same_as<Arithmetic, profile::any>)
        return visit_profile(profile.value(), [&](auto each) {
            return select_row_functions<Kernel, Reference, From, To>(each, instruction_set);
        });
    else if constexpr (rule::QuantizesByRule<Arithmetic>)
        return isa::visit(instruction_set, []<class Tag>(Tag) {
            using kernel = Kernel<Tag, typename Arithmetic::reals_rule>;
            return row_functions<From, To>{&kernel::run, &kernel::run};
        });
    else
        return {&Reference<Arithmetic>::run, &Reference<Arithmetic>::run};
}

namespace detail {

/// One row of any stride: strided values pass through blocks on the stack.
template <class From, class To, class Params>
void transform_row(const From* in, std::ptrdiff_t in_stride, std::size_t count, const Params& params, To* out,
                   std::ptrdiff_t out_stride, void (*kernel)(const From*, std::size_t, const Params&, To*) noexcept) {
    if (in_stride == 1 && out_stride == 1) return kernel(in, count, params, out);
    constexpr std::size_t block = 256;
    From from[block];
    To to[block];
    for (std::size_t start = 0; start < count; start += block) {
        const std::size_t length = std::min(block, count - start);
        const auto origin = static_cast<std::ptrdiff_t>(start);
        for (std::size_t i = 0; i < length; ++i) from[i] = in[(origin + static_cast<std::ptrdiff_t>(i)) * in_stride];
        kernel(from, length, params_from(params, start), to);
        for (std::size_t i = 0; i < length; ++i) out[(origin + static_cast<std::ptrdiff_t>(i)) * out_stride] = to[i];
    }
}

} // namespace detail

/// Walks two tensors of equal extents row by row and calls `rows` with the parameters that `quantizer` has for each
/// row. The operands are checked before.
template <Quantizer TensorQuantizer, std::size_t Rank, class From, class To>
void transform_rows(tensor_view<const From, Rank> in, const TensorQuantizer& quantizer, tensor_view<To, Rank> out,
                    const row_functions<From, To>& rows) {
    using shared = typename TensorQuantizer::scheme::granularity;
    using format = typename TensorQuantizer::scheme::format;
    arrange_rows<shared>(in, out);
    const std::ptrdiff_t in_stride = in.stride(Rank - 1), out_stride = out.stride(Rank - 1);
    if (shared_by_column<shared>(Rank)) {
        const column_params params{quantizer.scales().data(), quantizer.zero_points().data(), format::lowest,
                                   format::highest};
        for_each_run<per_tensor>(in.extents(), [&](const run& row) {
            detail::transform_row(first_element(in, row), in_stride, row.length, params, first_element(out, row),
                                  out_stride, rows.each);
        });
    } else {
        for_each_run<shared>(in.extents(), [&](const run& row) {
            const affine_params affine = quantizer[row.slice];
            const row_params params{affine.scale, affine.zero_point, format::lowest, format::highest};
            detail::transform_row(first_element(in, row), in_stride, row.length, params, first_element(out, row),
                                  out_stride, rows.share);
        });
    }
}

} // namespace quanta
