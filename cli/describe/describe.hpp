// SPDX-License-Identifier: Apache-2.0
// A rule set as a document that an official can read and sign: Program -> Document.
//   document.cpp    what it begins and ends with, which sections there are
//   programme.cpp   programmes and rules
//   terms.cpp       terms, scores, tables, parameters
//   vocabulary.cpp  entities and facts
// Everything is ordered by name: nothing depends on the order of files.
#pragma once

#include <optional>
#include <string>

#include "cli/describe/document.hpp"
#include "cli/describe/phrases.hpp"
#include "cli/rule_set.hpp"

namespace tepat::cli::describe {

/// What to describe: all of it, or one declaration and what it uses.
struct Wanted {
    std::string source;                 ///< the path as given
    std::optional<program::Date> date;  ///< whose parameter values are in force
    std::string name;                   ///< empty: everything
};

/// Names nothing in the rules (then `name` is R5262): nullopt.
std::optional<Document> describe(const RuleSet& rules, const Wanted& wanted, Language language);

/// Names that can be described, for the message.
std::string known_names(const program::Program& program);

/// Begins a section: its heading, then what `##` lines say of it.
void open_section(const Phrases& phrases, int level, const std::string& heading, const std::string& anchor, const std::string& documentation,
                  Document& document);

/// The parts, each adding blocks. `level` of the heading it begins with.
void add_programme(const RuleSet& rules, const Phrases& phrases, program::ProgrammeId id, Document& document);
void add_rule(const RuleSet& rules, const Phrases& phrases, program::RuleId id, int level, Document& document);
void add_term(const Phrases& phrases, program::TermId id, Document& document);
void add_parameters(const Phrases& phrases, const std::vector<program::ParameterId>& ids, std::optional<program::Date> date,
                    Document& document);
void add_entity(const Phrases& phrases, program::EntityId id, Document& document);

}  // namespace tepat::cli::describe
