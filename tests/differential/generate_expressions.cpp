// SPDX-License-Identifier: Apache-2.0
// Random conditions, dates, choices and texts; numbers are in generate_numbers.cpp. See generate_expressions.hpp.
// Random parts are always put into variables first: the order in which `f() + g()` runs is the compiler's choice.
#include "tests/differential/generate_expressions.hpp"

namespace tepat::generate {

using syntax::Keyword;

namespace {

/// A number, an amount or a date.
bool is_written_down(const std::string& text) {
    const std::size_t begin = text.starts_with('-') ? 1 : 0, digit = text.compare(begin, 2, "Rp") == 0 ? begin + 2 : begin;
    return digit < text.size() && text[digit] >= '0' && text[digit] <= '9';
}

}  // namespace

bool Vocabulary::is_self_or_ancestor(int ancestor, int entity) const {
    for (int e = entity; e != -1; e = entities[static_cast<std::size_t>(e)].parent)
        if (e == ancestor) return true;
    return false;
}

bool Vocabulary::has_recipients_below(int above) const {
    for (std::size_t e = 0; e < entities.size(); ++e) {
        const int index = static_cast<int>(e);
        if (entities[e].recipients && index != above && is_self_or_ancestor(above, index)) return true;
    }
    return false;
}

std::string Expressions::path(const Scope& scope, int entity, const std::string& name, bool from_subject) const {
    const int from = from_subject ? scope.subject : scope.here;
    const std::string owner = entity == from ? "" : vocabulary_.entities[static_cast<std::size_t>(entity)].name + '.';
    return (from_subject ? word(Keyword::subject) + '.' : std::string()) + owner + name;
}

/// The ways to write a name that belongs to `entity` from this scope: none, through `here`, or through `subjek`.
std::vector<Expressions::Reach> Expressions::reach(const Scope& scope, int entity, int index, const std::string& name) const {
    std::vector<Reach> ways;
    if (vocabulary_.is_self_or_ancestor(entity, scope.here)) ways.push_back({index, path(scope, entity, name, false)});
    if (scope.inside && vocabulary_.is_self_or_ancestor(entity, scope.subject)) ways.push_back({index, path(scope, entity, name, true)});
    return ways;
}

/// `ibu.x`, `ibu.keluarga.x`, `ibu.ibu.x`: the name belongs to the row referred to, or to an ancestor of it.
std::vector<Expressions::Reach> Expressions::behind_references(const Scope& scope, int entity, int index, const std::string& name) {
    std::vector<Reach> ways;
    if (scope.plain) return ways;
    for (const Reach& reference : own_facts(scope, Kind::reference)) {
        const int target = vocabulary_.facts[static_cast<std::size_t>(reference.index)].refers_to;
        if (!vocabulary_.is_self_or_ancestor(entity, target)) continue;
        const std::string owner = entity == target ? "" : vocabulary_.entity(entity).name + '.';
        std::string first = reference.path + '.';
        const NewFact& fact = vocabulary_.facts[static_cast<std::size_t>(reference.index)];
        if (fact.refers_to == fact.entity && random_.percent(20)) first += fact.name + '.';
        ways.push_back({index, first + owner + name});
    }
    return ways;
}

std::vector<Expressions::Reach> Expressions::own_facts(const Scope& scope, Kind kind) {
    std::vector<Reach> all;
    for (std::size_t f = 0; f < vocabulary_.facts.size(); ++f) {
        const NewFact& fact = vocabulary_.facts[f];
        if (fact.kind != kind) continue;
        for (Reach& way : reach(scope, fact.entity, static_cast<int>(f), fact.name)) all.push_back(std::move(way));
    }
    return all;
}

std::vector<Expressions::Reach> Expressions::facts(const Scope& scope, Kind kind) {
    std::vector<Reach> all = own_facts(scope, kind);
    for (std::size_t f = 0; f < vocabulary_.facts.size(); ++f) {
        const NewFact& fact = vocabulary_.facts[f];
        if (fact.kind != kind) continue;
        for (Reach& way : behind_references(scope, fact.entity, static_cast<int>(f), fact.name)) all.push_back(std::move(way));
    }
    return all;
}

std::vector<Expressions::Reach> Expressions::terms(const Scope& scope, Kind kind, bool quotient) {
    std::vector<Reach> all;
    for (std::size_t t = 0; t < vocabulary_.terms.size(); ++t) {
        const NewTerm& term = vocabulary_.terms[t];
        if (scope.plain || term.kind != kind || term.quotient != quotient) continue;
        for (Reach& way : reach(scope, term.entity, static_cast<int>(t), term.name)) all.push_back(std::move(way));
        for (Reach& way : behind_references(scope, term.entity, static_cast<int>(t), term.name)) all.push_back(std::move(way));
    }
    return all;
}

std::string Expressions::comparison_sign() {
    return random_.pick<std::string>({"=", "!=", "<", "<=", ">", ">="});
}

// --------------------------------------------------------------------------------------------------------- conditions

std::string Expressions::condition(const Scope& scope, int depth) {
    const bool compound = depth > 0 && random_.percent(40);
    return compound ? compound_condition(scope, depth) : simple_condition(scope, depth);
}

std::string Expressions::compound_condition(const Scope& scope, int depth) {
    if (random_.percent(25)) return word(Keyword::logical_not) + " (" + condition(scope, depth - 1) + ')';
    if (!scope.plain && random_.percent(40)) {
        const std::string quantified = quantified_condition(scope, depth);
        if (!quantified.empty()) return quantified;
    }
    const std::string joint = ' ' + word(random_.percent(50) ? Keyword::logical_and : Keyword::logical_or) + ' ';
    std::string text = '(' + condition(scope, depth - 1) + ')';
    for (std::uint64_t more = 1 + random_.below(2); more > 0; --more) text += joint + '(' + condition(scope, depth - 1) + ')';
    return text;
}

std::string Expressions::simple_condition(const Scope& scope, int depth) {
    for (;;) {
        std::string text;
        switch (random_.below(12)) {
            case 10:
                text = set_test(scope);
                break;
            case 11:
                text = standing(scope);
                break;
            case 0:
            case 1:
                text = yes_no_test(scope);
                break;
            case 2:
                text = choice_comparison(scope);
                break;
            case 3:
                text = text_comparison(scope);
                break;
            case 4:
                text = known_test(scope);
                break;
            case 5:
                text = date_comparison(scope, depth);
                break;
            case 6:
                text = quotient_comparison(scope, depth);
                break;
            default:
                text = comparison(scope, depth);
                break;
        }
        if (!text.empty()) return text;
    }
}

std::string Expressions::comparison(const Scope& scope, int depth) {
    const bool rupiah = random_.percent(35);
    const std::string value = number(scope, depth, rupiah).text;
    const std::uint64_t form = random_.below(10);
    if (form < 6) {
        const std::string sign = comparison_sign();
        return value + ' ' + sign + ' ' + number(scope, depth - 1, rupiah).text;
    }
    if (form < 8) {
        const std::string low = number(scope, 0, rupiah).text;
        std::string high = number(scope, 0, rupiah).text;
        if (is_written_down(low) && is_written_down(high)) high = random_.percent(30) ? low : low + " + " + (rupiah ? "Rp150.000" : "4");  // reversed ends are refused
        return value + ' ' + word(Keyword::between) + ' ' + low + ' ' + word(Keyword::between_to) + ' ' + high;
    }
    std::string list;
    for (std::uint64_t i = 1 + random_.below(3); i > 0; --i) list += number_literal(rupiah).text + (i > 1 ? ", " : "");
    return value + ' ' + word(random_.percent(70) ? Keyword::in_list : Keyword::not_in_list) + " (" + list + ')';
}

std::string Expressions::quotient_comparison(const Scope& scope, int depth) {
    const bool rupiah = random_.percent(30);
    const std::string left = quotient(scope, depth, rupiah);
    const std::string sign = comparison_sign();
    const bool against_quotient = random_.percent(25);
    const std::string right = against_quotient ? quotient(scope, depth - 1, rupiah) : number(scope, depth - 1, rupiah).text;
    const bool turned = !against_quotient && random_.percent(20);
    return turned ? right + ' ' + sign + ' ' + left : left + ' ' + sign + ' ' + right;
}

std::string Expressions::date_comparison(const Scope& scope, int depth) {
    const std::string left = date(scope, depth);
    if (random_.percent(25)) {
        const std::string low = date(scope, 0);
        const std::string other = date(scope, 0);
        const std::string high = is_written_down(low) && is_written_down(other) ? low : other;
        return left + ' ' + word(Keyword::between) + ' ' + low + ' ' + word(Keyword::between_to) + ' ' + high;
    }
    const std::string sign = comparison_sign();
    return left + ' ' + sign + ' ' + date(scope, depth - 1);
}

std::string Expressions::choice_comparison(const Scope& scope) {
    std::vector<Reach> ways = own_facts(scope, Kind::choice);
    const std::size_t own_ways = ways.size();
    if (random_.percent(30)) ways = facts(scope, Kind::choice);
    const std::size_t fact_ways = ways.size();
    for (Reach& way : terms(scope, Kind::choice, false)) ways.push_back(std::move(way));
    if (ways.empty()) return {};
    const std::size_t at = random_.below(ways.size());
    const std::size_t index = static_cast<std::size_t>(ways[at].index);
    const std::vector<std::string>& choices = at < fact_ways ? vocabulary_.facts[index].choices : vocabulary_.terms[index].choices;
    const std::string value = choice_value(choices);
    if (at < own_ways && random_.percent(15))
        return '(' + ways[at].path + ' ' + word(Keyword::if_missing) + ' ' + choices.front() + ") = " + value;
    switch (random_.below(5)) {
        case 0:
            return ways[at].path + ' ' + word(Keyword::is) + ' ' + value;
        case 1:
            return ways[at].path + ' ' + word(Keyword::is_not) + ' ' + value;
        case 2:
            return ways[at].path + " = " + value;
        case 3:
            return ways[at].path + ' ' + word(Keyword::in_list) + " (" + value + ", " + choice_value(choices) + ')';
        default:
            return ways[at].path + ' ' + word(Keyword::not_in_list) + " (" + value + ')';
    }
}

std::string Expressions::text_comparison(const Scope& scope) {
    const std::vector<Reach> ways = facts(scope, Kind::text);
    if (ways.empty()) return {};
    const std::string value = random_.pick(ways).path;
    const std::string literal = '"' + random_.pick<std::string>({"a", "ab", "Abc", "b", "c d"}) + '"';
    switch (random_.below(6)) {
        case 0:
            return value + " = " + literal;
        case 1:
            return value + " != " + random_.pick(ways).path;
        case 2:
            return value + ' ' + word(Keyword::has) + ' ' + literal;
        case 3:
            return value + ' ' + word(Keyword::starts_with) + ' ' + literal;
        case 4:
            return value + ' ' + word(Keyword::in_list) + " (" + literal + ", \"c d\")";
        default:
            return value + " = " + random_.pick(ways).path;
    }
}

std::string Expressions::known_test(const Scope& scope) {
    const Kind kind = random_.pick<Kind>(
        {Kind::yes_no, Kind::number, Kind::rupiah, Kind::date, Kind::text, Kind::choice, Kind::set, Kind::reference});
    const std::vector<Reach> ways = facts(scope, kind);
    if (ways.empty()) return {};
    const std::string value = random_.pick(ways).path;
    return value + ' ' + word(random_.percent(50) ? Keyword::is_known : Keyword::is_unknown);
}

std::string Expressions::set_test(const Scope& scope) {
    const std::vector<Reach> ways = facts(scope, Kind::set);
    if (ways.empty()) return {};
    const Reach& way = random_.pick(ways);
    return way.path + ' ' + word(Keyword::has) + ' ' + choice_value(vocabulary_.facts[static_cast<std::size_t>(way.index)].choices);
}

/// `layak P` and its like, of a programme whose subject is here or above.
std::string Expressions::standing(const Scope& scope) {
    std::vector<const NewProgramme*> possible;
    for (const NewProgramme& programme : vocabulary_.programmes)
        if (!scope.plain && vocabulary_.is_self_or_ancestor(programme.entity, scope.here)) possible.push_back(&programme);
    if (possible.empty()) return {};
    const NewProgramme& programme = *random_.pick(possible);
    const std::uint64_t form = random_.below(6);
    if (form < 2) return word(Keyword::eligible) + ' ' + programme.name;
    if (form < 4 || !vocabulary_.has_recipients_below(programme.entity)) return word(Keyword::selected) + ' ' + programme.name;
    if (form == 4) return word(Keyword::receiving) + ' ' + programme.name;
    const std::string text = word(Keyword::ever_received) + ' ' + programme.name;
    if (random_.percent(40)) return text;
    const std::string within = std::to_string(random_.between(1, 30));
    return text + ' ' + word(Keyword::within) + ' ' + within + ' ' + word(random_.pick<Keyword>({Keyword::months, Keyword::years}));
}

std::string Expressions::order_value(const Scope& scope) {
    std::vector<Reach> ways;
    for (const Kind kind : {Kind::yes_no, Kind::number, Kind::decimal, Kind::rupiah, Kind::date}) {
        for (Reach& way : facts(scope, kind)) ways.push_back(std::move(way));
        for (Reach& way : terms(scope, kind, false)) ways.push_back(std::move(way));
    }
    return ways.empty() ? "1" : random_.pick(ways).path;
}

std::string Expressions::yes_no_test(const Scope& scope) {
    if (random_.percent(40)) {
        const std::vector<Reach> ways = terms(scope, Kind::yes_no, false);
        if (!ways.empty()) return random_.pick(ways).path;
    }
    const bool anywhere = random_.percent(30);
    const std::vector<Reach> ways = anywhere ? facts(scope, Kind::yes_no) : own_facts(scope, Kind::yes_no);
    if (ways.empty()) return random_.percent(5) ? word(random_.percent(50) ? Keyword::yes : Keyword::no_value) : std::string();
    const std::string value = random_.pick(ways).path;
    switch (random_.below(6)) {
        case 0:
            return word(Keyword::logical_not) + ' ' + value;
        case 1:
            if (anywhere) return value;
            return '(' + value + ' ' + word(Keyword::if_missing) + ' ' + word(random_.percent(50) ? Keyword::yes : Keyword::no_value) + ')';
        default:
            return value;
    }
}

// -------------------------------------------------------------------------------------------------------- quantifiers

/// Picks a descendant of the scope's entity, or its siblings. False when there is neither.
bool Expressions::member_scope(const Scope& scope, Scope& inner, std::string& name) {
    std::vector<int> possible;
    for (std::size_t e = 0; e < vocabulary_.entities.size(); ++e) {
        const int entity = static_cast<int>(e);
        if (entity != scope.here && vocabulary_.is_self_or_ancestor(scope.here, entity)) possible.push_back(entity);
    }
    const bool has_siblings = vocabulary_.entities[static_cast<std::size_t>(scope.here)].parent != -1;
    if (has_siblings && (possible.empty() || random_.percent(30))) possible = {scope.here};
    if (possible.empty()) return false;
    const int entity = random_.pick(possible);
    name = vocabulary_.entities[static_cast<std::size_t>(entity)].name;
    if (entity == scope.here && random_.percent(50)) name += ' ' + word(Keyword::other);
    inner = {entity, scope.subject, true, false};
    return true;
}

std::string Expressions::quantified_condition(const Scope& scope, int depth) {
    Scope inner;
    std::string name;
    if (!member_scope(scope, inner, name)) return {};
    const std::string where = '(' + condition(inner, depth - 1) + ')';
    switch (random_.below(3)) {
        case 0:
            return word(Keyword::some) + ' ' + name + ' ' + word(Keyword::with) + ' ' + where;
        case 1:
            return word(Keyword::no) + ' ' + name + ' ' + word(Keyword::with) + ' ' + where;
        default:
            return word(Keyword::every) + ' ' + name + ' ' + word(Keyword::satisfies) + ' ' + where;
    }
}

// -------------------------------------------------------------------------------------------------------------- dates

std::string Expressions::date_literal() {
    return random_.pick<std::string>(
        {"2024-02-29", "2025-03-01", "2000-01-31", "1970-01-01", "2025-12-31", "1999-02-28", "31-10-2010", "9999-12-31", "0001-01-01"});
}

/// Needed unless the members' entity has `paling sedikit 1` (and not only the others are asked); then left out half of the time.
std::string Expressions::if_none(const Scope& inner, const std::string& members, const std::string& value) {
    const NewEntity& entity = vocabulary_.entities[static_cast<std::size_t>(inner.here)];
    const bool optional = entity.at_least_one && members == entity.name;
    return optional && random_.percent(50) ? std::string() : ' ' + word(Keyword::if_none) + ' ' + value;
}

std::string Expressions::date(const Scope& scope, int depth) {
    const std::vector<Reach> ways = facts(scope, Kind::date);
    const std::vector<Reach> own = own_facts(scope, Kind::date);
    const std::vector<Reach> derived = terms(scope, Kind::date, false);
    const std::uint64_t form = random_.below(10);
    if (form < 3 && !ways.empty()) return random_.pick(ways).path;
    if (form == 3 && !derived.empty()) return random_.pick(derived).path;
    if (form == 4 && !own.empty()) {
        const std::string value = random_.pick(own).path;
        return '(' + value + ' ' + word(Keyword::if_missing) + ' ' + date_literal() + ')';
    }
    if (form < 8 && depth > 0) {
        const std::string base = date(scope, depth - 1);
        const std::string sign = random_.percent(50) ? " - " : " + ";
        const std::string amount = std::to_string(random_.percent(5) ? random_.between(9'000, 3'000'000) : random_.between(0, 60));
        return '(' + base + sign + amount + ' ' + word(random_.pick<Keyword>({Keyword::days, Keyword::months, Keyword::years})) + ')';
    }
    return random_.percent(50) ? word(Keyword::reference_date) : date_literal();
}

}  // namespace tepat::generate
