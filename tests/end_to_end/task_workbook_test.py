# SPDX-License-Identifier: Apache-2.0
"""Task lists as files that people print and fill in: `tepat tasks --xlsx`, `--csv`, `--split`. Needs python3-openpyxl (scripts/setup)."""
import csv
import io
import json
import resource
import signal
import sqlite3
import subprocess

import openpyxl

from support import Case, TEPAT, main, tepat

RULES = """bahasa id

entitas kecamatan "Kecamatan"
  dari tabel kecamatan kunci kode
  wilayah
  sebutan nama
  nama  teks  "Nama"

entitas kelurahan "Kelurahan" di kecamatan lewat kode_kecamatan
  dari tabel kelurahan kunci kode_kelurahan
  wilayah
  sebutan nama
  nama  teks  "Nama"

entitas keluarga "Keluarga" di kelurahan lewat kode_kelurahan
  dari tabel keluarga kunci id_keluarga
  sebutan kepala
  alamat jalan, rt, rw
  kepala      teks            "Kepala keluarga"
  nik         teks            "NIK kepala keluarga"  rahasia
  nomor_kk    teks            "Nomor KK"  rahasia
  catatan     teks            "Catatan"  rahasia
  jalan       teks            "Alamat"  peka
  rt          teks            "RT"
  rw          teks            "RW"
  desil       bilangan 1..10  "Desil"

entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id_anggota
  sebutan nama
  nama     teks      "Nama"
  nik      teks      "NIK"  rahasia
  sekolah  ya_tidak  "Sekolah"

lembaga dinsos "Dinas Sosial"
lembaga disdik "Dinas Pendidikan"

program modal "Modal usaha" untuk setiap keluarga
  periode tahunan
  dasar hukum "Perda 1/2025"
  besaran Rp500.000 per bulan
  kuota 1 per kelurahan
  urutkan menurut desil terkecil dahulu

aturan modal_kecil "Modal untuk desil rendah" untuk setiap keluarga
  program modal
  jika desil <= 3
  maka tugas "Usulkan modal untuk {kepala}" kepada dinsos
    tenggat 14 hari
  bila belum pasti tugas "Tanyakan: {kurang}" kepada dinsos

aturan seragam "Seragam sekolah" untuk setiap anggota
  dasar hukum "Perda 2/2025"
  jika sekolah
  maka tugas "Beri seragam kepada {nama}" kepada disdik
    prioritas tinggi
"""

KECAMATAN = [("157101", "Danau Sipin")]
KELURAHAN = [("1571011001", "Legok", "157101"), ("1571011002", "Murni/Baru", "157101"), ("1571011003", "Sepi", "157101")]
# id, head, NIK, card, secret remark, street, RT, RW, decile, village
FAMILIES = [
    ("k1", "=1+1", "1571074101800001", "1571070101900001", "Catatan-Kenari", "Jalan-Kenari-1", "001", "02", 1, "1571011001"),
    ("k2", "Budi", "1571074202800002", "1571070102900002", "x", "Jalan-Kenari-2", "002", "02", 2, "1571011001"),
    ("k3", "+62 Cica", "1571074303800003", "15710701", "x", "@Jalan-Kenari-3", "001", "01", 3, "1571011002"),
    ("k4", "Dewi", None, None, None, "Jalan-Kenari-4", "001", "01", None, "1571011002"),
]
MEMBERS = [("a1", "k1", "-Ani", "1571074404100001", 1), ("a2", "k2", "Beni", None, 1), ("a3", "k3", "Caca", "1571074505100003", 0)]
SECRETS = [value for family in FAMILIES for value in family[2:5] if value and len(value) > 1] + [m[3] for m in MEMBERS if m[3]]

# The paper's columns, then those of the screen.
PAPER = {"id": ["No", "Nama", "NIK", "Alamat", "RT", "RW", "Wilayah", "Program", "Tugas", "Alasan (dasar hukum)", "Yang kurang", "Tenggat", "Keputusan",
                "Alasan atau catatan", "Nomor tugas"],
         "en": ["No", "Name", "NIK", "Alamat", "RT", "RW", "Area", "Programme", "Task", "Reason (legal basis)", "Missing", "Due", "Decision",
                "Reason or notes", "Task number"]}
SCREEN = {"id": ["Nomor KK", "Besaran", "Kepada", "Prioritas", "Peringkat", "Catatan", "Tunda sampai", "Berkas bukti", "Alihkan kepada", "Diputuskan oleh",
                 "Kode periksa"],
          "en": ["Nomor KK", "Benefit", "Assigned to", "Priority", "Rank", "Note", "Postpone until", "Evidence files", "Reassign to", "Decided by",
                 "Check code"]}
FILLED_IN = ["Keputusan", "Alasan atau catatan", "Tunda sampai", "Berkas bukti", "Alihkan kepada", "Diputuskan oleh"]
POINTS_A_LETTER, EDGES, PAPER_POINTS, CELL_SIZE = 5.25, 3.75, 27 / 2.54 * 72, 10


class TaskWorkbook(Case):
    def setUp(self):
        super().setUp()
        self.rules = self.write("rules/aturan.aturan", RULES).parent
        self.baseline, self.worklist = self.folder / "data.db", self.folder / "tasks.db"
        self.ends(tepat("init", self.baseline, "--rules", self.rules), 0)
        with sqlite3.connect(self.baseline) as data:
            data.executemany("INSERT INTO kecamatan (kode, nama) VALUES (?,?)", KECAMATAN)
            data.executemany("INSERT INTO kelurahan (kode_kelurahan, nama, kode_kecamatan) VALUES (?,?,?)", KELURAHAN)
            data.executemany("INSERT INTO keluarga (id_keluarga, kepala, nik, nomor_kk, catatan, jalan, rt, rw, desil, kode_kelurahan) "
                             "VALUES (?,?,?,?,?,?,?,?,?,?)", FAMILIES)
            data.executemany("INSERT INTO anggota (id_anggota, id_keluarga, nama, nik, sekolah) VALUES (?,?,?,?,?)", MEMBERS)
        self.ends(self.run_rules(self.rules, self.baseline, worklist=self.worklist), 0)

    def save(self, *more, code=0, language="id"):
        return self.ends(tepat("tasks", self.worklist, *more, "--lang", language), code)

    def sheet(self, path):
        return openpyxl.load_workbook(path).worksheets[0]

    def table(self, path):
        """The table of a workbook: (header row number, titles, rows as dicts)."""
        sheet = self.sheet(path)
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if row[0] == "No":
                header = number
                titles = [title for title in row if title]
                break
        rows = []
        for row in sheet.iter_rows(min_row=header + 1, values_only=True):
            if not isinstance(row[0], int):
                break
            rows.append(dict(zip(titles, row)))
        return header, titles, rows

    def every_text(self, path):
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)

    def listed(self, *more):
        return json.loads(self.save(*more, "--format", "json").stdout)

    def test_columns_and_rows_in_both_languages(self):
        for language in ("id", "en"):
            path = self.folder / f"{language}.xlsx"
            self.save("--xlsx", path, language=language)
            _, titles, rows = self.table(path)
            self.assertEqual(PAPER[language] + SCREEN[language], titles)
            self.assertEqual([task["task"] for task in self.listed()], [int(row[PAPER[language][-1]]) for row in rows])
            self.assertEqual(list(range(1, len(rows) + 1)), [row["No"] for row in rows])
        modal = next(row for row in rows if row["Task"] == "Usulkan modal untuk =1+1")
        self.assertEqual(("=1+1", "001", "02", "Danau Sipin / Legok", "Modal usaha"), tuple(modal[name] for name in ("Name", "RT", "RW", "Area", "Programme")))
        self.assertEqual(("Modal untuk desil rendah (Perda 1/2025)", "Rp500,000 a month", "Dinas Sosial", "1 in Legok"),
                         tuple(modal[name] for name in ("Reason (legal basis)", "Benefit", "Assigned to", "Rank")))
        self.assertEqual("2025-07-15", modal["Due"].date().isoformat())
        member = next(row for row in rows if row["Task"] == "Beri seragam kepada Beni")
        self.assertEqual("Beni\n(Keluarga Budi)", member["Name"])
        question = next(row for row in rows if row["Task"].startswith("Tanyakan"))
        self.assertEqual("Desil", question["Missing"])

    def test_what_comes_back_is_empty_offered_and_checked(self):
        path = self.folder / "a.xlsx"
        self.save("--xlsx", path)
        header, titles, rows = self.table(path)
        sheet = self.sheet(path)
        for row in rows:
            self.assertEqual([None] * 6, [row[title] for title in FILLED_IN])
            self.assertRegex(row["Kode periksa"], "^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")
        self.assertEqual(len(rows), len({row["Kode periksa"] for row in rows}))
        code = openpyxl.utils.get_column_letter(titles.index("Kode periksa") + 1)
        self.assertTrue(sheet.column_dimensions[code].hidden)
        decision = openpyxl.utils.get_column_letter(titles.index("Keputusan") + 1)
        lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
        self.assertEqual([f"{decision}{header + 1}:{decision}{header + len(rows)}"], [str(v.sqref) for v in lists])
        self.assertEqual('"setujui,tolak,tunda,selesai"', lists[0].formula1)

    def test_the_sheet_can_be_filtered_scrolled_and_printed(self):
        path = self.folder / "a.xlsx"
        self.save("--xlsx", path)
        header, titles, rows = self.table(path)
        sheet = self.sheet(path)
        last = openpyxl.utils.get_column_letter(len(titles))
        self.assertEqual(f"C{header + 1}", sheet.freeze_panes)
        self.assertEqual(f"A{header}:{last}{header + len(rows)}", sheet.auto_filter.ref)
        self.assertEqual(("landscape", "9", 1, 0), (sheet.page_setup.orientation, str(sheet.page_setup.paperSize), int(sheet.page_setup.fitToWidth or 1),
                                                    int(sheet.page_setup.fitToHeight)))
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(f"${header}:${header}", sheet.print_title_rows)
        self.assertIn("&P", sheet.oddFooter.right.text)
        texts = self.every_text(path)
        for said in ("Daftar tugas", "Periode 2025", "Putaran ke-1, tanggal acuan 1 Juli 2025", "Usulan, bukan keputusan", f"Jumlah tugas: {len(rows)}",
                     "Mengetahui,", "Petugas,", "NIP."):
            self.assertIn(said, texts)

    def paper(self, path):
        """(titles inside the print area, last row of it, smallest letters on A4 landscape in points)."""
        header, titles, _ = self.table(path)
        sheet = self.sheet(path)
        areas = sheet.print_area if isinstance(sheet.print_area, list) else [sheet.print_area]
        area = openpyxl.utils.range_boundaries(areas[0].replace("$", ""))
        self.assertEqual((1, 1), area[:2])
        widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(i + 1)].width - EDGES / POINTS_A_LETTER for i in range(area[2])]
        scale = min(1, PAPER_POINTS / sum(width * POINTS_A_LETTER + EDGES for width in widths))
        return titles[:area[2]], area[3], scale * CELL_SIZE

    def test_what_paper_needs_is_printed_in_letters_that_can_be_read(self):
        self.save("--xlsx", self.folder / "whole.xlsx")
        self.save("--xlsx", self.folder / "all.xlsx", "--status", "all")
        for by in ("village", "agency"):
            self.save("--xlsx", self.folder / by, "--split", by)
        village = [title for title in PAPER["id"] if title != "Wilayah"]
        village.insert(village.index("Tenggat"), "Kepada")
        agency = list(PAPER["id"])
        agency.insert(agency.index("Tenggat"), "Besaran")
        every = list(PAPER["id"])
        every.insert(every.index("Tenggat"), "Status")
        for path, titles in ((self.folder / "whole.xlsx", PAPER["id"]), (self.folder / "all.xlsx", every), (self.folder / "agency" / "dinsos.xlsx", agency),
                             (self.folder / "village" / "1571011001-legok.xlsx", village)):
            on_paper, last_row, points = self.paper(path)
            self.assertEqual(titles, on_paper)
            self.assertGreaterEqual(points, 8.0, path)
            sheet = self.sheet(path)
            below = [row for row, in sheet.iter_rows(min_col=2, max_col=2) if row.value == "NIP."]
            self.assertEqual(last_row, below[0].row)  # title, sums and signatures are inside
            officer = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Petugas,")
            self.assertLess(officer.column, len(titles) - 1)
            self.assertLessEqual(sheet.page_margins.left + sheet.page_margins.right, 29.7 / 2.54 - 27 / 2.54)

    def test_rows_are_as_high_as_their_texts(self):
        path = self.folder / "a.xlsx"
        self.save("--xlsx", path)
        header, titles, rows = self.table(path)
        sheet = self.sheet(path)
        for row in sheet.iter_rows(min_row=header + 1, max_row=header + len(rows)):
            height = sheet.row_dimensions[row[0].row].height
            self.assertGreaterEqual(height, 27)  # room for a hand
            for cell, title in zip(row, titles):
                room = sheet.column_dimensions[cell.column_letter].width * POINTS_A_LETTER - EDGES
                if isinstance(cell.value, str) and cell.alignment.wrap_text:  # 4.5: an average letter of Calibri 10
                    self.assertGreaterEqual(height, 12.75 * len(cell.value) * 4.5 / room, title)

    def test_no_text_is_a_formula(self):
        path = self.folder / "a.xlsx"
        self.save("--xlsx", path, "--agency", "dinsos")
        kinds = {cell.value: cell.data_type for row in self.sheet(path).iter_rows() for cell in row if cell.value is not None}
        self.assertNotIn("f", kinds.values())
        for text in ("=1+1", "+62 Cica", "@Jalan-Kenari-3"):
            self.assertEqual("s", kinds[text])
        listed = self.folder / "a.csv"
        self.save("--csv", listed, "--agency", "dinsos")
        for text in ("'=1+1", "'+62 Cica", "'@Jalan-Kenari-3"):
            self.assertIn(";" + text + ";", listed.read_text("utf-8-sig"))

    def test_numbers_are_masked_so_that_people_can_be_told_apart(self):
        path, listed = self.folder / "a.xlsx", self.folder / "a.csv"
        self.save("--xlsx", path, "--csv", listed)
        for text in (self.every_text(path), listed.read_text("utf-8-sig")):
            for secret in SECRETS:
                self.assertNotIn(secret, text)
        rows = {row["Nama"]: row for row in self.table(path)[2]}
        self.assertEqual(("157107******0001", "157107******0001"), (rows["=1+1"]["NIK"], rows["=1+1"]["Nomor KK"]))
        self.assertEqual(("157107******0003", "***"), (rows["+62 Cica"]["NIK"], rows["+62 Cica"]["Nomor KK"]))  # no whole number: not told at all
        self.assertEqual((None, "157107******0002"), (rows["Beni\n(Keluarga Budi)"]["NIK"], rows["Beni\n(Keluarga Budi)"]["Nomor KK"]))  # not the head's
        self.assertEqual((None, None), (rows["Dewi"]["NIK"], rows["Dewi"]["Nomor KK"]))

    def test_unmasked_with_a_reason_that_is_recorded_with_filter_and_count(self):
        path, listed = self.folder / "a.xlsx", self.folder / "a.csv"
        self.assertEqual(2, tepat("tasks", self.worklist, "--xlsx", path, "--unmask", " ").returncode)
        self.assertFalse(path.exists())
        self.save("--xlsx", path, "--csv", listed, "--village", "Legok", "--unmask", "verval lapangan")
        texts = self.every_text(path)
        for told in ("1571074101800001", "1571070102900002", "Jalan-Kenari-1", "verval lapangan"):
            self.assertIn(told, texts)
        self.assertNotIn("Catatan-Kenari", texts)  # no number: never copied into a worklist
        self.assertIn(";'1571074101800001;", listed.read_text("utf-8-sig"))
        entry = [e for e in json.loads(self.ends(tepat("history", self.worklist, "--format", "json"), 0).stdout) if e["event"] == "unmasked"]
        self.assertEqual(["verval lapangan"], [e["reason"] for e in entry])
        self.assertIn("Legok", json.dumps(entry[0]["detail"]))
        self.assertEqual(len(self.listed("--village", "Legok")), (entry[0]["detail"] if isinstance(entry[0]["detail"], dict) else json.loads(entry[0]["detail"]))["tasks"])

    def test_sensitive_values_are_in_the_workbook_of_an_agency_only(self):
        whole, agency = self.folder / "whole.xlsx", self.folder / "agency.xlsx"
        self.save("--xlsx", whole)
        self.save("--xlsx", agency, "--agency", "dinsos")
        self.save("--xlsx", self.folder / "villages", "--split", "village", "--agency", "dinsos")
        self.save("--xlsx", self.folder / "agencies", "--split", "agency")
        for path in [whole, *(self.folder / "villages").iterdir()]:
            self.assertNotIn("Kenari", self.every_text(path))
        for path in (agency, self.folder / "agencies" / "dinsos.xlsx", self.folder / "agencies" / "disdik.xlsx"):
            self.assertIn("Jalan-Kenari-1", self.every_text(path))
            self.assertNotIn("1571074101800001", self.every_text(path))

    def test_split_files_hold_each_task_once(self):
        for by, names in (("village", ["1571011001-legok", "1571011002-murni-baru"]), ("agency", ["dinsos", "disdik"])):
            for form in ("xlsx", "csv"):
                folder = self.folder / (by + form)
                told = json.loads(self.save("--" + form, folder, "--split", by, "--format", "json").stdout)
                self.assertEqual([f"{name}.{form}" for name in names], sorted(path.name for path in folder.iterdir()))
                self.assertEqual({str(folder / f"{name}.{form}") for name in names}, {file["file"] for file in told["files"]})
                self.assertEqual((len(self.listed()), len(self.listed())), (told["tasks"], told["matching"]))
                if form == "xlsx":
                    numbers = [row["Nomor tugas"] for file in told["files"] for row in self.table(file["file"])[2]]
                    self.assertEqual(sorted(str(task["task"]) for task in self.listed()), sorted(numbers))
                    self.assertEqual([file["tasks"] for file in told["files"]], [len(self.table(file["file"])[2]) for file in told["files"]])
        village = self.folder / "villagexlsx" / "1571011001-legok.xlsx"
        self.assertNotIn("Wilayah", self.table(village)[1])
        self.assertIn("Daftar tugas Kelurahan Legok", self.every_text(village))
        self.assertIn("Kecamatan Danau Sipin", self.every_text(village))
        self.assertNotIn("Kepada", self.table(self.folder / "agencyxlsx" / "dinsos.xlsx")[1])
        total = self.save("--xlsx", self.folder / "again", "--split", "village").stdout.splitlines()[-1]
        self.assertRegex(total, r"^2 berkas, (\d+) tugas; yang cocok di daftar tugas: \1$")

    def test_a_task_assigned_to_another_agency_is_in_its_file(self):
        task = next(task["task"] for task in self.listed() if task["agency"] == "dinsos")
        self.ends(tepat("decide", self.worklist, task, "assign", "--to", "disdik", "--as", "siti"), 0)
        self.save("--xlsx", self.folder / "f", "--split", "agency")
        self.assertIn(str(task), [row["Nomor tugas"] for row in self.table(self.folder / "f" / "disdik.xlsx")[2]])
        self.assertNotIn(str(task), [row["Nomor tugas"] for row in self.table(self.folder / "f" / "dinsos.xlsx")[2]])

    def test_decided_tasks_say_so(self):
        task = self.listed()[0]["task"]
        self.ends(tepat("decide", self.worklist, task, "approve", "--as", "siti"), 0)
        path = self.folder / "a.xlsx"
        self.save("--xlsx", path, "--status", "all")
        states = {row["Nomor tugas"]: row["Status"] for row in self.table(path)[2]}
        self.assertEqual("disetujui", states.pop(str(task)))
        self.assertEqual({"terbuka"}, set(states.values()))

    def test_same_bytes_every_time(self):
        for form in ("xlsx", "csv"):
            first, second = self.folder / f"1.{form}", self.folder / f"2.{form}"
            self.save("--" + form, first)
            self.save("--" + form, second, "--threads", "1")
            self.assertEqual(first.read_bytes(), second.read_bytes())

    def test_an_empty_list_is_a_list(self):
        path = self.folder / "a.xlsx"
        self.save("--xlsx", path, "--village", "Sepi")
        _, titles, rows = self.table(path)
        self.assertEqual([], rows)
        self.assertIn("Tidak ada tugas yang cocok.", self.every_text(path))
        result = self.save("--xlsx", self.folder / "none", "--split", "village", "--village", "Sepi")
        self.assertIn("tidak ada berkas yang ditulis", result.stdout)
        self.assertFalse((self.folder / "none").exists())

    def test_nothing_is_overwritten_unless_asked(self):
        path, folder = self.folder / "a.xlsx", self.folder / "f"
        path.write_text("filled in")
        self.assertIn("R5180", self.save("--xlsx", path, code=1).stderr)
        self.assertEqual("filled in", path.read_text())
        self.save("--xlsx", path, "--overwrite")
        self.assertTrue(self.table(path)[2])
        self.save("--xlsx", folder, "--split", "village")
        (folder / "lama.xlsx").write_text("older")
        before = {p.name: p.stat().st_mtime_ns for p in folder.iterdir()}
        self.assertIn("R5180", self.save("--xlsx", folder, "--split", "village", code=1).stderr)
        self.assertEqual(before, {p.name: p.stat().st_mtime_ns for p in folder.iterdir()})
        told = self.save("--xlsx", folder, "--split", "village", "--overwrite").stderr
        self.assertIn("lama.xlsx", told)
        self.assertEqual("older", (folder / "lama.xlsx").read_text())

    def test_a_split_needs_a_place_for_its_files(self):
        self.assertIn("R5158", self.save("--split", "village", code=2).stderr)
        (self.folder / "file").write_text("x")
        self.assertIn("R5225", self.save("--xlsx", self.folder / "file", "--split", "village", code=3).stderr)
        self.assertIn("R5225", self.save("--xlsx", self.folder / "no" / "such", "--split", "village", code=3).stderr)

    def test_what_cannot_be_written_whole_leaves_nothing(self):
        def small_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        before = sorted(p.name for p in self.folder.iterdir())
        for arguments in (("--xlsx", self.folder / "a.xlsx"), ("--xlsx", self.folder / "f", "--split", "village"), ("--csv", self.folder / "a.csv")):
            result = subprocess.run([TEPAT, "tasks", str(self.worklist), *map(str, arguments)], preexec_fn=small_disk, capture_output=True, text=True)
            self.assertEqual(3, result.returncode, result.stderr)
            self.assertEqual(before, sorted(p.name for p in self.folder.iterdir()))

    def test_csv_for_the_excel_of_either_language(self):
        for language, separator in (("id", ";"), ("en", ",")):
            path = self.folder / f"{language}.csv"
            self.save("--csv", path, language=language)
            data = path.read_bytes()
            self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))
            self.assertEqual(PAPER[language] + SCREEN[language], rows[0])
            self.assertEqual(len(self.listed()), len(rows) - 1)
            self.assertEqual({len(rows[0])}, {len(row) for row in rows})

    def test_a_worklist_from_before_there_were_numbers(self):
        with sqlite3.connect(self.worklist) as data:
            data.execute("ALTER TABLE subjects DROP COLUMN numbers")
            data.execute("PRAGMA user_version = 3")
        result = self.save("--xlsx", self.folder / "old.xlsx")
        self.assertIn("NIK", result.stderr)
        self.assertNotIn("NIK", self.table(self.folder / "old.xlsx")[1])
        self.ends(self.run_rules(self.rules, self.baseline, worklist=self.worklist), 0)
        result = self.save("--xlsx", self.folder / "new.xlsx")
        self.assertEqual("", result.stderr)
        self.assertIn("NIK", self.table(self.folder / "new.xlsx")[1])
        self.ends(tepat("history", self.worklist, "--verify"), 0)


main()
