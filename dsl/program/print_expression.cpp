// SPDX-License-Identifier: Apache-2.0
// Types, values and expressions of a Program as text (print.hpp). Recursion depth is that of the tree: at most syntax::max_depth.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "dsl/program/print.hpp"

namespace tepat::program {
namespace {

std::string quote(std::string_view text) {
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

const char* word(CompareOp op) {
    constexpr const char* words[] = {"=", "!=", "<", "<=", ">", ">="};
    return words[static_cast<int>(op)];
}

const char* word(QuantifierKind kind) {
    constexpr const char* words[] = {"some", "every", "count", "total", "average", "largest", "smallest", "total_top"};
    return words[static_cast<int>(kind)];
}

const char* word(From from) { return from == From::subject ? "subject." : ""; }

struct Printer {
    const Program& program;
    const Expr& expr;

    std::string sub(ExprId id) const { return id.valid() ? print_expression(program, id) : "-"; }
    std::string list(const std::vector<ExprId>& ids) const {
        std::string text;
        for (ExprId id : ids) text += " " + sub(id);
        return text;
    }

    std::string operator()(const Constant& constant) const { return print_value(program, expr.type, constant.value); }
    std::string operator()(const ReferenceDate&) const { return "reference_date"; }
    std::string operator()(const ParameterRef& ref) const {
        const std::string& name = program[ref.parameter].name;
        return ref.key.valid() ? fmt::format("(parameter {} {})", name, sub(ref.key)) : name;
    }
    std::string operator()(const KeyRef& ref) const { return fmt::format("(key {}{})", word(ref.from), program[ref.entity].name); }
    std::string operator()(const FactRef& ref) const {
        const Fact& fact = program[ref.fact];
        return fmt::format("{}{}.{}", word(ref.from), program[fact.entity].name, fact.name);
    }
    std::string operator()(const TermRef& ref) const {
        const Term& term = program[ref.term];
        return fmt::format("{}{}.{}", word(ref.from), program[term.entity].name, term.name);
    }
    std::string operator()(const Not& n) const { return fmt::format("(not {})", sub(n.operand)); }
    std::string operator()(const And& n) const { return fmt::format("(and{})", list(n.operands)); }
    std::string operator()(const Or& n) const { return fmt::format("(or{})", list(n.operands)); }
    std::string operator()(const AtLeast& n) const { return fmt::format("(at_least {}{})", sub(n.count), list(n.operands)); }
    std::string operator()(const Compare& n) const { return fmt::format("({} {} {})", word(n.op), sub(n.left), sub(n.right)); }
    std::string operator()(const In& n) const { return fmt::format("(in {}{})", sub(n.value), list(n.options)); }
    std::string operator()(const TextTest& n) const {
        return fmt::format("({} {} {})", n.op == TextOp::has ? "has" : "starts_with", sub(n.value), sub(n.operand));
    }
    std::string operator()(const IsKnown& n) const { return fmt::format("(is_known {})", sub(n.operand)); }
    std::string operator()(const IfMissing& n) const { return fmt::format("(if_missing {} {})", sub(n.fact), sub(n.fallback)); }
    std::string operator()(const Negative& n) const { return fmt::format("(negative {})", sub(n.operand)); }
    std::string operator()(const Arithmetic& n) const {
        constexpr const char* words[] = {"+", "-", "*", "/"};
        return fmt::format("({} {} {})", words[static_cast<int>(n.op)], sub(n.left), sub(n.right));
    }
    std::string operator()(const Round& n) const {
        constexpr const char* words[] = {"down", "up", "nearest"};
        return fmt::format("(round {} {} {})", sub(n.value), words[static_cast<int>(n.direction)], sub(n.unit));
    }
    std::string operator()(const DateShift& n) const {
        constexpr const char* words[] = {"days", "months", "years"};
        return fmt::format("(shift {} {} {})", sub(n.date), n.amount, words[static_cast<int>(n.unit)]);
    }
    std::string operator()(const DateCall& n) const {
        constexpr const char* words[] = {"full_years", "full_months", "days_between"};
        return fmt::format("({} {} {})", words[static_cast<int>(n.function)], sub(n.from), sub(n.to));
    }
    std::string operator()(const Quantifier& n) const {
        constexpr const char* relations[] = {"", " siblings", " other_siblings"};
        const std::string kept = n.top.valid() ? fmt::format(" top {}{}", sub(n.top), list(n.kept)) : "";
        return fmt::format("({} {}{} value {} where {} if_none {}{})", word(n.kind), program[n.member].name,
                           relations[static_cast<int>(n.relation)], sub(n.value), sub(n.where), sub(n.if_none), kept);
    }
    std::string operator()(const Cases& n) const {
        std::string text = "(cases";
        for (const Case& c : n.cases) text += fmt::format(" [{} {}]", sub(c.condition), sub(c.result));
        return text + fmt::format(" otherwise {})", sub(n.otherwise));
    }
    std::string operator()(const Collect& n) const {
        constexpr const char* words[] = {"total", "count", "largest", "smallest"};
        std::string text = fmt::format("(collect {}", words[static_cast<int>(n.kind)]);
        for (const Case& c : n.cases) text += fmt::format(" [{} {}]", sub(c.condition), sub(c.result));
        return text + fmt::format(" otherwise {})", sub(n.otherwise));
    }
    std::string operator()(const Via& n) const {
        const Fact& reference = program[n.reference];
        return fmt::format("(via {}{}.{} {})", word(n.from), program[reference.entity].name, reference.name, sub(n.inner));
    }
    std::string operator()(const SetHas& n) const {
        const auto& values = program[program[n.set].type.choices].values;
        return fmt::format("(has {} {})", sub(n.set), values[static_cast<std::size_t>(n.value)].name);
    }
    std::string operator()(const Standing& n) const {
        const char* kind = n.kind == StandingKind::eligible ? "eligible" : "selected";
        return fmt::format("({} {}{})", kind, word(n.from), program[n.programme].name);
    }
    std::string operator()(const Unrecorded& n) const { return fmt::format("(unrecorded {})", program[n.entity].name); }
};

}  // namespace

std::string print_scaled(std::int64_t number, int scale) {
    const bool negative = number < 0;
    std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number));
    const auto decimals = static_cast<std::size_t>(scale);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (scale > 0) {
        digits.insert(digits.size() - decimals, ".");
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') digits.pop_back();
    }
    return (negative ? "-" : "") + digits;
}

std::string print_type(const Program& program, const Type& type) {
    constexpr const char* words[] = {"error", "yes_no", "number", "rupiah", "date", "text", "choice", "set", "reference"};
    std::string text = words[static_cast<int>(type.kind)];
    if (type.quotient) return text + " quotient";
    if (type.is_numeric()) return fmt::format("{}({})", text, type.scale);
    if (type.kind != TypeKind::choice && type.kind != TypeKind::set) return text;
    std::vector<std::string> names;
    for (const ChoiceValue& value : program[type.choices].values) names.push_back(value.name);
    return fmt::format("{}({})", text, fmt::join(names, ","));
}

/// `fisik;netra`, `-` for the empty set: as the baseline stores it.
static std::string print_set(const Choices& choices, std::int64_t bits) {
    std::string text;
    for (std::size_t i = 0; i < choices.values.size(); ++i) {
        if ((bits >> i & 1) != 0) text += (text.empty() ? "" : ";") + choices.values[i].name;
    }
    return text.empty() ? "-" : text;
}

std::string print_value(const Program& program, const Type& type, const Value& value) {
    switch (type.kind) {
        case TypeKind::error: return "error";
        case TypeKind::yes_no: return value.number != 0 ? "true" : "false";
        case TypeKind::number: return print_scaled(value.number, type.scale);
        case TypeKind::rupiah: return "Rp" + print_scaled(value.number, type.scale);
        case TypeKind::date: return to_iso(Date{static_cast<std::int32_t>(value.number)});
        case TypeKind::text: return quote(value.text);
        case TypeKind::choice: return program[type.choices].values[static_cast<std::size_t>(value.number)].name;
        case TypeKind::set: return print_set(program[type.choices], value.number);
        case TypeKind::reference: return value.text;
    }
    return {};
}

std::string print_expression(const Program& program, ExprId id) {
    const Expr& expr = program[id];
    return std::visit(Printer{program, expr}, expr.kind);
}

}  // namespace tepat::program
