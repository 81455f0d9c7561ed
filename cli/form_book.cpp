// SPDX-License-Identifier: Apache-2.0
#include "cli/form_book.hpp"

#include <algorithm>

#include "cli/present.hpp"
#include "cli/signatures.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/intake/form_columns.hpp"

namespace tepat::cli {

namespace {

using intake::FormColumn;
using program::TypeKind;
using workbook::Cell;
using workbook::Column;
using workbook::Look;

constexpr std::size_t most_sheets = 400;  // each waits in a temporary file of its own until the workbook is done
constexpr std::size_t short_label = 3;    // RT, RW
constexpr std::size_t inputs = 5;         // answer, note, decides, code: and one for the choices before them
constexpr double room_to_write = 24;      // points; printed about 7 mm
constexpr const char* box = "\xE2\x98\x90";
constexpr const char* unbroken = "\xC2\xA0";

workbook::Made made_of(const VerifyView& view, const Session& session) {
    const program::CivilDate civil = program::to_civil(view.date);
    return {session.text(Message::form_title), civil.year, civil.month, civil.day, session.text(Message::form_lists)};
}

/// A box and its words, which stay on one line.
std::string ticked(const std::string& words) {
    std::string text = box;
    for (const char c : ' ' + words) text += c == ' ' ? std::string(unbroken) : std::string(1, c);
    return text;
}

std::string boxes_of(const std::vector<std::string>& choices) {
    std::vector<std::string> all;
    for (const std::string& choice : choices) all.push_back(ticked(choice));
    return joined(all, "  ");
}

std::string with_range(const program::Fact& fact, const std::string& kind, const Session& session) {
    if (!fact.low || !fact.high) return kind;
    const auto bound = [&](std::int64_t value) {
        return fact.type.kind == TypeKind::date ? spoken({static_cast<std::int32_t>(value)}, session.language) : decimal_text(value, fact.type.scale, session.language);
    };
    return session.text(Message::form_range, {kind, bound(*fact.low), bound(*fact.high)});
}

std::string to_write(const program::Fact& fact, const Session& session) {
    switch (fact.type.kind) {
        case TypeKind::rupiah: return session.text(Message::form_rupiah);
        case TypeKind::date: return with_range(fact, session.text(Message::form_date), session);
        case TypeKind::number: return with_range(fact, session.text(Message::form_number), session);
        default: return session.text(Message::form_text);
    }
}

std::vector<std::string> choices_of(const program::Program& program, const program::Fact& fact, const Session& session) {
    if (fact.type.kind == TypeKind::yes_no) return {session.text(Message::form_yes), session.text(Message::form_no)};
    std::vector<std::string> choices;
    if (fact.type.kind == TypeKind::choice || fact.type.kind == TypeKind::set)
        for (const program::ChoiceValue& value : program[fact.type.choices].values) choices.push_back(called(value));
    return choices;
}

}  // namespace

AnswerWays answer_ways(const program::Program& program, const program::Fact& fact, const Session& session) {
    std::vector<std::string> choices = choices_of(program, fact, session);
    if (choices.empty()) {
        const std::string words = to_write(fact, session);
        return {words, {}, session.text(Message::form_hint_type, {words})};
    }
    std::string printed = boxes_of(choices);
    if (fact.type.kind == TypeKind::set) {
        const std::string several = session.text(Message::form_several);
        return {printed + "\n(" + several + ')', {}, session.text(Message::form_hint_type, {several})};
    }
    choices.emplace_back(intake::not_known_word(session.language));
    return {std::move(printed), std::move(choices), session.text(Message::form_hint_choose)};
}

FormBook::FormBook(const std::string& path, const std::vector<const AskedOf*>& rows, const VerifyView& view, const intake::FormCodes& codes, const Session& session)
    : rows_(rows), view_(view), codes_(codes), session_(session), book_(path, made_of(view, session)) {
    for (const AskedOf* row : rows_) {
        one_area_ = one_area_ && row->area_key == rows_.front()->area_key;
        for (const AddressPiece& piece : row->pieces)
            if (std::find(labels_.begin(), labels_.end(), piece.label) == labels_.end()) labels_.push_back(piece.label);
    }
    choose_depth(path);
}

FormBook::Place FormBook::place_of(const AskedOf& row) const {
    const std::size_t depth = std::min(depth_, row.around.size());
    return {row.area_key, {row.around.begin(), row.around.begin() + static_cast<std::ptrdiff_t>(depth)}};
}

std::size_t FormBook::count_places() const {
    std::size_t places = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) places += i == 0 || place_of(*rows_[i]) != place_of(*rows_[i - 1]);
    return places;
}

/// As fine as the number of sheets allows.
void FormBook::choose_depth(const std::string& path) {
    for (const AskedOf* row : rows_) depth_ = std::max(depth_, row->around.size());
    while (count_places() > most_sheets) {
        if (depth_ == 0)
            throw Failure(Exit::user, Code::too_many_sheets, {path, grouped(static_cast<std::int64_t>(count_places()), session_.language), std::to_string(most_sheets)});
        --depth_;
    }
}

/// RT 002, RW 001, Kelurahan Legok: as far as sheets are told apart.
std::string FormBook::where(const AskedOf& row, bool with_area, const std::string& between) const {
    std::vector<std::string> words;
    const std::size_t depth = std::min(depth_, row.around.size());
    for (std::size_t i = row.pieces.size() - depth; i < row.pieces.size(); ++i) {
        const AddressPiece& piece = row.pieces[i];
        const bool digits = piece.value.find_first_not_of("0123456789") == std::string::npos;
        words.push_back(piece.value.empty() ? session_.text(Message::form_piece_unknown, {piece.label}) : digits ? piece.label + ' ' + piece.value : piece.value);
    }
    if (with_area || words.empty()) words.push_back(row.area.empty() ? session_.text(Message::tasks_no_area) : row.area_kind + ' ' + row.area);
    return joined(words, between);
}

Column FormBook::input(const std::string& title, double width, Look look, Message hint) const {
    Column column{title, width, look};
    column.input = true;
    if (look == Look::wrapped) column.hint = session_.text(hint);
    return column;
}

std::vector<Column> FormBook::columns() const {
    const auto title = [&](FormColumn column) { return std::string(intake::title_of(column, session_.language)); };
    std::vector<Column> columns{{title(FormColumn::number), 5, Look::centred}};
    for (const std::string& label : labels_) {
        const bool narrow = label.size() <= short_label;
        columns.push_back({label, narrow ? 5.0 : 19.0, narrow ? Look::centred : Look::wrapped});
    }
    columns.push_back({called(view_.rules.program[rows_.front()->group_of]), 16, Look::wrapped});
    columns.push_back({title(FormColumn::about), 18, Look::wrapped});
    columns.push_back({title(FormColumn::question), 22, Look::wrapped});
    columns.push_back({session_.text(Message::form_choices), 34, Look::wrapped});
    columns.push_back(input(title(FormColumn::answer), 18, Look::typed, Message::form_hint_choose));
    columns.push_back(input(title(FormColumn::note), 17, Look::wrapped, Message::form_hint_note));
    columns.push_back({session_.text(Message::form_alone), 9, Look::centred});
    columns.push_back({title(FormColumn::code), 25, Look::text, true});
    return columns;
}

workbook::SheetForm FormBook::sheet_form(const AskedOf& first) const {
    workbook::SheetForm form;
    const std::string title = session_.text(Message::form_title_of, {where(first, true, ", ")});
    form.name = where(first, !one_area_, " ");
    form.head = {{0, title, workbook::Weight::title},
                 {0, session_.text(Message::form_data_of, {spoken(view_.date, session_.language)})},
                 {0, session_.text(Message::form_how_to_fill), workbook::Weight::small},
                 {0, session_.text(Message::form_leave_alone), workbook::Weight::small}};
    form.columns = columns();
    form.frozen_columns = 1;
    form.least_height = room_to_write;
    form.footer_left = title;
    form.footer_right = session_.text(Message::list_page, {std::string("{page}"), std::string("{pages}")});
    return form;
}

const program::Fact& FormBook::fact_of(const AskedOf& row) const {
    return view_.rules.program[view_.found.facts[view_.found.questions[row.question].fact].name.fact];
}

/// With the house: of two people of one name the code tells which is meant, and so must what stands beside it.
std::string FormBook::about(const AskedOf& row) const {
    const program::EntityId entity = view_.found.questions[row.question].entity;
    const std::string& kind = called(view_.rules.program[entity]);
    std::string text = row.name.empty() ? session_.text(Message::form_nameless, {kind}) : entity == row.group_of ? kind + ' ' + row.name : row.name;
    for (std::size_t i = 0; i < row.pieces.size(); ++i)
        if (!row.pieces[i].value.empty()) text += ", " + (i == 0 ? "" : row.pieces[i].label + ' ') + row.pieces[i].value;
    return text;
}

void FormBook::write_row(const AskedOf& row, std::size_t number) {
    const verify::Question& question = view_.found.questions[row.question];
    const program::Program& program = view_.rules.program;
    const program::Fact& fact = fact_of(row);
    const AnswerWays ways = answer_ways(program, fact, session_);
    const std::string& key = view_.population.entities[question.entity.value].keys[question.row];
    const std::string about = this->about(row), asked = called(fact);
    std::vector<Cell> cells{static_cast<std::int64_t>(number)};
    for (const std::string& label : labels_) {
        const auto piece = std::find_if(row.pieces.begin(), row.pieces.end(), [&](const AddressPiece& each) { return each.label == label; });
        cells.emplace_back(piece == row.pieces.end() ? std::string() : piece->value);
    }
    for (const std::string& text : {row.group_name, about, asked, ways.printed}) cells.emplace_back(text);
    const std::size_t answer = cells.size();
    cells.resize(answer + 2);
    cells.emplace_back(question.alone ? session_.text(Message::form_yes) : "");
    cells.emplace_back(codes_.code(program[question.entity].name, key, fact.name, about, asked));
    book_.row(cells, {answer, ways.choices, ways.hint});
}

void FormBook::write() {
    for (std::size_t i = 0; i < rows_.size();) {
        const AskedOf& first = *rows_[i];
        const Place place = place_of(first);
        const workbook::SheetForm form = sheet_form(first);
        book_.sheet(form);
        std::size_t count = 0;
        for (; i < rows_.size() && place_of(*rows_[i]) == place; ++i) write_row(*rows_[i], ++count);
        book_.line({});
        book_.line({{0, session_.text(Message::form_count, {grouped(static_cast<std::int64_t>(count), session_.language)}), workbook::Weight::bold}});
        add_signatures(book_, form.columns.size() - inputs, where(first, true, ", "), session_);
        ++sheets_;
    }
    book_.commit();
}

}  // namespace tepat::cli
