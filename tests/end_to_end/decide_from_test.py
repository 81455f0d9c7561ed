# SPDX-License-Identifier: Apache-2.0
"""Task lists that come back filled in: `tepat decide WORKLIST --from`. What spreadsheets and people do to them, and that nothing is decided silently.

Needs python3-openpyxl (scripts/setup). Check codes are taken from the exported list.
"""
import csv
import datetime
import io
import json
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

import openpyxl

from support import DATE, TEPAT, Case, contents, main, tepat

RULES = """bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  sebutan nama
  nama teks
  miskin ya_tidak
  pendapatan rupiah rahasia
lembaga dinas "Dinas Sosial"
lembaga lurah "Lurah"
program bantuan "Bantuan" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "Uji"
  periode bulanan
  besaran pendapatan per bulan
aturan miskin_dibantu "Miskin" untuk setiap keluarga
  program bantuan
  jika miskin
  maka tugas "Bantu {nama}" kepada dinas
    tenggat 7 hari
    bukti foto "tanda terima"
"""
TITLES = ["Nomor tugas", "Nama", "Tugas", "Alasan", "Keputusan", "Tunda sampai", "Alasan atau catatan", "Berkas bukti", "Alihkan kepada", "Diputuskan oleh", "Kode periksa"]


def codes(worklist):
    """Task number -> check code, as the exported list has them."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "all.csv"
        result = tepat("tasks", worklist, "--status", "all", "--csv", path, "--lang", "id")
        assert result.returncode == 0, result.stderr
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    header = next(row for row in rows if "Kode periksa" in row)
    number, code = header.index("Nomor tugas"), header.index("Kode periksa")
    return {int(row[number]): row[code] for row in rows[rows.index(header) + 1:] if len(row) > code and row[number].isdigit()}


class Lists(Case):
    FAMILIES = 8

    def setUp(self):
        super().setUp()
        self.rules, self.baseline, self.worklist = self.folder / "rules", self.folder / "data.db", self.folder / "tasks.db"
        self.rules.mkdir()
        self.write("rules/a.aturan", RULES)
        self.ends(tepat("init", self.baseline, "--rules", self.rules), 0)
        rows = "".join(f"K{n},Keluarga {n},ya,{n}00000\n" for n in range(1, self.FAMILIES + 1))
        self.ends(tepat("import", self.baseline, self.write("k.csv", "id,nama,miskin,pendapatan\n" + rows), "--rules", self.rules, "--entity", "keluarga"), 0)
        self.run_()
        self.lists = self.folder / "lists"
        self.lists.mkdir()

    def run_(self, worklist=None, date=DATE):
        return self.ends(tepat("run", self.rules, "--baseline", self.baseline, "--date", date, "--worklist", worklist or self.worklist), 0)

    def change(self, sql):
        with sqlite3.connect(self.baseline) as connection:
            connection.executescript(sql)

    def rows(self, filled, worklist=None):
        """One row a task as a list has it, with what was filled in: {task: {title: value}}."""
        all_codes = codes(worklist or self.worklist)
        rows = []
        for number, code in sorted(all_codes.items()):
            row = {"Nomor tugas": number, "Nama": f"Keluarga {number}", "Tugas": f"Bantu Keluarga {number}", "Alasan": "Miskin", "Kode periksa": code}
            row.update(filled.get(number, {}))
            rows.append(row)
        return rows

    def xlsx(self, name, rows, titles=TITLES, before=(), after=(), sheet="Daftar tugas", edit=None):
        book = openpyxl.Workbook()
        page = book.active
        page.title = sheet
        for line in before:
            page.append(line)
        page.append(titles)
        for row in rows:
            page.append([row.get(title) for title in titles])
        for line in after:
            page.append(line)
        if edit:
            edit(book, page)
        path = self.lists / name
        book.save(path)
        return path

    def csv(self, name, rows, titles=TITLES, separator=";", encoding="utf-8-sig"):
        text = io.StringIO()
        writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
        writer.writerow(titles)
        for row in rows:
            writer.writerow(["" if row.get(title) is None else row[title] for title in titles])
        path = self.lists / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    def decide(self, *lists, code=0, more=(), worklist=None, lang="id"):
        froms = [word for path in lists for word in ("--from", path)]
        return self.ends(tepat("decide", worklist or self.worklist, *froms, "--as", "siti", "--lang", lang, *more), code)

    def outcome(self, *lists, code=0, more=(), worklist=None):
        result = json.loads(self.decide(*lists, code=code, more=("--format", "json", *more), worklist=worklist).stdout)
        self.assertEqual(result["rows"], result["decided"] + result["already"] + result["undecided"] + result["refused"])
        self.assertEqual(result["decided"], sum(result["by_decision"].values()))
        for count in ("rows", "decided", "already", "undecided", "refused"):
            self.assertEqual(result[count], sum(file[count] for file in result["files"]))
        return result

    def counts(self, outcome):
        return tuple(outcome[count] for count in ("rows", "decided", "already", "undecided", "refused"))

    def refused_codes(self, outcome):
        return [(row["row"], row["column"], row["code"]) for row in outcome["refused_rows"]]

    def states(self, worklist=None):
        return [task["status"] for task in sorted(json.loads(tepat("tasks", worklist or self.worklist, "--status", "all", "--format", "json").stdout), key=lambda t: t["task"])]

    def whole(self):
        self.ends(tepat("history", self.worklist, "--verify"), 0)


class Reading(Lists):
    FILLED = {1: {"Keputusan": "setujui"}, 2: {"Keputusan": "Tolak ", "Alasan atau catatan": "sudah pindah"},
              3: {"Keputusan": "TUNDA", "Alasan atau catatan": "menunggu surat", "Tunda sampai": datetime.date(2025, 7, 20), "Diputuskan oleh": "Pak Lurah"},
              4: {"Keputusan": "selesai", "Alasan atau catatan": "foto hilang"}, 5: {"Alihkan kepada": "Pak Ahmad, RT 05"}}

    def check_filled(self):
        self.assertEqual(self.states(), ["approved", "rejected", "postponed", "done"] + ["open"] * 4)
        tasks = {task["task"]: task for task in json.loads(tepat("tasks", self.worklist, "--status", "all", "--format", "json").stdout)}
        self.assertEqual((tasks[3]["until"], tasks[5]["assignee"]), ("2025-07-20", "Pak Ahmad, RT 05"))
        self.whole()

    def test_a_workbook_is_decided_in_one_go_and_reconciles(self):
        result = self.decide(self.xlsx("a.xlsx", self.rows(self.FILLED)))
        self.assertIn("8 baris = 5 diputuskan + 0 sudah demikian + 3 tanpa keputusan + 0 tidak diterima", result.stdout)
        self.assertIn("Diputuskan: 1 disetujui, 1 ditolak, 1 ditunda, 1 selesai, 1 dialihkan.", result.stdout)
        self.assertRegex(result.stdout, "Hash terakhir: [0-9a-f]{64}")
        self.check_filled()
        story = self.ends(tepat("history", self.worklist, 3), 0).stdout
        for words in ("ditunda sampai 20 Juli 2025, oleh siti", "Keputusan Pak Lurah", "Alasan: menunggu surat"):
            self.assertIn(words, story)

    def test_read_twice_changes_nothing_and_says_so(self):
        path = self.xlsx("a.xlsx", self.rows(self.FILLED))
        self.decide(path)
        before = contents(self.worklist)
        result = self.decide(path, lang="en")
        self.assertIn("8 rows = 0 decided + 5 so already + 3 without decision + 0 not accepted", result.stdout)
        self.assertIn("Nothing was written", result.stdout)
        self.assertEqual(contents(self.worklist), before)

    def test_sorted_moved_deleted_with_titles_around_and_another_sheet(self):
        rows = [row for row in reversed(self.rows(self.FILLED)) if row["Nomor tugas"] != 8]
        titles = list(reversed(TITLES))

        def edit(book, page):
            page.column_dimensions["A"].hidden = True
            page.row_dimensions[8].hidden = True
            page.auto_filter.ref = "A4:K11"
            words = book.create_sheet("Petunjuk", 0)
            words.append(["Isi kolom Keputusan."])
        path = self.xlsx("a.xlsx", rows, titles, before=[["DAFTAR TUGAS"], ["Kelurahan Aur", None, "Juli 2025"], []],
                         after=[[], ["Mengetahui,", None, None, None, "Jambi, ............ 2025"], ["Lurah"], ["NIP. 19700101"]], edit=edit)
        outcome = self.outcome(path)
        self.assertEqual(self.counts(outcome), (7, 5, 0, 2, 0))
        self.assertEqual(outcome["files"][0]["others"], 3)
        self.check_filled()

    def test_csv_in_every_dress(self):
        for separator, encoding in ((",", "utf-8-sig"), (";", "utf-8"), (";", "cp1252"), ("\t", "utf-8")):
            with self.subTest(separator=separator, encoding=encoding):
                worklist = self.folder / f"{ord(separator)}{encoding}.db"
                self.run_(worklist)
                rows = self.rows({**self.FILLED, 3: {**self.FILLED[3], "Tunda sampai": "20/07/2025", "Alasan atau catatan": "menunggu Café «Sari»"}}, worklist)
                outcome = self.outcome(self.csv("a.csv", rows, separator=separator, encoding=encoding), worklist=worklist)
                self.assertEqual(self.counts(outcome), (8, 5, 0, 3, 0))
                entries = json.loads(tepat("history", worklist, "--format", "json").stdout)
                self.assertIn("menunggu Café «Sari»", [entry["reason"] for entry in entries])

    def test_a_folder_of_lists_in_one_transaction(self):
        rows = self.rows(self.FILLED)
        self.xlsx("utara.xlsx", rows[:3])
        self.csv("selatan.csv", rows[3:])
        self.write("lists/~$utara.xlsx", "Excel's own")
        self.write("lists/foto.jpg", "x")
        outcome = self.outcome(self.lists)
        self.assertEqual([(os.path.basename(file["file"]), file["rows"]) for file in outcome["files"]], [("selatan.csv", 5), ("utara.xlsx", 3)])
        self.assertEqual(self.counts(outcome), (8, 5, 0, 3, 0))
        self.check_filled()

    def test_dates_as_people_and_spreadsheets_write_them(self):
        written = ["20/07/2025", "20-7-2025", "20 Juli 2025", "2025-07-20", 45858, "45858", datetime.datetime(2025, 7, 20, 0, 0)]
        rows = self.rows({n: {"Keputusan": "tunda", "Alasan atau catatan": "x", "Tunda sampai": value} for n, value in enumerate(written, 1)})
        self.assertEqual(self.counts(self.outcome(self.xlsx("a.xlsx", rows))), (8, 7, 0, 1, 0))
        tasks = json.loads(tepat("tasks", self.worklist, "--status", "postponed", "--format", "json").stdout)
        self.assertEqual({task["until"] for task in tasks}, {"2025-07-20"})

    def test_numbers_and_codes_as_spreadsheets_leave_them(self):
        rows = self.rows({n: {"Keputusan": "approve"} for n in range(1, 9)})
        rows[0]["Nomor tugas"], rows[1]["Nomor tugas"], rows[2]["Nomor tugas"] = "1", "2.0", 3.0
        rows[3]["Nomor tugas"] = " '4 "
        rows[4]["Kode periksa"] = rows[4]["Kode periksa"].lower()
        rows[5]["Kode periksa"] = " " + rows[5]["Kode periksa"].replace("-", " ")
        rows[6]["Kode periksa"] = rows[6]["Kode periksa"][:-3]  # cut
        rows[7]["Nomor tugas"] = 7                              # not its own
        outcome = self.outcome(self.xlsx("a.xlsx", rows), code=1)
        self.assertEqual(self.counts(outcome), (8, 6, 0, 0, 2))
        self.assertEqual(self.refused_codes(outcome), [(8, "K", "R5166"), (9, "K", "R5166")])
        self.assertEqual(self.states(), ["approved"] * 6 + ["open"] * 2)

    def test_evidence_beside_the_list(self):
        self.write("lists/foto/satu.jpg", b"gambar")
        self.write("rahasia.txt", b"tidak untuk daftar")
        rows = self.rows({1: {"Keputusan": "selesai", "Berkas bukti": "foto\\satu.jpg"}, 2: {"Keputusan": "selesai", "Berkas bukti": "tidak_ada.jpg"},
                          3: {"Keputusan": "selesai", "Berkas bukti": "../rahasia.txt"}, 4: {"Keputusan": "selesai", "Berkas bukti": str(self.folder / "rahasia.txt")},
                          5: {"Keputusan": "selesai"}, 6: {"Keputusan": "selesai", "Berkas bukti": "foto/satu.jpg; foto/satu.jpg"}})
        path = self.xlsx("a.xlsx", rows)
        outcome = self.outcome(path, code=1)
        self.assertEqual(self.counts(outcome), (8, 2, 0, 2, 4))
        self.assertEqual(self.refused_codes(outcome), [(3, "H", "R5173"), (4, "H", "R5173"), (5, "H", "R5173"), (6, "H", "R5172")])
        found = self.ends(tepat("history", self.worklist, "--evidence", self.lists / "foto" / "satu.jpg"), 0).stdout
        self.assertIn("tugas 1", found)
        self.assertEqual(self.counts(self.outcome(path, code=1)), (8, 0, 2, 2, 4))


class Refusing(Lists):
    def test_what_changed_since_is_named_and_not_decided(self):
        path = self.xlsx("a.xlsx", self.rows({n: {"Keputusan": "setujui"} for n in range(1, 5)}))
        self.ends(tepat("decide", self.worklist, 1, "reject", "--as", "budi", "--reason", "pindah"), 0)
        self.ends(tepat("decide", self.worklist, 2, "assign", "--as", "budi", "--to", "lurah"), 0)
        self.change("UPDATE keluarga SET pendapatan = 77777700 WHERE id = 'K3'; UPDATE keluarga SET miskin = 0 WHERE id = 'K4'")
        self.run_()
        outcome = self.outcome(path, code=1)
        self.assertEqual(self.counts(outcome), (8, 0, 0, 4, 4))
        self.assertEqual({row["code"] for row in outcome["refused_rows"]}, {"R5167"})
        told = [row["message"] for row in outcome["refused_rows"]]
        for words, message in zip(("ditolak oleh budi", "diserahkan kepada lurah oleh budi", "isinya berubah (besaran)", "ditarik oleh putaran ke-2"), told):
            self.assertIn(words, message)
        self.assertNotIn("777", json.dumps(outcome))  # the amount is made from a secret
        self.assertEqual(self.states(), ["rejected", "open", "open", "withdrawn"] + ["open"] * 4)
        fresh = self.rows({n: {"Keputusan": "setujui"} for n in (1, 2, 3)})
        self.assertEqual(self.counts(self.outcome(self.xlsx("b.xlsx", fresh))), (8, 3, 0, 5, 0))

    def test_so_already_comes_before_changed(self):
        path = self.xlsx("a.xlsx", self.rows({1: {"Keputusan": "setujui"}, 2: {"Keputusan": "tolak", "Alasan atau catatan": "pindah"},
                                              3: {"Keputusan": "tolak", "Alasan atau catatan": "meninggal"}}))
        self.ends(tepat("decide", self.worklist, 1, "approve", "--as", "budi"), 0)
        self.ends(tepat("decide", self.worklist, 2, 3, "reject", "--as", "budi", "--reason", "pindah"), 0)
        outcome = self.outcome(path, code=1)
        self.assertEqual(self.counts(outcome), (8, 0, 2, 5, 1))
        self.assertEqual(self.refused_codes(outcome), [(4, None, "R5167")])  # another reason is another decision

    def test_a_run_that_changes_nothing_spoils_no_list(self):
        path = self.xlsx("a.xlsx", self.rows({1: {"Keputusan": "setujui"}}))
        self.run_(date="2025-07-09")
        self.assertEqual(self.counts(self.outcome(path)), (8, 1, 0, 7, 0))

    def test_a_postponement_that_the_next_run_would_end_at_once(self):
        self.run_(date="2025-07-09")
        rows = self.rows({n: {"Keputusan": "tunda", "Alasan atau catatan": "x", "Tunda sampai": day} for n, day in enumerate(("09/07/2025", "10/07/2025"), 1)})
        path = self.xlsx("a.xlsx", rows)
        outcome = self.outcome(path, code=1)
        self.assertEqual(self.refused_codes(outcome), [(2, "F", "R5169")])
        postponed = json.loads(tepat("tasks", self.worklist, "--status", "postponed", "--format", "json").stdout)
        self.assertEqual([task["until"] for task in postponed], ["2025-07-10"])
        self.assertIn("`2025-07-09` is not after the date of the last run", self.decide(path, code=1, lang="en").stderr)

    def test_rows_nobody_can_read(self):
        rows = self.rows({1: {"Keputusan": "setujuh"}, 2: {"Keputusan": "tolak"}, 3: {"Keputusan": "tunda", "Alasan atau catatan": "x", "Tunda sampai": "besok"},
                          4: {"Keputusan": "setujui", "Tunda sampai": "20/07/2025"}, 5: {"Keputusan": "=IF(1,\"setujui\",\"\")"}, 6: {"Keputusan": "#N/A"},
                          7: {"Alasan atau catatan": "orangnya tidak ada di rumah"}})
        rows.append({"Nama": "Keluarga tambahan", "Keputusan": "setujui"})
        rows.append({"Nomor tugas": 99, "Nama": "Lain", "Keputusan": "entah"})
        path = self.xlsx("a.xlsx", rows)
        outcome = self.outcome(path, code=1, more=("--report", self.folder / "r.csv"))
        self.assertEqual(self.counts(outcome), (10, 0, 0, 2, 8))
        self.assertEqual(self.refused_codes(outcome), [(2, "E", "R5168"), (3, "G", "R5172"), (4, "F", "R5169"), (5, "F", "R5169"), (6, "E", "R5174"),
                                                       (7, "E", "R5174"), (10, None, "R5165"), (11, None, "R5165")])
        self.assertEqual(outcome["remarks"], [{"file": str(path), "row": 8, "column": None, "task": "7"}])
        report = list(csv.DictReader(io.StringIO((self.folder / "r.csv").read_text(encoding="utf-8-sig"))))
        self.assertEqual([(row["Baris"], row["Kode"]) for row in report], [(str(row["row"]), row["code"]) for row in outcome["refused_rows"]])
        self.assertIn("tulis setujui, tolak, tunda, atau selesai", report[0]["Yang perlu dilakukan"])
        text = self.decide(path, code=1)
        self.assertIn("galat[R5168]: a.xlsx, baris 2 kolom E: keputusan `setujuh` tidak dikenal", text.stderr)
        self.assertIn("Tanpa keputusan tetapi berisi alasan", text.stdout)
        english = self.decide(path, code=1, lang="en")
        self.assertIn("error[R5168]: a.xlsx, row 2 column E: there is no decision `setujuh`", english.stderr)
        self.assertIn("10 rows = 0 decided", english.stdout)

    def test_a_formula_counts_with_what_was_saved(self):
        rows = self.rows({1: {"Keputusan": "=A1"}})
        path = self.xlsx("a.xlsx", rows)
        saved = shutil.copy(path, self.lists / "saved.xlsx")
        edit_part(saved, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<f>A1</f><v />", "<f>A1</f><v>setujui</v>").replace("<f>A1</f><v></v>", "<f>A1</f><v>setujui</v>")
                  .replace("<f>A1</f><v/>", "<f>A1</f><v>setujui</v>").replace('<c r="E2">', '<c r="E2" t="str">'))
        self.assertEqual(self.counts(self.outcome(path, code=1)), (8, 0, 0, 7, 1))
        self.assertEqual(self.counts(self.outcome(saved)), (8, 1, 0, 7, 0))

    def test_merged_cells_are_not_guessed_at(self):
        path = self.xlsx("a.xlsx", self.rows({2: {"Keputusan": "setujui"}, 6: {"Keputusan": "setujui"}}), edit=lambda book, page: page.merge_cells("E3:E5"))
        outcome = self.outcome(path, code=1)
        self.assertEqual(self.counts(outcome), (8, 1, 0, 4, 3))
        self.assertEqual(self.refused_codes(outcome), [(3, None, "R5174"), (4, None, "R5174"), (5, None, "R5174")])
        self.assertEqual(self.states(), ["open"] * 5 + ["approved"] + ["open"] * 2)

    def test_two_lists_that_differ_decide_nothing_and_both_places_are_named(self):
        one = self.xlsx("satu.xlsx", self.rows({1: {"Keputusan": "setujui"}, 2: {"Keputusan": "setujui"}, 3: {"Keputusan": "setujui"}}))
        two = self.csv("dua.csv", self.rows({1: {"Keputusan": "tolak", "Alasan atau catatan": "pindah"}, 2: {"Keputusan": "Disetujui"}}))
        outcome = self.outcome(one, two, code=1)
        self.assertEqual(self.counts(outcome), (16, 2, 1, 11, 2))
        first, second = outcome["refused_rows"]
        self.assertEqual((first["code"], second["code"]), ("R5170", "R5170"))
        self.assertIn("satu.xlsx, baris 2 kolom E", first["message"])
        self.assertIn("dua.csv, baris 2", first["message"])
        self.assertIn("satu.xlsx, baris 2", second["message"])
        self.assertEqual(self.states()[:4], ["open", "approved", "approved", "open"])

    def test_what_is_over_is_not_decided_again(self):
        self.ends(tepat("decide", self.worklist, 1, "done", "--as", "budi", "--reason", "lama"), 0)
        outcome = self.outcome(self.xlsx("a.xlsx", self.rows({1: {"Keputusan": "setujui"}})), code=1)
        self.assertEqual(self.refused_codes(outcome), [(2, "E", "R5171")])
        outcome = self.outcome(self.xlsx("b.xlsx", self.rows({1: {"Alihkan kepada": "lurah"}})), code=1)
        self.assertIn("berstatus selesai, jadi tidak dapat dialihkan", outcome["refused_rows"][0]["message"])
        self.assertIn("jadi tidak dapat dialihkan", self.ends(tepat("decide", self.worklist, 1, "assign", "--as", "budi", "--to", "lurah", "--lang", "id"), 1).stderr)

    def test_a_list_of_another_worklist_is_refused_whole(self):
        other = self.folder / "other.db"
        self.run_(other)
        foreign = self.xlsx("a.xlsx", self.rows({1: {"Keputusan": "setujui"}, 2: {"Keputusan": "tolak"}}, other))
        own = self.csv("b.csv", self.rows({3: {"Keputusan": "setujui"}}))
        outcome = self.outcome(foreign, own, code=1)
        self.assertEqual(self.counts(outcome), (16, 1, 0, 7, 8))
        self.assertEqual(self.refused_codes(outcome), [(None, None, "R5157")])
        mixed = self.rows({4: {"Keputusan": "setujui"}}) + self.rows({5: {"Keputusan": "setujui"}}, other)
        outcome = self.outcome(self.xlsx("c.xlsx", mixed), code=1)
        self.assertEqual((outcome["decided"], self.refused_codes(outcome)), (1, [(14, None, "R5157")]))
        copy = shutil.copy(self.worklist, self.folder / "copy.db")
        self.assertEqual(self.counts(self.outcome(own, worklist=copy)), (8, 0, 1, 7, 0))

    def test_files_that_are_no_lists(self):
        rows = self.rows({1: {"Keputusan": "setujui"}})
        cases = {"R5152": self.xlsx("tanpa_kode.xlsx", rows, TITLES[:-1]), "R5153": self.xlsx("tanpa_keputusan.xlsx", rows, [t for t in TITLES if t != "Keputusan"]),
                 "R5154": self.xlsx("dua.xlsx", rows, TITLES + ["KEPUTUSAN"]), "R5156": self.write("lists/lama.ods", "x")}
        before = contents(self.worklist)
        for number, path in cases.items():
            with self.subTest(number):
                self.assertIn(f"galat[{number}]", self.decide(path, code=1).stderr)
        self.write("lists/rusak.xlsx", b"PK\x03\x04" + b"x" * 100)
        self.assertIn("galat[R51", self.decide(self.lists / "rusak.xlsx", code=1).stderr)
        empty = self.folder / "kosong"
        empty.mkdir()
        self.assertIn("R5155", self.decide(empty, code=1).stderr)
        self.assertIn("R5001", self.decide(self.folder / "tidak_ada.xlsx", code=3).stderr)
        self.assertEqual(contents(self.worklist), before)

    def test_usage(self):
        path = self.xlsx("a.xlsx", self.rows({}))
        for more in (("--reason", "x"), ("--until", "2025-07-20"), ("--evidence", path), ("--to", "x")):
            self.assertIn("R5159", self.decide(path, code=2, more=more).stderr)
        self.assertIn("R5159", self.ends(tepat("decide", self.worklist, 1, "approve", "--from", path, "--as", "siti"), 2).stderr)
        self.assertIn("--from", self.ends(tepat("decide", self.worklist, 1, "approve", "--as", "siti", "--check"), 2).stderr)
        self.ends(tepat("decide", self.worklist, "--as", "siti"), 2)
        self.ends(tepat("decide", self.worklist, "--from", path), 2)

    def test_check_writes_nothing(self):
        path = self.xlsx("a.xlsx", self.rows({1: {"Keputusan": "setujui"}, 2: {"Keputusan": "entah"}}))
        before = self.worklist.read_bytes()
        result = self.decide(path, code=1, more=("--check",))
        self.assertIn("8 baris = 1 diputuskan", result.stdout)
        self.assertIn("Hanya diperiksa", result.stdout)
        self.assertEqual(self.worklist.read_bytes(), before)


class Breaking(Lists):
    FAMILIES = 400

    def filled(self):
        return self.xlsx("a.xlsx", self.rows({n: {"Keputusan": "setujui", "Alasan atau catatan": f"musyawarah {n} " + "x" * 200} for n in range(1, self.FAMILIES + 1)}))

    def test_killed_at_any_moment_it_is_all_or_nothing(self):
        path, old = self.filled(), contents(self.worklist)["tasks"]
        keep = self.folder / "keep.db"
        shutil.copy(self.worklist, keep)
        for delay in (0.005, 0.01, 0.02, 0.03, 0.04, 0.06):
            shutil.copy(keep, self.worklist)
            process = subprocess.Popen([TEPAT, "decide", self.worklist, "--from", path, "--as", "siti"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.whole()
            states = set(self.states())
            self.assertIn(states, ({"open"}, {"approved"}))
            if states == {"open"}:
                self.assertEqual(contents(self.worklist)["tasks"], old)

    def test_a_full_disk_leaves_everything_as_it_was(self):
        path, before = self.filled(), contents(self.worklist)
        limit = self.worklist.stat().st_size + 4096
        for more in ((), ("--report", self.folder / "r.csv")):
            process = subprocess.run([TEPAT, "decide", self.worklist, "--from", path, "--as", "siti", *more], capture_output=True, text=True,
                                     preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
            self.assertEqual(process.returncode, 3, process.stderr)
            self.assertEqual(contents(self.worklist), before)
            self.assertFalse((self.folder / "r.csv").exists())

    def test_a_report_that_cannot_be_written_decides_nothing(self):
        before = contents(self.worklist)
        self.decide(self.filled(), code=3, more=("--report", self.folder / "tidak" / "ada.csv"))
        self.assertEqual(contents(self.worklist), before)

    def test_two_at_once_decide_each_task_once(self):
        path = self.filled()
        both = [subprocess.Popen([TEPAT, "decide", self.worklist, "--from", path, "--as", name, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                for name in ("siti", "budi")]
        outcomes = [json.loads(process.communicate(timeout=120)[0]) for process in both]
        self.assertEqual(sorted(outcome["decided"] for outcome in outcomes), [0, self.FAMILIES])
        self.assertEqual(sorted(outcome["already"] for outcome in outcomes), [0, self.FAMILIES])
        with sqlite3.connect(self.worklist) as connection:
            self.assertEqual(connection.execute("SELECT count(*) FROM history WHERE event = 'approved'").fetchone()[0], self.FAMILIES)
        self.whole()


def edit_part(path, part, change):
    """Rewrites one part of a workbook."""
    import zipfile
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


if __name__ == "__main__":
    main()
