// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/clauses.hpp"

#include <map>

namespace tepat::syntax {

const std::vector<Clause>& all_clauses() {
    static const std::vector<Clause> clauses = {
        {Keyword::entity, Keyword::from_table, Often::once, false},
        {Keyword::entity, Keyword::called_by, Often::once, false},
        {Keyword::entity, Keyword::address, Often::once, false},
        {Keyword::entity, Keyword::area, Often::once, false},
        {Keyword::entity, Keyword::only_when, Often::once, false},
        {Keyword::entity, Keyword::recipients, Often::once, false},
        {Keyword::parameter, Keyword::from, Often::any, false},
        {Keyword::programme, Keyword::strategy, Often::once, false},
        {Keyword::programme, Keyword::run_by, Often::once, false},
        {Keyword::programme, Keyword::legal_basis, Often::once, false},
        {Keyword::programme, Keyword::in_force, Often::once, false},
        {Keyword::programme, Keyword::benefit, Often::once, false},
        {Keyword::programme, Keyword::period, Often::once, false},
        {Keyword::programme, Keyword::draft, Often::once, false},
        {Keyword::programme, Keyword::unless, Often::any, false},
        {Keyword::programme, Keyword::then_task, Often::once, false},
        {Keyword::programme, Keyword::undecided_task, Often::once, false},
        {Keyword::programme, Keyword::quota, Often::any, false},
        {Keyword::programme, Keyword::budget, Often::once, false},
        {Keyword::programme, Keyword::taken_when, Often::once, false},
        {Keyword::programme, Keyword::order_by, Often::once, false},
        {Keyword::programme, Keyword::at_most, Often::any, false},
        {Keyword::programme, Keyword::yields_to, Often::any, false},
        {Keyword::programme, Keyword::not_together_with, Often::any, false},
        {Keyword::programme, Keyword::graduates_if, Often::once, false},
        {Keyword::rule, Keyword::programme, Often::once, false},
        {Keyword::rule, Keyword::legal_basis, Often::once, false},
        {Keyword::rule, Keyword::if_, Often::once, false},
        {Keyword::rule, Keyword::unless, Often::any, false},
        {Keyword::rule, Keyword::then_task, Often::once, false},
        {Keyword::rule, Keyword::undecided_task, Often::once, false},
        {Keyword::table, Keyword::collect, Often::once, false},
        {Keyword::table, Keyword::from_file, Often::once, false},
        {Keyword::test, Keyword::given, Often::any, false},
        {Keyword::test, Keyword::expect, Often::any, false},
    };
    return clauses;
}

const std::vector<Keyword>& clause_keywords(Keyword declaration) {
    static const std::map<Keyword, std::vector<Keyword>> by_declaration = [] {
        std::map<Keyword, std::vector<Keyword>> found;
        for (const Clause& clause : all_clauses()) found[clause.declaration].push_back(clause.clause);
        return found;
    }();
    static const std::vector<Keyword> none;
    auto found = by_declaration.find(declaration);
    return found == by_declaration.end() ? none : found->second;
}

}  // namespace tepat::syntax
