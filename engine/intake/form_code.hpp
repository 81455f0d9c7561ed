// SPDX-License-Identifier: Apache-2.0
// The code in the hidden column of a form, `7K2M-9QXD-04TB-WH5E-3C8R`, in place of a key that not everybody may see:
//     first group         the baseline: equal in all of its forms
//     second and third    the row that is asked about: entity and key
//     fourth              the fact
//     fifth               the row as it was printed: of whom, and the question. It tells when answers and codes were moved apart.
// Keyed by the baseline's secret (store::form_secret), so neither key nor fact can be guessed from a code. One chance in 2^40 that two rows share
// their groups: then the other groups tell them apart. A code with a wrong letter passes for another one with 2^-40 or less.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tepat::intake {

class FormCodes {
public:
    explicit FormCodes(std::string secret);

    /// Two groups without a hyphen. About 1 microsecond.
    std::string row_part(const std::string& entity, const std::string& key) const;
    std::string code(const std::string& entity, const std::string& key, const std::string& fact, std::string_view about, std::string_view question) const;

    bool is_ours(std::string_view code) const;
    bool is_of(std::string_view code, const std::string& entity, const std::string& key, const std::string& fact) const;
    /// Letters' case, blanks and punctuation do not matter.
    bool was_printed_with(std::string_view code, std::string_view about, std::string_view question) const;

private:
    std::string letters(const char* what, const std::string& a, const std::string& b, const std::string& c, std::size_t count) const;
    std::string fact_part(const std::string& entity, const std::string& key, const std::string& fact) const;
    std::string printed_part(std::string_view before, std::string_view about, std::string_view question) const;

    std::string secret_, baseline_;
};

/// As read_letter_code, five groups.
std::optional<std::string> read_form_code(std::string_view written);
/// FormCodes::row_part of the row a code names.
std::string row_part_of(std::string_view code);

}  // namespace tepat::intake
