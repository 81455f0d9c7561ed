# SPDX-License-Identifier: Apache-2.0
"""How the program is called: help, version, languages, wrong usage (exit 2), where output goes."""
import os
import unittest

from support import Case, DATE, main, tepat

COMMANDS = ["new", "check", "test", "init", "import", "sample", "run", "tasks", "decide", "explain", "describe", "format", "dump", "compare", "verify", "validate", "history",
            "summary", "snapshot"]
LATER = ["review", "sql", "lsp"]


class Usage(Case):
    def test_help_lists_every_command_in_both_languages(self):
        for language, word in (("id", "Perintah:"), ("en", "Commands:")):
            result = self.ends(tepat("--help", "--lang", language), 0)
            self.assertIn(word, result.stdout)
            self.assertEqual(result.stderr, "")
            for command in COMMANDS:
                self.assertIn(f"\n  {command} ", result.stdout)

    def test_every_command_has_help(self):
        for command in COMMANDS:
            for language in ("id", "en"):
                result = self.ends(tepat(command, "--help", "--lang", language), 0)
                self.assertIn(f"tepat {command}", result.stdout)

    def test_version(self):
        self.assertRegex(self.ends(tepat("--version"), 0).stdout, r"^tepat \d+\.\d+\.\d+\n$")

    def test_wrong_usage_is_exit_2_with_a_sentence_on_stderr(self):
        rules = self.folder / "rules"
        self.ends(tepat("new", rules), 0)
        wrong = [[], ["chek", rules], ["check"], ["check", rules, "extra"], ["check", rules, "--frob"], ["check", rules, "--dat", DATE],
                 ["check", rules, "--date"], ["check", rules, "--date", "1 Juli 2025"], ["check", rules, "--date", "2025-02-30"],
                 ["check", rules, "--format", "xml"], ["check", rules, "--threads", "0"], ["check", rules, "--lang", "fr"],
                 ["check", rules, "--date", DATE, "--date", DATE], ["run", rules], ["run", rules, "--date", DATE],
                 ["dump", "wrong", rules], ["tasks"], ["import", "x.db", "--rules", rules, "--entity", "keluarga"],
                 ["import", "x.db", "y.csv", "--rules", rules, "--entity", "desa"],
                 ["run", rules, "--baseline", "x.db", "--date", DATE, "--worklist", "w.db", "--only", "tidak_ada_aturan"],
                 ["explain", rules, "--baseline", "x.db", "--date", DATE, "--subject", "anggota"],
                 ["tasks", "w.db", "--unmask", " "]]
        for arguments in wrong:
            with self.subTest(arguments=arguments):
                for language, word in (("id", "galat["), ("en", "error[")):
                    result = self.ends(tepat(*arguments, "--lang", language) if "--lang" not in arguments else tepat(*arguments), 2)
                    self.assertEqual(result.stdout, "")
                    if "--lang" not in arguments:
                        self.assertTrue(result.stderr.startswith(word), result.stderr)
                    self.assertIn("  = ", result.stderr)

    def test_misspelt_words_are_guessed(self):
        self.assertIn("`tepat check`", tepat("chek", "x").stderr)
        self.assertIn("`--date`", tepat("check", "x", "--dte", DATE).stderr)

    def test_commands_of_later_versions_say_so(self):
        for command in LATER:
            result = self.ends(tepat(command, "x", "--lang", "en"), 2)
            self.assertIn("not in this version", result.stderr)

    def test_language_from_the_environment(self):
        self.assertIn("perintah", tepat("frob").stderr)
        self.assertIn("perintah", tepat("frob", env={"LANG": "id_ID.UTF-8"}).stderr)
        self.assertIn("command", tepat("frob", env={"LANG": "en_US.UTF-8"}).stderr)
        self.assertIn("perintah", tepat("frob", "--lang", "id", env={"LANG": "en_US.UTF-8"}).stderr)

    def test_diagnostics_speak_the_language_of_the_file(self):
        english = self.write("en.aturan", "language en\nentity family \"F\"\n  from table f key id\n  decile numbr 1..10\n")
        indonesian = self.write("id.aturan", "bahasa id\nentitas keluarga \"K\"\n  dari tabel k kunci id\n  desil bilngan 1..10\n")
        self.assertIn("error[", self.ends(tepat("check", english, env={"LANG": "id_ID"}), 1).stderr)
        self.assertIn("galat[", self.ends(tepat("check", indonesian, env={"LANG": "en_US"}), 1).stderr)
        self.assertIn("galat[", self.ends(tepat("check", english, "--lang", "id"), 1).stderr)

    def test_colour_only_when_asked_for_in_a_pipe(self):
        self.assertNotIn("\033[", tepat("frob").stderr)
        broken = self.write("x.aturan", "entitas\n")
        self.assertNotIn("\033[", tepat("check", broken).stderr)
        self.assertIn("\033[", tepat("check", broken, "--color", "always").stderr)

    def test_output_that_cannot_be_written_is_exit_3(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        rules = self.folder / "rules"
        self.ends(tepat("new", rules), 0)
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = tepat("dump", "program", rules, stdout=full)
        self.assertEqual(result.returncode, 3)
        self.assertIn("R5226", result.stderr)


if __name__ == "__main__":
    main()
