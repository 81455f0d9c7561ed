// SPDX-License-Identifier: Apache-2.0
#include "cli/filled_list.hpp"

#include "dsl/diagnostics/codes.hpp"
#include "engine/worklist/check_code.hpp"

namespace tepat::cli {

namespace {

constexpr std::size_t number_of(ListColumn column) { return static_cast<std::size_t>(column); }

std::optional<std::size_t> numbered(std::string_view title) {
    const std::optional<ListColumn> column = column_titled(title);
    if (!column) return std::nullopt;
    return number_of(*column);
}

}  // namespace

void read_filled_list(const std::string& path, const std::string& label, Language language, const intake::FilledReader& reader) {
    const auto title = [language](std::size_t column) { return std::string(title_of(static_cast<ListColumn>(column), language)); };
    const intake::FilledColumns columns{list_columns.size(), numbered, title, number_of(ListColumn::code), {number_of(ListColumn::task), number_of(ListColumn::decision)},
                                        Code::list_without_code, [](std::string_view text) { return worklist::read_code(text).has_value(); }};
    intake::read_filled_sheets(path, label, columns, reader);
}

}  // namespace tepat::cli
