// SPDX-License-Identifier: Apache-2.0
// The life of tasks: outcomes in, a worklist file out, run after run. Programs, populations and decisions are put together by hand.
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/worklist/apply.hpp"
#include "engine/worklist/task_list.hpp"
#include "tests/unit/vocabulary.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using program::Date;
using run::Outcome;

struct File {
    fs::path folder = fs::temp_directory_path() / ("tepat_worklist_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    std::string path = (folder / "w.db").string();
    File() { fs::create_directories(folder); }
    ~File() { fs::remove_all(folder); }
    static inline int counter = 0;
};

/// Two families of three and one person whose family does not exist. Programme p (rules a, b) on persons, rule lone on families.
struct World {
    vocabulary::Places v = vocabulary::places();
    columns::Population population;
    run::Decisions decisions;
    Date date = *program::parse_iso("2025-07-01");
    bool include_drafts = false, whole = true;
    program::ExprId done_when, benefit;

    World() {
        program::Program& p = v.p;
        p.agencies = {{"disnaker", "Dinas Tenaga Kerja", {}}, {"rt", "", {}}};
        done_when = expression(v.anggota, vocabulary::yes_no);
        benefit = expression(v.anggota, vocabulary::rupiah);
        p.entities[v.keluarga.value].address = {v.desil};
        p.facts[v.kepala.value].secrecy = program::Secrecy::secret;

        program::Programme programme;
        programme.name = "p";
        programme.label = "Programme P";
        programme.entity = v.anggota;
        programme.period = program::Period::yearly;
        programme.benefit = benefit;
        programme.benefit_per = program::DueUnit::months;
        programme.legal_basis = {"Perda 1"};
        programme.task = task("Daftarkan ", 0, program::Due{30, program::DueUnit::days});
        programme.task->text.push_back({"", v.nama, false});
        programme.task->done_when = done_when;
        programme.rules = {{0}, {1}};
        p.programmes = {programme};

        add_rule("a", v.anggota, {0}).data_task = data_task();
        add_rule("b", v.anggota, {0}).legal_basis = {"Pergub 2"};
        add_rule("lone", v.keluarga, {}).task = task("Kunjungi", 1, program::Due{3, program::DueUnit::working_days});

        population.entities.resize(3);
        fill(v.kelurahan, {"15.71"}, {});
        fill(v.keluarga, {"k1", "k2"}, {0, 0});
        fill(v.anggota, {"1", "2", "3", "4", "5", "6", "7"}, {0, 0, 0, 1, 1, 1, columns::no_parent_error});
        set_texts(v.nama_kelurahan, {"Aur"});
        set_texts(v.kepala, {"Siti", "Budi"});
        set_texts(v.nama, {"Ani", "Banu", "Citra", "Dedi", "Eka", "Fajar", "Gita"});
        set_numbers(v.desil, {1, 4});

        decisions.missing_sets = {{}, {{v.anggota, v.jaminan}, {v.keluarga, v.desil}}};
        judge("a", "eunzuun");
        judge("b", "nunnnnn");
        judge("lone", "en");
        watch(done_when, v.anggota, {0, 0, 0, 0, 0, 0, 0});
        watch(benefit, v.anggota, std::vector<std::int64_t>(7, 1'680'000));
    }

    program::ExprId expression(program::EntityId scope, program::Type type) {
        v.p.exprs.push_back({program::Constant{}, type, scope, {}});
        return {static_cast<std::uint32_t>(v.p.exprs.size() - 1)};
    }
    static program::Task task(const std::string& text, std::uint32_t agency, program::Due due) {
        program::Task task;
        task.text = {{text, {}, false}};
        task.agency = {agency};
        task.due = due;
        task.priority = program::Priority::high;
        return task;
    }
    static program::Task data_task() {
        program::Task data = task("Lengkapi: ", 1, {14, program::DueUnit::days});
        data.text.push_back({"", {}, true});
        return data;
    }
    program::Rule& add_rule(const std::string& name, program::EntityId entity, program::ProgrammeId programme) {
        program::Rule rule;
        rule.name = name;
        rule.label = "Rule " + name;
        rule.entity = entity;
        rule.programme = programme;
        v.p.rules.push_back(rule);
        return v.p.rules.back();
    }
    void fill(program::EntityId entity, std::vector<std::string> keys, std::vector<std::uint32_t> parents) {
        columns::EntityRows& rows = population.entities[entity.value];
        rows.rows = keys.size();
        rows.keys = std::move(keys);
        rows.parent = std::move(parents);
        rows.columns.resize(v.p[entity].facts.size());
    }
    std::optional<columns::Column>& column(program::FactId fact) {
        const program::EntityId entity = v.p[fact].entity;
        for (std::size_t i = 0; i < v.p[entity].facts.size(); ++i)
            if (v.p[entity].facts[i] == fact) return population.entities[entity.value].columns[i];
        throw 0;
    }
    void set_texts(program::FactId fact, const std::vector<std::string>& texts) {
        columns::ColumnBuilder builder;
        for (const auto& text : texts) text.empty() ? builder.add_unknown() : builder.add_text(text);
        column(fact) = builder.finish();
    }
    void set_numbers(program::FactId fact, const std::vector<std::int64_t>& numbers) {
        columns::ColumnBuilder builder;
        for (const auto number : numbers) builder.add(number);
        column(fact) = builder.finish();
    }
    /// e eligible, n not, u undecided (missing set 1), z error, - not a subject.
    void judge(const std::string& rule, const std::string& letters) {
        std::uint32_t id = 0;
        while (v.p.rules[id].name != rule) ++id;
        std::erase_if(decisions.rules, [&](const auto& r) { return r.rule.value == id; });
        run::RuleOutcomes outcomes;
        outcomes.rule = {id};
        outcomes.entity = v.p.rules[id].entity;
        outcomes.subject.resize(letters.size());
        for (std::size_t row = 0; row < letters.size(); ++row) {
            const char c = letters[row];
            const Outcome outcome = c == 'e' ? Outcome::eligible : c == 'u' ? Outcome::undecided : c == 'z' ? Outcome::error : Outcome::not_eligible;
            outcomes.outcome.push_back(outcome);
            outcomes.missing.push_back(c == 'u' ? 1 : 0);
            if (c == '-') continue;
            outcomes.subject.set(row);
            ++outcomes.subjects;
            ++outcomes.count[static_cast<std::size_t>(outcome)];
        }
        decisions.rules.push_back(outcomes);
    }
    void forget(const std::string& rule) {
        std::erase_if(decisions.rules, [&](const auto& r) { return v.p.rules[r.rule.value].name == rule; });
    }
    void watch(program::ExprId expr, program::EntityId entity, const std::vector<std::int64_t>& values) {
        std::erase_if(decisions.watched, [&](const auto& w) { return w.expr == expr; });
        run::Watched watched{expr, entity, {}};
        for (const auto value : values) watched.values.push_back({run::ValueState::known, true, true, value, value, ""});
        decisions.watched.push_back(watched);
    }
    worklist::Judged judged() const { return {v.p, decisions, population, date, include_drafts}; }
    worklist::Applied apply(const std::string& path) const {
        return worklist::apply(path, judged(), {"rules", "data", "0.1", "2025-07-01T08:00:00Z", whole});
    }
};

std::string line(const worklist::ListedTask& t) {
    std::string reasons, missing;
    for (const auto& r : t.reasons) reasons += (reasons.empty() ? "" : "+") + r.rule;
    for (const auto& m : t.task.content.missing) missing += (missing.empty() ? "" : "+") + m;
    return t.task.kind + " " + (t.task.programme.empty() ? t.task.rule : t.task.programme) + " " + t.places.front().key + " " + t.task.period + " " +
           t.task.state + " [" + t.task.content.text + "] " + t.task.content.agency + " " + t.task.content.priority + " " + t.task.content.due + " " +
           reasons + (missing.empty() ? "" : " ?" + missing);
}
std::vector<std::string> lines(const std::string& path, const worklist::Filter& filter = {"", "", "", "", true}) {
    std::vector<std::string> all;
    for (const auto& task : worklist::read_tasks(path, filter)) all.push_back(line(task));
    return all;
}
std::string counts(const worklist::Applied& applied) {
    const worklist::TaskCounts& c = applied.counts;
    return "new " + std::to_string(c.created) + " same " + std::to_string(c.unchanged) + " changed " + std::to_string(c.changed) + " withdrawn " +
           std::to_string(c.withdrawn) + " done " + std::to_string(c.done) + " reopened " + std::to_string(c.reopened);
}
/// Every detail begins with `{"salt":"` and 32 digits.
std::string without_salt(const std::string& detail) {
    const std::string before = std::string("{\"") + store::salt_field + "\":\"";
    REQUIRE(detail.starts_with(before));
    const std::string rest = detail.substr(before.size() + 33);
    return rest == "}" ? "" : "{" + rest.substr(1);
}
std::vector<std::string> history(const std::string& path) {
    std::vector<std::string> all;
    for (const auto& event : store::read_history(path)) {
        const std::string detail = without_salt(event.detail);
        if (event.task != 0) all.push_back(std::to_string(event.run) + " " + std::to_string(event.task) + " " + event.event + (detail.empty() ? "" : " " + detail));
    }
    return all;
}
std::pair<diagnostics::Code, diagnostics::Exit> failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const diagnostics::Failure& failure) {
        return {failure.diagnostic().code, failure.exit()};
    }
    FAIL("no Failure was thrown");
    throw 0;
}
using Lines = std::vector<std::string>;
using Expected = std::pair<diagnostics::Code, diagnostics::Exit>;

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a programme is the atau of its rules: one task a subject, with every eligible rule as a reason", "[worklist]") {
    File file;
    World world;
    // rows:            1234567
    world.judge("a", "eunzuu-");
    world.judge("b", "eunnze-");
    CHECK(counts(world.apply(file.path)) == "new 4 same 0 changed 0 withdrawn 0 done 0 reopened 0");
    CHECK(lines(file.path) == Lines{
        "intervention lone k1 - open [Kunjungi] rt high 2025-07-04 lone",
        "intervention p 1 2025 open [Daftarkan Ani] disnaker high 2025-07-31 a+b",
        "data p 2 2025 open [Lengkapi: Label desil (keluarga!), Label jaminan] rt high 2025-07-15 a+b ?anggota.jaminan+keluarga.desil",
        // 4: error in one rule, not eligible in the other: error; 5: undecided and error: error; neither is asked about
        "intervention p 6 2025 open [Daftarkan Fajar] disnaker high 2025-07-31 b",
    });
    const auto contents = store::read_worklist(file.path);
    CHECK(contents.runs.size() == 1);
    CHECK(contents.runs[0].counts == R"({"tasks":{"new":4,"unchanged":0,"changed":0,"withdrawn":0,"done":0,"reopened":0,"superseded":0}})");
    REQUIRE(contents.last_counts.size() == 3);
    CHECK(contents.last_counts[0].rule == "a");
    CHECK(contents.last_counts[0].subjects == 6);
    CHECK(contents.last_counts[0].count == std::array<std::size_t, 4>{1, 1, 3, 1});
    CHECK(contents.tasks[0].content.benefit_low == 1'680'000);
    CHECK(contents.tasks[0].content.benefit_per == "months");
}

TEST_CASE("new, unchanged, changed, withdrawn, done, reopened", "[worklist]") {
    File file;
    World world;
    world.judge("a", "eeennnn");
    world.judge("b", "nnnnnnn");
    CHECK(counts(world.apply(file.path)) == "new 4 same 0 changed 0 withdrawn 0 done 0 reopened 0");
    CHECK(counts(world.apply(file.path)) == "new 0 same 4 changed 0 withdrawn 0 done 0 reopened 0");

    world.date = *program::parse_iso("2025-08-15");  // 1 stays, 2 has a second reason, 3 is served, the family is no longer visited
    world.judge("a", "eennnnn");
    world.judge("b", "nennnnn");
    world.judge("lone", "nn");
    world.watch(world.done_when, world.v.anggota, {0, 0, 1, 0, 0, 0, 0});
    CHECK(counts(world.apply(file.path)) == "new 0 same 1 changed 1 withdrawn 1 done 1 reopened 0");
    CHECK(lines(file.path) == Lines{
        "intervention lone k1 - withdrawn [Kunjungi] rt high 2025-07-04 lone",
        "intervention p 1 2025 open [Daftarkan Ani] disnaker high 2025-07-31 a",
        "intervention p 2 2025 open [Daftarkan Banu] disnaker high 2025-07-31 a+b",
        "intervention p 3 2025 done [Daftarkan Citra] disnaker high 2025-07-31 a",
    });

    world.judge("lone", "en");
    CHECK(counts(world.apply(file.path)) == "new 0 same 2 changed 0 withdrawn 0 done 0 reopened 1");
    CHECK(history(file.path) == Lines{"1 1 created", "1 2 created", "1 3 created", "1 4 created", "3 2 changed {\"reasons\":[[\"a\"],[\"a\",\"b\"]]}",
                                      "3 3 done", "3 4 withdrawn", "4 4 reopened"});
    CHECK(lines(file.path)[0] == "intervention lone k1 - open [Kunjungi] rt high 2025-08-20 lone");  // a new deadline: two days of weekend
}

TEST_CASE("another period is another task, and supersedes the one still pending of an earlier period", "[worklist]") {
    File file;
    World world;
    world.judge("a", "ennnnnn");
    world.judge("b", "nnnnnnn");
    world.apply(file.path);
    world.date = *program::parse_iso("2026-01-05");
    CHECK(counts(world.apply(file.path)) == "new 1 same 1 changed 0 withdrawn 0 done 0 reopened 0");
    world.judge("a", "nnnnnnn");
    CHECK(counts(world.apply(file.path)) == "new 0 same 1 changed 0 withdrawn 1 done 0 reopened 0");
    CHECK(lines(file.path)[1] == "intervention p 1 2025 superseded [Daftarkan Ani] disnaker high 2025-07-31 a");
    CHECK(store::read_worklist(file.path).tasks[0].superseded_by == 3);
}

TEST_CASE("one rule alone withdraws nothing of the others and keeps their reasons", "[worklist]") {
    File file;
    World world;
    world.judge("a", "eennnnn");
    world.judge("b", "ennnnnn");
    world.apply(file.path);
    world.whole = false;
    world.forget("b");
    world.forget("lone");
    world.judge("a", "enunnnn");
    CHECK(counts(world.apply(file.path)) == "new 1 same 1 changed 0 withdrawn 0 done 0 reopened 0");
    CHECK(lines(file.path) == Lines{
        "intervention lone k1 - open [Kunjungi] rt high 2025-07-04 lone",
        "intervention p 1 2025 open [Daftarkan Ani] disnaker high 2025-07-31 a+b",
        "intervention p 2 2025 open [Daftarkan Banu] disnaker high 2025-07-31 a",
        "data p 3 2025 open [Lengkapi: Label desil (keluarga!), Label jaminan] rt high 2025-07-15 a ?anggota.jaminan+keluarga.desil",
    });
    world.judge("a", "unnnnnn");  // still eligible by b for all this run knows: no question is asked
    CHECK(counts(world.apply(file.path)) == "new 0 same 0 changed 0 withdrawn 0 done 0 reopened 0");
}

TEST_CASE("a full run withdraws what the rule set no longer has", "[worklist]") {
    File file;
    World world;
    world.judge("a", "ennnnnn");
    world.judge("b", "nnnnnnn");
    world.apply(file.path);
    world.forget("lone");
    world.v.p.rules.pop_back();
    CHECK(counts(world.apply(file.path)) == "new 0 same 1 changed 0 withdrawn 1 done 0 reopened 0");
}

TEST_CASE("a subject that left the baseline: its task is withdrawn", "[worklist]") {
    File file;
    World world;
    world.judge("a", "eeennnn");
    world.judge("b", "nnnnnnn");
    world.apply(file.path);
    world.watch(world.done_when, world.v.anggota, std::vector<std::int64_t>(7, 1));
    world.judge("a", "eennnnn");
    world.population.entities[world.v.anggota.value].keys[2] = "99";
    CHECK(counts(world.apply(file.path)) == "new 0 same 3 changed 0 withdrawn 1 done 0 reopened 0");
}

TEST_CASE("drafts write no tasks unless told to", "[worklist]") {
    World world;
    world.v.p.programmes[0].draft = true;
    CHECK(worklist::plan_tasks(world.judged()).size() == 1);
    world.include_drafts = true;
    CHECK(worklist::plan_tasks(world.judged()).size() > 1);
}

TEST_CASE("lists are filtered, sorted by place, and mask secrets", "[worklist]") {
    File file;
    World world;
    world.judge("a", "enneenn");
    world.judge("b", "nnnnnnn");
    world.judge("lone", "ee");
    world.apply(file.path);
    CHECK(lines(file.path, {"Dinas Tenaga Kerja", "", "", "", false}).size() == 3);
    CHECK(lines(file.path, {"rt", "", "", "", false}).size() == 2);
    CHECK(lines(file.path, {"", "aur", "", "", false}).size() == 5);
    CHECK(lines(file.path, {"", "15.71", "p", "", false}).size() == 3);
    CHECK(lines(file.path, {"", "elsewhere", "", "", false}).empty());
    CHECK(lines(file.path, {"", "", "", "done", false}).empty());
    const auto tasks = worklist::read_tasks(file.path, {});
    REQUIRE(tasks.size() == 5);
    std::string subjects;
    for (const auto& task : tasks) subjects += task.places.front().key + " ";
    CHECK(subjects == "k1 1 k2 4 5 ");
    const auto& first = tasks[1];
    REQUIRE(first.places.size() == 3);
    CHECK(first.places[0].name.value == "Ani");
    CHECK(first.places[1].name.value == "Siti");
    CHECK(worklist::shown(first.places[1].name, false) == "***");
    CHECK(worklist::shown(first.places[1].name, true) == "Siti");
    CHECK(first.places[1].address == std::vector<store::PieceRecord>{{"Label desil", "1", 0}});
    CHECK(first.places[2].area);
    CHECK(first.programme_label == "Programme P");
    CHECK(first.agency_label == "Dinas Tenaga Kerja");
    CHECK(first.reasons[0].label == "Rule a");
    CHECK(first.reasons[0].legal_basis == Lines{"Perda 1"});
}

TEST_CASE("a new name or address refreshes the subject, not the task", "[worklist]") {
    File file;
    World world;
    world.judge("a", "nnnnnnn");
    world.apply(file.path);
    world.set_numbers(world.v.desil, {2, 4});
    CHECK(counts(world.apply(file.path)) == "new 0 same 1 changed 0 withdrawn 0 done 0 reopened 0");
    CHECK(worklist::read_tasks(file.path, {})[0].places[0].address[0].value == "2");
}

TEST_CASE("values in task texts", "[worklist]") {
    World world;
    world.set_numbers(world.v.belanja, {150'000'050, -100});
    world.set_numbers(world.v.luas, {1'500'000, 0});
    world.set_numbers(world.v.pbb, {1, 0});
    world.set_numbers(world.v.lahir, std::vector<std::int64_t>(7, program::parse_iso("1990-02-28")->days));
    world.set_numbers(world.v.sekolah, std::vector<std::int64_t>(7, 1));
    const auto judged = world.judged();
    const auto shown = [&](program::FactId fact, std::uint32_t row) { return worklist::shown_value(judged, fact, world.v.anggota, row); };
    CHECK(shown(world.v.belanja, 0) == "Rp1.500.000,50");
    CHECK(shown(world.v.belanja, 3) == "-Rp1");
    CHECK(shown(world.v.luas, 0) == "1.5");
    CHECK(shown(world.v.pbb, 0) == "Ya");
    CHECK(shown(world.v.lahir, 0) == "1990-02-28");
    CHECK(shown(world.v.sekolah, 0) == "Label sd");
    CHECK(shown(world.v.jaminan, 0) == "-");  // not loaded
    CHECK(shown(world.v.desil, 6) == "-");    // no family
}

TEST_CASE("periods and deadlines", "[worklist]") {
    const Date date = *program::parse_iso("2025-08-29");  // a Friday
    CHECK(worklist::period_label(program::Period::yearly, date) == "2025");
    CHECK(worklist::period_label(program::Period::quarterly, date) == "2025-T3");
    CHECK(worklist::period_label(program::Period::monthly, date) == "2025-08");
    CHECK(worklist::period_label(program::Period::once, date) == "-");
    const std::vector<Date> holidays{*program::parse_iso("2025-09-05")};
    const auto due = [&](std::int64_t amount, program::DueUnit unit) { return program::to_iso(*worklist::due_date({amount, unit}, date, holidays)); };
    CHECK(due(3, program::DueUnit::days) == "2025-09-01");
    CHECK(due(6, program::DueUnit::months) == "2026-02-28");
    CHECK(due(1, program::DueUnit::working_days) == "2025-09-01");
    CHECK(due(5, program::DueUnit::working_days) == "2025-09-08");  // Monday the 1st to Thursday the 4th, Friday is a holiday
    CHECK_FALSE(worklist::due_date({9000, program::DueUnit::years}, date, holidays));
}

TEST_CASE("other people's databases and newer worklists are refused", "[worklist]") {
    File file;
    const World world;
    const auto run_sql = [&](const char* statement) {
        sqlite3* db = nullptr;
        sqlite3_open(file.path.c_str(), &db);
        REQUIRE(sqlite3_exec(db, statement, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(db);
    };
    run_sql("CREATE TABLE keluarga(id)");
    const std::string before = bytes_of(file.path);
    CHECK(failure_of([&] { world.apply(file.path); }) == Expected{diagnostics::Code::not_a_worklist, diagnostics::Exit::user});
    CHECK(failure_of([&] { worklist::read_tasks(file.path, {}); }) == Expected{diagnostics::Code::not_a_worklist, diagnostics::Exit::user});
    CHECK(bytes_of(file.path) == before);
    fs::remove(file.path);
    world.apply(file.path);
    run_sql("PRAGMA user_version = 99");
    CHECK(failure_of([&] { world.apply(file.path); }) == Expected{diagnostics::Code::worklist_too_new, diagnostics::Exit::user});
    CHECK(failure_of([&] { worklist::read_tasks((file.folder / "none.db").string(), {}); }) ==
          Expected{diagnostics::Code::database_missing, diagnostics::Exit::environment});
    CHECK(failure_of([&] { world.apply((file.folder / "no" / "such" / "w.db").string()); }) ==
          Expected{diagnostics::Code::folder_missing, diagnostics::Exit::environment});
}

TEST_CASE("a run that cannot finish leaves the worklist as it was", "[worklist]") {
    File file;
    World world;
    {
        store::WorklistWriter writer(file.path);
        writer.begin_run({});
    }
    CHECK_FALSE(fs::exists(file.path));  // nothing was committed, nothing is left behind
    world.apply(file.path);
    const Lines before = lines(file.path);
    {
        store::WorklistWriter writer(file.path);
        const auto run = writer.begin_run({});
        writer.set_state(1, "withdrawn", {"withdrawn", run});
    }
    CHECK(store::read_worklist(file.path).runs.size() == 1);
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(file.path.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(failure_of([&] { world.apply(file.path); }) == Expected{diagnostics::Code::database_locked, diagnostics::Exit::environment});
    sqlite3_close(other);
    CHECK(lines(file.path) == before);
}

namespace {

/// A worklist of `persons` open tasks.
World crowd(std::uint32_t persons) {
    World world;
    std::vector<std::string> keys, names;
    for (std::uint32_t i = 0; i < persons; ++i) {
        keys.push_back(std::to_string(1'000'000 + i));
        names.push_back("Nama " + std::to_string(i));
    }
    world.fill(world.v.anggota, keys, std::vector<std::uint32_t>(persons, 0));
    world.set_texts(world.v.nama, names);
    world.judge("a", std::string(persons, 'e'));
    world.judge("b", std::string(persons, 'n'));
    world.watch(world.done_when, world.v.anggota, std::vector<std::int64_t>(persons, 0));
    world.watch(world.benefit, world.v.anggota, std::vector<std::int64_t>(persons, 1));
    return world;
}

/// Runs `work` in a child process and waits for it.
int in_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("no room for what a run writes: exit 3 and the worklist as before", "[worklist]") {
    File file;
    World().apply(file.path);
    const Lines before = lines(file.path);
    const World big = crowd(5000);
    const int exit = in_child([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{200'000, 200'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            big.apply(file.path);
        } catch (const diagnostics::Failure& failure) {
            return static_cast<int>(failure.exit());
        }
        return 0;
    });
    CHECK(exit == 3);
    CHECK(lines(file.path) == before);
    CHECK(store::read_worklist(file.path).runs.size() == 1);
}

TEST_CASE("a run killed at any moment leaves the worklist as it was or complete", "[worklist]") {
    File file;
    World().apply(file.path);
    const std::size_t before = store::read_worklist(file.path).tasks.size();
    std::size_t runs = 1;
    const World big = crowd(3000);
    for (int moment = 0; moment < 25; ++moment) {
        const pid_t child = ::fork();
        if (child == 0) {
            big.apply(file.path);
            ::_exit(0);
        }
        ::usleep(static_cast<useconds_t>(moment * 3000));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto contents = store::read_worklist(file.path);
        const bool complete = contents.runs.size() == runs + 1;
        CAPTURE(moment, complete);
        if (complete) ++runs;
        CHECK(contents.runs.size() == runs);
        CHECK(contents.tasks.size() == (runs == 1 ? before : before + 3000));
        for (const auto& task : contents.tasks) REQUIRE(task.last_run <= static_cast<std::int64_t>(runs));
    }
}
