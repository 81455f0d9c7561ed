// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: a file that takes its place whole or not at all. It is written under FILE.part, which one process at a time may hold;
// what a killed process left there is written over by the next.
#pragma once

#include <string>

namespace tepat::store {

class NewFile {
public:
    /// R5180 (there already), R5272 (and no snapshot, though it may be overwritten), R5181 (being made), R5022 and the like.
    NewFile(std::string path, bool overwrite);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const std::string& working_path() const { return part_; }
    /// Synced, with the permissions of `like` but not writable, in its place.
    void commit(const std::string& like);

private:
    bool take();
    void refuse_existing() const;
    [[noreturn]] void fail_now() const;

    std::string path_, part_;
    bool overwrite_;
    int held_ = -1;
    bool done_ = false;
};

}  // namespace tepat::store
