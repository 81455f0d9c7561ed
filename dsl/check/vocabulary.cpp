// SPDX-License-Identifier: Apache-2.0
// What can be asked: the clauses of entities and their facts with types, ranges, secrecy (passes.hpp).
#include <algorithm>

#include "dsl/check/literals.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/types.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::check {
namespace {

using syntax::Keyword;

std::string code_text(Context& context, const syntax::Literal& literal) {
    if (literal.kind != syntax::LiteralKind::whole) return literal.written;
    const auto value = read_literal(context, literal);
    return value ? std::to_string(value->value.number) : literal.written;
}

struct FlagReader : boost::static_visitor<void> {
    Context& context;
    program::Fact& fact;
    KeywordLanguage language;
    Once& once;

    FlagReader(Context& c, program::Fact& f, KeywordLanguage l, Once& o) : context(c), fact(f), language(l), once(o) {}

    void operator()(const syntax::Error&) const {}
    void operator()(const syntax::Vintage& flag) const { once.first(Keyword::valid_for, flag.span); }  // read when all facts have types
    void operator()(const syntax::SecrecyFlag& flag) const {
        const bool secret = flag.word == syntax::SecrecyWord::secret;
        if (once.first(secret ? Keyword::secret : Keyword::sensitive, flag.span))
            fact.secrecy = fact.secrecy | (secret ? program::Secrecy::secret : program::Secrecy::sensitive);
    }
    void operator()(const syntax::ColumnFlag& flag) const {
        if (once.first(Keyword::column, flag.span)) fact.column = flag.column.value;
    }
    void operator()(const syntax::CountsAsMissing& flag) const {
        if (!once.first(Keyword::counts_as_missing, flag.span)) return;
        for (const syntax::Literal& code : flag.codes) fact.counts_as_missing.push_back(code_text(context, code));
    }
};

/// An end of a range: of rupiah it may be a plain number (`rupiah 0..`).
std::optional<Value> range_end(Context& context, const Type& type, const std::optional<syntax::Literal>& end, Span range) {
    if (!end) return std::nullopt;
    syntax::Literal literal = *end;
    if (literal.span == Span{}) literal.span = range;
    auto value = read_literal(context, literal);
    if (value && type.kind == TypeKind::rupiah && value->type.kind == TypeKind::number) value->type.kind = TypeKind::rupiah;
    return value ? fit(context, *value, type, literal.span, literal.written) : std::nullopt;
}

void read_range(Context& context, program::Fact& fact, const syntax::Range& range) {
    if (!fact.type.is_numeric() && fact.type.kind != TypeKind::date) {
        context.report(Code::range_not_allowed, range.span, {phrase_of(fact.type)});
        return;
    }
    const auto low = range_end(context, fact.type, range.low, range.span);
    const auto high = range_end(context, fact.type, range.high, range.span);
    if (low && high && low->number > high->number) {
        context.report(Code::range_reversed, range.span, {range.low->written, range.high->written});
        return;
    }
    if (low) fact.low = low->number;
    if (high) fact.high = high->number;
}

class EntityReader : public boost::static_visitor<void> {
public:
    EntityReader(Context& context, EntityId id, const Declared<syntax::EntityDeclaration>& declared)
        : context_(context), id_(id), declared_(declared), once_(context, declared.language) {}

    void read() {
        for (const syntax::EntityItem& item : declared_.tree->items) boost::apply_visitor(*this, item.get());
        if (entity().table.empty() && !has_errors_)
            context_.report(Code::clause_missing, declared_.tree->header.span, {entity().name, word(Keyword::from_table, declared_.language)});
    }

    void operator()(const syntax::Error&) { has_errors_ = true; }
    void operator()(const syntax::Reference& tree) {
        program::Fact* fact = declared_fact(tree.name);
        if (fact == nullptr) return;
        fact->label = text_of(tree.label);
        fact->column = tree.link.text;
        if (fact->refers_to.valid()) fact->type = {TypeKind::reference, 0, false, {}};
        read_flags(*fact, tree.flags);
    }
    void operator()(const syntax::Recipients& clause) { once_.first(Keyword::recipients, clause.span); }  // read when all facts have types
    void operator()(const syntax::FromTable& clause) {
        if (!once_.first(Keyword::from_table, clause.span)) return;
        entity().table = clause.table.text;
        entity().key_column = clause.key.text;
    }
    void operator()(const syntax::CalledBy& clause) {
        if (once_.first(Keyword::called_by, clause.span)) entity().called_by = own_fact(clause.fact);
    }
    void operator()(const syntax::Address& clause) {
        if (!once_.first(Keyword::address, clause.span)) return;
        for (const syntax::Name& name : clause.facts)
            if (const FactId fact = own_fact(name); fact.valid()) entity().address.push_back(fact);
    }
    void operator()(const syntax::Area& clause) {
        if (once_.first(Keyword::area, clause.span)) entity().area = true;
    }
    void operator()(const syntax::OnlyWhen& clause) { once_.first(Keyword::only_when, clause.span); }  // built after the terms
    void operator()(const syntax::Fact& tree) {
        program::Fact* fact = declared_fact(tree.name);
        if (fact == nullptr) return;
        if (is_type_word(tree.name.text)) context_.report(Code::type_word_as_fact, tree.name.span, {tree.name.text});
        const Type type = declared_type(context_, tree.type);
        fact->label = text_of(tree.label);
        fact->column = tree.name.text;
        fact->type = type;
        if (tree.type.range) read_range(context_, *fact, *tree.type.range);
        read_flags(*fact, tree.flags);
        warn_of_last_label(tree);
    }

private:
    /// Of either language: the formatter writes a file in the other one too.
    static bool is_type_word(const std::string& name) {
        const std::string written = syntax::lower_case(name);
        for (const Keyword keyword : syntax::all_keywords())
            if (syntax::use_of(keyword) == syntax::KeywordUse::type)
                for (const KeywordLanguage language : {KeywordLanguage::id, KeywordLanguage::en})
                    if (written == syntax::spelling(keyword, language)) return true;
        return false;
    }
    /// `lantai pilihan semen, tanah "Lantai rumah"`: nearly always meant for the fact.
    void warn_of_last_label(const syntax::Fact& tree) {
        const std::vector<syntax::ChoiceValue>& values = tree.type.choices;
        if (tree.label || values.size() < 2 || !values.back().label) return;
        const bool others = std::any_of(values.begin(), values.end() - 1, [](const syntax::ChoiceValue& value) { return value.label.has_value(); });
        const Keyword type = tree.type.word == syntax::TypeWord::set ? Keyword::set : Keyword::choice;
        if (!others)
            context_.report(Code::label_on_last_value, values.back().label->span,
                            {values.back().label->value, values.back().name.text, tree.name.text, word(type, declared_.language)});
    }

    /// Nothing for a duplicate, which was reported.
    program::Fact* declared_fact(const syntax::Name& name) {
        const Member* member = context_.member(id_, name.text);
        return member == nullptr || member->span != name.span ? nullptr : &context_.program.facts[member->index];
    }
    void read_flags(program::Fact& fact, const std::vector<syntax::FactFlag>& trees) {
        Once once(context_, declared_.language);
        const FlagReader flags(context_, fact, declared_.language, once);
        for (const syntax::FactFlag& flag : trees) boost::apply_visitor(flags, flag.get());
    }
    program::Entity& entity() { return context_.program.entities[id_.value]; }
    FactId own_fact(const syntax::Name& name) {
        const Member* member = context_.member(id_, name.text);
        if (member != nullptr && member->kind == MemberKind::fact) return FactId{member->index};
        std::vector<std::string> facts;
        for (FactId fact : entity().facts) facts.push_back(context_.program[fact].name);
        context_.report_unknown(Code::unknown_fact, name, {name.text, entity().name}, facts);
        return {};
    }

    Context& context_;
    EntityId id_;
    const Declared<syntax::EntityDeclaration>& declared_;
    Once once_;
    bool has_errors_ = false;
};

}  // namespace

void check_facts(Context& context) {
    for (std::uint32_t i = 0; i < context.program.entities.size(); ++i) {
        EntityReader reader(context, EntityId{i}, context.set.entities[i]);
        reader.read();
    }
    check_dated_facts(context);
}

}  // namespace tepat::check
