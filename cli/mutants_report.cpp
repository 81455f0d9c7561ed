// SPDX-License-Identifier: Apache-2.0
// Mutants in words: what was changed, where, and whether a test noticed (test_report.hpp).
#include "cli/source_text.hpp"
#include "cli/test_report.hpp"

namespace tepat::cli {

namespace {

using trial::Change;
using trial::Mutant;

const char* written(program::CompareOp op) {
    constexpr const char* words[] = {"=", "!=", "<", "<=", ">", ">="};
    return words[static_cast<std::size_t>(op)];
}

class Words {
public:
    Words(const RuleSet& rules, const Session& session)
        : rules_(rules), session_(session), language_(rules.modules.front().language) {}

    std::string text(const Mutant& mutant) const {
        switch (mutant.change) {
            case Change::drop_part:
                return say(Message::mutant_drop_part, {at(mutant.part)});
            case Change::all_to_any:
                return say(Message::mutant_all_to_any, {at(mutant.whole)});
            case Change::any_to_all:
                return say(Message::mutant_any_to_all, {at(mutant.whole)});
            case Change::negate:
                return say(Message::mutant_negate, {at(mutant.whole)});
            case Change::operator_:
                return other_operator(mutant);
            case Change::number:
            case Change::replace_value:
                return say(Message::mutant_replace_in, {at(mutant.whole), at(mutant.part), new_value(mutant)});
            case Change::count:
                return count(mutant);
            case Change::drop_value:
                return say(Message::mutant_drop_value, {at(mutant.whole), at(mutant.part)});
            case Change::drop_exception:
                return say(Message::mutant_drop_exception, {mutant.name});
            case Change::drop_row:
                return say(Message::mutant_drop_row, {at(mutant.part)});
            case Change::some_to_every:
                return say(Message::mutant_some_to_every, {at(mutant.whole)});
            case Change::every_to_some:
                return say(Message::mutant_every_to_some, {at(mutant.whole)});
            case Change::drop_where:
                return say(Message::mutant_drop_where, {at(mutant.part)});
            case Change::largest_to_smallest:
                return say(Message::mutant_largest_to_smallest, {at(mutant.whole)});
            case Change::smallest_to_largest:
                return say(Message::mutant_smallest_to_largest, {at(mutant.whole)});
            case Change::turn_order:
                return say(Message::mutant_turn_order, {at(mutant.whole)});
            case Change::drop_tier:
                return say(Message::mutant_drop_part, {at(mutant.part)});
            case Change::swap_tiers:
                return '`' + at(mutant.left) + "` <-> `" + at(mutant.right) + '`';
            case Change::parameter:
                return say(Message::mutant_replace_in, {name_of(rules_.program, mutant.owner), old_value(mutant), new_value(mutant)});
        }
        return "";
    }

private:
    std::string at(text::Span span) const { return one_line(rules_.sources, span); }
    std::string say(Message message, const std::vector<Argument>& arguments) const { return session_.text(message, arguments); }
    std::string old_value(const Mutant& mutant) const { return value_in_rules(rules_.program, mutant.type, mutant.old_value, language_); }
    std::string new_value(const Mutant& mutant) const { return value_in_rules(rules_.program, mutant.type, mutant.new_value, language_); }

    /// `antara` has no operators of its own: its two halves are written out.
    std::string other_operator(const Mutant& mutant) const {
        const std::string before = at(mutant.left) + ' ' + written(mutant.before) + ' ' + at(mutant.right);
        const std::string after = at(mutant.left) + ' ' + written(mutant.after) + ' ' + at(mutant.right);
        const std::string whole = at(mutant.whole);
        const bool half = whole.find(written(mutant.before)) == std::string::npos;
        return half ? say(Message::mutant_replace_in, {whole, before, after}) : say(Message::mutant_replace, {before, after});
    }
    /// A parameter is shifted as a whole; a number is replaced.
    std::string count(const Mutant& mutant) const {
        const bool parameter = mutant.type.kind == program::TypeKind::error;
        const std::string k = at(mutant.part);
        const std::string after = !parameter ? new_value(mutant) : k + (mutant.new_value.number > 0 ? " + 1" : " - 1");
        return say(Message::mutant_replace_in, {at(mutant.whole), k, after});
    }

    const RuleSet& rules_;
    const Session& session_;
    syntax::KeywordLanguage language_;
};

struct MutantCounts {
    std::int64_t judged = 0, caught = 0, missed = 0, untested = 0;

    explicit MutantCounts(const std::vector<Mutant>& mutants) {
        for (const Mutant& mutant : mutants) {
            judged += mutant.judged;
            caught += mutant.judged && mutant.caught;
            untested += mutant.judged && mutant.tests == 0;
            missed += mutant.judged && mutant.tests > 0 && !mutant.caught;
        }
    }
};

const char* change_word(Change change) {
    constexpr const char* words[] = {"drop_part",     "all_to_any",           "any_to_all",          "negate",     "operator",      "number",
                                     "count",         "drop_value",           "replace_value",       "drop_exception", "drop_row", "some_to_every",
                                     "every_to_some", "drop_where",           "largest_to_smallest", "smallest_to_largest", "turn_order",
                                     "drop_tier",     "swap_tiers",           "parameter"};
    return words[static_cast<std::size_t>(change)];
}

}  // namespace

void print_mutants(const RuleSet& rules, const std::vector<Mutant>& mutants, Session& session) {
    const Words words(rules, session);
    const MutantCounts counts(mutants);
    session.out << session.text(Message::mutants_heading) << '\n';
    for (const Mutant& mutant : mutants) {
        if (!mutant.judged || mutant.caught) continue;
        const Message line = mutant.tests > 0 ? Message::mutant_line : Message::mutant_untested;
        session.out << "  " << session.text(line, {place_of(rules.sources, mutant.part), words.text(mutant)}) << '\n';
    }
    if (counts.judged == counts.caught) session.out << session.text(Message::mutants_all_caught) << '\n';
    session.out << session.text(Message::mutants_total, {Count{counts.judged}, Count{static_cast<std::int64_t>(mutants.size())},
                                                         Count{counts.caught}, Count{counts.missed}, Count{counts.untested}})
                << '\n';
}

ReportJson mutants_json(const RuleSet& rules, const std::vector<Mutant>& mutants, const Session& session) {
    const Words words(rules, session);
    ReportJson list = ReportJson::array();
    for (const Mutant& mutant : mutants) {
        if (!mutant.judged) continue;
        ReportJson item{{"in", mutant.owner.kind == trial::Owner::Kind::rule   ? "rule"
                               : mutant.owner.kind == trial::Owner::Kind::term ? "term"
                               : mutant.owner.kind == trial::Owner::Kind::parameter ? "parameter"
                                                                                    : "programme"},
                        {"name", name_of(rules.program, mutant.owner)},
                        {"file", rules.sources.file_of(mutant.part).name},
                        {"line", rules.sources.locate(mutant.part.begin).line},
                        {"column", rules.sources.locate(mutant.part.begin).column},
                        {"change", change_word(mutant.change)},
                        {"text", words.text(mutant)},
                        {"tests", mutant.tests},
                        {"caught_by", mutant.caught ? ReportJson(rules.program.tests[*mutant.caught].title) : ReportJson(nullptr)}};
        list.push_back(std::move(item));
    }
    const MutantCounts counts(mutants);
    return {{"changes", mutants.size()},     {"tried", counts.judged},       {"caught", counts.caught},
            {"not_noticed", counts.missed}, {"not_reached", counts.untested}, {"list", list}};
}

}  // namespace tepat::cli
