// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/form.hpp"

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/conflict.hpp"
#include "engine/intake/form_code.hpp"
#include "engine/intake/form_rows.hpp"
#include "engine/intake/note_cell.hpp"
#include "engine/intake/row_mask.hpp"
#include "engine/intake/row_reader.hpp"
#include "engine/store/form_secret.hpp"
#include "engine/store/import_table.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Phrase;
using program::EntityId;
using program::FactId;

constexpr std::size_t most_examples = 20;

/// A fact that a form asks for, and how its answers are read.
struct AskedFact {
    AskedFact(const program::Program& program, FactId id, CellStyle style) : table{program[id].entity, {column_of(program[id])}, {}, {}}, reader(program, table, style, false) {}
    AskedFact(const AskedFact&) = delete;
    AskedFact& operator=(const AskedFact&) = delete;

    static Column column_of(const program::Fact& fact) {
        Column column;
        column.at = 0;
        column.name = fact.name;
        column.column = fact.column;
        column.fact = &fact;
        column.number = fact.type.kind == program::TypeKind::text ? number_named(fact.name) : NumberOf::nothing;
        return column;
    }
    const Column& column() const { return table.columns.front(); }

    TableColumns table;
    RowReader reader;
};

struct Answer {
    const FormRow* row = nullptr;
    std::string code;
    FactId fact;                     ///< invalid: nobody knows which
    std::string key;
    std::optional<store::Cell> cell; ///< nothing: nobody knows
    bool is_of_its_row = false;      ///< code and what is printed go together: the answer is to this question
    std::optional<Problem> problem;
    std::vector<Phrase> remarks;
};

class FormImport {
public:
    FormImport(const std::string& baseline, const std::vector<std::string>& files, const program::Program& program, const FormOptions& options)
        : program_(program), options_(options), files_(files), codes_(secret_of(baseline)), reports_(files.size()) {
        for (std::size_t i = 0; i < files.size(); ++i) read_form_rows(files[i], i, options.language, reports_[i], rows_);
        style_.decimal_comma = options.decimal_comma;
        work_ = std::make_unique<store::ImportWork>(baseline, files.empty() ? "" : files.front());
        work_->trust_cells(program);
    }

    std::vector<ImportReport> run() {
        for (const FormRow& row : rows_) answers_.push_back(coded(row));
        find_rows();
        for (Answer& answer : answers_) read(answer);
        refuse_two_answers();
        for (const Answer& answer : answers_) write(answer);
        settle();
        work_->commit();
        return std::move(reports_);
    }

private:
    static std::string secret_of(const std::string& baseline) {
        std::optional<std::string> secret = store::form_secret(baseline);
        if (!secret) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::no_forms_made, {baseline});
        return std::move(*secret);
    }

    // ------------------------------------------------------------------------------------------------ which fact of which row

    Answer coded(const FormRow& row) const {
        Answer answer;
        answer.row = &row;
        answer.code = read_form_code(row.written_code).value_or("");
        answer.problem = row.problem;
        if (answer.problem) return answer;
        if (row.written_code.empty()) answer.problem = Problem{RowReason::form_no_code, {}};
        else if (answer.code.empty()) answer.problem = Problem{RowReason::form_code_damaged, {}};
        else if (!codes_.is_ours(answer.code)) answer.problem = Problem{RowReason::form_of_other_baseline, {}};
        return answer;
    }

    /// Codes cannot be turned back into keys: every key is coded, and those that are asked for are kept.
    void find_rows() {
        std::unordered_map<std::string, std::vector<std::size_t>> wanted;
        for (std::size_t i = 0; i < answers_.size(); ++i)
            if (!answers_[i].code.empty() && codes_.is_ours(answers_[i].code)) wanted[row_part_of(answers_[i].code)].push_back(i);
        if (wanted.empty()) return;
        for (const program::Entity& entity : program_.entities)
            work_->each_key(entity, [&](const std::string& key) {
                const auto found = wanted.find(codes_.row_part(entity.name, key));
                if (found == wanted.end()) return;
                for (const std::size_t i : found->second) find_fact(entity, key, answers_[i]);
            });
    }

    void find_fact(const program::Entity& entity, const std::string& key, Answer& answer) const {
        for (const FactId fact : entity.facts) {
            if (!codes_.is_of(answer.code, entity.name, key, program_[fact].name)) continue;
            answer.fact = fact;
            answer.key = key;
            return;
        }
    }

    // ------------------------------------------------------------------------------------------------ what is answered

    AskedFact& asked(FactId fact) {
        auto& asked = facts_[fact.value];
        if (!asked) asked = std::make_unique<AskedFact>(program_, fact, style_);
        return *asked;
    }

    void read(Answer& answer) {
        if (answer.problem) return;
        if (!answer.fact.valid()) answer.problem = Problem{RowReason::form_code_unknown, {}};
        else if (!codes_.was_printed_with(answer.code, answer.row->about, answer.row->question)) answer.problem = Problem{RowReason::form_row_shifted, {}};
        else read_cell_of(answer);
    }

    void read_cell_of(Answer& answer) {
        answer.is_of_its_row = true;
        const program::Fact& fact = program_[answer.fact];
        const bool has_choices = fact.type.kind == program::TypeKind::choice || fact.type.kind == program::TypeKind::set;
        const bool not_known = says_not_known(answer.row->answer.text);
        if (not_known && !has_choices) return;
        const AskedFact& asked = this->asked(answer.fact);
        SourceRow row;
        row.cells.push_back(answer.row->answer);
        RowCells cells;
        asked.reader.read(row, cells);
        if (cells.problem && not_known) return;
        if (cells.problem) answer.problem = std::move(cells.problem);
        else if (!cells.findings.empty())
            answer.problem = Problem{cells.findings.front().check == Check::formula_unsaved ? Phrase::cell_formula_unsaved : Phrase::cell_in_error, {}};
        else if (is_unfit_number(asked.column(), cells.cells.front())) answer.problem = Problem{Phrase::row_identity, {}};
        else if (!is_unknown(cells.cells.front())) answer.cell = std::move(cells.cells.front());
        report_of(answer).formulas += cells.formulas;
        for (const auto& [column, remark] : cells.remarks) answer.remarks.push_back(remark);
    }

    static bool is_unfit_number(const Column& column, const store::Cell& cell) {
        const bool identity = column.number == NumberOf::person || column.number == NumberOf::family_card;
        return identity && !is_unknown(cell) && read_identity(text_of(cell), CellKind::text).state != Wholeness::whole;
    }

    /// The same question with another answer, in whatever file or sheet: neither is believed.
    void refuse_two_answers() {
        using Question = std::pair<std::uint32_t, std::string>;
        const auto said = [](const Answer& answer) {
            return answer.problem ? "?" + answer.row->answer.text : answer.cell ? "=" + text_of(*answer.cell) : std::string("-");
        };
        std::map<Question, std::string> first;
        std::set<Question> twice;
        for (const Answer& answer : answers_) {
            const Question question(answer.fact.value, answer.key);
            if (answer.is_of_its_row && first.try_emplace(question, said(answer)).first->second != said(answer)) twice.insert(question);
        }
        for (Answer& answer : answers_)
            if (answer.is_of_its_row && twice.contains({answer.fact.value, answer.key})) answer.problem = Problem{RowReason::form_two_answers, {}};
    }

    // ------------------------------------------------------------------------------------------------ into the table

    /// All facts that are asked of an entity, in one table: two would each look for the keys.
    store::ImportTable& table_of(EntityId entity) {
        auto& table = tables_[entity.value];
        if (table) return *table;
        std::vector<std::string> columns{program_[entity].key_column};
        for (const Answer& answer : answers_) {
            if (!answer.fact.valid() || program_[answer.fact].entity != entity || places_.contains(answer.fact.value)) continue;
            places_[answer.fact.value] = columns.size();
            columns.push_back(program_[answer.fact].column);
        }
        table = std::make_unique<store::ImportTable>(*work_, program_[entity], std::move(columns), 0);
        return *table;
    }

    void write(const Answer& answer) {
        work_->turn_to(answer.row->label);
        if (answer.problem) return set_aside(answer, *answer.problem);
        store::ImportTable& table = table_of(program_[answer.fact].entity);
        std::optional<std::vector<store::Cell>> cells = table.read(answer.key);
        if (!cells) return set_aside(answer, {RowReason::form_code_unknown, {}});
        store::Cell& there = (*cells)[places_.at(answer.fact.value)];
        const store::Cell known = stored_as_read(answer.fact, there);
        if (!answer.cell) return leave_unknown(answer, is_unknown(known));
        if (text_of(known) == text_of(*answer.cell)) return went_in(answer, report_of(answer).unchanged);
        const Conflict conflict{asked(answer.fact).table, asked(answer.fact).column(), answer.key, text_of(there), text_of(*answer.cell), options_.update};
        if (!is_unknown(known) && !options_.update) {
            tell(conflict, answer);
            return set_aside(answer, {RowReason::form_known_otherwise, {}});
        }
        there = *answer.cell;
        if (const auto refused = table.update(*cells)) return set_aside(answer, {Phrase::row_refused, {*refused}});
        if (!is_unknown(known)) tell(conflict, answer);
        went_in(answer, report_of(answer).updated);
    }

    /// Other programs write Ya for 1, and codes that stand for "not known".
    store::Cell stored_as_read(FactId fact, const store::Cell& there) const {
        Read read = read_cell(program_, program_[fact], text_of(there), {});
        return read.problem ? there : std::move(read.cell);
    }

    void tell(const Conflict& conflict, const Answer& answer) {
        note_conflict(program_, conflict, answer.row->label, answer.row->line, *work_, report_of(answer).findings);
    }

    void went_in(const Answer& answer, std::size_t& count) {
        ++count;
        settled_.insert(answer.code);
        for (const Phrase remark : answer.remarks) ++remarks_[answer.row->file][{program_[answer.fact].name, remark}];
    }

    /// The fact stays unknown, and that somebody asked is kept until it is known.
    void leave_unknown(const Answer& answer, bool still_unknown) {
        ++report_of(answer).form->not_known;
        settled_.insert(answer.code);
        if (!still_unknown) return;
        const program::Fact& fact = program_[answer.fact];
        work_->keep({answer.row->line, program_[fact.entity].name, answer.key, fact.column, name_of(Check::asked_in_vain), ""});
        report_of(answer).findings.add({Check::asked_in_vain, fact.entity, 0, "", fact.column, "", answer.row->label, answer.row->line});
    }

    void set_aside(const Answer& answer, const Problem& problem) {
        ImportReport& report = report_of(answer);
        ++report.set_aside;
        const std::string column = answer.fact.valid() ? program_[answer.fact].name : "";
        const auto counted = reasons_[answer.row->file].try_emplace({column, problem.reason}, ReasonCount{column, problem.reason, problem.arguments, 0}).first;
        ++counted->second.count;
        work_->set_aside({answer.row->line, form_entity, column, problem.reason.text(problem.arguments, options_.language), whole(*answer.row), answer.code, shown(answer)});
        if (report.examples.size() < most_examples) report.examples.push_back({answer.row->line, column, problem.reason, problem.arguments, answer.row->label});
    }

    static std::string whole(const FormRow& row) {
        return row.number + "; " + row.about + "; " + row.question + "; " + row.answer.text + "; " + row.note;
    }
    /// The answer only to what is open; notes never.
    std::string shown(const Answer& answer) const {
        const FormRow& row = *answer.row;
        const bool open = answer.fact.valid() && program_[answer.fact].secrecy == program::Secrecy::open;
        return without_long_numbers(row.number + "; " + row.about + "; " + row.question + "; " + (open ? row.answer.text : "***") + (row.note.empty() ? "" : "; ***"));
    }

    void settle() {
        for (std::size_t i = 0; i < files_.size(); ++i) {
            for (auto& [key, count] : reasons_[i]) reports_[i].reasons.push_back(std::move(count));
            for (const auto& [key, count] : remarks_[i]) reports_[i].ambiguous.push_back({key.first, key.second, {}, count});
            work_->turn_to(files_[i]);
            work_->forget_settled(form_entity, [&](const std::string& code) { return settled_.contains(code); });
        }
    }

    ImportReport& report_of(const Answer& answer) { return reports_[answer.row->file]; }

    const program::Program& program_;
    const FormOptions& options_;
    const std::vector<std::string>& files_;
    FormCodes codes_;
    CellStyle style_;
    std::vector<ImportReport> reports_;
    std::vector<FormRow> rows_;
    std::vector<Answer> answers_;
    std::unique_ptr<store::ImportWork> work_;
    std::map<std::uint32_t, std::unique_ptr<AskedFact>> facts_;
    std::map<std::uint32_t, std::unique_ptr<store::ImportTable>> tables_;  ///< by entity
    std::map<std::uint32_t, std::size_t> places_;                          ///< of a fact among the columns of its table
    std::set<std::string> settled_;                                        ///< codes of rows that went in
    std::map<std::size_t, std::map<std::pair<std::string, Reason>, ReasonCount>> reasons_;  ///< by file
    std::map<std::size_t, std::map<std::pair<std::string, Phrase>, std::size_t>> remarks_;
};

}  // namespace

std::vector<ImportReport> import_forms(const std::string& baseline, const std::vector<std::string>& files, const program::Program& program,
                                       const FormOptions& options) {
    return FormImport(baseline, files, program, options).run();
}

}  // namespace tepat::intake
