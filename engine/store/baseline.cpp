// SPDX-License-Identifier: Apache-2.0
// The front door: whoever asks for a baseline may name a database or a snapshot.
#include "engine/store/baseline.hpp"

#include <algorithm>

#include "engine/store/database_source.hpp"
#include "engine/store/read_population.hpp"
#include "engine/store/snapshot_source.hpp"

namespace tepat::store {

Baseline read_baseline(const std::string& path, const program::Program& program, const std::vector<program::EntityId>& entities,
                       const std::vector<program::FactId>& facts, unsigned threads, const std::vector<program::FactId>& if_present) {
    threads = std::max(1u, threads);
    const std::vector<Wanted> wanted = wanted_of(program, entities, facts, if_present);
    if (is_snapshot(path)) {
        SnapshotFile file(path);
        SnapshotSource source(file, program, threads);
        return read_population(source, path, program, wanted, threads).baseline;
    }
    DatabaseSource source(path, program, threads);
    return read_population(source, path, program, wanted, threads).baseline;
}

}  // namespace tepat::store
