# SPDX-License-Identifier: Apache-2.0
"""Files of DTSEN have no key but NIK and nomor KK. No command may show one whole, in no form and no language, except with --unmask.

A baseline is made through the shipped mappings, and everything that prints people is run over it. The vocabulary marks no key as secret.
"""
import csv
import hashlib
import io
import json
import pathlib
import re
import shutil
import sqlite3
import zipfile

import openpyxl

from support import Case, DATE, main, tepat

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")

RULES = """bahasa id
gunakan "{vocabulary}"

lembaga dinsos "Dinas Sosial"
lembaga disdik "Dinas Pendidikan"

parameter tunjangan: rupiah menurut keluarga
  "BUKAN-SIAPA-SIAPA" sejak 2020-01-01 Rp1.000 dasar "Contoh"

program bantuan "Bantuan" untuk setiap keluarga
  dasar hukum "Contoh"
  kuota 4 per kelurahan
  urutkan menurut desil_kesejahteraan terkecil dahulu

aturan bantuan_desil "Keluarga berdesil rendah di rumah sempit" untuk setiap keluarga
  program bantuan
  jika semua dari:
    - desil_kesejahteraan <= 3
    - luas_lantai < 40
  maka tugas "Usulkan bantuan ke {{alamat}}" kepada dinsos
  bila belum pasti tugas "Tanyakan {{kurang}}" kepada dinsos

program seragam "Seragam" untuk setiap anggota
  dasar hukum "Contoh"
  kuota 1 per keluarga
  urutkan menurut tanggal_lahir terbesar dahulu

aturan seragam_anak "Anak menerima seragam" untuk setiap anggota
  program seragam
  jika hubungan_dengan_kepala_keluarga = anak
  maka tugas "Beri seragam kepada {{nama}}" kepada disdik
  bila belum pasti tugas "Tanyakan {{kurang}} kepada {{nama}}" kepada disdik

program buku "Buku" untuk setiap anggota
  dasar hukum "Contoh"
  tidak boleh bersama seragam

aturan buku_anak "Anak menerima buku" untuk setiap anggota
  program buku
  jika hubungan_dengan_kepala_keluarga = anak
  maka tugas "Beri buku" kepada disdik

aturan periksa_penerimaan "Bantuan yang diterima diperiksa" untuk setiap penerimaan
  dasar hukum "Contoh"
  jika nama_program = "PKH"
  maka tugas "Periksa" kepada dinsos

aturan tunjangan_keluarga "Tunjangan" untuk setiap keluarga
  dasar hukum "Contoh"
  jika tunjangan > Rp500
"""

KK = [f"15710714051900{n:02}" for n in range(1, 8)]  # the 14th of May 2019; 07 is nobody's
NIK = [f"15710705{month:02}85{n:04}" for n, month in enumerate((1, 2, 3, 4, 5, 6, 7, 8, 9), 1)]
IN_ADDRESS = "1571074408900009"
BROKEN = "157107150519000"  # 15 digits: no key
NUMBERS = KK + NIK + [IN_ADDRESS]

FAMILY_TITLES = ["Nomor Kartu Keluarga", "Kode Kelurahan", "Kelurahan", "Kecamatan", "Kabupaten/Kota", "Provinsi", "Alamat", "RT", "RW", "Nama Kepala Keluarga",
                 "Desil Nasional", "Luas Lantai"]


def family(number, head, decile, floor, address="Jl. Melati No. 1"):
    return [number, "1571101003", "Legok", "Danau Sipin", "Kota Jambi", "Jambi", address, "001", "002", head, decile, floor]


FAMILIES = [family(KK[0], "Samsul", "1", "20"), family(KK[1], "Rohana", "2", "30", f"Jl. Mawar, KTP {IN_ADDRESS}"), family(KK[2], "Dahlan", "2", ""),
            family(KK[3], "Yusuf", "8", "90"), family(KK[4], "", "1", "25"), family(KK[5], "", "3", ""),
            family(KK[0], "Samsul", "1", "20"), family(BROKEN, "Rusak", "1", "20")]
MEMBER_TITLES = ["NIK", "Nomor Kartu Keluarga", "Nama Lengkap", "Tanggal Lahir", "Jenis Kelamin", "Status Hubungan Keluarga"]
MEMBERS = [[NIK[0], KK[0], "Samsul", "1985-01-05", "L", "Kepala Keluarga"], [NIK[1], KK[0], "Imam", "2015-02-05", "L", "Anak"],
           [NIK[2], KK[0], "", "2016-03-05", "L", "Anak"], [NIK[3], KK[1], "Rohana", "1985-04-05", "L", "Kepala Keluarga"],
           [NIK[4], KK[2], "", "1985-05-05", "L", ""], [NIK[5], KK[3], "Yusuf", "1985-06-05", "L", "Kepala Keluarga"],
           [NIK[6], KK[4], "", "2014-07-05", "L", "Anak"], [NIK[7], KK[6], "Yatim", "2014-08-05", "L", "Anak"], [NIK[8], KK[5], "Sari", "2014-09-05", "L", ""],
           [NIK[1], KK[0], "Imam", "2015-02-05", "L", "Anak"]]


def table(titles, rows):
    out = io.StringIO()
    csv.writer(out).writerows([titles, *rows])
    return out.getvalue()


def text_of(file):
    """Everything in a file, whatever part of a workbook it stands in."""
    if file.suffix != ".xlsx":
        return file.read_text("utf-8-sig")
    with zipfile.ZipFile(file) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


class IdentityKeys(Case):
    maxDiff = None
    def setUp(self):
        super().setUp()
        self.leaks = []
        self.rules = self.write("rules/aturan.aturan", RULES.format(vocabulary=ROOT / "rules" / "kosakata")).parent
        self.baseline = self.folder / "data.db"
        self.worklist = self.folder / "tasks.db"
        self.see("init", "init", self.baseline, "--rules", self.rules)
        self.write("keluarga.csv", table(FAMILY_TITLES, FAMILIES))
        self.write("anggota.csv", table(MEMBER_TITLES, MEMBERS))
        self.write("pkh.csv", table(["nomor_kk", "nama_program", "mulai"], [[KK[0], "PKH", "2024-01-01"], [KK[1], "Sembako", "2024-01-01"], [KK[6], "PKH", "2024-01-01"]]))

    # ------------------------------------------------------------------------------------------------ looking

    def look(self, what, *texts):
        """Remembers which outputs tell a number."""
        for text in texts:
            if any(number in text for number in NUMBERS):
                self.leaks.append(what)

    def see(self, what, *arguments, files=(), code=0, languages=LANGUAGES):
        """The command in both languages; all it prints and writes is looked at."""
        results = []
        for language in languages:
            result = self.ends(tepat(*arguments, "--lang", language), code)
            self.look(what, result.stdout, result.stderr)
            for file in files:
                for each in sorted(file.rglob("*")) if file.is_dir() else (file,):
                    if each.is_file():
                        self.look(f"{what}: {each.suffix or each.name}", each.name, text_of(each))
            results.append(result)
        return results[0]

    def nothing_told(self):
        self.assertEqual([], sorted(set(self.leaks)))

    # ------------------------------------------------------------------------------------------------ making

    def fill(self):
        """Imports in one language only, the second time nothing is new."""
        for mapping, file in (("dtsen-keluarga", "keluarga.csv"), ("dtsen-anggota", "anggota.csv")):
            for form in ("json", "text"):
                report = self.folder / f"{mapping}-{form}.xlsx"
                self.see(f"import {form}", "import", self.baseline, self.folder / file, "--rules", self.rules, "--mapping", mapping, "--update", "--format", form,
                         "--report", report, files=(report,))
        self.see("import --join", "import", self.baseline, self.folder / "pkh.csv", "--rules", self.rules, "--entity", "penerimaan", "--join", "nomor_kk")
        with sqlite3.connect(self.baseline) as data:
            counted = [data.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("keluarga", "anggota", "penerimaan", "tepat_sisihan")]
            self.assertEqual([6, 9, 2], counted[:3])
            self.assertGreaterEqual(counted[3], 3)
            self.assertEqual({KK[0]}, {key for key, in data.execute("SELECT id_keluarga_p3ke FROM keluarga WHERE kepala_keluarga = 'Samsul'")})

    def run_it(self, *more):
        return self.ends(self.run_rules(self.rules, self.baseline, *more, worklist=self.worklist), 0)

    def number(self, programme, kind="intervention", status="all"):
        tasks = json.loads(self.ends(tepat("tasks", self.worklist, "--status", status, "--format", "json"), 0).stdout)
        return next(task["task"] for task in tasks if task["programme"] == programme and task["kind"] == kind)

    # ------------------------------------------------------------------------------------------------ the commands

    def see_data(self):
        for ending in ("xlsx", "json"):
            report = self.folder / f"report.{ending}"
            self.see(f"validate {ending}", "validate", self.baseline, "--rules", self.rules, "--report", report, files=(report,), code=1)
        for form in ("text", "json"):
            self.see(f"validate {form}", "validate", self.baseline, "--rules", self.rules, "--format", form, code=1)
        self.see("import conflict", "import", self.baseline, self.write("lain.csv", table(FAMILY_TITLES, [family(KK[3], "Yusuf", "7", "91")])), "--rules", self.rules,
                 "--mapping", "dtsen-keluarga", "--update", "--format", "json")
        self.see("import --suggest", "import", "--suggest", self.folder / "anggota.csv", "--rules", self.rules, "--entity", "anggota")
        for form in ("text", "json"):
            frozen = self.folder / f"{form}.snapshot"
            self.see(f"snapshot {form}", "snapshot", self.baseline, "--rules", self.rules, "-o", frozen, "--overwrite", "--format", form)
            self.see(f"snapshot --verify {form}", "snapshot", "--verify", frozen, "--format", form)
        self.see("dump batch", "dump", "batch", self.rules, "--baseline", self.baseline)

    def see_runs(self):
        files = [self.folder / name for name in ("outcomes.csv", "decisions.csv", "unreached.csv", "conflicts.csv")]
        written = [word for file in files for word in (f"--{file.stem}", file)]
        for form in ("text", "json"):
            self.see(f"run {form}", "run", self.rules, "--baseline", self.baseline, "--date", DATE, "--worklist", self.worklist, "--format", form, *written, files=files)

    def see_decisions(self):
        task = self.number("bantuan")
        self.see("decide reject", "decide", self.worklist, task, "reject", "--reason", f"KK-nya {KK[0]} sudah pindah", "--as", "siti", languages=("id",))
        taken = self.number("bantuan", status="open")
        self.see("decide approve", "decide", self.worklist, taken, "approve", "--as", "siti", languages=("id",))
        lists = self.folder / "kembali.csv"
        self.ends(tepat("tasks", self.worklist, "--csv", lists), 0)
        lines = lists.read_text("utf-8-sig").splitlines()
        rows = list(csv.DictReader(lines, delimiter=";"))
        rows[0]["Keputusan"], rows[1]["Keputusan"] = "setujui", "setujuh"
        with lists.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        report = self.folder / "balasan.json"
        for form in ("text", "json"):
            self.see(f"decide --from {form}", "decide", self.worklist, "--from", lists, "--as", "siti", "--report", report, "--format", form, files=(report,), code=1)
        return taken

    def see_lists(self, what="tasks"):
        for form in ("text", "csv", "json"):
            self.see(f"{what} {form}", "tasks", self.worklist, "--status", "all", "--format", form)
        for form in ("xlsx", "csv"):
            for split in ((), ("--split", "village"), ("--split", "agency")):
                place = self.folder / f"{what}-{form}-{split[-1:]}" / "" if split else self.folder / f"{what}.{form}"
                self.see(f"{what} --{form} {' '.join(split)}".strip(), "tasks", self.worklist, f"--{form}", place, *split, "--overwrite", files=(place,))
        self.see(f"{what} of nowhere", "tasks", self.worklist, "--village", "Nirwana")

    def see_history(self, whole=True):
        tasks = [str(task["task"]) for task in json.loads(self.ends(tepat("tasks", self.worklist, "--status", "all", "--format", "json"), 0).stdout)]
        for form in ("text", "csv", "json"):
            self.see(f"history {form}", "history", self.worklist, "--format", form)
            self.see(f"history of tasks {form}", "history", self.worklist, *tasks, "--format", form)
        self.see("history --verify", "history", self.worklist, "--verify", "--format", "json", code=0 if whole else 1)
        for form in ("text", "csv", "json", "html"):
            self.see(f"summary {form}", "summary", self.worklist, "--format", form)
        book = self.folder / "ringkasan.xlsx"
        self.see("summary xlsx", "summary", self.worklist, "--xlsx", book, files=(book,))

    def see_questions(self):
        for form in ("text", "csv", "json"):
            of_rules = ("verify", self.rules, "--baseline", self.baseline, "--date", DATE, "--format", form)
            self.see(f"verify {form}", *of_rules)
            self.see(f"verify --village {form}", *of_rules, "--village", "Legok")
            self.see(f"verify worklist {form}", "verify", self.worklist, "--format", form, "--village", "Legok")
        self.see_forms()
        for subject in [f"keluarga:{key}" for key in KK[:6]] + [f"anggota:{key}" for key in NIK[:9]]:
            for form in ("text", "json"):
                self.see(f"explain {form}", "explain", self.rules, "--baseline", self.baseline, "--date", DATE, "--subject", subject, "--worklist", self.worklist,
                         "--format", form)
        self.see("explain nobody", "explain", self.rules, "--baseline", self.baseline, "--date", DATE, "--subject", f"anggota:{KK[0]}", code=1)

    def see_forms(self):
        """Out, filled in with an answer, one that cannot be read and one that is none, and back: into a copy, for what follows looks at the gaps."""
        form, copy = self.folder / "formulir.xlsx", self.folder / "salinan.db"
        self.see("verify --xlsx", "verify", self.rules, "--baseline", self.baseline, "--date", DATE, "--xlsx", form, "--overwrite",
                 files=(form,))
        book = openpyxl.load_workbook(form)
        answered = 0
        for sheet in book:
            titles = {cell.value: (row[0].row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value in ("Jawaban", "Answer")}
            for line, column in titles.values():
                for row in range(line + 1, line + 4):
                    sheet.cell(row, column).value = ("30", "entah berapa", "Tidak diketahui")[answered % 3]
                    answered += 1
        self.assertGreater(answered, 0)
        book.save(form)
        shutil.copy(self.baseline, copy)
        for kind in ("text", "json"):
            self.see(f"import --form {kind}", "import", copy, form, "--rules", self.rules, "--form", "--format", kind, "--no-checks")

    def see_comparisons(self):
        after = self.folder / "sesudah.db"
        shutil.copy(self.baseline, after)
        with sqlite3.connect(after) as data:
            data.execute("UPDATE keluarga SET luas_lantai = 10")
            data.execute(f"UPDATE keluarga SET desil_kesejahteraan = 9 WHERE id_keluarga_p3ke = '{KK[0]}'")
        rows = self.folder / "baris.csv"
        of_data = ("compare", self.rules, "--before-baseline", self.baseline, "--after-baseline", after, "--date", DATE)
        for form in ("text", "json"):
            self.see(f"compare {form}", *of_data, "--format", form, "--csv", rows, files=(rows,))
            self.see(f"compare --by keluarga {form}", *of_data, "--by", "keluarga", "--format", form)

    def see_trouble(self, taken):
        """Somebody with a place is gone, a cell is wrong, a key stands twice."""
        with sqlite3.connect(self.worklist) as tasks:
            key, = tasks.execute("SELECT s.key FROM tasks t JOIN subjects s ON s.id = t.subject WHERE t.id = ?", (taken,)).fetchone()
        gone, twice = self.folder / "hilang.db", self.folder / "dua.db"
        for copy in (gone, twice):
            shutil.copy(self.baseline, copy)
        with sqlite3.connect(gone) as data:
            data.execute("DELETE FROM keluarga WHERE id_keluarga_p3ke = ?", (key,))
            data.execute("PRAGMA ignore_check_constraints = ON")
            data.execute("UPDATE keluarga SET luas_lantai = 'sempit' WHERE desil_kesejahteraan <= 3")
        with sqlite3.connect(twice) as data:
            data.executescript("CREATE TABLE lain AS SELECT * FROM keluarga; DROP TABLE keluarga; ALTER TABLE lain RENAME TO keluarga; INSERT INTO keluarga SELECT * FROM keluarga")
        decisions = self.folder / "d.csv"
        for form in ("text", "json"):
            told = self.see(f"run with one gone {form}", "run", self.rules, "--baseline", gone, "--date", DATE, "--worklist", self.worklist, "--decisions", decisions,
                            "--format", form, files=(decisions,))
        run = json.loads(told.stdout)
        self.assertTrue(any(programme.get("held_by_absent") for programme in run["programmes"]))
        self.assertTrue(run["cell_errors"] and run["parameters_without_value"])
        rows = self.folder / "putaran.csv"
        for form in ("text", "json"):
            self.see(f"compare runs {form}", "compare", self.worklist, "--run", "1", "--run", str(run["run"]), "--format", form, "--csv", rows, files=(rows,))
        self.assertIn("desil", self.ends(tepat("compare", self.worklist, "--run", "1", "--run", str(run["run"])), 0).stdout)
        self.see("validate with errors", "validate", gone, "--rules", self.rules, "--format", "json", code=1)
        for command in (("run", self.rules, "--baseline", twice, "--date", DATE, "--worklist", self.worklist), ("snapshot", twice, "--rules", self.rules, "-o", self.folder / "x.snapshot")):
            self.see(f"{command[0]} with a repeated key", *command, code=1)

    # ------------------------------------------------------------------------------------------------ tests

    def test_no_command_shows_a_nik_or_a_family_card_number(self):
        self.fill()
        self.see_data()
        self.see_runs()
        taken = self.see_decisions()
        self.see_lists()
        self.see_questions()
        self.see_comparisons()
        self.see_trouble(taken)
        self.see_history()
        self.nothing_told()

    def test_a_worklist_in_which_keys_were_open_is_masked(self):
        self.fill()
        self.run_it()
        with sqlite3.connect(self.worklist) as tasks:
            self.assertEqual({2}, {secrecy for secrecy, in tasks.execute("SELECT key_secrecy FROM subjects WHERE entity IN ('keluarga', 'anggota', 'penerimaan')")})
            tasks.execute("UPDATE subjects SET key_secrecy = 0")
            tasks.execute(f"UPDATE tasks SET text = 'Usulkan {KK[0]}' WHERE id = 1")
            tasks.execute("UPDATE run_limits SET name = ''")
        self.see_lists("old tasks")
        self.see_history(whole=False)
        self.nothing_told()
        self.assertIn("157107******", self.ends(tepat("tasks", self.worklist), 0).stdout)

    def test_with_a_reason_they_are_shown_and_that_is_recorded(self):
        self.fill()
        outcomes, decisions = self.folder / "o.csv", self.folder / "d.csv"
        self.run_it("--outcomes", outcomes, "--decisions", decisions, "--unmask", "audit satu")
        for key in KK[:6]:
            self.assertIn(key, outcomes.read_text())
        self.assertIn(KK[0], decisions.read_text())
        listed = self.ends(tepat("tasks", self.worklist, "--format", "json", "--unmask", "audit dua"), 0).stdout
        for number in (KK[0], KK[2], NIK[1]):
            self.assertIn(number, listed)
        for form in ("text", "csv"):
            self.assertIn(KK[4], self.ends(tepat("tasks", self.worklist, "--format", form, "--unmask", "audit dua"), 0).stdout)
        book = self.folder / "utuh.xlsx"
        self.ends(tepat("tasks", self.worklist, "--xlsx", book, "--unmask", "audit dua"), 0)
        self.assertIn(KK[4], text_of(book))
        explained = ("explain", self.rules, "--baseline", self.baseline, "--date", DATE, "--subject", f"keluarga:{KK[4]}", "--worklist", self.worklist)
        self.assertIn(KK[4], self.ends(tepat(*explained, "--unmask", "audit tiga"), 0).stdout)
        compared = ("compare", self.rules, "--baseline", self.baseline, "--before-date", "2024-01-01", "--after-date", DATE, "--by", "keluarga", "--worklist", self.worklist,
                    "--format", "json", "--unmask", "audit empat")
        self.assertIn(KK[4], self.ends(tepat(*compared), 0).stdout)
        hidden = self.ends(tepat("history", self.worklist), 0).stdout
        self.assertIn('keluarga:157107******0005', hidden)
        self.assertNotIn(KK[4], hidden)
        self.assertIn(f"keluarga:{KK[4]}", self.ends(tepat("history", self.worklist, "--unmask", "audit lima"), 0).stdout)
        for reason in ("satu", "dua", "tiga", "empat", "lima"):
            self.assertIn(f"audit {reason}", self.ends(tepat("history", self.worklist), 0).stdout)
        self.assertEqual(2, tepat("history", self.worklist, "--unmask", " ").returncode)

    def test_other_keys_stay_as_they_are(self):
        self.fill()
        with sqlite3.connect(self.baseline) as data:
            data.execute("INSERT INTO keluarga (id_keluarga_p3ke, kode_kemdagri, desil_kesejahteraan, luas_lantai) VALUES ('157101100100001', '1571101003', 1, 10)")
        outcomes = self.folder / "o.csv"
        self.run_it("--outcomes", outcomes)
        subjects = [row["subject"] for row in csv.DictReader(outcomes.read_text().splitlines()) if row["rule"] == "bantuan_desil"]
        self.assertEqual(["***"] * 6 + ["157101100100001"], sorted(subjects))

    # ------------------------------------------------------------------------------------------------ hashes

    def entries(self, *more):
        return json.loads(self.ends(tepat("history", self.worklist, "--format", "json", *more), 0).stdout)

    @staticmethod
    def chained(before, fields):
        texts = [str(field).encode("utf-8") for field in fields]
        return hashlib.blake2b(before + b"".join(str(len(text)).encode() + b":" + text for text in texts), digest_size=32).digest()

    def test_what_the_history_prints_cannot_be_used_to_guess(self):
        """Everything under a hash but one thing must not be known to who reads the hash."""
        self.fill()
        self.run_it()
        shown = self.entries()
        self.assertTrue(all(re.fullmatch(r"[0-9a-f]{64}", entry["hash"]) for entry in shown))
        self.assertEqual({None, "***"}, {entry["mark"] for entry in shown})
        self.assertNotIn("salt", json.dumps(shown))
        run = next(entry["detail"] for entry in shown if entry["event"] == "run")
        self.assertEqual(["***"] * 4, [run[digest] for digest in ("record", "subjects", "list", "catalogue")])
        with sqlite3.connect(self.worklist) as tasks:
            salts = [json.loads(detail)["salt"] for detail, in tasks.execute("SELECT detail FROM history")]
        self.assertEqual(len(shown), len(set(salts)))
        self.assertTrue(all(re.fullmatch(r"[0-9a-f]{32}", salt) for salt in salts))
        before = bytes(32)
        for entry in self.entries("--unmask", "periksa rantai"):  # whole: the chain can be computed from it
            fields = [entry["entry"], entry["task"] or 0, entry["run"] or 0, entry["event"], entry["status"] or "", entry["mark"] or "",
                      json.dumps(entry["detail"], separators=(",", ":"), ensure_ascii=False), entry["person"] or "", entry["reason"] or "", entry["at"] or ""]
            before = self.chained(before, fields)
            self.assertEqual(before.hex(), entry["hash"])

    def test_the_same_data_have_other_salts_elsewhere(self):
        self.fill()
        self.run_it()
        with sqlite3.connect(self.worklist) as tasks:
            first = tasks.execute("SELECT detail FROM history WHERE id = 1").fetchone()[0]
        self.worklist = self.folder / "lain.db"
        self.run_it()
        with sqlite3.connect(self.worklist) as tasks:
            self.assertNotEqual(first, tasks.execute("SELECT detail FROM history WHERE id = 1").fetchone()[0])

    def test_older_entries_verify_and_show_no_hash(self):
        self.fill()
        self.run_it()
        with sqlite3.connect(self.worklist) as tasks:  # as older versions wrote it
            tasks.execute("DROP TRIGGER history_is_not_changed")
            before = bytes(32)
            rows = tasks.execute("SELECT id, task, run, event, state, mark, detail, person, reason, at FROM history ORDER BY id").fetchall()
            for row in rows:
                fields = list(row)
                detail = json.loads(fields[6])
                del detail["salt"]
                fields[6] = json.dumps(detail, separators=(",", ":"), ensure_ascii=False) if detail else ""
                before = self.chained(before, fields)
                tasks.execute("UPDATE history SET detail = ?, hash = ? WHERE id = ?", (fields[6], before, fields[0]))
            tasks.execute("CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'tepat: the history of a worklist is not changed'); END")
        self.ends(tepat("history", self.worklist, "--verify", "--expect", before.hex()), 0)
        self.assertEqual({"***"}, {entry["hash"] for entry in self.entries()})
        self.assertIn(before.hex(), self.ends(tepat("history", self.worklist), 0).stdout)  # in the minutes already
        self.run_it()
        self.assertNotEqual("***", self.entries()[-1]["hash"])
        self.ends(tepat("history", self.worklist, "--verify"), 0)
        self.assertIn(before.hex(), [entry["hash"] for entry in self.entries("--unmask", "audit")])


main()
