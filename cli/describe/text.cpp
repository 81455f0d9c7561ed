// SPDX-License-Identifier: Apache-2.0
// A description for the terminal and for files people diff.
#include "cli/describe/document.hpp"
#include "cli/table.hpp"

namespace tepat::cli::describe {

namespace {

constexpr std::size_t page_width = 100;

/// Code points: what a letter takes on paper.
std::size_t width(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    return count;
}

/// Words on lines of the page's width; later lines stand below the first one's text.
std::string wrapped(const std::string& first, const std::string& later, const std::string& text) {
    std::string all = first, line;
    std::size_t begin = 0;
    const auto flush = [&] {
        all += line + '\n' + later;
        line.clear();
    };
    while (begin < text.size()) {
        const std::size_t end = text.find(' ', begin);
        const std::string word = text.substr(begin, end == std::string::npos ? end : end - begin);
        if (!line.empty() && width(later) + width(line) + 1 + width(word) > page_width) flush();
        line += (line.empty() ? "" : " ") + word;
        begin = end == std::string::npos ? text.size() : end + 1;
    }
    return all + line + '\n';
}

std::string heading(const Block& block) {
    if (block.level == 1) return block.text + '\n' + std::string(width(block.text), '=') + '\n';
    return block.level == 2 ? block.text + '\n' + std::string(width(block.text), '-') + '\n' : "* " + block.text + '\n';
}

std::string items(const std::vector<Item>& list, bool numbered, const std::string& indent) {
    std::string all;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string mark = numbered ? std::to_string(i + 1) + ". " : "- ";
        const std::string below = indent + std::string(mark.size(), ' ');
        all += wrapped(indent + mark, below, list[i].text) + items(list[i].items, true, below);
    }
    return all;
}

std::string pairs(const Block& block) {
    std::size_t widest = 0;
    for (const auto& row : block.rows) widest = std::max(widest, width(row[0]));
    std::string all;
    for (const auto& row : block.rows) {
        const std::string name = "  " + row[0] + std::string(widest - width(row[0]), ' ') + "  ";
        all += wrapped(name, std::string(widest + 4, ' '), row[1]);
    }
    return all;
}

std::string table(const Block& block) {
    std::vector<Table::Column> columns;
    for (const std::string& title : block.rows.front()) columns.push_back({title});
    Table table(std::move(columns));
    for (std::size_t r = 1; r < block.rows.size(); ++r) {
        std::vector<std::string> row = block.rows[r];
        row.resize(block.rows.front().size());
        table.add(std::move(row));
    }
    return table.text("  ");
}

std::string signatures(const Block& block) {
    std::string all;
    for (const Item& item : block.items) all += "\n  " + item.text + ": ______________________________\n";
    return all;
}

std::string text_of(const Block& block) {
    const std::string before = block.text.empty() ? "" : wrapped("", "", block.text);
    switch (block.kind) {
        case Block::Kind::heading:
            return heading(block);
        case Block::Kind::paragraph:
            return before;
        case Block::Kind::note:
            return wrapped("!! ", "   ", block.text);
        case Block::Kind::list:
            return before + items(block.items, false, "  ");
        case Block::Kind::numbered:
            return before + items(block.items, true, "  ");
        case Block::Kind::pairs:
            return before + pairs(block);
        case Block::Kind::table:
            return before + table(block);
        case Block::Kind::signatures:
            return before + signatures(block);
    }
    return "";
}

}  // namespace

std::string to_text(const Document& document) {
    std::string all = document.title + '\n' + std::string(width(document.title), '=') + '\n';
    Block facts{Block::Kind::pairs, 0, "", ""};
    for (const auto& [name, text] : document.facts) facts.rows.push_back({name, text});
    all += pairs(facts);
    for (const Block& block : document.blocks) all += '\n' + text_of(block);
    return all;
}

}  // namespace tepat::cli::describe
