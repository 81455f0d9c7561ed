// SPDX-License-Identifier: Apache-2.0
// The files of a rule set, held in memory for as long as anything points into them.
// First stage of the chain: bytes -> SourceFile -> syntax::Module.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/text/span.hpp"

namespace tepat::text {

/// Larger files are refused (R1002) before anything looks at them: bounds time and memory of every later stage.
inline constexpr std::size_t max_file_bytes = 4u << 20;

struct SourceFile {
    std::string name;                        ///< as shown to people: the path given on the command line
    std::string bytes;                       ///< as read; a BOM is kept (and skipped by the layout)
    std::uint32_t base = 0;                  ///< where bytes[0] lies in the address space
    std::vector<std::uint32_t> line_starts;  ///< offsets into bytes, ascending, first is 0
    bool too_large = false;                  ///< was beyond max_file_bytes: nothing of it is kept

    std::string_view text(Span span) const { return std::string_view(bytes).substr(span.begin - base, span.end - span.begin); }
    Span whole() const { return {base, base + static_cast<std::uint32_t>(bytes.size())}; }
};

/// A place as people count: line and column from 1, columns in code points.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

class Sources {
public:
    /// Adds a file; the reference stays valid. Bytes beyond max_file_bytes are not stored (the file is kept empty and
    /// marked by `too_large`), so a caller can still report the file by name.
    const SourceFile& add(std::string name, std::string bytes);

    const std::deque<SourceFile>& files() const { return files_; }
    const SourceFile& file_of(Span span) const;  ///< O(log files)
    Position locate(std::uint32_t offset) const; ///< O(log lines + line length)
    std::string_view text(Span span) const { return file_of(span).text(span); }
    bool too_large(const SourceFile& file) const { return file.too_large; }

private:
    std::deque<SourceFile> files_;
    std::uint32_t next_base_ = 1;  // 0 stays free: Span{} means "nowhere"
};

}  // namespace tepat::text
