// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: the XML of one sheet -> rows, in a queue that one piece of XML fills.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/workbook/shared_texts.hpp"
#include "engine/workbook/xlsx_reader.hpp"
#include "engine/workbook/xml_reader.hpp"

namespace tepat::workbook {

/// What the cells of every sheet need to be understood.
struct Meanings {
    const Package& package;
    const SharedTexts& texts;
    const std::vector<bool>& date_styles;
    bool since_1904 = false;
};

class SheetRows : public XmlHandler {
public:
    SheetRows(const Meanings& meanings, std::string part) : meanings_(meanings), part_(std::move(part)) {}
    void begin(std::string_view name, const Attributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;
    /// The oldest finished row; false when there is none yet.
    bool take(SheetRow& row);
    const std::vector<MergedCells>& merged() const { return merged_; }

private:
    void note_merged(const char* places);
    void begin_row(const char* place);
    void begin_cell(const Attributes& attributes);
    void end_cell();
    void end_row();
    std::uint32_t column_of(const char* place) const;
    void give_value(SheetCell& cell);
    void shared_text(SheetCell& cell) const;

    enum class Into : std::uint8_t { nothing, value, inline_text };

    Meanings meanings_;
    std::string part_;
    std::deque<SheetRow> rows_;
    std::vector<MergedCells> merged_;
    std::vector<SheetRow> spare_;  // taken rows, kept for their memory
    SheetRow row_;
    SheetCell cell_;
    char type_ = 'n';  // n number, s shared text, i inline, t (`str`) text, b, e, d
    std::size_t style_ = 0;
    bool in_rows_ = false, in_cell_ = false;
    int aids_ = 0;
    Into into_ = Into::nothing;
    std::size_t last_line_ = 0;
    std::int64_t last_column_ = -1;
};

/// `B12` -> column 1, line 12. False when it is no such place or beyond the limits of a sheet.
bool read_place(std::string_view place, std::uint32_t& column, std::size_t& line);

}  // namespace tepat::workbook
