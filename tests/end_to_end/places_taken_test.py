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

GROUPS = """bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  wilayah
entitas keluarga "Keluarga" di kelurahan lewat kode
  dari tabel keluarga kunci id
  miskin ya_tidak "Miskin"
  pasar teks "Pasar"
lembaga dinsos "Dinas Sosial"
program bantuan "Bantuan" untuk setiap keluarga
  dasar hukum "Contoh"
  kuota 5 per kelurahan
program modal "Modal" untuk setiap keluarga
  dasar hukum "Contoh"
  kuota 5 per pasar
aturan aturan_bantuan "Keluarga miskin" untuk setiap keluarga
  program bantuan
  jika miskin
  maka tugas "Bantu" kepada dinsos
  bila belum pasti tugas "Tanyakan {kurang}" kepada dinsos
aturan aturan_modal "Keluarga miskin" untuk setiap keluarga
  program modal
  jika miskin
  maka tugas "Beri modal" kepada dinsos
  bila belum pasti tugas "Tanyakan {kurang}" kepada dinsos
"""


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

    def test_who_is_eligible_in_no_known_group_is_asked_about(self):
        rules = self.folder / "aturan"
        self.write("aturan/a.aturan", GROUPS)
        self.baseline = self.folder / "kelompok.db"
        self.ends(tepat("init", self.baseline, "--rules", rules), 0)
        with sqlite3.connect(self.baseline) as data:
            data.execute("INSERT INTO kelurahan VALUES ('A')")
            data.executemany("INSERT INTO keluarga VALUES (?, ?, ?, ?)", [("K1", "A", 1, "x"), ("K2", None, 1, "x"), ("K3", "A", 1, None), ("K4", None, 0, None),
                                                                         ("K5", "tidak ada", 1, "x")])
        result = self.ends(tepat("run", rules, "--baseline", self.baseline, "--date", "2025-07-01", "--worklist", self.worklist, "--format", "json"), 0)
        programmes = {programme["programme"]: programme for programme in json.loads(result.stdout)["programmes"]}
        self.assertEqual({name: programme["eligible"] for name, programme in programmes.items()}, {"bantuan": 4, "modal": 4})
        asked = {(key[1], key[2]): (task["missing"], task["text"]) for key, task in self.tasks().items() if key[0] == "data"}
        self.assertEqual(asked, {("bantuan", "K2"): (["kelurahan"], "Tanyakan Kelurahan"), ("modal", "K3"): (["keluarga.pasar"], "Tanyakan Pasar")})
        proposed = {key[1:3] for key in self.tasks() if key[0] == "intervention"}
        self.assertEqual(proposed, {("bantuan", "K1"), ("bantuan", "K3"), ("modal", "K1"), ("modal", "K2"), ("modal", "K5")})
        with sqlite3.connect(self.baseline) as data:
            data.execute("UPDATE keluarga SET kode = 'A' WHERE id = 'K2'")
        self.ends(tepat("run", rules, "--baseline", self.baseline, "--date", "2025-07-02", "--worklist", self.worklist), 0)
        tasks = {key[:3]: task["status"] for key, task in self.tasks().items()}
        self.assertEqual(tasks["intervention", "bantuan", "K2"], "open")
        self.assertNotEqual(tasks["data", "bantuan", "K2"], "open")

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


RULES = """bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  wilayah
entitas keluarga "Keluarga" di kelurahan lewat kode_kelurahan
  dari tabel keluarga kunci id
  hanya bila aktif
  aktif   ya_tidak        "Masih warga"
  desil   bilangan 1..10  "Desil"
  jenis   pilihan tani, nelayan "Pekerjaan"

lembaga dinsos "Dinas Sosial"
program modal "Bantuan modal" untuk setiap keluarga
  pelaksana dinsos
  dasar hukum "Contoh"
  periode tahunan
  kuota 1{per}
  urutkan menurut desil terkecil dahulu
aturan miskin "Keluarga miskin" untuk setiap keluarga
  program modal
  jika desil <= 4
  maka tugas "Salurkan modal" kepada dinsos
    tenggat 30 hari
"""


class Disappearances(support.Case):
    """One place, two families: whoever was approved keeps it, whatever becomes of the row."""

    def begin(self, per):
        self.rules, self.baseline, self.worklist = self.folder / "rules", self.folder / "b.db", self.folder / "w.db"
        self.rules.mkdir()
        (self.rules / "a.aturan").write_text(RULES.replace("{per}", per), encoding="utf-8")
        self.ends(tepat("init", self.baseline, "--rules", self.rules), 0)
        self.change("INSERT INTO kelurahan(kode) VALUES ('A'), ('B')",
                    "INSERT INTO keluarga(id, kode_kelurahan, aktif, desil, jenis) VALUES ('1', 'A', 1, 1, 'tani'), ('2', 'A', 1, 2, 'tani')")
        states, _ = self.run_again()
        self.assertEqual(states["1"], "selected")
        self.decide("approve")

    def change(self, *statements):
        with sqlite3.connect(self.baseline) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                connection.execute(statement)

    def decide(self, *words):
        self.ends(tepat("decide", self.worklist, 1, "--as", "siti", *words), 0)

    def run_again(self, *more):
        decisions = self.folder / "d.csv"
        result = self.ends(tepat("run", self.rules, "--baseline", self.baseline, "--date", "2025-07-01", "--worklist", self.worklist,
                                 "--decisions", decisions, "--format", "json", *more), 0)
        self.file = decisions.read_bytes()
        with open(decisions, encoding="utf-8", newline="") as file:
            states = {row["subject"]: row["state"] for row in csv.DictReader(file)}
        return states, json.loads(result.stdout)["programmes"][0]

    def text(self, language):
        return self.ends(tepat("run", self.rules, "--baseline", self.baseline, "--date", "2025-07-01", "--worklist", self.worklist,
                               "--lang", language), 0).stdout

    def keeps_it(self, in_baseline, area):
        states, programme = self.run_again()
        self.assertEqual(states, {"1": "taken", "2": "waiting"})
        group = programme["limits"][0]["groups"][0]
        self.assertEqual((group["amount"], group["taken"], group["used"], group["free"], group["holding"]), (1, 1, 0, 0, 1))
        self.assertEqual(programme["places"]["taken"], 1)
        self.assertEqual(programme["held_by_absent"],
                         [{"task": 1, "subject": "1", "status": "approved", "in_baseline": in_baseline, "area": area}])
        self.assertEqual(sum(programme[outcome] for outcome in ("eligible", "not_eligible", "undecided", "error")), programme["subjects"])
        first = self.file
        for threads in ("1", "2"):
            self.run_again("--threads", threads)
            self.assertEqual(self.file, first)

    def is_free_after_rejection(self):
        self.decide("reject", "--reason", "sudah pindah")
        states, programme = self.run_again()
        self.assertEqual(states["2"], "selected")
        self.assertEqual(programme["held_by_absent"], [])

    def test_the_row_is_gone(self):
        self.begin(" per kelurahan")
        self.change("DELETE FROM keluarga WHERE id = '1'")
        self.keeps_it(False, "A")
        self.assertIn("1 oleh yang barisnya tidak ada lagi di data dasar", self.text("id"))
        self.assertIn(f"tepat decide {self.worklist} 1 reject", self.text("id"))
        self.assertIn("1 by somebody no longer in the baseline", self.text("en"))
        self.is_free_after_rejection()

    def test_the_row_is_no_subject_any_more(self):
        self.begin(" per kelurahan")
        self.change("UPDATE keluarga SET aktif = 0 WHERE id = '1'")
        self.keeps_it(True, "A")
        self.assertIn("1 tempat dipegang oleh yang bukan lagi sasaran", self.text("id"))
        self.assertIn("1 are held by subjects the programme no longer judges", self.text("en"))
        self.is_free_after_rejection()

    def test_the_link_to_the_kelurahan_is_empty(self):
        self.begin(" per kelurahan")
        self.change("UPDATE keluarga SET kode_kelurahan = NULL WHERE id = '1'")
        states, programme = self.run_again()
        self.assertEqual(states, {"1": "taken", "2": "waiting"})
        self.assertEqual((programme["held_by_absent"], programme["limits"][0]["taken_group_unknown"]), ([], 0))

    def test_the_fact_of_the_quota_is_unknown_now(self):
        self.begin(" per jenis")
        self.change("UPDATE keluarga SET jenis = NULL WHERE id = '1'")
        states, programme = self.run_again()
        self.assertEqual(states, {"1": "taken", "2": "waiting"})
        self.assertEqual(programme["limits"][0]["groups"][0]["group"], "tani")
        self.assertEqual(programme["limits"][0]["taken_group_unknown"], 0)
        self.is_free_after_rejection()

    def test_gone_with_a_quota_per_fact(self):
        self.begin(" per jenis")
        self.change("DELETE FROM keluarga WHERE id = '1'")
        self.keeps_it(False, "tani")

    def test_gone_with_one_quota_for_all(self):
        self.begin("")
        self.change("DELETE FROM keluarga WHERE id = '1'")
        self.keeps_it(False, None)
        self.is_free_after_rejection()

    def test_a_group_nobody_knows_is_told(self):
        self.begin(" per kelurahan")
        self.change("DELETE FROM keluarga WHERE id = '1'", "UPDATE keluarga SET kode_kelurahan = 'B'", "DELETE FROM kelurahan WHERE kode = 'A'")
        states, programme = self.run_again()
        self.assertEqual(states, {"1": "taken", "2": "selected"})  # another kelurahan's place
        self.assertEqual(programme["limits"][0]["taken_group_unknown"], 1)
        self.assertIn("1 tempat terisi tidak diketahui kelompoknya", self.text("id"))

    def test_the_rejected_who_return_stay_rejected(self):
        self.begin(" per kelurahan")
        self.decide("reject", "--reason", "tidak layak")
        self.change("DELETE FROM keluarga WHERE id = '1'")
        states, _ = self.run_again()
        self.assertEqual(states, {"2": "selected"})
        self.change("INSERT INTO keluarga(id, kode_kelurahan, aktif, desil, jenis) VALUES ('1', 'A', 1, 1, 'tani')")
        states, _ = self.run_again()
        self.assertEqual(states, {"1": "rejected", "2": "selected"})


if __name__ == "__main__":
    support.main()
