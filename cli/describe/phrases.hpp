// SPDX-License-Identifier: Apache-2.0
// Expressions as plain words: "desil kesejahteraan dari keluarga paling banyak 4". A condition that is a group becomes a numbered list.
// One overload per kind of expression: a new kind does not compile until it can be read out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/describe/document.hpp"
#include "cli/describe/sentences.hpp"
#include "dsl/program/program.hpp"

namespace tepat::cli::describe {

class Phrases {
public:
    /// `date`: on it, parameters show their value in force; without, the value of those that have only one.
    Phrases(const program::Program& program, Language language, std::optional<program::Date> date)
        : program_(program), language_(language), date_(date) {}

    std::string text(program::ExprId id) const;  ///< a value, or a condition in one sentence
    std::string not_text(program::ExprId id) const;
    /// A condition: one sentence, or for a group its heading and its parts.
    Item item(program::ExprId id) const;
    std::vector<Item> parts(program::ExprId id) const;  ///< of a group

    std::string say(Say sentence, const std::vector<std::string>& arguments = {}) const {
        return describe::say(sentence, language_, arguments);
    }
    std::string value(const program::Type& type, const program::Value& value) const;
    std::string date(program::Date date) const;
    template <class Named>
    std::string inside(const Named& named) const {
        return lowered(named.label.empty() ? named.name : named.label);
    }
    static std::string lowered(std::string label);  ///< "Desil" -> "desil"; "NIK" stays
    /// The value in force on the date, or the only one; nothing: none, or several.
    std::optional<std::string> parameter_value(const program::Parameter& parameter) const;
    std::string duration(std::int64_t amount, program::CalendarUnit unit) const;
    const program::Program& program() const { return program_; }
    Language language() const { return language_; }

    std::string operator()(const program::Expr& expr, const program::Constant& n) const;
    std::string operator()(const program::Expr& expr, const program::ReferenceDate& n) const;
    std::string operator()(const program::Expr& expr, const program::ParameterRef& n) const;
    std::string operator()(const program::Expr& expr, const program::KeyRef& n) const;
    std::string operator()(const program::Expr& expr, const program::FactRef& n) const;
    std::string operator()(const program::Expr& expr, const program::TermRef& n) const;
    std::string operator()(const program::Expr& expr, const program::Not& n) const;
    std::string operator()(const program::Expr& expr, const program::And& n) const;
    std::string operator()(const program::Expr& expr, const program::Or& n) const;
    std::string operator()(const program::Expr& expr, const program::AtLeast& n) const;
    std::string operator()(const program::Expr& expr, const program::Compare& n) const;
    std::string operator()(const program::Expr& expr, const program::In& n) const;
    std::string operator()(const program::Expr& expr, const program::TextTest& n) const;
    std::string operator()(const program::Expr& expr, const program::IsKnown& n) const;
    std::string operator()(const program::Expr& expr, const program::IfMissing& n) const;
    std::string operator()(const program::Expr& expr, const program::Negative& n) const;
    std::string operator()(const program::Expr& expr, const program::Arithmetic& n) const;
    std::string operator()(const program::Expr& expr, const program::Round& n) const;
    std::string operator()(const program::Expr& expr, const program::DateShift& n) const;
    std::string operator()(const program::Expr& expr, const program::DateCall& n) const;
    std::string operator()(const program::Expr& expr, const program::Quantifier& n) const;
    std::string operator()(const program::Expr& expr, const program::Cases& n) const;
    std::string operator()(const program::Expr& expr, const program::Collect& n) const;
    std::string operator()(const program::Expr& expr, const program::Via& n) const;
    std::string operator()(const program::Expr& expr, const program::SetHas& n) const;
    std::string operator()(const program::Expr& expr, const program::Standing& n) const;
    std::string operator()(const program::Expr& expr, const program::Unrecorded& n) const;

private:
    std::string noun(program::ExprId id) const;  ///< without ": ya"
    std::string fact_or_term(const program::Expr& expr, const std::string& name, program::EntityId entity, program::From from) const;
    std::string compare(const program::Compare& n) const;
    std::string compare_age(const program::Compare& n) const;
    std::string between(const program::And& n) const;
    bool is_age(program::ExprId id) const;
    std::optional<std::int64_t> whole_number(program::ExprId id) const;
    std::string members(const program::Expr& expr, const program::Quantifier& n) const;
    std::string options(const program::In& n) const;
    std::string joined(const std::vector<program::ExprId>& operands, Say junction) const;
    std::string bracketed(program::ExprId id) const;
    std::string rows(const std::vector<program::Case>& cases, program::ExprId otherwise) const;
    bool has_receiving(program::TermId term, std::string& programme) const;

    const program::Program& program_;
    Language language_;
    std::optional<program::Date> date_;
};

}  // namespace tepat::cli::describe
