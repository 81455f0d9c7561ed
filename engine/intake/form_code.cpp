// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/form_code.hpp"

#include "engine/intake/cell_text.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/store/history_chain.hpp"
#include "engine/store/letter_code.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t group = 4, groups = 5;

std::string plain(std::string_view code) {
    std::string letters;
    for (const char c : code)
        if (c != '-') letters += c;
    return letters;
}

}  // namespace

FormCodes::FormCodes(std::string secret) : secret_(std::move(secret)) { baseline_ = letters("baseline", "", "", "", group); }

std::string FormCodes::letters(const char* what, const std::string& a, const std::string& b, const std::string& c, std::size_t count) const {
    std::string all;
    for (const std::string& text : {secret_, std::string(what), a, b, c}) store::add_netstring(all, text);
    return store::letters_of(store::blake2b(all, 16)).substr(0, count);
}

std::string FormCodes::row_part(const std::string& entity, const std::string& key) const { return letters("row", entity, key, "", 2 * group); }

std::string FormCodes::fact_part(const std::string& entity, const std::string& key, const std::string& fact) const {
    return letters("fact", entity, key, fact, group);
}

std::string FormCodes::printed_part(std::string_view before, std::string_view about, std::string_view question) const {
    const auto seen = [](std::string_view text) { return normal_title(with_plain_blanks(text)); };
    return letters("printed", std::string(before), seen(about), seen(question), group);
}

std::string FormCodes::code(const std::string& entity, const std::string& key, const std::string& fact, std::string_view about, std::string_view question) const {
    const std::string before = baseline_ + row_part(entity, key) + fact_part(entity, key, fact);
    return store::in_groups(before + printed_part(before, about, question));
}

bool FormCodes::is_ours(std::string_view code) const { return code.starts_with(baseline_); }

bool FormCodes::is_of(std::string_view code, const std::string& entity, const std::string& key, const std::string& fact) const {
    return plain(code).substr(group, 3 * group) == row_part(entity, key) + fact_part(entity, key, fact);
}

bool FormCodes::was_printed_with(std::string_view code, std::string_view about, std::string_view question) const {
    const std::string letters = plain(code), before = letters.substr(0, 4 * group);
    return letters == before + printed_part(before, about, question);
}

std::optional<std::string> read_form_code(std::string_view written) { return store::read_letter_code(written, groups); }

std::string row_part_of(std::string_view code) { return plain(code).substr(group, 2 * group); }

}  // namespace tepat::intake
