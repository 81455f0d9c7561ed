# SPDX-License-Identifier: Apache-2.0
"""The coordination meeting with examples/bulan-ke-bulan: decisions with evidence, a history nobody can quietly change, the summary in all its forms."""
import csv
import hashlib
import io
import json
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess

import support
from support import tepat

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "bulan-ke-bulan"


def no_more_than(size):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


class Meeting(support.Case):
    def setUp(self):
        super().setUp()
        self.baseline, self.worklist = self.folder / "data.db", self.folder / "tasks.db"
        self.ends(tepat("init", self.baseline, "--rules", EXAMPLE / "rules"), 0)
        for entity in ("kelurahan", "keluarga", "penerimaan"):
            self.ends(tepat("import", self.baseline, EXAMPLE / "data" / f"{entity}.csv", "--rules", EXAMPLE / "rules", "--entity", entity), 0)
        self.first = self.month("2025-07-01")

    def month(self, date, *more):
        return self.ends(tepat("run", EXAMPLE / "rules", "--baseline", self.baseline, "--date", date, "--worklist", self.worklist, *more), 0).stdout

    def number(self, family, programme="modal_usaha"):
        tasks = json.loads(self.ends(tepat("tasks", self.worklist, "--status", "all", "--format", "json"), 0).stdout)
        return next(task["task"] for task in tasks if (task["kind"], task["programme"], task["places"][0]["key"]) == ("intervention", programme, family))

    def decide(self, family, *words):
        return self.ends(tepat("decide", self.worklist, self.number(family), "--as", "siti", *words), 0).stdout

    def sql(self, statements):
        with sqlite3.connect(self.worklist) as connection:
            connection.executescript(statements)

    def verify(self, code, *more):
        return self.ends(tepat("history", self.worklist, "--verify", *more), code)

    # ------------------------------------------------------------------------------------------------ history

    def test_the_hash_in_the_minutes(self):
        printed = re.search(r"Hash terakhir: ([0-9a-f]{64})", self.first).group(1)
        after = re.search(r"Hash terakhir: ([0-9a-f]{64})", self.decide("K13", "approve")).group(1)
        self.assertNotEqual(printed, after)
        grouped = " ".join(printed[i:i + 4] for i in range(0, 16, 4)).upper()
        self.assertIn("Sesudahnya ada 1 entri", self.verify(0, "--expect", grouped).stdout)
        self.assertIn("R5308", self.verify(1, "--expect", "0" * 16).stderr)
        self.assertIn("R5309", self.ends(tepat("history", self.worklist, "--expect", "abc"), 2).stderr)
        checked = json.loads(self.verify(0, "--format", "json").stdout)
        self.assertEqual((checked["whole"], checked["hash"], checked["findings"]), (True, after, []))

    def test_the_chain_can_be_computed_with_other_tools(self):
        self.decide("K02", "reject", "--reason", "sudah pindah, \"jauh\"\nsekali")
        with sqlite3.connect(self.worklist) as connection:
            rows = connection.execute("SELECT id, task, run, event, state, mark, detail, person, reason, at, hash FROM history ORDER BY id").fetchall()
        before = bytes(32)
        for *fields, stored in rows:
            texts = [str(field).encode("utf-8") for field in fields]
            before = hashlib.blake2b(before + b"".join(str(len(text)).encode() + b":" + text for text in texts), digest_size=32).digest()
            self.assertEqual(before, stored)

    def test_what_is_changed_with_another_tool_is_named(self):
        self.decide("K02", "reject", "--reason", "sudah pindah")
        rejected = self.number("K02")
        with self.assertRaisesRegex(sqlite3.Error, "tepat:"):
            self.sql("DELETE FROM history WHERE person = 'siti'")
        self.sql(f"UPDATE tasks SET state = 'approved' WHERE id = {rejected}")
        found = self.verify(1).stderr
        self.assertIn("R5302", found)
        self.assertIn(f"tugas {rejected} ", found)
        self.assertIn("disetujui", found)
        self.sql(f"UPDATE tasks SET state = 'rejected' WHERE id = {rejected}")
        self.verify(0)
        self.sql("DROP TRIGGER history_is_not_changed; UPDATE history SET reason = 'atas permintaan sendiri' WHERE event = 'rejected'")
        found = self.verify(1).stderr
        self.assertIn("R5300", found)
        self.assertIn("R5307", found)

    def test_who_decided_what_and_why(self):
        number = self.number("K02")
        self.decide("K02", "assign", "--to", "Dinas Koperasi dan UKM dan Pak Ahmad")
        self.decide("K02", "postpone", "--reason", "menunggu surat", "--until", "2025-08-01")
        story = self.ends(tepat("history", self.worklist, number), 0).stdout
        for words in (f"tugas {number} dibuat", "diserahkan kepada Dinas Koperasi dan UKM dan Pak Ahmad, oleh siti", "ditunda sampai 1 Agustus 2025, oleh siti", "Alasan: menunggu surat"):
            self.assertIn(words, story)
        english = self.ends(tepat("history", self.worklist, "--lang", "en"), 0).stdout
        self.assertIn("postponed until 1 August 2025, by siti", english)
        self.assertNotIn(f"task {number} created", english)
        rows = list(csv.DictReader(io.StringIO(self.ends(tepat("history", self.worklist, "--format", "csv"), 0).stdout.lstrip("\ufeff"))))
        self.assertEqual([int(row["entry"]) for row in rows], list(range(1, len(rows) + 1)))
        self.assertIn("R5250", self.ends(tepat("history", self.worklist, 999), 1).stderr)

    def test_evidence(self):
        photo = self.write("serah-terima.jpg", b"gambar")
        self.decide("K13", "done", "--evidence", photo)
        entries = json.loads(self.ends(tepat("history", self.worklist, "--format", "json"), 0).stdout)
        evidence = next(entry["detail"] for entry in entries if entry["event"] == "evidence")
        self.assertEqual(evidence, {"file": "serah-terima.jpg", "size": 6, "sha256": hashlib.sha256(b"gambar").hexdigest(),
                                    "blake2b": hashlib.blake2b(b"gambar", digest_size=32).hexdigest()})
        found = self.ends(tepat("history", self.worklist, "--evidence", photo), 0).stdout
        self.assertIn(f"tugas {self.number('K13')}", found)
        self.assertIn("R5310", self.ends(tepat("history", self.worklist, "--evidence", self.write("lain.jpg", b"Gambar")), 1).stderr)
        before = support.contents(self.worklist)
        self.ends(tepat("decide", self.worklist, self.number("K01"), "--as", "siti", "done", "--evidence", self.folder / "none.jpg"), 3)
        self.assertEqual(support.contents(self.worklist), before)
        self.verify(0)

    def test_options_that_do_not_go_together(self):
        number = self.number("K13")
        for words, code in ((("approve", "--until", "2025-08-01"), "R5313"), (("reject", "--reason", "x", "--to", "dinkop"), "R5313"), (("assign",), "R5312")):
            self.assertIn(code, self.ends(tepat("decide", self.worklist, number, "--as", "siti", *words), 2).stderr)
        self.decide("K13", "approve")
        self.assertIn("R5314", self.ends(tepat("decide", self.worklist, number, "--as", "siti", "approve"), 1).stderr)

    def test_what_nobody_meant(self):
        number = self.number("K13")
        empty = self.write("foto.jpg", b"")
        before = support.contents(self.worklist)
        self.assertIn("R5273", self.ends(tepat("decide", self.worklist, number, "--as", "siti", "done", "--evidence", empty), 1).stderr)
        for until in ("2020-01-01", "2025-07-01"):
            self.assertIn("R5274", self.ends(tepat("decide", self.worklist, number, "--as", "siti", "postpone", "--reason", "x", "--until", until), 2).stderr)
        self.assertEqual(support.contents(self.worklist), before)
        self.decide("K13", "approve")
        self.assertRegex(self.ends(tepat("history", self.worklist), 0).stdout, r"\d\d\d\d-\d\d-\d\d \d\d:\d\d UTC  tugas")
        self.sql("UPDATE catalogue SET legal_basis = '[' WHERE kind = 'programme'")
        for words in (("tasks", self.worklist), ("summary", self.worklist)):
            told = self.ends(tepat(*words), 3).stderr
            self.assertIn("R5024", told)
            self.assertNotIn("R5228", told)
        self.assertIn("R5278", self.verify(1).stderr)

    # ------------------------------------------------------------------------------------------------ files

    def refused(self, code, *words):
        """Nothing in the scratch folder is another than before; nothing is new."""
        def all_files():
            return {path: path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}
        before = all_files()
        told = self.ends(tepat(*words), 2)
        self.assertIn(code, told.stderr, words)
        self.assertEqual(told.stdout, "")
        self.assertEqual(all_files(), before, words)

    def test_no_output_takes_the_place_of_what_is_read(self):
        rules, w, d = self.folder / "rules", self.worklist, self.baseline
        shutil.copytree(EXAMPLE / "rules", rules)
        link, hard = self.folder / "link.db", self.folder / "hard.db"
        link.symlink_to(w)
        hard.hardlink_to(w)
        data = self.write("keluarga.json", (EXAMPLE / "data" / "keluarga.csv").read_bytes())
        run = ("run", rules, "--baseline", d, "--date", "2025-07-01", "--worklist")
        compare = ("compare", rules, "--before-date", "2025-07-01", "--after-date", "2026-07-01", "--baseline", d)
        for words in (("summary", w, "--xlsx", w), ("summary", w, "-o", w), ("summary", link, "--xlsx", w), ("summary", w, "-o", link), ("summary", w, f"--output={hard}"),
                      ("summary", w, "-o", f"{self.folder}/./rules/../tasks.db"),
                      (*run, w, "--outcomes", w), (*run, w, "--decisions", d), (*run, w, "--unreached", rules / "modal_usaha.aturan"),
                      (*run, self.folder / "new.db", "--conflicts", self.folder / "new.db"), (*run, w, "--outcomes", f"{w}-journal"),
                      ("validate", d, "--rules", rules, "--report", d), ("import", d, data, "--rules", rules, "--entity", "keluarga", "--report", d),
                      ("import", d, data, "--rules", rules, "--entity", "keluarga", "--update", "--report", data),
                      (*compare, "--csv", d), (*compare, "--worklist", w, "--csv", w), ("compare", w, "--run", 1, "--run", 2, "--csv", w),
                      ("tasks", w, "--xlsx", w), ("tasks", w, "--csv", link, "--overwrite"), ("decide", w, "--from", data, "--as", "siti", "--report", w),
                      ("decide", w, "--from", data, "--as", "siti", "--report", data),
                      ("describe", rules, "-o", rules / "modal_usaha.aturan"), ("snapshot", d, "--rules", rules, "-o", d, "--overwrite")):
            self.refused("R5270", *words)
        self.refused("R5271", *run, w, "--outcomes", self.folder / "q.csv", "--decisions", self.folder / "q.csv")
        self.refused("R5271", "summary", w, "-o", self.folder / "s.x", "--xlsx", f"{self.folder}/../{self.folder.name}/s.x")
        self.assertIn("would overwrite", self.ends(tepat("summary", w, "-o", w, "--lang", "en"), 2).stderr)
        self.ends(tepat(*run, w, "--outcomes", "/dev/null", "--decisions", "/dev/null"), 0)
        for _ in range(2):  # an output of its own may be replaced
            self.ends(tepat("summary", w, "-o", self.folder / "s.txt", "--xlsx", self.folder / "s.xlsx"), 0)

    def test_no_output_takes_the_place_of_any_database(self):
        snapshot = self.folder / "b.snapshot"
        self.ends(tepat("snapshot", self.baseline, "--rules", EXAMPLE / "rules", "-o", snapshot), 0)
        for other in (self.baseline, snapshot):
            self.refused("R5272", "summary", self.worklist, "--xlsx", other)
            self.refused("R5272", "summary", self.worklist, "-o", other)
            self.refused("R5272", "describe", EXAMPLE / "rules", "-o", other)
        self.refused("R5272", "snapshot", self.baseline, "--rules", EXAMPLE / "rules", "-o", self.worklist, "--overwrite")
        self.ends(tepat("snapshot", self.baseline, "--rules", EXAMPLE / "rules", "-o", snapshot, "--overwrite"), 0)

    def test_a_full_disk_is_told_once(self):
        page = self.folder / "s.xlsx"
        self.ends(tepat("summary", self.worklist, "--xlsx", page), 0)
        whole = page.stat().st_size
        page.unlink()
        for room in (2048, whole // 4, whole // 2, whole - 1024):  # in a sheet, in the archive, at its end
            told = subprocess.run([support.TEPAT, "summary", self.worklist, "--xlsx", page], preexec_fn=no_more_than(room), capture_output=True, text=True, timeout=60)
            self.assertEqual(told.returncode, 3, told.stderr)
            self.assertNotIn("[ERROR]", told.stderr)
            self.assertEqual(told.stderr.count("galat["), 1)
            self.assertFalse(page.exists())

    def test_a_database_of_somebody_else_gets_no_tables(self):
        before = self.worklist.read_bytes()
        self.assertIn("R5276", self.ends(tepat("init", self.worklist, "--rules", EXAMPLE / "rules"), 1).stderr)
        self.assertEqual(self.worklist.read_bytes(), before)
        other = self.folder / "kas.db"
        with sqlite3.connect(other) as connection:
            connection.execute("CREATE TABLE buku_kas (id INTEGER)")
        self.assertIn("buku_kas", self.ends(tepat("init", other, "--rules", EXAMPLE / "rules"), 1).stderr)
        with sqlite3.connect(other) as connection:
            self.assertEqual(connection.execute("SELECT name FROM sqlite_master").fetchall(), [("buku_kas",)])
        empty = self.write("kosong.db", b"")
        told = self.ends(tepat("run", EXAMPLE / "rules", "--baseline", empty, "--date", "2025-07-01", "--worklist", self.folder / "n.db"), 3).stderr
        self.assertIn("R5277", told)
        self.ends(tepat("init", empty, "--rules", EXAMPLE / "rules"), 0)
        self.ends(tepat("init", empty, "--rules", EXAMPLE / "rules"), 0)

    def test_reports_and_quiet(self):
        data = EXAMPLE / "data" / "keluarga.csv"
        take = ("import", self.baseline, data, "--rules", EXAMPLE / "rules", "--entity", "keluarga", "--update")
        for name in ("r.docx", "r.xls", "r"):
            self.refused("R5275", *take, "--report", self.folder / name)
            self.refused("R5275", "validate", self.baseline, "--rules", EXAMPLE / "rules", "--report", self.folder / name)
        quiet = self.ends(tepat(*take, "-q", "--report", self.folder / "r.XLSX"), 0)
        self.assertEqual(quiet.stdout, "")
        self.assertEqual((self.folder / "r.XLSX").read_bytes()[:2], b"PK")

    def test_what_is_missing_is_called_as_people_call_it(self):
        text = self.ends(tepat("tasks", self.worklist), 0).stdout
        self.assertRegex(text, r"Yang kurang +: Desil")
        self.assertNotIn("keluarga.desil", text)
        self.assertNotIn("keluarga.desil", self.ends(tepat("tasks", self.worklist, "--format", "csv"), 0).stdout)
        self.assertIn("keluarga.desil", self.ends(tepat("tasks", self.worklist, "--format", "json"), 0).stdout)

    # ------------------------------------------------------------------------------------------------ summary and lists

    def summary(self, *more):
        return self.ends(tepat("summary", self.worklist, *more), 0).stdout

    def test_the_summary_says_the_same_in_every_form(self):
        self.decide("K13", "approve")
        self.decide("K13", "done")
        self.decide("K02", "reject", "--reason", "sudah pindah")
        whole = json.loads(self.summary("--format", "json"))
        programme = next(row for row in whole["sections"]["programmes"] if row["programme"] == "Bantuan modal usaha")
        self.assertEqual((programme["target"], programme["done"], programme["left"], programme["rejected"]), (2, 1, 1, 1))
        money = whole["sections"]["money"][0]
        self.assertEqual(money["amount"], {"low_sen": 2 * 250000000, "high_sen": 2 * 250000000})
        with open(EXAMPLE / "data" / "keluarga.csv", encoding="utf-8", newline="") as file:
            self.assertEqual(sum(row["units"] for row in whole["sections"]["areas"]), len(list(csv.DictReader(file))))
        for row in whole["sections"]["areas"]:
            self.assertEqual(row["units"], row["reached"] + row["unreached"])
            self.assertEqual(row["unreached"], row["waiting"] + row["undecided"] + row["error"] + row["not_eligible"])
        rows = list(csv.DictReader(io.StringIO(self.summary("--format", "csv").lstrip("\ufeff"))))
        self.assertIn({"section": "programmes", "row": "2", "name": "Bantuan modal usaha", "column": "target", "value": "2", "value_high": ""}, rows)
        text = self.summary()
        self.assertIn("Rp5.000.000", text)
        self.assertIn("di bawah 5", text)
        page = self.summary("--format", "html")
        self.assertTrue(page.startswith("<!DOCTYPE html>"))
        self.assertIn("<svg", page)
        self.assertEqual(re.findall(r"(?:src|href)=|url\(|<script", page), [])
        self.assertEqual(page, self.summary("--format", "html"))
        self.assertIn("Summary of poverty reduction", self.summary("--lang", "en"))

    def test_what_leaves_the_team_is_rounded(self):
        rounded = json.loads(self.summary("--public", "--format", "json"))
        numbers = [value for section, rows in rounded["sections"].items() if section not in ("strategies", "quotas") for row in rows
                   for name, value in row.items() if isinstance(value, int) and not name.endswith("share")]
        self.assertTrue(numbers)
        self.assertEqual([number for number in numbers if number % 5 != 0], [])
        self.assertNotIn("duplicates", rounded["sections"])

    def test_who_is_not_reached_and_who_is_reached_twice(self):
        unreached, conflicts = self.folder / "u.csv", self.folder / "c.csv"
        report = json.loads(self.month("2025-07-02", "--unreached", unreached, "--conflicts", conflicts, "--format", "json"))
        with open(unreached, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        coverage = report["coverage"]
        self.assertEqual(len(rows), coverage["units"] - coverage["reached_once"] - coverage["reached_more"])
        waiting = [row for row in rows if row["Sebab"] == "layak, menunggu tempat"]
        self.assertEqual(len(waiting), coverage["waiting"])
        self.assertTrue(all(row["Alamat"] and row["Wilayah"] for row in waiting))
        with open(conflicts, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([(row["Kunci"], row["Keadaan"]) for row in rows], [("K02", "terpilih pada keduanya")])

    def test_shares_are_rounded_half_up(self):
        def share(first, number):
            with sqlite3.connect(self.baseline) as connection:
                village, = connection.execute("SELECT kode FROM kelurahan WHERE nama = 'Bukit Lama'").fetchone()
                connection.executemany("INSERT INTO keluarga (id_keluarga, kode_kelurahan, kepala_keluarga, alamat, desil, usaha, tanggungan) VALUES (?, ?, 'Contoh', 'Jalan', 9, 0, 0)",
                                       [(f"X{n}", village) for n in range(first, first + number)])
            self.month("2025-07-01")
            area = next(row for row in json.loads(self.summary("--format", "json"))["sections"]["areas"] if row["area"] == "Bukit Lama")
            return area["unreached"], area["units"], area["unreached_share"]

        self.assertEqual(share(0, 4), (7, 9, 778))
        self.assertEqual(share(4, 4991), (4998, 5000, 999))  # 99.96%: not 100 while somebody is left

    def test_a_summary_needs_a_whole_run(self):
        other = self.folder / "other.db"
        self.ends(tepat("run", EXAMPLE / "rules", "--baseline", self.baseline, "--date", "2025-07-01", "--worklist", other, "--only", "usaha_kecil"), 0)
        self.assertIn("R5315", self.ends(tepat("summary", other), 1).stderr)
        self.assertIn("R5316", self.ends(tepat("summary", self.worklist, "--period", "2031"), 1).stderr)


if __name__ == "__main__":
    support.main()
