// SPDX-License-Identifier: Apache-2.0
// A summary as one HTML file that fetches nothing, for a screen, a projector and A4 paper.
#include "cli/html_text.hpp"
#include "cli/summary/document.hpp"

namespace tepat::cli::summary {

namespace {

constexpr const char* style = R"(
:root { --ink: #1b1f24; --soft: #55606c; --line: #d3d9df; --tint: #f3f5f7; --mark: #0b5a4a; --warn: #8a3b00; }
* { box-sizing: border-box; }
html { font-size: 16px; }
body { margin: 0 auto; max-width: 74rem; padding: 1.6rem 1.4rem 3rem; color: var(--ink); background: #fff;
       font: 1rem/1.45 "Source Sans 3", "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
header { border-bottom: 3px solid var(--mark); padding-bottom: .7rem; }
h1 { font-size: 1.8rem; line-height: 1.15; margin: 0; }
header p { margin: .25rem 0 0; font-size: 1.1rem; color: var(--soft); }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .3rem; color: var(--mark); }
.lead { color: var(--soft); margin: .1rem 0 .7rem; max-width: 60rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; margin: 1.2rem 0; }
.figure { border: 1px solid var(--line); border-left: 5px solid var(--mark); padding: .6rem .9rem; }
.figure b { display: block; font-size: 2rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.figure span { display: block; font-weight: 600; }
.figure small { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .3rem 0 .6rem; font-size: .92rem; font-variant-numeric: tabular-nums; }
th { background: var(--tint); font-size: .82rem; line-height: 1.2; vertical-align: bottom; text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: .32rem .5rem; }
td { vertical-align: top; }
th.n, td.n { text-align: right; }
td.n { white-space: nowrap; }
tr.total td { border-top: 2px solid var(--ink); border-bottom: 0; font-weight: 700; }
figure { margin: .6rem 0 1rem; }
figcaption { font-weight: 600; margin-bottom: .2rem; }
svg { width: 100%; max-width: 60rem; height: auto; display: block; }
svg text { font-family: inherit; }
.notes { margin-top: 2.2rem; border-top: 1px solid var(--line); padding-top: .6rem; }
.notes p { margin: .3rem 0; }
.notes p:first-child { font-weight: 700; color: var(--warn); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; font-size: .82rem; color: var(--soft); margin: 1rem 0 0; }
dd { margin: 0; overflow-wrap: anywhere; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  h2, figcaption, .lead { break-after: avoid; }
  tr, .figure { break-inside: avoid; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

std::string table(const Section& section, Language language) {
    const auto kind = [&](std::size_t c) { return section.columns[c].kind == Cell::Kind::text ? "" : " class=\"n\""; };
    std::string all = "<div class=\"wide\"><table>\n<thead><tr>";
    for (std::size_t c = 0; c < section.columns.size(); ++c)
        all += std::string("<th scope=\"col\"") + kind(c) + ">" + html_text(section.columns[c].title) + "</th>";
    all += "</tr></thead>\n<tbody>\n";
    for (std::size_t r = 0; r < section.rows.size(); ++r) {
        all += section.total && r + 1 == section.rows.size() ? "<tr class=\"total\">" : "<tr>";
        for (std::size_t c = 0; c < section.columns.size(); ++c)
            all += std::string("<td") + kind(c) + ">" + html_text(shown(section.rows[r][c], language)) + "</td>";
        all += "</tr>\n";
    }
    return all + "</tbody></table></div>\n";
}

std::string html_of(const Section& whole, Language language) {
    std::string all = "<section>\n<h2>" + html_text(whole.title) + "</h2>\n";
    if (whole.rows.empty()) return all + "<p>" + html_text(whole.empty) + "</p>\n</section>\n";
    if (!whole.lead.empty()) all += "<p class=\"lead\">" + html_text(whole.lead) + "</p>\n";
    const Section section = without_zeros(whole);
    const std::string bars = to_svg(section, language);
    if (!bars.empty()) all += "<figure>\n<figcaption>" + html_text(section.bars->title) + "</figcaption>\n" + bars + "</figure>\n";
    return all + table(section, language) + "</section>\n";
}

std::string figures(const Document& document) {
    std::string all = "<div class=\"figures\">\n";
    for (const Figure& figure : document.figures)
        all += "<div class=\"figure\"><span>" + html_text(figure.title) + "</span><b>" + shown(figure.value, document.language) + "</b><small>" +
               html_text(figure.note) + "</small></div>\n";
    return all + "</div>\n";
}

}  // namespace

std::string to_html(const Document& document) {
    const std::string title = html_text(document.title);
    std::string all = std::string("<!DOCTYPE html>\n<html lang=\"") + (document.language == Language::id ? "id" : "en") +
                      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + title +
                      "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<header>\n<h1>" + title + "</h1>\n<p>" + html_text(document.subtitle) +
                      "</p>\n</header>\n<main>\n" + figures(document);
    for (const Section& section : document.sections)
        if (section.in_text) all += html_of(section, document.language);
    all += "</main>\n<footer class=\"notes\">\n";
    for (const auto* texts : {&document.notes, &document.hints})
        for (const std::string& text : *texts) all += "<p>" + html_text(text) + "</p>\n";
    all += "<dl>\n";
    for (const auto& [name, value] : document.facts) all += "<dt>" + html_text(name) + "</dt><dd>" + html_text(value) + "</dd>\n";
    return all + "</dl>\n</footer>\n</body>\n</html>\n";
}

}  // namespace tepat::cli::summary
