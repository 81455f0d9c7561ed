// SPDX-License-Identifier: Apache-2.0
// Check codes: what they tie together, what changes them and what does not, how they are read when somebody has been at them. And the
// columns and words that come back with them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "cli/list_columns.hpp"
#include "engine/worklist/check_code.hpp"
#include "tests/unit/worklist_book.hpp"

namespace {

using namespace tepat;
using book::Book;
using book::Lively;
using worklist::Decision;
using worklist::read_code;

std::vector<std::string> codes_of(const std::string& path) {
    const store::WorklistContents contents = store::read_worklist(path);
    const worklist::CheckCodes codes(contents.identity);
    std::vector<std::string> all;
    for (const store::TaskRecord& task : contents.tasks) all.push_back(codes.code(task));
    return all;
}

std::string group_of(const std::string& code) { return code.substr(0, 4); }

}  // namespace

TEST_CASE("a check code stays while the task stays, and changes with whatever the list shows of it", "[worklist][lists]") {
    const Book book;
    book.run("yy?y");
    const auto before = codes_of(book.path);
    REQUIRE(before.size() == 4);
    CHECK(std::set<std::string>(before.begin(), before.end()).size() == 4);
    CHECK(before[0].size() == 19);

    book.run("yy?y", "2025-07-10");
    CHECK(codes_of(book.path) == before);  // the run left them unchanged

    book.decide({{1, Decision::approve}, {2, Decision::postpone, "menunggu", "", "2025-07-20"}, {3, Decision::assign, "", "lurah"}});
    const auto decided = codes_of(book.path);
    for (const std::size_t changed : {0, 1, 2}) CHECK(decided[changed] != before[changed]);
    CHECK(decided[3] == before[3]);
    book.decide({{2, Decision::postpone, "menunggu lagi", "", "2025-07-25"}});
    CHECK(codes_of(book.path)[1] != decided[1]);
}

TEST_CASE("a changed content changes the check code, and changed back it is the old one", "[worklist][lists]") {
    const Book book;
    book.run("y");
    const auto before = codes_of(book.path);
    REQUIRE(book.sql("UPDATE tasks SET priority = 'low'"));
    CHECK(codes_of(book.path) != before);
    REQUIRE(book.sql("UPDATE tasks SET priority = 'medium'"));
    CHECK(codes_of(book.path) == before);
}

TEST_CASE("an order from a list is judged by what the list showed", "[worklist][lists]") {
    const Book book;
    book.run("yyyy");
    const auto shown = codes_of(book.path);
    const auto order = [&](std::int64_t task, Decision decision, const std::string& reason = "") {
        return worklist::Order{task, decision, reason, "", "", {}, shown[static_cast<std::size_t>(task - 1)], "Pak Lurah"};
    };
    const auto refusals = [&](const std::vector<worklist::Order>& orders) {
        std::vector<worklist::Refusal> all;
        for (const worklist::Answer& answer : book.decide(orders, worklist::Write::possible).answers) all.push_back(answer.refusal);
        return all;
    };
    using worklist::Refusal;
    book.decide({{2, Decision::reject, "pindah"}, {3, Decision::assign, "", "lurah"}});
    auto swapped = order(1, Decision::approve);
    swapped.task = 4;
    CHECK(refusals({order(1, Decision::approve), order(2, Decision::reject, "pindah"), order(3, Decision::approve), swapped}) ==
          std::vector{Refusal::none, Refusal::already, Refusal::changed, Refusal::damaged});
    CHECK(refusals({order(1, Decision::approve), order(2, Decision::reject, "meninggal"), order(2, Decision::approve)}) ==
          std::vector{Refusal::already, Refusal::changed, Refusal::twice});
    CHECK(book.state(1) == "approved");
    CHECK(book.state(4) == "open");
    CHECK(store::read_history(book.path).back().detail.ends_with(R"(,"decided_by":"Pak Lurah"})"));
    CHECK(book.misfits().empty());

    const worklist::Decided changed = book.decide({order(2, Decision::approve)}, worklist::Write::nothing);
    REQUIRE(changed.answers.front().since.size() == 1);
    CHECK(changed.answers.front().since.front().event == "rejected");
}

TEST_CASE("an order may hand a task over and decide it at once, whichever comes first", "[worklist][lists]") {
    const Book book;
    book.run("yy");
    book.decide({{2, Decision::reject, "pindah"}});
    const auto shown = codes_of(book.path);
    const auto decided = book.decide({{1, Decision::postpone, "menunggu", "lurah", "2025-07-20", {}, shown[0]}, {2, Decision::approve, "kembali", "lurah", "", {}, shown[1]}});
    CHECK(decided.written);
    CHECK(book.events() == book::Lines{"1 created", "2 created", "0 run", "2 rejected", "1 assigned", "1 postponed", "2 approved", "2 assigned"});
    CHECK(book.misfits().empty());
    const auto again = book.decide({{1, Decision::postpone, "menunggu", "lurah", "2025-07-20", {}, shown[0]}}, worklist::Write::possible);
    CHECK(again.answers.front().refusal == worklist::Refusal::already);
}

TEST_CASE("whoever looks before the commit can still stop it, and only looking writes nothing", "[worklist][lists]") {
    const Book book;
    book.run("y");
    const auto before = book.events();
    const auto stop = [](const worklist::Decided& decided) {
        CHECK_FALSE(decided.head.empty());
        throw std::runtime_error("disk full");
    };
    CHECK_THROWS_AS(worklist::decide(book.path, {{1, Decision::approve}}, {"siti", "2025-07-02T09:00:00Z"}, worklist::Write::all, stop), std::runtime_error);
    CHECK(book.decide({{1, Decision::approve}}, worklist::Write::nothing).head.empty());
    CHECK(book.events() == before);
    CHECK(book.state(1) == "open");
}

TEST_CASE("a copy is the same worklist, one made anew from the same data is another", "[worklist][lists]") {
    const Book book, other;
    book.run("yy");
    other.run("yy");
    const auto codes = codes_of(book.path), others = codes_of(other.path);
    CHECK(group_of(codes[0]) == group_of(codes[1]));
    CHECK(group_of(codes[0]) != group_of(others[0]));
    const worklist::CheckCodes ours(store::WorklistReader(book.path).identity());
    CHECK(ours.is_ours(codes[1]));
    CHECK_FALSE(ours.is_ours(others[1]));

    const std::string copy = book.path + ".copy";
    std::filesystem::copy_file(book.path, copy);
    CHECK(codes_of(copy) == codes);
    CHECK(store::WorklistWriter(copy, false).identity() == store::read_worklist(book.path).identity);
}

TEST_CASE("a worklist made before there were keys has codes too", "[worklist][lists]") {
    const Book book, later;
    book.run("y");
    later.run("y", "2025-07-02");
    for (const Book* each : {&book, &later}) REQUIRE(each->sql("DROP TABLE list_key"));
    CHECK(codes_of(book.path) == codes_of(book.path));
    CHECK(group_of(codes_of(book.path)[0]) != group_of(codes_of(later.path)[0]));
}

TEST_CASE("codes are read as people and spreadsheets leave them", "[worklist][lists]") {
    const std::string code = "7K2M-90XD-01TB-WH5E";
    for (const char* written : {"7K2M-90XD-01TB-WH5E", " 7k2m-90xd-01tb-wh5e ", "7K2M90XD01TBWH5E", "7K2M 9OXD-OlTB-WH5E", "'7K2M-90XD-01TB-WH5E",
                                "7K2M\xE2\x80\x93"
                                "90XD\xC2\xA0"
                                "01TB-WH5E"}) {
        INFO(written);
        CHECK(read_code(written) == code);
    }
    for (const char* written : {"", "7K2M-90XD-01TB-WH5", "7K2M-90XD-01TB-WH5EE", "7K2M-90XD-01TB-WH5U", "7K2M-90XD-01TB", "#REF!", "7K2M-90XD-01TB-WH5\xC3\xA9"}) {
        INFO(written);
        CHECK_FALSE(read_code(written));
    }
}

TEST_CASE("the columns of a list are known by their titles in either language", "[lists]") {
    using namespace tepat::cli;
    for (const Language language : {Language::id, Language::en})
        for (const ListColumn column : list_columns) {
            INFO(title_of(column, language));
            CHECK(column_titled(title_of(column, language)) == column);
        }
    CHECK(std::string(title_of(ListColumn::code, Language::id)) == "Kode periksa");
    CHECK(std::string(title_of(ListColumn::code, Language::en)) == "Check code");
    CHECK(column_titled(" KEPUTUSAN \n") == ListColumn::decision);
    CHECK(column_titled("alasan\natau catatan") == ListColumn::reason);
    CHECK(column_titled("No.\xC2\xA0Tugas") == ListColumn::task);
    for (const char* other : {"No", "Alasan", "Reason", "Bukti", "Evidence", "Assigned to", "Kepada", "Catatan", "Note", "Tugas", "Task", ""}) CHECK_FALSE(column_titled(other));
}

TEST_CASE("the words of a decision, as they are chosen and as they are typed", "[lists]") {
    using namespace tepat::cli;
    std::vector<std::string> words;
    for (const Language language : {Language::id, Language::en})
        for (const Decision decision : listed_decisions) {
            words.emplace_back(decision_word(decision, language));
            CHECK(decision_written(words.back()) == decision);
        }
    CHECK(words == std::vector<std::string>{"setujui", "tolak", "tunda", "selesai", "approve", "reject", "postpone", "done"});
    CHECK(decision_written("  SETUJUI. ") == Decision::approve);
    CHECK(decision_written("Setujui\xC2\xA0") == Decision::approve);
    CHECK(decision_written("Sudah  Selesai") == Decision::done);
    CHECK(decision_written("DITOLAK") == Decision::reject);
    for (const char* none : {"", "ya", "oke", "x", "setujui?tolak", "tidak setuju"}) CHECK_FALSE(decision_written(none));
}
