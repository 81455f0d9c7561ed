// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: the cell formats of a workbook, each made once.
#pragma once

#include <xlsxwriter.h>

#include <array>
#include <map>
#include <tuple>

#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::workbook {

class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {}

    /// `decimals` matter to numbers only; `sum`: of the row of sums.
    lxw_format* cell(Look look, bool input, int decimals = 0, bool sum = false);
    lxw_format* header();
    lxw_format* text(Weight weight);  ///< outside the table

private:
    lxw_format* bordered();

    lxw_workbook* book_;
    std::map<std::tuple<Look, bool, int, bool>, lxw_format*> cells_;
    lxw_format* header_ = nullptr;
    std::array<lxw_format*, 4> texts_{};
};

}  // namespace tepat::workbook
