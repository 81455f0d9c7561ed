// SPDX-License-Identifier: Apache-2.0
// Built-in formats by number, others by their code. Serial days count from 1899-12-31 up to 59 and from 1899-12-30 above 60, because the
// first spreadsheet took 1900 for a leap year.
#include "engine/workbook/number_formats.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

#include "engine/workbook/xml_reader.hpp"

namespace tepat::workbook {
namespace {

unsigned number_or(const char* text, unsigned otherwise) {
    if (text == nullptr) return otherwise;
    unsigned number = otherwise;
    std::from_chars(text, text + std::char_traits<char>::length(text), number);
    return number;
}

bool is_built_in_date(unsigned format) {
    return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
}

class Styles : public XmlHandler {
public:
    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "numFmt") {
            const char* code = attributes.find("formatCode");
            formats_[number_or(attributes.find("numFmtId"), 0)] = code != nullptr && shows_date(code);
        }
        if (name == "cellXfs") in_cells_ = true;
        if (name == "xf" && in_cells_ && styles.size() < 65536) add(number_or(attributes.find("numFmtId"), 0));
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cells_ = false;
    }
    void text(std::string_view) override {}

    std::vector<bool> styles;

private:
    void add(unsigned format) {
        const auto own = formats_.find(format);
        styles.push_back(own != formats_.end() ? own->second : is_built_in_date(format));
    }

    std::map<unsigned, bool> formats_;
    bool in_cells_ = false;
};

/// The number's digits with the decimal point moved by its exponent; nothing when it is no number or far too large to write out.
std::optional<std::string> without_exponent(std::string_view stored) {
    const std::size_t e = stored.find_first_of("Ee");
    if (e == std::string_view::npos) return std::string(stored);
    int exponent = 0;
    const std::string_view power = stored.substr(e + (e + 1 < stored.size() && stored[e + 1] == '+' ? 2 : 1));
    const auto [end, problem] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (problem != std::errc() || end != power.data() + power.size() || exponent < -20 || exponent > 25) return std::nullopt;
    std::string_view mantissa = stored.substr(0, e);
    const bool negative = mantissa.starts_with('-');
    if (negative) mantissa.remove_prefix(1);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    std::string digits(mantissa.substr(0, point));
    if (point < mantissa.size()) digits += mantissa.substr(point + 1);
    int place = static_cast<int>(point) + exponent;
    if (place <= 0) digits.insert(0, static_cast<std::size_t>(1 - place), '0'), place = 1;
    if (static_cast<std::size_t>(place) > digits.size()) digits.append(static_cast<std::size_t>(place) - digits.size(), '0');
    if (static_cast<std::size_t>(place) < digits.size()) digits.insert(static_cast<std::size_t>(place), ".");
    return (negative ? "-" : "") + digits;
}

std::string without_end_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

std::optional<double> as_double(std::string_view stored) {
    double number = 0;
    const auto [end, problem] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
    if (problem != std::errc() || end != stored.data() + stored.size()) return std::nullopt;
    return number;
}

}  // namespace

std::vector<bool> read_date_styles(const Package& package, const std::string& part) {
    Styles styles;
    XmlReader(package, part, styles).run();
    return std::move(styles.styles);
}

bool shows_date(std::string_view format) {
    bool year_or_day = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') {
            i = std::min(format.find('"', i + 1), format.size());
        } else if (c == '[') {
            i = std::min(format.find(']', i), format.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == ';') {
            break;
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            year_or_day = true;
        } else if (c == 'G' || c == '0' || c == '#' || c == '?') {
            return false;  // General, or digits
        }
    }
    return year_or_day;
}

std::string plain_number(std::string_view stored) {
    std::optional<std::string> text = without_exponent(stored);
    if (!text) return std::string(stored);
    if (text->find('.') == std::string::npos) return *text;
    const auto digits = std::count_if(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits <= 15) return without_end_zeros(*text);
    const std::optional<double> number = as_double(stored);
    if (!number) return std::string(stored);
    char shortened[40];
    std::snprintf(shortened, sizeof shortened, "%.15g", *number);
    const std::optional<std::string> again = without_exponent(shortened);
    return again ? without_end_zeros(*again) : std::string(stored);
}

std::string date_of_serial(std::string_view stored, bool since_1904) {
    const std::optional<double> serial = as_double(stored);
    if (!serial || !(*serial >= (since_1904 ? 0 : 1)) || *serial >= 2958466) return "";
    const auto seconds = static_cast<std::int64_t>(*serial * 86400 + 0.5);
    const std::int64_t day = seconds / 86400, time = seconds % 86400;
    if (!since_1904 && day == 60) return "";
    using namespace std::chrono;
    const sys_days start = since_1904 ? sys_days(year{1904} / 1 / 1) : day < 60 ? sys_days(year{1899} / 12 / 31) : sys_days(year{1899} / 12 / 30);
    const year_month_day date(start + days(day));
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (time == 0) return text;
    char clock[16];
    std::snprintf(clock, sizeof clock, " %02d:%02d:%02d", static_cast<int>(time / 3600), static_cast<int>(time / 60 % 60), static_cast<int>(time % 60));
    return std::string(text) + clock;
}

}  // namespace tepat::workbook
