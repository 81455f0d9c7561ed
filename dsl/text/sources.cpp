// SPDX-License-Identifier: Apache-2.0
#include "dsl/text/sources.hpp"

#include <algorithm>
#include <cassert>

namespace tepat::text {

const SourceFile& Sources::add(std::string name, std::string bytes) {
    SourceFile& file = files_.emplace_back();
    file.name = std::move(name);
    file.too_large = bytes.size() > max_file_bytes;
    if (!file.too_large) file.bytes = std::move(bytes);
    file.base = next_base_;
    next_base_ += static_cast<std::uint32_t>(file.bytes.size()) + 1;  // +1: the end of a file is a place of its own
    file.line_starts.push_back(0);
    for (std::uint32_t at = 0; at < file.bytes.size(); ++at)
        if (file.bytes[at] == '\n') file.line_starts.push_back(at + 1);
    return file;
}

const SourceFile& Sources::file_of(Span span) const {
    assert(!files_.empty());
    auto after = std::upper_bound(files_.begin(), files_.end(), span.begin,
                                  [](std::uint32_t offset, const SourceFile& file) { return offset < file.base; });
    return after == files_.begin() ? files_.front() : *std::prev(after);
}

Position Sources::locate(std::uint32_t offset) const {
    const SourceFile& file = file_of({offset, offset});
    std::uint32_t at = std::min(offset - file.base, static_cast<std::uint32_t>(file.bytes.size()));
    auto line = std::prev(std::upper_bound(file.line_starts.begin(), file.line_starts.end(), at));
    std::uint32_t start = *line;
    if (start == 0 && file.bytes.starts_with("\xEF\xBB\xBF")) start = std::min(3u, at);
    auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    auto columns = std::count_if(file.bytes.begin() + start, file.bytes.begin() + at, begins_code_point);
    return {static_cast<std::uint32_t>(line - file.line_starts.begin()) + 1, static_cast<std::uint32_t>(columns) + 1};
}

}  // namespace tepat::text
