// SPDX-License-Identifier: Apache-2.0
// The pieces of an explanation as texts, for both its forms.
#pragma once

#include <map>
#include <string>

#include "cli/rule_set.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/explain/explain.hpp"

namespace tepat::cli {

class ExplainWords {
public:
    /// `unmask`: secret and sensitive values are shown.
    ExplainWords(const RuleSet& rules, const explain::Explanation& explanation, const Session& session, bool unmask)
        : rules_(rules), program_(rules.program), explanation_(explanation), session_(session), unmask_(unmask) {}

    std::string written(program::ExprId expr) const;  ///< the source text in one line, in the language of the session
    std::string place(text::Span span) const;         ///< file:line
    text::Span span(program::ExprId expr) const { return program_[expr].span; }
    bool is_yes_no(program::ExprId expr) const { return program_[expr].type.kind == program::TypeKind::yes_no; }
    std::string value(const explain::Node& node) const;
    std::string truth(const explain::Node& node) const;  ///< ya, tidak, belum pasti, galat; for values: value()
    std::string who(const explain::Row& row) const;      ///< name, else entity and key
    std::string missing(const run::MissingName& name) const;
    std::string key(const explain::Row& row) const;
    std::string hole_key(const run::ParameterHole& hole) const;
    /// Made from what somebody protected (`rahasia`, `peka`): neither its value is shown nor whether it holds.
    bool hidden(const explain::Node& node) const;
    bool hidden(program::ExprId expr) const;
    bool hidden(program::Secrecy secrecy) const { return program::is_protected(secrecy) && !unmask_; }
    /// The rule reads something protected: its near misses are not told.
    bool hidden(const explain::RuleStory& story) const;
    /// The same of what would change it; told when what is protected is just what is missing.
    bool hides_ways(const explain::RuleStory& story) const;
    std::string value_of(program::ExprId expr, const run::WatchedValue& value) const;
    const explain::Explanation& explanation() const { return explanation_; }

private:
    std::string open_text(const std::string& text) const;  ///< nobody protected it: only the NIK in it is masked

    const RuleSet& rules_;
    const program::Program& program_;
    const explain::Explanation& explanation_;
    const Session& session_;
    bool unmask_;
    mutable std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> translations_;  ///< by place
};

}  // namespace tepat::cli
