// SPDX-License-Identifier: Apache-2.0
#include "engine/workbook/cell_formats.hpp"

#include <string>

#include "engine/workbook/paper.hpp"

namespace tepat::workbook {

namespace {

constexpr lxw_color_t ink = 0x1F2937, line_grey = 0xB8BEC6, head_fill = 0xDCE6F1, input_fill = 0xFFF8DC;

/// With as many decimals as the number has: a pattern like 0.#### leaves a point behind whole numbers.
std::string number_format(Look look, int decimals) {
    if (look == Look::rupiah) return "\"Rp\"#,##0";
    if (look == Look::date) return "dd/mm/yyyy";
    if (look == Look::typed) return "@";
    if (look != Look::number) return {};
    return decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
}

}  // namespace

lxw_format* Formats::cell(Look look, bool input, int decimals, bool sum) {
    lxw_format*& format = cells_[{look, input, look == Look::number ? decimals : 0, sum}];
    if (format != nullptr) return format;
    format = bordered();
    if (sum) {
        format_set_bold(format);
        format_set_top(format, LXW_BORDER_MEDIUM);
    }
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look == Look::wrapped || look == Look::typed || input) format_set_text_wrap(format);
    if (look == Look::centred || look == Look::date) format_set_align(format, LXW_ALIGN_CENTER);
    if (const std::string pattern = number_format(look, decimals); !pattern.empty()) format_set_num_format(format, pattern.c_str());
    if (input) format_set_bg_color(format, input_fill);
    return format;
}

lxw_format* Formats::header() {
    if (header_ != nullptr) return header_;
    header_ = bordered();
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_CENTER);
    format_set_align(header_, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(header_, head_fill);
    return header_;
}

lxw_format* Formats::text(Weight weight) {
    lxw_format*& format = texts_[static_cast<std::size_t>(weight)];
    if (format != nullptr) return format;
    format = workbook_add_format(book_);
    format_set_font_color(format, ink);
    format_set_font_size(format, size_of(weight));
    if (weight == Weight::title || weight == Weight::bold) format_set_bold(format);
    return format;
}

lxw_format* Formats::bordered() {
    lxw_format* format = workbook_add_format(book_);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, line_grey);
    format_set_font_size(format, cell_size);
    return format;
}

}  // namespace tepat::workbook
