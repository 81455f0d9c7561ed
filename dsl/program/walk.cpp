// SPDX-License-Identifier: Apache-2.0
// One overload per kind of expression (walk.hpp): a new kind does not compile until it says what is inside it.
#include "dsl/program/walk.hpp"

namespace tepat::program {
namespace {

struct Operands {
    std::vector<ExprId> ids;
    void take(ExprId id) {
        if (id.valid()) ids.push_back(id);
    }
    void take(const std::vector<ExprId>& list) { ids.insert(ids.end(), list.begin(), list.end()); }
    void operator()(const Constant&) {}
    void operator()(const ReferenceDate&) {}
    void operator()(const ParameterRef& n) { take(n.key); }
    void operator()(const KeyRef&) {}
    void operator()(const FactRef&) {}
    void operator()(const TermRef&) {}
    void operator()(const Not& n) { take(n.operand); }
    void operator()(const And& n) { take(n.operands); }
    void operator()(const Or& n) { take(n.operands); }
    void operator()(const AtLeast& n) { take(n.count), take(n.operands); }
    void operator()(const Compare& n) { take(n.left), take(n.right); }
    void operator()(const In& n) { take(n.value), take(n.options); }
    void operator()(const TextTest& n) { take(n.value), take(n.operand); }
    void operator()(const IsKnown& n) { take(n.operand); }
    void operator()(const IfMissing& n) { take(n.fact), take(n.fallback); }
    void operator()(const Negative& n) { take(n.operand); }
    void operator()(const Arithmetic& n) { take(n.left), take(n.right); }
    void operator()(const Round& n) { take(n.value), take(n.unit); }
    void operator()(const DateShift& n) { take(n.date); }
    void operator()(const DateCall& n) { take(n.from), take(n.to); }
    void operator()(const Quantifier& n) { take(n.value), take(n.where), take(n.if_none), take(n.top), take(n.kept); }
    void operator()(const Cases& n) {
        for (const Case& c : n.cases) take(c.condition), take(c.result);
        take(n.otherwise);
    }
    void operator()(const Collect& n) {
        for (const Case& c : n.cases) take(c.condition), take(c.result);
        take(n.otherwise);
    }
    void operator()(const Via& n) { take(n.inner); }
    void operator()(const SetHas& n) { take(n.set); }
    void operator()(const Standing&) {}
    void operator()(const Unrecorded&) {}
};

}  // namespace

std::vector<ExprId> children(const Expr& expr) {
    Operands visitor;
    std::visit([&](const auto& node) { visitor(node); }, expr.kind);
    return std::move(visitor.ids);
}

}  // namespace tepat::program
