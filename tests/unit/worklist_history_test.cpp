// SPDX-License-Identifier: Apache-2.0
// A history nobody can quietly change: whatever is done to a worklist with another tool is found, and said where.
#include <sodium.h>
#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/unmask_log.hpp"
#include "engine/worklist/apply.hpp"
#include "engine/worklist/decide.hpp"
#include "engine/worklist/task_list.hpp"
#include "engine/worklist/verify.hpp"
#include "tests/unit/worklist_book.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using worklist::Decision;
using worklist::Misfit;
using worklist::Refusal;

using book::Book;
using book::Lines;
using book::Lively;
using book::rules;

}  // namespace

TEST_CASE("everything that happens is an entry, and the whole of it is verified", "[worklist][history]") {
    const Lively book;
    store::log_unmasking(book.path, {"2025-07-03T10:00:00Z", "verifikasi", "--village Aur", 2});
    CHECK(book.events() == Lines{"1 created", "2 created", "3 created", "4 created", "0 run", "1 approved", "2 rejected", "3 postponed", "0 unmasked"});
    CHECK(book.misfits().empty());
    const worklist::Verified verified = worklist::verify(book.path);
    CHECK(verified.entries == 9);
    CHECK(verified.tasks == 4);
    CHECK(verified.chained_since == 0);
    CHECK(verified.head == store::hex_of(store::read_history(book.path).back().hash));
    book.run("yynd", "2025-07-10");
    book.run("ndny", "2025-08-01");
    CHECK(book.misfits().empty());
}

TEST_CASE("the chain is what the documentation says", "[worklist][history]") {
    const Lively book;
    const auto entries = store::read_history(book.path);
    const store::HistoryRecord& first = entries.front();  // of task 1
    std::string all(32, '\0');
    for (const std::string& field : {std::to_string(first.id), std::to_string(first.task), std::to_string(first.run), first.event, first.state, first.mark,
                                     first.detail, first.person, first.reason, first.at})
        all += std::to_string(field.size()) + ":" + field;
    unsigned char hash[32];
    crypto_generichash(hash, 32, reinterpret_cast<const unsigned char*>(all.data()), all.size(), nullptr, 0);
    CHECK(store::hex_of(hash, 32) == store::hex_of(first.hash));
    CHECK(first.mark.size() == 32);
}

TEST_CASE("the database itself refuses to change, delete or replace entries", "[worklist][history]") {
    const Lively book;
    CHECK_FALSE(book.sql("UPDATE history SET reason = 'lain' WHERE id = 7"));
    CHECK_FALSE(book.sql("DELETE FROM history WHERE id = 7"));
    CHECK_FALSE(book.sql("DELETE FROM history"));
    CHECK_FALSE(book.sql("INSERT OR REPLACE INTO history SELECT id, task, run, 'approved', 'approved', mark, detail, person, '', at, hash FROM history WHERE id = 7"));
    CHECK_FALSE(book.sql("INSERT INTO history SELECT 20, task, run, event, state, mark, detail, person, reason, at, hash FROM history WHERE id = 7"));
    CHECK(book.misfits().empty());
}

TEST_CASE("whatever is changed behind its back is found and named", "[worklist][history]") {
    const Lively book;
    SECTION("one byte of a reason") {
        book.behind_the_back("UPDATE history SET reason = 'sudah Pindah' WHERE id = 7");
        CHECK(book.misfits() == Lines{"entry 7"});
    }
    SECTION("the name of who decided") {
        book.behind_the_back("UPDATE history SET person = 'budi' WHERE id = 6");
        CHECK(book.misfits() == Lines{"entry 6"});
    }
    SECTION("a hash alone") {
        book.behind_the_back("UPDATE history SET hash = zeroblob(32) WHERE id = 6");
        CHECK(book.misfits() == Lines{"entry 6", "entry 7"});
    }
    SECTION("an entry taken out of the middle") {
        book.behind_the_back("DELETE FROM history WHERE id = 7");
        CHECK(book.misfits() == Lines{"number 7", "state of 2"});
    }
    SECTION("taken out, and the numbers closed up") {
        book.behind_the_back("DELETE FROM history WHERE id = 7; UPDATE history SET id = 7 WHERE id = 8");
        CHECK(book.misfits() == Lines{"entry 7", "state of 2"});
    }
    SECTION("the last entry taken away") {
        book.behind_the_back("DELETE FROM history WHERE id = 8");
        CHECK(book.misfits() == Lines{"state of 3"});
    }
    SECTION("two entries swapped") {
        book.behind_the_back("UPDATE history SET id = 99 WHERE id = 6; UPDATE history SET id = 6 WHERE id = 7; UPDATE history SET id = 7 WHERE id = 99");
        CHECK(book.misfits().front() == "entry 6");
    }
    SECTION("a forged entry at the end") {
        REQUIRE(book.sql("INSERT INTO history VALUES (9, 4, 1, 'approved', 'approved', '', '', 'siti', '', '2025-07-02T09:00:00Z', randomblob(32))"));
        CHECK(book.misfits() == Lines{"entry 9", "state of 4"});
    }
    SECTION("a task's state") {
        REQUIRE(book.sql("UPDATE tasks SET state = 'approved', by_person = 1 WHERE id = 2"));
        CHECK(book.misfits() == Lines{"state of 2"});
    }
    SECTION("who a task was decided by, its text, its subject, its amount, its postponement, its receiver") {
        for (const char* change : {"by_person = 0 WHERE id = 1", "text = 'Bantu orang lain' WHERE id = 1", "subject = 4 WHERE id = 1",
                                   "benefit_high = 99900000 WHERE id = 1", "until = '2026-01-01' WHERE id = 3", "assignee = 'budi' WHERE id = 1",
                                   "evidence_files = 1 WHERE id = 1", "superseded_by = 4 WHERE id = 1", "period = '2026' WHERE id = 1"}) {
            CAPTURE(change);
            const Lively other;
            REQUIRE(other.sql(std::string("UPDATE tasks SET ") + change));
            CHECK(other.misfits() == Lines{std::string("task ") + change[std::string(change).size() - 1]});
        }
    }
    SECTION("a task added, a task deleted") {
        REQUIRE(book.sql("INSERT INTO subjects SELECT 9, entity, entity_label, 'k9', 0, 0, 0, '', '', 0, '', '' FROM subjects WHERE id = 1;"
                         "CREATE TEMP TABLE t AS SELECT * FROM tasks WHERE id = 4; UPDATE t SET id = 5, subject = 9; INSERT INTO tasks SELECT * FROM t;"
                         "DELETE FROM tasks WHERE id = 1"));
        CHECK(book.misfits() == Lines{"unknown task 5", "unknown task 1", "subjects 1"});
    }
    SECTION("a name") {
        REQUIRE(book.sql("UPDATE subjects SET name = 'Orang lain' WHERE key = 'k1'"));
        CHECK(book.misfits() == Lines{"subjects 1"});
    }
    SECTION("a run's record, its counts, a run taken away") {
        REQUIRE(book.sql("UPDATE runs SET fingerprint = 'other'"));
        CHECK(book.misfits() == Lines{"run 1"});
        const Lively counts;
        REQUIRE(counts.sql("UPDATE rule_counts SET eligible = 2"));
        CHECK(counts.misfits() == Lines{"run 1"});
        const Lively gone;
        REQUIRE(gone.sql("DELETE FROM rule_counts; DELETE FROM runs"));
        CHECK(gone.misfits() == Lines{"run 1"});
    }
    SECTION("the unit of an amount, the first day of a deadline") {
        REQUIRE(book.sql("UPDATE tasks SET benefit_scale = 0 WHERE id = 2"));
        CHECK(book.misfits() == Lines{"task 2"});
        const Lively due;
        REQUIRE(due.sql("UPDATE tasks SET due_from = '2020-01-01' WHERE id = 3"));
        CHECK(due.misfits() == Lines{"task 3"});
        const Lively kind;
        REQUIRE(kind.sql("UPDATE tasks SET benefit_kind = 'number' WHERE id = 1"));
        CHECK(kind.misfits() == Lines{"task 1"});
    }
    SECTION("what only runs change") {
        for (const char* column : {"rank = 7", "area = 'lain'", "last_run = 9", "first_run = 9", "digest = zeroblob(16)"}) {
            const Lively one;
            REQUIRE(one.sql(std::string("PRAGMA foreign_keys = OFF; UPDATE tasks SET ") + column + " WHERE id = 2"));
            CHECK(one.misfits() == Lines{"tasks 1"});
        }
    }
    SECTION("labels, legal bases, marks of secrecy") {
        for (const char* statement : {"UPDATE catalogue SET label = 'Lain' WHERE kind = 'programme'", "UPDATE catalogue SET legal_basis = '[\"Lain\"]' WHERE kind = 'programme'",
                                      "UPDATE catalogue SET belongs_to = '' WHERE kind = 'rule'", "DELETE FROM catalogue WHERE kind = 'agency'",
                                      "UPDATE benefit_secrecy SET secrecy = 1 - secrecy", "DELETE FROM benefit_secrecy", "DROP TABLE benefit_secrecy",
                                      "UPDATE fact_labels SET label = 'Lain'", "DROP TABLE fact_labels"}) {
            const Lively one;
            INFO(statement);
            REQUIRE(one.sql(statement));
            CHECK(one.misfits() == Lines{"catalogue 1"});
        }
    }
    SECTION("the columns of what a run decided") {
        for (const char* statement : {"UPDATE run_columns SET bytes = zeroblob(8)", "UPDATE run_columns SET size = size + 1", "UPDATE run_columns SET size = 9223372036854775807",
                                      "DELETE FROM run_columns"}) {
            const Lively one;
            INFO(statement);
            REQUIRE(one.sql(statement));
            CHECK(one.misfits() == Lines{"run 1"});
        }
    }
    SECTION("a legal basis that is no JSON is damage like any other") {
        REQUIRE(book.sql("UPDATE catalogue SET legal_basis = '{' WHERE kind = 'programme'"));
        try {
            (void)store::read_catalogue(book.path);
            FAIL("read");
        } catch (const diagnostics::Failure& failure) {
            CHECK(failure.diagnostic().code == diagnostics::Code::database_corrupt);
            CHECK(failure.exit() == diagnostics::Exit::environment);
        }
        CHECK(book.misfits() == Lines{"catalogue 1"});
    }
    SECTION("the guards taken away") {
        REQUIRE(book.sql("DROP TRIGGER history_is_not_deleted"));
        CHECK(book.misfits() == Lines{"unguarded 0"});
    }
}

TEST_CASE("a hash written down earlier is found again, or not", "[worklist][history]") {
    const Lively book;
    const std::string then = worklist::verify(book.path).head;
    book.decide({{4, Decision::approve}});
    const worklist::Verified later = worklist::verify(book.path, then.substr(0, 16));
    CHECK(later.expected.entry == 8);
    CHECK(later.entries == 9);
    CHECK(later.expected.event == "postponed");
    CHECK(worklist::verify(book.path, std::string(16, '0')).expected.entry == 0);
    // Rewritten from entry 7 on with all its hashes: the chain is whole, only the hash in the minutes tells.
    auto entries = store::read_history(book.path);
    std::string statements;
    store::ChainHash hash = entries[5].hash;
    for (std::size_t i = 6; i < entries.size(); ++i) {
        if (i == 6) entries[i].reason = "lain";
        hash = store::next_hash(hash, entries[i]);
        statements += "UPDATE history SET reason = '" + entries[i].reason + "', hash = x'" + store::hex_of(hash) + "' WHERE id = " + std::to_string(i + 1) + ";";
    }
    book.behind_the_back(statements);
    CHECK(book.misfits().empty());
    CHECK(worklist::verify(book.path, then).expected.entry == 0);
}

TEST_CASE("entries from before marks and runs covered everything are as whole as they were", "[worklist][history]") {
    const Lively book;
    std::map<std::int64_t, std::string> marks;
    for (const auto& task : store::read_worklist(book.path).tasks) marks[task.id] = store::short_mark_of(task, store::digest_of(task.content));
    std::string statements;
    store::ChainHash hash{};
    for (auto entry : store::read_history(book.path)) {
        if (!entry.mark.empty()) entry.mark = marks[entry.task];
        const std::size_t list = entry.detail.find(",\"list\"");
        if (list != std::string::npos) entry.detail = entry.detail.substr(0, list) + "}";
        hash = store::next_hash(hash, entry);
        statements += "UPDATE history SET mark = '" + entry.mark + "', detail = '" + entry.detail + "', hash = x'" + store::hex_of(hash) + "' WHERE id = " + std::to_string(entry.id) + ";";
    }
    book.behind_the_back(statements);
    CHECK(book.misfits().empty());
    REQUIRE(book.sql("UPDATE tasks SET due_from = '2020-01-01' WHERE id = 4"));
    CHECK(book.misfits().empty());
    REQUIRE(book.sql("UPDATE tasks SET due_from = '2025-07-01' WHERE id = 4"));
    book.run("yy?y", "2025-07-10");
    CHECK(book.misfits().empty());
    REQUIRE(book.sql("UPDATE tasks SET due_from = '2020-01-01' WHERE id = 4"));
    CHECK(book.misfits() == Lines{"tasks 2"});
}

TEST_CASE("many tasks, each with its own decision, in one transaction", "[worklist][history]") {
    const Lively book;
    const std::vector<worklist::Order> orders{{1, Decision::done, "foto menyusul"}, {2, Decision::reject, "lagi"}, {3, Decision::assign, "", "dinas sosial"},
                                              {4, Decision::postpone},               {3, Decision::approve},         {77, Decision::approve}};
    const worklist::Decided none = book.decide(orders);
    CHECK_FALSE(none.written);
    CHECK(none.head.empty());
    const std::vector<Refusal> expected{Refusal::none, Refusal::already, Refusal::none, Refusal::reason_missing, Refusal::twice, Refusal::no_such_task};
    std::vector<Refusal> told;
    for (const auto& answer : none.answers) told.push_back(answer.refusal);
    CHECK(told == expected);
    CHECK(book.state(1) == "approved");
    const worklist::Decided some = book.decide(orders, worklist::Write::possible);
    CHECK(some.written);
    CHECK(some.head == worklist::verify(book.path).head);
    CHECK(book.state(1) == "done");
    CHECK(book.state(3) == "postponed");
    CHECK(store::read_worklist(book.path).tasks[2].assignee == "dinas");  // by its label
    CHECK(book.misfits().empty());
}

TEST_CASE("done with evidence, or with a reason why there is none", "[worklist][history]") {
    const Lively book;
    const worklist::Decided refused = book.decide({{1, Decision::done}});
    CHECK(refused.answers[0].refusal == Refusal::evidence_missing);
    CHECK(refused.answers[0].evidence_wanted == "tanda terima");
    const std::string file = book.write("foto.jpg", "gambar");
    const worklist::Evidence evidence = worklist::read_evidence(file);
    CHECK(evidence.file == "foto.jpg");
    CHECK(evidence.size == 6);
    CHECK(evidence.sha256 == "00b385c9d7d4f3359c957cc7a97f9deb18a259d5524abdb07731ed6f79466433");
    CHECK(book.decide({{1, Decision::done, "", "", "", {evidence}}}).written);
    CHECK(book.events().back() == "1 done");
    const auto entries = store::read_history(book.path);
    CHECK(worklist::evidence_of(entries[entries.size() - 2].detail) == evidence);
    CHECK(book.decide({{4, Decision::done}}).written);  // a question: no evidence is asked for
    CHECK(book.misfits().empty());
    CHECK_THROWS_AS(worklist::read_evidence((book.folder / "none.jpg").string()), diagnostics::Failure);
    CHECK_THROWS_AS(worklist::read_evidence(book.folder.string()), diagnostics::Failure);
}

TEST_CASE("postponed until a day: open again from that day on", "[worklist][history]") {
    const Lively book;
    CHECK(book.run("yy?y", "2025-07-19").counts.reopened == 0);
    CHECK(book.state(3) == "postponed");
    CHECK(book.run("yy?y", "2025-07-20").counts.reopened == 1);
    CHECK(book.state(3) == "open");
    CHECK(store::read_worklist(book.path).tasks[2].until.empty());
    CHECK(book.misfits().empty());
}

TEST_CASE("a new period supersedes what is pending of the one before; approved stays; questions end with their answer", "[worklist][history]") {
    const Lively book;  // 1 approved, 2 rejected, 3 postponed, 4 a question, all of July
    const worklist::Applied august = book.run("yyny", "2025-08-01");
    CHECK(august.counts.superseded == 1);
    CHECK(august.counts.withdrawn == 1);  // what is missing of k3 is known now
    CHECK(book.state(1) == "approved");
    CHECK(book.state(2) == "rejected");
    CHECK(book.state(3) == "superseded");
    CHECK(book.state(4) == "withdrawn");
    const auto tasks = store::read_worklist(book.path).tasks;
    REQUIRE(tasks.size() == 7);
    CHECK(tasks[2].superseded_by == tasks[6].id);
    CHECK(tasks[6].period == "2025-08");
    CHECK(tasks[6].subject == tasks[2].subject);
    CHECK(book.decide({{3, Decision::approve}}).answers[0].refusal == Refusal::not_possible);
    CHECK(book.misfits().empty());
    SECTION("a run for an earlier month supersedes nothing of a later one") {
        CHECK(book.run("yyny", "2025-07-31").counts.superseded == 0);
        CHECK(book.state(7) == "open");
    }
    SECTION("an intervention of an earlier period that nobody wants now stays for people to decide, or is done") {
        CHECK(book.run("nnnn", "2025-09-01").counts.withdrawn == 0);
        CHECK(book.state(7) == "open");
        CHECK(book.run("nnns", "2025-09-02").counts.done == 1);
        CHECK(book.state(7) == "done");
        CHECK(book.misfits().empty());
    }
}
