// SPDX-License-Identifier: Apache-2.0
// What every pass of check shares: the program being built, the names declared so far, and how to report.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/check/rule_set.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"

namespace tepat::check {

using diagnostics::Argument;
using diagnostics::Code;
using diagnostics::Count;
using diagnostics::Label;
using diagnostics::Note;
using diagnostics::Phrase;
using program::EntityId;
using program::ExprId;
using program::FactId;
using program::ParameterId;
using program::Type;
using program::TypeKind;
using program::Value;
using syntax::KeywordLanguage;
using text::Span;

/// The one set of names shared by entities, parameters, agencies, programmes and rules.
enum class GlobalKind : std::uint8_t { entity, parameter, agency, programme, rule };
struct Global {
    GlobalKind kind;
    std::uint32_t index;
    Span span;
};
/// What belongs to one entity.
enum class MemberKind : std::uint8_t { fact, term };
struct Member {
    MemberKind kind;
    std::uint32_t index;
    Span span;
};
/// `pernah menerima P dalam 10 tahun`: asked for somewhere, answered by a hidden term.
struct EverReceived {
    std::uint32_t programme = 0;
    std::optional<syntax::Duration> within;
};
/// An exception as written, before the exceptions made to it are joined in.
struct WrittenException {
    const syntax::Exception* tree;
    ExprId condition;
};
using Globals = std::map<std::string, Global, std::less<>>;
using Members = std::map<std::string, Member, std::less<>>;

struct Context {
    program::Program& program;
    diagnostics::Sink& sink;
    const text::Sources& sources;
    RuleSet set;
    Globals globals = {};
    int explanations_left = 200;  ///< looking for near names costs; beyond this many a message is plain
    std::vector<Members> members = {};                                     ///< by entity
    std::vector<std::vector<WrittenException>> programme_exceptions = {};  ///< by programme
    std::deque<syntax::Exception> made_exceptions = {};                    ///< of `utamakan`: trees that nobody wrote
    std::map<std::string, EverReceived> ever_received = {};                ///< by the name of the hidden term
    std::map<std::string, program::TermId, std::less<>> hidden_terms = {};
    std::function<bool(Span)> is_own = [](Span) { return true; };  ///< lies in the folder being checked (check.hpp)
    bool sound = false;  ///< nothing wrong but, perhaps, inputs that tests do not use: what is missing can be told
    bool recipients_failed = false;  ///< a `penerima` clause was reported: who receives what is not known

    void report(Code code, Span span, std::vector<Argument> arguments = {}, std::vector<Label> labels = {}, std::vector<Note> notes = {});
    void report(diagnostics::Diagnostic diagnostic) { sink.add(std::move(diagnostic)); }
    /// An unknown name: adds "did you mean" (and, for one candidate, the fix). Silent for quiet names.
    void report_unknown(Code code, const syntax::Name& name, std::vector<Argument> arguments, const std::vector<std::string>& candidates);

    /// Also an empty name: the grammar could not read it and has said so.
    bool is_quiet(const std::string& name) const { return name.empty() || set.quiet_names.contains(name); }
    const Global* global(std::string_view name) const;
    const Global* global(std::string_view name, GlobalKind kind) const;
    const Member* member(EntityId entity, std::string_view name) const;
    // Candidates for "did you mean"; none when the budget is used up.
    std::vector<std::string> global_names(GlobalKind kind) const;
    std::vector<std::string> member_names(EntityId entity) const;

    ExprId add(program::ExprKind kind, Type type, EntityId scope, Span span);
};

Label label(Span span, Phrase phrase, std::vector<Argument> arguments = {});
std::string in_backquotes(const std::string& text);

}  // namespace tepat::check
