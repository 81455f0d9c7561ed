// SPDX-License-Identifier: Apache-2.0
// libxlsxwriter in constant-memory mode: what a sheet needs is said before its rows, and rows go out in order. Same bytes each time: the
// library dates the parts of its archive 1980-01-01, and the time of creation comes from the caller.
#include "engine/workbook/xlsx_writer.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/workbook/cell_bytes.hpp"
#include "engine/workbook/cell_formats.hpp"
#include "engine/workbook/paper.hpp"
#include "engine/workbook/read_back.hpp"
#include "engine/workbook/refuse_database.hpp"
#include "engine/workbook/text_lines.hpp"

namespace tepat::workbook {
namespace {

namespace fs = std::filesystem;
using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;

constexpr std::size_t longest_text = 32'767;
constexpr lxw_row_t row_limit = 1'048'576;
constexpr std::size_t longest_hint = 255;
constexpr std::size_t most_new_pages = 1000;  // Excel takes 1,026

/// Seconds since 1970 of noon on a day.
time_t noon(const Made& made) {
    std::tm day{};
    day.tm_year = made.year - 1900;
    day.tm_mon = static_cast<int>(made.month) - 1;
    day.tm_mday = static_cast<int>(made.day);
    day.tm_hour = 12;
    return timegm(&day);
}

/// `&` begins a code in a footer.
std::string footer_part(const char* side, const std::string& text) {
    if (text.empty()) return {};
    std::string part = side;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.compare(at, 6, "{page}") == 0) part += "&P", at += 5;
        else if (text.compare(at, 7, "{pages}") == 0) part += "&N", at += 6;
        else part += text[at] == '&' ? std::string("&&") : std::string(1, text[at]);
    }
    return part;
}

double as_double(const Decimal& decimal) {
    double divisor = 1;
    for (int i = 0; i < decimal.scale; ++i) divisor *= 10;
    return static_cast<double>(decimal.value) / divisor;
}

template <class... Ways>
struct Overloaded : Ways... {
    using Ways::operator()...;
};
template <class... Ways>
Overloaded(Ways...) -> Overloaded<Ways...>;

}  // namespace

namespace {

/// Rows below each other with the same choices.
struct ChoiceRun {
    RowChoices choices;
    lxw_row_t first, last;
};

}  // namespace

struct XlsxWriter::Impl {
    Impl(std::string path, const Made& made);
    ~Impl();

    [[noreturn]] void fail() const {
        throw Failure(Exit::environment, Code::cannot_write_file, {path_, errno != 0 ? std::strerror(errno) : "I/O"});
    }
    void begin(const SheetForm& form);
    void end_table();
    void end_sheet();
    void set_columns();
    void write_header(const SheetForm& form);
    void write(const Cell& cell, lxw_col_t column, lxw_format* format);
    void place(const std::vector<Placed>& texts);
    void place_one(const Placed& text);
    double room_from(std::size_t column) const;
    void next_row();
    void fit_row(const std::vector<std::pair<std::string_view, double>>& texts_and_rooms, double least = 0);
    void row(const std::vector<Cell>& cells, const RowChoices& choices, bool sum = false);
    void note_choices(const RowChoices& choices);
    std::string list_formula(const std::vector<std::string>& texts);
    void ask_to_choose(const ChoiceRun& run);
    void write_lists();
    void new_page() {
        if (new_pages_.size() < most_new_pages) new_pages_.push_back(row_);
    }
    void commit();

    std::string path_, written_;
    lxw_workbook* book_ = nullptr;
    Formats formats_{nullptr};
    std::vector<std::string> names_;
    std::vector<std::int64_t> rows_;  ///< of the finished sheets, rows with something in them
    lxw_worksheet* sheet_ = nullptr;
    SheetForm form_;
    lxw_row_t row_ = 0;           ///< the next one
    lxw_row_t header_row_ = 0;
    std::int64_t used_rows_ = 0;
    bool below_ = false;          ///< the table has ended
    std::vector<lxw_row_t> new_pages_;
    std::vector<ChoiceRun> runs_; ///< of the open sheet
    std::string lists_name_;      ///< as wanted; once there is a list, as it is
    std::vector<std::vector<std::string>> lists_;  ///< columns of the hidden sheet
};

// The file is made at once: a name that cannot be written is told before the work begins.
XlsxWriter::Impl::Impl(std::string path, const Made& made) : path_(std::move(path)), lists_name_(made.lists) {
    std::error_code error;
    const fs::file_status status = fs::status(path_, error);
    if (fs::is_directory(status)) errno = EISDIR, fail();
    refuse_database(path_);
    if (fs::is_regular_file(status)) path_ = fs::canonical(path_, error).string();  // a link keeps pointing at its file
    written_ = path_ + ".tmp" + std::to_string(getpid());
    errno = 0;
    std::FILE* probe = std::fopen(written_.c_str(), "wb");
    if (probe == nullptr) fail();
    std::fclose(probe);
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE;
    book_ = workbook_new_opt(written_.c_str(), &options);
    if (book_ == nullptr) fail();
    formats_ = Formats(book_);
    const std::string title = clean_text(made.title, longest_hint);
    lxw_doc_properties properties{};
    properties.title = const_cast<char*>(title.c_str());  // the library copies it
    properties.created = noon(made);
    workbook_set_properties(book_, &properties);
}

XlsxWriter::Impl::~Impl() {
    if (book_ != nullptr) lxw_workbook_free(book_);
    if (written_ != path_) std::remove(written_.c_str());
}

void XlsxWriter::Impl::begin(const SheetForm& form) {
    end_sheet();
    form_ = form;
    fit_to_paper(form_);
    new_pages_.clear();
    errno = 0;
    sheet_ = workbook_add_worksheet(book_, sheet_name(form.name, names_).c_str());
    if (sheet_ == nullptr) fail();
    row_ = header_row_ = 0;
    used_rows_ = 0;
    below_ = false;
    set_columns();
    for (const Placed& text : form_.head) place({text});
    if (!form_.columns.empty()) write_header(form_);
}

void XlsxWriter::Impl::set_columns() {
    if (!form_.portrait) worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_margins(sheet_, left_margin, right_margin, 0.5, 0.6);
    const std::string footer = footer_part("&L&8", form_.footer_left) + footer_part("&R&8", form_.footer_right);
    if (!footer.empty()) worksheet_set_footer(sheet_, clean_text(footer, longest_hint).c_str());
    for (std::size_t i = 0; i < form_.columns.size(); ++i) {
        lxw_row_col_options options{};
        options.hidden = form_.columns[i].hidden ? LXW_TRUE : LXW_FALSE;
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column_opt(sheet_, column, column, form_.columns[i].width, nullptr, &options);
    }
}

void XlsxWriter::Impl::write_header(const SheetForm& form) {
    header_row_ = row_;
    std::vector<std::pair<std::string_view, double>> titles;
    for (const Column& column : form.columns)
        if (!column.hidden) titles.emplace_back(column.header, room_of(column.width) / bold_letters);
    fit_row(titles, line_height + filter_button);
    for (std::size_t i = 0; i < form.columns.size(); ++i) write(form.columns[i].header, static_cast<lxw_col_t>(i), formats_.header());
    worksheet_freeze_panes(sheet_, row_ + 1, static_cast<lxw_col_t>(form.frozen_columns));
    worksheet_repeat_rows(sheet_, form.head_on_every_page ? 0 : row_, row_);
    next_row();
}

void XlsxWriter::Impl::write(const Cell& cell, lxw_col_t column, lxw_format* format) {
    std::visit(Overloaded{[&](std::monostate) { worksheet_write_blank(sheet_, row_, column, format); },
                          [&](const std::string& text) {
                              worksheet_write_string(sheet_, row_, column, clean_text(text, longest_text).c_str(), format);
                          },
                          [&](std::int64_t number) { worksheet_write_number(sheet_, row_, column, static_cast<double>(number), format); },
                          [&](const Decimal& number) { worksheet_write_number(sheet_, row_, column, as_double(number), format); },
                          [&](const Day& day) {
                              lxw_datetime date{day.year, static_cast<int>(day.month), static_cast<int>(day.day), 0, 0, 0};
                              worksheet_write_datetime(sheet_, row_, column, &date, format);
                          },
                          [&](const Formula& formula) {
                              worksheet_write_formula_str(sheet_, row_, column, clean_text(formula.text, longest_text).c_str(), format,
                                                          clean_text(formula.saved, longest_text).c_str());
                          }},
               cell);
}

// Before the cells of the row: in constant memory there is no later.
void XlsxWriter::Impl::fit_row(const std::vector<std::pair<std::string_view, double>>& texts_and_rooms, double least) {
    if (const double height = std::max(least, height_of(texts_and_rooms)); height > 0) worksheet_set_row(sheet_, row_, height, nullptr);
}

void XlsxWriter::Impl::next_row() {
    ++used_rows_;
    ++row_;
}

/// In points, to the right end of what is printed; without columns there is no end.
double XlsxWriter::Impl::room_from(std::size_t column) const {
    double room = 0;
    for (std::size_t i = column; i < printed(form_); ++i)
        if (!form_.columns[i].hidden) room += points_of(form_.columns[i].width);
    return room > 0 ? room : paper_points;
}

void XlsxWriter::Impl::place_one(const Placed& text) {
    const double size = size_of(text.weight) * (text.weight == Weight::plain || text.weight == Weight::small ? 1 : bold_letters);
    for (const std::string& line : break_lines(text.text, room_from(text.column) / reserve, size)) {
        write(line, static_cast<lxw_col_t>(text.column), formats_.text(text.weight));
        next_row();
    }
}

void XlsxWriter::Impl::place(const std::vector<Placed>& texts) {
    if (texts.size() == 1 && !texts[0].text.empty()) return place_one(texts[0]);
    bool any = false;
    for (const Placed& one : texts) {
        if (one.text.empty()) continue;
        write(one.text, static_cast<lxw_col_t>(one.column), formats_.text(one.weight));
        any = true;
    }
    if (any) ++used_rows_;
    ++row_;
}

void XlsxWriter::Impl::row(const std::vector<Cell>& cells, const RowChoices& choices, bool sum) {
    assert(sheet_ != nullptr && (sum || !below_) && cells.size() <= form_.columns.size());
    if (row_ >= row_limit) throw Failure(Exit::user, Code::sheet_full, {path_});
    note_choices(choices);
    std::vector<std::pair<std::string_view, double>> wrapped;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (const auto* text = std::get_if<std::string>(&cells[i]); text != nullptr && form_.columns[i].look == Look::wrapped)
            wrapped.emplace_back(*text, room_of(form_.columns[i].width));
    fit_row(wrapped, form_.least_height);
    static const Cell nothing;
    for (std::size_t i = 0; i < form_.columns.size(); ++i) {
        const Column& column = form_.columns[i];
        const Cell& cell = i < cells.size() ? cells[i] : nothing;
        const auto* decimal = std::get_if<Decimal>(&cell);
        const Look look = std::holds_alternative<Day>(cell) ? Look::date : column.look;
        write(cell, static_cast<lxw_col_t>(i), formats_.cell(look, column.input, decimal != nullptr ? decimal->scale : 0, sum));
    }
    next_row();
}

namespace {

/// The list to choose from, and what is asked for, on all rows of a column.
void ask(lxw_worksheet* sheet, const Column& column, lxw_col_t at, lxw_row_t first, lxw_row_t last) {
    if (column.choices.empty() && column.hint.empty()) return;
    std::vector<std::string> texts;
    for (const std::string& choice : column.choices) texts.push_back(clean_text(choice, longest_hint));
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    std::string title = clean_text(column.header, 32), hint = clean_text(column.hint, longest_hint);
    lxw_data_validation asked{};
    asked.validate = static_cast<std::uint8_t>(column.choices.empty() ? LXW_VALIDATION_TYPE_ANY : LXW_VALIDATION_TYPE_LIST);
    if (!column.choices.empty()) asked.value_list = list.data();
    if (!column.hint.empty()) {
        asked.input_title = title.data();
        asked.input_message = hint.data();
    }
    worksheet_data_validation_range(sheet, first, at, last, at, &asked);
}

}  // namespace

void XlsxWriter::Impl::note_choices(const RowChoices& choices) {
    if (choices.texts.empty() && choices.hint.empty()) return;
    if (!runs_.empty() && runs_.back().last + 1 == row_ && runs_.back().choices == choices) runs_.back().last = row_;
    else runs_.push_back({choices, row_, row_});
}

/// Where a list stands on the hidden sheet: equal ones stand there once.
std::string XlsxWriter::Impl::list_formula(const std::vector<std::string>& texts) {
    if (lists_.empty()) lists_name_ = sheet_name(lists_name_, names_);
    const auto found = std::find(lists_.begin(), lists_.end(), texts);
    const auto column = static_cast<lxw_col_t>(found - lists_.begin());
    if (found == lists_.end()) lists_.push_back(texts);
    std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
    lxw_rowcol_to_range_abs(range.data(), 0, column, static_cast<lxw_row_t>(texts.size() - 1), column);
    std::string quoted;
    for (const char c : lists_name_) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return "='" + quoted + "'!" + range.data();
}

void XlsxWriter::Impl::ask_to_choose(const ChoiceRun& run) {
    std::string title = clean_text(form_.columns[run.choices.column].header, 32), hint = clean_text(run.choices.hint, longest_hint);
    std::string formula = run.choices.texts.empty() ? "" : list_formula(run.choices.texts);
    lxw_data_validation asked{};
    asked.validate = static_cast<std::uint8_t>(formula.empty() ? LXW_VALIDATION_TYPE_ANY : LXW_VALIDATION_TYPE_LIST_FORMULA);
    if (!formula.empty()) asked.value_formula = formula.data();
    asked.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    if (!hint.empty()) {
        asked.input_title = title.data();
        asked.input_message = hint.data();
    }
    const auto column = static_cast<lxw_col_t>(run.choices.column);
    worksheet_data_validation_range(sheet_, run.first, column, run.last, column, &asked);
}

void XlsxWriter::Impl::write_lists() {
    if (lists_.empty()) return;
    sheet_ = workbook_add_worksheet(book_, lists_name_.c_str());
    if (sheet_ == nullptr) fail();
    worksheet_hide(sheet_);
    std::size_t longest = 0;
    for (const auto& list : lists_) longest = std::max(longest, list.size());
    for (std::size_t i = 0; i < longest; ++i)
        for (std::size_t list = 0; list < lists_.size(); ++list)
            if (i < lists_[list].size())
                worksheet_write_string(sheet_, static_cast<lxw_row_t>(i), static_cast<lxw_col_t>(list), clean_text(lists_[list][i], longest_text).c_str(), nullptr);
    rows_.push_back(static_cast<std::int64_t>(longest));
    sheet_ = nullptr;
}

// Before any line below: the library takes no filter for rows it has let go.
void XlsxWriter::Impl::end_table() {
    if (below_) return;
    below_ = true;
    if (form_.columns.empty()) return;
    const lxw_row_t last = row_ - 1;
    worksheet_autofilter(sheet_, header_row_, 0, last, static_cast<lxw_col_t>(form_.columns.size() - 1));
    for (std::size_t i = 0; i < form_.columns.size() && last > header_row_; ++i)
        ask(sheet_, form_.columns[i], static_cast<lxw_col_t>(i), header_row_ + 1, last);
    for (const ChoiceRun& run : runs_) ask_to_choose(run);
    runs_.clear();
}

void XlsxWriter::Impl::end_sheet() {
    if (sheet_ == nullptr) return;
    end_table();
    if (form_.printed_columns > 0 && row_ > 0) worksheet_print_area(sheet_, 0, 0, row_ - 1, static_cast<lxw_col_t>(form_.printed_columns - 1));
    if (!new_pages_.empty()) {
        new_pages_.push_back(0);  // the library's end of the list
        worksheet_set_h_pagebreaks(sheet_, new_pages_.data());
    }
    errno = 0;
    if (std::fflush(sheet_->optimize_tmpfile) != 0 || std::ferror(sheet_->optimize_tmpfile) != 0) fail();
    rows_.push_back(used_rows_);
    sheet_ = nullptr;
}

namespace {

/// What the library tells stderr when it fails is for its developers; the Failure says it in the reader's language.
class Hush {
public:
    Hush() : kept_(::dup(STDERR_FILENO)) {
        const int nowhere = kept_ < 0 ? -1 : ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (nowhere < 0) return;
        ::dup2(nowhere, STDERR_FILENO);
        ::close(nowhere);
    }
    ~Hush() {
        const int error = errno;
        if (kept_ >= 0) {
            ::dup2(kept_, STDERR_FILENO);
            ::close(kept_);
        }
        errno = error;
    }
    Hush(const Hush&) = delete;
    Hush& operator=(const Hush&) = delete;

private:
    int kept_;
};

lxw_error close_quietly(lxw_workbook* book) {
    const Hush hush;
    errno = 0;
    return workbook_close(book);
}

}  // namespace

void XlsxWriter::Impl::commit() {
    end_sheet();
    write_lists();
    lxw_workbook* book = book_;
    book_ = nullptr;  // workbook_close frees it, whatever happens
    if (close_quietly(book) != LXW_NO_ERROR) fail();
    if (!holds_rows(written_, rows_)) throw Failure(Exit::environment, Code::workbook_not_whole, {path_});
    errno = 0;
    if (std::rename(written_.c_str(), path_.c_str()) != 0) fail();
    written_ = path_;
}

XlsxWriter::XlsxWriter(std::string path, const Made& made) : impl_(std::make_unique<Impl>(std::move(path), made)) {}
XlsxWriter::~XlsxWriter() = default;
void XlsxWriter::sheet(const SheetForm& form) { impl_->begin(form); }
void XlsxWriter::row(const std::vector<Cell>& cells, const RowChoices& choices) { impl_->row(cells, choices); }
void XlsxWriter::new_page() { impl_->new_page(); }
void XlsxWriter::total(const std::vector<Cell>& cells) {
    impl_->end_table();
    impl_->row(cells, {}, true);
}
void XlsxWriter::line(const std::vector<Placed>& texts) {
    impl_->end_table();
    impl_->place(texts);
}
void XlsxWriter::commit() { impl_->commit(); }

}  // namespace tepat::workbook
