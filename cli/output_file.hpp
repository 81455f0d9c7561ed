// SPDX-License-Identifier: Apache-2.0
// A file a command writes: complete or not at all. It is written beside its place and renamed by commit(); what is not a regular file
// (a pipe, /dev/null) is written directly.
#pragma once

#include <fstream>
#include <string>

namespace tepat::cli {

class OutputFile {
public:
    explicit OutputFile(std::string path);  ///< R5225, exit 3; R5272, exit 2: a database is there
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    std::ostream& stream() { return file_; }
    /// All bytes are on the disk, or Failure: nothing half-written stays behind. finish() writes, commit() also puts the file in its place.
    void finish();
    void commit();

private:
    [[noreturn]] void fail() const;

    std::string path_;     ///< where it shall be
    std::string written_;  ///< where it is written
    std::ofstream file_;
};

}  // namespace tepat::cli
