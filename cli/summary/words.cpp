// SPDX-License-Identifier: Apache-2.0
#include "cli/present.hpp"
#include "cli/summary/document.hpp"

namespace tepat::cli::summary {

namespace {

constexpr const char* id_texts[] = {
#define WORD(key, text) text,
#include "cli/summary/words_id.def"
#undef WORD
};
// By key, so that a missing one does not compile and a misplaced one cannot shift the others.
const char* english(Word word) {
    switch (word) {
#define WORD(key, text) \
    case Word::key: return text;
#include "cli/summary/words_en.def"
#undef WORD
    }
    return "";
}

}  // namespace

std::string say(Word word, Language language, const std::vector<Argument>& arguments) {
    return diagnostics::fill(language == Language::id ? id_texts[static_cast<std::size_t>(word)] : english(word), arguments, language);
}

std::string shown(const Cell& cell, Language language) {
    const auto rupiah = [&](std::int64_t sen) { return (sen < 0 ? "-Rp" : "Rp") + decimal_text(sen < 0 ? -sen : sen, program::rupiah_scale, language); };
    switch (cell.kind) {
        case Cell::Kind::none: return "";
        case Cell::Kind::text: return printable(cell.text);
        case Cell::Kind::count: return grouped(cell.low, language);
        case Cell::Kind::share: return decimal_text(cell.low, 1, language) + "%";
        case Cell::Kind::money: return cell.low == cell.high ? rupiah(cell.low) : rupiah(cell.low) + " - " + rupiah(cell.high);
    }
    return "";
}

}  // namespace tepat::cli::summary
