// SPDX-License-Identifier: Apache-2.0
// The pieces of an explanation as texts, for both its forms.
#pragma once

#include <string>

#include "cli/rule_set.hpp"
#include "engine/explain/explain.hpp"

namespace tepat::cli {

class ExplainWords {
public:
    ExplainWords(const RuleSet& rules, const explain::Explanation& explanation, const Session& session)
        : rules_(rules), program_(rules.program), explanation_(explanation), session_(session) {}

    std::string written(program::ExprId expr) const;  ///< the source text in one line
    std::string place(text::Span span) const;         ///< file:line
    std::string value(const explain::Node& node) const;
    std::string truth(const explain::Node& node) const;  ///< ya, tidak, belum pasti, galat; for values: value()
    std::string who(const explain::Row& row) const;      ///< name, else entity and key
    std::string missing(const run::MissingName& name) const;
    std::string key(const explain::Row& row) const;
    bool secret(program::ExprId expr) const;
    const explain::Explanation& explanation() const { return explanation_; }

private:
    const RuleSet& rules_;
    const program::Program& program_;
    const explain::Explanation& explanation_;
    const Session& session_;
};

}  // namespace tepat::cli
