# SPDX-License-Identifier: Apache-2.0
"""What import finds equals what sample broke: P3KE files with listed damage, through the shipped mappings, as workbooks and as CSV.

`sample --as p3ke-xlsx DIR` writes the files and dirt.csv; import's own report must name every finding of dirt.csv, at its row, and nothing more.
The tables afterwards must be those of the undamaged files, but for the cells that dirt.csv names.
"""
import collections
import csv
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import unittest

from support import Case, main, tepat

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = ROOT / "rules" / "kota-jambi"
PEOPLE = int(os.environ.get("TEPAT_SAMPLE_PEOPLE", "1500"))
KEYS = {"keluarga": "id_keluarga_p3ke", "anggota": "id_individu"}
SILENT = {"read", "nothing"}  # import finds nothing: it repairs the cell, or the cell is empty


def listed(folder):
    with open(folder / "dirt.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def column_of(row):
    """The baseline's column that a damaged cell is of, whatever the title was called."""
    name = re.sub(r"[ _]+", "_", row["column"].strip().lower().replace("<7tahun", "usia_dibawah_7_tahun"))
    return {"kode_kemendagri": "kode_kemdagri", "kemendagri_kode_desa": "kode_kemdagri", "usia_7_12": "usia_7_sd_12", "usia_13_15": "usia_13_sd_15",
            "bnpt": "penerima_bpnt"}.get(name, name)


def rows_of(database, table, columns="*"):
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        return {row[KEYS[table]]: dict(row) for row in connection.execute(f"SELECT {columns} FROM {table}")}


def all_tables(database):
    with sqlite3.connect(database) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'tepat!_%' ESCAPE '!'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


class Sample(Case):
    def files(self, kind, seed, dirt, people=PEOPLE):
        folder = self.folder / f"{kind}-{seed}-{dirt}"
        self.ends(tepat("sample", "--as", f"p3ke-{kind}", folder, "--people", people, "--seed", seed, "--dirt", dirt), 0)
        return folder

    def taken(self, folder):
        """The baseline made of a folder's files, and the two reports: (path, family report, person report)."""
        baseline = folder / "data.db"
        self.ends(tepat("init", baseline, "--rules", RULES), 0)
        reports = []
        for stem in ("p3ke-keluarga", "p3ke-individu"):
            path = next(folder.glob(stem + ".*"))
            self.ends(tepat("import", baseline, path, "--rules", RULES, "--mapping", stem, "--date", "2025-07-01", "--lang", "en", "--report", folder / f"{stem}.json"), 0)
            report = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
            counts = report["files"][0]
            self.assertEqual(counts["rows"], counts["imported"] + counts["updated"] + counts["unchanged"] + counts["set_aside"])
            reports.append(report)
        return baseline, reports

    def agrees(self, folder, reports, dirt):
        """Import's findings are those of dirt.csv, row by row; so are the rows set aside."""
        wanted = collections.Counter((row["expected"], row["entity"], row["key"], row["field"]) for row in dirt if row["expected"] not in SILENT | {"set_aside"})
        validation = reports[1]["validation"]
        found = collections.Counter((each["check"], each["entity"], each["key"], each["column"]) for each in validation["findings"])
        if wanted != found:
            missing, more = list((wanted - found).items())[:10], list((found - wanted).items())[:10]
            self.fail(f"{folder}: import did not find {missing}\nand found in addition {more}")
        self.assertEqual(sum(check["count"] for check in validation["checks"]), sum(found.values()))
        aside = sorted((row["file"], int(row["line"])) for row in dirt if row["expected"] == "set_aside")
        self.assertEqual(sorted((pathlib.Path(row["file"]).name, row["line"]) for row in validation["rejected"]), aside)
        self.assertEqual([report["files"][0]["set_aside"] for report in reports],
                         [sum(file.startswith(stem) for file, _ in aside) for stem in ("p3ke-keluarga", "p3ke-individu")])
        self.lines_agree(validation, dirt)

    def lines_agree(self, validation, dirt):
        """What import found in a cell it says at the line of the file that dirt.csv says."""
        at = {(row["expected"], row["key"], row["field"]): (row["file"], int(row["line"])) for row in dirt}
        compared = 0
        for each in validation["findings"]:
            if each["check"] in ("cell_unreadable", "cell_error", "formula_unsaved", "nik_damaged", "nik_shape", "nik_missing", "nik_sex", "name_digits"):
                self.assertEqual((pathlib.Path(each["file"]).name, each["line"]), at[each["check"], each["key"], each["column"]])
                compared += 1
        self.assertTrue(compared or not validation["findings"])

    def cells_agree(self, clean, dirty, dirt):
        """Every cell is the undamaged one's, unless dirt.csv has a finding there; one that could not be read is unknown."""
        unknown = {"cell_unreadable", "cell_error", "formula_unsaved", "nothing", "nik_damaged", "nik_shape", "nik_missing", "name_missing", "area_missing", "area_bps", "area_shape",
                   "area_unknown"}
        damaged = collections.defaultdict(dict)
        for row in dirt:
            if row["expected"] != "read" and row["row"]:
                table = "keluarga" if row["file"].startswith("p3ke-keluarga") else "anggota"
                damaged[table, row["row"]].setdefault(column_of(row), row["expected"])
        twice = {row["row"] for row in dirt if row["damage"] in ("listed_twice", "listed_in_two_families", "alike_in_two_families")}
        without = {row["row"] for row in dirt if row["damage"] == "without_members"}
        for table in KEYS:
            before, after = rows_of(clean, table), rows_of(dirty, table)
            gone = {key for (entity, key), cells in damaged.items() if entity == table and cells.get(KEYS[table]) == "set_aside"}
            gone |= {key for key, row in before.items() if table == "anggota" and row["id_keluarga_p3ke"] in without}
            self.assertEqual(set(before) - set(after), gone)
            self.assertEqual(set(after) - set(before), twice if table == "anggota" else set())
            for key in set(before) & set(after):
                for column, value in before[key].items():
                    finding = damaged[table, key].get(column)
                    if finding in unknown:
                        self.assertIsNone(after[key][column], (table, key, column, finding))
                    elif finding is None:
                        self.assertEqual(after[key][column], value, (table, key, column))


class Damaged(Sample):
    def test_what_import_finds_is_what_was_broken(self):
        self.maxDiff = 2000
        kinds = set()
        for seed, dirt in ((1, 2000), (2, 100_000), (3, 300)):
            tables = {}
            for kind in ("xlsx", "csv"):
                with self.subTest(kind=kind, seed=seed, dirt=dirt):
                    folder = self.files(kind, seed, dirt)
                    manifest = listed(folder)
                    kinds |= {row["damage"] for row in manifest}
                    baseline, reports = self.taken(folder)
                    self.agrees(folder, reports, manifest)
                    clean, _ = self.taken(self.files(kind, seed, 0))
                    self.cells_agree(clean, baseline, manifest)
                    tables[kind] = all_tables(baseline)
            self.assertEqual(tables.get("xlsx"), tables.get("csv"))
        self.assertGreaterEqual(len(kinds), 50, "kinds of damage that occurred")

    def test_the_same_seed_gives_the_same_bytes(self):
        for kind in ("xlsx", "csv"):
            first = hashes(self.files(kind, 5, 500, people=800))
            again = self.folder / f"again-{kind}"
            self.ends(tepat("sample", "--as", f"p3ke-{kind}", again, "--people", 800, "--seed", 5, "--dirt", 500), 0)
            self.assertEqual(first, hashes(again))
            other = self.files(kind, 6, 500, people=800)
            self.assertFalse(set(first.values()) & set(hashes(other).values()))


class Undamaged(Sample):
    # What the P3KE files have no column for: from the verification workbook and other lists. The baseline that sample writes itself
    # knows these of many; for the comparison they are made unknown there.
    def only_what_files_carry(self, baseline):
        carried = {"keluarga": {"id_keluarga_p3ke", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_kemdagri", "desil_kesejahteraan", "alamat",
                                "kepala_keluarga", "nik", "padan_dukcapil", "jenis_kelamin", "tanggal_lahir", "pekerjaan", "pendidikan", "kepemilikan_rumah",
                                "memiliki_simpananuang_perhiasan_ternak_lainnya", "jenis_atap", "jenis_dinding", "jenis_lantai", "sumber_penerangan",
                                "bahan_bakar_memasak", "sumber_air_minum", "memiliki_fasilitas_buang_air_besar", "penerima_bpnt", "penerima_bpum",
                                "penerima_bst", "penerima_pkh", "penerima_sembako", "resiko_stunting"},
                   "anggota": {"id_individu", "id_keluarga_p3ke", "nama", "nik", "padan_dukcapil", "jenis_kelamin", "hubungan_dengan_kepala_keluarga",
                               "tanggal_lahir", "status_kawin", "pekerjaan", "pendidikan", "usia_dibawah_7_tahun", "usia_7_sd_12", "usia_13_sd_15",
                               "usia_16_sd_18", "usia_19_sd_21", "usia_22_sd_59", "usia_60_tahun_keatas", "penerima_bpnt", "penerima_bpum", "penerima_bst",
                               "penerima_pkh", "penerima_sembako", "resiko_stunting"}}
        with sqlite3.connect(baseline) as connection:
            for table, columns in carried.items():
                for _, name, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
                    if name not in columns:
                        connection.execute(f'UPDATE {table} SET "{name}" = NULL')
        return carried

    def test_nothing_is_found_and_the_rules_decide_as_on_samples_own_baseline(self):
        for seed in (1, 7):
            own = self.folder / f"own-{seed}.db"
            self.ends(tepat("sample", own, "--rules", RULES, "--people", PEOPLE, "--seed", seed, "--dirt", 0), 0)
            carried = self.only_what_files_carry(own)
            for kind in ("xlsx", "csv"):
                with self.subTest(kind=kind, seed=seed):
                    folder = self.files(kind, seed, 0)
                    self.assertEqual(listed(folder), [])
                    baseline, reports = self.taken(folder)
                    self.assertEqual((reports[1]["validation"]["findings"], reports[1]["validation"]["rejected"]), ([], []))
                    self.assertEqual([report["files"][0]["not_used"] for report in reports], [[], []])
                    for table, columns in carried.items():
                        names = ", ".join(sorted(columns))
                        self.assertEqual(rows_of(baseline, table, names), rows_of(own, table, names))
                    self.assertEqual(self.outcomes(baseline), self.outcomes(own))

    def outcomes(self, baseline):
        path = self.folder / "outcomes.csv"
        worklist = self.folder / "w.db"
        worklist.unlink(missing_ok=True)
        self.ends(tepat("run", RULES, "--baseline", baseline, "--date", "2025-07-01", "--worklist", worklist, "--outcomes", path, "--include-drafts"), 0)
        text = path.read_text(encoding="utf-8")
        self.assertGreater(text.count(",eligible,"), 0)
        return text


class Usage(Sample):
    def test_what_it_says_and_refuses(self):
        said = self.ends(tepat("sample", "--as", "p3ke-csv", self.folder / "a", "--people", 500, "--lang", "en"), 0).stdout
        self.assertIn("p3ke-individu.csv: ", said)
        self.assertIn("dirt.csv", self.ends(tepat("sample", "--as", "p3ke-csv", self.folder / "b", "--people", 500, "--lang", "id"), 0).stdout)
        self.ends(tepat("sample", "--as", "p3ke-pdf", self.folder / "c"), 2)
        self.ends(tepat("sample", "--as", "p3ke-csv", self.folder / "d", "--place", "atlantis"), 2)
        self.assertFalse((self.folder / "d").exists())
        occupied = self.write("file", "x")
        self.ends(tepat("sample", "--as", "p3ke-xlsx", occupied, "--people", 500), 3)
        self.ends(tepat("sample", self.folder / "x.db"), 2)  # a baseline needs rules


if __name__ == "__main__":
    main()
