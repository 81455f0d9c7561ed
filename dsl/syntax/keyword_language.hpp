// SPDX-License-Identifier: Apache-2.0
// Which language a file's keywords are in, found before anything else is read; and the words the layout must know.
#pragma once

#include <string_view>

#include "dsl/syntax/keyword.hpp"
#include "dsl/text/layout.hpp"

namespace tepat::syntax {

/// `bahasa id` / `language en` as the first declaration; else the language of the first word that is a keyword in one
/// language only (names right after a declaration's keyword, texts and comments do not count); else Indonesian.
KeywordLanguage keyword_language(std::string_view bytes);

const text::LayoutWords& layout_words(KeywordLanguage language);

}  // namespace tepat::syntax
