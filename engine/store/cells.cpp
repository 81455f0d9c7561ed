// SPDX-License-Identifier: Apache-2.0
// The stored forms of every type. Whatever is not named here is an error cell, never silently something else.
#include "engine/store/cells.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "dsl/program/date.hpp"

namespace tepat::store {
namespace {

using program::TypeKind;

constexpr int stored_decimals = 6;
constexpr double stored_unit = 1e6;

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char c, char l) { return (c >= 'A' && c <= 'Z' ? c + 32 : c) == l; });
}

/// Rescales a count of millionths; nothing when a digit would be lost.
std::optional<std::int64_t> from_millionths(std::int64_t number, int scale) {
    const std::int64_t coarser = power_of_ten(stored_decimals - scale);
    if (number % coarser != 0) return std::nullopt;
    return number / coarser;
}

void push(RawColumn& out, CellState state, std::int64_t value) {
    out.states.push_back(state);
    out.values.push_back(value);
}

void push_text(RawColumn& out, CellState state, std::string_view text) {
    const bool known = state == CellState::known;
    push(out, state, static_cast<std::int64_t>(out.texts.size()));
    out.lengths.push_back(known ? static_cast<std::uint32_t>(text.size()) : 0);
    if (known) out.texts.append(text);
}

}  // namespace

const std::string& stored_form(const program::ChoiceValue& value) {
    return value.code ? *value.code : value.name;
}

std::optional<std::int64_t> parse_stored_number(std::string_view text, int scale) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, dot), fraction = dot < text.size() ? text.substr(dot + 1) : std::string_view();
    if (whole.empty() || !std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
    if (dot < text.size() && (fraction.empty() || fraction.size() > stored_decimals)) return std::nullopt;
    if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;
    std::int64_t number = 0;
    const auto append = [&](int digit) {  // towards the sign, so that the smallest number can be reached
        return !__builtin_mul_overflow(number, 10, &number) && !__builtin_add_overflow(number, negative ? -digit : digit, &number);
    };
    for (char c : whole)
        if (!append(c - '0')) return std::nullopt;
    for (int i = 0; i < stored_decimals; ++i) {
        const int digit = i < static_cast<int>(fraction.size()) ? fraction[i] - '0' : 0;
        if (i < scale ? !append(digit) : digit != 0) return std::nullopt;
    }
    return number;
}

std::optional<std::int64_t> exact_real(double real, int scale) {
    constexpr double exact_limit = 9007199254740992.0;  // 2^53
    const double rounded = std::round(real * stored_unit);
    if (!(std::fabs(rounded) < exact_limit) || rounded / stored_unit != real) return std::nullopt;
    return from_millionths(static_cast<std::int64_t>(rounded), scale);
}

namespace {

bool eight_are_ascii(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    if (at + sizeof bytes > text.size()) return false;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return (bytes & 0x8080'8080'8080'8080) == 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (eight_are_ascii(text, i)) {
            i += 8;
            continue;
        }
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        if (byte < 0xC2 || byte > 0xF4 || i + length > text.size()) return false;
        std::uint32_t point = byte & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0) != 0x80) return false;
            point = point << 6 | (next & 0x3Fu);
        }
        const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
        i += length;
    }
    return true;
}

Cell cell_at(sqlite3_stmt* row, int column) {
    switch (sqlite3_column_type(row, column)) {
        case SQLITE_INTEGER: return {Cell::Kind::integer, sqlite3_column_int64(row, column), 0, {}};
        case SQLITE_FLOAT: return {Cell::Kind::real, 0, sqlite3_column_double(row, column), {}};
        case SQLITE_NULL: return {};
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
            return {Cell::Kind::text, 0, 0, {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(row, column))}};
        }
        default: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
            return {Cell::Kind::blob, 0, 0, {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))}};
        }
    }
}

std::string canonical_text(const Cell& cell) { return cell.kind == Cell::Kind::integer ? std::to_string(cell.integer) : std::string(cell.bytes); }

std::string raw_cell(const Cell& cell) {
    if (cell.kind == Cell::Kind::real) return fmt::format("r{:.17g}", cell.real);
    if (cell.kind == Cell::Kind::integer) return fmt::format("i{}", cell.integer);
    return (cell.kind == Cell::Kind::text ? "t" : "b") + std::string(cell.bytes);
}

CellReader::CellReader(const program::Program& program, const program::Fact& fact)
    : type_(fact.type), unit_(power_of_ten(fact.type.scale)), low_(fact.low), high_(fact.high), missing_texts_(fact.counts_as_missing) {
    for (const std::string& code : fact.counts_as_missing) {
        const auto number = type_.is_numeric() ? parse_stored_number(code, type_.scale) : std::nullopt;
        if (number) missing_numbers_.push_back(*number);
    }
    if (type_.kind != TypeKind::choice && type_.kind != TypeKind::set) return;
    const auto& values = program[type_.choices].values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string& stored = stored_form(values[i]);
        choices_.emplace(stored, static_cast<std::int64_t>(i));
        std::int64_t number = 0;
        const auto parsed = std::from_chars(stored.data(), stored.data() + stored.size(), number);
        if (parsed.ec == std::errc() && std::to_string(number) == stored) integer_choices_.emplace_back(number, static_cast<std::int64_t>(i));
    }
}

bool CellReader::counts_as_missing(std::string_view canonical) const {
    return std::find(missing_texts_.begin(), missing_texts_.end(), canonical) != missing_texts_.end();
}

CellReader::Result CellReader::in_range(std::int64_t value) const {
    if (std::find(missing_numbers_.begin(), missing_numbers_.end(), value) != missing_numbers_.end()) return {CellState::unknown, 0};
    if ((low_ && value < *low_) || (high_ && value > *high_)) return {CellState::error, 0};
    return {CellState::known, value};
}

CellReader::Result CellReader::in_choices(std::string_view cell) const {
    const auto found = choices_.find(cell);
    return found == choices_.end() ? Result{CellState::error, 0} : Result{CellState::known, found->second};
}

/// `a;b`, each value once, in any order; `-` for none.
CellReader::Result CellReader::in_set(std::string_view cell) const {
    if (cell == "-") return {CellState::known, 0};
    std::int64_t bits = 0;
    for (bool more = true; more;) {
        const std::size_t end = std::min(cell.find(';'), cell.size());
        const auto found = choices_.find(cell.substr(0, end));
        if (found == choices_.end() || (bits >> found->second & 1) != 0) return {CellState::error, 0};
        bits |= std::int64_t{1} << found->second;
        more = end < cell.size();
        cell.remove_prefix(more ? end + 1 : end);
    }
    return {CellState::known, bits};
}

CellReader::Result CellReader::integer_choice(std::int64_t cell) const {
    for (const auto& [stored, index] : integer_choices_)
        if (stored == cell) return {CellState::known, index};
    return {CellState::error, 0};
}

CellReader::Result CellReader::read_integer(std::int64_t cell) const {
    if (!missing_texts_.empty() && counts_as_missing(std::to_string(cell))) return {CellState::unknown, 0};
    switch (type_.kind) {
        case TypeKind::yes_no: return cell == 0 || cell == 1 ? Result{CellState::known, cell} : Result{CellState::error, 0};
        case TypeKind::number:
        case TypeKind::rupiah: {
            std::int64_t scaled = 0;
            return __builtin_mul_overflow(cell, unit_, &scaled) ? Result{CellState::error, 0} : in_range(scaled);
        }
        case TypeKind::choice: return integer_choice(cell);
        case TypeKind::set: {
            const Result one = integer_choice(cell);
            return one.first == CellState::known ? Result{CellState::known, std::int64_t{1} << one.second} : one;
        }
        case TypeKind::text:
        case TypeKind::reference: return {CellState::known, 0};
        case TypeKind::date:
        case TypeKind::error: break;
    }
    return {CellState::error, 0};
}

CellReader::Result CellReader::read_real(double cell) const {
    const bool decimals = type_.is_numeric() && type_.scale > 0;
    const auto number = decimals ? exact_real(cell, type_.scale) : std::nullopt;
    return number ? in_range(*number) : Result{CellState::error, 0};
}

CellReader::Result CellReader::read_text(std::string_view cell) const {
    if (cell.empty() || (!missing_texts_.empty() && counts_as_missing(cell))) return {CellState::unknown, 0};
    switch (type_.kind) {
        case TypeKind::yes_no:
            if (equals_ignoring_case(cell, "ya")) return {CellState::known, 1};
            return equals_ignoring_case(cell, "tidak") ? Result{CellState::known, 0} : Result{CellState::error, 0};
        case TypeKind::number:
        case TypeKind::rupiah: {
            const auto number = type_.scale > 0 ? parse_stored_number(cell, type_.scale) : std::nullopt;
            return number ? in_range(*number) : Result{CellState::error, 0};
        }
        case TypeKind::date: {
            const auto date = program::parse_iso(cell);
            return date ? in_range(date->days) : Result{CellState::error, 0};
        }
        case TypeKind::choice: return in_choices(cell);
        case TypeKind::set: return in_set(cell);
        case TypeKind::reference: return {CellState::known, 0};
        case TypeKind::text: return {is_utf8(cell) ? CellState::known : CellState::error, 0};
        case TypeKind::error: break;
    }
    return {CellState::error, 0};
}

CellReader::Result CellReader::judge(const Cell& cell) const {
    switch (cell.kind) {
        case Cell::Kind::null: return {CellState::unknown, 0};
        case Cell::Kind::integer: return read_integer(cell.integer);
        case Cell::Kind::real: return read_real(cell.real);
        case Cell::Kind::text: return read_text(cell.bytes);
        case Cell::Kind::blob: break;
    }
    return {CellState::error, 0};
}

void CellReader::read(sqlite3_stmt* statement, int column, RawColumn& out) const {
    const Cell cell = cell_at(statement, column);
    const Result result = judge(cell);
    if (result.first == CellState::error) out.errors.emplace_back(out.states.size(), raw_cell(cell));
    if (!read_as_text(type_)) return push(out, result.first, result.second);
    const bool number = result.first == CellState::known && cell.kind == Cell::Kind::integer;
    if (number) push_text(out, result.first, canonical_text(cell));
    else push_text(out, result.first, cell.bytes);
}

}  // namespace tepat::store
