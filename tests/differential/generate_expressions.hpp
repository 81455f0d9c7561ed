// SPDX-License-Identifier: Apache-2.0
// Typed random expressions as rule text, over a random vocabulary. Used by generate.cpp only.
#pragma once

#include <string>
#include <vector>

#include "dsl/syntax/keyword.hpp"
#include "tests/differential/generate.hpp"

namespace tepat::generate {

enum class Kind { yes_no, number, decimal, rupiah, date, text, choice, set, reference };

struct NewEntity {
    std::string name;
    int parent = -1;
    bool at_least_one = false;
    bool recipients = false;
};
struct NewFact {
    std::string name;
    int entity = 0;
    Kind kind = Kind::yes_no;
    std::vector<std::string> choices;  ///< of choice and set
    int refers_to = -1;                ///< of reference
    bool ages = false;                 ///< `berlaku ... sejak`
};
struct NewParameter {
    std::string name;
    Kind kind = Kind::number;
    int by_entity = -1;
    int by_fact = -1;
};
/// kind number with quotient: may only be compared or rounded.
struct NewTerm {
    std::string name;
    int entity = 0;
    Kind kind = Kind::yes_no;
    int scale = 0;
    bool quotient = false;
    std::vector<std::string> choices;
};
struct NewProgramme {
    std::string name;
    int entity = 0;
};
struct Vocabulary {
    std::vector<NewEntity> entities;  ///< parents first
    std::vector<NewFact> facts;
    std::vector<NewParameter> parameters;
    std::vector<NewTerm> terms;            ///< those that may be used so far
    std::vector<NewProgramme> programmes;  ///< likewise

    bool is_self_or_ancestor(int ancestor, int entity) const;
    /// Rows of an entity at or below this one say who receives what.
    bool has_recipients_below(int entity) const;
    const NewEntity& entity(int index) const { return entities[static_cast<std::size_t>(index)]; }
};

/// A number's text with what the type rules need to know of it.
struct NumberText {
    std::string text;
    int scale = 0;
};

class Expressions {
public:
    Expressions(Random& random, const Vocabulary& vocabulary, syntax::KeywordLanguage language)
        : random_(random), vocabulary_(vocabulary), language_(language) {}

    /// Whose names are bare, and whose row `subjek` is. `plain`: no quantifiers (as in `hanya bila`).
    struct Scope {
        int here = 0;
        int subject = 0;
        bool inside = false;  ///< in a quantifier, where `subjek` means something else than here
        bool plain = false;
    };

    std::string condition(const Scope& scope, int depth);
    NumberText number(const Scope& scope, int depth, bool rupiah);
    std::string quotient(const Scope& scope, int depth, bool rupiah);
    std::string date(const Scope& scope, int depth);
    std::string choice_value(const std::vector<std::string>& choices) { return random_.pick(choices); }
    std::string date_literal();
    NumberText number_literal(bool rupiah);
    /// A fact, parameter or term as it is, or a literal.
    NumberText number_leaf(const Scope& scope, bool rupiah);
    /// Something an order may be made of: a number, a date or a condition that is a name.
    std::string order_value(const Scope& scope);
    std::string word(syntax::Keyword role) const { return std::string(syntax::spelling(role, language_)); }

    struct Reach {
        int index;
        std::string path;
    };
    /// Names that may be written in this scope; the last also those behind a reference (`ibu.x`).
    std::vector<Reach> own_facts(const Scope& scope, Kind kind);
    std::vector<Reach> facts(const Scope& scope, Kind kind);
    std::vector<Reach> terms(const Scope& scope, Kind kind, bool quotient);

private:
    std::vector<Reach> behind_references(const Scope& scope, int entity, int index, const std::string& name);
    std::string set_test(const Scope& scope);
    std::string standing(const Scope& scope);
    NumberText top_total(const Scope& inner, const std::string& name, int depth, bool rupiah);
    std::string path(const Scope& scope, int entity, const std::string& name, bool from_subject) const;
    std::vector<Reach> reach(const Scope& scope, int entity, int index, const std::string& name) const;

    std::string simple_condition(const Scope& scope, int depth);
    std::string compound_condition(const Scope& scope, int depth);
    std::string comparison(const Scope& scope, int depth);
    std::string quotient_comparison(const Scope& scope, int depth);
    std::string date_comparison(const Scope& scope, int depth);
    std::string choice_comparison(const Scope& scope);
    std::string text_comparison(const Scope& scope);
    std::string known_test(const Scope& scope);
    std::string yes_no_test(const Scope& scope);
    std::string quantified_condition(const Scope& scope, int depth);
    std::string comparison_sign();

    NumberText sum(const Scope& scope, int depth, bool rupiah);
    NumberText product(const Scope& scope, int depth, bool rupiah);
    NumberText rounded(const Scope& scope, int depth, bool rupiah);
    NumberText aggregate(const Scope& scope, int depth, bool rupiah);
    NumberText date_function(const Scope& scope, int depth);
    NumberText with_default(const Scope& scope, bool rupiah);
    std::string if_none(const Scope& inner, const std::string& members, const std::string& value);
    bool member_scope(const Scope& scope, Scope& inner, std::string& name);

    Random& random_;
    const Vocabulary& vocabulary_;
    syntax::KeywordLanguage language_;
};

}  // namespace tepat::generate
