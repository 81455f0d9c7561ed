// SPDX-License-Identifier: Apache-2.0
// Watched values arranged as the tree of explain.hpp.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "engine/explain/explain.hpp"

namespace tepat::explain {

class Teller {
public:
    /// `everybody`: the unit is the whole population, not just what the subject depends on.
    Teller(const program::Program& program, const columns::Population& unit, const run::Decisions& decisions, Row subject, bool everybody = false);

    RuleStory tell(const run::RuleOutcomes& outcomes);
    std::optional<run::WatchedValue> value_on(program::ExprId id, Row row) const;

private:
    Node node(program::ExprId id, Row row);
    /// The condition as written; below it the exceptions made to it, each saying whether it applies.
    Node exception(program::ExprId joined, text::Span span, Row row);
    void blame(program::ExprId id, Row row, Row subject);
    std::vector<Node> reads(program::ExprId id, Row row);
    void collect_reads(program::ExprId id, Row row, std::vector<Node>& nodes, std::set<std::string>& seen);
    std::vector<Node> children_of(program::ExprId id, Row row);
    std::vector<Node> members_of(const program::Expr& expr, const program::Quantifier& quantifier, Row row, std::size_t& left_out);
    Node member(const program::Quantifier& quantifier, Row row);
    std::vector<Row> rows_of(const program::Quantifier& quantifier, program::EntityId scope, Row row) const;
    bool takes_part(program::EntityId entity, Row row) const;
    std::optional<Row> climb(Row row, program::EntityId ancestor, run::ValueState& otherwise) const;
    std::vector<Row> near_subject(std::vector<Row> rows) const;
    std::vector<Lacking> lacking(const std::vector<run::MissingName>& names) const;

    const program::Program& program_;
    const columns::Population& unit_;
    const run::Decisions& decisions_;
    Row subject_;
    bool everybody_ = false;
    std::map<program::ExprId, const run::Watched*> watched_;
    std::set<std::tuple<program::ExprId, Row, Row>> blamed_;     ///< already looked into
    std::set<std::pair<program::FactId, Row>> wanting_;          ///< whose unknown cells leave the outcome open
    std::set<std::pair<program::TermId, Row>> defined_;  ///< terms whose definition was shown
};

}  // namespace tepat::explain
