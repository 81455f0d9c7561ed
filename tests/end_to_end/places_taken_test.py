# SPDX-License-Identifier: Apache-2.0
"""Month after month with examples/bulan-ke-bulan: what was approved or done holds its place, what was rejected is not proposed again, freed
places go to the next in rank, and no quota is ever exceeded."""
import csv
import json
import pathlib
import shutil
import sqlite3

import support
from support import tepat

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "bulan-ke-bulan"
PROGRAMME = "modal_usaha"


class Months(support.Case):
    def setUp(self):
        super().setUp()
        self.baseline, self.worklist = self.folder / "data.db", self.folder / "tasks.db"
        self.ends(tepat("init", self.baseline, "--rules", EXAMPLE / "rules"), 0)
        for entity in ("kelurahan", "keluarga", "penerimaan"):
            self.load(EXAMPLE / "data" / f"{entity}.csv", entity)

    def load(self, file, entity, *more):
        self.ends(tepat("import", self.baseline, file, "--rules", EXAMPLE / "rules", "--entity", entity, *more), 0)

    def month(self, date, rules=EXAMPLE / "rules"):
        """(state by family, report) of one run."""
        decisions = self.folder / f"{date}.csv"
        result = tepat("run", rules, "--baseline", self.baseline, "--date", date, "--worklist", self.worklist, "--decisions", decisions,
                       "--format", "json")
        self.ends(result, 0)
        with open(decisions, encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["programme"] == PROGRAMME]
        return {row["subject"]: row["state"] for row in rows}, json.loads(result.stdout)

    def tasks(self, status="all"):
        result = self.ends(tepat("tasks", self.worklist, "--status", status, "--format", "json"), 0)
        return {(task["kind"], task["programme"], task["places"][0]["key"], task["period"]): task for task in json.loads(result.stdout)}

    def decide(self, family, *words, programme=PROGRAMME):
        number = self.tasks()[("intervention", programme, family, "2025")]["task"]
        return self.ends(tepat("decide", self.worklist, number, "--as", "siti", *words), 0)

    def limits_hold(self, report):
        for programme in report["programmes"]:
            for limit in programme.get("limits", []):
                for group in limit["groups"]:
                    self.assertGreaterEqual(group["free"], 0)
                    self.assertEqual(group["amount"], group["taken"] + group["used"] + group["free"])

    def test_two_months(self):
        states, report = self.month("2025-07-01")
        self.limits_hold(report)
        self.assertEqual([family for family, state in states.items() if state == "selected"], ["K01", "K02", "K13"])
        self.assertEqual([family for family, state in states.items() if state == "taken"], ["K05", "K11"])
        self.assertEqual(report["conflicts"], [{"programme": PROGRAMME, "other": "alat_kerja", "entity": "keluarga", "subject": "K02",
                                                "holds_programme": False, "holds_other": False}])
        self.assertIn(("exit", PROGRAMME, "K11", "2025"), self.tasks("open"))
        self.assertEqual(self.tasks()[("intervention", "alat_kerja", "K02", "2025")]["conflicts"], [PROGRAMME])

        # The reviewer's month: two approved, one of them carried out, one rejected.
        self.decide("K01", "approve")
        self.decide("K13", "approve")
        self.decide("K01", "done")
        self.decide("K02", "reject", "--reason", "sudah pindah")
        proposed = {key[2] for key, task in self.tasks().items() if key[:2] == ("intervention", PROGRAMME)}

        # The same data again: the rejected one's place goes to the next, and nobody is proposed twice.
        states, report = self.month("2025-07-15")
        self.limits_hold(report)
        self.assertEqual([family for family, state in states.items() if state == "selected"], ["K03"])
        self.assertEqual([family for family, state in states.items() if state == "taken"], ["K01", "K05", "K11", "K13"])
        self.assertEqual(states["K02"], "rejected")
        self.assertEqual(report["tasks"]["reopened"], 0)

        # Next month: two receipts ended, the one done now receives, a missing decile was asked for and found.
        self.load(EXAMPLE / "bulan-2" / "keluarga.csv", "keluarga", "--update")
        self.load(EXAMPLE / "bulan-2" / "penerimaan.csv", "penerimaan", "--update")
        states, report = self.month("2025-08-01")
        self.limits_hold(report)
        self.assertEqual([family for family, state in states.items() if state == "selected"], ["K03", "K04", "K14"])
        self.assertEqual([family for family, state in states.items() if state == "taken"], ["K01", "K13"])
        self.assertEqual(states["K02"], "rejected")
        self.assertEqual(states["K05"], "waiting")  # received until July, so a candidate like any other now
        tasks = {key[2]: task for key, task in self.tasks().items() if key[:2] == ("intervention", PROGRAMME)}
        self.assertEqual({family: task["status"] for family, task in tasks.items()},
                         {"K01": "done", "K02": "rejected", "K13": "approved", "K03": "open", "K04": "open", "K14": "open"})
        self.assertTrue(proposed <= set(tasks))
        self.assertEqual(self.tasks()[("exit", PROGRAMME, "K11", "2025")]["status"], "withdrawn")
        self.assertEqual(self.tasks()[("data", PROGRAMME, "K14", "2025")]["status"], "withdrawn")
        self.assertEqual(self.tasks()[("intervention", "alat_kerja", "K02", "2025")]["conflicts"], [])

    def test_another_period_starts_afresh(self):
        self.month("2025-07-01")
        self.decide("K02", "reject", "--reason", "sudah pindah")
        self.decide("K13", "approve")
        states, _ = self.month("2026-01-05")
        self.assertEqual(states["K02"], "selected")
        self.assertEqual(states["K13"], "selected")

    def test_the_run_says_which_worklist_it_read(self):
        self.month("2025-07-01")
        self.decide("K13", "approve")
        self.decide("K02", "reject", "--reason", "sudah pindah")
        self.month("2025-07-02")
        with sqlite3.connect(self.worklist) as connection:
            read = [json.loads(row[0]) for row in connection.execute("SELECT worklist FROM runs ORDER BY id")]
        self.assertEqual(read[0], {"file": "tasks.db", "last_run": 0, "history": 0, "taken": 0, "rejected": 0})
        self.assertEqual(read[1], {"file": "tasks.db", "last_run": 1, "history": 9, "taken": 1, "rejected": 1})

    def test_postponed_stays_postponed_while_it_is_wanted(self):
        self.month("2025-07-01")
        self.decide("K13", "postpone", "--reason", "menunggu verifikasi")
        _, report = self.month("2025-07-02")
        self.assertEqual(self.tasks()[("intervention", PROGRAMME, "K13", "2025")]["status"], "postponed")
        self.assertEqual(report["tasks"], {"new": 0, "unchanged": 6, "changed": 0, "withdrawn": 0, "done": 0, "reopened": 0, "superseded": 0})

    def test_explaining_one_family_names_no_other(self):
        """Who was selected depends on everybody, so everybody is judged; what other families lack stays theirs."""
        rules, baseline = self.folder / "mengalah", self.folder / "m.db"
        rules.mkdir()
        (rules / "a.aturan").write_text("""bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  sebutan nama
  nama   teks            "Nama"
  desil  bilangan 1..10  "Desil"

program pertama untuk setiap keluarga
  dasar hukum "Contoh"
program kedua untuk setiap keluarga
  dasar hukum "Contoh"
  utamakan pertama

aturan satu untuk setiap keluarga
  program pertama
  jika desil <= 2
aturan dua untuk setiap keluarga
  program kedua
  jika desil <= 4
""", encoding="utf-8")
        self.ends(tepat("init", baseline, "--rules", rules), 0)
        with sqlite3.connect(baseline) as connection:
            connection.executemany("INSERT INTO keluarga(id, nama) VALUES (?, ?)", [("1", "Ani"), ("2", "Budi"), ("3", "Cici")])
        story = self.ends(tepat("explain", rules, "--baseline", baseline, "--date", "2025-07-01", "--subject", "keluarga:2"), 0).stdout
        self.assertIn("keluarga.desil (Desil): Budi\n", story)
        self.assertNotIn("Ani", story)
        self.assertNotIn("Cici", story)

    def test_more_taken_than_allowed_is_named(self):
        self.month("2025-07-01")
        for family in ("K01", "K02"):
            self.decide(family, "approve")
        with sqlite3.connect(self.baseline) as connection:
            connection.execute("UPDATE kelurahan SET kuota = 1 WHERE kode = 157101")
        states, report = self.month("2025-07-02")
        self.assertNotIn("selected", [states[family] for family in ("K03", "K04", "K06")])
        group = report["programmes"][1]["limits"][0]["groups"][0]
        self.assertEqual((group["group"], group["amount"], group["taken"], group["free"]), ("157101", 1, 3, -2))
        text = self.ends(tepat("run", EXAMPLE / "rules", "--baseline", self.baseline, "--date", "2025-07-02", "--worklist", self.worklist), 0).stdout
        self.assertIn("kuota per kelurahan Sungai Tenang (157101): terisi 3, melebihi jatah 1", text)

    def test_decisions_need_a_reason_a_name_and_a_task_that_is_open(self):
        self.month("2025-07-01")
        number = self.tasks()[("intervention", PROGRAMME, "K13", "2025")]["task"]
        for words, code, what in (((number, "--as", "siti", "reject"), 2, "R5252"), ((number, "--as", " ", "approve"), 2, "R5256"),
                                  ((number, "--as", "siti", "refuse"), 2, "R5257"), (("x", "--as", "siti", "approve"), 2, "R5251"),
                                  ((999, "--as", "siti", "approve"), 1, "R5250")):
            result = self.ends(tepat("decide", self.worklist, *words), code)
            self.assertIn(what, result.stderr)
        self.decide("K13", "done")
        before = support.contents(self.worklist)
        self.assertIn("R5253", self.ends(tepat("decide", self.worklist, number, "--as", "siti", "approve"), 1).stderr)
        other = self.tasks()[("intervention", PROGRAMME, "K01", "2025")]["task"]
        self.ends(tepat("decide", self.worklist, other, number, "--as", "siti", "approve"), 1)  # all of them or none
        self.assertEqual(support.contents(self.worklist), before)
        self.ends(tepat("decide", self.folder / "none.db", 1, "--as", "siti", "approve"), 3)
        self.assertFalse((self.folder / "none.db").exists())

    def test_one_rule_of_several_hands_out_no_places(self):
        rules = self.folder / "rules"
        shutil.copytree(EXAMPLE / "rules", rules)
        with open(rules / "modal_usaha.aturan", "a", encoding="utf-8") as file:
            file.write('\naturan rintisan "Keluarga desil 1" untuk setiap keluarga\n  program modal_usaha\n  jika desil = 1\n'
                       '  maka tugas "Salurkan modal usaha kepada keluarga {kepala_keluarga}" kepada dinkop\n    tenggat 30 hari\n')
        result = tepat("run", rules, "--baseline", self.baseline, "--date", "2025-07-01", "--worklist", self.worklist, "--only", "rintisan")
        self.ends(result, 0)
        self.assertIn("hanya sebagian aturannya yang dinilai", result.stdout)
        self.assertEqual([key for key in self.tasks() if key[0] == "intervention"], [])


if __name__ == "__main__":
    support.main()
