// SPDX-License-Identifier: Apache-2.0
// Forms: what a row code ties together, and what becomes of each row that comes back.
#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/intake/form.hpp"
#include "engine/intake/form_code.hpp"
#include "engine/intake/form_columns.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/form_secret.hpp"
#include "tests/unit/vocabulary.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using intake::FormCodes;
using intake::FormColumn;

const std::string secret(32, 's');

/// A baseline with families 1 (nothing known) and 2 (decile 4), and forms as CSV.
struct Office {
    fs::path folder = fs::temp_directory_path() / ("tepat_form_" + std::to_string(::getpid()));
    vocabulary::Places v = vocabulary::places();
    std::string baseline = (folder / "b.db").string();
    Office() {
        fs::remove_all(folder);
        fs::create_directories(folder);
        store::create_tables(baseline, v.p);
        intake::import_file(baseline, file("k.csv", "kode,nama\na,Legok\n"), v.p, {v.kelurahan});
        intake::import_file(baseline, file("f.csv", "id,kode_kelurahan,kepala,desil\n1,a,Ani,\n2,a,Budi,4\n"), v.p, {v.keluarga});
    }
    ~Office() { fs::remove_all(folder); }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream((folder / name).string(), std::ios::binary) << text;
        return (folder / name).string();
    }
    std::string code(const std::string& key, const std::string& fact, const std::string& about = "Ani") {
        return FormCodes(store::make_form_secret(baseline)).code("keluarga", key, fact, about, "Label " + fact);
    }
    std::string form(const std::string& rows, const std::string& name = "form.csv") const {
        return file(name, "No.;Tentang siapa;Pertanyaan;Jawaban;Catatan petugas;Kode baris\n" + rows);
    }
    std::string row(const std::string& key, const std::string& fact, const std::string& answer, const std::string& about = "Ani") {
        return "1;" + about + ";Label " + fact + ";" + answer + ";;" + code(key, fact, about) + "\n";
    }
    intake::ImportReport import(const std::string& rows, bool update = false) {
        const intake::ImportReport report = intake::import_forms(baseline, {form(rows)}, v.p, {update, false, diagnostics::Language::en}).front();
        CHECK(report.rows == report.updated + report.unchanged + report.form->not_known + report.form->unanswered + report.set_aside);
        return report;
    }
    /// A stored cell of a family as text; empty: unknown.
    std::string known(const std::string& column, const std::string& key) const {
        sqlite3* db = nullptr;
        sqlite3_open(baseline.c_str(), &db);
        sqlite3_stmt* row = nullptr;
        REQUIRE(sqlite3_prepare_v2(db, ("SELECT " + column + " FROM keluarga WHERE id = '" + key + "'").c_str(), -1, &row, nullptr) == SQLITE_OK);
        REQUIRE(sqlite3_step(row) == SQLITE_ROW);
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
        std::string known = text == nullptr ? "" : text;
        sqlite3_finalize(row);
        sqlite3_close(db);
        return known;
    }
};

std::string first_reason(const intake::ImportReport& report) {
    return report.examples.empty() ? "" : report.examples.front().reason.text(report.examples.front().arguments, diagnostics::Language::en);
}

}  // namespace

TEST_CASE("a row code names row and fact, and tells what was printed with it", "[form]") {
    const FormCodes codes(secret);
    const std::string code = codes.code("anggota", "1571010101010001", "gizi", "Siti Aisyah", "Status gizi");
    CHECK(code.size() == 24);
    CHECK(code.find("1571") == std::string::npos);
    CHECK(codes.is_ours(code));
    CHECK(codes.is_of(code, "anggota", "1571010101010001", "gizi"));
    CHECK(intake::row_part_of(code) == codes.row_part("anggota", "1571010101010001"));
    CHECK_FALSE(codes.is_of(code, "anggota", "1571010101010001", "jaminan"));
    CHECK_FALSE(codes.is_of(code, "anggota", "1571010101010002", "gizi"));
    CHECK_FALSE(codes.is_of(code, "keluarga", "1571010101010001", "gizi"));
    CHECK(codes.was_printed_with(code, "SITI  AISYAH", "Status gizi."));
    CHECK_FALSE(codes.was_printed_with(code, "Siti Aisah", "Status gizi"));
    CHECK_FALSE(codes.was_printed_with(code, "Siti Aisyah", "Jaminan"));
    CHECK_FALSE(FormCodes(std::string(32, 't')).is_ours(code));
    CHECK(FormCodes(secret).code("anggota", "1571010101010001", "gizi", "Siti Aisyah", "Status gizi") == code);
}

TEST_CASE("every letter of a row code counts", "[form]") {
    const FormCodes codes(secret);
    const std::string code = codes.code("anggota", "7", "gizi", "Ani", "Gizi");
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '-') continue;
        std::string damaged = code;
        damaged[i] = code[i] == 'A' ? 'B' : 'A';
        INFO(damaged);
        CHECK_FALSE((codes.is_ours(damaged) && codes.is_of(damaged, "anggota", "7", "gizi") && codes.was_printed_with(damaged, "Ani", "Gizi")));
    }
    CHECK(intake::read_form_code(" " + code.substr(0, 12) + "\xE2\x80\x93" + code.substr(13)) == code);
    CHECK_FALSE(intake::read_form_code(code.substr(0, 19)));
}

TEST_CASE("titles and the word for not known are read in both languages", "[form]") {
    for (const diagnostics::Language language : {diagnostics::Language::id, diagnostics::Language::en}) {
        for (const FormColumn column : intake::form_columns) CHECK(intake::form_column_titled(intake::title_of(column, language)) == column);
        CHECK(intake::says_not_known(intake::not_known_word(language)));
    }
    CHECK(intake::form_column_titled("KODE  BARIS") == FormColumn::code);
    CHECK_FALSE(intake::form_column_titled("Kode"));
    CHECK(intake::says_not_known("tidak tahu."));
    CHECK_FALSE(intake::says_not_known("tidak"));
}

TEST_CASE("an answer fills the fact of the row its code names", "[form]") {
    Office office;
    const auto report = office.import(office.row("1", "desil", "3") + office.row("1", "pbb", "") + "2;Ani;Label luas;Tidak diketahui;pindah;" + office.code("1", "luas") + "\n");
    CHECK(report.updated == 1);
    CHECK(report.form->unanswered == 1);
    CHECK(report.form->not_known == 1);
    CHECK(report.form->notes.size() == 1);
    CHECK(report.findings.count(intake::Check::asked_in_vain) == 1);
    CHECK(office.known("desil", "1") == "3");
    CHECK(office.known("pbb", "1").empty());
    const auto again = office.import(office.row("1", "desil", "3"));
    CHECK(again.unchanged == 1);
}

TEST_CASE("what cannot be believed is set aside with its reason", "[form]") {
    Office office;
    const std::string other = FormCodes(secret).code("keluarga", "1", "desil", "Ani", "Label desil");
    std::string damaged = office.code("1", "desil");
    damaged[7] = damaged[7] == 'A' ? 'B' : 'A';
    const auto reason = [&](const std::string& rows) { return first_reason(office.import(rows)); };
    CHECK(reason(office.row("1", "desil", "11")) == "outside the range 1..10");
    CHECK(reason("1;Ani;Label desil;3;;" + damaged + "\n").find("row code is not known") != std::string::npos);
    CHECK(reason("1;Ani;Label desil;3;;" + damaged.substr(0, 20) + "\n").find("row code is damaged") != std::string::npos);
    CHECK(reason("1;Ani;Label desil;3;;\n").find("without a row code") != std::string::npos);
    CHECK(reason("1;Ani;Label desil;3;;" + other + "\n").find("another baseline") != std::string::npos);
    CHECK(reason("1;Budi;Label desil;3;;" + office.code("1", "desil") + "\n").find("not what was printed") != std::string::npos);
    CHECK(reason(office.row("9", "desil", "3")).find("row code is not known") != std::string::npos);
    const auto twice = office.import(office.row("1", "desil", "3") + office.row("1", "desil", "4"));
    CHECK(twice.set_aside == 2);
    CHECK(office.known("desil", "1").empty());
    const auto same = office.import(office.row("1", "desil", "3") + office.row("1", "desil", "3"));
    CHECK(same.updated == 1);
    CHECK(same.unchanged == 1);
}

TEST_CASE("what is known otherwise is kept, or replaced when asked to", "[form]") {
    Office office;
    const std::string row = office.row("2", "desil", "5", "Budi");
    const auto kept = office.import(row);
    CHECK(kept.set_aside == 1);
    CHECK(kept.findings.count(intake::Check::conflict_kept) == 1);
    CHECK(office.known("desil", "2") == "4");
    const auto replaced = office.import(row, true);
    CHECK(replaced.updated == 1);
    CHECK(replaced.findings.count(intake::Check::conflict_replaced) == 1);
    CHECK(office.known("desil", "2") == "5");
}

TEST_CASE("without a form ever made none comes back, and a file that is none changes nothing", "[form]") {
    Office office;
    const auto import = [&](const std::string& path) { return intake::import_forms(office.baseline, {path}, office.v.p, {}); };
    try {
        import(office.form(""));
        FAIL("a form of nowhere was read");
    } catch (const diagnostics::Failure& failure) {
        CHECK(failure.diagnostic().code == diagnostics::Code::no_forms_made);
    }
    const std::string row = office.row("1", "desil", "3");
    try {
        intake::import_forms(office.baseline, {office.form(row), office.file("x.csv", "a,b\n1,2\n")}, office.v.p, {});
        FAIL("a file that is no form was read");
    } catch (const diagnostics::Failure& failure) {
        CHECK(failure.diagnostic().code == diagnostics::Code::form_without_code);
    }
    CHECK(office.known("desil", "1").empty());
}

TEST_CASE("the secret is made once, and is no part of the data", "[form]") {
    Office office;
    CHECK_FALSE(store::form_secret(office.baseline));
    const std::string made = store::make_form_secret(office.baseline);
    CHECK(made.size() == 32);
    CHECK(store::make_form_secret(office.baseline) == made);
    CHECK(store::form_secret(office.baseline) == made);
}
