// SPDX-License-Identifier: Apache-2.0
// Which sections a description has, what stands at its beginning and its end (describe.hpp).
#include "cli/describe/describe.hpp"

#include <algorithm>
#include <set>

#include "cli/present.hpp"
#include "dsl/program/reach.hpp"

namespace tepat::cli::describe {

namespace {

using namespace program;

/// Ids of a Program's list, by name.
template <class Id, class Things>
std::vector<Id> by_name(const Things& things) {
    std::vector<Id> ids;
    for (std::uint32_t i = 0; i < things.size(); ++i) ids.push_back({i});
    std::sort(ids.begin(), ids.end(), [&](Id a, Id b) { return things[a.value].name < things[b.value].name; });
    return ids;
}

/// What is described: everything, or what one declaration uses.
struct Selection {
    std::vector<ProgrammeId> programmes;
    std::vector<RuleId> rules;  ///< that stand alone
    std::vector<TermId> terms;
    std::vector<ParameterId> parameters;
    std::vector<EntityId> entities;
    bool empty() const { return programmes.empty() && rules.empty() && terms.empty() && parameters.empty() && entities.empty(); }
};

Selection everything(const Program& program) {
    Selection all{by_name<ProgrammeId>(program.programmes), {}, {}, by_name<ParameterId>(program.parameters), {}};
    for (const RuleId rule : by_name<RuleId>(program.rules))
        if (!program[rule].programme.valid()) all.rules.push_back(rule);
    for (const TermId term : by_name<TermId>(program.terms))
        if (!program[term].hidden) all.terms.push_back(term);
    for (std::uint32_t e = 0; e < program.entities.size(); ++e) all.entities.push_back({e});  // parents before children
    return all;
}

template <class Id, class Things>
void keep_named(std::vector<Id>& ids, const Things& things, const std::string& name) {
    std::erase_if(ids, [&](Id id) { return things[id.value].name != name; });
}

/// The terms and parameters behind some expressions.
void add_used(const Program& program, const std::vector<ExprId>& roots, Selection& selection) {
    const Reach reached = reach(program, roots);
    std::set<TermId> terms(selection.terms.begin(), selection.terms.end());
    std::set<ParameterId> parameters(selection.parameters.begin(), selection.parameters.end());
    for (const TermId term : reached.terms)
        if (!program[term].hidden) terms.insert(term);
    for (const ExprId id : reached.exprs)
        if (const auto* ref = std::get_if<ParameterRef>(&program[id].kind)) parameters.insert(ref->parameter);
    const auto sorted = [](const auto& things) {
        return [&things](auto a, auto b) { return things[a.value].name < things[b.value].name; };
    };
    selection.terms.assign(terms.begin(), terms.end());
    selection.parameters.assign(parameters.begin(), parameters.end());
    std::sort(selection.terms.begin(), selection.terms.end(), sorted(program.terms));
    std::sort(selection.parameters.begin(), selection.parameters.end(), sorted(program.parameters));
}

Selection named(const Program& program, const std::string& name) {
    Selection some = everything(program);
    some.rules = by_name<RuleId>(program.rules);
    keep_named(some.programmes, program.programmes, name);
    keep_named(some.rules, program.rules, name);
    keep_named(some.terms, program.terms, name);
    keep_named(some.parameters, program.parameters, name);
    keep_named(some.entities, program.entities, name);
    std::vector<ExprId> roots;
    const auto append = [&](const std::vector<ExprId>& more) { roots.insert(roots.end(), more.begin(), more.end()); };
    for (const ProgrammeId id : some.programmes) append(roots_of(program, id, true)), roots.push_back(program[id].benefit);
    for (const RuleId id : some.rules) append(roots_of(program, id));
    for (const TermId id : some.terms) roots.push_back(program[id].body);
    if (!roots.empty()) add_used(program, roots, some);
    return some;
}

class Writer {
public:
    Writer(const RuleSet& rules, const Wanted& wanted, Language language)
        : rules_(rules), program_(rules.program), wanted_(wanted), phrases_(program_, language, wanted.date) {
        document_.language = language == Language::id ? "id" : "en";
    }

    Document write(const Selection& selection) {
        front();
        if (wanted_.name.empty()) how_to_read();
        section(Say::section_programmes, "program", selection.programmes, [&](ProgrammeId id) { add_programme(rules_, phrases_, id, document_); });
        section(wanted_.name.empty() ? Say::section_rules : Say::section_rules_named, "aturan", selection.rules,
                [&](RuleId id) { add_rule(rules_, phrases_, id, 2, document_); });
        section(Say::section_terms, "istilah", selection.terms, [&](TermId id) { add_term(phrases_, id, document_); });
        if (!selection.parameters.empty()) {
            heading(Say::section_parameters, "parameter");
            add_parameters(phrases_, selection.parameters, wanted_.date, document_);
        }
        section(Say::section_vocabulary, "kosakata", selection.entities, [&](EntityId id) { add_entity(phrases_, id, document_); });
        back();
        return std::move(document_);
    }

private:
    std::string say(Say sentence, const std::vector<std::string>& arguments = {}) const { return phrases_.say(sentence, arguments); }
    void heading(Say text, const std::string& anchor) { document_.blocks.push_back({Block::Kind::heading, 1, say(text), anchor}); }
    void paragraph(const std::string& text) { document_.blocks.push_back({Block::Kind::paragraph, 0, text, ""}); }

    template <class Ids, class Add>
    void section(Say title, const std::string& anchor, const Ids& ids, const Add& add) {
        if (!ids.empty()) heading(title, anchor);
        for (const auto id : ids) add(id);
    }

    void front() {
        document_.title = wanted_.name.empty() ? say(Say::title) : say(Say::title_of, {wanted_.name});
        document_.facts = {{say(Say::fact_source), wanted_.source},
                           {say(Say::fact_date), wanted_.date ? phrases_.date(*wanted_.date) : say(Say::fact_no_date)},
                           {say(Say::fact_hash), program_.hash},
                           {say(Say::fact_content), counts()}};
    }
    std::string counts() const {
        const auto visible = std::count_if(program_.terms.begin(), program_.terms.end(), [](const Term& term) { return !term.hidden; });
        return say(Say::counts, {std::to_string(program_.programmes.size()), std::to_string(program_.rules.size()), std::to_string(visible),
                                 std::to_string(program_.parameters.size()), std::to_string(program_.entities.size()),
                                 std::to_string(program_.tests.size())});
    }
    void how_to_read() {
        heading(Say::how_to_read, "cara-membaca");
        Block list{Block::Kind::list, 0, "", ""};
        for (const Say sentence : {Say::read_outcomes, Say::read_unknown, Say::read_error, Say::read_age, Say::read_hash})
            list.items.push_back({say(sentence)});
        document_.blocks.push_back(std::move(list));
    }
    void back() {
        if (wanted_.name.empty()) {
            heading(Say::section_tests, "uji");
            const std::size_t tests = program_.tests.size();
            paragraph(tests == 0 ? say(Say::tests_none) : say(Say::tests_count, {std::to_string(tests)}));
        }
        heading(Say::section_signatures, "pengesahan");
        paragraph(say(Say::sign_text, {program_.hash}));
        Block block{Block::Kind::signatures, 0, "", ""};
        for (const Say line : {Say::sign_place, Say::sign_name, Say::sign_signature}) block.items.push_back({say(line)});
        document_.blocks.push_back(std::move(block));
    }

    const RuleSet& rules_;
    const Program& program_;
    const Wanted& wanted_;
    Phrases phrases_;
    Document document_;
};

}  // namespace

std::optional<Document> describe(const RuleSet& rules, const Wanted& wanted, Language language) {
    const Selection selection = wanted.name.empty() ? everything(rules.program) : named(rules.program, wanted.name);
    if (!wanted.name.empty() && selection.empty()) return std::nullopt;
    return Writer(rules, wanted, language).write(selection);
}

void open_section(const Phrases& phrases, int level, const std::string& heading, const std::string& anchor, const std::string& documentation,
                  Document& document) {
    document.blocks.push_back({Block::Kind::heading, level, heading, anchor});
    if (!documentation.empty()) document.blocks.push_back({Block::Kind::paragraph, 0, phrases.say(Say::documentation, {documentation}), ""});
}

std::string known_names(const Program& program) {
    std::string all;
    const auto add = [&](const auto& things) {
        for (const auto& thing : things) all += (all.empty() ? "" : ", ") + thing.name;
    };
    add(program.programmes);
    add(program.rules);
    return all;
}

}  // namespace tepat::cli::describe
