// SPDX-License-Identifier: Apache-2.0
// Between encode_value.cpp and encode_members.cpp: one expression on one row.
#pragma once

#include "dsl/prove/encode.hpp"

namespace tepat::prove {

class ValueEncoder {
public:
    ValueEncoder(Encoder& encoder, ExprId expr, RowId row, RowId subject)
        : encoder_(encoder), program_(encoder.program_), terms_(encoder.terms_), expr_(expr), row_(row), subject_(subject) {}

    Value encode();

    Value operator()(const program::Constant& node);
    Value operator()(const program::ReferenceDate& node);
    Value operator()(const program::ParameterRef& node);
    Value operator()(const program::KeyRef& node);
    Value operator()(const program::FactRef& node);
    Value operator()(const program::TermRef& node);
    Value operator()(const program::Not& node);
    Value operator()(const program::And& node);
    Value operator()(const program::Or& node);
    Value operator()(const program::AtLeast& node);
    Value operator()(const program::Compare& node);
    Value operator()(const program::In& node);
    Value operator()(const program::TextTest& node);
    Value operator()(const program::IsKnown& node);
    Value operator()(const program::IfMissing& node);
    Value operator()(const program::Negative& node);
    Value operator()(const program::Arithmetic& node);
    Value operator()(const program::Round& node);
    Value operator()(const program::DateShift& node);
    Value operator()(const program::DateCall& node);
    Value operator()(const program::Quantifier& node);
    Value operator()(const program::Cases& node);
    Value operator()(const program::Collect& node);
    Value operator()(const program::Via& node);
    Value operator()(const program::SetHas& node);
    Value operator()(const program::Standing& node);
    Value operator()(const program::Unrecorded& node);

private:
    friend class Encoder;
    /// What a sum, a count or a largest value is made of: a line or a member that may or may not take part.
    struct Item {
        Term holds, decided;
        Value value;
    };
    Value of(ExprId id) { return encoder_.value(id, row_, subject_); }
    RowId base(program::From from) const { return from == program::From::here ? row_ : subject_; }
    Value truth(Term holds, Term fails) const;
    Value number(Term number, Term sound) const;
    Value some_value(const Value& made);
    Value guess();  ///< a free value: general proofs stay proofs, a family may not be real
    Term rescaled(Term number, int from, int to) const;
    int scale_of(ExprId id) const;
    Term ordered(program::CompareOp op, Term left, Term right) const;
    Value compare(program::CompareOp op, ExprId left, ExprId right);
    Value compare_quotients(program::CompareOp op, ExprId left, ExprId right);
    Value rescaled_result(ExprId id);
    Value either(Term condition, const Value& a, const Value& b) const;
    Term agree(const Value& a, const Value& b) const;
    Value total_of(const std::vector<Item>& items) const;
    Value count_of(const std::vector<Item>& items) const;
    Value best_of(const std::vector<Item>& items, bool largest, ExprId otherwise);

    // encode_members.cpp
    Value of_family(const program::Quantifier& node);
    Value in_general(const program::Quantifier& node);
    std::vector<RowId> members(const program::Quantifier& node) const;
    Term counted(const program::Quantifier& node, ExprId where, bool negated);
    Value free_number(Term count, const program::Quantifier& node);
    Value average(const program::Quantifier& node, Term count);

    Encoder& encoder_;
    const Program& program_;
    Terms& terms_;
    ExprId expr_;
    RowId row_;
    RowId subject_;
};

}  // namespace tepat::prove
