// SPDX-License-Identifier: Apache-2.0
// A description as one HTML file: nothing is fetched, it prints on A4, and every text from the rules is escaped.
#include "cli/describe/document.hpp"
#include "cli/html_text.hpp"

namespace tepat::cli::describe {

namespace {

constexpr const char* style = R"(
:root { --ink: #1b1f24; --soft: #5a6572; --line: #c9d1da; --tint: #f4f6f8; --mark: #0b5a4a; --warn: #8a3b00; }
* { box-sizing: border-box; }
html { font-size: 16px; }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: #fff;
       font: 1rem/1.55 "Source Serif 4", Charter, "Bitstream Charter", Georgia, serif; }
h1, h2, h3, h4, th, dt, nav { font-family: "Source Sans 3", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 2.6rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--mark); color: var(--mark); }
h3 { font-size: 1.12rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.4rem 0 .4rem; padding-left: .7rem; border-left: 3px solid var(--mark); }
p { margin: .5rem 0; }
ol, ul { margin: .3rem 0 .8rem; padding-left: 1.7rem; }
li { margin: .2rem 0; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .15rem 1.1rem; margin: .6rem 0 1rem; }
dt { color: var(--soft); font-size: .92rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1rem; font-size: .94rem; }
th { text-align: left; background: var(--tint); font-size: .88rem; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; vertical-align: top; }
header { border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
nav { font-size: .92rem; margin: 1rem 0; }
nav ol { columns: 2; column-gap: 2rem; list-style: none; padding: 0; }
nav li { break-inside: avoid; }
nav li.sub { padding-left: 1.1rem; }
nav a { color: var(--mark); }
.lead { font-weight: 600; margin-top: .9rem; }
.note { border: 2px solid var(--warn); color: var(--warn); padding: .5rem .8rem; font-weight: 600; }
.signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1.5rem; margin-top: 3.5rem; break-inside: avoid; }
.signatures div { border-top: 1px solid var(--ink); padding-top: .3rem; font-size: .9rem; color: var(--soft); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } nav ol { columns: 1; } .signatures { grid-template-columns: 1fr; } }
@page { size: A4; margin: 18mm 16mm 20mm; }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  h2, h3, h4 { break-after: avoid; }
  tr, li, dl > * { break-inside: avoid; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
)";

std::string escaped(const std::string& text) { return html_text(text); }

std::string list(const std::vector<Item>& items, bool numbered) {
    if (items.empty()) return "";
    std::string all = numbered ? "<ol>\n" : "<ul>\n";
    for (const Item& item : items) all += "<li>" + escaped(item.text) + list(item.items, true) + "</li>\n";
    return all + (numbered ? "</ol>\n" : "</ul>\n");
}

std::string heading(const Block& block) {
    const std::string tag = 'h' + std::to_string(block.level + 1);
    return '<' + tag + " id=\"" + escaped(block.anchor) + "\">" + escaped(block.text) + "</" + tag + ">\n";
}

std::string pairs(const std::vector<std::vector<std::string>>& rows) {
    std::string all = "<dl>\n";
    for (const auto& row : rows) all += "<dt>" + escaped(row[0]) + "</dt><dd>" + escaped(row[1]) + "</dd>\n";
    return all + "</dl>\n";
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::string all = "<div class=\"wide\"><table>\n<thead><tr>";
    for (const std::string& cell : rows.front()) all += "<th scope=\"col\">" + escaped(cell) + "</th>";
    all += "</tr></thead>\n<tbody>\n";
    for (std::size_t r = 1; r < rows.size(); ++r) {
        all += "<tr>";
        for (const std::string& cell : rows[r]) all += "<td>" + escaped(cell) + "</td>";
        all += "</tr>\n";
    }
    return all + "</tbody></table></div>\n";
}

std::string signatures(const Block& block) {
    std::string all = "<div class=\"signatures\">\n";
    for (const Item& item : block.items) all += "<div>" + escaped(item.text) + "</div>\n";
    return all + "</div>\n";
}

std::string lead(const Block& block) {
    return block.text.empty() ? "" : "<p class=\"lead\">" + escaped(block.text) + "</p>\n";
}

std::string html_of(const Block& block) {
    const std::string before = block.text.empty() ? "" : "<p>" + escaped(block.text) + "</p>\n";
    switch (block.kind) {
        case Block::Kind::heading:
            return heading(block);
        case Block::Kind::paragraph:
            return before;
        case Block::Kind::note:
            return "<p class=\"note\">" + escaped(block.text) + "</p>\n";
        case Block::Kind::list:
            return lead(block) + list(block.items, false);
        case Block::Kind::numbered:
            return lead(block) + list(block.items, true);
        case Block::Kind::pairs:
            return before + pairs(block.rows);
        case Block::Kind::table:
            return before + table(block.rows);
        case Block::Kind::signatures:
            return before + signatures(block);
    }
    return "";
}

std::string contents(const Document& document) {
    std::string all;
    for (const Block& block : document.blocks)
        if (block.kind == Block::Kind::heading && block.level <= 2)
            all += std::string(block.level == 2 ? "<li class=\"sub\">" : "<li>") + "<a href=\"#" + escaped(block.anchor) + "\">" + escaped(block.text) +
                   "</a></li>\n";
    const std::string label = document.language == "id" ? "Daftar isi" : "Contents";
    return "<nav aria-label=\"" + label + "\"><ol>\n" + all + "</ol></nav>\n";
}

}  // namespace

std::string to_html(const Document& document) {
    std::vector<std::vector<std::string>> facts;
    for (const auto& [name, text] : document.facts) facts.push_back({name, text});
    std::string all = "<!DOCTYPE html>\n<html lang=\"" + document.language + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(document.title) +
                      "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<header>\n<h1>" + escaped(document.title) + "</h1>\n" +
                      pairs(facts) + "</header>\n" + contents(document) + "<main>\n";
    for (const Block& block : document.blocks) all += html_of(block);
    return all + "</main>\n</body>\n</html>\n";
}

}  // namespace tepat::cli::describe
