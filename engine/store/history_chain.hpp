// SPDX-License-Identifier: Apache-2.0
// The history of a worklist as a chain: every entry's hash covers the entry and the hash before it, so nothing in it can be changed, taken
// out, moved or put in between without the entry after it no longer fitting (docs/commands.md says how to compute it with other tools).
//   hash of entry n = BLAKE2b-256( hash of entry n-1 (32 bytes; before entry 1: 32 zero bytes) + the entry as netstrings )
//   netstrings      = for each of id, task, run, event, state, mark, detail, person, reason, at: its length in bytes, ':', its bytes
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace tepat::store {

using ChainHash = std::array<unsigned char, 32>;

/// Events of tasks: created, changed, withdrawn, done, reopened, superseded by runs; approved, rejected, postponed, done, assigned, evidence by
/// persons. Of no task: run, unmasked, upgraded.
struct HistoryRecord {
    std::int64_t id = 0;              ///< 1, 2, ... without gaps; given when it is added
    std::int64_t task = 0, run = 0;   ///< 0: of none
    std::string event;
    std::string state;                ///< of the task from here on; empty: as before
    std::string mark;                 ///< hex, mark_of the task from here on; empty: as before
    std::string detail;               ///< json; of changed: field -> [before, after]; with salt_field, given when it is added
    std::string person, reason, at;   ///< of what people did; `at` is the caller's clock
    ChainHash hash{};                 ///< given when it is added
};

/// In the detail of every entry since decision 100: 16 bytes in hex that nobody without the file can know. The hash of an entry is shown to many, and
/// without it whoever knows the rest could try amounts and NIK until the hash fits. So it must not be shown beside the hash, nor a mark or a digest.
inline constexpr const char* salt_field = "salt";

ChainHash next_hash(const ChainHash& before, const HistoryRecord& entry);
std::string hex_of(const unsigned char* bytes, std::size_t size);
inline std::string hex_of(const ChainHash& hash) { return hex_of(hash.data(), hash.size()); }

/// "12:anything" is what digests are made of: no two lists of texts read alike.
void add_netstring(std::string& all, const std::string& text);
/// BLAKE2b of `size` bytes.
std::string blake2b(const std::string& bytes, std::size_t size);

}  // namespace tepat::store
