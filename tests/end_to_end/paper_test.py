# SPDX-License-Identifier: Apache-2.0
"""Workbooks as paper: what a meeting and a kelurahan hold in their hands. Needs python3-openpyxl (scripts/setup)."""
import pathlib
import re

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from support import Case, DATE, main, tepat

RULES = pathlib.Path(__file__).resolve().parents[2] / "rules" / "kota-jambi"
POINTS_A_LETTER, EDGES, PAPER_POINTS, CELL_SIZE = 5.25, 3.75, 27 / 2.54 * 72, 10


def header_of(sheet):
    """The number of the header row."""
    return int(sheet.print_title_rows.rsplit("$", 1)[1])


def printed_columns(sheet):
    """How many; all, where no print area is set."""
    areas = sheet.print_area if isinstance(sheet.print_area, list) else [sheet.print_area] if sheet.print_area else []
    return range_boundaries(areas[0].replace("$", ""))[2] if areas else len([cell for cell in sheet[header_of(sheet)] if cell.value])


def points_on_paper(sheet):
    """Size of a cell's letters on A4 landscape, of what is printed."""
    widths = [sheet.column_dimensions[get_column_letter(i + 1)].width for i in range(printed_columns(sheet))]  # with the edges
    return CELL_SIZE * min(1, PAPER_POINTS / (sum(widths) * POINTS_A_LETTER))


class Paper(Case):
    def texts(self, sheets):
        return [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]

    def summary(self, language):
        baseline, worklist, path = self.folder / "d.db", self.folder / "w.db", self.folder / f"{language}.xlsx"
        if not worklist.exists():
            self.ends(tepat("sample", baseline, "--rules", RULES, "--people", 600, "--seed", 5), 0)
            self.ends(tepat("run", RULES, "--baseline", baseline, "--date", DATE, "--worklist", worklist), 0)
        self.ends(tepat("summary", worklist, "--xlsx", path, "--lang", language), 0)
        return openpyxl.load_workbook(path)

    def test_the_summary_of_a_meeting(self):
        for language, first, last, exclude in (("id", "Ringkasan", "Tentang berkas ini", "Tidak boleh bersama"), ("en", "In short", "About this file", "Not together")):
            book = self.summary(language)
            self.assertEqual((first, last), (book.sheetnames[0], book.sheetnames[-1]))
            self.assertIn(exclude, book.sheetnames)
            for sheet in book:
                titles = [cell.value for cell in sheet[header_of(sheet)]]
                self.assertNotIn(None, titles, sheet.title)
                self.assertEqual([], [title for title in titles if title != title[0].upper() + title[1:]], sheet.title)
                self.assertGreaterEqual(points_on_paper(sheet), 7.5, sheet.title)
            meeting = self.texts(list(book)[:-1])
            self.assertEqual([], [text for text in meeting if re.search(r"[0-9a-f]{20}|\d{4}-\d\d-\d\dT|tepat (run|summary)", text)])
            about = self.texts([book.worksheets[-1]])
            self.assertEqual(3, len([text for text in about if re.fullmatch("[0-9a-f]{64}", text)]))
            self.assertTrue(any("tepat run ... --unreached" in text for text in about))
            self.assertEqual([], [text for text in about if re.search(r"\d{4}-\d\d-\d\dT", text)])

    def test_sums_are_not_sorted_with_the_rows(self):
        book = self.summary("id")
        for name in ("Program", "Wilayah", "Lembaga"):
            sheet = book[name]
            sums = next(row[0] for row in sheet.iter_rows() if row[0].value == "Jumlah")
            self.assertTrue(sums.font.bold)
            self.assertEqual(sums.row - 1, range_boundaries(sheet.auto_filter.ref)[3])
            column = next(cell.column for cell in sheet[header_of(sheet)] if cell.value == "Target")
            self.assertEqual(sum(sheet.cell(row, column).value for row in range(header_of(sheet) + 1, sums.row)), sheet.cell(sums.row, column).value)

    def test_numbers_look_like_numbers_in_excel(self):
        formats = set()
        for sheet in self.summary("id"):
            for row in sheet.iter_rows(min_row=header_of(sheet) + 1):
                formats |= {(type(cell.value), cell.number_format) for cell in row if isinstance(cell.value, (int, float))}
        self.assertEqual({"#,##0", "#,##0.0", '"Rp"#,##0'}, {form for _, form in formats})  # 0.#### shows "293," for 293
        self.assertNotIn((float, "#,##0"), formats)

    def test_the_findings_of_a_kelurahan(self):
        data, baseline, path = self.folder / "in", self.folder / "b.db", self.folder / "findings.xlsx"
        self.ends(tepat("sample", "--as", "p3ke-xlsx", data, "--people", 1500, "--seed", 7, "--dirt", 100), 0)
        self.ends(tepat("init", baseline, "--rules", RULES), 0)
        for kind in ("keluarga", "individu"):
            self.ends(tepat("import", baseline, data / f"p3ke-{kind}.xlsx", "--rules", RULES, "--mapping", f"p3ke-{kind}", "--no-checks", "--lang", "id"), 0)
        result = tepat("validate", baseline, "--rules", RULES, "--date", DATE, "--report", path, "--lang", "id")
        self.assertIn(result.returncode, (0, 1), result.stderr)
        book = openpyxl.load_workbook(path)
        self.assertEqual(["Ringkasan", "Temuan", "Baris ditolak"], book.sheetnames)
        sheet = book["Temuan"]
        header = header_of(sheet)
        titles = [cell.value for cell in sheet[header]]
        printed = printed_columns(sheet)
        self.assertEqual(["Kelurahan", "RW", "RT", "Nama", "NIK", "Tingkat", "Kolom", "Temuan", "Yang perlu dilakukan", "Pembetulan", "Kunci"], titles[:printed])
        self.assertGreaterEqual(points_on_paper(sheet), 8.0)
        self.assertEqual(f"$1:${header}", sheet.print_title_rows)
        villages = [sheet.cell(row, 1).value for row in range(header + 1, sheet.max_row + 1)]
        self.assertGreater(len(set(villages)), 10)
        changes = [header + i for i in range(1, len(villages)) if villages[i] != villages[i - 1]]
        self.assertEqual(changes, [page.id for page in sheet.row_breaks.brk])
        self.assertEqual(len(set(villages)), len(changes) + 1)  # each kelurahan is together
        self.assertEqual(f"A{header}:{get_column_letter(len(titles))}{sheet.max_row}", sheet.auto_filter.ref)

    def test_differences_have_a_sheet_with_a_name(self):
        data, baseline, path = self.folder / "in", self.folder / "b.db", self.folder / "r.xlsx"
        self.ends(tepat("sample", "--as", "p3ke-csv", data, "--people", 300, "--dirt", 0), 0)
        self.ends(tepat("init", baseline, "--rules", RULES), 0)
        for kind in ("keluarga", "individu"):
            self.ends(tepat("import", baseline, data / f"p3ke-{kind}.csv", "--rules", RULES, "--mapping", f"p3ke-{kind}", "--no-checks"), 0)
        file = data / "p3ke-individu.csv"
        written = file.read_text("utf-8-sig")
        changed = written.replace("Perempuan", "Laki-laki", 1)
        self.assertNotEqual(written, changed)
        file.write_text(changed, "utf-8")
        self.assertIn(tepat("import", baseline, file, "--rules", RULES, "--mapping", "p3ke-individu", "--update", "--report", path, "--lang", "id").returncode, (0, 1))
        book = openpyxl.load_workbook(path)
        self.assertIn("Perbedaan", book.sheetnames)
        self.assertEqual(["Berkas", "Baris", "Kunci", "Kolom", "Temuan", "Pembetulan"], [cell.value for cell in book["Perbedaan"][header_of(book["Perbedaan"])]])


main()
