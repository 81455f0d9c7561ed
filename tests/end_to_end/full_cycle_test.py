# SPDX-License-Identifier: Apache-2.0
"""examples/satu-putaran: one whole cycle, from the ministry's workbooks to next month's run, all counts held against each other."""
import os
import pathlib
import subprocess
import sys

from support import Case, TEPAT, main

RUN = pathlib.Path(__file__).resolve().parents[2] / "examples/satu-putaran/run"


class Cycle(Case):
    def test_every_count_agrees(self):
        environment = {**os.environ, "PYTHON": sys.executable, "LANG": "id_ID.UTF-8"}
        result = subprocess.run([RUN, TEPAT, "1500", self.folder / "work"], env=environment, capture_output=True, text=True, timeout=900)
        self.ends(result, 0)
        self.assertTrue(result.stdout.endswith("== Every count agrees\n"), result.stdout[-500:])
        self.assertNotIn("IS NOT", result.stdout)
        self.assertGreater(result.stdout.count(" = "), 20)


if __name__ == "__main__":
    main()
