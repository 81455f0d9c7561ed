# SPDX-License-Identifier: Apache-2.0
"""Places per kelurahan over a sample city, against an SQL window query on the same baseline: ranks, who gets in, who waits, the cut-off,
the sums of the report.

TEPAT_PLACES_PEOPLE and TEPAT_PLACES_QUOTA choose another size: 342000 persons with a quota of 50 is what docs/performance.md tells.
"""
import collections
import csv
import json
import os
import pathlib
import sqlite3
import time
import unittest

import support
from support import DATE, tepat

RULES = pathlib.Path(__file__).resolve().parents[2] / "rules"
PEOPLE = int(os.environ.get("TEPAT_PLACES_PEOPLE", "4000"))
QUOTA = int(os.environ.get("TEPAT_PLACES_QUOTA", "3"))

PROGRAMME = """bahasa id
gunakan "{vocabulary}"

lembaga dinas "Dinas"

program pekerja "Bantuan pekerja" untuk setiap anggota
  pelaksana dinas
  dasar hukum "Uji"
  periode tahunan
  kuota {quota} per kelurahan
  terisi bila penerima_pkh dan tanggal_lahir < 1955-01-01
  urutkan menurut tingkat 1: keluarga.desil_kesejahteraan = 1, tingkat 2: keluarga.desil_kesejahteraan > 1,
    lalu keluarga.pengeluaran_per_kapita terkecil dahulu, lalu tanggal_lahir terbesar dahulu

aturan pekerja_dewasa "Dewasa dari keluarga desil 1-4" untuk setiap anggota
  program pekerja
  jika semua dari:
    - keluarga.desil_kesejahteraan <= 4
    - tanggal_lahir <= tanggal_acuan - 17 tahun
  maka tugas "Daftarkan" kepada dinas
    tenggat 30 hari
"""

# Unknown expenditure ranks behind every amount; keys are text, so bytes break the ties. A person who holds a place takes one of the quota.
# What the sample has of dirt (a decile of 12, a date that is none, a person of no family) is an error: no candidate.
QUERY = """
WITH cells AS (
  SELECT a.id_individu AS person, coalesce(k.kode_kemdagri, '') AS area, k.pengeluaran_per_kapita AS spent,
         CASE WHEN k.desil_kesejahteraan BETWEEN 1 AND 10 THEN k.desil_kesejahteraan END AS decile,
         CASE WHEN date(julianday(a.tanggal_lahir)) = a.tanggal_lahir THEN a.tanggal_lahir END AS born, a.penerima_pkh AS pkh
  FROM anggota a LEFT JOIN keluarga k USING (id_keluarga_p3ke)
  WHERE coalesce(a.keberadaan, '') IN ('', '1', '5', '8', '99')),
people AS (SELECT *, coalesce(pkh IN (1, '1', 'Ya', 'ya', 'YA') AND born < '1955-01-01', 0) AS taken FROM cells),
places AS (SELECT area, sum(taken) AS taken FROM people GROUP BY area),
ranked AS (
  SELECT person, area,
         row_number() OVER (PARTITION BY area ORDER BY decile > 1, spent IS NULL, spent, born DESC, CAST(person AS BLOB)) AS rank
  FROM people WHERE NOT taken AND decile <= 4 AND born <= date(:date, '-17 years'))
SELECT person, CASE WHEN rank <= :quota - places.taken THEN 'selected' ELSE 'waiting' END, rank, area FROM ranked JOIN places USING (area)
UNION ALL
SELECT person, 'taken', '', area FROM people WHERE taken
"""


class Places(support.Case):
    def test_ranks_and_sums_are_those_of_a_window_query(self):
        rules = self.write("rules/places.aturan", PROGRAMME.format(vocabulary=(RULES / "kosakata").as_posix(), quota=QUOTA)).parent
        baseline, decisions = self.folder / "data.db", self.folder / "decisions.csv"
        self.ends(tepat("sample", baseline, "--rules", rules, "--people", PEOPLE, "--seed", 7, timeout=900), 0)
        started = time.monotonic()
        result = self.ends(self.run_rules(rules, baseline, "--decisions", decisions, "--format", "json"), 0)
        seconds = time.monotonic() - started
        with sqlite3.connect(baseline) as connection:
            expected = {str(person): (state, str(rank), area) for person, state, rank, area in
                        connection.execute(QUERY, {"date": DATE, "quota": QUOTA})}
        with open(decisions, encoding="utf-8", newline="") as file:
            found = {row["subject"]: (row["state"], row["rank"], row["area"]) for row in csv.DictReader(file)}
        differing = [(person, found.get(person), expected.get(person)) for person in sorted(found.keys() | expected.keys())
                     if found.get(person) != expected.get(person)]
        self.assertEqual(differing[:5], [], f"{len(differing)} differ")
        self.check_report(json.loads(result.stdout), expected)
        if "TEPAT_PLACES_PEOPLE" in os.environ:
            timing = json.loads(result.stdout)["timing"]
            states = collections.Counter(state for state, _, _ in expected.values())
            print(f"\n{PEOPLE} persons, quota {QUOTA}: {dict(states)}; the run took {seconds:.1f} s, {timing}")

    def check_report(self, report, expected):
        programme = report["programmes"][0]
        states = collections.Counter(state for state, _, _ in expected.values())
        self.assertGreater(states["waiting"], 0)
        self.assertGreater(states["selected"], 0)
        self.assertGreater(states["taken"], 0)
        self.assertEqual(programme["places"], {**dict.fromkeys(programme["places"], 0), **states})
        self.assertEqual(programme["eligible"], programme["places"]["selected"] + programme["places"]["waiting"] + self.eligible_holders(programme))
        groups = programme["limits"][0]["groups"]
        self.assertEqual(len(groups), 68)
        by_area = collections.defaultdict(dict)
        for person, (state, rank, area) in expected.items():
            by_area[area][person] = (state, rank)
        for group in groups:
            here = by_area[group["group"]]
            count = collections.Counter(state for state, _ in here.values())
            self.assertEqual((group["amount"], group["taken"], group["used"]), (QUOTA, count["taken"], count["selected"]))
            self.assertEqual(group["free"], QUOTA - count["taken"] - count["selected"])
            self.assertEqual((group["selected"], group["waiting"]), (count["selected"], count["waiting"]))
            self.assertTrue(group["free"] >= 0 or count["selected"] == 0)
            last = max((int(rank), person) for person, (state, rank) in here.items() if state == "selected") if count["selected"] else None
            self.assertEqual(group["cut_off"] and (group["cut_off"]["rank"], group["cut_off"]["subject"]), last)

    def eligible_holders(self, programme):
        """Holders of a place who would be eligible too: counted by the outcomes, not among the candidates."""
        return programme["eligible"] - sum(group["candidates"] for group in programme["limits"][0]["groups"])


if __name__ == "__main__":
    support.main()
