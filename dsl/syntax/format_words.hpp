// SPDX-License-Identifier: Apache-2.0
// The smallest parts as the formatter spells them: keywords, names with or without backquotes, literals in their canonical form.
#pragma once

#include <string>

#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::syntax {

/// Dates ISO, money as Rp1.500.000,50 or Rp1,5 juta, texts in quotes, yes and no as keywords; what has no better form stays as written.
std::string canonical(const Literal& literal, KeywordLanguage language);

struct Words {
    const text::SourceFile& file;
    KeywordLanguage language = KeywordLanguage::id;
    KeywordLanguage written = KeywordLanguage::id;  ///< the language of the source
    bool quote_keywords = false;  ///< backquotes also around names that are keywords only in some places

    std::string keyword(Keyword role) const { return std::string(spelling(role, language)); }
    std::string name(const Name& name) const { return this->name(name.text); }
    std::string name(const std::string& text) const;
    std::string path(const Path& path) const;
    /// The name of a test's row; one that is no name stays in quotes.
    std::string row(const Name& name) const;
    std::string row(const Path& path) const;
    std::string text(const Text& text) const;
    std::string literal(const Literal& literal) const { return canonical(literal, language); }
    /// Like literal, but a text that was written as a bare name stays one.
    std::string code(const Literal& literal) const;
    std::string duration(const Duration& duration) const;
    std::string unit(DurationUnit unit, bool one) const;
};

}  // namespace tepat::syntax
