// SPDX-License-Identifier: Apache-2.0
#include "engine/store/unmask_log.hpp"

#include "engine/store/connection.hpp"

namespace tepat::store {

void log_unmasking(const std::string& path, const Unmasking& unmasking) {
    SQLite::Database database = open_database(path, Access::write);
    guarded(path, [&] {
        SQLite::Transaction transaction(database);
        database.exec(
            "CREATE TABLE IF NOT EXISTS unmaskings (id INTEGER PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL, filter TEXT NOT NULL, "
            "tasks INTEGER NOT NULL)");
        SQLite::Statement insert(database, "INSERT INTO unmaskings (at, reason, filter, tasks) VALUES (?, ?, ?, ?)");
        insert.bind(1, unmasking.at);
        insert.bind(2, unmasking.reason);
        insert.bind(3, unmasking.filter);
        insert.bind(4, static_cast<std::int64_t>(unmasking.tasks));
        insert.exec();
        transaction.commit();
    });
}

}  // namespace tepat::store
