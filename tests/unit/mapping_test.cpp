// SPDX-License-Identifier: Apache-2.0
// Mappings: the shipped ones against the shipped vocabulary, identity numbers, encodings, and what a spreadsheet's number cells mean.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/encoding.hpp"
#include "engine/intake/findings.hpp"
#include "engine/intake/identity.hpp"
#include "engine/intake/mapping.hpp"
#include "tests/unit/vocabulary.hpp"

namespace {

using namespace tepat;
namespace fs = std::filesystem;
using intake::NumberOf;
using intake::Wholeness;
using workbook::CellKind;

program::Program shipped_vocabulary() {
    text::Sources sources;
    diagnostics::Sink sink;
    std::vector<syntax::Module> modules;
    for (const auto& entry : fs::directory_iterator(fs::path(TEPAT_SOURCE_DIR) / "rules/kosakata")) {
        std::ostringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        modules.push_back(syntax::parse(sources.add(entry.path().string(), text.str()), sink));
    }
    return check::check(modules, sources, sink);
}

const program::Fact* fact(const program::Program& p, const program::Entity& entity, const std::string& name) {
    for (const program::FactId id : entity.facts)
        if (p[id].name == name) return &p[id];
    return nullptr;
}

/// Every name a table mapping uses is a fact (or key or link) of its entity, every value one of the fact's.
void check_table(const program::Program& p, const intake::TableMapping& table) {
    const program::EntityId id = intake::mapped_entity(p, {}, table.entity);
    const program::Entity& entity = p[id];
    for (const auto& [name, source] : table.columns) {
        CAPTURE(table.entity, name);
        CHECK((fact(p, entity, name) != nullptr || name == entity.key_column || name == entity.link_column));
    }
    const auto readable = [&](const std::string& name, const std::string& value) {
        CAPTURE(table.entity, name, value);
        const program::Fact* const wanted = fact(p, entity, name);
        REQUIRE(wanted != nullptr);
        CHECK((value.empty() || !intake::read_cell(p, *wanted, value, {}).problem));
    };
    for (const auto& [name, values] : table.values)
        for (const auto& [written, meant] : values) readable(name, meant);
    for (const auto& [name, sum] : table.sums) {
        for (const auto& [bit, meant] : sum.bits) readable(name, meant);
        for (const auto& [code, meant] : sum.whole) readable(name, meant);
    }
    for (const auto& [name, titles] : table.corrections) CHECK(fact(p, entity, name) != nullptr);
}

}  // namespace

TEST_CASE("the shipped mappings fit the shipped vocabulary", "[intake][mapping]") {
    const program::Program p = shipped_vocabulary();
    REQUIRE(p.complete);
    CHECK(intake::shipped_mappings().size() == 7);
    for (const intake::ShippedMapping& shipped : intake::shipped_mappings()) {
        CAPTURE(shipped.name);
        const intake::Mapping mapping = intake::load_mapping(shipped.name);
        CHECK_FALSE(mapping.about_id.empty());
        CHECK_FALSE(mapping.about_en.empty());
        check_table(p, mapping.table);
        for (const intake::TableMapping& above : mapping.above) check_table(p, above);
    }
}

TEST_CASE("titles and values are compared without what people vary", "[intake][mapping]") {
    CHECK(intake::normal_title("usia _60_tahun_keatas") == intake::normal_title("Usia 60 Tahun Keatas"));
    CHECK(intake::normal_title("ID_keluarga_P3KE") == "idkeluargap3ke");
    CHECK(intake::normal_value("  Milik   SENDIRI ") == "milik sendiri");
}

TEST_CASE("a NIK is whole, damaged, or something else", "[intake]") {
    const auto read = [](const char* text, CellKind kind = CellKind::text) { return intake::read_identity(text, kind); };
    for (const char* whole : {"1571034101800001", " '1571034101800001", "1571034101800001.0", "1571.0341.0180.0001", "1571 0341 0180 0001", "\xE2\x80\x99" "1571034101800001"}) {
        CAPTURE(whole);
        CHECK(read(whole).state == Wholeness::whole);
        CHECK(read(whole).digits == "1571034101800001");
    }
    for (const char* damaged : {"1,57103E+15", "1.571E+15", "1571034101800000"}) CHECK(read(damaged).state == Wholeness::damaged);
    CHECK(read("1571034101800010").state == Wholeness::whole);  // a serial 0010, as far as a text says
    CHECK(read("1571034101800010", CellKind::number).state == Wholeness::damaged);
    CHECK(read("1571034101800012", CellKind::number).state == Wholeness::whole);
    for (const char* other : {"157103", "15710341018000012", "tidak ada"}) CHECK(read(other).state == Wholeness::other);
}

TEST_CASE("what a NIK says of itself", "[intake]") {
    const auto woman = intake::parts_of_nik("1571036908850012");
    REQUIRE(woman);
    CHECK((woman->female && woman->day == 29 && woman->month == 8 && woman->year_in_century == 85 && woman->region == "157103"));
    CHECK(intake::parts_of_nik("1571032902010001"));
    for (const char* wrong : {"1571033202850001", "1571033102850001", "1571037208850001", "1571030008850001", "1571030113850001", "1571030101850000", "0571030101850001"})
        CHECK_FALSE(intake::parts_of_nik(wrong));
    CHECK(intake::is_family_card("1571030101150001"));
    CHECK_FALSE(intake::is_family_card("1571034101150001"));
    CHECK(intake::masked("1571036908850012") == "157103******0012");
    CHECK(intake::area_code("15.71.03.1006") == "1571031006");
    CHECK(intake::area_code("Kasang") == "Kasang");
    CHECK(intake::number_named("NIK_perbaikan") == NumberOf::person);
    CHECK(intake::number_named("No KK") == NumberOf::family_card);
    CHECK(intake::number_named("nama") == NumberOf::nothing);
}

TEST_CASE("number cells of a spreadsheet keep their meaning", "[intake]") {
    const auto v = vocabulary::places();
    intake::CellStyle number;
    number.kind = CellKind::number;
    const auto read = [&](program::FactId id, const char* text, const intake::CellStyle& style) { return intake::read_cell(v.p, v.p[id], text, style); };
    CHECK(std::get<std::string>(read(v.belanja, "1500.5", number).cell) == "1500.5");
    CHECK(read(v.belanja, "1.234", number).problem);                       // a thousandth of a rupiah is none
    CHECK(std::get<std::int64_t>(read(v.belanja, "1.234", {}).cell) == 1234);  // written so in a text, it is thousands
    CHECK(read(v.desil, "1.5", number).problem);
    CHECK(std::get<std::string>(read(v.lahir, "31276", {}).cell) == "1985-08-17");
    CHECK(read(v.lahir, "31276", {}).remark == diagnostics::Phrase::row_serial_date);
    intake::CellStyle american;
    american.dates = intake::DateOrder::month_first;
    CHECK(std::get<std::string>(read(v.lahir, "08/17/1985", american).cell) == "1985-08-17");
    CHECK(read(v.lahir, "17/08/1985", american).problem);
    CHECK(std::get<std::string>(read(v.lahir, "17 Agustus 1985", american).cell) == "1985-08-17");
}

TEST_CASE("Windows-1252 is told from UTF-8, and a damaged UTF-8 file from both", "[intake]") {
    const auto guess = [](std::initializer_list<std::string_view> pieces) {
        intake::EncodingGuess g;
        for (const std::string_view piece : pieces) g.look_at(piece);
        return g.windows_1252();
    };
    CHECK_FALSE(guess({"plain text that is longer than eight bytes"}));
    CHECK_FALSE(guess({"Jos\xC3", "\xA9 across two pieces"}));
    CHECK(guess({"nama\nJos\xE9 Contoh"}));
    CHECK(guess({"Jos\xE9", " Contoh"}));
    CHECK_FALSE(guess({"Jos\xC3\xA9 and Jos\xE9"}));  // both: damage
    CHECK_FALSE(guess({std::string_view("J\0o\0s\0\xE9\0", 8)}));
    CHECK(intake::from_windows_1252("Jos\xE9 \x93" "a\x94 \x80") == "Jos\xC3\xA9 \xE2\x80\x9C" "a\xE2\x80\x9D \xE2\x82\xAC");
}

TEST_CASE("every check has both languages and something to do", "[intake]") {
    for (std::size_t i = 0; i < intake::checks; ++i) {
        const auto check = static_cast<intake::Check>(i);
        CAPTURE(intake::name_of(check));
        for (const auto language : {diagnostics::Language::id, diagnostics::Language::en}) {
            CHECK_FALSE(intake::what(check, "x", language).empty());
            CHECK(intake::what(check, "x", language).find('{') == std::string::npos);
            CHECK_FALSE(intake::what_to_do(check, language).empty());
        }
        CHECK(intake::check_named(intake::name_of(check)) == check);
    }
}
