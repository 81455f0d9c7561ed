# SPDX-License-Identifier: Apache-2.0
"""Next month's register: some families and persons have changed, some are new. Edits the CSV files of `tepat sample --as p3ke-csv`."""
import csv
import os
import pathlib
import sys


def rewrite(path, change):
    """`change(number, row)` gives the rows that stand for one row."""
    new = path.with_suffix(".new")
    with path.open(encoding="utf-8-sig", newline="") as source, new.open("w", encoding="utf-8", newline="") as target:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(target, rows.fieldnames)
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            writer.writerows(change(number, row))
    os.replace(new, path)


def newcomer(key):
    return "9" + key[1:]


def main():
    folder = pathlib.Path(sys.argv[1])
    changed = {"families": 0, "persons": 0, "new families": 0, "new persons": 0}
    joined = set()

    def family(number, row):
        if number % 40 == 0:
            row["desil_kesejahteraan"] = str(min(10, int(row["desil_kesejahteraan"] or 1) + 1))
            changed["families"] += 1
        if number % 150 == 0:
            joined.add(row["id_keluarga_P3KE"])
            changed["new families"] += 1
            return [row, {**row, "id_keluarga_P3KE": newcomer(row["id_keluarga_P3KE"]), "nik": ""}]
        return [row]

    def person(number, row):
        if number % 60 == 0:
            row["pekerjaan"] = "Lainnya"
            changed["persons"] += 1
        if row["id_keluarga_p3ke"] not in joined:
            return [row]
        changed["new persons"] += 1
        return [row, {**row, "id_keluarga_p3ke": newcomer(row["id_keluarga_p3ke"]), "id_individu": newcomer(row["id_individu"]), "nik": ""}]

    rewrite(folder / "p3ke-keluarga.csv", family)
    rewrite(folder / "p3ke-individu.csv", person)
    print("  " + ", ".join(f"{what}: {count}" for what, count in changed.items()))


if __name__ == "__main__":
    main()
