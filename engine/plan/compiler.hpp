// SPDX-License-Identifier: Apache-2.0
// Expressions -> steps. `compile` knows how each kind of expression becomes steps (from_expression.cpp, from_quantifier.cpp, from_rows.cpp);
// frames.cpp how a column gets from one frame to another; make_plan in from_program.cpp drives it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "engine/plan/builder.hpp"

namespace tepat::plan {

/// What an expression became: one column, or for a quotient two and what it is worth when the divisor is zero.
struct Quantity {
    StepId value;
    int scale = 0;
    StepId divisor;  ///< invalid: not a quotient
    int divisor_scale = 0;
    std::shared_ptr<const Quantity> when_zero;
};

class Compiler {
public:
    Compiler(Plan& plan, const program::Program& program);

    Quantity compile(program::ExprId id, FrameId frame);
    StepId column(program::ExprId id, FrameId frame) { return compile(id, frame).value; }
    /// Compiles the terms reached from an expression, those they use first, so that recursion never goes from term to term.
    void compile_terms(program::ExprId root);
    /// The entity's `remains` column; invalid when it has no only_when.
    StepId remains(program::EntityId entity);

    // Programmes (allocation.cpp).
    StepId eligible(program::ProgrammeId id);
    StepId selected(program::ProgrammeId id);
    /// Plans the programmes all of whose rules are in the plan, and puts Plan::programmes in order.
    void finish_programmes();

    Builder& builder() { return builder_; }
    const program::Program& program() const { return program_; }
    const Plan& plan() const { return plan_; }

    // Frames.
    FrameId frame(Frame wanted);
    program::EntityId root_entity(FrameId frame) const;  ///< of the outermost frame: the subject
    StepId to_descendant(StepId column, program::EntityId from, program::EntityId to);
    StepId from_base(StepId column, FrameId frame);   ///< of the frame's own base frame
    StepId from_root(StepId column, FrameId frame);   ///< of the outermost frame, along the outer rows
    bool reads_subject(program::ExprId id, program::EntityId entity) const;
    template <class Lift>
    Quantity lifted(const Quantity& quantity, const Lift& lift);

    // Kinds of expressions; frame as in compile.
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Constant& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::ReferenceDate& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::ParameterRef& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::KeyRef& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::FactRef& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::TermRef& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Not& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::And& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Or& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::AtLeast& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Compare& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::In& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::TextTest& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::IsKnown& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::IfMissing& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Negative& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Arithmetic& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Round& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::DateShift& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::DateCall& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Quantifier& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Cases& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Collect& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Via& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::SetHas& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Standing& x);
    Quantity operator()(const program::Expr& expr, FrameId frame, const program::Unrecorded& x);

private:
    Quantity compile_here(program::ExprId id, FrameId frame);
    Quantity compile_term(program::TermId term);
    StepId constant(const program::Type& type, const program::Value& value);
    StepId stored(program::FactId fact);         ///< the cell as it was recorded
    StepId recent(const program::Fact& fact);    ///< true where a fact with a vintage still counts
    StepId compare(program::CompareOp op, FrameId frame, const Quantity& a, const Quantity& b);
    StepId same(FrameId frame, const program::Type& type, const Quantity& a, const Quantity& b);
    StepId round(FrameId frame, Form form, const Quantity& value, const Quantity& unit, program::RoundDirection direction, int scale);
    StepId reference(StepId column, program::EntityId entity, program::From from, FrameId frame);
    StepId aggregate(program::QuantifierKind kind, const program::Expr& expr, const program::Quantifier& x, FrameId frame);
    StepId aggregate_top(const program::Expr& expr, const program::Quantifier& x, FrameId frame);
    StepId member_condition(program::QuantifierKind kind, const program::Quantifier& x, FrameId source);
    FrameId source_frame(const program::Quantifier& x, FrameId frame);
    StepId own_fact(program::FactId fact);       ///< the cell where it still counts
    /// A column in the base frame of its scope with the terms it reads; invalid for an invalid expression.
    StepId settled(program::ExprId id, program::EntityId scope);
    void plan_programme(program::ProgrammeId id);
    ProgrammePlan programme_plan(program::ProgrammeId id);
    void add_limit(ProgrammePlan& plan, program::ExprId amount, const program::GroupBy& per);
    std::optional<std::size_t> rule_position(program::RuleId rule) const;

    Plan& plan_;
    const program::Program& program_;
    Builder builder_;
    std::vector<std::vector<std::uint32_t>> subject_entities_;  // by expression
    std::map<std::pair<std::uint32_t, std::uint32_t>, Quantity> compiled_;
    std::map<std::uint32_t, Quantity> terms_;
    std::map<std::uint32_t, StepId> eligible_;  // by programme
    std::map<std::uint32_t, StepId> selected_;
    std::set<std::uint32_t> planned_;
};

Form form_of(const program::Type& type);

template <class Lift>
Quantity Compiler::lifted(const Quantity& quantity, const Lift& lift) {
    Quantity result = quantity;
    result.value = lift(quantity.value);
    if (quantity.divisor.valid()) result.divisor = lift(quantity.divisor);
    if (quantity.when_zero) result.when_zero = std::make_shared<const Quantity>(lifted(*quantity.when_zero, lift));
    return result;
}

}  // namespace tepat::plan
