// SPDX-License-Identifier: Apache-2.0
// Random numbers and quotients as rule text, keeping track of scales so that products stay within twelve decimals.
// See generate_expressions.hpp.
#include <algorithm>

#include "tests/differential/generate_expressions.hpp"

namespace tepat::generate {

using syntax::Keyword;

namespace {

int scale_of(Kind kind) {
    if (kind == Kind::rupiah) return program::rupiah_scale;
    return kind == Kind::decimal ? program::decimal_scale : 0;
}

}  // namespace

NumberText Expressions::number_literal(bool rupiah) {
    if (rupiah) {
        const std::string text =
            random_.pick<std::string>({"Rp0", "Rp1", "Rp500.000", "Rp1.500.000,50", "Rp1,5 " + word(Keyword::million),
                                       "Rp2 " + word(Keyword::billion), "Rp0,01", "Rp16.800", "Rp92.233.720.368.547.758,07"});
        return {text, program::rupiah_scale};
    }
    switch (random_.below(12)) {
        case 0:
            return {random_.pick<std::string>({"0.25", "2.50", "99.99"}), 2};
        case 1:
            return {"30%", 2};
        case 2:
            return {"0.000001", 6};
        case 3:
            return {random_.pick<std::string>({"9_223_372_036_854_775_807", "3_000_000_000", "1_000_000"}), 0};
        case 4:
            return {"-" + std::to_string(random_.between(1, 9)), 0};
        default:
            return {std::to_string(random_.between(0, 12)), 0};
    }
}

NumberText Expressions::number_leaf(const Scope& scope, bool rupiah) {
    std::vector<NumberText> all;
    for (const Kind kind : {Kind::number, Kind::decimal, Kind::rupiah}) {
        if ((kind == Kind::rupiah) != rupiah) continue;
        for (const Reach& way : facts(scope, kind)) all.push_back({way.path, scale_of(kind)});
        for (const NewParameter& parameter : vocabulary_.parameters) {
            const int fact_entity = parameter.by_fact == -1 ? -1 : vocabulary_.facts[static_cast<std::size_t>(parameter.by_fact)].entity;
            const int needed = parameter.by_entity == -1 ? fact_entity : parameter.by_entity;
            const bool reachable = needed == -1 || vocabulary_.is_self_or_ancestor(needed, scope.here);
            if (parameter.kind == kind && reachable) all.push_back({parameter.name, scale_of(kind)});
        }
    }
    for (const Reach& way : terms(scope, rupiah ? Kind::rupiah : Kind::number, false))
        all.push_back({way.path, vocabulary_.terms[static_cast<std::size_t>(way.index)].scale});
    if (all.empty() || random_.percent(20)) return number_literal(rupiah);
    return random_.pick(all);
}

NumberText Expressions::number(const Scope& scope, int depth, bool rupiah) {
    if (depth <= 0) return number_leaf(scope, rupiah);
    switch (random_.below(12)) {
        case 0:
        case 1:
            return sum(scope, depth, rupiah);
        case 2:
            return product(scope, depth, rupiah);
        case 3:
            return rounded(scope, depth, rupiah);
        case 4:
        case 5:
        case 6:
            return scope.plain ? number_leaf(scope, rupiah) : aggregate(scope, depth, rupiah);
        case 7:
            return rupiah ? number_leaf(scope, rupiah) : date_function(scope, depth);
        case 8:
            return with_default(scope, rupiah);
        case 9: {
            const NumberText operand = number(scope, depth - 1, rupiah);
            return {"-(" + operand.text + ')', operand.scale};
        }
        default:
            return number_leaf(scope, rupiah);
    }
}

NumberText Expressions::sum(const Scope& scope, int depth, bool rupiah) {
    const NumberText left = number(scope, depth - 1, rupiah);
    const std::string sign = random_.percent(50) ? " + " : " - ";
    const NumberText right = number(scope, depth - 1, rupiah);
    return {'(' + left.text + sign + right.text + ')', std::max(left.scale, right.scale)};
}

NumberText Expressions::product(const Scope& scope, int depth, bool rupiah) {
    const NumberText left = number(scope, depth - 1, rupiah);
    const NumberText right = number(scope, depth - 1, false);
    if (left.scale + right.scale > program::max_scale) return left;
    return {'(' + left.text + " * " + right.text + ')', left.scale + right.scale};
}

NumberText Expressions::rounded(const Scope& scope, int depth, bool rupiah) {
    const bool of_quotient = random_.percent(60);
    const std::string value = of_quotient ? quotient(scope, depth - 1, rupiah) : number(scope, depth - 1, rupiah).text;
    const std::string direction = word(random_.pick<Keyword>({Keyword::down, Keyword::up, Keyword::nearest}));
    NumberText unit = rupiah ? NumberText{random_.pick<std::string>({"Rp1", "Rp1.000", "Rp0,50"}), program::rupiah_scale}
                             : random_.pick<NumberText>({{"1", 0}, {"10", 0}, {"0.1", 1}, {"0.25", 2}, {"3", 0}});
    if (random_.percent(10)) unit = number_leaf(scope, rupiah);
    return {word(Keyword::round) + '(' + value + ", " + direction + ", " + unit.text + ')', unit.scale};
}

/// A quotient in parentheses, an average, or a term that is a quotient.
std::string Expressions::quotient(const Scope& scope, int depth, bool rupiah) {
    const std::vector<Reach> ways = terms(scope, rupiah ? Kind::rupiah : Kind::number, true);
    if (!ways.empty() && random_.percent(20)) return random_.pick(ways).path;
    Scope inner;
    std::string name;
    if (!scope.plain && depth > 0 && random_.percent(40) && member_scope(scope, inner, name)) {
        const std::string value = number(inner, depth - 1, rupiah).text;
        std::string text = word(Keyword::average) + " (" + value + ") " + word(Keyword::over) + ' ' + name;
        if (random_.percent(50)) text += ' ' + word(Keyword::with) + " (" + condition(inner, depth - 1) + ')';
        const std::string none = number_literal(rupiah).text;
        return '(' + text + if_none(inner, name, none) + ')';
    }
    const bool of_rupiah = rupiah || random_.percent(25);
    const std::string top = number(scope, depth - 1, of_rupiah).text;
    const std::string bottom = number(scope, depth - 1, of_rupiah && !rupiah).text;
    return '(' + top + " / " + bottom + ')';
}

NumberText Expressions::aggregate(const Scope& scope, int depth, bool rupiah) {
    Scope inner;
    std::string name;
    if (!member_scope(scope, inner, name)) return number_leaf(scope, rupiah);
    const std::uint64_t form = random_.below(5);
    if (form == 4) return top_total(inner, name, depth, rupiah);
    NumberText value{"", 0};
    std::string text = word(Keyword::number_of);
    if (rupiah || form > 0) {
        value = number(inner, depth - 1, rupiah);
        text = word(form == 2   ? Keyword::largest
                    : form == 3 ? Keyword::smallest
                                : Keyword::total) +
               " (" + value.text + ") " + word(Keyword::over);
    }
    text += ' ' + name;
    if (random_.percent(70)) text += ' ' + word(Keyword::with) + " (" + condition(inner, depth - 1) + ')';
    if (form >= 2) {
        const NumberText none = number_literal(rupiah);
        text += if_none(inner, name, none.text);
        value.scale = std::max(value.scale, none.scale);
    }
    return {'(' + text + ')', value.scale};
}

/// total 2 terbesar (A, B) dari E; both of one scale, which check may ask for by adding zeros.
NumberText Expressions::top_total(const Scope& inner, const std::string& name, int depth, bool rupiah) {
    const std::string top = std::to_string(random_.between(0, 4));
    const NumberText first = number(inner, depth - 1, rupiah);
    std::string values = first.text;
    const NumberText second = number(inner, 0, rupiah);
    if (second.scale == first.scale && random_.percent(60)) values += ", " + second.text;
    std::string text = word(Keyword::total) + ' ' + top + ' ' + word(Keyword::largest) + " (" + values + ") " + word(Keyword::over) + ' ' + name;
    if (random_.percent(60)) text += ' ' + word(Keyword::with) + " (" + condition(inner, depth - 1) + ')';
    return {'(' + text + ')', first.scale};
}

NumberText Expressions::date_function(const Scope& scope, int depth) {
    const Keyword function = random_.pick<Keyword>({Keyword::full_years, Keyword::full_months, Keyword::days_between});
    const std::string from = date(scope, depth - 1);
    const std::string to = random_.percent(60) ? word(Keyword::reference_date) : date(scope, depth - 1);
    return {word(function) + '(' + from + ", " + to + ')', 0};
}

NumberText Expressions::with_default(const Scope& scope, bool rupiah) {
    const std::vector<Reach> ways = own_facts(scope, rupiah ? Kind::rupiah : Kind::number);
    if (ways.empty()) return number_leaf(scope, rupiah);
    const std::string value = random_.pick(ways).path;
    const std::string fallback = rupiah ? "Rp100.000" : std::to_string(random_.between(0, 5));
    return {'(' + value + ' ' + word(Keyword::if_missing) + ' ' + fallback + ')', rupiah ? program::rupiah_scale : 0};
}

}  // namespace tepat::generate
