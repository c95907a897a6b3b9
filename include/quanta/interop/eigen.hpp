// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <Eigen/Core>

#include <quanta/quantizer/as_view.hpp>

// With this header `quantize`, `dequantize`, `fake_quantize` and `quantize_tensor` take Eigen objects too, and `as_view`
// makes tensor views of them for everything else: matrices, arrays, maps, refs, and blocks, rows, columns and transposes
// of them, of any storage order. Nothing is copied, and no Eigen type goes further than this header: its alignment and
// layout depend on compiler flags.

namespace quanta::interop::inline QUANTA_ABI {

/// An Eigen object of any kind.
template <class T>
concept EigenDense = std::derived_from<T, Eigen::DenseBase<T>>;

/// An Eigen object that lies in memory, so not an expression such as `a + b`: evaluate that first (`.eval()`).
template <class T>
concept EigenInMemory = EigenDense<T> &&(T::Flags& Eigen::DirectAccessBit) != 0;

} // namespace quanta::interop

namespace quanta::inline QUANTA_ABI {

/// Rank 1 for what is a vector at compile time; otherwise rank 2, axis 0 the rows.
template <interop::EigenDense Dense>
struct tensor_view_of<Dense> {
    template <class Object>
    [[nodiscard]] static auto make(Object& object) {
        static_assert(interop::EigenInMemory<Dense>,
                      "quanta: this Eigen expression does not lie in memory; call .eval() on it first");
        using element = std::remove_pointer_t<decltype(object.data())>;
        if constexpr (Dense::IsVectorAtCompileTime)
            return tensor_view<element, 1>(object.data(), {to_size(object.size())}, {to_stride(object.innerStride())});
        else
            return tensor_view<element, 2>(object.data(), {to_size(object.rows()), to_size(object.cols())},
                                           {to_stride(object.rowStride()), to_stride(object.colStride())});
    }

private:
    [[nodiscard]] static std::size_t to_size(Eigen::Index count) { return static_cast<std::size_t>(count); }
    [[nodiscard]] static std::ptrdiff_t to_stride(Eigen::Index step) { return static_cast<std::ptrdiff_t>(step); }
};

} // namespace quanta
