// SPDX-License-Identifier: Apache-2.0
#include "engine/workbook/refuse_database.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::workbook {

void refuse_database(const std::string& path) {
    constexpr std::string_view sqlite{"SQLite format 3\0", 16};
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return;  // of a pipe, reading would take what is meant for others
    std::array<char, 16> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(head.data(), head.size());
    if (file && std::string_view(head.data(), head.size()) == sqlite)
        throw diagnostics::Failure(diagnostics::Exit::usage, diagnostics::Code::output_is_database, {path});
}

}  // namespace tepat::workbook
