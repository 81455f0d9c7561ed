// SPDX-License-Identifier: Apache-2.0
// Explaining: the unit gives the subject the outcome it has among all, and the tree follows the rule.
#include <catch2/catch.hpp>

#include "dsl/check/check.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/explain/explain.hpp"
#include "engine/explain/unit.hpp"
#include "engine/plan/plan.hpp"
#include "engine/trial/rows.hpp"

namespace {

using namespace tepat;
using explain::Node;

const std::string text_of_rules = R"(bahasa id
entitas kota "Kota"
  dari tabel kota kunci kode
  dana rupiah 0..
entitas keluarga "Keluarga" di kota lewat kode
  dari tabel keluarga kunci id
  desil bilangan 1..10
entitas anggota "Anggota" di keluarga lewat id paling sedikit 1
  dari tabel anggota kunci nomor
  hanya bila tidak meninggal
  sebutan nama
  nama teks
  umur bilangan 0..120
  meninggal ya_tidak
  sekolah ya_tidak
  ibu merujuk anggota lewat nik_ibu
istilah murid untuk keluarga adalah banyaknya anggota yang (sekolah dan umur < 20)
istilah miskin untuk keluarga adalah desil <= 4
aturan sendiri untuk setiap anggota
  dasar hukum "contoh"
  jika semua dari:
    - keluarga.miskin
    - umur antara 6 sampai 21
    - keluarga.murid >= 2
  kecuali bersaudara: ada anggota lain yang (umur > subjek.umur dan sekolah)
aturan se_kota untuk setiap keluarga
  dasar hukum "contoh"
  jika desil <= 4 dan banyaknya anggota > 0 dan kota.ramai
aturan lewat_ibu untuk setiap anggota
  dasar hukum "contoh"
  jika ibu.ibu.umur > 6 dan ibu.keluarga.murid >= 1
aturan bersekolah untuk setiap anggota
  dasar hukum "contoh"
  jika sekolah dan umur > 5
istilah ramai untuk kota adalah banyaknya keluarga yang (miskin) >= 2
uji "penduduk" pada 2025-07-01
  misalkan keluarga k4: desil 1
    anggota d1: umur 7, meninggal salah, sekolah benar, ibu a3
  misalkan kota c1: dana Rp1
    keluarga k1: desil 2
    anggota a1: umur 10, meninggal salah, sekolah benar, nama "Siti", ibu b1
    anggota a2: umur 12, meninggal salah, nama "Budi", ibu d1
    anggota a3: umur 80, meninggal benar, sekolah salah
    anggota a4: umur 15, meninggal salah, sekolah benar, ibu "entah"
    keluarga k2: desil 3
    anggota e1: umur 9, meninggal salah, sekolah benar
    anggota e2: umur 8, meninggal salah
    keluarga k3: desil 9
    anggota b1: umur 7, meninggal salah, sekolah benar, ibu a4
  harapkan
    a1 tidak layak sendiri
    a2 layak lewat_ibu
    e1 belum pasti sendiri
    c1.dana = Rp1
    k2.desil = 3
    k3.desil = 9
)";

const std::string text_of_places = R"(bahasa id
entitas kota "Kota"
  dari tabel kota kunci kode
  nama teks
entitas keluarga "Keluarga" di kota lewat kode
  dari tabel keluarga kunci id
  nama teks
  desil bilangan 1..10
lembaga dinas "Dinas"
program bantuan "Bantuan" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "contoh"
  kuota 1
  urutkan menurut desil terkecil dahulu
aturan miskin untuk setiap keluarga
  program bantuan
  jika desil <= 4
istilah ramai untuk kota adalah banyaknya keluarga yang (desil <= 4) >= 3
aturan di_kota_ramai untuk setiap keluarga
  dasar hukum "contoh"
  jika kota.ramai atau terpilih bantuan
uji "dua kota" pada 2025-07-01
  misalkan kota c1: nama "Satu"
    keluarga k1: desil 9
    keluarga k2: nama "Dua"
    keluarga k3: nama "Tiga"
    keluarga k4: desil 2
  misalkan kota c2: nama "Lain"
    keluarga k5: nama "Lima"
  harapkan
    k1 belum pasti di_kota_ramai
)";

/// The rows of the test in a text of rules as a population.
struct World {
    text::Sources sources;
    diagnostics::Sink sink;
    program::Program program;
    columns::Population population;
    std::vector<program::RuleId> rules;
    program::Date date = *program::parse_iso("2025-07-01");

    explicit World(const std::string& rules_text = text_of_rules) {
        const std::vector<syntax::Module> modules{syntax::parse(sources.add("x.aturan", rules_text), sink)};
        program = check::check(modules, sources, sink);
        REQUIRE(program.tests.size() == 1);
        std::vector<program::FactId> facts;
        for (std::uint32_t f = 0; f < program.facts.size(); ++f) facts.push_back({f});
        population = trial::make_rows(program, {0}, facts).population;
    }
    program::EntityId entity(const std::string& name) const {
        std::uint32_t e = 0;
        while (program.entities[e].name != name) ++e;
        return {e};
    }
    program::RuleId rule(const std::string& name) const {
        std::uint32_t r = 0;
        while (program.rules[r].name != name) ++r;
        return {r};
    }
    explain::Explanation explain(const std::string& of, const std::string& key, const std::string& by) const {
        const auto row = explain::find_row(population, entity(of), key);
        REQUIRE(row.has_value());
        return explain::explain(program, population, entity(of), *row, {rule(by)}, date);
    }
    std::string written(const Node& node) const { return std::string(sources.text(program[node.expr].span)); }
};

const Node* find(const World& world, const Node& node, const std::string& text) {
    if (node.expr.valid() && world.written(node) == text) return &node;
    for (const Node& child : node.children)
        if (const Node* found = find(world, child, text)) return found;
    return nullptr;
}

}  // namespace

TEST_CASE("everyone's explained outcome is the outcome among all", "[explain]") {
    const World world;
    for (const std::string name : {"sendiri", "se_kota", "lewat_ibu"}) {
        const program::RuleId rule = world.rule(name);
        const program::EntityId entity = world.program[rule].entity;
        const run::Decisions all = run::run(plan::make_plan(world.program, {world.date, {rule}, {}, {}}), world.population, {});
        for (std::uint32_t row = 0; row < world.population.entities[entity.value].rows; ++row) {
            INFO(name << " " << world.population.entities[entity.value].keys[row]);
            const explain::Explanation one = explain::explain(world.program, world.population, entity, row, {rule}, world.date);
            REQUIRE(one.rules.size() == 1);
            CHECK(one.rules[0].judged == all.rules[0].subject.get(row));
            if (one.rules[0].judged) CHECK(one.rules[0].outcome == all.rules[0].outcome[row]);
        }
    }
}

TEST_CASE("the unit is the family, or as far up as a quantifier looks", "[explain]") {
    const World world;
    const explain::Explanation own = world.explain("anggota", "a1", "sendiri");
    CHECK(own.unit.entities[world.entity("kota").value].rows == 1);
    CHECK(own.unit.entities[world.entity("keluarga").value].keys == std::vector<std::string>{"k1"});
    CHECK(own.unit.entities[world.entity("anggota").value].keys == std::vector<std::string>{"a1", "a2", "a3", "a4"});
    const explain::Explanation wide = world.explain("keluarga", "k2", "se_kota");
    CHECK(wide.unit.entities[world.entity("keluarga").value].rows == 3);
    const explain::Explanation orphan = world.explain("anggota", "d1", "sendiri");
    CHECK(orphan.unit.entities[world.entity("kota").value].rows == 0);
    CHECK(orphan.unit.entities[world.entity("keluarga").value].keys == std::vector<std::string>{"k4"});
}

TEST_CASE("the unit holds the rows referred to, step by step", "[explain]") {
    const World world;
    const explain::Explanation two = world.explain("anggota", "a2", "lewat_ibu");  // d1 of k4, and her a3 of k1; b1 is a1's
    CHECK(two.unit.entities[world.entity("keluarga").value].keys == std::vector<std::string>{"k1", "k3", "k4"});
    CHECK(two.rules[0].outcome == run::Outcome::eligible);
    const explain::Explanation none = world.explain("anggota", "a3", "lewat_ibu");
    CHECK(!none.rules[0].judged);
    const explain::Explanation broken = world.explain("anggota", "a4", "lewat_ibu");
    CHECK(broken.rules[0].outcome == run::Outcome::error);
}

TEST_CASE("the tree follows the rule's text, with the values the engine saw", "[explain]") {
    const World world;
    const explain::Explanation explanation = world.explain("anggota", "a1", "sendiri");
    const explain::RuleStory& story = explanation.rules[0];
    REQUIRE(story.parts.size() == 3);
    CHECK(story.parts[0].role == explain::Part::Role::only_when);
    CHECK(story.parts[2].role == explain::Part::Role::exception);
    const Node& when = story.parts[1].node;
    REQUIRE(when.children.size() == 3);
    const Node* poor = find(world, when, "keluarga.miskin");
    REQUIRE(poor != nullptr);
    CHECK(poor->kind == Node::Kind::term);
    CHECK(poor->value->low == 1);
    const Node* decile = find(world, *poor, "desil");
    REQUIRE(decile != nullptr);
    CHECK(decile->value->low == 2);
    const Node* between = find(world, when, "umur antara 6 sampai 21");
    REQUIRE(between != nullptr);
    REQUIRE(between->children.size() == 1);  // `umur` once, although two comparisons read it
    CHECK(between->children[0].value->low == 10);
    const Node* count = find(world, when, "banyaknya anggota yang (sekolah dan umur < 20)");
    REQUIRE(count != nullptr);
    CHECK(count->value->low == 2);
    CHECK(count->value->high == 3);
    CHECK(count->children.size() == 3);  // a3 has died
}

TEST_CASE("who lacks what is named", "[explain]") {
    const World world;
    const explain::Explanation explanation = world.explain("anggota", "a4", "sendiri");
    const explain::RuleStory& story = explanation.rules[0];
    CHECK(story.outcome == run::Outcome::eligible);
    CHECK(story.missing.empty());
    const explain::Explanation other = world.explain("anggota", "a1", "sendiri");
    CHECK(other.rules[0].outcome == run::Outcome::not_eligible);
    const explain::Explanation orphan = world.explain("anggota", "d1", "sendiri");
    CHECK(orphan.rules[0].outcome == run::Outcome::not_eligible);
    const explain::Explanation undecided = world.explain("keluarga", "k4", "se_kota");
    CHECK(undecided.rules[0].outcome == run::Outcome::undecided);
    REQUIRE(undecided.rules[0].missing.size() == 1);
    CHECK(world.program[undecided.rules[0].missing[0].name.entity].name == "keluarga");
    CHECK(!explain::find_row(world.population, world.entity("anggota"), "tidak_ada").has_value());
}

TEST_CASE("where everybody is judged for the places, gaps of other families are told only when the subject has none", "[explain]") {
    const World world(text_of_places);
    const auto named = [&](const std::string& key) {
        const explain::Explanation one = world.explain("keluarga", key, "di_kota_ramai");
        CHECK(one.rules[0].outcome == run::Outcome::undecided);
        REQUIRE(one.unit.entities[world.entity("keluarga").value].rows == 5);
        REQUIRE(one.rules[0].missing.size() == 1);
        std::vector<std::string> keys;
        for (const explain::Row& row : one.rules[0].missing[0].rows) keys.push_back(one.unit.entities[row.entity.value].keys[row.row]);
        return keys;
    };
    CHECK(named("k2") == std::vector<std::string>{"k2"});        // k3 leaves the count of the city open as well
    CHECK(named("k1") == std::vector<std::string>{"k2", "k3"});  // beside it; k5 is in another city
}

TEST_CASE("a near miss is the one condition that keeps the subject out, with its value and bound", "[explain]") {
    const World world;
    const explain::Explanation third = world.explain("keluarga", "k3", "se_kota");
    REQUIRE(third.rules[0].outcome == run::Outcome::not_eligible);
    REQUIRE(third.rules[0].near.size() == 1);
    const explain::NearMiss& miss = third.rules[0].near[0];
    CHECK(world.sources.text(world.program[miss.expr].span) == "desil <= 4");
    CHECK(miss.wanted);
    CHECK(miss.value->low == 9);
    CHECK(miss.bound->low == 4);
    // Two conditions fail: turning one around is not enough.
    CHECK(world.explain("anggota", "b1", "sendiri").rules[0].near.empty());
}

TEST_CASE("an undecided rule says what each value of a missing fact would make of it", "[explain]") {
    const World world;
    const explain::Explanation first = world.explain("anggota", "e1", "sendiri");
    REQUIRE(first.rules[0].outcome == run::Outcome::undecided);
    CHECK_FALSE(first.rules[0].ways.empty());
    for (const explain::Way& way : first.rules[0].ways)
        for (const explain::Way::Answer& answer : way.answers) CHECK(answer.low <= answer.high);
    for (const explain::RuleStory& story : world.explain("keluarga", "k1", "se_kota").rules) CHECK(story.ways.empty());
}
