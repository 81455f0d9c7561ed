// SPDX-License-Identifier: Apache-2.0
// Random declarations over a random vocabulary. generate_rules.cpp: entities, parameters, terms, rules; generate_tables.cpp: scores and
// tables; generate_programmes.cpp: programmes with quotas, budgets, tiers, order and what they say of each other. See generate.hpp.
#pragma once

#include <string>
#include <vector>

#include "tests/differential/generate_expressions.hpp"

namespace tepat::generate {

class Rules {
public:
    Rules(std::uint64_t seed, syntax::KeywordLanguage language) : random_(seed), expressions_(random_, vocabulary_, language) {}

    std::vector<std::string> declarations();

private:
    using Keyword = syntax::Keyword;
    using Scope = Expressions::Scope;

    void choose_entities();
    void choose_facts(int entity);
    void choose_recipients();
    void choose_references();
    std::string entity(int index);
    std::string fact(const NewFact& fact);
    std::string fact_type(const NewFact& fact);
    std::string vintage(const NewFact& fact);
    std::string recipients_clause(int entity);
    std::string parameter(int number);
    std::string parameter_period(const NewParameter& parameter, const std::string& key);
    std::string term(int number);
    std::string any_term(int number);
    std::string term_value(NewTerm& made, const Scope& scope, bool cases);
    std::string complete_cases(const NewTerm& made);
    std::string case_list(const std::vector<std::string>& results, const Scope& scope);
    std::string rule(const std::string& name, int subject, const std::string& programme);
    std::string whole_condition(const Scope& scope, int indent, int depth);
    std::string group(const Scope& scope, int indent, int depth);

    // generate_tables.cpp
    std::string score(int number);
    std::string table(int number);
    std::string table_cell(const Scope& scope, Kind kind, const std::vector<std::string>& choices);
    std::string table_header(const NewTerm& made, const std::string& collect) const;

    // generate_programmes.cpp
    std::vector<std::string> programme(int number);
    std::string limits(const NewProgramme& made);
    std::string quota(const NewProgramme& made);
    std::string budget(const NewProgramme& made);
    std::string per(const NewProgramme& made, int& group_entity, int& group_fact);
    std::string whole_amount(int group_entity, int group_fact);
    std::string order(const NewProgramme& made);
    std::string at_most(const NewProgramme& made);
    std::string standing_to_others(const NewProgramme& made);
    std::vector<int> ancestors(int entity) const;

    std::string word(Keyword role) const { return expressions_.word(role); }
    int any_entity() { return static_cast<int>(random_.below(vocabulary_.entities.size())); }

    Random random_;
    Vocabulary vocabulary_;
    Expressions expressions_;
    int programmes_ = 0;
};

}  // namespace tepat::generate
