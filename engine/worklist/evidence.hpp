// SPDX-License-Identifier: Apache-2.0
// A file that proves something was done: the history keeps its name, size and hashes, so that the file shown later can be told from any other.
// The file itself stays where it is.
#pragma once

#include <cstdint>
#include <string>

namespace tepat::worklist {

struct Evidence {
    std::string file;  ///< its name without folders
    std::uint64_t size = 0;
    std::string sha256, blake2b;  ///< hex, 32 bytes each: what `sha256sum` and `b2sum -l 256` print
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// Reads the file once, block by block. Failure R5001 (exit 3) when it cannot be read.
Evidence read_evidence(const std::string& path);

/// As the history keeps it, and back; nothing of a text that is no evidence comes back as an empty name.
std::string evidence_json(const Evidence& evidence);
Evidence evidence_of(const std::string& json);

}  // namespace tepat::worklist
