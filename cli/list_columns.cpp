// SPDX-License-Identifier: Apache-2.0
#include "cli/list_columns.hpp"

#include <algorithm>

#include "engine/intake/mapping.hpp"

namespace tepat::cli {

namespace {

using worklist::Decision;

/// Titles of other columns of a list (Alasan, Reason, Bukti, Evidence, Assigned to, No) are none of these.
struct Title {
    ListColumn column;
    std::string_view text;
};
constexpr auto titles = std::to_array<Title>({
    {ListColumn::task, "Nomor tugas"},         {ListColumn::task, "Task number"},           {ListColumn::task, "No. tugas"},
    {ListColumn::task, "Task no."},            {ListColumn::code, "Kode periksa"},          {ListColumn::code, "Check code"},
    {ListColumn::decision, "Keputusan"},       {ListColumn::decision, "Decision"},          {ListColumn::until, "Tunda sampai"},
    {ListColumn::until, "Postpone until"},     {ListColumn::until, "Ditunda sampai"},       {ListColumn::until, "Postponed until"},
    {ListColumn::reason, "Alasan atau catatan"}, {ListColumn::reason, "Reason or notes"},   {ListColumn::reason, "Alasan/catatan"},
    {ListColumn::reason, "Reason/notes"},      {ListColumn::evidence, "Berkas bukti"},      {ListColumn::evidence, "Evidence files"},
    {ListColumn::evidence, "Evidence file"},   {ListColumn::receiver, "Alihkan kepada"},    {ListColumn::receiver, "Reassign to"},
    {ListColumn::receiver, "Ditugaskan kepada"}, {ListColumn::receiver, "Dialihkan kepada"}, {ListColumn::decided_by, "Diputuskan oleh"},
    {ListColumn::decided_by, "Decided by"},
});

struct Word {
    Decision decision;
    std::string_view text;
};
constexpr auto words = std::to_array<Word>({
    {Decision::approve, "setujui"},   {Decision::approve, "approve"},  {Decision::approve, "setuju"},     {Decision::approve, "disetujui"},
    {Decision::approve, "menyetujui"}, {Decision::approve, "approved"}, {Decision::reject, "tolak"},       {Decision::reject, "reject"},
    {Decision::reject, "ditolak"},    {Decision::reject, "menolak"},   {Decision::reject, "rejected"},    {Decision::postpone, "tunda"},
    {Decision::postpone, "postpone"}, {Decision::postpone, "ditunda"}, {Decision::postpone, "menunda"},   {Decision::postpone, "postponed"},
    {Decision::done, "selesai"},      {Decision::done, "done"},        {Decision::done, "sudah selesai"}, {Decision::done, "diselesaikan"},
});

/// The first of a decision's or column's rows is Indonesian, the second English.
constexpr std::ptrdiff_t row_of(Language language) { return language == Language::id ? 0 : 1; }

/// Letters only: blanks (the unbroken one of web pages too) and full stops go.
std::string letters_of(std::string_view written) {
    std::string text = intake::normal_title(written);
    for (std::size_t blank; (blank = text.find("\xC2\xA0")) != std::string::npos;) text.erase(blank, 2);
    return text;
}

}  // namespace

const char* title_of(ListColumn column, Language language) {
    const auto first = std::find_if(titles.begin(), titles.end(), [&](const Title& each) { return each.column == column; });
    return (first + row_of(language))->text.data();
}

std::optional<ListColumn> column_titled(std::string_view title) {
    const std::string wanted = letters_of(title);
    for (const Title& each : titles)
        if (letters_of(each.text) == wanted) return each.column;
    return std::nullopt;
}

const char* decision_word(Decision decision, Language language) {
    const auto first = std::find_if(words.begin(), words.end(), [&](const Word& each) { return each.decision == decision; });
    return first == words.end() ? "" : (first + row_of(language))->text.data();
}

std::optional<Decision> decision_written(std::string_view written) {
    const std::string wanted = letters_of(written);
    for (const Word& each : words)
        if (letters_of(each.text) == wanted) return each.decision;
    return std::nullopt;
}

}  // namespace tepat::cli
