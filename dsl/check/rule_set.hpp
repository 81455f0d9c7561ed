// SPDX-License-Identifier: Apache-2.0
// First pass of check: the declarations of all modules, by kind and in an order that does not depend on the files (by name, then place).
//
//     vector<Module> -> RuleSet { entities, parameters, agencies, definitions, programmes, rules, tests, quiet names }
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::check {

template <class Tree>
struct Declared {
    const Tree* tree;
    syntax::KeywordLanguage language;
    const std::string* documentation;
};

/// A term, score or table: all three become terms of the program.
struct Definition {
    const syntax::TermDeclaration* term = nullptr;
    const syntax::ScoreDeclaration* score = nullptr;
    const syntax::TableDeclaration* table = nullptr;
    syntax::KeywordLanguage language = syntax::KeywordLanguage::id;
    const std::string* documentation = nullptr;

    const syntax::Header& header() const { return term != nullptr ? term->header : score != nullptr ? score->header : table->header; }
    const syntax::Name& entity() const { return term != nullptr ? term->entity : score != nullptr ? score->entity : table->entity; }
};

struct RuleSet {
    std::vector<Declared<syntax::EntityDeclaration>> entities;
    std::vector<Declared<syntax::ParameterDeclaration>> parameters;
    std::vector<Declared<syntax::AgencyDeclaration>> agencies;
    std::vector<Definition> definitions;
    std::vector<Declared<syntax::ProgrammeDeclaration>> programmes;
    std::vector<Declared<syntax::RuleDeclaration>> rules;
    std::vector<Declared<syntax::TestDeclaration>> tests;
    /// Names that something unreadable would have declared: their uses are not reported again.
    std::set<std::string> quiet_names;
};

RuleSet collect(const std::vector<syntax::Module>& modules, const text::Sources& sources);

/// The nth name-like word (from 0) of a stretch of source text, without backquotes; empty when there is none.
std::string nth_word(std::string_view text, std::size_t n);

}  // namespace tepat::check
