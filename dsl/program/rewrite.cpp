// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/rewrite.hpp"

#include <cassert>

#include "dsl/program/walk.hpp"

namespace tepat::program {

namespace {

/// Puts operands back in the order walk.cpp takes them out; one overload per kind.
struct PutBack {
    const std::vector<ExprId>& operands;
    std::size_t next = 0;

    void put(ExprId& id) {
        if (id.valid()) id = operands[next++];
    }
    void put(std::vector<ExprId>& list) {
        for (ExprId& id : list) put(id);
    }
    void put(std::vector<Case>& cases) {
        for (Case& c : cases) put(c.condition), put(c.result);
    }
    void operator()(Constant&) {}
    void operator()(ReferenceDate&) {}
    void operator()(ParameterRef& n) { put(n.key); }
    void operator()(KeyRef&) {}
    void operator()(FactRef&) {}
    void operator()(TermRef&) {}
    void operator()(Not& n) { put(n.operand); }
    void operator()(And& n) { put(n.operands); }
    void operator()(Or& n) { put(n.operands); }
    void operator()(AtLeast& n) { put(n.count), put(n.operands); }
    void operator()(Compare& n) { put(n.left), put(n.right); }
    void operator()(In& n) { put(n.value), put(n.options); }
    void operator()(TextTest& n) { put(n.value), put(n.operand); }
    void operator()(IsKnown& n) { put(n.operand); }
    void operator()(IfMissing& n) { put(n.fact), put(n.fallback); }
    void operator()(Negative& n) { put(n.operand); }
    void operator()(Arithmetic& n) { put(n.left), put(n.right); }
    void operator()(Round& n) { put(n.value), put(n.unit); }
    void operator()(DateShift& n) { put(n.date); }
    void operator()(DateCall& n) { put(n.from), put(n.to); }
    void operator()(Quantifier& n) { put(n.value), put(n.where), put(n.if_none), put(n.top), put(n.kept); }
    void operator()(Cases& n) { put(n.cases), put(n.otherwise); }
    void operator()(Collect& n) { put(n.cases), put(n.otherwise); }
    void operator()(Via& n) { put(n.inner); }
    void operator()(SetHas& n) { put(n.set); }
    void operator()(Standing&) {}
    void operator()(Unrecorded&) {}
};

}  // namespace

Expr with_children(const Expr& expr, const std::vector<ExprId>& operands) {
    Expr copy = expr;
    PutBack put{operands};
    std::visit([&](auto& node) { put(node); }, copy.kind);
    assert(put.next == operands.size());
    return copy;
}

ExprId append(Program& program, Expr expr) {
    program.exprs.push_back(std::move(expr));
    return {static_cast<std::uint32_t>(program.exprs.size() - 1)};
}

/// Depth is bounded as the tree's is.
ExprId Rewriter::operator()(ExprId root) {
    if (!root.valid()) return root;
    if (const auto known = rewritten_.find(root); known != rewritten_.end()) return known->second;
    std::vector<ExprId> operands = children(program_[root]);
    bool changed = false;
    for (ExprId& operand : operands) {
        const ExprId now = (*this)(operand);
        changed = changed || now != operand;
        operand = now;
    }
    const ExprId result = changed ? append(program_, with_children(program_[root], operands)) : root;
    rewritten_[root] = result;
    return result;
}

}  // namespace tepat::program
