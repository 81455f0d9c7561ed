// SPDX-License-Identifier: Apache-2.0
// How many lines a text takes in a cell: rows of workbooks are made as high as that.
#include <catch2/catch.hpp>

#include "engine/workbook/text_lines.hpp"

using namespace tepat::workbook;
using Lines = std::vector<std::string>;

TEST_CASE("text lines: widths are those of Calibri", "[workbook]") {
    CHECK(text_width("0000000000", 10) == Approx(50.7));
    CHECK(text_width("Wi", 10) == Approx(8.9 + 2.29));
    CHECK(text_width("\xC3\xA9", 10) == Approx(10));  // one letter, a wide one
    CHECK(text_width("", 10) == 0);
}

TEST_CASE("text lines: broken at blanks and line feeds, long words anywhere", "[workbook]") {
    CHECK(break_lines("satu dua tiga", 1000, 10) == Lines{"satu dua tiga"});
    CHECK(break_lines("satu dua tiga", text_width("satu dua", 10) + 0.1, 10) == Lines{"satu dua", "tiga"});
    CHECK(break_lines("satu dua tiga", text_width("satu dua", 10) - 0.1, 10) == Lines{"satu", "dua tiga"});
    CHECK(break_lines("satu\ndua tiga\n", 1000, 10) == Lines{"satu", "dua tiga", ""});
    CHECK(break_lines("x 0000000000", text_width("0000", 10) + 0.1, 10) == Lines{"x", "0000", "0000", "00"});
    CHECK(break_lines("0000000 i", text_width("0000", 10) + 0.1, 10) == Lines{"0000", "000 i"});
    CHECK(break_lines("\xC3\xA9\xC3\xA9", 1, 10) == Lines{"\xC3\xA9", "\xC3\xA9"});  // never inside a letter, never without end
    CHECK(break_lines("", 10, 10) == Lines{""});
}

TEST_CASE("text lines: the count is that of the lines", "[workbook]") {
    for (const char* text : {"", "a", "Tanyakan dan catat untuk Siti: Jaminan kesehatan (Keluarga)", "a  b   c", "satu\n\ndua", "0123456789012345678901234567890123456789"})
        for (const double room : {1.0, 12.0, 40.0, 63.0, 500.0}) {
            INFO(text << " in " << room);
            CHECK(count_lines(text, room, 10) == break_lines(text, room, 10).size());
            for (const std::string& line : break_lines(text, room, 10)) CHECK((line.size() <= 1 || text_width(line, 10) <= room));
        }
}
