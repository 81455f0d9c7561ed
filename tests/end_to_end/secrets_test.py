# SPDX-License-Identifier: Apache-2.0
"""Protected facts (`rahasia`, `peka`): distinctive values must stand in no output of any command, except with --unmask.

Two families differ in nothing but protected values; with the same outcomes their explanations must be equal, or something was told.
"""
import itertools
import json
import sqlite3
import zipfile

from support import Case, DATE, main, tepat

# The key of a family is secret, its address and its income are sensitive.
RULES = """bahasa id

entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  wilayah
  sebutan nama
  nama  teks  "Nama"

entitas keluarga "Keluarga" di kelurahan lewat kode
  dari tabel keluarga kunci nomor_kk
  sebutan kepala
  alamat tinggal
  nomor_kk    teks            "Nomor KK"    rahasia
  kepala      teks            "Kepala"      rahasia
  tinggal     teks            "Alamat"      peka
  desil       bilangan 1..10  "Desil"
  pendapatan  rupiah 0..      "Pendapatan"  peka
  catatan     teks            "Catatan"     peka

entitas anggota "Anggota" di keluarga lewat nomor_kk paling sedikit 1
  dari tabel anggota kunci id_anggota
  sebutan nama
  nama        teks            "Nama"
  nik         teks            "NIK"         rahasia
  sakit       ya_tidak        "Sakit"       peka
  sekolah     ya_tidak        "Sekolah"

lembaga dinsos "Dinas Sosial"
lembaga dinkes "Dinas Kesehatan"

istilah kekurangan untuk keluarga "Kekurangan" adalah Rp9.000.000 - pendapatan

parameter tunjangan: rupiah menurut keluarga
  "BUKAN-SIAPA-SIAPA" sejak 2020-01-01 Rp1.000 dasar "Contoh"

program modal "Modal usaha" untuk setiap keluarga
  dasar hukum "Contoh"
  besaran kekurangan per bulan
  kuota 1 per kelurahan
  pagu Rp90.000.000 per kelurahan, biaya satuan pendapatan
  urutkan menurut tingkat 1: pendapatan < Rp1.000, tingkat 2: benar, lalu pendapatan terkecil dahulu

aturan modal_kecil "Modal untuk desil rendah" untuk setiap keluarga
  program modal
  jika desil <= 3
  maka tugas "Usulkan modal" kepada dinsos

program seragam untuk setiap anggota
  dasar hukum "Contoh"
  kuota 1 per keluarga
  urutkan menurut sakit terbesar dahulu

aturan seragam_sekolah untuk setiap anggota
  program seragam
  jika sekolah
  maka tugas "Beri seragam kepada {nama}" kepada dinkes

aturan periksa "Pemeriksaan" untuk setiap keluarga
  dasar hukum "Contoh"
  jika semua dari:
    - desil <= 3
    - pendapatan < Rp5.000.000
    - catatan != ""
    - tidak ada anggota yang (sakit)
    - banyaknya anggota yang (sakit) < 5
  kecuali berada: pendapatan > Rp8.000.000
  maka tugas "Periksa" kepada dinsos

aturan bantu untuk setiap keluarga
  dasar hukum "Contoh"
  jika tunjangan > Rp500 dan desil <= 3
"""

# (nomor_kk, kepala, tinggal, desil, pendapatan, catatan); the last two differ in protected values only and are never eligible
FAMILIES = [
    ("KK-KENARI-01", "Kepala-Kenari-01", "Jalan-Kenari-01", 2, 1234567, "Catatan-Kenari-01"),
    ("KK-KENARI-02", "Kepala-Kenari-02", "Jalan-Kenari-02", 3, 2345678, "Catatan-Kenari-02"),
    ("KK-KENARI-03", "Kepala-Kenari-03", "Jalan-Kenari-03", 7, 3456789, "Catatan-Kenari-03"),
    ("KK-KENARI-04", "Kepala-Kenari-04", "Jalan-Kenari-04", 7, 8765432, "Catatan-Kenari-04"),
]
MEMBERS = [("a1", 0, "Ani", 0, 1), ("a2", 0, "Budi", 1, 1), ("b1", 1, "Cica", 1, 0), ("c1", 2, "Dedi", 0, 0), ("d1", 3, "Dedi", 1, 0)]


def dotted(number, dot):
    return f"{number:,}".replace(",", dot)


def canaries():
    """Every way in which a protected value may be written."""
    for key, head, street, _, income, note in FAMILIES:
        yield from (key, head, street, note)
        for amount in (income, 9_000_000 - income):
            yield from (str(amount), dotted(amount, "."), dotted(amount, ","))
    for number in range(1, 6):
        yield f"NIK-KENARI-0{number}"


class Secrets(Case):
    def setUp(self):
        super().setUp()
        self.rules = self.write("rules/aturan.aturan", RULES).parent
        self.baseline = self.folder / "data.db"
        self.worklist = self.folder / "tasks.db"
        self.ends(tepat("init", self.baseline, "--rules", self.rules), 0)
        with sqlite3.connect(self.baseline) as data:
            data.execute("INSERT INTO kelurahan (kode, nama) VALUES ('1', 'Legok')")
            data.executemany("INSERT INTO keluarga (kode, nomor_kk, kepala, tinggal, desil, pendapatan, catatan) VALUES ('1',?,?,?,?,?,?)", FAMILIES)
            for place, (key, family, name, sick, school) in enumerate(MEMBERS):
                data.execute("INSERT INTO anggota (id_anggota, nomor_kk, nama, nik, sakit, sekolah) VALUES (?,?,?,?,?,?)",
                             (key, FAMILIES[family][0], name, f"NIK-KENARI-0{place + 1}", sick, school))

    @staticmethod
    def text_of(file):
        """Everything in a file, whatever part of a workbook it stands in."""
        if file.suffix != ".xlsx":
            return file.read_text("utf-8-sig")
        with zipfile.ZipFile(file) as package:
            return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())

    def clean(self, *outputs, but=()):
        for text in outputs:
            for canary in canaries():
                if canary not in but:
                    self.assertNotIn(canary, text)

    def silent(self, *arguments):
        """The command ends well and tells nothing, in either language."""
        for language in ("id", "en"):
            result = self.ends(tepat(*arguments, "--lang", language), 0)
            self.clean(result.stdout, result.stderr)

    def run_it(self, *more):
        return self.ends(self.run_rules(self.rules, self.baseline, *more, worklist=self.worklist), 0)

    def explain(self, subject, *more):
        return self.ends(tepat("explain", self.rules, "--baseline", self.baseline, "--date", DATE, "--subject", subject, *more), 0)

    def test_no_command_tells_a_protected_value(self):
        outcomes, decisions = self.folder / "outcomes.csv", self.folder / "decisions.csv"
        for form, language in itertools.product(("text", "json"), ("id", "en")):
            result = self.run_it("--format", form, "--lang", language, "--outcomes", outcomes, "--decisions", decisions)
            self.clean(result.stdout, result.stderr, outcomes.read_text(), decisions.read_text())
        self.assertIn("***", outcomes.read_text())
        self.assertRegex(decisions.read_text(), r"seragam,a2,selected,1,\*\*\*")
        for form in ("text", "csv", "json"):
            self.silent("tasks", self.worklist, "--format", form)
        for split in ((), ("--split", "village"), ("--split", "agency")):
            for form, language in itertools.product(("xlsx", "csv"), ("id", "en")):
                place = self.folder / f"list{len(split)}{split[-1:]}{language}.{form}"
                told = self.ends(tepat("tasks", self.worklist, "--" + form, place, *split, "--lang", language), 0)
                self.clean(told.stdout, told.stderr)
                for file in place.iterdir() if split else (place,):
                    for_agency = split[-1:] == ("agency",)
                    self.clean(self.text_of(file), but={c for c in canaries() if for_agency and not c.startswith(("KK-", "Kepala-", "NIK-"))})
        for step in ("source", "tree", "program"):
            self.silent("dump", step, self.rules)
        self.silent("dump", "plan", self.rules, "--date", DATE)
        self.silent("dump", "batch", self.rules, "--baseline", self.baseline)
        self.silent("check", self.rules)
        self.silent("test", self.rules)
        for form in ("text", "html", "json"):
            self.silent("describe", self.rules, "--format", form)
        decided = self.ends(tepat("decide", self.worklist, "1", "approve", "--as", "siti"), 0)
        self.clean(decided.stdout, decided.stderr)

    def test_what_changed_between_runs_tells_no_protected_value(self):
        self.run_it()
        with sqlite3.connect(self.baseline) as data:
            data.execute("UPDATE keluarga SET pendapatan = pendapatan + 1")
        self.run_it()
        tasks = [str(task["task"]) for task in json.loads(self.ends(tepat("tasks", self.worklist, "--status", "all", "--format", "json"), 0).stdout)]
        for form in ("text", "csv", "json"):
            self.silent("history", self.worklist, "--format", form)
            self.silent("history", self.worklist, *tasks, "--format", form)
        self.assertIn("***", self.ends(tepat("history", self.worklist, *tasks), 0).stdout)
        rows = self.folder / "rows.csv"
        for form in ("text", "json"):
            self.silent("compare", self.worklist, "--run", "1", "--run", "2", "--format", form, "--csv", rows)
            self.clean(rows.read_text())
            self.silent("compare", self.rules, "--baseline", self.baseline, "--before-date", "2024-01-01", "--after-date", DATE, "--format", form, "--csv", rows)
            self.clean(rows.read_text())

    def test_summaries_and_lists_of_questions_tell_no_protected_value(self):
        self.run_it()
        for form in ("text", "csv", "json", "html"):
            self.silent("summary", self.worklist, "--format", form)
        for form in ("text", "csv", "json"):
            self.silent("verify", self.rules, "--baseline", self.baseline, "--date", DATE, "--format", form)
            self.silent("verify", self.worklist, "--format", form)
        validated = tepat("validate", self.baseline, "--rules", self.rules)
        self.clean(validated.stdout, validated.stderr)

    def test_explanations_tell_no_protected_value(self):
        self.run_it()
        subjects = [f"keluarga:{family[0]}" for family in FAMILIES] + [f"anggota:{member[0]}" for member in MEMBERS]
        for subject, form, more in itertools.product(subjects, ("text", "json"), ((), ("--worklist", self.worklist))):
            for language in ("id", "en"):
                result = self.explain(subject, "--format", form, "--lang", language, *more)
                self.clean(result.stdout, result.stderr)

    def test_equal_outcomes_have_equal_explanations(self):
        for form, language in itertools.product(("text", "json"), ("id", "en")):
            told = [self.explain(f"keluarga:{FAMILIES[i][0]}", "--rule", "periksa", "--format", form, "--lang", language).stdout.replace('"d1"', '"c1"')
                    for i in (2, 3)]
            self.assertEqual(told[0], told[1])
            self.assertIn("***", told[0])
        rule = json.loads(self.explain(f"keluarga:{FAMILIES[2][0]}", "--rule", "periksa", "--format", "json").stdout)["rules"][0]
        self.assertTrue(rule["protected"])
        self.assertEqual([], rule["near_misses"] + rule["what_would_change_it"])
        states = [child["state"] for child in rule["parts"][0]["condition"]["children"]]
        self.assertEqual(["known", "masked", "masked", "masked", "masked"], states)

    def test_with_a_reason_everything_is_shown_and_recorded(self):
        self.run_it("--outcomes", self.folder / "o.csv", "--decisions", self.folder / "d.csv", "--unmask", "audit")
        self.assertIn("KK-KENARI-01", (self.folder / "o.csv").read_text())
        self.assertIn("KK-KENARI-01", (self.folder / "d.csv").read_text())
        told = self.explain(f"keluarga:{FAMILIES[2][0]}", "--worklist", self.worklist, "--unmask", "audit").stdout
        for value in ("KK-KENARI-03", "Kepala-Kenari-03", "3.456.789"):
            self.assertIn(value, told)
        listed = self.ends(tepat("tasks", self.worklist, "--unmask", "audit"), 0).stdout
        for value in ("Kepala-Kenari-01", "Jalan-Kenari-01", dotted(9_000_000 - 1234567, ".")):
            self.assertIn(value, listed)

    def test_sensitive_values_are_for_the_agency_that_has_the_task(self):
        self.run_it()
        everybody = self.ends(tepat("tasks", self.worklist, "--lang", "id"), 0).stdout
        agency = self.ends(tepat("tasks", self.worklist, "--agency", "dinsos", "--lang", "id"), 0).stdout
        for value in ("Jalan-Kenari-01", dotted(9_000_000 - 1234567, ".")):
            self.assertNotIn(value, everybody)
            self.assertIn(value, agency)
        self.assertNotIn("Kepala-Kenari-01", agency)
        self.assertNotIn("KK-KENARI-01", agency)

    def test_unmask_of_a_run_needs_a_reason_and_a_file(self):
        self.assertEqual(2, self.run_rules(self.rules, self.baseline, "--unmask", " ", "--outcomes", "x.csv", worklist=self.worklist).returncode)
        self.assertEqual(2, self.run_rules(self.rules, self.baseline, "--unmask", "audit", worklist=self.worklist).returncode)


main()
