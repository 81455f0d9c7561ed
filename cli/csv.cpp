// SPDX-License-Identifier: Apache-2.0
#include "cli/csv.hpp"

#include <cstring>

namespace tepat::cli {

std::string csv_cell(const std::string& text, char separator) {
    if (text.find(separator) == std::string::npos && text.find_first_of("\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

// A spreadsheet also skips leading blanks, tabs and line ends before it looks for the sign of a formula.
std::string csv_cell_for_people(const std::string& text, char separator) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool formula = text != "-" && first != std::string::npos && std::strchr("=+-@", text[first]) != nullptr;  // a lone dash computes nothing
    const bool steering = !text.empty() && (text[0] == '\t' || text[0] == '\r');
    return csv_cell(formula || steering ? "'" + text : text, separator);
}

}  // namespace tepat::cli
