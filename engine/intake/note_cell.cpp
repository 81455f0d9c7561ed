// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/note_cell.hpp"

namespace tepat::intake {

void note_cell(const Noted& noted, const NotedIn& in, store::ImportWork& work, Findings& findings) {
    work.keep({in.line, in.entity_name, in.key, noted.column->column, name_of(noted.check), noted.detail});
    findings.add({noted.check, in.entity, 0, in.key, noted.column->column, noted.detail, in.file, in.line});
}

bool is_unknown(const store::Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
}

std::string text_of(const store::Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    const auto* text = std::get_if<std::string>(&cell);
    return text == nullptr ? "" : *text;
}

}  // namespace tepat::intake
