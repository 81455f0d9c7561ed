// SPDX-License-Identifier: Apache-2.0
// Bars as SVG, made here: no script, no font, no file is fetched. Lengths are whole hundredths of a unit, so that the same numbers give the
// same bytes.
#include <algorithm>

#include "cli/html_text.hpp"
#include "cli/summary/document.hpp"

namespace tepat::cli::summary {

namespace {

// In units of the drawing; 960 wide fits A4 landscape.
constexpr std::int64_t width = 960, label_width = 310, value_width = 150, bar_height = 15, step = 21, top = 26;
constexpr std::int64_t bar_width = width - label_width - value_width;
constexpr std::size_t longest_label = 38;
constexpr const char* colours[] = {"#0b6e5a", "#d98c3f"};

/// At most so many characters, cut at a whole one.
std::string shortened(const std::string& text) {
    std::size_t characters = 0, bytes = 0;
    while (bytes < text.size()) {
        if (characters == longest_label) return text.substr(0, bytes) + "\xE2\x80\xA6";
        ++characters;
        do ++bytes;
        while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80);
    }
    return text;
}

/// `part` of `whole` of the bar's width, with two decimals.
std::string length(std::int64_t part, std::int64_t whole) {
    const std::int64_t hundredths = whole <= 0 ? 0 : static_cast<std::int64_t>(static_cast<__int128>(part) * bar_width * 100 / whole);
    const std::string digits = std::to_string(100 + hundredths % 100);
    return std::to_string(hundredths / 100) + '.' + digits.substr(1);
}

std::string at(const char* name, std::int64_t value) { return std::string(" ") + name + "=\"" + std::to_string(value) + '"'; }

class Drawing {
public:
    Drawing(const Section& section, Language language) : section_(section), bars_(*section.bars), language_(language) {
        const std::size_t rows = section.rows.size() - (section.total ? 1 : 0);
        for (std::size_t r = 0; r < rows; ++r)
            if (whole_of(section.rows[r]) > 0) rows_.push_back(&section.rows[r]);
        for (const auto* row : rows_) longest_ = std::max(longest_, whole_of(*row));
    }

    std::string draw() const {
        if (rows_.empty()) return "";
        const std::int64_t height = top + step * static_cast<std::int64_t>(rows_.size());
        std::string all = "<svg viewBox=\"0 0 " + std::to_string(width) + ' ' + std::to_string(height) + "\" role=\"img\" aria-label=\"" +
                          html_text(bars_.title) + "\" font-size=\"13\">\n" + legend();
        for (std::size_t r = 0; r < rows_.size(); ++r) all += bar(*rows_[r], top + step * static_cast<std::int64_t>(r));
        return all + "</svg>\n";
    }

private:
    /// Money and counts are not drawn in one picture.
    bool is_drawn(const std::vector<Cell>& row) const {
        return std::all_of(bars_.parts.begin(), bars_.parts.end(), [&](std::size_t part) { return row[part].kind == Cell::Kind::count; });
    }
    std::int64_t parts_of(const std::vector<Cell>& row) const {
        std::int64_t sum = 0;
        for (const std::size_t part : bars_.parts) sum += row[part].low;
        return sum;
    }
    std::int64_t whole_of(const std::vector<Cell>& row) const {
        if (!is_drawn(row)) return 0;
        return bars_.whole ? std::max(row[*bars_.whole].low, parts_of(row)) : parts_of(row);
    }

    std::string legend() const {
        std::string all;
        std::int64_t x = label_width;
        for (std::size_t p = 0; p < bars_.parts.size(); ++p) {
            const std::string& title = section_.columns[bars_.parts[p]].title;
            all += "<rect" + at("x", x) + at("y", 4) + at("width", 12) + at("height", 12) + " fill=\"" + colours[p % 2] + "\"/><text" + at("x", x + 18) +
                   at("y", 15) + ">" + html_text(title) + "</text>\n";
            x += 40 + 8 * static_cast<std::int64_t>(title.size());
        }
        return all;
    }

    std::string bar(const std::vector<Cell>& row, std::int64_t y) const {
        const std::int64_t whole = bars_.relative ? whole_of(row) : longest_;
        std::string all = "<text" + at("x", label_width - 10) + at("y", y + 12) + " text-anchor=\"end\">" + html_text(shortened(row[bars_.label].text)) + "</text>";
        if (bars_.relative)
            all += "<rect" + at("x", label_width) + at("y", y) + at("width", bar_width) + at("height", bar_height) + " fill=\"#e6eaee\"/>";
        std::int64_t before = 0;
        for (std::size_t p = 0; p < bars_.parts.size(); ++p) {
            const std::int64_t part = row[bars_.parts[p]].low;
            if (part > 0)
                all += "<svg" + at("x", label_width) + at("y", y) + at("width", bar_width) + at("height", bar_height) + "><rect x=\"" + length(before, whole) +
                       "\" y=\"0\" width=\"" + length(part, whole) + "\"" + at("height", bar_height) + " fill=\"" + colours[p % 2] + "\"/></svg>";
            before += part;
        }
        return all + "<text" + at("x", width - value_width + 10) + at("y", y + 12) + ">" + value(row) + "</text>\n";
    }

    /// "12 / 300": the first part and the whole; the quota, when there is one.
    std::string value(const std::vector<Cell>& row) const {
        const auto text = [&](std::int64_t n) { return html_text(shown({Cell::Kind::count, "", n, n}, language_)); };
        return bars_.whole ? text(parts_of(row)) + " / " + text(row[*bars_.whole].low) : text(row[bars_.parts.front()].low) + " / " + text(parts_of(row));
    }

    const Section& section_;
    const Bars& bars_;
    Language language_;
    std::vector<const std::vector<Cell>*> rows_;
    std::int64_t longest_ = 0;
};

}  // namespace

std::string to_svg(const Section& section, Language language) { return section.bars && !section.rows.empty() ? Drawing(section, language).draw() : ""; }

}  // namespace tepat::cli::summary
