// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "dsl/program/invariants.hpp"
#include "dsl/program/print.hpp"
#include "dsl/program/walk.hpp"

using namespace tepat::program;

namespace {

constexpr Type yes_no{TypeKind::yes_no, 0, false, {}};

Program two_entities() {
    Program program;
    program.entities.resize(3);
    program.entities[0].name = "a";
    program.entities[1].name = "b";
    program.entities[1].parent = EntityId{0};
    program.entities[2].name = "c";
    program.facts.push_back({});
    program.facts[0].name = "f";
    program.facts[0].entity = EntityId{0};
    program.facts[0].type = yes_no;
    program.entities[0].facts = {FactId{0}};
    return program;
}

}  // namespace

TEST_CASE("scaled numbers print without trailing zeros", "[program]") {
    CHECK(print_scaled(1050, 2) == "10.5");
    CHECK(print_scaled(1000, 2) == "10");
    CHECK(print_scaled(-5, 2) == "-0.05");
    CHECK(print_scaled(0, 6) == "0");
    CHECK(print_scaled(INT64_MIN, 0) == "-9223372036854775808");
    CHECK(print_scaled(7, 0) == "7");
}

TEST_CASE("an entity stands above itself and its descendants", "[program]") {
    const Program program = two_entities();
    CHECK(is_self_or_ancestor(program, EntityId{0}, EntityId{0}));
    CHECK(is_self_or_ancestor(program, EntityId{0}, EntityId{1}));
    CHECK_FALSE(is_self_or_ancestor(program, EntityId{1}, EntityId{0}));
    CHECK_FALSE(is_self_or_ancestor(program, EntityId{2}, EntityId{1}));
    CHECK_FALSE(is_self_or_ancestor(program, EntityId{}, EntityId{1}));
}

TEST_CASE("broken promises are named", "[program]") {
    Program program = two_entities();
    CHECK(broken_invariants(program).empty());
    program.exprs.push_back({FactRef{FactId{0}}, yes_no, EntityId{1}, {}});
    program.exprs.push_back({Not{ExprId{0}}, yes_no, EntityId{1}, {}});
    CHECK(broken_invariants(program).empty());
    program.exprs.push_back({FactRef{FactId{0}}, yes_no, EntityId{2}, {}});
    CHECK(broken_invariants(program).size() == 1);  // c does not lie in a
    program.exprs.pop_back();
    program.exprs[1].kind = Not{ExprId{1}};
    CHECK(broken_invariants(program).size() == 1);  // its own child
    program.exprs[1].kind = Not{ExprId{0}};
    program.exprs[0].type.kind = TypeKind::number;
    CHECK(broken_invariants(program).size() == 1);  // no condition
    program.entities[0].parent = EntityId{1};
    CHECK(broken_invariants(program).size() >= 2);
}

TEST_CASE("children come in the order they are written", "[program]") {
    const Expr cases{Cases{{{ExprId{1}, ExprId{2}}, {ExprId{3}, ExprId{4}}}, ExprId{5}}, yes_no, {}, {}};
    CHECK(children(cases) == std::vector<ExprId>{ExprId{1}, ExprId{2}, ExprId{3}, ExprId{4}, ExprId{5}});
    const Expr quantifier{Quantifier{QuantifierKind::count, EntityId{0}, Relation::descendants, {}, {}, {}}, yes_no, {}, {}};
    CHECK(children(quantifier).empty());
}
