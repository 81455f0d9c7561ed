// SPDX-License-Identifier: Apache-2.0
// Entities and their facts in short (describe.hpp).
#include "cli/describe/describe.hpp"
#include "cli/present.hpp"

namespace tepat::cli::describe {

namespace {

using namespace program;

class Teller {
public:
    Teller(const Phrases& phrases, Document& document) : program_(phrases.program()), phrases_(phrases), document_(document) {}

    void entity(EntityId id) {
        const Entity& entity = program_[id];
        const std::string label = entity.label.empty() ? entity.name : entity.label + " (" + entity.name + ')';
        open_section(phrases_, 2, label, "entitas-" + entity.name, entity.documentation, document_);
        paragraph(about(entity));
        Block table{Block::Kind::table, 0, "", ""};
        table.rows.push_back({say(Say::column_fact), say(Say::column_kind), say(Say::column_protection)});
        for (const FactId fact : entity.facts) table.rows.push_back(row(program_[fact]));
        if (table.rows.size() > 1) document_.blocks.push_back(std::move(table));
    }

private:
    std::string say(Say sentence, const std::vector<std::string>& arguments = {}) const { return phrases_.say(sentence, arguments); }
    void paragraph(const std::string& text) { document_.blocks.push_back({Block::Kind::paragraph, 0, text, ""}); }

    std::string about(const Entity& entity) const {
        std::string text = say(Say::entity_rows, {entity.table, entity.key_column});
        if (entity.parent.valid()) text += ' ' + say(Say::entity_below, {phrases_.inside(program_[entity.parent])});
        if (entity.at_least_one && entity.parent.valid())
            text += ' ' + say(Say::entity_at_least_one, {phrases_.inside(program_[entity.parent])});
        if (entity.only_when.valid()) text += ' ' + say(Say::entity_only_when, {phrases_.text(entity.only_when)});
        if (entity.recipients && entity.recipients->complete) text += ' ' + say(Say::entity_recipients_complete);
        if (entity.recipients && !entity.recipients->complete)
            text += ' ' + say(Say::entity_recipients) + ' ' + say(Say::entity_recipients_open);
        return text;
    }

    std::vector<std::string> row(const Fact& fact) const {
        const std::string name = fact.label.empty() ? fact.name : fact.label + " (" + fact.name + ')';
        return {name, kind(fact), protection(fact.secrecy)};
    }
    std::string kind(const Fact& fact) const {
        std::string text = with_range(fact, plain_kind(fact));
        if (fact.vintage)
            text = say(Say::vintage, {text, phrases_.duration(fact.vintage->amount, fact.vintage->unit),
                                      phrases_.inside(program_[fact.vintage->since])});
        std::string codes;
        for (const std::string& code : fact.counts_as_missing) codes += (codes.empty() ? "" : ", ") + code;
        return codes.empty() ? text : say(Say::codes_missing, {text, codes});
    }
    std::string with_range(const Fact& fact, const std::string& kind) const {
        const auto end = [&](std::int64_t number) { return phrases_.value(fact.type, {number, {}}); };
        if (fact.low && fact.high) return say(Say::range_both, {kind, end(*fact.low), end(*fact.high)});
        if (fact.low) return say(Say::range_low, {kind, end(*fact.low)});
        return fact.high ? say(Say::range_high, {kind, end(*fact.high)}) : kind;
    }
    std::string plain_kind(const Fact& fact) const {
        switch (fact.type.kind) {
            case TypeKind::error:
                break;
            case TypeKind::yes_no:
                return say(Say::kind_yes_no);
            case TypeKind::number:
                return say(fact.type.scale > 0 ? Say::kind_decimal : Say::kind_number);
            case TypeKind::rupiah:
                return say(Say::kind_rupiah);
            case TypeKind::date:
                return say(Say::kind_date);
            case TypeKind::text:
                return say(Say::kind_text);
            case TypeKind::choice:
                return say(Say::kind_choice, {values(fact.type)});
            case TypeKind::set:
                return say(Say::kind_set, {values(fact.type)});
            case TypeKind::reference:
                return say(Say::kind_reference, {phrases_.inside(program_[fact.refers_to])});
        }
        return "";
    }
    std::string values(const Type& type) const {
        std::string all;
        for (const ChoiceValue& value : program_[type.choices].values) all += (all.empty() ? "" : ", ") + called(value);
        return all;
    }
    std::string protection(Secrecy secrecy) const {
        switch (secrecy) {
            case Secrecy::open:
                break;
            case Secrecy::sensitive:
                return say(Say::sensitive);
            case Secrecy::secret:
                return say(Say::secret);
            case Secrecy::both:
                return say(Say::secret_and_sensitive);
        }
        return "";
    }

    const Program& program_;
    const Phrases& phrases_;
    Document& document_;
};

}  // namespace

void add_entity(const Phrases& phrases, EntityId id, Document& document) {
    Teller(phrases, document).entity(id);
}

}  // namespace tepat::cli::describe
