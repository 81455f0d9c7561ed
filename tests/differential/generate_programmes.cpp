// SPDX-License-Identifier: Apache-2.0
// Random programmes: what limits them, who comes first, what they say of the programmes before them. See generate_rules.hpp.
#include "tests/differential/generate_rules.hpp"

namespace tepat::generate {

std::vector<int> Rules::ancestors(int entity) const {
    std::vector<int> all;
    for (int e = vocabulary_.entity(entity).parent; e != -1; e = vocabulary_.entity(e).parent) all.push_back(e);
    return all;
}

/// What a quota or budget is counted per: an ancestor, a fact of the subject, or (empty) nothing.
std::string Rules::per(const NewProgramme& made, int& group_entity, int& group_fact) {
    const std::vector<int> above = ancestors(made.entity);
    const std::uint64_t form = random_.below(10);
    if (form < 5 && !above.empty()) {
        group_entity = random_.pick(above);
        return ' ' + word(Keyword::per) + ' ' + vocabulary_.entity(group_entity).name;
    }
    std::vector<int> facts;
    for (std::size_t f = 0; f < vocabulary_.facts.size(); ++f) {
        const Kind kind = vocabulary_.facts[f].kind;
        const bool groups = kind == Kind::choice || kind == Kind::text || kind == Kind::yes_no || kind == Kind::number;
        if (vocabulary_.facts[f].entity == made.entity && groups) facts.push_back(static_cast<int>(f));
    }
    if (form < 8 && !facts.empty()) {
        group_fact = random_.pick(facts);
        return ' ' + word(Keyword::per) + ' ' + vocabulary_.facts[static_cast<std::size_t>(group_fact)].name;
    }
    return {};
}

/// A number of places that may be asked of the group: a literal, a parameter, a fact of the ancestor, a count below it.
std::string Rules::whole_amount(int group_entity, int group_fact) {
    std::vector<std::string> possible{std::to_string(random_.between(0, 4)), std::to_string(random_.between(1, 3))};
    for (const NewParameter& parameter : vocabulary_.parameters) {
        if (parameter.kind != Kind::number) continue;
        const bool plain = parameter.by_entity == -1 && parameter.by_fact == -1;
        const bool by_group = group_entity != -1 && parameter.by_entity != -1 && vocabulary_.is_self_or_ancestor(parameter.by_entity, group_entity);
        const bool by_fact = group_fact != -1 && parameter.by_fact == group_fact;
        if (plain || by_group || by_fact) possible.push_back(parameter.name);
    }
    if (group_entity == -1) return random_.pick(possible);
    const Scope scope{group_entity, group_entity, false, false};
    for (const Expressions::Reach& way : expressions_.own_facts(scope, Kind::number)) possible.push_back(way.path);
    for (std::size_t e = 0; e < vocabulary_.entities.size(); ++e)
        if (vocabulary_.entities[e].parent == group_entity) possible.push_back(word(Keyword::number_of) + ' ' + vocabulary_.entities[e].name);
    return random_.pick(possible);
}

std::string Rules::quota(const NewProgramme& made) {
    int group_entity = -1;
    int group_fact = -1;
    const std::string grouped = per(made, group_entity, group_fact);
    return "  " + word(Keyword::quota) + ' ' + whole_amount(group_entity, group_fact) + grouped + '\n';
}

std::string Rules::budget(const NewProgramme& made) {
    int group_entity = -1;
    int group_fact = -1;
    const std::string grouped = per(made, group_entity, group_fact);
    const Scope scope{made.entity, made.entity, false, false};
    std::string amount = random_.pick<std::string>({"Rp500.000", "Rp1.000.000", "Rp1.500.000,50", "Rp0", "2 * Rp750.000", "10% * Rp20 " + word(Keyword::million)});
    if (group_entity != -1 && random_.percent(25)) amount = expressions_.number_leaf({group_entity, group_entity, false, false}, true).text;
    std::string cost = random_.pick<std::string>({"Rp100.000", "Rp300.000", "Rp500.000,50", "Rp0"});
    if (random_.percent(35)) cost = expressions_.number_leaf(scope, true).text;
    return "  " + word(Keyword::budget) + ' ' + amount + grouped + ", " + word(Keyword::unit_cost) + ' ' + cost + '\n';
}

std::string Rules::order(const NewProgramme& made) {
    const Scope scope{made.entity, made.entity, false, false};
    std::string text = "  " + word(Keyword::order_by) + ' ';
    std::string between;
    if (random_.percent(50)) {
        for (std::int64_t tiers = random_.between(1, 3), n = 1; n <= tiers; ++n) {
            const bool last_for_all = n == tiers && random_.percent(40);
            const std::string condition = last_for_all ? word(Keyword::yes) : '(' + expressions_.condition(scope, 1) + ')';
            text += between + word(Keyword::tier) + ' ' + std::to_string(n) + ": " + condition;
            between = ", ";
        }
        if (random_.percent(30)) return text + '\n';
        between = ", " + word(Keyword::then_by) + ' ';
    }
    for (std::int64_t keys = random_.between(1, 3); keys > 0; --keys) {
        const std::string value = expressions_.order_value(scope);
        text += between + value + ' ' + word(random_.percent(50) ? Keyword::largest_first : Keyword::smallest_first);
        between = ", " + word(Keyword::then_by) + ' ';
    }
    return text + '\n';
}

std::string Rules::at_most(const NewProgramme& made) {
    const std::vector<int> above = ancestors(made.entity);
    if (above.empty()) return {};
    const int entity = random_.pick(above);
    return "  " + word(Keyword::at_most) + ' ' + whole_amount(entity, -1) + ' ' + word(Keyword::per) + ' ' + vocabulary_.entity(entity).name + '\n';
}

std::string Rules::limits(const NewProgramme& made) {
    std::string text;
    for (std::int64_t quotas = random_.pick<std::int64_t>({0, 1, 1, 1, 2}); quotas > 0; --quotas) text += quota(made);
    if (random_.percent(35)) text += budget(made);
    if (random_.percent(80)) text += order(made);
    if (random_.percent(30)) text += at_most(made);
    return text;
}

/// `utamakan`, `tidak boleh bersama`: programmes declared before, of an entity that goes with this one.
std::string Rules::standing_to_others(const NewProgramme& made) {
    std::string text;
    for (const NewProgramme& other : vocabulary_.programmes) {
        const bool above = vocabulary_.is_self_or_ancestor(other.entity, made.entity);
        const bool below = vocabulary_.is_self_or_ancestor(made.entity, other.entity);
        if (above && random_.percent(30)) text += "  " + word(Keyword::yields_to) + ' ' + other.name + '\n';
        if ((above || below) && random_.percent(40)) text += "  " + word(Keyword::not_together_with) + ' ' + other.name + '\n';
    }
    return text;
}

std::vector<std::string> Rules::programme(int number) {
    const NewProgramme made{"p" + std::to_string(number), any_entity()};
    const Scope scope{made.entity, made.entity, false, false};
    std::string text = word(Keyword::programme) + ' ' + made.name + ' ' + word(Keyword::for_each) + ' ' + vocabulary_.entity(made.entity).name + '\n';
    if (random_.percent(15)) text += "  " + word(Keyword::draft) + '\n';
    if (random_.percent(25)) {
        const std::string from = random_.pick<std::string>({"2020-01-01", "2025-07-01", "2026-01-01"});
        text += "  " + word(Keyword::in_force) + ' ' + from;
        const std::string until = random_.pick<std::string>({"2025-06-30", "2026-11-21", "2030-12-31"});
        if (random_.percent(40) && from < until) text += ' ' + word(Keyword::until) + ' ' + until;
        text += '\n';
    }
    if (random_.percent(85)) text += limits(made);
    if (random_.percent(35)) text += "  " + word(Keyword::taken_when) + ' ' + expressions_.condition(scope, 0) + '\n';
    text += standing_to_others(made);
    if (random_.percent(20)) text += "  " + word(Keyword::unless) + " k7: " + expressions_.condition(scope, 1) + '\n';
    if (vocabulary_.has_recipients_below(made.entity) && random_.percent(50))
        text += "  " + word(Keyword::graduates_if) + ' ' + expressions_.condition(scope, 1) + '\n';
    std::vector<std::string> declarations{text};
    for (std::int64_t i = random_.pick<std::int64_t>({1, 1, 2}); i > 0; --i)
        declarations.push_back(rule("a" + std::to_string(number) + std::to_string(i), made.entity, made.name));
    vocabulary_.programmes.push_back(made);
    return declarations;
}

}  // namespace tepat::generate
