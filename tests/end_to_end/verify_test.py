# SPDX-License-Identifier: Apache-2.0
"""tepat verify: which facts to ask for first, of whom; the forms (workbooks) come back by import --form. Needs python3-openpyxl (scripts/setup)."""
import csv
import json
import sqlite3

import openpyxl

from support import Case, DATE, main, tepat

RULES = """bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  sebutan nama
  wilayah
  nama teks "Nama"
entitas keluarga "Keluarga" di kelurahan lewat kode
  dari tabel keluarga kunci id
  sebutan kepala
  alamat jalan, rt
  kepala teks "Kepala keluarga"
  jalan teks "Jalan"
  rt teks "RT"
  desil bilangan 1..10 "Desil"
entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id
  sebutan nama
  nama teks "Nama"
  lahir tanggal "Tanggal lahir"
  gizi "Gizi" pilihan baik "Baik", buruk "Buruk" peka
  jaminan "Jaminan kesehatan" pilihan tidak_ada "Tidak ada", pbi "PBI" peka
istilah umur untuk anggota "Umur" adalah tahun_penuh(lahir, tanggal_acuan)
lembaga dinkes "Dinas Kesehatan"
program jaminan_kota "Jaminan kota" untuk setiap anggota
  pelaksana dinkes
  dasar hukum "Perwal 1/2025"
  besaran Rp50.000 per bulan
aturan tanpa_jaminan "Tanpa jaminan" untuk setiap anggota
  program jaminan_kota
  jika semua dari:
    - keluarga.desil <= 4
    - jaminan = tidak_ada
  maka tugas "Daftarkan {nama}" kepada dinkes
    tenggat 7 hari
  bila belum pasti tugas "Lengkapi: {kurang}" kepada dinkes
    tenggat 7 hari
program gizi_balita "Gizi balita" untuk setiap keluarga
  pelaksana dinkes
  dasar hukum "Perwal 2/2025"
aturan balita "Balita gizi buruk" untuk setiap keluarga
  program gizi_balita
  jika ada anggota yang (umur < 5 dan gizi = buruk)
  maka tugas "Beri makanan tambahan" kepada dinkes
    tenggat 7 hari
"""

FAMILIES = [(1, "a", "Ani", "Jl. Mawar", "002", 2), (2, "a", "Budi", "Jl. Mawar", "001", None), (3, "b", "Citra", "Jl. Melati", "001", 9)]
MEMBERS = [(11, 1, "Ani", "1980-01-01", None, None), (12, 1, "Anak Ani", "2023-01-01", None, "pbi"), (21, 2, "Budi", "1970-01-01", "baik", None),
           (31, 3, "Citra", "1990-01-01", "baik", None)]


class Base(Case):
    def setUp(self):
        super().setUp()
        self.rules = self.write("rules/a.aturan", RULES)
        self.baseline = self.folder / "data.db"
        self.ends(tepat("init", self.baseline, "--rules", self.rules), 0)
        with sqlite3.connect(self.baseline) as connection:
            connection.executemany("INSERT INTO kelurahan VALUES (?, ?)", [("a", "Legok"), ("b", "Murni")])
            connection.executemany("INSERT INTO keluarga (id, kode, kepala, jalan, rt, desil) VALUES (?,?,?,?,?,?)", FAMILIES)
            connection.executemany("INSERT INTO anggota (id, id_keluarga, nama, lahir, gizi, jaminan) VALUES (?,?,?,?,?,?)", MEMBERS)

    def verify(self, *more, code=0):
        return self.ends(tepat("verify", self.rules, "--baseline", self.baseline, "--date", DATE, *more), code)


class Verify(Base):
    def test_what_each_fact_would_decide(self):
        found = json.loads(self.verify("--format", "json").stdout)
        facts = {f["fact"]: f for f in found["facts"]}
        count = lambda name: tuple(facts[name][k] for k in ("waiting", "alone", "perhaps", "together"))
        # Ani (11) lacks only jaminan; Budi (21) lacks jaminan and his family's decile: either may rule him out, neither decides for sure.
        self.assertEqual(count("anggota.jaminan"), (2, 1, 1, 0))
        self.assertEqual(count("keluarga.desil"), (1, 0, 1, 0))
        # Family 1: the toddler's nutrition decides it alone; nobody else is asked.
        self.assertEqual(count("anggota.gizi"), (1, 1, 0, 0))
        asked = {(q["key"], q["fact"]) for q in found["questions"]}
        self.assertEqual(asked, {("11", "anggota.jaminan"), ("21", "anggota.jaminan"), ("2", "keluarga.desil"), ("12", "anggota.gizi")})
        self.assertEqual([f["fact"] for f in found["facts"]], ["anggota.jaminan", "anggota.gizi", "keluarga.desil"])
        self.assertEqual(facts["anggota.jaminan"]["at_stake"], [{"per": "months", "low_sen": 10_000_000, "high_sen": 10_000_000}])
        undecided = {p["programme"]: p["undecided"] for p in found["programmes"]}
        self.assertEqual(undecided, {"gizi_balita": 1, "jaminan_kota": 2})

    def test_the_list_goes_by_area_rt_family_person(self):
        found = json.loads(self.verify("--format", "json").stdout)
        self.assertEqual([(q["area"], q["address"], q["key"]) for q in found["questions"]],
                         [("Legok", "Jl. Mawar, RT 001", "2"), ("Legok", "Jl. Mawar, RT 001", "21"), ("Legok", "Jl. Mawar, RT 002", "11"),
                          ("Legok", "Jl. Mawar, RT 002", "12")])

    def test_text_ranks_and_lists_with_boxes(self):
        out = self.verify().stdout
        self.assertIn("Tanyakan lebih dahulu", out)
        self.assertIn("Legok", out)
        self.assertNotIn("[ ]", out)
        listed = self.verify("--village", "legok").stdout
        self.assertIn("Jaminan kesehatan - Ani?", listed)
        self.assertIn("[ ] Tidak ada   [ ] PBI", listed)
        self.assertIn("memutuskan: Gizi balita", listed)
        self.assertIn("decides: Gizi balita", self.verify("--village", "Legok", "--lang", "en").stdout)
        self.assertIn("R5356", self.verify("--village", "Antah", code=2).stderr)
        only = self.verify("--village", "legok", "--top", 1).stdout
        self.assertNotIn("Gizi -", only)

    def test_nothing_depends_on_threads(self):
        self.assertEqual(len({self.verify("--threads", t, "--format", "json").stdout for t in (1, 2, 3)}), 1)

    def test_csv_has_every_question(self):
        rows = list(csv.DictReader(self.verify("--format", "csv").stdout.lstrip("\ufeff").splitlines()))
        self.assertEqual(len(rows), 4)
        self.assertIn("[ ] Baik   [ ] Buruk", {row["pilihan"] for row in rows})

    def test_a_worklist_lists_its_open_data_tasks(self):
        worklist = self.folder / "w.db"
        self.ends(self.run_rules(self.rules, self.baseline, worklist=worklist), 0)
        found = json.loads(self.ends(tepat("verify", worklist, "--format", "json"), 0).stdout)
        self.assertEqual({f["fact"]: (f["waiting"], f["alone"]) for f in found["facts"]}, {"anggota.jaminan": (2, 1), "keluarga.desil": (1, 0)})
        self.assertEqual({t["key"] for t in found["tasks"]}, {"11", "21"})
        self.assertIn("Budi", self.ends(tepat("verify", worklist, "--village", "Legok"), 0).stdout)


ANSWERS = {("Keluarga Budi", "Desil"): "3", ("Budi", "Jaminan kesehatan"): None, ("Ani", "Jaminan kesehatan"): "tidak ada", ("Anak Ani", "Gizi"): "Buruk"}


class Forms(Base):
    """Out, filled in as people do, and back."""

    def form(self, *more, name="form.xlsx", code=0):
        path = self.folder / name
        result = self.verify("--xlsx", path, *more, code=code)
        return path if code == 0 else result

    def fill(self, path, answers, change=None):
        """Writes answers by (about, question); `change(workbook)` does to it what people do."""
        book = openpyxl.load_workbook(path)
        for sheet in self.sheets(book):
            at = self.titles(sheet)
            for row in range(at["row"] + 1, sheet.max_row + 1):
                asked = ((sheet.cell(row, at["Tentang siapa"]).value or "").split(", ")[0], sheet.cell(row, at["Pertanyaan"]).value)  # the house comes after the name
                if asked in answers:
                    sheet.cell(row, at["Jawaban"]).value = answers[asked]
        if change:
            change(book)
        book.save(path)
        return path

    def sheets(self, book):
        return [sheet for sheet in book if sheet.sheet_state == "visible"]

    def titles(self, sheet):
        for row in sheet.iter_rows():
            titles = {cell.value: cell.column for cell in row if cell.value}
            if "Kode baris" in titles:
                return {"row": row[0].row, **titles}
        self.fail("no header")

    def rows(self, path):
        """Of every sheet: its name and {title: value} of its rows."""
        all_rows = {}
        for sheet in self.sheets(openpyxl.load_workbook(path)):
            at = self.titles(sheet)
            all_rows[sheet.title] = [{title: sheet.cell(row, column).value for title, column in at.items() if title != "row"}
                                     for row in range(at["row"] + 1, sheet.max_row + 1) if sheet.cell(row, at["Kode baris"]).value]
        return all_rows

    def back(self, *paths, more=(), code=0):
        result = self.ends(tepat("import", self.baseline, *paths, "--rules", self.rules, "--form", "--format", "json", "--lang", "id", *more), code)
        if code:
            return result
        reports = json.loads(result.stdout)
        for report in reports:
            self.assertEqual(report["rows"], report["updated"] + report["unchanged"] + report["form"]["not_known"] + report["form"]["unanswered"] + report["set_aside"])
        return reports if len(reports) > 1 else reports[0]

    def reasons(self, report):
        return [reason["reason"] for reason in report["reasons"]]

    def stored(self, sql):
        with sqlite3.connect(self.baseline) as connection:
            return connection.execute(sql).fetchall()

    def still_asked(self):
        return {(q["key"], q["fact"]) for q in json.loads(self.verify("--format", "json").stdout)["questions"]}

    def test_a_form_has_a_sheet_for_each_rt_in_the_order_of_the_walk(self):
        out = self.verify("--xlsx", self.folder / "form.xlsx").stdout
        self.assertIn("form.xlsx: 4 pertanyaan, 2 lembar", out)
        rows = self.rows(self.folder / "form.xlsx")
        self.assertEqual(list(rows), ["RT 001", "RT 002"])
        self.assertEqual([(r["Tentang siapa"], r["Pertanyaan"]) for r in rows["RT 001"]], [("Keluarga Budi, Jl. Mawar, RT 001", "Desil"), ("Budi, Jl. Mawar, RT 001", "Jaminan kesehatan")])
        self.assertEqual([(r["Tentang siapa"], r["Pertanyaan"]) for r in rows["RT 002"]], [("Ani, Jl. Mawar, RT 002", "Jaminan kesehatan"), ("Anak Ani, Jl. Mawar, RT 002", "Gizi")])
        first = rows["RT 001"][0]
        self.assertEqual((first["Jalan"], first["RT"], first["Keluarga"], first["Pilihan jawaban"]), ("Jl. Mawar", "001", "Budi", "angka, 1 s.d. 10"))
        self.assertEqual(rows["RT 002"][0]["Pilihan jawaban"].replace("\u00a0", " "), "☐ Tidak ada  ☐ PBI")
        self.assertEqual([r["Penentu"] for r in rows["RT 002"]], ["Ya", "Ya"])

    def test_a_form_is_set_up_to_be_printed_and_filled_in(self):
        book = openpyxl.load_workbook(self.form())
        sheet = book["RT 002"]
        at = self.titles(sheet)
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        self.assertEqual(sheet.print_title_rows.replace("$", ""), f"{at['row']}:{at['row']}")
        self.assertTrue(sheet.column_dimensions[sheet.cell(1, at["Kode baris"]).column_letter].hidden)
        self.assertIn("RT 002, Kelurahan Legok", sheet["A1"].value)
        self.assertEqual(book["Pilihan"].sheet_state, "hidden")
        self.assertIn("Tidak diketahui", [cell.value for column in book["Pilihan"].columns for cell in column])
        lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
        self.assertEqual(len(lists), 2)
        self.assertIn("NIP.", [cell.value for row in sheet.iter_rows() for cell in row])

    def test_no_key_and_no_value_leaves_the_house(self):
        keyed = RULES.replace("  nama teks \"Nama\"\n  lahir", "  id teks rahasia\n  nama teks \"Nama\"\n  lahir")
        self.assertNotEqual(keyed, RULES)
        self.rules = self.write("secret/a.aturan", keyed)
        rows = self.rows(self.form())
        values = {str(value) for sheet in rows.values() for row in sheet for value in row.values()}
        self.assertFalse(values & {"11", "12", "21", "pbi"})
        self.assertEqual(self.back(self.fill(self.folder / "form.xlsx", ANSWERS))["updated"], 3)
        self.assertEqual(self.stored("SELECT gizi, jaminan FROM anggota WHERE id = '12'"), [("buruk", "pbi")])

    def test_filled_in_forms_come_back(self):
        first = self.ends(self.run_rules(self.rules, self.baseline, "--format", "json", worklist=self.folder / "w.db"), 0).stdout
        report = self.back(self.fill(self.form(), ANSWERS))
        self.assertEqual((report["rows"], report["updated"], report["form"]["unanswered"], report["set_aside"]), (4, 3, 1, 0))
        self.assertEqual(self.still_asked(), {("21", "anggota.jaminan")})
        self.assertEqual(self.stored("SELECT nama, lahir, gizi FROM anggota WHERE id = 12"), [("Anak Ani", "2023-01-01", "buruk")])
        outcomes = lambda text: {r["rule"]: (r["eligible"], r["undecided"]) for r in json.loads(text)["rules"]}
        second = self.ends(self.run_rules(self.rules, self.baseline, "--format", "json", worklist=self.folder / "w.db"), 0).stdout
        self.assertEqual(outcomes(first), {"balita": (0, 1), "tanpa_jaminan": (0, 2)})
        self.assertEqual(outcomes(second), {"balita": (1, 0), "tanpa_jaminan": (1, 1)})
        again = self.back(self.folder / "form.xlsx")
        self.assertEqual((again["updated"], again["unchanged"], again["form"]["unanswered"]), (0, 3, 1))

    def test_a_sheet_that_has_lost_its_titles_or_codes_stops_the_form(self):
        """Else all that was filled in on it would be in no count."""
        for lose in (lambda sheet, at: sheet.delete_rows(at["row"]), lambda sheet, at: sheet.delete_cols(at["Kode baris"])):
            path = self.fill(self.form("--overwrite"), ANSWERS, lambda book: lose(book["RT 002"], self.titles(book["RT 002"])))
            refused = self.back(path, code=1)
            self.assertIn("R5160", refused.stderr)
            self.assertIn("RT 002", refused.stderr)
        self.assertEqual(len(self.still_asked()), 4)

    def test_an_answer_beside_no_code_is_set_aside(self):
        def blank(book):
            at = self.titles(book["RT 002"])
            for title in ("No.", "Kode baris"):
                book["RT 002"].cell(at["row"] + 2, at[title]).value = None
        report = self.back(self.fill(self.form(), ANSWERS, blank))
        self.assertEqual((report["rows"], report["updated"], report["form"]["unanswered"], report["set_aside"]), (4, 2, 1, 1))

    def test_codes_of_two_people_of_one_name_do_not_change_places(self):
        with sqlite3.connect(self.baseline) as connection:
            connection.execute("UPDATE anggota SET nama = 'Ani' WHERE nama = 'Budi'")
            connection.execute("UPDATE anggota SET jaminan = NULL WHERE nama = 'Ani'")

        def swap(book):
            places = []
            for sheet in self.sheets(book):
                at = self.titles(sheet)
                places += [sheet.cell(row, at["Kode baris"]) for row in range(at["row"] + 1, sheet.max_row + 1)
                           if (sheet.cell(row, at["Tentang siapa"]).value or "").startswith("Ani, ")]
            self.assertEqual(len(places), 2)
            places[0].value, places[1].value = places[1].value, places[0].value
        report = self.back(self.fill(self.form(), {("Ani", "Jaminan kesehatan"): "tidak ada"}, swap))
        self.assertEqual((report["updated"], report["set_aside"]), (0, 2))

    def test_forms_of_two_days_are_the_same_bytes_and_leave_the_data_as_they_are(self):
        before = self.ends(tepat("snapshot", self.baseline, "--rules", self.rules, "-o", self.folder / "a.snapshot", "--format", "json"), 0).stdout
        self.assertEqual(self.form(name="a.xlsx").read_bytes(), self.form("--threads", 1, name="b.xlsx").read_bytes())
        after = self.ends(tepat("snapshot", self.baseline, "--rules", self.rules, "-o", self.folder / "b.snapshot", "--format", "json"), 0).stdout
        self.assertEqual(json.loads(before)["fingerprint"], json.loads(after)["fingerprint"])
        self.assertEqual(len(self.stored("SELECT rahasia FROM tepat_formulir")), 1)
        refused = tepat("verify", self.rules, "--baseline", self.folder / "a.snapshot", "--date", DATE, "--xlsx", self.folder / "c.xlsx")
        self.assertIn("R5182", self.ends(refused, 1).stderr)

    def test_sorted_moved_hidden_and_inserted_rows_and_columns(self):
        def mangle(book):
            sheet = book["RT 002"]
            at = self.titles(sheet)
            width, first = len(at) - 1, at["row"] + 1
            rows = [[sheet.cell(first + i, column + 1).value for column in range(width)] for i in range(2)]
            for i, row in enumerate(reversed(rows)):
                for column, value in enumerate(row):
                    sheet.cell(first + i, column + 1).value = value
            sheet.row_dimensions[first].hidden = True
            sheet.insert_rows(first, 2)
            sheet.cell(first, 2).value = "Dusun atas"
            sheet.insert_cols(1)
            at = self.titles(sheet)
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, 20).value = sheet.cell(row, at["Jawaban"]).value
                sheet.cell(row, at["Jawaban"]).value = None
        report = self.back(self.fill(self.form(), ANSWERS, mangle))
        self.assertEqual((report["rows"], report["updated"], report["set_aside"]), (4, 3, 0))
        self.assertEqual(self.stored("SELECT id, gizi, jaminan FROM anggota WHERE id IN (11, 12) ORDER BY id"), [("11", None, "tidak_ada"), ("12", "buruk", "pbi")])

    def test_what_cannot_be_read_is_set_aside_row_by_row(self):
        def spoil(book):
            at = self.titles(book["RT 002"])
            code = book["RT 002"].cell(at["row"] + 2, at["Kode baris"])
            code.value = code.value[:6] + ("A" if code.value[6] != "A" else "B") + code.value[7:]
        path = self.fill(self.form(), {**ANSWERS, ("Keluarga Budi", "Desil"): 11, ("Budi", "Jaminan kesehatan"): "askes"}, spoil)
        report = self.back(path)
        self.assertEqual((report["rows"], report["updated"], report["set_aside"]), (4, 1, 3))
        self.assertEqual(sorted(self.reasons(report)), ["bukan salah satu pilihan: tidak_ada, pbi", "di luar rentang 1..10",
                         "kode barisnya tidak dikenal: hurufnya berubah, atau yang ditanyakan tidak ada lagi di data dasar atau kosakata"])
        self.assertEqual({(e["sheet"], e["line"]) for e in report["examples"]}, {("RT 001", 6), ("RT 001", 7), ("RT 002", 7)})
        self.assertEqual([row[0] for row in self.stored("SELECT entitas FROM tepat_sisihan")], ["(formulir)"] * 3)
        shown = [row[0] for row in self.stored("SELECT tampil FROM tepat_sisihan WHERE kolom = 'jaminan'")]
        self.assertEqual(shown, ["2; Budi, Jl. Mawar, RT 001; Jaminan kesehatan; ***"])
        mended = self.back(self.fill(path, {("Keluarga Budi", "Desil"): 4, ("Budi", "Jaminan kesehatan"): "PBI"}))
        self.assertEqual((mended["updated"], mended["unchanged"], mended["set_aside"]), (2, 1, 1))
        self.assertEqual(len(self.stored("SELECT * FROM tepat_sisihan")), 1)

    def test_answers_moved_away_from_their_rows(self):
        def shift(book):
            sheet = book["RT 002"]
            at = self.titles(sheet)
            one, two = (sheet.cell(at["row"] + i, at["Kode baris"]) for i in (1, 2))
            one.value, two.value = two.value, one.value
        report = self.back(self.fill(self.form(), ANSWERS, shift))
        self.assertEqual((report["updated"], report["set_aside"]), (1, 2))
        self.assertEqual(len([reason for reason in self.reasons(report) if "dicetak bersama kode" in reason]), 2)

    def test_two_answers_to_one_question_are_none(self):
        one, two = self.form(name="a.xlsx"), self.form(name="b.xlsx")
        reports = self.back(self.fill(one, ANSWERS), self.fill(two, {**ANSWERS, ("Keluarga Budi", "Desil"): "4"}))
        self.assertEqual([(r["updated"], r["unchanged"], r["set_aside"]) for r in reports], [(2, 0, 1), (0, 2, 1)])
        self.assertEqual(self.stored("SELECT desil FROM keluarga WHERE id = 2"), [(None,)])

    def test_what_is_known_by_now_is_shown_and_kept(self):
        path = self.fill(self.form(), ANSWERS)
        with sqlite3.connect(self.baseline) as connection:
            connection.execute("UPDATE keluarga SET desil = 7 WHERE id = 2")
            connection.execute("UPDATE anggota SET gizi = 'baik' WHERE id = 12")
        report = self.back(path)
        self.assertEqual((report["updated"], report["set_aside"]), (1, 2))
        self.assertEqual({(d["column"], d["baseline"], d["file"], d["done"]) for d in report["differences"]}, {("desil", "7", "3", "kept"), ("gizi", "***", "***", "kept")})
        self.assertEqual(self.stored("SELECT desil FROM keluarga WHERE id = 2"), [(7,)])
        replaced = self.back(path, more=["--update"])
        self.assertEqual((replaced["updated"], replaced["unchanged"], replaced["set_aside"]), (2, 1, 0))
        self.assertEqual(self.stored("SELECT desil FROM keluarga WHERE id = 2"), [(3,)])

    def test_asked_and_nobody_knew(self):
        report = self.back(self.fill(self.form(), {("Keluarga Budi", "Desil"): "Tidak diketahui", ("Anak Ani", "Gizi"): "?"}))
        self.assertEqual((report["updated"], report["form"]["not_known"], report["form"]["unanswered"]), (0, 2, 2))
        self.assertIn(("2", "keluarga.desil"), self.still_asked())
        self.assertEqual(sorted(self.stored("SELECT kunci, kolom FROM tepat_temuan WHERE pemeriksaan = 'asked_in_vain'")), [("12", "gizi"), ("2", "desil")])
        report = self.folder / "r.json"
        tepat("validate", self.baseline, "--rules", self.rules, "--report", report)
        asked = [f for f in json.loads(report.read_text())["validation"]["findings"] if f["check"] == "asked_in_vain"]
        self.assertEqual(len(asked), 2)
        self.back(self.fill(self.folder / "form.xlsx", {("Keluarga Budi", "Desil"): 2}))
        tepat("validate", self.baseline, "--rules", self.rules, "--report", report)
        self.assertEqual([f["key"] for f in json.loads(report.read_text())["validation"]["findings"] if f["check"] == "asked_in_vain"], ["12"])

    def test_a_folder_with_a_workbook_for_each_village(self):
        with sqlite3.connect(self.baseline) as connection:
            connection.execute("UPDATE anggota SET gizi = NULL, lahir = '2024-01-01' WHERE id = 31")
        folder = self.folder / "forms"
        out = self.verify("--xlsx", folder, "--split", "village").stdout
        self.assertEqual(sorted(p.name for p in folder.iterdir()), ["a-legok.xlsx", "b-murni.xlsx"])
        self.assertIn("2 berkas, 5 pertanyaan", out)
        self.assertIn("R5180", self.verify("--xlsx", folder, "--split", "village", code=1).stderr)
        self.verify("--xlsx", folder, "--split", "village", "--overwrite")
        self.fill(folder / "a-legok.xlsx", ANSWERS)
        self.fill(folder / "b-murni.xlsx", {("Citra", "Gizi"): "Baik"})
        text = self.ends(tepat("import", self.baseline, folder, "--rules", self.rules, "--form", "--lang", "id"), 0).stdout
        self.assertIn("Semua formulir: 5 baris = 4 dijawab + 0 sudah demikian + 0 tidak diketahui + 1 tanpa jawaban + 0 disisihkan", text)
        self.assertIn("R5270", tepat("import", self.baseline, folder, "--rules", self.rules, "--form", "--report", folder / "a-legok.xlsx").stderr)

    def test_notes_are_named_and_not_imported(self):
        def note(book):
            at = self.titles(book["RT 001"])
            book["RT 001"].cell(at["row"] + 1, at["Catatan petugas"]).value = "pindah"
        path = self.fill(self.form(), {}, note)
        text = self.ends(tepat("import", self.baseline, path, "--rules", self.rules, "--form", "--lang", "id"), 0).stdout
        self.assertIn("Catatan petugas pada 1 baris tidak diimpor", text)
        self.assertIn("[RT 001]:6", text)

    def test_nothing_half_done(self):
        path = self.fill(self.form(), ANSWERS)
        other = self.write("other.csv", "a,b\n1,2\n")
        self.assertIn("R5160", self.back(path, other, code=1).stderr)
        self.assertEqual(len(self.still_asked()), 4)
        for more in (["--entity", "anggota"], ["--join", "nik"], ["--mapping", "p3ke-individu"], ["--sheet", "1"]):
            self.assertIn("R5163", self.back(path, more=more, code=2).stderr)
        elsewhere = self.folder / "other.db"
        self.ends(tepat("init", elsewhere, "--rules", self.rules), 0)
        self.assertIn("R5161", self.ends(tepat("import", elsewhere, path, "--rules", self.rules, "--form"), 1).stderr)

    def test_forms_in_english_are_read_as_well(self):
        self.verify("--xlsx", self.folder / "e.xlsx", "--lang", "en")
        book = openpyxl.load_workbook(self.folder / "e.xlsx")
        for sheet in self.sheets(book):
            for row in sheet.iter_rows():
                if row[0].value == 1:
                    titles = {cell.value: cell.column for cell in sheet[row[0].row - 1]}
                    sheet.cell(row[0].row, titles["Answer"]).value = "Not known"
        book.save(self.folder / "e.xlsx")
        self.assertEqual(self.back(self.folder / "e.xlsx")["form"]["not_known"], 2)

    def test_wrong_usage(self):
        self.assertIn("R5158", self.verify("--split", "village", code=2).stderr)
        worklist = self.folder / "w.db"
        self.ends(self.run_rules(self.rules, self.baseline, worklist=worklist), 0)
        self.assertIn("R5358", self.ends(tepat("verify", worklist, "--xlsx", self.folder / "x.xlsx"), 2).stderr)


main()
