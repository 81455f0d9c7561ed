// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the tables of a SQLite baseline, on one or more threads, all in one state of the file.
#pragma once

#include "engine/store/table_source.hpp"

namespace tepat::store {

class DatabaseSource : public TableSource {
public:
    DatabaseSource(const std::string& path, const program::Program& program, unsigned threads)
        : path_(path), program_(program), connections_(open_together(path, threads)) {}

    TableShape shape(const std::string& table) override;
    TableRows read(const TableShape& shape, const TableRequest& request) override;
    /// For whoever wants more of the same state of the file.
    std::vector<SQLite::Database>& connections() { return connections_; }

private:
    CellRequest cells_of(const TableRequest& request) const;

    const std::string& path_;
    const program::Program& program_;
    std::vector<SQLite::Database> connections_;
};

}  // namespace tepat::store
