// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: the ZIP archive of a workbook and its parts. A file of another kind is named for what it is (R5100, R5101).
// Bounds: a part may unpack to 8 GiB at most, and beyond 64 MiB to at most 250 times the whole file (real sheets: 5 to 40 times).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::workbook {

class Package {
public:
    /// Failure R5001, R5100, R5101, R5102.
    explicit Package(const std::string& path);
    ~Package();
    const std::string& path() const { return path_; }
    /// The name of the part as the archive has it (letter case may differ); empty when there is none.
    std::string find(const std::string& part) const;

    [[noreturn]] void damaged(diagnostics::Phrase what, const std::string& part) const;  ///< R5102
    [[noreturn]] void unsafe(diagnostics::Phrase what, const std::string& part) const;   ///< R5104
    [[noreturn]] void too_large(const std::string& part) const;                          ///< R5103

private:
    friend class PartReader;
    struct Archive;
    std::string path_;
    std::uint64_t size_ = 0;
    std::unique_ptr<Archive> archive_;
};

/// One part's bytes, unpacked as they are asked for.
class PartReader {
public:
    PartReader(const Package& package, const std::string& part);
    ~PartReader();
    /// As many bytes as fit; 0 at the end, where size and checksum have been compared.
    std::size_t read(char* into, std::size_t most);
    const std::string& part() const { return part_; }

private:
    struct File;
    const Package& package_;
    std::string part_;
    std::uint64_t stated_ = 0, unpacked_ = 0;
    std::unique_ptr<File> file_;
};

}  // namespace tepat::workbook
