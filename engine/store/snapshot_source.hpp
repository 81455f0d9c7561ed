// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the tables of a snapshot, read with today's vocabulary. Cells are stored as the baseline had them, so any vocabulary
// reads them as it would have read the baseline. Where entities and facts are declared as they were then, order, links and digests are taken
// from the snapshot instead of being worked out again. A table or column that the baseline had and the snapshot has not: R5178, R5179.
#pragma once

#include <vector>

#include "engine/store/snapshot_file.hpp"
#include "engine/store/table_source.hpp"

namespace tepat::store {

class SnapshotSource : public TableSource {
public:
    /// `trusting`: takes what the snapshot worked out. Else everything is worked out from the cells again.
    SnapshotSource(SnapshotFile& file, const program::Program& program, unsigned threads, bool trusting = true);

    TableShape shape(const std::string& table) override;
    TableRows read(const TableShape& shape, const TableRequest& request) override;

private:
    const FrozenColumn& column(const FrozenTable& table, const std::string& name) const;
    std::optional<Digest> digest_of(program::FactId fact) const;
    void read_keys(const FrozenTable& table, const TableRequest& request, RawTable& out);
    void read_links(const FrozenTable& table, const TableRequest& request, RawTable& out);
    std::vector<std::uint32_t> read_parents(const FrozenTable& table, const FrozenEntity& entity);

    SnapshotFile& file_;
    const program::Program& program_;
    unsigned threads_;
    std::vector<int> settled_;  ///< by entity of the program: the entity of the head with the same rows in order, or -1
};

}  // namespace tepat::store
