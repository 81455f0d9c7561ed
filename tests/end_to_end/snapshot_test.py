# SPDX-License-Identifier: Apache-2.0
"""tepat snapshot from the outside: the same results as from the baseline for every example and shipped rule set; killed, raced, without room, damaged."""
import os
import pathlib
import resource
import signal
import subprocess
import time
import unittest

from support import TEPAT, Case, main, tepat

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATE = "2025-07-01"


def no_more_than(size):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


class Snapshot(Case):
    def freeze(self, baseline, rules, file, *more):
        return tepat("snapshot", baseline, "--rules", rules, "-o", file, *more)

    def results(self, rules, baseline, name):
        out = self.folder / name
        out.mkdir()
        self.ends(tepat("run", rules, "--baseline", baseline, "--date", DATE, "--worklist", out / "w.db", "--outcomes", out / "o.csv",
                        "--decisions", out / "d.csv"), 0)
        tasks = self.ends(tepat("tasks", out / "w.db", "--format", "csv"), 0).stdout
        batch = self.ends(tepat("dump", "batch", rules, "--baseline", baseline), 0).stdout
        return (out / "o.csv").read_bytes(), (out / "d.csv").read_bytes(), tasks, batch

    def same_from_both(self, rules, baseline, name):
        snapshot = self.folder / f"{name}.snapshot"
        self.ends(self.freeze(baseline, rules, snapshot), 0)
        self.ends(tepat("snapshot", "--verify", snapshot), 0)
        self.assertEqual(self.results(rules, baseline, f"{name}-db"), self.results(rules, snapshot, f"{name}-snapshot"))
        return snapshot

    def test_examples(self):
        for rules in sorted(ROOT.glob("examples/*/rules")):
            name = rules.parent.name
            with self.subTest(name):
                baseline = self.folder / f"{name}.db"
                self.ends(tepat("init", baseline, "--rules", rules), 0)
                for file in sorted((rules.parent / "data").glob("*.csv")):
                    self.ends(tepat("import", baseline, file, "--rules", rules, "--entity", file.stem), 0)
                self.same_from_both(rules, baseline, name)

    def test_shipped_rules(self):
        for name in ("kota-jambi", "dki-jakarta", "kota-tanjungbalai", "nasional"):
            with self.subTest(name):
                baseline = self.folder / f"{name}.db"
                self.ends(tepat("sample", baseline, "--rules", ROOT / "rules" / name, "--people", 3000, "--dirt", 500), 0)
                snapshot = self.same_from_both(ROOT / "rules" / name, baseline, name)
                if name == "kota-jambi":  # rules that the snapshot was not made with
                    self.assertEqual(self.results(ROOT / "rules/kota-tanjungbalai", baseline, "other-db"),
                                     self.results(ROOT / "rules/kota-tanjungbalai", snapshot, "other-snapshot"))

    def test_explain(self):
        rules, baseline = self.starter()
        snapshot = self.folder / "s.snapshot"
        self.ends(self.freeze(baseline, rules, snapshot), 0)
        import sqlite3
        with sqlite3.connect(baseline) as connection:
            column = [row[1] for row in connection.execute("PRAGMA table_info(keluarga)")][0]
            key = connection.execute(f'SELECT "{column}" FROM keluarga LIMIT 1').fetchone()[0]
        said = [tepat("explain", rules, "--baseline", b, "--date", DATE, "--subject", f"keluarga:{key}") for b in (baseline, snapshot)]
        self.assertEqual(said[0].stdout, said[1].stdout)
        self.assertEqual(said[0].returncode, said[1].returncode)

    def test_overwriting_and_changing_are_refused(self):
        rules, baseline = self.starter()
        snapshot = self.folder / "s.snapshot"
        self.ends(self.freeze(baseline, rules, snapshot), 0)
        before = snapshot.read_bytes()
        self.assertIn("R5180", self.ends(self.freeze(baseline, rules, snapshot), 1).stderr)
        self.assertIn("R5182", self.ends(tepat("init", snapshot, "--rules", rules), 1).stderr)
        self.assertIn("R5182", self.ends(tepat("import", snapshot, rules / "data" / "keluarga.csv", "--rules", rules, "--entity", "keluarga"), 1).stderr)
        for other in (("validate", snapshot, "--rules", rules), ("tasks", snapshot),
                      ("snapshot", snapshot, "--rules", rules, "-o", self.folder / "t.snapshot")):
            self.assertIn("R5182", self.ends(tepat(*other), 1).stderr)
        self.assertEqual(before, snapshot.read_bytes())
        self.assertEqual(os.stat(snapshot).st_mode & 0o222, 0)
        self.ends(self.freeze(baseline, rules, snapshot, "--overwrite"), 0)
        self.assertIn("R5177", self.ends(tepat("snapshot", "--verify", baseline), 3).stderr)

    def test_damage_is_told(self):
        rules, baseline = self.starter()
        snapshot = self.folder / "s.snapshot"
        self.ends(self.freeze(baseline, rules, snapshot), 0)
        data = bytearray(snapshot.read_bytes())
        at = data.find(b"\x28\xb5\x2f\xfd")  # the first zstd frame
        self.assertGreater(at, 0)
        data[at + 9] ^= 4
        damaged = self.folder / "d.snapshot"
        damaged.write_bytes(data)
        result = self.ends(tepat("snapshot", "--verify", damaged), 3)
        self.assertIn("R5175", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_no_room_leaves_nothing(self):
        rules, baseline = self.starter()
        command = [TEPAT, "snapshot", baseline, "--rules", rules, "-o", self.folder / "s.snapshot"]
        result = subprocess.run([str(word) for word in command], preexec_fn=no_more_than(20_000), capture_output=True, text=True)
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("R50", result.stderr)
        self.assertEqual([path.name for path in self.folder.glob("s.snapshot*")], [])

    def test_kills_leave_no_snapshot_or_a_whole_one(self):
        rules = ROOT / "rules/kota-jambi"
        baseline = self.folder / "b.db"
        self.ends(tepat("sample", baseline, "--rules", rules, "--people", 3000), 0)
        snapshot = self.folder / "s.snapshot"
        started = time.monotonic()
        self.ends(self.freeze(baseline, rules, snapshot), 0)
        whole = time.monotonic() - started
        snapshot.unlink()
        for n in range(8):
            process = subprocess.Popen([TEPAT, "snapshot", baseline, "--rules", rules, "-o", snapshot], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(whole * (n + 1) / 9)
            process.kill()
            process.wait()
            if snapshot.exists():
                self.ends(tepat("snapshot", "--verify", snapshot), 0)
                snapshot.unlink()
        self.ends(self.freeze(baseline, rules, snapshot), 0)  # over what the killed ones left
        self.assertEqual([path.name for path in self.folder.glob("s.snapshot*")], ["s.snapshot"])

    def test_two_at_once(self):
        rules, baseline = self.starter()
        snapshot = self.folder / "s.snapshot"
        command = [str(word) for word in (TEPAT, "snapshot", baseline, "--rules", rules, "-o", snapshot)]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate() for process in both]
        codes = sorted(process.returncode for process in both)
        self.assertEqual(codes[0], 0, said)
        self.assertIn(codes[1], (1, 3), said)
        self.assertTrue(any("R5180" in err or "R5181" in err for _, err in said), said)
        self.ends(tepat("snapshot", "--verify", snapshot), 0)

    def test_what_it_says(self):
        rules, baseline = self.starter()
        snapshot = self.folder / "s.snapshot"
        indonesian = self.ends(self.freeze(baseline, rules, snapshot, "--date", "2023-07-18", "--lang", "id"), 0).stdout
        self.assertIn("18 Juli 2023", indonesian)
        english = self.ends(tepat("snapshot", "--verify", snapshot, "--lang", "en"), 0).stdout
        self.assertIn("18 July 2023", english)
        self.ends(tepat("snapshot", "--verify", snapshot, baseline), 2)
        self.ends(tepat("snapshot", baseline), 2)
        self.ends(tepat("snapshot", "--rules", rules, "-o", self.folder / "x"), 2)


if __name__ == "__main__":
    main()
