// SPDX-License-Identifier: Apache-2.0
// A plain table for people: columns as wide as their widest cell, two blanks between, numbers to the right.
#pragma once

#include <string>
#include <vector>

namespace tepat::cli {

class Table {
public:
    enum class Align { left, right };
    struct Column {
        std::string title;
        Align align = Align::left;
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    void add(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    /// Heading, a line of dashes, rows; each line starts with `indent`; ends with a newline.
    std::string text(const std::string& indent = "") const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace tepat::cli
