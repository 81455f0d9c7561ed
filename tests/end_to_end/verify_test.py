# SPDX-License-Identifier: Apache-2.0
"""tepat verify: which facts to ask for first, of whom; the forms come back by import."""
import csv
import json
import sqlite3

from support import Case, DATE, main, tepat

RULES = """bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  sebutan nama
  wilayah
  nama teks "Nama"
entitas keluarga "Keluarga" di kelurahan lewat kode
  dari tabel keluarga kunci id
  sebutan kepala
  alamat jalan, rt
  kepala teks "Kepala keluarga"
  jalan teks "Jalan"
  rt teks "RT"
  desil bilangan 1..10 "Desil"
entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id
  sebutan nama
  nama teks "Nama"
  lahir tanggal "Tanggal lahir"
  gizi "Gizi" pilihan baik "Baik", buruk "Buruk" peka
  jaminan "Jaminan kesehatan" pilihan tidak_ada "Tidak ada", pbi "PBI" peka
istilah umur untuk anggota "Umur" adalah tahun_penuh(lahir, tanggal_acuan)
lembaga dinkes "Dinas Kesehatan"
program jaminan_kota "Jaminan kota" untuk setiap anggota
  pelaksana dinkes
  dasar hukum "Perwal 1/2025"
  besaran Rp50.000 per bulan
aturan tanpa_jaminan "Tanpa jaminan" untuk setiap anggota
  program jaminan_kota
  jika semua dari:
    - keluarga.desil <= 4
    - jaminan = tidak_ada
  maka tugas "Daftarkan {nama}" kepada dinkes
    tenggat 7 hari
  bila belum pasti tugas "Lengkapi: {kurang}" kepada dinkes
    tenggat 7 hari
program gizi_balita "Gizi balita" untuk setiap keluarga
  pelaksana dinkes
  dasar hukum "Perwal 2/2025"
aturan balita "Balita gizi buruk" untuk setiap keluarga
  program gizi_balita
  jika ada anggota yang (umur < 5 dan gizi = buruk)
  maka tugas "Beri makanan tambahan" kepada dinkes
    tenggat 7 hari
"""

FAMILIES = [(1, "a", "Ani", "Jl. Mawar", "002", 2), (2, "a", "Budi", "Jl. Mawar", "001", None), (3, "b", "Citra", "Jl. Melati", "001", 9)]
MEMBERS = [(11, 1, "Ani", "1980-01-01", None, None), (12, 1, "Anak Ani", "2023-01-01", None, "pbi"), (21, 2, "Budi", "1970-01-01", "baik", None),
           (31, 3, "Citra", "1990-01-01", "baik", None)]


class Verify(Case):
    def setUp(self):
        super().setUp()
        self.rules = self.write("rules/a.aturan", RULES)
        self.baseline = self.folder / "data.db"
        self.ends(tepat("init", self.baseline, "--rules", self.rules), 0)
        with sqlite3.connect(self.baseline) as connection:
            connection.executemany("INSERT INTO kelurahan VALUES (?, ?)", [("a", "Legok"), ("b", "Murni")])
            connection.executemany("INSERT INTO keluarga (id, kode, kepala, jalan, rt, desil) VALUES (?,?,?,?,?,?)", FAMILIES)
            connection.executemany("INSERT INTO anggota (id, id_keluarga, nama, lahir, gizi, jaminan) VALUES (?,?,?,?,?,?)", MEMBERS)

    def verify(self, *more, code=0):
        return self.ends(tepat("verify", self.rules, "--baseline", self.baseline, "--date", DATE, *more), code)

    def test_what_each_fact_would_decide(self):
        found = json.loads(self.verify("--format", "json").stdout)
        facts = {f["fact"]: f for f in found["facts"]}
        count = lambda name: tuple(facts[name][k] for k in ("waiting", "alone", "perhaps", "together"))
        # Ani (11) lacks only jaminan; Budi (21) lacks jaminan and his family's decile: either may rule him out, neither decides for sure.
        self.assertEqual(count("anggota.jaminan"), (2, 1, 1, 0))
        self.assertEqual(count("keluarga.desil"), (1, 0, 1, 0))
        # Family 1: the toddler's nutrition decides it alone; nobody else is asked.
        self.assertEqual(count("anggota.gizi"), (1, 1, 0, 0))
        asked = {(q["key"], q["fact"]) for q in found["questions"]}
        self.assertEqual(asked, {("11", "anggota.jaminan"), ("21", "anggota.jaminan"), ("2", "keluarga.desil"), ("12", "anggota.gizi")})
        self.assertEqual([f["fact"] for f in found["facts"]], ["anggota.jaminan", "anggota.gizi", "keluarga.desil"])
        self.assertEqual(facts["anggota.jaminan"]["at_stake"], [{"per": "months", "low_sen": 10_000_000, "high_sen": 10_000_000}])
        undecided = {p["programme"]: p["undecided"] for p in found["programmes"]}
        self.assertEqual(undecided, {"gizi_balita": 1, "jaminan_kota": 2})

    def test_the_list_goes_by_area_rt_family_person(self):
        found = json.loads(self.verify("--format", "json").stdout)
        self.assertEqual([(q["area"], q["address"], q["key"]) for q in found["questions"]],
                         [("Legok", "Jl. Mawar, RT 001", "2"), ("Legok", "Jl. Mawar, RT 001", "21"), ("Legok", "Jl. Mawar, RT 002", "11"),
                          ("Legok", "Jl. Mawar, RT 002", "12")])

    def test_text_ranks_and_lists_with_boxes(self):
        out = self.verify().stdout
        self.assertIn("Tanyakan lebih dahulu", out)
        self.assertIn("Legok", out)
        self.assertNotIn("[ ]", out)
        listed = self.verify("--village", "legok").stdout
        self.assertIn("Jaminan kesehatan - Ani?", listed)
        self.assertIn("[ ] Tidak ada   [ ] PBI", listed)
        self.assertIn("memutuskan: Gizi balita", listed)
        self.assertIn("decides: Gizi balita", self.verify("--village", "Legok", "--lang", "en").stdout)
        self.assertIn("R5356", self.verify("--village", "Antah", code=2).stderr)
        only = self.verify("--village", "legok", "--top", 1).stdout
        self.assertNotIn("Gizi -", only)

    def test_nothing_depends_on_threads(self):
        self.assertEqual(len({self.verify("--threads", t, "--format", "json").stdout for t in (1, 2, 3)}), 1)

    def test_filled_in_forms_come_back(self):
        forms = self.folder / "forms"
        self.verify("--forms", forms)
        self.assertEqual(sorted(p.name for p in forms.iterdir()), ["anggota.gizi.csv", "anggota.jaminan.csv", "keluarga.desil.csv"])
        answers = {"11": "Tidak ada", "21": "", "12": "Buruk", "2": "3"}
        for path in forms.iterdir():
            rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
            filled = self.folder / path.name
            with open(filled, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([rows[0]] + [row[:-1] + [answers[row[0]]] for row in rows[1:]])
            result = self.ends(tepat("import", self.baseline, filled, "--rules", self.rules, "--entity", path.name.split(".")[0], "--update", "--format", "json"), 0)
            report = json.loads(result.stdout)[0]
            self.assertEqual((report["updated"] + report.get("unchanged", 0), report["set_aside"]), (len(rows) - 1, 0))
        found = json.loads(self.verify("--format", "json").stdout)
        self.assertEqual({(q["key"], q["fact"]) for q in found["questions"]}, {("21", "anggota.jaminan")})
        self.assertEqual(found["facts"][0]["alone"], 1)
        with sqlite3.connect(self.baseline) as connection:
            self.assertEqual(connection.execute("SELECT nama, lahir, gizi FROM anggota WHERE id = 12").fetchone(), ("Anak Ani", "2023-01-01", "buruk"))

    def test_csv_has_every_question(self):
        rows = list(csv.DictReader(self.verify("--format", "csv").stdout.lstrip("\ufeff").splitlines()))
        self.assertEqual(len(rows), 4)
        self.assertIn("[ ] Baik   [ ] Buruk", {row["pilihan"] for row in rows})

    def test_a_worklist_lists_its_open_data_tasks(self):
        worklist = self.folder / "w.db"
        self.ends(self.run_rules(self.rules, self.baseline, worklist=worklist), 0)
        found = json.loads(self.ends(tepat("verify", worklist, "--format", "json"), 0).stdout)
        self.assertEqual({f["fact"]: (f["waiting"], f["alone"]) for f in found["facts"]}, {"anggota.jaminan": (2, 1), "keluarga.desil": (1, 0)})
        self.assertEqual({t["key"] for t in found["tasks"]}, {"11", "21"})
        self.assertIn("Budi", self.ends(tepat("verify", worklist, "--village", "Legok"), 0).stdout)


main()
