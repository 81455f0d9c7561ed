// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/ast.hpp"

#include <boost/variant/apply_visitor.hpp>

namespace tepat::syntax {

namespace {

template <typename T>
Node& node_of(T& node) {
    return node;
}
template <typename T>
Node& node_of(x3::forward_ast<T>& node) {
    return node.get();
}

}  // namespace

Span span_of(const Expr& expr) {
    return boost::apply_visitor([](auto& node) { return node_of(node).span; }, const_cast<Expr&>(expr).get());
}

void set_span(Expr& expr, Span span) {
    boost::apply_visitor([span](auto& node) { node_of(node).span = span; }, expr.get());
}

Span span_of(const Declaration& declaration) {
    return boost::apply_visitor([](auto& node) { return node_of(node).span; }, const_cast<Declaration&>(declaration).get());
}

}  // namespace tepat::syntax
