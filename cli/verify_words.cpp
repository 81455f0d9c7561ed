// SPDX-License-Identifier: Apache-2.0
// Who is asked what, in the order somebody walks: areas by name, addresses from the widest part in (RW before RT), families, persons.
#include <algorithm>
#include <tuple>

#include "cli/present.hpp"
#include "cli/task_fields.hpp"
#include "cli/verify_view.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/compare/side_of_run.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

namespace {

using namespace program;

bool only_digits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 3 before 10, whether or not zeros stand in front.
std::string sortable(const std::string& text) {
    if (!only_digits(text)) return "~" + text;
    const std::string digits = text.substr(std::min(text.find_first_not_of('0'), text.size()));
    return std::string(digits.size() < 12 ? 12 - digits.size() : 0, '0') + digits;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

class Arranger {
public:
    explicit Arranger(VerifyView& view) : view_(view), program_(view.rules.program), population_(view.population) {}

    void arrange() {
        struct Placed {
            std::tuple<std::string, std::string, std::vector<std::string>, std::uint32_t, std::uint32_t, std::uint32_t, std::size_t> order;
            AskedOf asked;
        };
        std::vector<Placed> all;
        for (std::size_t q = 0; q < view_.found.questions.size(); ++q) {
            const verify::Question& question = view_.found.questions[q];
            if (question.fact >= view_.top || !lies_in_village(question.entity, question.row)) continue;
            Placed placed{{}, asked_of(question)};
            placed.asked.question = q;
            const auto group = group_of(question.entity, question.row);
            placed.order = {lower(placed.asked.area), placed.asked.area_key, address_order(question.entity, question.row), group.second,
                            question.entity.value,    question.row,          question.fact};
            all.push_back(std::move(placed));
        }
        std::sort(all.begin(), all.end(), [](const Placed& a, const Placed& b) { return a.order < b.order; });
        for (Placed& placed : all) view_.asked.push_back(std::move(placed.asked));
        if (!view_.village.empty() && !known_village()) wrong_usage(Code::no_such_village, {view_.village});
    }

private:
    bool is_village(EntityId entity, std::uint32_t row) const {
        return program_[entity].area && (population_.entities[entity.value].keys[row] == view_.village || lower(name(entity, row)) == lower(view_.village));
    }
    bool lies_in_village(EntityId entity, std::uint32_t row) const {
        if (view_.village.empty()) return true;
        for (EntityId at = entity; at.valid(); at = program_[at].parent) {
            const std::uint32_t above = compare::row_above(program_, population_, entity, row, at);
            if (above == compare::nowhere) return false;
            if (is_village(at, above)) return true;
        }
        return false;
    }
    bool known_village() const {
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e)
            for (std::uint32_t row = 0; program_.entities[e].area && row < population_.entities[e].rows; ++row)
                if (is_village({e}, row)) return true;
        return false;
    }

    /// A fact as text; masked unless it is open. Empty: not known.
    std::string text(FactId fact, std::uint32_t row) const {
        const columns::Column* const column = compare::column_of(program_, population_, fact);
        if (column == nullptr || !column->known.get(row)) return "";
        if (program_[fact].secrecy != Secrecy::open) return worklist::masked;
        const std::int64_t value = column->at(row);
        if (program_[fact].type.kind == TypeKind::text) return worklist::shown({"", column->dictionary[static_cast<std::size_t>(value)]}, false);
        return value_text(program_, program_[fact].type, {value, {}}, Language::id);
    }
    std::string name(EntityId entity, std::uint32_t row) const {
        return program_[entity].called_by.valid() ? text(program_[entity].called_by, row) : "";
    }
    std::string key(EntityId entity, std::uint32_t row) const {
        const std::string& key = population_.entities[entity.value].keys[row];
        return worklist::shown({"", key, static_cast<int>(key_secrecy(program_, entity, key))}, false);
    }

    std::pair<EntityId, std::uint32_t> group_of(EntityId entity, std::uint32_t row) const {
        EntityId group = entity;
        for (EntityId at = entity; at.valid() && !program_[at].area; at = program_[at].parent)
            if (compare::row_above(program_, population_, entity, row, at) != compare::nowhere) group = at;
        return {group, compare::row_above(program_, population_, entity, row, group)};
    }
    /// The row of the nearest entity with an address; invalid: none.
    std::pair<EntityId, std::uint32_t> address_of(EntityId entity, std::uint32_t row) const {
        for (EntityId at = entity; at.valid(); at = program_[at].parent) {
            const std::uint32_t above = compare::row_above(program_, population_, entity, row, at);
            if (above == compare::nowhere) break;
            if (!program_[at].address.empty()) return {at, above};
        }
        return {{}, 0};
    }
    std::vector<std::string> address_order(EntityId entity, std::uint32_t row) const {
        const auto [at, above] = address_of(entity, row);
        std::vector<std::string> order;
        if (!at.valid()) return order;
        const auto& facts = program_[at].address;
        for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact) order.push_back(sortable(text(*fact, above)));
        return order;
    }
    void enter_address(EntityId entity, std::uint32_t row, AskedOf& asked) const {
        const auto [at, above] = address_of(entity, row);
        if (!at.valid()) return;
        std::vector<std::string> words;
        for (const FactId fact : program_[at].address) {
            const std::string piece = text(fact, above);
            asked.pieces.push_back({called(program_[fact]), piece});
            words.push_back(only_digits(piece) ? called(program_[fact]) + ' ' + piece : piece);
        }
        asked.address = joined(words, ", ");
        asked.around = address_order(entity, row);
        asked.around.pop_back();  // the house itself
    }

    AskedOf asked_of(const verify::Question& question) const {
        const EntityId entity = question.entity;
        AskedOf asked;
        const EntityId area = compare::area_of(program_, entity);
        const std::uint32_t at = area.valid() ? compare::row_above(program_, population_, entity, question.row, area) : compare::nowhere;
        if (at != compare::nowhere) {
            asked.area_key = key(area, at);
            asked.area = name(area, at).empty() ? asked.area_key : name(area, at);
            asked.area_kind = called(program_[area]);
        }
        enter_address(entity, question.row, asked);
        const auto [group, row] = group_of(entity, question.row);
        asked.group_of = group;
        asked.group_name = name(group, row);
        asked.group = called(program_[group]) + ' ' + (asked.group_name.empty() ? "" : asked.group_name + " ") + '(' + key(group, row) + ')';
        asked.entity = program_[entity].name;
        asked.key = key(entity, question.row);
        asked.name = name(entity, question.row);
        return asked;
    }

    VerifyView& view_;
    const Program& program_;
    const columns::Population& population_;
};

}  // namespace

void arrange(VerifyView& view) { Arranger(view).arrange(); }

std::string fact_text(const Program& program, const run::MissingName& name) {
    return name.fact.valid() ? called(program[name.fact]) : called(program[name.entity]);
}

std::string printed_fact(const Program& program, const run::MissingName& name) {
    return program[name.entity].name + (name.fact.valid() ? "." + program[name.fact].name : "");
}

std::string boxes(const Program& program, const run::MissingName& name, const Session& session) {
    if (!name.fact.valid()) return session.text(Message::verify_blank);
    const Type& type = program[name.fact].type;
    if (type.kind == TypeKind::yes_no) return session.text(Message::verify_yes_no);
    if (type.kind == TypeKind::date) return session.text(Message::verify_blank_date);
    if (type.kind != TypeKind::choice && type.kind != TypeKind::set) return session.text(Message::verify_blank);
    std::vector<std::string> all;
    for (const ChoiceValue& value : program[type.choices].values) all.push_back("[ ] " + called(value));
    return joined(all, "   ");
}

std::string question_text(const VerifyView& view, const AskedOf& asked, const Session& session) {
    const Program& program = view.rules.program;
    const run::MissingName& name = view.found.facts[view.found.questions[asked.question].fact].name;
    if (!name.fact.valid()) return session.text(Message::verify_no_rows, {called(program[name.entity])});
    return session.text(Message::verify_question, {called(program[name.fact]), asked.name.empty() ? asked.key : asked.name});
}

}  // namespace tepat::cli
