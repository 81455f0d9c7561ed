// SPDX-License-Identifier: Apache-2.0
// Declarations -> their lines.
#pragma once

#include "dsl/syntax/format_expression.hpp"

namespace tepat::syntax {

void add_declarations(Lines& lines, const Words& words, const Module& module);

/// format_tests.cpp
void add_test(Lines& lines, const Words& words, const TestDeclaration& test);
/// format_tables.cpp
void add_table(Lines& lines, const Words& words, const TableDeclaration& table);
/// format_entities.cpp
void add_entity(Lines& lines, const Words& words, const EntityDeclaration& entity);
Doc type_doc(const Words& words, const TypeSpec& type);
/// format_programmes.cpp
void add_programme(Lines& lines, const Words& words, const ProgrammeDeclaration& programme);
void add_rule(Lines& lines, const Words& words, const RuleDeclaration& rule);

/// `aturan nama "Label"`; the label is left to the caller where it may stand later.
Doc header_doc(const Words& words, Keyword keyword, Span declaration, const Header& header);
/// The label stands where it was written: after the name, or after `owner` at the end of the header.
Doc header_doc(const Words& words, Keyword keyword, Span declaration, const Header& header, Keyword joined, const Name& owner);

struct Row {
    std::vector<Doc> cells;
};
/// One line a row, cells padded so that they stand below each other (but for cells wider than `widest`), `gap` blanks between them.
std::vector<Doc> aligned(const std::vector<Row>& rows, std::size_t widest, std::size_t gap);

}  // namespace tepat::syntax
