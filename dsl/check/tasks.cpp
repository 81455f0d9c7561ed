// SPDX-License-Identifier: Apache-2.0
// Tasks: text with {placeholders}, agency, priority, deadline, evidence, when it is done (clauses.hpp).
#include <fmt/format.h>

#include "dsl/check/clauses.hpp"
#include "dsl/check/number_text.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"

namespace tepat::check {
namespace {

using syntax::Keyword;

constexpr std::int64_t longest_due = 100'000;

/// Cuts a task's text at its braces and finds the facts they name.
class TextReader {
public:
    TextReader(ExpressionBuilder& builder, const syntax::Text& text) : context_(builder.context()), entity_(builder.subject()), text_(text) {
        if (text.span != Span{}) source_ = context_.sources.text(text.span);
    }

    std::vector<program::TextPiece> read() {
        const std::string& value = text_.value;
        std::size_t at = 0;
        while (at < value.size()) {
            const std::size_t open = value.find('{', at);
            if (open > at) add_literal(value.substr(at, open - at));
            if (open == std::string::npos) break;
            const std::size_t close = value.find('}', open);
            add_placeholder(value.substr(open + 1, close == std::string::npos ? close : close - open - 1), close != std::string::npos);
            if (close == std::string::npos) break;
            at = close + 1;
        }
        return std::move(pieces_);
    }

private:
    void add_literal(std::string literal) { pieces_.push_back({std::move(literal), {}, false}); }

    /// Escapes know no braces, so the nth brace of the value is the nth brace of the source.
    Span next_place(std::size_t length) {
        const std::size_t open = source_.find('{', searched_);
        if (open == std::string_view::npos) return text_.span;
        searched_ = open + 1;
        const std::uint32_t begin = text_.span.begin + static_cast<std::uint32_t>(open) + 1;
        return {begin, begin + static_cast<std::uint32_t>(length)};
    }
    void add_placeholder(const std::string& written, bool closed) {
        const Span span = next_place(written.size());
        if (!closed || written.find('{') != std::string::npos) return context_.report(Code::open_brace, span);
        const std::string name = trimmed(written);
        for (const KeywordLanguage language : {KeywordLanguage::id, KeywordLanguage::en}) {
            if (name != syntax::spelling(Keyword::missing, language)) continue;
            pieces_.push_back({{}, {}, true});
            return;
        }
        add_fact(path_of(name, span));
    }
    static std::string trimmed(const std::string& text) {
        const std::size_t begin = text.find_first_not_of(' ');
        return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    }
    static syntax::Path path_of(const std::string& name, Span span) {
        syntax::Path path;
        path.span = span;
        for (std::size_t at = 0; at <= name.size();) {
            const std::size_t dot = std::min(name.find('.', at), name.size());
            syntax::Name part;
            part.span = span;
            part.text = name.substr(at, dot - at);
            path.parts.push_back(std::move(part));
            at = dot + 1;
        }
        return path;
    }
    void add_fact(const syntax::Path& path) {
        const Scope scope{entity_, entity_, false};
        const Found found = find_path(context_, scope, path);
        if (found.kind == FoundKind::quiet) return;
        if (found.kind == FoundKind::nothing) return explain_path(context_, scope, path);
        const std::string& name = path.parts.back().text;
        if (found.kind != FoundKind::fact || !found.via.empty()) return context_.report(Code::placeholder_not_fact, path.span, {name});
        const program::Fact& fact = context_.program.facts[found.index];
        if (fact.secrecy != program::Secrecy::open)
            return context_.report(Code::secret_in_task, path.span, {name}, {label(fact.span, Phrase::declared_here)});
        pieces_.push_back({{}, FactId{found.index}, false});
    }

    Context& context_;
    EntityId entity_;
    const syntax::Text& text_;
    std::string_view source_;
    std::size_t searched_ = 0;
    std::vector<program::TextPiece> pieces_;
};

struct PartReader : boost::static_visitor<void> {
    ExpressionBuilder& builder;
    program::Task& task;
    Once& once;

    PartReader(ExpressionBuilder& b, program::Task& t, Once& o) : builder(b), task(t), once(o) {}

    void operator()(const syntax::Error&) const {}
    void operator()(const syntax::PriorityItem& part) const {
        if (once.first(Keyword::priority, part.span)) task.priority = static_cast<program::Priority>(part.priority);
    }
    void operator()(const syntax::Due& part) const {
        if (!once.first(Keyword::due_in, part.span)) return;
        const ScaledNumber amount = scaled_number(part.after.amount, '.');
        if (amount.problem != NumberProblem::none || amount.number > longest_due)
            builder.context().report(Code::number_too_large, part.after.span, {part.after.amount});
        else
            task.due = program::Due{amount.number, static_cast<program::DueUnit>(part.after.unit)};
    }
    void operator()(const syntax::Evidence& part) const {
        if (once.first(Keyword::evidence_photo, part.span)) task.evidence = part.what.value;
    }
    void operator()(const syntax::DoneWhen& part) const {
        if (once.first(Keyword::done_when, part.span)) task.done_when = builder.condition(part.condition);
    }
};

}  // namespace

program::AgencyId find_agency(Context& context, const syntax::Name& name) {
    const Global* found = context.global(name.text, GlobalKind::agency);
    if (found != nullptr) return {found->index};
    context.report_unknown(Code::unknown_agency, name, {name.text}, context.global_names(GlobalKind::agency));
    return {};
}

program::Task build_task(ExpressionBuilder& builder, const syntax::Task& tree, KeywordLanguage language) {
    program::Task task;
    task.text = TextReader(builder, tree.what).read();
    task.agency = find_agency(builder.context(), tree.agency);
    task.span = tree.span;
    Once once(builder.context(), language);
    const PartReader reader(builder, task, once);
    for (const syntax::TaskPart& part : tree.parts) boost::apply_visitor(reader, part.get());
    return task;
}

std::string task_text(const program::Program& program, const program::Task& task) {
    std::string text;
    for (const program::TextPiece& piece : task.text) text += fmt::format("{}|{}|{}\n", piece.literal, piece.fact.value, piece.missing);
    const program::Due due = task.due.value_or(program::Due{-1, program::DueUnit::days});
    return text + fmt::format("{}|{}|{}|{}|{}|{}", task.agency.value, static_cast<int>(task.priority), due.amount, static_cast<int>(due.unit),
                              task.evidence, task.done_when.valid() ? program::print_expression(program, task.done_when) : "");
}

}  // namespace tepat::check
