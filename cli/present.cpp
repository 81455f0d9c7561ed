// SPDX-License-Identifier: Apache-2.0
#include "cli/present.hpp"

#include <array>

#include "dsl/program/print.hpp"

namespace tepat::cli {

namespace {

constexpr std::array months_id{"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                               "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
constexpr std::array months_en{"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

/// Digits of a whole number with a mark between groups of three.
std::string group_digits(std::string digits, char mark) {
    const std::size_t sign = !digits.empty() && digits[0] == '-' ? 1 : 0;
    for (std::size_t i = digits.size(); i > sign + 3;) digits.insert(i -= 3, 1, mark);
    return digits;
}

/// Labels of the values it holds; the empty set says so.
std::string set_text(const program::Choices& choices, std::int64_t bits, Language language) {
    std::string text;
    for (std::size_t i = 0; i < choices.values.size(); ++i)
        if ((bits >> i & 1) != 0) text += (text.empty() ? "" : ", ") + called(choices.values[i]);
    return text.empty() ? text_of(Message::nothing, language) : text;
}

}  // namespace

std::string grouped(std::int64_t number, Language language) {
    return group_digits(std::to_string(number), language == Language::id ? '.' : ',');
}

std::string spoken(program::Date date, Language language) {
    const program::CivilDate civil = program::to_civil(date);
    const auto& months = language == Language::id ? months_id : months_en;
    return std::to_string(civil.day) + ' ' + months[civil.month - 1] + ' ' + std::to_string(civil.year);
}

std::string decimal_text(std::int64_t number, int scale, Language language) {
    const std::string plain = program::print_scaled(number, scale);
    const std::size_t point = plain.find('.');
    const std::string whole = group_digits(plain.substr(0, point), language == Language::id ? '.' : ',');
    return point == std::string::npos ? whole : whole + (language == Language::id ? ',' : '.') + plain.substr(point + 1);
}

std::string value_text(const program::Program& program, const program::Type& type, const program::Value& value, Language language) {
    switch (type.kind) {
        case program::TypeKind::yes_no:
            return text_of(value.number != 0 ? Message::word_yes : Message::word_no, language);
        case program::TypeKind::number:
            return decimal_text(value.number, type.scale, language);
        case program::TypeKind::rupiah: {
            const std::string amount = decimal_text(value.number, type.scale, language);
            return amount[0] == '-' ? "-Rp" + amount.substr(1) : "Rp" + amount;
        }
        case program::TypeKind::date:
            return spoken(program::Date{static_cast<std::int32_t>(value.number)}, language);
        case program::TypeKind::text:
            return '"' + value.text + '"';
        case program::TypeKind::choice:
            return called(program[type.choices].values[static_cast<std::size_t>(value.number)]);
        case program::TypeKind::set:
            return set_text(program[type.choices], value.number, language);
        case program::TypeKind::reference:
            return '"' + value.text + '"';
        case program::TypeKind::error:
            break;
    }
    return "?";
}

std::string watched_text(const program::Program& program, const program::Type& type, const run::WatchedValue& value, Language language) {
    const auto end = [&](std::int64_t number) { return value_text(program, type, {number, ""}, language); };
    switch (value.state) {
        case run::ValueState::error:
            return text_of(Message::value_error, language);
        case run::ValueState::known:
            return value_text(program, type, {value.low, value.text}, language);
        case run::ValueState::unknown:
            break;
    }
    if (!type.is_numeric() && type.kind != program::TypeKind::date) return text_of(Message::value_unknown, language);
    if (value.low_bounded && value.high_bounded) return text_of(Message::value_between, language, {end(value.low), end(value.high)});
    if (value.low_bounded) return text_of(Message::value_at_least, language, {end(value.low)});
    if (value.high_bounded) return text_of(Message::value_at_most, language, {end(value.high)});
    return text_of(Message::value_unknown, language);
}

std::string printable(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

std::string verdict_text(program::Verdict verdict, Language language) {
    switch (verdict) {
        case program::Verdict::eligible:
            return text_of(Message::verdict_eligible, language);
        case program::Verdict::not_eligible:
            return text_of(Message::verdict_not_eligible, language);
        case program::Verdict::undecided:
            return text_of(Message::verdict_undecided, language);
        case program::Verdict::error:
            return text_of(Message::verdict_error, language);
        case program::Verdict::selected:
            return text_of(Message::verdict_selected, language);
        case program::Verdict::waiting:
            return text_of(Message::verdict_waiting, language);
    }
    return "";
}

const char* verdict_word(program::Verdict verdict) {
    switch (verdict) {
        case program::Verdict::eligible:
            return "eligible";
        case program::Verdict::not_eligible:
            return "not_eligible";
        case program::Verdict::undecided:
            return "undecided";
        case program::Verdict::error:
            return "error";
        case program::Verdict::selected:
            return "selected";
        case program::Verdict::waiting:
            return "waiting";
    }
    return "";
}

}  // namespace tepat::cli
