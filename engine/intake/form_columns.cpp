// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/form_columns.hpp"

#include <algorithm>

#include "engine/intake/cell_text.hpp"
#include "engine/intake/mapping.hpp"

namespace tepat::intake {
namespace {

struct Title {
    FormColumn column;
    std::string_view id, en;
};
constexpr auto titles = std::to_array<Title>({
    {FormColumn::number, "No.", "No."},
    {FormColumn::about, "Tentang siapa", "About whom"},
    {FormColumn::question, "Pertanyaan", "Question"},
    {FormColumn::answer, "Jawaban", "Answer"},
    {FormColumn::note, "Catatan petugas", "Notes"},
    {FormColumn::code, "Kode baris", "Row code"},
});

/// The first two are those the drop-down offers, in Indonesian and English.
constexpr auto not_known = std::to_array<std::string_view>({"Tidak diketahui", "Not known", "tidak tahu", "tdk tahu", "tidak ada yang tahu", "belum diketahui",
                                                            "unknown", "nobody knows", "dont know", "do not know"});

std::string letters_of(std::string_view written) { return normal_title(with_plain_blanks(written)); }

}  // namespace

const char* title_of(FormColumn column, diagnostics::Language language) {
    const auto found = std::find_if(titles.begin(), titles.end(), [&](const Title& each) { return each.column == column; });
    return (language == diagnostics::Language::id ? found->id : found->en).data();
}

std::optional<FormColumn> form_column_titled(std::string_view title) {
    const std::string wanted = letters_of(title);
    for (const Title& each : titles)
        if (letters_of(each.id) == wanted || letters_of(each.en) == wanted) return each.column;
    return std::nullopt;
}

const char* not_known_word(diagnostics::Language language) { return not_known[language == diagnostics::Language::id ? 0 : 1].data(); }

bool says_not_known(std::string_view written) {
    if (trimmed(written) == "?") return true;
    const std::string wanted = letters_of(written);
    return std::any_of(not_known.begin(), not_known.end(), [&](std::string_view each) { return letters_of(each) == wanted; });
}

}  // namespace tepat::intake
