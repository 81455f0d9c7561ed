// SPDX-License-Identifier: Apache-2.0
#include "engine/store/form_secret.hpp"

#include <sodium.h>

#include <stdexcept>

#include "engine/store/connection.hpp"

namespace tepat::store {
namespace {

constexpr int size = 32;

std::optional<std::string> secret_in(SQLite::Database& database) {
    if (!shape_of(database, "tepat_formulir").exists) return std::nullopt;
    SQLite::Statement query(database, "SELECT rahasia FROM tepat_formulir LIMIT 1");
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getString();
}

std::string random_bytes() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium");
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

void write_secret(SQLite::Database& database) {
    database.exec("CREATE TABLE IF NOT EXISTS tepat_formulir (rahasia BLOB NOT NULL)");
    const std::string secret = random_bytes();
    SQLite::Statement insert(database, "INSERT INTO tepat_formulir VALUES (?)");
    insert.bind(1, secret.data(), size);
    insert.exec();
}

}  // namespace

std::optional<std::string> form_secret(const std::string& baseline) {
    SQLite::Database database = open_database(baseline, Access::read);
    refuse_snapshot(baseline, database);
    return guarded(baseline, [&] { return secret_in(database); });
}

std::string make_form_secret(const std::string& baseline) {
    if (const auto secret = form_secret(baseline)) return *secret;
    SQLite::Database database = open_database(baseline, Access::write);
    return guarded(baseline, [&] {
        database.exec("BEGIN IMMEDIATE");
        if (!secret_in(database)) write_secret(database);  // another process may have been first
        std::string secret = *secret_in(database);
        database.exec("COMMIT");
        return secret;
    });
}

}  // namespace tepat::store
