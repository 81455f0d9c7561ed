// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: the texts that cells refer to by number (xl/sharedStrings.xml). They lie in a temporary file that is mapped
// into memory, so the system may drop what is not in use: a list of millions of names costs eight bytes each and no more.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/workbook/package.hpp"

namespace tepat::workbook {

class SharedTexts {
public:
    SharedTexts() = default;
    ~SharedTexts();
    SharedTexts(const SharedTexts&) = delete;
    SharedTexts& operator=(const SharedTexts&) = delete;

    /// Reads them all; a workbook without shared texts has none. Failure R5103 beyond 16,777,216 texts, R5001 when the temporary file
    /// cannot be written.
    void read(const Package& package, const std::string& part);
    std::size_t size() const { return ends_.size(); }
    std::string_view at(std::size_t number) const;

private:
    void map(std::FILE* file);

    std::vector<std::uint64_t> ends_;
    const char* texts_ = nullptr;
    std::size_t bytes_ = 0;
};

/// `_x000D_` -> the character it stands for, `_x005F_` -> an underscore.
void unescape(std::string& text);

}  // namespace tepat::workbook
