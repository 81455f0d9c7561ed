// SPDX-License-Identifier: Apache-2.0
// A description as paragraphs, lists and tables, before anybody decides how it looks: text.cpp, html.cpp and json.cpp render it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tepat::cli::describe {

struct Item {
    std::string text;
    std::vector<Item> items = {};  ///< numbered below it
};

struct Block {
    enum class Kind : std::uint8_t {
        heading,    ///< level 1 is a section, 2 a declaration, 3 a rule of a programme
        paragraph,
        note,       ///< a paragraph that must not be overlooked: a draft
        list,       ///< bullets
        numbered,
        pairs,      ///< name and text
        table,      ///< the first row is its heading
        signatures  ///< items: who signs
    };
    Kind kind = Kind::paragraph;
    int level = 0;
    std::string text;    ///< of heading, paragraph, note; of lists what stands before them (may be empty)
    std::string anchor;  ///< of headings: unique
    std::vector<Item> items = {};
    std::vector<std::vector<std::string>> rows = {};  ///< of pairs and tables
};

struct Document {
    std::string language;  ///< id, en
    std::string title;
    std::vector<std::pair<std::string, std::string>> facts;  ///< below the title: date, hash, counts
    std::vector<Block> blocks;
};

std::string to_text(const Document& document);
std::string to_html(const Document& document);  ///< one file, printable on A4, everything escaped
std::string to_json(const Document& document);

}  // namespace tepat::cli::describe
