# SPDX-License-Identifier: Apache-2.0
"""tepat compare: rules against rules, data against data, date against date; everything adds up and has a reason. Needs python3-openpyxl."""
import csv
import json
import sqlite3

import openpyxl

from support import Case, DATE, main, tepat

VOCABULARY = """bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  sebutan nama
  wilayah
  nama teks "Nama"
entitas keluarga "Keluarga" di kelurahan lewat kode
  dari tabel keluarga kunci id
  sebutan kepala
  alamat rt
  kepala teks "Kepala keluarga"
  rt teks "RT"
  nik teks "NIK" rahasia
  desil bilangan 1..10 "Desil"
  luas bilangan 0.. "Luas lantai"
  pendapatan rupiah 0.. "Pendapatan" peka
  punya_mobil ya_tidak "Punya mobil"
lembaga dinsos "Dinas Sosial"
"""
RULES = VOCABULARY + """
program beras "Bantuan beras" untuk setiap keluarga
  pelaksana dinsos
  dasar hukum "Perwal 1/2025"
  besaran Rp200.000 per bulan
  kecuali mampu: punya_mobil
aturan miskin "Keluarga miskin" untuk setiap keluarga
  program beras
  jika semua dari:
    - desil <= {limit}
    - luas < 50
  maka tugas "Beri beras" kepada dinsos
    tenggat 7 hari
program rumah "Perbaikan rumah" untuk setiap keluarga
  pelaksana dinsos
  dasar hukum "Perwal 2/2025"
  kuota {quota} per kelurahan
  urutkan menurut desil {order} dahulu
aturan sempit "Rumah sempit" untuk setiap keluarga
  program rumah
  jika luas < {area}
  maka tugas "Perbaiki rumah" kepada dinsos
    tenggat 7 hari
"""


def rules(limit=4, quota=2, order="terkecil", area=30):
    return RULES.format(limit=limit, quota=quota, order=order, area=area)


def family(key, village, decile, area, car=0):
    return (key, village, f"Kepala {key}", "001", f"1571{key:012}", decile, area, 1_000_000, car)


FAMILIES = [family(1, "a", 1, 20), family(2, "a", 3, 25), family(3, "a", 4, 28), family(4, "b", 4, 40), family(5, "b", None, 45),
            family(6, "b", 6, 70), family(7, "b", 2, 10, 1), family(8, "b", 11, 45)]


class Compare(Case):
    def setUp(self):
        super().setUp()
        self.before = self.write("before/a.aturan", rules())
        self.baseline = self.data("data.db", FAMILIES)

    def data(self, name, families):
        path = self.folder / name
        self.ends(tepat("init", path, "--rules", self.write("kosakata/k.aturan", VOCABULARY)), 0)
        with sqlite3.connect(path) as connection:
            connection.executemany("INSERT INTO kelurahan VALUES (?, ?)", [("a", "Legok"), ("b", "Murni")])
            columns = "id, kode, kepala, rt, nik, desil, luas, pendapatan, punya_mobil"
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.executemany(f"INSERT INTO keluarga ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", families)
        return path

    def compare(self, *args, code=0):
        return self.ends(tepat("compare", *args), code)

    def against(self, after, *more, code=0):
        path = self.write("after/a.aturan", after)
        return self.compare("--before", self.before, "--after", path, "--baseline", self.baseline, "--date", DATE, *more, code=code)

    def json(self, after, *more):
        return {p["programme"]: p for p in json.loads(self.against(after, "--format", "json", *more).stdout)["programmes"]}

    def outcomes(self, rule_file, name, baseline=None):
        """The counts of a run, by programme."""
        result = self.ends(tepat("run", rule_file, "--baseline", baseline or self.baseline, "--date", DATE, "--worklist", self.folder / name, "--format", "json"), 0)
        return {p["programme"]: p for p in json.loads(result.stdout)["programmes"]}

    def test_a_tighter_limit_takes_away_and_says_which_condition(self):
        beras = self.json(rules(limit=3))["beras"]
        self.assertEqual((beras["changes"]["loses"], beras["changes"]["gains"]), (2, 0))
        example = next(e for e in beras["examples"] if e["change"] == "loses")
        reason, = example["reasons"]
        self.assertEqual((reason["kind"], reason["side"], reason["rule"], reason["text"]), ("condition", "after", "miskin", "desil <= 3"))
        self.assertTrue(reason["file"].endswith("after/a.aturan"))
        self.assertEqual((self.folder / "after/a.aturan").read_text().splitlines()[reason["line"] - 1].strip(), "- desil <= 3")
        self.assertEqual(reason["values"], [{"fact": "keluarga.desil", "label": "Desil", "before": "4", "after": "4"}])
        self.assertEqual(reason["legal_basis"], ["Perwal 1/2025"])
        self.assertEqual(beras["benefit"]["difference"], {"low": -40_000_000, "high": -40_000_000})
        deciding = beras["deciding"][0]
        self.assertEqual((deciding["text"], deciding["subjects"], deciding["alone"]), ("desil <= 3", 2, 2))

    def test_a_wider_limit_gives_and_says_what_stood_in_the_way(self):
        beras = self.json(rules(limit=6))["beras"]
        self.assertEqual(beras["changes"]["gains"], 0)  # family 6 is large: two conditions kept it out, one still does
        beras = self.json(rules(limit=6).replace("luas < 50", "luas < 80"))["beras"]
        self.assertEqual(beras["changes"]["gains"], 1)
        example = next(e for e in beras["examples"] if e["change"] == "gains")
        self.assertEqual([(r["side"], r["text"]) for r in example["reasons"]], [("before", "desil <= 4"), ("before", "luas < 50")])

    def test_a_removed_exception_is_the_reason(self):
        beras = self.json(rules().replace("  kecuali mampu: punya_mobil\n", ""))["beras"]
        example, = [e for e in beras["examples"] if e["change"] == "gains"]
        self.assertEqual([(r["kind"], r["text"]) for r in example["reasons"]], [("exception", "punya_mobil")])

    def test_places_move(self):
        rumah = self.json(rules(order="terbesar"))["rumah"]
        moved = {e["key"]: (e["before"], e["after"], e["rank_before"], e["rank_after"]) for e in rumah["examples"]}
        self.assertEqual(moved, {"1": ("selected", "waiting", 1, 3), "3": ("waiting", "selected", 3, 1)})
        self.assertEqual((rumah["changes"]["gets_place"], rumah["changes"]["loses_place"]), (1, 1))
        rumah = self.json(rules(area=50))["rumah"]
        waits = [e for e in rumah["examples"] if e["change"] == "starts_waiting"]
        self.assertTrue(waits and all(e["after"] == "waiting" for e in waits))

    def test_everything_adds_up(self):
        after = rules(limit=3, quota=1, area=41)
        changed = self.json(after, "--by", "keluarga.desil", "--by", "kelurahan")
        runs = [self.outcomes(self.before, "1.db"), self.outcomes(self.folder / "after/a.aturan", "2.db")]
        for name, programme in changed.items():
            self.assertEqual(sum(programme["changes"].values()), len(FAMILIES))
            for cells, words in ((programme["outcomes"], ("eligible", "not_eligible", "undecided", "error")),):
                for side, run in zip(("before", "after"), runs):
                    margin = {word: sum(c["subjects"] for c in cells if c[side] == word) for word in words}
                    self.assertEqual(margin, {word: run[name][word] for word in words}, (name, side))
            for side, run in zip(("before", "after"), runs):
                selected = sum(c["subjects"] for c in programme["standings"] if c[side] == "selected")
                if name == "rumah":
                    self.assertEqual(selected, run[name]["places"]["selected"] if "places" in run[name] else run[name]["selected"])
            for by in programme["groups"]:
                for change, count in programme["changes"].items():
                    self.assertEqual(sum(g["changes"][change] for g in by["groups"]), count, (name, by["by"], change))
        decile = next(b for b in changed["beras"]["groups"] if b["by"] == "keluarga.desil")
        self.assertEqual([g["name"] for g in decile["groups"]], ["1", "2", "3", "4", "6", ""])

    def test_a_programme_on_one_side_only(self):
        gone = self.json(VOCABULARY + rules().split("program rumah")[0][len(VOCABULARY):])["rumah"]
        self.assertEqual(gone["judged"], {"before": True, "after": False})
        self.assertEqual(gone["changes"]["loses"], gone["reached"]["before"])
        self.assertEqual({r["kind"] for e in gone["examples"] if e["change"] == "loses" for r in e["reasons"]}, {"not_run"})

    def test_new_and_gone_subjects_are_counted_apart(self):
        later = self.data("later.db", [f for f in FAMILIES if f[0] not in (1, 2)] + [family(2, "a", 9, 25), family(9, "a", 1, 20)])
        result = self.compare(self.before, "--before-baseline", self.baseline, "--after-baseline", later, "--date", DATE, "--format", "json")
        whole = json.loads(result.stdout)
        self.assertEqual(whole["affected"], [{"entity": "keluarga", "label": "Keluarga", "subjects_before": 8, "subjects_after": 8, "both": 7, "changed": 2}])
        beras = next(p for p in whole["programmes"] if p["programme"] == "beras")
        self.assertEqual((beras["changes"]["appears"], beras["changes"]["goes"], beras["changes"]["loses"]), (1, 1, 1))
        lost = next(e for e in beras["examples"] if e["change"] == "loses")
        self.assertEqual(lost["reasons"][0]["values"], [{"fact": "keluarga.desil", "label": "Desil", "before": "3", "after": "9"}])
        self.assertEqual(sum(beras["changes"].values()), 9)

    def test_two_dates(self):
        dated = rules().replace("desil <= 4", "desil <= batas") + "parameter batas: bilangan\n  sejak 2024-01-01 4 dasar \"A\"\n  sejak 2025-06-01 2 dasar \"B\"\n"
        path = self.write("dated/a.aturan", dated)
        result = self.compare(path, "--baseline", self.baseline, "--before-date", "2025-05-01", "--after-date", "2025-07-01", "--format", "json")
        beras = next(p for p in json.loads(result.stdout)["programmes"] if p["programme"] == "beras")
        self.assertEqual(beras["changes"]["loses"], 3)

    def test_the_same_bytes_whatever_the_threads(self):
        seen = set()
        for threads in (1, 2, 3):
            file = self.folder / f"{threads}.csv"
            out = self.against(rules(limit=3, quota=1, area=41), "--threads", threads, "--csv", file, "--by", "keluarga.desil").stdout
            seen.add((out, file.read_bytes(), self.against(rules(limit=3), "--threads", threads, "--format", "json").stdout))
        self.assertEqual(len(seen), 1)

    def test_csv_has_every_changed_row_and_no_secret(self):
        file = self.folder / "changes.csv"
        self.against(rules(limit=3).replace("desil <= 3", "desil <= 3\n    - pendapatan < Rp900.000"), "--csv", file)
        text = file.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        # 5 was undecided and 8 in error: too high an income rules them out whatever else is missing.
        self.assertEqual([row["nama"] for row in rows], [f"Kepala {n}" for n in (1, 2, 3, 4, 5, 8)])
        self.assertTrue(all("pendapatan < Rp900.000" in row["alasan"] for row in rows))
        self.assertNotIn("1.000.000", text)
        self.assertNotIn("1571", text)

    def test_text_in_both_languages(self):
        for language, words in (("id", ("Berubah: 2 dari 8 Keluarga", "Menurut Kelurahan", "tidak terpenuhi: desil <= 3", "Perwal 1/2025", "Legok")),
                                ("en", ("Changed: 2 of 8 Keluarga", "By Kelurahan", "not met: desil <= 3", "-Rp400,000"))):
            out = self.against(rules(limit=3), "--lang", language).stdout
            for word in words:
                self.assertIn(word, out)
        self.assertIn("Tidak ada yang berubah", self.against(rules() + "# catatan\n").stdout)

    def sheet(self, book, name):
        """Rows of a sheet as dicts; rows below the table are left out."""
        sheet = book[name]
        header = int(sheet.print_title_rows.rsplit("$", 1)[1])
        titles = [cell.value for cell in sheet[header]]
        last = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)[3]
        return [dict(zip(titles, row)) for row in sheet.iter_rows(min_row=header + 1, max_row=last, values_only=True)]

    def test_the_workbook_counts_what_the_json_counts(self):
        after, page, listed = rules(limit=3, quota=1, area=41), self.folder / "c.xlsx", self.folder / "c.csv"
        told = self.json(after, "--by", "keluarga.desil", "--xlsx", page, "--csv", listed, "--lang", "en")
        book = openpyxl.load_workbook(page)
        self.assertEqual(["Reached", "Benefits", "By Kelurahan", "By Desil", "What decides", "Row by row"], book.sheetnames)
        plus, minus = ("gains", "gets_place"), ("loses", "loses_place")

        def kinds(changes):
            return (sum(changes[c] for c in plus), sum(changes[c] for c in minus), changes["loses_place"] + changes["starts_waiting"], changes["undecided"],
                    changes["error"], changes["stops_waiting"] + changes["ruled_out"] + changes["moves"])

        shown = {row["Programme"]: list(row.values())[1:] for row in self.sheet(book, "Reached")}
        self.assertEqual({p["label"]: [p["reached"]["before"], p["reached"]["after"], *kinds(p["changes"]), p["changes"]["appears"], p["changes"]["goes"], p["changes"]["same"]]
                          for p in told.values()}, shown)
        money = {row["Programme"]: list(row.values())[2:] for row in self.sheet(book, "Benefits")}
        beras = told["beras"]["benefit"]
        self.assertEqual([beras[side][end] / 100 for side in ("before", "after", "difference") for end in ("low", "high")], money["Bantuan beras"])
        for by, name in ((0, "By Kelurahan"), (1, "By Desil")):
            sums = {}
            for programme in told.values():
                for group in programme["groups"][by]["groups"]:
                    if sum(group["changes"].values()) > group["changes"]["same"]:
                        name_of = group["name"] or group["key"] or "(unknown)"
                        sums[name_of] = tuple(map(sum, zip(sums.get(name_of, (0,) * 6), kinds(group["changes"]))))
            self.assertEqual(sums, {list(row.values())[0]: tuple(list(row.values())[1:7]) for row in self.sheet(book, name)})
        deciding = [(row["Programme"], row["How many"], row["By this alone"]) for row in self.sheet(book, "What decides")]
        self.assertEqual([(p["label"], d["subjects"], d["alone"]) for p in told.values() for d in p["deciding"]], deciding)
        rows = [["" if value is None else str(value) for value in row.values()] for row in self.sheet(book, "Row by row")]
        in_csv = list(csv.reader(listed.read_text("utf-8-sig").splitlines()))
        self.assertEqual(sum(sum(n for word, n in p["changes"].items() if word != "same") for p in told.values()), len(rows))
        self.assertEqual([title.lower() for title in in_csv[0]], [cell.value.lower() for cell in book["Row by row"][4]])
        self.assertEqual(in_csv[1:], rows)

    def test_the_workbook_keeps_texts_and_secrets_and_its_bytes(self):
        odd = [family(1, "a", 1, 20)[:2] + ("=1+1",) + family(1, "a", 1, 20)[3:], *FAMILIES[1:]]
        self.baseline = self.data("odd.db", odd)
        pages = [self.folder / "1.xlsx", self.folder / "2.xlsx"]
        for page, threads in zip(pages, (1, 4)):
            self.against(rules(order="terbesar"), "--xlsx", page, "--threads", threads)
        self.assertEqual(pages[0].read_bytes(), pages[1].read_bytes())
        cells = [cell for sheet in openpyxl.load_workbook(pages[0]) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        self.assertEqual(["s"], [cell.data_type for cell in cells if cell.value == "=1+1"][:1])
        self.assertNotIn("f", {cell.data_type for cell in cells})
        before = pages[0].read_bytes()
        protected = rules(order="terbesar").replace("besaran Rp200.000 per bulan", "besaran pendapatan per bulan")
        self.write("before/a.aturan", protected)
        self.against(protected.replace("desil <= 4", "desil <= 3"), "--xlsx", self.folder / "3.xlsx")
        money = self.sheet(openpyxl.load_workbook(self.folder / "3.xlsx"), "Nilai bantuan")
        self.assertEqual([["***"] * 6], [list(row.values())[2:] for row in money if row["Program"] == "Bantuan beras"])
        rows = self.sheet(openpyxl.load_workbook(self.folder / "3.xlsx"), "Baris demi baris")
        self.assertIn("***", [value for row in rows for value in row.values()])
        self.assertNotIn(1_000_000, [value for row in rows for value in row.values()])
        for harm in (self.baseline, self.before):
            self.assertIn("R5270", self.against(protected, "--xlsx", harm, code=2).stderr)
        self.assertEqual(before, pages[0].read_bytes())

    def test_one_village_and_one_programme(self):
        only = self.json(rules(limit=3), "--village", "legok", "--programme", "beras")
        self.assertEqual(list(only), ["beras"])
        self.assertEqual((sum(only["beras"]["changes"].values()), only["beras"]["changes"]["loses"]), (3, 1))

    def test_two_recorded_runs(self):
        worklist = self.folder / "w.db"
        after = self.write("after/a.aturan", rules(limit=3, order="terbesar"))
        for path in (self.before, after, after):
            self.ends(tepat("run", path, "--baseline", self.baseline, "--date", DATE, "--worklist", worklist), 0)
        recorded = json.loads(self.compare(worklist, "--run", 1, "--run", 2, "--format", "json").stdout)
        live = self.json(rules(limit=3, order="terbesar"))
        for programme in recorded["programmes"]:
            for part in ("changes", "outcomes", "standings", "reached", "benefit", "groups"):
                self.assertEqual(programme[part], live[programme["programme"]][part], (programme["programme"], part))
        beras = next(p for p in recorded["programmes"] if p["programme"] == "beras")
        self.assertEqual([r["rule"] for r in next(e for e in beras["examples"] if e["change"] == "loses")["reasons"]], ["miskin"])
        self.assertIn("aturan `miskin`: layak -> tidak layak", self.compare(worklist, "--run", 1, "--run", 2).stdout)
        self.assertIn("Nothing changes", self.compare(worklist, "--run", 2, "--run", 3, "--lang", "en").stdout)
        with sqlite3.connect(worklist) as connection:  # equal columns are kept once
            kept, = connection.execute("SELECT count(*) FROM run_columns").fetchone()
            used = sum(len(c.split(";")) for c, in connection.execute("SELECT columns FROM run_outcomes"))
            self.assertLess(kept, used / 2)
        self.compare(worklist, "--run", 1, "--run", 2, "--xlsx", self.folder / "runs.xlsx")
        rows = self.sheet(openpyxl.load_workbook(self.folder / "runs.xlsx"), "Baris demi baris")
        self.assertEqual(sum(n for p in recorded["programmes"] for word, n in p["changes"].items() if word != "same"), len(rows))
        self.assertIn("R5353", self.compare(worklist, "--run", 1, "--run", 9, code=2).stderr)
        self.assertIn("R5355", self.compare(worklist, "--run", 1, code=2).stderr)
        self.assertIn("R5359", self.compare(worklist, "--run", 1, "--run", 2, "--date", DATE, code=2).stderr)
        with sqlite3.connect(worklist) as connection:
            connection.execute("DELETE FROM run_outcomes WHERE run = 1")
        self.assertIn("R5354", self.compare(worklist, "--run", 1, "--run", 2, code=1).stderr)

    def test_unknown_is_not_no(self):
        self.baseline = self.data("unknown.db", FAMILIES + [family(9, "b", None, 70), family(10, "b", 1, 20, None)])
        self.before.write_text(rules().replace("  kecuali mampu: punya_mobil\n", ""))
        beras = self.json(rules().replace("luas < 50", "luas < 80"))["beras"]
        self.assertEqual(beras["changes"]["undecided"], 2)
        deciding = {(d["kind"], d["text"], d["state"]): d["changes"].get("undecided") for d in beras["deciding"] if d["changes"].get("undecided")}
        self.assertEqual(deciding, {("condition", "desil <= 4", "undecided"): 1, ("exception", "punya_mobil", "undecided"): 1})
        text = self.against(rules().replace("luas < 50", "luas < 80")).stdout
        self.assertIn("sekarang pengecualian `mampu` belum pasti: punya_mobil", text)
        self.assertIn("sekarang belum pasti: desil <= 4", text)
        self.assertNotIn("tidak terpenuhi: desil", text)

    def test_who_was_rejected_is_not_reached(self):
        worklist = self.folder / "w.db"

        def judge(path=self.before):
            self.ends(tepat("run", path, "--baseline", self.baseline, "--date", DATE, "--worklist", worklist), 0)

        judge()
        tasks = json.loads(self.ends(tepat("tasks", worklist, "--format", "json"), 0).stdout)
        number = {t["places"][0]["key"]: t["task"] for t in tasks if t["programme"] == "beras" and t["kind"] == "intervention"}
        self.ends(tepat("decide", worklist, number["1"], "--as", "siti", "reject", "--reason", "sudah pindah"), 0)
        self.ends(tepat("decide", worklist, number["2"], number["4"], "--as", "siti", "approve"), 0)
        judge()
        beras = next(p for p in json.loads(self.compare(worklist, "--run", 1, "--run", 2, "--format", "json").stdout)["programmes"] if p["programme"] == "beras")
        self.assertEqual((beras["changes"]["loses"], beras["changes"]["same"]), (1, len(FAMILIES) - 1))
        summary = json.loads(self.ends(tepat("summary", worklist, "--format", "json"), 0).stdout)
        row = next(r for r in summary["sections"]["programmes"] if r["programme"] == "Bantuan beras")
        self.assertEqual(beras["reached"], {"before": len(number), "after": row["target"]})
        # An approved one is carried out though the rules want it no longer: it is reached, as the summary says.
        judge(self.write("after/a.aturan", rules(limit=3)))
        beras = next(p for p in json.loads(self.compare(worklist, "--run", 2, "--run", 3, "--format", "json").stdout)["programmes"] if p["programme"] == "beras")
        summary = json.loads(self.ends(tepat("summary", worklist, "--format", "json"), 0).stdout)
        row = next(r for r in summary["sections"]["programmes"] if r["programme"] == "Bantuan beras")
        self.assertEqual(beras["reached"]["after"], row["target"])

    def test_refusals(self):
        both = ("--baseline", self.baseline, "--date", DATE)
        self.assertIn("R5350", self.compare(self.before, *both, code=2).stderr)
        self.assertIn("R5358", self.compare("--before", self.before, *both, code=2).stderr)
        self.assertIn("R5208", self.compare("--before", self.before, "--after", self.before, "--date", DATE, code=2).stderr)
        later = self.data("later.db", FAMILIES[:3])
        data = ("--before-baseline", self.baseline, "--after-baseline", later, "--date", DATE)
        self.assertIn("R5351", self.compare(self.before, *data, "--by", "keluarga.tidak_ada", code=2).stderr)
        self.assertIn("R5352", self.compare(self.before, *data, "--by", "keluarga.nik", code=2).stderr)
        self.assertIn("R5356", self.compare(self.before, *data, "--village", "Antah", code=2).stderr)
        self.assertIn("R5357", self.compare(self.before, *data, "--programme", "antah", code=2).stderr)
        broken = self.write("broken/a.aturan", rules().replace("desil <= 4", "desl <= 4"))
        result = self.compare("--before", self.before, "--after", broken, *both, code=1)
        self.assertIn("desl", result.stderr)
        self.assertEqual(result.stdout, "")


main()
