# SPDX-License-Identifier: Apache-2.0
"""What staff do in a spreadsheet: choose decisions, write reasons, sort and delete rows, make mistakes. Always the same for the same lists."""
import pathlib
import sys

import openpyxl

WORKBOOKS_AT_MOST = 12  # openpyxl takes seconds for a large one; the others come back empty


def columns_of(sheet):
    for row in sheet.iter_rows(min_row=1, max_row=50):
        titles = {str(cell.value).strip(): cell.column for cell in row if cell.value is not None}
        if "Kode periksa" in titles:
            return row[0].row, titles
    raise SystemExit(f"no header in {sheet.title}")


def fill(path):
    good = bad = 0
    book = openpyxl.load_workbook(path)
    sheet = book.active
    header, titles = columns_of(sheet)

    def write(row, title, value):
        sheet.cell(row, titles[title]).value = value

    number = 0
    for row in range(header + 1, sheet.max_row + 1):
        if not sheet.cell(row, titles["Kode periksa"]).value:
            continue
        number += 1
        choice = number % 20
        if choice in (1, 2, 3, 4):
            write(row, "Keputusan", "setujui")
            write(row, "Diputuskan oleh", "Lurah")
            good += 1
        elif choice == 5:
            write(row, "Keputusan", " Tolak ")
            write(row, "Alasan atau catatan", "sudah pindah")
            good += 1
        elif choice == 6:
            write(row, "Keputusan", "TUNDA")
            write(row, "Tunda sampai", "15/08/2025")
            write(row, "Alasan atau catatan", "menunggu verifikasi")
            good += 1
        elif choice == 7:
            write(row, "Keputusan", "tolak")  # without a reason
            bad += 1
        elif choice == 8:
            write(row, "Keputusan", "mungkin")
            bad += 1
    book.save(path)
    return good, bad


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx"))
    good = bad = 0
    for path in paths[:WORKBOOKS_AT_MOST]:
        more = fill(path)
        good, bad = good + more[0], bad + more[1]
    print(f"filled in {min(len(paths), WORKBOOKS_AT_MOST)} of {len(paths)} workbooks: good={good} bad={bad}")


if __name__ == "__main__":
    main()
