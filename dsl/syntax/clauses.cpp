// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/clauses.hpp"

#include <map>

namespace tepat::syntax {

const std::vector<Clause>& all_clauses() {
    static const std::vector<Clause> clauses = {
        {Keyword::entity, Keyword::from_table, Often::once},
        {Keyword::entity, Keyword::called_by, Often::once},
        {Keyword::entity, Keyword::address, Often::once},
        {Keyword::entity, Keyword::area, Often::once},
        {Keyword::entity, Keyword::only_when, Often::once},
        {Keyword::entity, Keyword::recipients, Often::once},
        {Keyword::parameter, Keyword::from, Often::any},
        {Keyword::programme, Keyword::strategy, Often::once},
        {Keyword::programme, Keyword::run_by, Often::once},
        {Keyword::programme, Keyword::legal_basis, Often::once},
        {Keyword::programme, Keyword::in_force, Often::once},
        {Keyword::programme, Keyword::benefit, Often::once},
        {Keyword::programme, Keyword::period, Often::once},
        {Keyword::programme, Keyword::draft, Often::once},
        {Keyword::programme, Keyword::unless, Often::any},
        {Keyword::programme, Keyword::then_task, Often::once},
        {Keyword::programme, Keyword::undecided_task, Often::once},
        {Keyword::programme, Keyword::quota, Often::any},
        {Keyword::programme, Keyword::budget, Often::once},
        {Keyword::programme, Keyword::taken_when, Often::once},
        {Keyword::programme, Keyword::order_by, Often::once},
        {Keyword::programme, Keyword::at_most, Often::any},
        {Keyword::programme, Keyword::yields_to, Often::any},
        {Keyword::programme, Keyword::not_together_with, Often::any},
        {Keyword::programme, Keyword::graduates_if, Often::once},
        {Keyword::rule, Keyword::programme, Often::once},
        {Keyword::rule, Keyword::legal_basis, Often::once},
        {Keyword::rule, Keyword::if_, Often::once},
        {Keyword::rule, Keyword::unless, Often::any},
        {Keyword::rule, Keyword::then_task, Often::once},
        {Keyword::rule, Keyword::undecided_task, Often::once},
        {Keyword::table, Keyword::collect, Often::once},
        {Keyword::table, Keyword::from_file, Often::once},
        {Keyword::test, Keyword::given, Often::any},
        {Keyword::test, Keyword::expect, Often::any},
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
