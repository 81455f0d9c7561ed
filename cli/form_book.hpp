// SPDX-License-Identifier: Apache-2.0
// One workbook of forms.
#pragma once

#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/verify_view.hpp"
#include "engine/intake/form_code.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::cli {

/// How an answer is asked for: on paper, and in the cell.
struct AnswerWays {
    std::string printed;                ///< boxes to tick, or what to write
    std::vector<std::string> choices;   ///< of the drop-down list; none: to be typed
    std::string hint;
};
AnswerWays answer_ways(const program::Program& program, const program::Fact& fact, const Session& session);

class FormBook {
public:
    /// `rows`: at least one, as somebody walks, each of a fact. R5162, R5225.
    FormBook(const std::string& path, const std::vector<const AskedOf*>& rows, const VerifyView& view, const intake::FormCodes& codes, const Session& session);
    void write();  ///< R5225, R5150, R5151
    std::size_t sheets() const { return sheets_; }

private:
    struct Place {
        std::string area_key;
        std::vector<std::string> around;  ///< as far as sheets are told apart
        bool operator==(const Place&) const = default;
    };
    Place place_of(const AskedOf& row) const;
    std::size_t count_places() const;
    void choose_depth(const std::string& path);
    std::string where(const AskedOf& row, bool with_area, const std::string& between) const;
    workbook::SheetForm sheet_form(const AskedOf& first) const;
    std::vector<workbook::Column> columns() const;
    workbook::Column input(const std::string& title, double width, workbook::Look look, Message hint) const;
    void write_row(const AskedOf& row, std::size_t number);
    std::string about(const AskedOf& row) const;
    const program::Fact& fact_of(const AskedOf& row) const;

    const std::vector<const AskedOf*>& rows_;
    const VerifyView& view_;
    const intake::FormCodes& codes_;
    const Session& session_;
    std::size_t depth_ = 0, sheets_ = 0;
    bool one_area_ = true;
    std::vector<std::string> labels_;  ///< of the address's pieces
    workbook::XlsxWriter book_;
};

}  // namespace tepat::cli
