# SPDX-License-Identifier: Apache-2.0
"""From an empty folder to a task list: new, check, test, init, import, run, tasks, explain, sample, dump, in both languages."""
import csv
import io
import json
import sqlite3
import unittest

from support import Case, DATE, contents, main, tepat

OUTCOMES = {"id": ("lansia_miskin", "anggota.penerima_pensiun", "keluarga.desil"),
            "en": ("poor_elderly", "member.receives_pension", "family.decile")}


def expected_outcomes(language):
    rule, pension, decile = OUTCOMES[language]
    return (f"rule,subject,outcome,missing\n{rule},A-001,eligible,\n{rule},A-002,not_eligible,\n{rule},A-003,undecided,{pension}\n"
            f"{rule},A-004,not_eligible,\n{rule},A-005,undecided,{decile}\n")


class Workflow(Case):
    def test_new_checks_tests_and_runs_in_both_languages(self):
        for language in ("id", "en"):
            rules, baseline = self.starter(language)
            self.ends(tepat("check", rules, "--deny-warnings"), 0)
            self.assertEqual(self.ends(tepat("test", rules), 0).stdout.splitlines()[-1], "3 passed, 0 failed")
            outcomes, worklist = self.folder / f"{language}.csv", self.folder / f"{language}.db"
            result = self.ends(self.run_rules(rules, baseline, "--outcomes", outcomes, worklist=worklist), 0)
            self.assertEqual(outcomes.read_text(encoding="utf-8"), expected_outcomes(language))
            self.assertIn("3 baru" if language == "id" else "3 new", result.stdout)
            self.assertEqual(result.stderr, "")
            listed = self.ends(tepat("tasks", worklist, "--lang", language), 0).stdout
            self.assertIn("Daftarkan Siti Contoh" if language == "id" else "Register Siti Contoh", listed)
            self.assertIn("Jl. Melati 5, RT 003", listed)

    def test_new_overwrites_nothing(self):
        self.write("ada/isi.txt", "x")
        self.assertIn("R5224", self.ends(tepat("new", self.folder / "ada"), 2).stderr)

    def test_a_second_run_changes_nothing_and_a_change_shows(self):
        rules, baseline = self.starter()
        self.ends(self.run_rules(rules, baseline), 0)
        again = json.loads(self.ends(self.run_rules(rules, baseline, "--format", "json"), 0).stdout)
        self.assertEqual((again["run"], again["tasks"]["new"], again["tasks"]["unchanged"]), (2, 0, 3))
        with sqlite3.connect(baseline) as connection:
            connection.execute("UPDATE anggota SET penerima_pensiun = 1 WHERE id_anggota = 'A-001'")
            connection.execute("UPDATE keluarga SET desil = 3 WHERE id_keluarga = 'K-003'")
        third = json.loads(self.ends(self.run_rules(rules, baseline, "--format", "json"), 0).stdout)
        self.assertEqual((third["tasks"]["new"], third["tasks"]["unchanged"], third["tasks"]["withdrawn"]), (1, 1, 2))

    def test_run_as_json_adds_up(self):
        rules, baseline = self.starter()
        run = json.loads(self.ends(self.run_rules(rules, baseline, "--format", "json"), 0).stdout)
        self.assertEqual(sorted(run["timing"]), ["allocate", "evaluate", "load", "write"])
        for row in run["rules"] + run["programmes"]:
            self.assertEqual(row["subjects"], row["eligible"] + row["not_eligible"] + row["undecided"] + row["error"])
        self.assertEqual(run["rules"][0]["rule"], "lansia_miskin")

    def test_only_leaves_other_rules_tasks_alone(self):
        rules, baseline = self.starter()
        (rules / "lain.aturan").write_text(
            "aturan data_kosong untuk setiap keluarga\n  dasar hukum \"x\"\n  jika desil tidak diketahui\n"
            "  maka tugas \"Tanyakan desil\" kepada ketua_rt\n    tenggat 14 hari\n", encoding="utf-8")
        self.ends(self.run_rules(rules, baseline), 0)
        only = json.loads(self.ends(self.run_rules(rules, baseline, "--only", "data_kosong", "--format", "json"), 0).stdout)
        self.assertEqual([r["rule"] for r in only["rules"]], ["data_kosong"])
        self.assertEqual((only["tasks"]["new"], only["tasks"]["unchanged"], only["tasks"]["withdrawn"]), (0, 1, 0))

    def test_drafts_are_listed_apart_and_write_no_tasks(self):
        rules, baseline = self.starter()
        path = rules / "bantuan_lansia.aturan"
        path.write_text(path.read_text(encoding="utf-8").replace("  periode tahunan\n", "  periode tahunan\n  draf\n"), encoding="utf-8")
        result = self.ends(self.run_rules(rules, baseline), 0)
        self.assertIn("draf", result.stdout)
        self.assertIn("0 baru", result.stdout)
        self.assertIn("0 baru", self.ends(self.run_rules(rules, baseline, "--only", "lansia_miskin"), 0).stdout)
        self.assertIn("3 baru", self.ends(self.run_rules(rules, baseline, "--include-drafts"), 0).stdout)

    def test_rules_with_errors_are_not_run(self):
        rules, baseline = self.starter()
        (rules / "rusak.aturan").write_text("istilah a untuk anggota adalah umurr > 3\n", encoding="utf-8")
        for command in (("run", rules, "--baseline", baseline, "--date", DATE, "--worklist", self.folder / "w.db"), ("test", rules),
                        ("explain", rules, "--baseline", baseline, "--date", DATE, "--subject", "anggota:A-001")):
            result = self.ends(tepat(*command), 1)
            self.assertIn("rusak.aturan:1:32", result.stderr)
            self.assertIn("R5234", result.stderr)
        self.assertFalse((self.folder / "w.db").exists())

    def test_error_cells_are_counted_and_can_be_denied(self):
        rules, baseline = self.starter()
        with sqlite3.connect(baseline) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            connection.execute("UPDATE keluarga SET desil = 11 WHERE id_keluarga = 'K-001'")
        result = self.ends(self.run_rules(rules, baseline), 0)
        self.assertRegex(result.stdout, r"keluarga\.desil +1 +K-001")
        self.ends(self.run_rules(rules, baseline, "--deny-errors"), 1)

    def test_failing_tests_show_the_expectation(self):
        rules, _ = self.starter()
        path = rules / "uji.aturan"
        text = path.read_text(encoding="utf-8")
        text = text.replace("siti layak lansia_miskin", "siti tidak layak lansia_miskin").replace("siti.umur = 75", "siti.umur antara 1 sampai 74")
        path.write_text(text.replace("kurang tanggal_lahir", "kurang penerima_pensiun"), encoding="utf-8")
        for language, words in (("id", ("tidak layak, ternyata layak", "75", "tidak termasuk yang kurang")), ("en", ("found eligible", "75", "is not among the missing"))):
            result = self.ends(tepat("test", rules, "--lang", language), 1)
            self.assertEqual(result.stdout.splitlines()[-1], "1 passed, 2 failed")
            for word in words:
                self.assertIn(word, result.stderr)
            self.assertIn("uji.aturan:8:", result.stderr)

    def test_explain_says_why_and_what_is_missing(self):
        rules, baseline = self.starter()
        explain = ("explain", rules, "--baseline", baseline, "--date", DATE, "--subject")
        text = self.ends(tepat(*explain, "anggota:A-003"), 0).stdout
        for words in ("belum pasti", "keluarga.desil <= desil_tertinggi", "bantuan_lansia.aturan:20", "desil_tertinggi: 4", "Contoh: nomor peraturan",
                      "anggota.penerima_pensiun (Menerima pensiun): Wati Contoh"):
            self.assertIn(words, text)
        self.assertIn("not eligible", self.ends(tepat(*explain, "anggota:A-002", "--lang", "en"), 0).stdout)
        story = json.loads(self.ends(tepat(*explain, "anggota:A-003", "--format", "json", "--rule", "lansia_miskin"), 0).stdout)
        self.assertEqual(story["rules"][0]["outcome"], "undecided")
        self.assertEqual(story["rules"][0]["missing"], [{"fact": "anggota.penerima_pensiun", "of": [{"key": "A-003", "name": "Wati Contoh"}]}])
        self.assertIn("R5232", self.ends(tepat(*explain, "anggota:A-999"), 1).stderr)
        self.assertIn("R5236", self.ends(tepat(*explain, "keluarga:K-001", "--rule", "lansia_miskin"), 2).stderr)

    def test_explain_agrees_with_run(self):
        rules, baseline = self.starter()
        outcomes = self.folder / "o.csv"
        self.ends(self.run_rules(rules, baseline, "--outcomes", outcomes), 0)
        for row in csv.DictReader(io.StringIO(outcomes.read_text(encoding="utf-8"))):
            story = json.loads(tepat("explain", rules, "--baseline", baseline, "--date", DATE, "--subject", "anggota:" + row["subject"], "--format", "json").stdout)
            self.assertEqual(story["rules"][0]["outcome"], row["outcome"])

    def test_dump_prints_every_form(self):
        rules, baseline = self.starter()
        for form, words in (("source", "declaration |"), ("tree", "rule lansia_miskin"), ("program", "entity anggota")):
            self.assertIn(words, self.ends(tepat("dump", form, rules), 0).stdout)
        self.assertIn("gather", self.ends(tepat("dump", "plan", rules, "--date", DATE), 0).stdout)
        self.assertIn("anggota: 5 rows", self.ends(tepat("dump", "batch", rules, "--baseline", baseline), 0).stdout)


class Tasks(Case):
    def worklist(self):
        rules, baseline = self.starter()
        with sqlite3.connect(baseline) as connection:
            connection.execute("UPDATE anggota SET nama = '=1+2' WHERE id_anggota = 'A-001'")
            connection.execute("UPDATE anggota SET nama = '@SUM(\"a\",b)' WHERE id_anggota = 'A-003'")
        path = rules / "kosakata.aturan"
        path.write_text(path.read_text(encoding="utf-8").replace("\"Jalan\"", "\"Jalan\" rahasia"), encoding="utf-8")
        self.ends(self.run_rules(rules, baseline), 0)
        return self.folder / "tasks.db"

    def test_filters(self):
        worklist = self.worklist()
        count = lambda *filters: len(json.loads(self.ends(tepat("tasks", worklist, "--format", "json", *filters), 0).stdout))
        self.assertEqual(count(), 3)
        self.assertEqual(count("--agency", "ketua_rt"), 2)
        self.assertEqual(count("--agency", "Dinas Sosial"), 1)
        self.assertEqual(count("--programme", "bantuan_lansia"), 3)
        self.assertEqual(count("--programme", "tidak_ada"), 0)
        self.assertEqual(count("--status", "done"), 0)
        self.assertEqual(count("--status", "all"), 3)
        self.assertIn("Tidak ada tugas", self.ends(tepat("tasks", worklist, "--agency", "x"), 0).stdout)

    def test_csv_has_a_bom_and_no_formulas(self):
        raw = self.ends(tepat("tasks", self.worklist(), "--format", "csv"), 0).stdout
        self.assertTrue(raw.startswith("\ufeff"))
        rows = list(csv.reader(io.StringIO(raw[1:])))
        self.assertEqual(len(rows), 4)
        self.assertEqual(len({len(row) for row in rows}), 1)
        cells = [cell for row in rows for cell in row]
        self.assertEqual([cell for cell in cells if cell[:1] in ("=", "+", "-", "@")], [])
        self.assertIn("'=1+2", cells)
        self.assertIn("'@SUM(\"a\",b)", cells)

    def test_secret_values_are_masked_and_unmasking_is_recorded(self):
        worklist = self.worklist()
        for form in ("text", "csv", "json"):
            masked = self.ends(tepat("tasks", worklist, "--format", form), 0).stdout
            self.assertNotIn("Melati", masked)
            self.assertIn("Melati", self.ends(tepat("tasks", worklist, "--format", form, "--unmask", "verifikasi lapangan"), 0).stdout)
        history = json.loads(self.ends(tepat("history", worklist, "--format", "json"), 0).stdout)
        logged = [entry for entry in history if entry["event"] == "unmasked"]
        self.assertEqual([(entry["reason"], entry["detail"]["tasks"]) for entry in logged], [("verifikasi lapangan", 3)] * 3)


    def test_a_filter_that_names_nothing_says_what_there_is(self):
        worklist = self.worklist()
        for option, wrong, near in (("--agency", "dinas_sosiall", "dinas_sosial"), ("--programme", "bantuan_lansiaa", "bantuan_lansia")):
            for language, words in (("id", "yang ada: "), ("en", "there are: ")):
                result = self.ends(tepat("tasks", worklist, option, wrong, "--lang", language), 0)
                self.assertIn("R5264", result.stderr)
                self.assertIn(words, result.stderr)
                self.assertIn("`" + near + "`", result.stderr)
        for option, right in (("--agency", "dinas_sosial"), ("--agency", "Dinas Sosial")):
            result = self.ends(tepat("tasks", worklist, option, right, "--status", "rejected"), 0)
            self.assertNotIn("R5264", result.stderr)

    def test_the_message_about_a_task_number_names_the_column(self):
        worklist = self.worklist()
        for language in ("id", "en"):
            header = next(csv.reader([tepat("tasks", worklist, "--format", "csv", "--lang", language).stdout.lstrip("\ufeff").splitlines()[0]]))
            message = self.ends(tepat("decide", worklist, "999", "approve", "--as", "siti", "--lang", language), 1).stderr
            self.assertIn("`" + header[0] + "`", message)


class Sample(Case):
    def test_a_sample_is_the_same_every_time_and_runs(self):
        rules = self.folder / "rules"
        self.ends(tepat("new", rules), 0)
        outcomes = []
        for name, seed in (("a", 1), ("b", 1), ("c", 2)):
            self.ends(tepat("sample", self.folder / f"{name}.db", "--rules", rules, "--people", "300", "--seed", seed), 0)
            path = self.folder / f"{name}.csv"
            self.ends(self.run_rules(rules, self.folder / f"{name}.db", "--outcomes", path, worklist=self.folder / f"{name}.tasks"), 0)
            outcomes.append(path.read_bytes())
        self.assertEqual(outcomes[0], outcomes[1])
        self.assertNotEqual(outcomes[0], outcomes[2])
        self.ends(tepat("sample", self.folder / "a.db", "--rules", rules, "--people", "300"), 1)
        self.ends(tepat("sample", self.folder / "d.db", "--rules", rules, "--place", "atlantis"), 2)


class Import(Case):
    def test_bad_rows_are_set_aside_with_reasons_and_counted(self):
        rules, baseline = self.starter()
        file = self.write("x.csv", "id_keluarga;nama_kepala;desil\nK-010;Rina Contoh;3\nK-011;Joko Contoh;tiga\nK-001;Lain;2\n".replace(";", ","))
        result = self.ends(tepat("import", baseline, file, "--rules", rules, "--entity", "keluarga", "--report", self.folder / "r.json"), 0)
        report = json.loads((self.folder / "r.json").read_text(encoding="utf-8"))["files"][0]
        self.assertEqual((report["rows"], report["imported"], report["updated"], report["set_aside"]), (3, 1, 0, 2))
        self.assertEqual(sorted(example["line"] for example in report["examples"]), [3, 4])
        self.assertIn("tepat_sisihan", result.stdout)
        updated = json.loads(self.ends(tepat("import", baseline, file, "--rules", rules, "--entity", "keluarga", "--update", "--format", "json"), 0).stdout)[0]
        self.assertEqual((updated["updated"], updated["unchanged"], updated["set_aside"]), (1, 1, 1))
        self.ends(tepat("import", baseline, self.folder / "tidak_ada.csv", "--rules", rules, "--entity", "keluarga"), 3)
        strange = self.write("y.csv", "id_keluarga,apa_ini\nK-1,2\n")
        self.assertIn("apa_ini", self.ends(tepat("import", baseline, strange, "--rules", rules, "--entity", "keluarga"), 1).stderr)


if __name__ == "__main__":
    main()
