// SPDX-License-Identifier: Apache-2.0
#include "cli/list_decisions.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/worklist/check_code.hpp"

namespace tepat::cli {

namespace {

namespace fs = std::filesystem;
using diagnostics::Argument;
using diagnostics::Phrase;
using worklist::Decision;
using worklist::Order;

/// A row that cannot become an order; thrown where that turns out, caught where rows are counted.
struct Unfit {
    Code code;
    std::optional<ListColumn> column;
    std::vector<Argument> arguments;  ///< after the place
};

constexpr std::array filled_in{ListColumn::decision, ListColumn::until, ListColumn::reason, ListColumn::evidence, ListColumn::receiver, ListColumn::decided_by};

/// 12, 12.0, 1.234, '12, 12 : what spreadsheets and people make of a task's number. The check code tells whether it is the right one.
std::optional<std::int64_t> number_in(std::string_view text) {
    std::string digits;
    const std::size_t mark = text.find_last_of(".,");
    const bool fraction = mark != std::string_view::npos && text.find_first_not_of('0', mark + 1) == std::string_view::npos && text.size() - mark != 4;
    for (const char c : text.substr(0, fraction ? mark : text.size()))
        if (c != ' ' && c != '.' && c != ',' && c != '\'') digits += c;
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc() || end != digits.data() + digits.size() || number < 1) return std::nullopt;
    return number;
}

/// Names of files in a cell: a line or a semicolon each.
std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> names;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(";\n"), rest.size());
        const std::string_view name = intake::trimmed(rest.substr(0, end));
        if (!name.empty()) names.emplace_back(name);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return names;
}

class Evidences {
public:
    /// Only what lies in the list's folder or below: a list from outside must not make this program look elsewhere.
    const worklist::Evidence& read(const fs::path& folder, const std::string& name) {
        const auto unfit = [&](Phrase why) { return Unfit{Code::row_evidence_unreadable, ListColumn::evidence, {name, why}}; };
        std::error_code error;
        const fs::path home = fs::weakly_canonical(folder, error);
        const fs::path path = fs::weakly_canonical(home / with_slashes(name), error);
        if (error) throw unfit(Phrase::evidence_not_there);
        const auto [home_end, ignored] = std::mismatch(home.begin(), home.end(), path.begin(), path.end());
        if (home_end != home.end()) throw unfit(Phrase::evidence_outside);
        const auto known = read_.find(path.string());
        if (known != read_.end()) return known->second;
        if (!fs::is_regular_file(path, error)) throw unfit(Phrase::evidence_not_there);
        try {
            return read_.emplace(path.string(), worklist::read_evidence(path.string())).first->second;
        } catch (const Failure&) {
            throw unfit(Phrase::evidence_not_there);
        }
    }

private:
    static fs::path with_slashes(std::string name) {
        std::replace(name.begin(), name.end(), '\\', '/');
        return name;
    }

    std::map<std::string, worklist::Evidence> read_;
};

bool is_same(const Order& a, const Order& b) {
    return a.decision == b.decision && a.reason == b.reason && a.until == b.until && a.to == b.to && a.evidence == b.evidence;
}

class Collector {
public:
    Collector(ListDecisions& all, const std::string& worklist, const std::string& identity, const Session& session)
        : all_(all), worklist_(worklist), codes_(identity), session_(session) {}

    void read(std::size_t file) {
        file_ = file;
        const std::size_t orders = all_.orders.size(), refused = all_.refused.size();
        try {
            if (intake::is_other_spreadsheet(here().path)) throw Failure(Exit::user, Code::list_of_other_kind, {here().label});
            ours_ = foreign_ = 0;
            foreign_rows_.clear();
            read_filled_list(here().path, here().label, session_.language,
                             {[&](const FilledSheet& sheet, const FilledRow& row) { take(sheet, row); },
                              [&](const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged) { end_sheet(sheet, merged); }});
            end_file(orders, refused);
        } catch (const Failure& failure) {
            if (failure.exit() != Exit::user) throw;
            refuse_file(orders, refused, failure.diagnostic());
        }
    }

    /// A task decided differently on two rows is decided on none.
    void drop_conflicting() {
        if (conflicting_.empty()) return;
        std::vector<ListOrder> kept;
        for (ListOrder& order : all_.orders) {
            const auto other = conflicting_.find(order.order.task);
            if (other == conflicting_.end()) kept.push_back(std::move(order));
            else refuse(order.place, {Code::rows_differ, ListColumn::decision, {order.place.task, place_text(other->second, session_)}}, order.columns);
        }
        all_.orders = std::move(kept);
    }

private:
    ListFile& here() { return all_.files[file_]; }

    RowPlace place_of(const FilledSheet& sheet, const FilledRow& row) const { return {file_, sheet.label, row.line, "", row.text(ListColumn::task)}; }

    void take(const FilledSheet& sheet, const FilledRow& row) {
        if (is_none_of_the_list(row)) {
            ++here().others;
            return;
        }
        ++here().rows;
        RowPlace place = place_of(sheet, row);
        try {
            if (row.broken) throw Unfit{Code::row_unreadable, std::nullopt, {*row.broken}};
            note_owner(row);
            if (!is_filled(row)) return leave(place);
            check_cells(row);
            if (row.text(ListColumn::code).empty()) throw Unfit{Code::row_without_code, std::nullopt, {}};
            if (row.text(ListColumn::decision).empty() && row.text(ListColumn::receiver).empty()) {
                all_.remarks.push_back(place);
                return leave(place);
            }
            add(order_of(row), place, sheet, row);
        } catch (const Unfit& unfit) {
            refuse(place, unfit, sheet);
            lines_.push_back({row.line, Fate::refused});
        }
    }

    /// Titles, sums and signatures around the table, and its header repeated.
    static bool is_none_of_the_list(const FilledRow& row) {
        if (row.broken) return false;
        if (column_titled(row.text(ListColumn::code)) == ListColumn::code) return true;
        if (worklist::read_code(row.text(ListColumn::code))) return false;
        return !number_in(row.text(ListColumn::task)) && !decision_written(row.text(ListColumn::decision));
    }

    static bool is_filled(const FilledRow& row) {
        return std::any_of(filled_in.begin(), filled_in.end(), [&](ListColumn column) { return !row.text(column).empty() || row[column].formula; });
    }

    /// Whose row it is, whether decided or not: a file of nothing but rows of others is refused as a whole.
    void note_owner(const FilledRow& row) {
        const auto code = worklist::read_code(row.text(ListColumn::code));
        if (code) ++(codes_.is_ours(*code) ? ours_ : foreign_);
    }

    void leave(const RowPlace& place) {
        ++here().undecided;
        lines_.push_back({place.line, Fate::undecided});
    }

    static void check_cells(const FilledRow& row) {
        for (const ListColumn column : list_columns) {
            const intake::SourceCell& cell = row[column];
            if (cell.formula && cell.text.empty()) throw Unfit{Code::row_unreadable, column, {Phrase::cell_formula_unsaved}};
            if (cell.kind == intake::CellKind::error) throw Unfit{Code::row_unreadable, column, {Phrase::cell_in_error}};
        }
    }

    Order order_of(const FilledRow& row) {
        Order order;
        const auto code = worklist::read_code(row.text(ListColumn::code));
        const auto number = number_in(row.text(ListColumn::task));
        if (!code || !number) throw Unfit{Code::row_damaged, ListColumn::code, {row.text(ListColumn::task), row.text(ListColumn::code)}};
        order.task = *number;
        order.check = *code;
        order.decision = decision_of(row);
        order.until = until_of(row, order.decision);
        order.reason = row.text(ListColumn::reason);
        order.to = row.text(ListColumn::receiver);
        order.decided_by = row.text(ListColumn::decided_by);
        const fs::path folder = fs::path(here().path).parent_path();
        for (const std::string& name : names_in(row.text(ListColumn::evidence))) order.evidence.push_back(evidences_.read(folder.empty() ? "." : folder, name));
        return order;
    }

    static Decision decision_of(const FilledRow& row) {
        const std::string& written = row.text(ListColumn::decision);
        if (written.empty()) return Decision::assign;
        const std::optional<Decision> decision = decision_written(written);
        if (!decision) throw Unfit{Code::row_decision_unknown, ListColumn::decision, {written}};
        return *decision;
    }

    /// In any way a date is written; a serial number is what a date is when its cell has lost its format.
    static std::string until_of(const FilledRow& row, Decision decision) {
        const intake::SourceCell& cell = row[ListColumn::until];
        if (cell.text.empty()) return "";
        if (decision != Decision::postpone) throw Unfit{Code::row_until_unfit, ListColumn::until, {cell.text, Phrase::until_not_postponed}};
        const bool serial = cell.text.size() == 5 && cell.text.find_first_not_of("0123456789") == std::string::npos;
        std::string text = serial ? workbook::date_of_serial(cell.text, false) : cell.text;
        if (cell.kind == intake::CellKind::date) text = text.substr(0, 10);
        const std::optional<program::Date> date = intake::read_date(text);
        if (!date) throw Unfit{Code::row_until_unfit, ListColumn::until, {cell.text, Phrase::until_no_date}};
        return program::to_iso(*date);
    }

    void add(Order order, const RowPlace& place, const FilledSheet& sheet, const FilledRow& row) {
        if (!codes_.is_ours(order.check)) {
            foreign_rows_.push_back(place);
            lines_.push_back({row.line, Fate::refused});
            return;
        }
        const auto [found, fresh] = by_task_.try_emplace(order.task, all_.orders.size());
        if (fresh) {
            lines_.push_back({row.line, Fate::order, all_.orders.size()});
            all_.orders.push_back({std::move(order), place, row.text(ListColumn::decision), sheet});
            return;
        }
        const ListOrder& first = all_.orders[found->second];
        if (is_same(first.order, order)) {
            ++here().repeated;
            lines_.push_back({row.line, Fate::repeated});
            return;
        }
        conflicting_.try_emplace(order.task, place);
        lines_.push_back({row.line, Fate::refused});
        refuse(place, {Code::rows_differ, ListColumn::decision, {place.task, place_text(first.place, session_)}}, sheet);
    }

    void refuse(RowPlace place, const Unfit& unfit, const FilledSheet& sheet) {
        if (unfit.column) place.column = sheet.letters(*unfit.column);
        std::vector<Argument> arguments{place_text(place, session_)};
        arguments.insert(arguments.end(), unfit.arguments.begin(), unfit.arguments.end());
        ++all_.refused_rows[place.file];
        all_.refused.push_back({std::move(place), {unfit.code, {}, std::move(arguments), {}, {}, {}}});
    }

    // ------------------------------------------------------------------------------------------------ merged cells

    /// Only the first row of a merged cell holds what is meant for all of them: none of them is guessed at.
    void end_sheet(const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged) {
        const auto ranges = intake::merged_lines(sheet, merged);
        std::set<std::size_t> dropped;  // positions among the orders
        for (const Line& line : lines_) {
            if (!intake::holds_line(ranges, line.number) || line.fate == Fate::refused) continue;
            if (line.fate == Fate::undecided) --here().undecided;
            if (line.fate == Fate::repeated) --here().repeated;
            if (line.fate == Fate::order) dropped.insert(line.order);
            const std::string task = line.fate == Fate::order ? all_.orders[line.order].place.task : "";
            refuse({file_, sheet.label, line.number, "", task}, {Code::row_unreadable, std::nullopt, {Phrase::cell_merged}}, sheet);
        }
        if (!dropped.empty()) drop(dropped);
        lines_.clear();
    }

    void drop(const std::set<std::size_t>& positions) {
        std::vector<ListOrder> kept;
        for (std::size_t i = 0; i < all_.orders.size(); ++i)
            if (!positions.contains(i)) kept.push_back(std::move(all_.orders[i]));
        all_.orders = std::move(kept);
        by_task_.clear();
        for (std::size_t i = 0; i < all_.orders.size(); ++i) by_task_.emplace(all_.orders[i].order.task, i);
    }

    // ------------------------------------------------------------------------------------------------ whole files

    void end_file(std::size_t orders, std::size_t refused) {
        if (foreign_ > 0 && ours_ == 0) return refuse_file(orders, refused, {Code::list_of_other_worklist, {}, {here().label, worklist_}, {}, {}, {}});
        for (const RowPlace& place : foreign_rows_) refuse(place, {Code::list_of_other_worklist, std::nullopt, {worklist_}}, {});
    }

    /// All of its rows are refused with one diagnostic.
    void refuse_file(std::size_t orders, std::size_t refused, const diagnostics::Diagnostic& why) {
        for (std::size_t i = orders; i < all_.orders.size(); ++i) by_task_.erase(all_.orders[i].order.task);
        all_.orders.resize(orders);
        all_.refused.resize(refused);
        std::erase_if(all_.remarks, [&](const RowPlace& place) { return place.file == file_; });
        here().undecided = here().repeated = 0;
        all_.refused_rows[file_] = here().rows;
        all_.refused.push_back({{file_, here().label, 0, "", ""}, why});
        lines_.clear();
    }

    enum class Fate : std::uint8_t { order, repeated, undecided, refused };
    struct Line {
        std::size_t number = 0;
        Fate fate = Fate::undecided;
        std::size_t order = 0;  ///< position among the orders
    };

    ListDecisions& all_;
    const std::string& worklist_;
    const worklist::CheckCodes codes_;
    const Session& session_;
    Evidences evidences_;
    std::size_t file_ = 0;
    std::size_t ours_ = 0, foreign_ = 0;  ///< rows of this file with a whole code
    std::vector<RowPlace> foreign_rows_;
    std::vector<Line> lines_;  ///< of this sheet
    std::unordered_map<std::int64_t, std::size_t> by_task_;
    std::unordered_map<std::int64_t, RowPlace> conflicting_;  ///< the second row
};

/// The file's name; with its folders where two are called alike.
std::vector<ListFile> files_at(const std::vector<std::string>& paths) {
    std::map<std::string, int> names;
    for (const std::string& path : paths) ++names[fs::path(path).filename().string()];
    std::vector<ListFile> files;
    for (const std::string& path : paths) {
        const std::string name = fs::path(path).filename().string();
        files.push_back({path, names[name] == 1 ? name : path});
    }
    return files;
}

}  // namespace

std::string place_text(const RowPlace& place, const Session& session) {
    if (place.line == 0) return place.label;
    const std::string line = std::to_string(place.line);
    return place.column.empty() ? session.text(Message::filled_place, {place.label, line}) : session.text(Message::filled_place_cell, {place.label, line, place.column});
}

ListDecisions read_list_decisions(const std::vector<std::string>& files, const std::string& worklist, const std::string& identity, const Session& session) {
    ListDecisions all;
    all.files = files_at(files);
    all.refused_rows.resize(files.size());
    Collector collector(all, worklist, identity, session);
    for (std::size_t file = 0; file < files.size(); ++file) collector.read(file);
    collector.drop_conflicting();
    std::stable_sort(all.refused.begin(), all.refused.end(), [](const RefusedRow& a, const RefusedRow& b) {
        return std::pair(a.place.file, a.place.line) < std::pair(b.place.file, b.place.line);
    });
    return all;
}

}  // namespace tepat::cli
