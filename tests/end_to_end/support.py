# SPDX-License-Identifier: Apache-2.0
"""What the end-to-end tests share: running the real program, scratch folders, a small rule set with data.

Every test program is run as `python3 X_test.py PATH-OF-TEPAT`; only Python's standard library is used.
"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

TEPAT = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "tepat"
DATE = "2025-07-01"


def tepat(*args, cwd=None, env=None, timeout=240, stdout=subprocess.PIPE):
    """Runs the program; its output as text, undecodable bytes escaped."""
    environment = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR")}
    environment.update(env or {})
    return subprocess.run([TEPAT, *map(str, args)], cwd=cwd, env=environment, timeout=timeout, stdout=stdout, stderr=subprocess.PIPE,
                          text=True, encoding="utf-8", errors="backslashreplace")


class Case(unittest.TestCase):
    """A test with a scratch folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tepat-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def ends(self, result, code):
        self.assertEqual(result.returncode, code, f"\nstdout: {(result.stdout or '')[-2000:]}\nstderr: {result.stderr[-2000:]}")
        return result

    def starter(self, language="id"):
        """The rule set of `tepat new`, with its data in a baseline: (rules, baseline)."""
        rules = self.folder / f"rules-{language}"
        self.ends(tepat("new", rules, "--lang", language), 0)
        baseline = self.folder / f"data-{language}.db"
        self.ends(tepat("init", baseline, "--rules", rules), 0)
        for entity, file in {"id": (("keluarga", "keluarga.csv"), ("anggota", "anggota.csv")),
                             "en": (("family", "families.csv"), ("member", "members.csv"))}[language]:
            self.ends(tepat("import", baseline, rules / "data" / file, "--rules", rules, "--entity", entity), 0)
        return rules, baseline

    def run_rules(self, rules, baseline, *more, worklist=None):
        worklist = worklist or self.folder / "tasks.db"
        return tepat("run", rules, "--baseline", baseline, "--date", DATE, "--worklist", worklist, *more)


def contents(database):
    """Everything a worklist holds that a run may change, as text."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr) for table in tables}


def main():
    unittest.main(verbosity=1)
