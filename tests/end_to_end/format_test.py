# SPDX-License-Identifier: Apache-2.0
"""tepat format: in place, --check, either language, files that cannot be read, tables from CSV files left alone."""
from support import Case, main, tepat

RULES = """bahasa id
entitas keluarga
  dari tabel keluarga kunci id
  desil   bilangan   1..10
  gunakan_air ya_tidak   # catatan
tabel besaran untuk keluarga menghasilkan rupiah
  dari "besaran.csv"
"""


class Format(Case):
    def setUp(self):
        super().setUp()
        self.file = self.write("rules/a.aturan", RULES)
        self.csv = self.write("rules/besaran.csv", "desil;hasil\r\n1..3; Rp5\r\nselain itu;Rp0\r\n")
        self.rules = self.folder / "rules"

    def test_check_names_what_differs_and_writes_nothing(self):
        result = self.ends(tepat("format", self.rules, "--check"), 1)
        self.assertIn("a.aturan", result.stdout)
        self.assertEqual(self.file.read_text(), RULES)
        self.ends(tepat("format", self.rules), 0)
        self.assertIn("  desil        bilangan 1..10\n  gunakan_air  ya_tidak  # catatan\n", self.file.read_text())
        self.assertIn(b"1..3; Rp5\r\n", self.csv.read_bytes())
        self.ends(tepat("format", self.rules, "--check"), 0)
        self.ends(tepat("check", self.rules), 0)

    def test_languages_there_and_back(self):
        self.ends(tepat("format", self.rules), 0)
        before = self.file.read_text()
        self.ends(tepat("format", self.rules, "--language", "en"), 0)
        self.assertIn("language en\nentity keluarga\n", self.file.read_text())
        self.ends(tepat("format", self.rules, "--language", "id"), 0)
        self.assertEqual(self.file.read_text(), before)

    def test_a_file_with_a_mistake_is_left_alone(self):
        broken = self.write("rules/b.aturan", "entitas  b\n  jka\n")
        result = self.ends(tepat("format", self.rules), 1)
        self.assertIn("b.aturan:2", result.stderr)
        self.assertEqual(broken.read_text(), "entitas  b\n  jka\n")
        self.assertNotEqual(self.file.read_text(), RULES)

    def test_a_table_file_that_is_missing_or_wrong(self):
        self.csv.write_text("desil;hasil\n1-3;Rp5\n")
        self.assertIn("besaran.csv:2:1", self.ends(tepat("check", self.rules), 1).stderr)
        self.csv.unlink()
        self.assertIn("R1057", self.ends(tepat("check", self.rules), 1).stderr)


if __name__ == "__main__":
    main()
