// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/sqlite_rules.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>

#include "dsl/program/date.hpp"

namespace tepat::bench {

namespace {

void bind(SQLite::Statement& insert, int place, std::int64_t value, bool unknown) {
    unknown ? insert.bind(place) : insert.bind(place, value);
}

void fill(SQLite::Database& db, const People& p) {
    db.exec("create table f(id integer primary key, decile, spending, floor, water, house, pkh);"
            "create table m(id integer primary key, family integer, birth, sex, work, insurance, schooling, pregnant, disabled, income)");
    SQLite::Transaction all(db);
    SQLite::Statement family(db, "insert into f values(?,?,?,?,?,?,?)");
    for (std::size_t f = 0; f < p.decile.size(); ++f) {
        family.bind(1, static_cast<std::int64_t>(f));
        bind(family, 3, p.spending[f], p.spending[f] == unknown_number);
        const std::array<std::pair<int, std::uint8_t>, 5> codes{{{2, p.decile[f]}, {4, p.floor[f]}, {5, p.water[f]}, {6, p.house[f]}, {7, p.pkh[f]}}};
        for (const auto& [place, code] : codes) bind(family, place, code, code == unknown_code);
        family.exec();
        family.reset();
    }
    SQLite::Statement member(db, "insert into m values(?,?,?,?,?,?,?,?,?,?)");
    for (std::size_t i = 0; i < p.family.size(); ++i) {
        member.bind(1, static_cast<std::int64_t>(i));
        member.bind(2, static_cast<std::int64_t>(p.family[i]));
        bind(member, 3, p.birth[i], p.birth[i] == unknown_number);
        bind(member, 10, p.income[i], p.income[i] == unknown_number);
        const std::array<std::pair<int, std::uint8_t>, 6> codes{
            {{4, p.sex[i]}, {5, p.work[i]}, {6, p.insurance[i]}, {7, p.schooling[i]}, {8, p.pregnant[i]}, {9, p.disabled[i]}}};
        for (const auto& [place, code] : codes) bind(member, place, code, code == unknown_code);
        member.exec();
        member.reset();
    }
    all.commit();
    db.exec("create index m_family on m(family); analyze");
}

/// `birth <= limit` for the age.
std::string aged(int years) {
    return fmt::format("birth <= {}", program::shift_years(*program::make_date(2025, 7, 1), -years)->days);
}

struct Query {
    std::string from;
    std::string condition;
};

std::array<Query, rule_count> queries() {
    const std::string members = "m";
    const std::string both = "m join f on f.id = m.family";
    const std::string families = "f";
    const std::string poor = "(spending < 60000000 or decile <= 1)";
    const std::string informal = "work in (1,2,3,4,5)";
    const auto between = [](int from, int to) { return fmt::format("({} and not {})", aged(from), aged(to + 1)); };
    const auto grouped = [](const std::string& columns) { return "f left join (select family, " + columns + " from m group by family) g on g.family = f.id"; };
    const auto some = [](const std::string& condition) {
        return "case when max((" + condition + ") is true) then 1 when max((" + condition + ") is null) then null else 0 end as s";
    };
    const std::string income = "sum(coalesce(income, 0)) as low, sum(coalesce(income, 2000000000)) as high";
    const auto count = [](const std::string& condition) { return "sum((" + condition + ") is true) as low, sum((" + condition + ") is not false) as high"; };
    const auto at_least = [](int n) { return fmt::format("case when low >= {0} then 1 when high < {0} then 0 end", n); };
    const auto less = [](std::int64_t n) { return fmt::format("case when high < {0} then 1 when low >= {0} then 0 end", n); };
    const auto with_family = [&](const std::string& columns) { return "m join (select family, " + columns + " from m group by family) g on g.family = m.family"; };
    return {{{members, between(17, 64) + " and insurance = 0"},
             {members, informal + " and " + between(17, 64)},
             {members, aged(60) + " and (disabled or insurance = 0)"},
             {members, "sex = 1 and pregnant"},
             {members, "schooling and " + between(6, 21)},
             {both, "decile <= 4 and insurance = 0"},
             {both, "spending < 60000000 and " + between(6, 21) + " and schooling"},
             {both, "floor = 3 and not " + aged(5)},
             {both, "decile <= 2 and not pkh and pregnant"},
             {both, poor + " and " + informal},
             {families, "decile <= 4"},
             {families, "floor = 3 and water in (2,3)"},
             {families, "decile <= 3 and not pkh"},
             {families, poor + " and house <> 0"},
             {grouped(count("not " + aged(6))), at_least(2)},
             {grouped(some("disabled")), "s and decile <= 4"},
             {grouped(income), less(100'000'000)},
             {grouped(some(between(15, 64) + " and work <> 0")), "not s"},
             {with_family(count("schooling")), at_least(3) + " and schooling"},
             {with_family(income), less(200'000'000) + " and " + aged(60)}}};
}

using Counts = std::array<std::int64_t, 3>;

Counts counted(SQLite::Database& db, const Query& query) {
    SQLite::Statement statement(db, "select case when (" + query.condition + ") is true then 0 when (" + query.condition +
                                        ") is false then 1 else 2 end as o, count(*) from " + query.from + " group by o");
    Counts counts{};
    while (statement.executeStep()) counts[static_cast<std::size_t>(statement.getColumn(0).getInt())] = statement.getColumn(1).getInt64();
    return counts;
}

}  // namespace

double sqlite_seconds(const People& people, const std::vector<Outcomes>& expected) {
    SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    fill(db, people);
    const std::array<Query, rule_count> all = queries();
    double seconds = 0;
    for (std::size_t r = 0; r < all.size(); ++r) {
        const auto begin = std::chrono::steady_clock::now();
        const Counts counts = counted(db, all[r]);
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        Counts wanted{};
        for (const std::uint8_t outcome : expected[r]) ++wanted[outcome];
        if (counts == wanted) continue;
        fmt::print(stderr, "SQL rule {}: {} {} {}, expected {} {} {}\n", r, counts[0], counts[1], counts[2], wanted[0], wanted[1], wanted[2]);
        std::exit(1);
    }
    return seconds;
}

}  // namespace tepat::bench
