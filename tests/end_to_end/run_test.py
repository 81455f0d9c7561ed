# SPDX-License-Identifier: Apache-2.0
"""tepat run under stress: the same bytes whatever threads, file names and order; killed at random moments; databases and disks that fail."""
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
import unittest

from support import Case, DATE, TEPAT, contents, main, tepat

PEOPLE = 3000
KILLS = 50


class Same(Case):
    def test_outcomes_do_not_depend_on_threads_or_file_names(self):
        rules = self.folder / "rules"
        self.ends(tepat("new", rules), 0)
        baseline = self.folder / "data.db"
        self.ends(tepat("sample", baseline, "--rules", rules, "--people", PEOPLE), 0)
        renamed = self.folder / "renamed"
        renamed.mkdir()
        for number, path in enumerate(sorted(rules.glob("*.aturan"), reverse=True)):
            shutil.copy(path, renamed / f"{number}_{path.stem}.aturan")
        one_file = self.folder / "one.aturan"
        one_file.write_text("".join(p.read_text(encoding="utf-8").replace("bahasa id\n", "" if n else "bahasa id\n", 1)
                                    for n, p in enumerate(sorted(rules.glob("*.aturan"), reverse=True))), encoding="utf-8")
        seen = []
        for number, (where, threads, language) in enumerate(((rules, 1, "id"), (rules, 2, "en"), (renamed, 2, "id"), (rules, 1, "id"), (one_file, 2, "id"))):
            outcomes = self.folder / f"{number}.csv"
            worklist = self.folder / f"{number}.db"
            self.ends(self.run_rules(where, baseline, "--outcomes", outcomes, "--threads", threads, "--lang", language, worklist=worklist), 0)
            tables = contents(worklist)
            runs = [row[:2] + row[2:4] for row in tables.pop("runs")]
            seen.append((outcomes.read_bytes(), tables["tasks"], tables["subjects"], runs[0][1:4]))
        for other in seen[1:]:
            self.assertEqual(other, seen[0])
        self.assertEqual(seen[0][0].count(b"\n"), PEOPLE + 1)


def without_the_clock(tables):
    """Two runs of the same differ in their times only, and in the hashes that cover these."""
    history = [row[:6] + row[7:9] + (row[6] if row[3] != "run" else "",) for row in tables["history"]]
    return {name: rows for name, rows in tables.items() if name not in ("runs", "history")} | {"history": history}


class Killed(Case):
    def test_fifty_kills_leave_the_worklist_as_it_was_or_complete(self):
        rules = self.folder / "rules"
        self.ends(tepat("new", rules), 0)
        before, after = self.folder / "before.db", self.folder / "after.db"
        for path, seed in ((before, 1), (after, 2)):
            self.ends(tepat("sample", path, "--rules", rules, "--people", PEOPLE, "--seed", seed), 0)
        start = self.folder / "start.db"
        self.ends(self.run_rules(rules, before, worklist=start), 0)
        shutil.copy(start, self.folder / "whole.db")
        began = time.monotonic()
        self.ends(self.run_rules(rules, after, worklist=self.folder / "whole.db"), 0)
        takes = time.monotonic() - began
        strip = without_the_clock
        old, new = strip(contents(start)), strip(contents(self.folder / "whole.db"))
        self.assertNotEqual(old, new)
        moments = random.Random(1)
        ended = {"old": 0, "new": 0}
        for _ in range(KILLS):
            worklist = self.folder / "kill.db"
            for leftover in self.folder.glob("kill.db*"):
                leftover.unlink()
            shutil.copy(start, worklist)
            process = subprocess.Popen([TEPAT, "run", rules, "--baseline", after, "--date", DATE, "--worklist", worklist, "--quiet"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moments.uniform(0, takes * 1.1))
            process.send_signal(signal.SIGKILL)
            process.wait()
            with sqlite3.connect(worklist) as connection:  # rolls a hot journal back, as the next run would
                self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            found = strip(contents(worklist))
            self.assertIn(found, (old, new))
            ended["old" if found == old else "new"] += 1
            self.assertIn(tepat("tasks", worklist, "--format", "json").returncode, (0,))
        self.assertGreater(ended["old"], 0, ended)


class Broken(Case):
    """Each failure: the right exit code, a sentence that names the thing, and nothing written."""

    def setUp(self):
        super().setUp()
        self.rules, self.baseline = self.starter()
        self.worklist = self.folder / "w.db"

    def refused(self, code, *words, baseline=None, worklist=None, more=()):
        target = worklist or self.worklist
        existed = target.exists()
        before = target.read_bytes() if target.is_file() else None
        for language in ("id", "en"):
            result = self.run_rules(self.rules, baseline or self.baseline, "--lang", language, *more, worklist=target)
            self.ends(result, code)
            self.assertIn("galat[R5" if language == "id" else "error[R5", result.stderr)
            for word in words:
                self.assertIn(word, result.stderr)
        self.assertEqual(target.exists(), existed)
        if before is not None:
            self.assertEqual(target.read_bytes(), before)

    def change(self, sql):
        with sqlite3.connect(self.baseline) as connection:
            connection.executescript(sql)

    def test_no_baseline(self):
        self.refused(3, "tidak_ada.db", baseline=self.folder / "tidak_ada.db")

    def test_baseline_is_a_folder(self):
        self.refused(3, baseline=self.folder)

    def test_baseline_is_not_a_database(self):
        self.refused(3, "teks.db", baseline=self.write("teks.db", "ini bukan basis data\n" * 100))

    def test_baseline_is_damaged(self):
        bytes_ = bytearray(self.baseline.read_bytes())
        for place in range(4096, len(bytes_), 7):
            bytes_[place] = 0xFF
        self.refused(3, "rusak.db", baseline=self.write("rusak.db", bytes(bytes_)))

    def test_baseline_is_cut_short(self):
        self.refused(3, "pendek.db", baseline=self.write("pendek.db", self.baseline.read_bytes()[:6000]))

    def test_a_table_is_missing(self):
        self.change("DROP TABLE anggota")
        self.refused(1, "anggota")

    def test_a_column_is_missing(self):
        self.change("ALTER TABLE anggota RENAME COLUMN tanggal_lahir TO lahir")
        self.refused(1, "tanggal_lahir", "anggota")

    def test_a_key_is_repeated_or_empty(self):
        self.change("DROP TABLE keluarga; CREATE TABLE keluarga (id_keluarga TEXT, nama_kepala TEXT, jalan TEXT, rt TEXT, desil INTEGER);"
                    "INSERT INTO keluarga VALUES ('K-001', 'x', 'x', 'x', 1), ('K-001', 'y', 'y', 'y', 2)")
        self.refused(1, "keluarga", "id_keluarga")
        self.change("UPDATE keluarga SET id_keluarga = '' WHERE nama_kepala = 'y'")
        self.refused(1, "keluarga", "id_keluarga")

    def test_a_column_of_the_wrong_type(self):
        self.change("DROP TABLE keluarga; CREATE TABLE keluarga (id_keluarga TEXT PRIMARY KEY, nama_kepala TEXT, jalan TEXT, rt TEXT, desil TEXT);"
                    "INSERT INTO keluarga VALUES ('K-001', 'x', 'x', 'x', '1')")
        self.refused(1, "desil", "keluarga")

    def test_baseline_is_locked(self):
        with sqlite3.connect(self.baseline, isolation_level=None) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            result = self.run_rules(self.rules, self.baseline, worklist=self.worklist)
            connection.execute("ROLLBACK")
        self.ends(result, 3)
        self.assertIn("R5023", result.stderr)
        self.assertFalse(self.worklist.exists())

    def test_worklist_is_locked(self):
        self.ends(self.run_rules(self.rules, self.baseline, worklist=self.worklist), 0)
        with sqlite3.connect(self.worklist, isolation_level=None) as connection:
            connection.execute("BEGIN IMMEDIATE")
            result = self.run_rules(self.rules, self.baseline, worklist=self.worklist)
            connection.execute("ROLLBACK")
        self.ends(result, 3)
        self.assertIn("R5023", result.stderr)

    def test_worklist_is_another_database(self):
        other = self.folder / "lain.db"
        with sqlite3.connect(other) as connection:
            connection.execute("CREATE TABLE penting (x)")
        self.refused(1, "lain.db", worklist=other)
        self.refused(1, worklist=self.baseline)

    def test_worklist_in_a_folder_that_is_not_there(self):
        self.refused(3, worklist=self.folder / "tidak_ada" / "w.db")

    def test_outcomes_that_cannot_be_written_leave_the_worklist_alone(self):
        self.refused(3, "R5225", more=("--outcomes", self.folder / "tidak_ada" / "o.csv"))
        if os.path.exists("/dev/full"):
            self.refused(3, "R5225", more=("--outcomes", "/dev/full"))

    def test_a_full_disk(self):
        # A file size limit stands in for the full disk: SQLite sees the same failed write.
        import resource
        self.ends(tepat("sample", self.folder / "banyak.db", "--rules", self.rules, "--people", "20000"), 0)
        command = [TEPAT, "run", self.rules, "--baseline", self.folder / "banyak.db", "--date", DATE, "--worklist", self.worklist, "--lang", "id"]

        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

        result = subprocess.run(command, preexec_fn=small_files, capture_output=True, text=True, encoding="utf-8", timeout=240)
        self.ends(result, 3)
        self.assertIn("galat[R502", result.stderr)
        self.assertFalse(self.worklist.exists() and self.worklist.stat().st_size > 0 and contents(self.worklist).get("tasks"))
        self.ends(self.run_rules(self.rules, self.baseline, worklist=self.worklist), 0)

    def test_no_permission(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        self.baseline.chmod(0)
        self.refused(3, "data-id.db")
        self.baseline.chmod(stat.S_IRUSR | stat.S_IWUSR)

    def test_tasks_of_what_is_no_worklist(self):
        self.assertIn("galat", self.ends(tepat("tasks", self.folder / "tidak_ada.db", "--lang", "id"), 3).stderr)
        self.ends(tepat("tasks", self.baseline), 1)


if __name__ == "__main__":
    main()
