# SPDX-License-Identifier: Apache-2.0
"""What is said about rules: describe (text, HTML, JSON), test --coverage --mutate --boundaries, explain with near misses and places."""
import html.parser
import json
import pathlib
import re
import shutil
import sqlite3

from support import Case, DATE, main, tepat

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"


class Tags(html.parser.HTMLParser):
    """Every opened tag is closed, and nothing is fetched from elsewhere."""
    VOID = {"meta", "br", "hr", "img", "link", "input"}

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "srcset") or (name == "href" and not value.startswith("#")):
                self.wrong.append((tag, name, value))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(("/", tag))

    def handle_data(self, data):
        self.text.append(data)


HONORARY = """bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  desil bilangan 1..10 "Desil"
  aparatur ya_tidak "Ada aparatur"
  honorer ya_tidak "Hanya honorer"
entitas anggota "Anggota" di keluarga lewat induk paling sedikit 1
  dari tabel anggota kunci id
  umur bilangan 0..120
  gizi_buruk ya_tidak
program p "Bantuan" untuk setiap keluarga
  dasar hukum "contoh"
  kecuali ada_aparatur: aparatur
aturan r "Keluarga miskin" untuk setiap keluarga
  program p
  jika desil <= 4
  kecuali masih_honorer pada ada_aparatur: honorer
aturan r2 "Keluarga sangat miskin" untuk setiap keluarga
  program p
  jika desil <= 1
aturan balita "Balita gizi buruk" untuk setiap keluarga
  dasar hukum "contoh"
  jika ada anggota yang (umur < 5 dan gizi_buruk)
aturan dewasa untuk setiap keluarga
  dasar hukum "contoh"
  jika semua anggota memenuhi (umur >= 17)
uji "honorer" pada 2025-07-01
  misalkan keluarga k1: desil 4, aparatur benar, honorer benar
  misalkan keluarga k2: desil 1, aparatur benar, honorer benar
  harapkan
    k1 layak r
    k2 tidak layak r2
"""


class Describe(Case):
    def test_an_exception_to_an_exception_is_read_out_where_it_is_made(self):
        rules = self.write("honorer.aturan", HONORARY)
        for form in ("text", "html", "json"):
            said = self.ends(tepat("describe", rules, "--format", form), 0).stdout
            self.assertEqual(said.count("tetapi tidak dikecualikan bila masih_honorer: hanya honorer: ya"), 1, said)
            self.assertEqual(said.count("Pengecualian program berlaku juga: ada_aparatur"), 1)  # of r2 only
        self.assertIn("but not excepted when masih_honorer", self.ends(tepat("describe", rules, "--lang", "en"), 0).stdout)

    def test_everybody_of_a_family_that_must_have_somebody(self):
        said = self.ends(tepat("describe", self.write("honorer.aturan", HONORARY), "dewasa"), 0).stdout
        self.assertIn("belum pasti bila anggota belum tercatat", " ".join(said.split()))
        self.assertNotIn("tidak ada seorang pun", said)

    def test_both_languages_say_who_gets_what(self):
        for language, words in (("id", ["paling sedikit", "Pengesahan", "Kecuali:"]), ("en", ["is at least", "Approval", "Unless:"])):
            rules, _ = self.starter(language)
            text = self.ends(tepat("describe", rules, "--date", DATE), 0).stdout
            for word in words:
                self.assertIn(word, text)
            self.assertRegex(text, r"[0-9a-f]{64}")

    def test_ages_are_said_exactly(self):
        rules = self.write("umur.aturan", """bahasa id
entitas anggota "Anggota"
  dari tabel anggota kunci id
  lahir tanggal "Tanggal lahir"
istilah umur untuk anggota "Umur" adalah tahun_penuh(lahir, tanggal_acuan)
aturan pekerja untuk setiap anggota
  dasar hukum "contoh"
  jika umur antara 17 sampai 64
aturan tua untuk setiap anggota
  dasar hukum "contoh"
  jika umur > 64
""")
        text = " ".join(self.ends(tepat("describe", rules), 0).stdout.split())
        self.assertIn("umur 17 sampai 64 tahun, termasuk 64 tahun 11 bulan sekian hari (sampai sehari sebelum ulang tahun ke-65)", text)
        self.assertIn("umur lebih dari 64 tahun (mulai ulang tahun ke-65)", text)
        english = " ".join(self.ends(tepat("describe", rules, "--lang", "en"), 0).stdout.split())
        self.assertIn("including 64 years, 11 months and some days", english)

    def test_html_is_one_sound_file_and_escapes_everything(self):
        rules = self.write("jahat.aturan", """bahasa id
## <script>alert(1)</script> & "kutip"
entitas keluarga "<b>Keluarga</b>"
  dari tabel keluarga kunci id
  desil bilangan 1..10 "<i>Desil</i>"
aturan satu "</style><script>x</script>" untuk setiap keluarga
  dasar hukum "<img src=x onerror=alert(1)>"
  jika desil <= 4
""")
        page = self.folder / "uraian.html"
        self.ends(tepat("describe", rules, "--format", "html", "-o", page), 0)
        text = page.read_text(encoding="utf-8")
        tags = Tags()
        tags.feed(text)
        self.assertEqual((tags.open, tags.wrong), ([], []))
        self.assertNotIn("<script", text)
        self.assertNotIn("<img", text)
        self.assertIn("<img src=x onerror=alert(1)>", "".join(tags.text))

    def test_json_has_the_same_blocks(self):
        rules, _ = self.starter()
        document = json.loads(self.ends(tepat("describe", rules, "--format", "json"), 0).stdout)
        self.assertEqual(document["language"], "id")
        headings = [block["text"] for block in document["blocks"] if block["kind"] == "heading"]
        self.assertIn("Bantuan lansia (bantuan_lansia)", headings)
        anchors = [block["anchor"] for block in document["blocks"] if block["kind"] == "heading"]
        self.assertEqual(len(anchors), len(set(anchors)))

    def test_one_declaration_and_what_it_uses(self):
        rules, _ = self.starter()
        text = self.ends(tepat("describe", rules, "bantuan_lansia"), 0).stdout
        self.assertIn("usia_lansia", text)
        self.assertNotIn("Kosakata", text)
        self.ends(tepat("describe", rules, "tidak_ada_itu"), 2)

    def test_every_example_can_be_described_in_both_languages(self):
        for rules in sorted(EXAMPLES.glob("*/rules")):
            for language in ("id", "en"):
                for form in ("text", "html", "json"):
                    with self.subTest(rules=rules.parent.name, language=language, form=form):
                        self.ends(tepat("describe", rules, "--lang", language, "--format", form), 0)


class Tests(Case):
    def test_coverage_of_an_exception_to_an_exception_is_not_turned_round(self):
        text = self.ends(tepat("test", self.write("honorer.aturan", HONORARY), "--coverage"), 0).stdout
        self.assertIn("`kecuali masih_honorer pada ada_aparatur: honorer`: tidak pernah salah, tidak pernah belum pasti", text)
        self.assertIn("`kecuali ada_aparatur: aparatur`: tidak pernah salah, tidak pernah belum pasti", text)

    def test_coverage_and_mutants_name_places(self):
        rules, _ = self.starter()
        text = self.ends(tepat("test", rules, "--coverage", "--mutate"), 0).stdout
        self.assertRegex(text, r"bantuan_lansia.aturan:\d+  `umur >= usia_lansia` -> `umur > usia_lansia`")
        self.assertTrue(text.endswith("3 passed, 0 failed\n"))
        report = json.loads(self.ends(tepat("test", rules, "--coverage", "--mutate", "--format", "json"), 0).stdout)
        mutants = report["mutants"]
        self.assertEqual(mutants["tried"], mutants["caught"] + mutants["not_noticed"] + mutants["not_reached"])
        self.assertEqual(report["coverage"]["conditions"], len(report["coverage"]["list"]))

    def test_boundary_examples_can_be_pasted_and_then_nothing_is_left_to_offer(self):
        for language in ("id", "en"):
            rules, _ = self.starter(language)
            sheet = self.ends(tepat("test", rules, "--boundaries"), 0).stdout
            count = len(re.findall(r"^(?:uji|test) ", sheet, re.M))
            self.assertGreater(count, 0)
            (rules / "boundaries.aturan").write_text(sheet, encoding="utf-8")
            self.ends(tepat("check", rules, "--deny-warnings"), 0)
            result = self.ends(tepat("test", rules, "--boundaries", "--mutate"), 0).stdout
            self.assertTrue(result.endswith(f"{3 + count} passed, 0 failed\n"))
            self.assertEqual(re.findall(r"^(?:uji|test) ", result, re.M), [])
            self.assertNotIn("`umur >= usia_lansia` -> `umur > usia_lansia`", result)

    def test_boundary_examples_of_every_example_pass(self):
        for rules in sorted(EXAMPLES.glob("*/rules")):
            with self.subTest(rules=rules.parent.name):
                copy = self.folder / rules.parent.name
                shutil.copytree(rules, copy)
                sheet = self.ends(tepat("test", copy, "--boundaries"), 0).stdout
                (copy / "zz_batas.aturan").write_text(sheet, encoding="utf-8")
                self.ends(tepat("test", copy), 0)

    def test_failing_tests_come_first(self):
        rules, _ = self.starter()
        tests = rules / "uji.aturan"
        tests.write_text(tests.read_text(encoding="utf-8").replace("siti.umur = 75", "siti.umur = 74"), encoding="utf-8")
        result = self.ends(tepat("test", rules, "--mutate"), 1)
        self.assertIn("R5261", result.stderr)


class Explain(Case):
    def explain(self, *arguments):
        return tepat("explain", *arguments, "--date", DATE)

    def honorary(self):
        rules, baseline = self.write("honorer.aturan", HONORARY), self.folder / "h.db"
        self.ends(tepat("init", baseline, "--rules", rules), 0)
        with sqlite3.connect(baseline) as connection:
            connection.execute("INSERT INTO keluarga (id, desil, aparatur, honorer) VALUES ('1', 4, 'ya', 'ya')")
            connection.executemany("INSERT INTO anggota (id, induk, umur) VALUES (?, '1', ?)", [("bayi", 2), ("bapak", 40)])
        return rules, baseline

    def test_an_exception_to_an_exception_says_whether_it_applies(self):
        rules, baseline = self.honorary()
        said = self.ends(self.explain(rules, "--baseline", baseline, "--subject", "keluarga:1", "--rule", "r"), 0).stdout
        self.assertRegex(said, r"\[tidak\] kecuali ada_aparatur: aparatur .*\n\s+aparatur: ya\n\s+\[ya\] kecuali masih_honorer pada ada_aparatur: honorer")

    def test_only_who_leaves_the_outcome_open_lacks_a_fact(self):
        rules, baseline = self.honorary()
        story = json.loads(self.ends(self.explain(rules, "--baseline", baseline, "--subject", "keluarga:1", "--rule", "balita", "--format", "json"), 0).stdout)
        self.assertEqual([[row["key"] for row in lack["of"]] for lack in story["rules"][0]["missing"]], [["bayi"]])

    def test_near_misses_and_what_would_change_it(self):
        rules, baseline = self.starter()
        young = self.ends(self.explain(rules, "--baseline", baseline, "--subject", "anggota:A-002"), 0).stdout
        self.assertIn("tidak layak hanya karena umur 35; batasnya 60", young)
        unclear = self.ends(self.explain(rules, "--baseline", baseline, "--subject", "anggota:A-005"), 0).stdout
        self.assertIn("bila antara 1 dan 4: layak", unclear)
        story = json.loads(self.ends(self.explain(rules, "--baseline", baseline, "--subject", "anggota:A-003", "--format", "json"), 0).stdout)
        way = story["rules"][0]["what_would_change_it"][0]
        self.assertEqual({answer["from"]: answer["outcome"] for answer in way["answers"]}, {"false": "eligible", "true": "not_eligible"})

    def test_sensitive_values_are_masked_unless_a_reason_is_recorded(self):
        rules, baseline = self.starter()
        vocabulary = rules / "kosakata.aturan"
        vocabulary.write_text(vocabulary.read_text(encoding="utf-8").replace('"Desil kesejahteraan"', '"Desil kesejahteraan"  peka'), encoding="utf-8")
        subject = (rules, "--baseline", baseline, "--subject", "anggota:A-004")
        masked = self.ends(self.explain(*subject), 0).stdout
        self.assertNotIn("keluarga.desil: 9", masked)
        self.assertNotIn("keluarga.desil 9;", masked)
        self.ends(self.explain(*subject, "--unmask", "uji"), 2)
        worklist = self.folder / "tasks.db"
        self.ends(self.run_rules(rules, baseline, worklist=worklist), 0)
        shown = self.ends(self.explain(*subject, "--unmask", "uji", "--worklist", worklist), 0).stdout
        self.assertIn("keluarga.desil: 9", shown)
        with sqlite3.connect(worklist) as connection:
            self.assertEqual(connection.execute("SELECT reason FROM history WHERE event = 'unmasked'").fetchall(), [("uji",)])

    def test_places_with_rank_and_quota(self):
        rules = self.write("kuota.aturan", """bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  desil bilangan 1..10
lembaga dinas "Dinas"
program sembako "Sembako" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "contoh"
  kuota 1
  urutkan menurut desil terkecil dahulu
aturan miskin untuk setiap keluarga
  program sembako
  jika desil <= 4
  maka tugas "Salurkan" kepada dinas
""")
        baseline = self.folder / "b.db"
        self.ends(tepat("init", baseline, "--rules", rules), 0)
        self.ends(tepat("import", baseline, self.write("k.csv", "id,desil\na,1\nb,2\nc,3\n"), "--rules", rules, "--entity", "keluarga"), 0)
        for key, words in (("a", "terpilih, peringkat 1"), ("b", "menunggu, peringkat 2"), ("c", "menunggu, peringkat 3")):
            text = self.ends(self.explain(rules, "--baseline", baseline, "--subject", f"keluarga:{key}"), 0).stdout
            self.assertIn(words, text)
            self.assertIn("kuota: 1 = terisi 0 + terpilih 1 + kosong 0; menunggu 2", text)

    def test_conditions_are_written_in_the_language_asked_for(self):
        rules, baseline = self.starter()
        text = self.ends(self.explain(rules, "--baseline", baseline, "--subject", "anggota:A-004", "--lang", "en"), 0).stdout
        self.assertIn("] all of:", text)
        self.assertNotIn("semua dari:", text)
        source = self.ends(self.explain(rules, "--baseline", baseline, "--subject", "anggota:A-004"), 0).stdout
        self.assertIn("] semua dari:", source)


if __name__ == "__main__":
    main()
