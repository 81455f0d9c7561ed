# SPDX-License-Identifier: Apache-2.0
"""tepat check: all errors in one pass with exact places, hostile files, folders and `gunakan`, summary and exit codes."""
import json
import time
import unittest

from support import Case, main, tepat

VOCABULARY = """bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  desil bilangan 1..10 "Desil"
  pengeluaran rupiah 0.. "Pengeluaran"
  lantai pilihan tanah, semen, kayu
"""

# Ten declarations, each broken in its own way, with the line and column of the mistake; between them sound ones, one with a wrong name.
BROKEN = [
    ("lembaga \"tanpa nama\"\n", 1, 9),                                            # a name is missing
    ("istilah a untuk keluarga\n  desil > 4\n", 1, 25),                              # `adalah` is missing
    ("istilah b untuk keluarga adalah desil + \"satu\"\n", 1, 41),                 # a number and a text
    ("istilah c untuk desa adalah desil > 4\n", 1, 17),                              # unknown entity
    ("istilah d untuk keluarga adalah desil > 4 dan pengeluaran > Rp5 atau desil = 1\n", 1, 65),  # mixed dan/atau
    ("parameter batas: bilangn\n  sejak 2024-01-01 4\n", 1, 18),                     # misspelt type
    ("istilah e untuk keluarga adalah 1.500 < desil\n", 1, 33),                      # ambiguous number
    ("istilah f untuk keluarga adalah desil > 4 )\n", 1, 43),                      # a closing parenthesis too many
    ("aturan g untuk setiap keluarga\n  jika lantai = marmer\n", 2, 17),             # unknown choice value
    ("parameter tgl: tanggal\n  sejak 2024-02-30 2024-01-01\n", 2, 9),               # no such day
]
SOUND = "lembaga {0} \"Lembaga {0}\"\nistilah ok_{0} untuk keluarga adalah desil <= 2\n"
WRONG_NAME = "istilah salah_nama untuk keluarga adalah desill <= 2\n"


def ten_broken():
    """The file, and for each broken declaration the line it starts on."""
    text, starts = VOCABULARY, []
    for number, (declaration, _, _) in enumerate(BROKEN):
        starts.append(text.count("\n") + 1)
        text += declaration + SOUND.format(f"l{number}")
    wrong_name_line = text.count("\n") + 1
    return text + WRONG_NAME, starts, wrong_name_line


class Check(Case):
    def test_ten_broken_declarations_give_ten_diagnostics_and_hide_nothing(self):
        text, starts, wrong_name_line = ten_broken()
        path = self.write("rusak.aturan", text)
        seen = {}
        for language in ("id", "en"):
            result = self.ends(tepat("check", path, "--format", "json", "--lang", language), 1)
            found = [d for d in json.loads(result.stdout) if d["severity"] == "error"]
            seen[language] = [(d["code"], d["line"], d["column"]) for d in found]
            for diagnostic in found:
                self.assertTrue(diagnostic["message"] and diagnostic["help"], diagnostic)
                self.assertNotRegex(diagnostic["message"] + diagnostic["help"], r"\{\d\}")
            for (declaration, line, column), start in zip(BROKEN, starts):
                here = [d for d in found if start <= d["line"] < start + declaration.count("\n")]
                self.assertEqual(len(here), 1, f"{declaration!r}: {[(d['code'], d['line'], d['message']) for d in here]}")
                self.assertEqual(here[0]["line"], start + line - 1, declaration)
                self.assertEqual(here[0]["column"], column, f"{declaration!r} {here[0]}")
            wrong = [d for d in found if d["line"] == wrong_name_line]
            self.assertEqual([(d["code"], d["column"]) for d in wrong], [("R2001", 42)])
            self.assertIn("desil", " ".join(wrong[0]["notes"]))
            self.assertEqual(len(found), len(BROKEN) + 1, [(d["code"], d["line"], d["message"]) for d in found])
            self.assertEqual(len({(d["code"], d["message"]) for d in found}), len(found), "ten different diagnostics")
            shown = self.ends(tepat("check", path, "--lang", language), 1)
            for code, line, column in seen[language]:
                self.assertIn(f"{path}:{line}:{column}", shown.stderr)
                self.assertIn(f"[{code}]", shown.stderr)
        self.assertEqual(seen["id"], seen["en"])

    def hostile(self, name, bytes_, *words):
        path = self.write(name, bytes_)
        start = time.monotonic()
        result = tepat("check", path, "--lang", "id", timeout=120)
        self.assertLess(time.monotonic() - start, 60)
        self.ends(result, 1)
        self.assertIn("galat[R1", result.stderr)
        self.assertLess(len(result.stderr), 200_000)
        for word in words:
            self.assertIn(word, result.stderr)

    def test_hostile_files(self):
        head = "istilah a untuk keluarga adalah "
        self.hostile("kurung.aturan", VOCABULARY + head + "(" * 100_000 + "\n")
        self.hostile("kurung_tutup.aturan", VOCABULARY + head + "(" * 100_000 + "benar" + ")" * 100_000 + "\n")
        self.hostile("tidak.aturan", VOCABULARY + head + "tidak " * 100_000 + "benar\n")
        self.hostile("minus.aturan", VOCABULARY + head + "- " * 100_000 + "1\n")
        self.hostile("besar.aturan", "# x\n" * 2_600_000, "R1002", "4 MiB")
        self.hostile("utf8.aturan", VOCABULARY.encode() + b"lembaga a \"\xff\xfe\"\n")
        self.hostile("nul.aturan", VOCABULARY.encode() + b"lembaga a\0b\n")
        self.hostile("biner.aturan", bytes(range(256)) * 1000)
        self.hostile("banyak.aturan", VOCABULARY + "lembaga ?\n" * 20_000)

    def test_summary_and_exit_codes(self):
        good = self.write("baik/a.aturan", VOCABULARY)
        result = self.ends(tepat("check", good.parent), 0)
        self.assertEqual(result.stderr, "")
        self.assertIn("tidak ada galat", result.stdout)
        self.assertEqual(self.ends(tepat("check", good.parent, "--format", "json"), 0).stdout, "[]\n")
        self.assertEqual(self.ends(tepat("check", good.parent, "--quiet"), 0).stdout, "")
        unused = self.write("peringatan/a.aturan", VOCABULARY + "istilah mampu untuk keluarga adalah desil > 10\n")
        result = self.ends(tepat("check", unused), 0)
        self.assertIn("peringatan[", result.stderr)
        self.ends(tepat("check", unused, "--deny-warnings"), 1)

    def test_date_finds_parameters_without_value(self):
        rules = self.folder / "rules"
        self.ends(tepat("new", rules), 0)
        self.ends(tepat("check", rules, "--date", "2025-07-01", "--deny-warnings"), 0)
        parameters = rules / "parameter.aturan"
        parameters.write_text(parameters.read_text(encoding="utf-8").replace("sejak 2024-01-01 60", "sejak 2026-01-01 60"), encoding="utf-8")
        result = tepat("check", rules, "--date", "2025-07-01", "--deny-warnings")
        self.ends(result, 1)
        self.assertIn("usia_lansia", result.stderr)

    def test_folders_and_use(self):
        self.write("kosakata/a.aturan", "gunakan \"../aturan\"\n" + VOCABULARY.replace("bahasa id\n", ""))
        self.write("aturan/sub/b.aturan", "gunakan \"../../kosakata\"\ngunakan \"../../kosakata\"\nistilah a untuk keluarga adalah desil > 3\n")
        self.write("aturan/.tersembunyi/c.aturan", "rusak\n")
        self.write("aturan/catatan.txt", "rusak\n")
        for start in ("kosakata", "aturan", "aturan/sub/b.aturan", "kosakata/a.aturan"):
            result = self.ends(tepat("check", self.folder / start), 0)
            self.assertIn("2 berkas", result.stdout)

    def test_a_folder_that_is_a_link_uses_what_lies_beside_the_real_one(self):
        self.write("kota/kosakata/kata.aturan", VOCABULARY)
        self.write("kota/aturan/ok.aturan", "gunakan \"../kosakata\"\n" + SOUND.format("satu"))
        (self.folder / "meja").mkdir()
        (self.folder / "meja" / "aturan").symlink_to(self.folder / "kota" / "aturan")
        self.ends(tepat("check", self.folder / "meja" / "aturan"), 0)

    def test_paths_that_are_not_there(self):
        self.assertIn("R5220", self.ends(tepat("check", self.folder / "tidak_ada"), 3).stderr)
        listed = json.loads(self.ends(tepat("check", self.folder / "tidak_ada", "--format", "json"), 3).stdout)
        self.assertEqual([(d["code"], d["line"]) for d in listed], [("R5220", None)])
        (self.folder / "kosong").mkdir()
        self.assertIn("R5221", self.ends(tepat("check", self.folder / "kosong"), 1).stderr)
        lost = self.write("x.aturan", "gunakan \"../tidak_ada\"\n" + VOCABULARY.replace("bahasa id\n", ""))
        result = self.ends(tepat("check", lost), 1)
        self.assertIn("R5222", result.stderr)
        self.assertIn(f"{lost}:1:9", result.stderr)

    def test_a_name_declared_twice_shows_both_places(self):
        self.write("r/a.aturan", VOCABULARY)
        self.write("r/b.aturan", "bahasa id\nlembaga dinsos \"A\"\n")
        self.write("r/c.aturan", "bahasa id\nlembaga dinsos \"B\"\n")
        result = self.ends(tepat("check", self.folder / "r"), 1)
        self.assertIn("b.aturan:2:", result.stderr)
        self.assertIn("c.aturan:2:", result.stderr)


class UsedFolders(Case):
    def test_what_a_used_folder_declares_may_stay_unused(self):
        self.write("nasional/kosakata.aturan", VOCABULARY + "parameter batas_nasional: bilangan\n  sejak 2024-01-01 4 dasar \"Contoh\"\n")
        city = self.write("kota/aturan.aturan", "bahasa id\ngunakan \"../nasional\"\nparameter batas_kota: bilangan\n  sejak 2024-01-01 4 dasar \"Contoh\"\n"
                          "aturan a untuk setiap keluarga\n  dasar hukum \"Contoh\"\n  jika desil <= 3\n")
        found = json.loads(self.ends(tepat("check", city.parent, "--format", "json"), 0).stdout)
        self.assertEqual([("R4042", True)], [(one["code"], "batas_kota" in one["message"]) for one in found if one["code"] in ("R4041", "R4042")])
        found = json.loads(self.ends(tepat("check", city, "--format", "json"), 0).stdout)
        self.assertEqual(1, len([one for one in found if one["code"] in ("R4041", "R4042")]))


if __name__ == "__main__":
    main()
