// SPDX-License-Identifier: Apache-2.0
// A random vocabulary and the declarations over it: entities, parameters, terms, rules. See generate_rules.hpp.
#include "tests/differential/generate_rules.hpp"

namespace tepat::generate {

using syntax::Keyword;
using syntax::KeywordLanguage;

namespace {

const std::vector<std::string> entity_names{"kota", "keluarga", "anggota", "usaha", "lahan"};

}  // namespace

void Rules::choose_entities() {
    const int count = static_cast<int>(random_.between(1, 5));
    for (int e = 0; e < count; ++e) {
        NewEntity made;
        made.name = entity_names[static_cast<std::size_t>(e)];
        if (e > 0) made.parent = random_.percent(70) ? e - 1 : static_cast<int>(random_.below(static_cast<std::uint64_t>(e)));
        made.at_least_one = e > 0 && random_.percent(40);
        vocabulary_.entities.push_back(made);
        choose_facts(e);
    }
    if (count < 5 && programmes_ > 0 && random_.percent(50)) choose_recipients();
    if (random_.percent(50)) choose_references();
}

/// An entity whose rows say who receives which programme.
void Rules::choose_recipients() {
    NewEntity made;
    made.name = "terima";
    made.parent = any_entity();
    made.recipients = true;
    vocabulary_.entities.push_back(made);
    const int entity = static_cast<int>(vocabulary_.entities.size()) - 1;
    choose_facts(entity);
    NewFact programme{"menerima", entity, random_.percent(50) ? Kind::text : Kind::choice, {}, -1, false};
    for (int p = 1; p <= programmes_ && programme.kind == Kind::choice; ++p) programme.choices.push_back("p" + std::to_string(p));
    if (programme.kind == Kind::choice && random_.percent(30)) programme.choices.push_back("lainnya");
    vocabulary_.facts.push_back(programme);
    vocabulary_.facts.push_back({"mulai", entity, Kind::date, {}, -1, false});
    if (random_.percent(70)) vocabulary_.facts.push_back({"selesai", entity, Kind::date, {}, -1, false});
}

void Rules::choose_references() {
    for (std::int64_t i = random_.between(1, 3); i > 0; --i) {
        const int from = any_entity();
        const int to = random_.percent(50) ? from : any_entity();
        vocabulary_.facts.push_back({"m" + std::to_string(vocabulary_.facts.size() + 1), from, Kind::reference, {}, to, false});
    }
}

void Rules::choose_facts(int entity) {
    const std::vector<Kind> kinds{Kind::yes_no, Kind::number, Kind::number, Kind::decimal,
                                  Kind::rupiah, Kind::date,   Kind::text,   Kind::choice, Kind::set};
    for (std::int64_t i = random_.between(2, 6); i > 0; --i) {
        NewFact made;
        made.kind = i == 1 ? Kind::yes_no : random_.pick(kinds);
        made.entity = entity;
        made.name = std::string(1, "ybdrtsph"[static_cast<std::size_t>(made.kind)]) + std::to_string(vocabulary_.facts.size() + 1);
        for (std::int64_t c = made.kind == Kind::choice || made.kind == Kind::set ? random_.between(2, 4) : 0; c > 0; --c)
            made.choices.push_back("c" + std::to_string(c));
        vocabulary_.facts.push_back(made);
    }
}

/// `berlaku 24 bulan sejak f`: f of the same entity or above.
std::string Rules::vintage(const NewFact& fact) {
    if (!fact.ages) return {};
    std::vector<std::string> dates;
    for (const NewFact& since : vocabulary_.facts) {
        const bool reachable = since.kind == Kind::date && !since.ages && vocabulary_.is_self_or_ancestor(since.entity, fact.entity);
        if (!reachable) continue;
        dates.push_back((since.entity == fact.entity ? "" : vocabulary_.entity(since.entity).name + '.') + since.name);
    }
    if (dates.empty()) return {};
    const std::string amount = std::to_string(random_.between(1, 40));
    const std::string unit = word(random_.pick<Keyword>({Keyword::months, Keyword::years, Keyword::days}));
    return ' ' + word(Keyword::valid_for) + ' ' + amount + ' ' + unit + ' ' + word(Keyword::valid_since) + ' ' + random_.pick(dates);
}

std::string Rules::fact(const NewFact& fact) {
    const std::string type = fact_type(fact);
    return type + vintage(fact);
}

std::string Rules::fact_type(const NewFact& fact) {
    const auto ranged = [&](const std::string& type, const std::vector<std::string>& ranges) {
        return fact.name + ' ' + type + (random_.percent(60) ? ' ' + random_.pick(ranges) : std::string());
    };
    switch (fact.kind) {
        case Kind::yes_no:
            return fact.name + ' ' + word(Keyword::yes_no);
        case Kind::number:
            return ranged(word(Keyword::number), {"1..10", "0..", "-5..5", "..100", "7..7", "0..2"});
        case Kind::decimal:
            return ranged(word(Keyword::decimal), {"0..1", "0.5..", "-2.25..2.25"});
        case Kind::rupiah:
            return ranged(word(Keyword::rupiah), {"Rp0..", "Rp0..Rp10.000.000", "..Rp500.000"});
        case Kind::date:
            return ranged(word(Keyword::date), {"1900-01-01..2025-12-31", "2020-02-29.."});
        case Kind::text:
            return fact.name + ' ' + word(Keyword::text);
        case Kind::reference:
            return fact.name + ' ' + word(Keyword::refers_to) + ' ' + vocabulary_.entity(fact.refers_to).name + ' ' + word(Keyword::via) +
                   " kunci_" + fact.name;
        case Kind::choice:
        case Kind::set:
            break;
    }
    std::string text = fact.name + ' ' + word(fact.kind == Kind::set ? Keyword::set : Keyword::choice) + ' ';
    for (std::size_t c = 0; c < fact.choices.size(); ++c) text += (c > 0 ? ", " : "") + fact.choices[c];
    return text;
}

std::string Rules::entity(int index) {
    const NewEntity& made = vocabulary_.entities[static_cast<std::size_t>(index)];
    std::string text = word(Keyword::entity) + ' ' + made.name;
    if (made.parent != -1)
        text += ' ' + word(Keyword::in_parent) + ' ' + vocabulary_.entities[static_cast<std::size_t>(made.parent)].name + ' ' +
                word(Keyword::via) + " induk";
    if (made.at_least_one) text += ' ' + word(Keyword::at_least) + " 1";
    text += "\n  " + word(Keyword::from_table) + ' ' + made.name + ' ' + word(Keyword::key) + " nomor\n";
    if (random_.percent(30)) text += "  " + word(Keyword::only_when) + ' ' + expressions_.condition({index, index, false, true}, 1) + '\n';
    for (const NewFact& one : vocabulary_.facts)
        if (one.entity == index) text += "  " + fact(one) + '\n';
    return made.recipients ? text + recipients_clause(index) : text;
}

std::string Rules::recipients_clause(int entity) {
    bool until = false;
    for (const NewFact& one : vocabulary_.facts) until = until || (one.entity == entity && one.name == "selesai");
    std::string text = "  " + word(Keyword::recipients) + " menerima " + word(Keyword::from) + " mulai";
    if (until) text += ' ' + word(Keyword::until) + " selesai";
    return text + (random_.percent(60) ? ' ' + word(Keyword::complete) : std::string()) + '\n';
}

std::string Rules::parameter_period(const NewParameter& parameter, const std::string& key) {
    const std::string value = parameter.kind == Kind::decimal ? random_.pick<std::string>({"0.5", "12.345678", "0"})
                                                              : expressions_.number_literal(parameter.kind == Kind::rupiah).text;
    const std::string whole = parameter.kind == Kind::number ? std::to_string(random_.between(0, 9)) : value;
    const std::string from = random_.pick<std::string>({"2020-01-01", "2024-02-29", "2025-03-01", "2030-01-01"});
    const std::string until = random_.percent(15) ? ' ' + word(Keyword::until) + " 2031-12-31" : "";
    return "  " + key + (key.empty() ? "" : " ") + word(Keyword::from) + ' ' + from + until + ' ' + whole + ' ' + word(Keyword::basis) +
           " \"uji\"\n";
}

std::string Rules::parameter(int number) {
    NewParameter made{"q" + std::to_string(number), random_.pick<Kind>({Kind::number, Kind::rupiah, Kind::decimal}), -1, -1};
    const Keyword type = made.kind == Kind::number ? Keyword::number : made.kind == Kind::rupiah ? Keyword::rupiah : Keyword::decimal;
    std::string text = word(Keyword::parameter) + ' ' + made.name + ": " + word(type);
    std::vector<std::string> keys{""};
    if (random_.percent(30)) {
        made.by_entity = any_entity();
        text += ' ' + word(Keyword::by) + ' ' + vocabulary_.entities[static_cast<std::size_t>(made.by_entity)].name;
        keys = {"\"1\"", "\"2\"", "\"k1\"", "\"k2\"", "\"k3\""};
    } else if (random_.percent(30)) {
        for (std::size_t f = 0; f < vocabulary_.facts.size(); ++f)
            if (vocabulary_.facts[f].kind == Kind::choice) made.by_fact = static_cast<int>(f);
        if (made.by_fact != -1) {
            const NewFact& fact = vocabulary_.facts[static_cast<std::size_t>(made.by_fact)];
            text += ' ' + word(Keyword::by) + ' ' + vocabulary_.entities[static_cast<std::size_t>(fact.entity)].name + '.' + fact.name;
            keys = fact.choices;
            if (random_.percent(30)) keys.pop_back();
        }
    }
    text += '\n';
    for (const std::string& key : keys) text += parameter_period(made, key);
    vocabulary_.parameters.push_back(made);
    return text;
}

std::string Rules::case_list(const std::vector<std::string>& results, const Scope& scope) {
    std::string text;
    for (std::size_t i = 0; i + 1 < results.size(); ++i)
        text += "\n  " + results[i] + ' ' + word(Keyword::when) + ' ' + expressions_.condition(scope, 1);
    return text + "\n  " + word(Keyword::otherwise) + ' ' + results.back();
}

/// Cases over every value of a choice, or over yes and no, without `selain itu`; empty when there is no such fact.
std::string Rules::complete_cases(const NewTerm& made) {
    std::vector<const NewFact*> possible;
    for (const NewFact& one : vocabulary_.facts)
        if (one.entity == made.entity && (one.kind == Kind::choice || one.kind == Kind::yes_no)) possible.push_back(&one);
    if (possible.empty()) return {};
    const NewFact& fact = *random_.pick(possible);
    std::vector<std::string> conditions{fact.name, word(Keyword::logical_not) + ' ' + fact.name};
    if (fact.kind == Kind::choice) conditions.clear();
    for (const std::string& value : fact.choices) conditions.push_back(fact.name + " = " + value);
    std::string text;
    for (const std::string& condition : conditions)
        text += "\n  " + expressions_.number_literal(made.kind == Kind::rupiah).text + ' ' + word(Keyword::when) + ' ' + condition;
    return text;
}

std::string Rules::term_value(NewTerm& made, const Scope& scope, bool cases) {
    const bool rupiah = made.kind == Kind::rupiah;
    if (made.kind == Kind::yes_no && !cases) return ' ' + whole_condition(scope, 2, 2);
    if (made.quotient) return ' ' + expressions_.quotient(scope, 2, rupiah);
    if (made.kind == Kind::date && !cases) return ' ' + expressions_.date(scope, 2);
    if (!cases && made.kind != Kind::choice) {
        const NumberText value = expressions_.number(scope, 3, rupiah);
        made.scale = value.scale;
        return ' ' + value.text;
    }
    if ((made.kind == Kind::number || made.kind == Kind::rupiah) && random_.percent(30)) {
        const std::string complete = complete_cases(made);
        made.scale = made.kind == Kind::rupiah ? program::rupiah_scale : program::decimal_scale;  // an upper bound is enough
        if (!complete.empty()) return complete;
    }
    std::vector<std::string> results;
    for (std::int64_t i = random_.between(2, 4); i > 0; --i) {
        if (made.kind == Kind::choice) results.push_back(random_.pick(made.choices));
        if (made.kind == Kind::date) results.push_back(expressions_.date(scope, 1));
        if (made.kind == Kind::yes_no) results.push_back(expressions_.condition(scope, 0));
        if (made.kind != Kind::number && made.kind != Kind::rupiah) continue;
        const NumberText value = expressions_.number(scope, i == 1 ? 1 : 0, rupiah);
        made.scale = std::max(made.scale, value.scale);
        results.push_back(value.text);
    }
    return case_list(results, scope);
}

std::string Rules::term(int number) {
    NewTerm made;
    made.name = "i" + std::to_string(number);
    made.entity = any_entity();
    made.kind = random_.pick<Kind>({Kind::yes_no, Kind::yes_no, Kind::number, Kind::number, Kind::rupiah, Kind::date, Kind::choice});
    const bool cases = made.kind == Kind::choice || random_.percent(35);
    made.quotient = !cases && (made.kind == Kind::number || made.kind == Kind::rupiah) && random_.percent(20);
    const Scope scope{made.entity, made.entity, false, false};
    std::string type;
    if (made.kind == Kind::choice) {
        made.choices = {"w1", "w2", "w3"};
        type = ": " + word(Keyword::choice) + " w1, w2, w3";
    }
    const std::string value = term_value(made, scope, cases);
    const std::string& owner = vocabulary_.entities[static_cast<std::size_t>(made.entity)].name;
    vocabulary_.terms.push_back(made);
    return word(Keyword::term) + ' ' + made.name + ' ' + word(Keyword::for_entity) + ' ' + owner + type + ' ' + word(Keyword::means) +
           value + '\n';
}

/// A condition on the rest of the line, or a bulleted group on the lines below.
std::string Rules::whole_condition(const Scope& scope, int indent, int depth) {
    if (depth <= 0 || random_.percent(65)) return expressions_.condition(scope, depth + 1);
    const std::string negation = random_.percent(15) ? word(Keyword::logical_not) + ' ' : "";
    return negation + group(scope, indent, depth);
}

std::string Rules::group(const Scope& scope, int indent, int depth) {
    const std::int64_t items = random_.between(2, 4);
    std::string text;
    switch (random_.below(3)) {
        case 0:
            text = word(Keyword::all_of) + ':';
            break;
        case 1:
            text = word(Keyword::any_of) + ':';
            break;
        default:
            text = word(Keyword::at_least) + ' ' + std::to_string(random_.between(1, items)) + ' ' + word(Keyword::of) + ':';
            break;
    }
    for (std::int64_t i = 0; i < items; ++i)
        text += '\n' + std::string(static_cast<std::size_t>(indent), ' ') + "- " + whole_condition(scope, indent + 2, depth - 1);
    return text;
}

std::string Rules::rule(const std::string& name, int subject, const std::string& programme) {
    const Scope scope{subject, subject, false, false};
    std::string text = word(Keyword::rule) + ' ' + name + ' ' + word(Keyword::for_each) + ' ' + vocabulary_.entity(subject).name + '\n';
    if (!programme.empty()) text += "  " + word(Keyword::programme) + ' ' + programme + '\n';
    text += "  " + word(Keyword::if_) + ' ';
    text += !programme.empty() && random_.percent(35) ? word(Keyword::yes) : whole_condition(scope, 4, programme.empty() ? 3 : 1);
    text += '\n';
    const std::int64_t exceptions = random_.percent(50) ? random_.between(1, 2) : 0;
    for (std::int64_t i = 1; i <= exceptions; ++i)
        text += "  " + word(Keyword::unless) + " k" + std::to_string(i) + ": " + expressions_.condition(scope, 1) + '\n';
    if (exceptions > 0 && random_.percent(40))
        text += "  " + word(Keyword::unless) + " k9 " + word(Keyword::on) + " k1: " + expressions_.condition(scope, 1) + '\n';
    return text;
}

std::string Rules::any_term(int number) {
    const std::uint64_t form = random_.below(10);
    if (form < 2) return score(number);
    return form < 4 ? table(number) : term(number);
}

/// Programmes come one after the other, so that what stands later may speak of those before, never the other way round.
std::vector<std::string> Rules::declarations() {
    programmes_ = random_.percent(60) ? static_cast<int>(random_.between(1, 3)) : 0;
    choose_entities();
    std::vector<std::string> made;
    for (int e = 0; e < static_cast<int>(vocabulary_.entities.size()); ++e) made.push_back(entity(e));
    for (std::int64_t i = random_.between(0, 3); i > 0; --i) made.push_back(parameter(static_cast<int>(i)));
    int terms = 0;
    for (std::int64_t i = random_.between(0, 7); i > 0; --i) made.push_back(any_term(++terms));
    for (int p = 1; p <= programmes_; ++p) {
        for (std::string& declaration : programme(p)) made.push_back(std::move(declaration));
        for (std::int64_t i = random_.between(0, 2); i > 0; --i) made.push_back(any_term(++terms));
    }
    for (std::int64_t i = random_.between(programmes_ == 0 ? 1 : 0, 5); i > 0; --i)
        made.push_back(rule("a" + std::to_string(i), any_entity(), ""));
    return made;
}

RuleText rule_text(std::uint64_t seed, KeywordLanguage language) {
    return {language, Rules(seed, language).declarations()};
}

std::string RuleText::text() const {
    std::string all = language == KeywordLanguage::id ? "bahasa id\n" : "language en\n";
    for (const std::string& declaration : declarations) all += '\n' + declaration;
    return all;
}

}  // namespace tepat::generate
