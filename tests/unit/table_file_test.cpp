// SPDX-License-Identifier: Apache-2.0
// Tables from CSV files: the same cells as between bars, every mistake at its place in the file.
#include <boost/variant/get.hpp>
#include <catch2/catch.hpp>

#include "dsl/syntax/table_file.hpp"
#include "tests/unit/parsed.hpp"

using namespace tepat;

namespace {

struct FromFile {
    tests::Parsed parsed;
    std::string tree;

    explicit FromFile(std::string csv, const std::string& items = "  dari \"t.csv\"\n")
        : parsed("tabel t untuk k menghasilkan rupiah\n" + items) {
        auto& table = *boost::get<syntax::TableDeclaration>(&parsed.module.declarations.at(0).declaration.get());
        syntax::read_table_file(parsed.sources.add("t.csv", std::move(csv)), parsed.module.language, table, parsed.sink);
        table.from_csv.reset();
        tree = parsed.tree();
    }
};

const char* const between_bars =
    "tabel t untuk k menghasilkan rupiah\n"
    "  | umur | jenjang | hasil |\n"
    "  | < 7  | -       | Rp1.500.000,50 |\n"
    "  | 7..21 | sd, smp | Rp2 |\n"
    "  | -    | tidak diketahui | a * 2 |\n"
    "  | -    | \"x;y\", tk | Rp3 |\n"
    "  | selain itu | Rp0 |\n";

}  // namespace

TEST_CASE("a CSV file reads as the rows between bars: separators, quotes, BOM, CRLF, empty columns and lines") {
    const std::string tree = tests::Parsed(between_bars).tree();
    for (const std::string csv :
         {"umur;jenjang;hasil\n< 7;-;Rp1.500.000,50\n7..21;sd, smp;Rp2\n-;tidak diketahui;a * 2\n-;\"\"\"x;y\"\", tk\";Rp3\nselain itu;;Rp0\n",
          "umur,jenjang,hasil\r\n< 7,-,\"Rp1.500.000,50\"\r\n7..21,\"sd, smp\",Rp2\r\n-,tidak diketahui,a * 2\r\n-,\"\"\"x;y\"\", tk\",Rp3\r\nselain itu,-,Rp0",
          "\xEF\xBB\xBF\"umur\";\"jenjang\";\"hasil\";;\n\n;;\n< 7;-;Rp1.500.000,50;;\n \"7..21\" ;\"sd,\nsmp\";Rp2\n-;TIDAK diketahui;a * 2\n-;\"\"\"x;y\"\",tk\";Rp3\nselain itu;;Rp0;;;"}) {
        const FromFile file(csv);
        CHECK(file.parsed.problems().empty());
        CHECK(file.tree == tree);
    }
}

TEST_CASE("mistakes in a CSV file have their place in it") {
    using Problems = std::vector<std::string>;
    CHECK(FromFile("a;hasil\n7-21;Rp1\n;Rp2\n1;Rp3 x\n").parsed.problems() == Problems{"R1052 2:1 `7-21`", "R1053 3:1 ``", "R1039 4:7 `x`"});
    CHECK(FromFile("a,hasil\n1,Rp1,5\n").parsed.problems().empty());  // three cells: dsl/check counts them
    CHECK(FromFile("a;hasil\n\"1;Rp1\n").parsed.problems() == Problems{"R1058 2:1 `\"1;Rp1\n`"});
    CHECK(FromFile("a;hasil\n\"1\" b;Rp1\n").parsed.problems() == Problems{"R1058 2:1 `\"1\"`"});
    CHECK(FromFile("a;b\n1;Rp1\n").parsed.problems() == Problems{"R1054 1:3 `b`"});
    CHECK(FromFile("a;hasil\n≥ 1;Rp1\n").parsed.problems() == Problems{"R1013 2:1 `≥`"});
    CHECK(FromFile("a;hasil\n\xFF;Rp1\n").parsed.problems().at(0).substr(0, 9) == "R1003 2:1");
    CHECK(FromFile("").parsed.problems() == Problems{"R1055 2:8 `\"t.csv\"`"});
    CHECK(FromFile("a;hasil\n").parsed.problems() == Problems{"R1055 2:8 `\"t.csv\"`"});
    CHECK(FromFile(std::string(text::max_file_bytes + 1, 'a')).parsed.problems().at(0).substr(0, 5) == "R1002");
}

TEST_CASE("cells keep their places") {
    FromFile file("a;hasil\n\"1, 22\";Rp1\n");
    const auto& table = *boost::get<syntax::TableDeclaration>(&file.parsed.module.declarations.at(0).declaration.get());
    const auto& cell = *boost::get<syntax::ValuesCell>(&table.rows.at(0).cells.at(0).get());
    CHECK(file.parsed.sources.text(cell.span) == "1, 22");
    CHECK(file.parsed.sources.text(syntax::span_of(cell.values.at(1))) == "22");
    CHECK(file.parsed.sources.file_of(cell.span).name == "t.csv");
}
