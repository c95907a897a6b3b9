// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <quanta/isa/select.hpp>
#include <support/failure.hpp>

using namespace quanta;

TEST_CASE("the best instruction set is selected, and any that exists can be forced", "[isa]") {
    const isa::id first = isa::select();
    for (const isa::id id : isa::available()) {
        isa::limit_to(id);
        CHECK(isa::select() == id);
        CHECK(isa::visit(id, [](auto tag) { return decltype(tag)::value; }) == id);
    }
    isa::limit_to(first);
}

TEST_CASE("an instruction set that the processor lacks is refused by name", "[isa]") {
    for (const isa::id id : isa::all_ids) {
        if (isa::supported(id)) continue;
        REQUIRE_ERROR(isa::limit_to(id), "'" + std::string(isa::name(id)) + "' is not supported by this processor");
        REQUIRE_ERROR(isa::limit_to(id), "reference, portable");
        return;
    }
    SKIP("this processor has every instruction set that is known");
}

TEST_CASE("reference and portable are everywhere", "[isa]") {
    CHECK(isa::supported(isa::id::reference));
    CHECK(isa::supported(isa::id::portable));
    CHECK(isa::available().front() == isa::id::reference);
}
