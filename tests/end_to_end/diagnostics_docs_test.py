# SPDX-License-Identifier: Apache-2.0
"""docs/diagnostics.md, the codes of R5: every example is run, and the page shows what the program says.

    csv daftar             the list as it came from the worklist: what the examples fill in; its check codes stand for those of the worklist made here
    csv gagal, csv lulus   daftar.csv as somebody filled it in; read with READ, unless an `sh` block of the same kind follows
    sh gagal, sh lulus     commands, in a folder with the files of `prepare`; gagal: the section's code is said; lulus: exit 0 without it
    text pesan             what the failing example says, in Indonesian, then in English (TEPAT_UPDATE_GOLDEN=1 rewrites it; the diff is the review)

The word `tidak-dijalankan` after `sh gagal` or `sh lulus` keeps an example from being run: NOT_RUN says of which sections, and why.
"""
import csv
import os
import pathlib
import re
import shutil
import subprocess

from support import DATE, TEPAT, Case, main, tepat

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "diagnostics.md"
READ = "tepat decide tugas.db --from daftar.csv --as siti"
NOT_RUN = {
    "R5022": "root may open everything", "R5023": "waits ten seconds; run_test.py", "R5026": "a full disk; intake_test.py", "R5027": "a disk that fails",
    "R5028": "a writer that was cut off, and a file system that is read-only", "R5101": "a workbook that Excel locked; xlsx_reader_test.cpp",
    "R5103": "a zip bomb; intake_test.py", "R5104": "a workbook made by hand; intake_test.py", "R5106": "a workbook made by hand; intake_test.py",
    "R5150": "more than a million tasks", "R5151": "a full disk", "R5181": "two processes at one moment; snapshot_test.py", "R5183": "gigabytes in a cell",
    "R5212": "no command line is known that is neither of the others",
    "R5223": "root may read everything", "R5227": "no memory", "R5228": "a fault of the program", "R5243": "a fault of the program",
    "R5254": "a worklist of an old version that must not be written", "R5255": "people who decide all the time; workflow_test.py"}
RULES = """bahasa id
entitas wilayah "Wilayah"
  dari tabel wilayah kunci kode
  wilayah
  sebutan nama
  nama teks
entitas keluarga "Keluarga" di wilayah lewat kode
  dari tabel keluarga kunci id
  sebutan nama
  nama teks
  miskin ya_tidak
entitas anggota "Anggota" di keluarga lewat id
  dari tabel anggota kunci nomor
  nama teks
  nik teks rahasia
  umur bilangan 0..120
lembaga dinas "Dinas Sosial"
program bantuan "Bantuan" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "Uji"
  periode bulanan
aturan miskin_dibantu "Miskin" untuk setiap keluarga
  program bantuan
  jika miskin
  maka tugas "Bantu {nama}" kepada dinas
    tenggat 7 hari
    bukti foto "tanda terima"
"""


class Block:
    def __init__(self, section, info, first):
        self.section, self.words, self.first, self.lines = section, info.split(), first, []

    def is_a(self, *words):
        return self.words[:len(words)] == list(words)


def read_page(lines):
    """The blocks of the R5 sections (those before the first one included), and the headings of all sections."""
    headings, blocks, open_block, section = [], [], None, ""
    for number, line in enumerate(lines):
        if open_block and line == "```":
            open_block = None
        elif open_block:
            open_block.lines.append(line)
        elif line.startswith("```"):
            open_block = Block(section, line[3:], number + 1)
            blocks.append(open_block)
        elif line.startswith("#"):
            section = line[3:8] if line.startswith("## R") else ""
            headings += [line[3:]] if section else []
    assert open_block is None, f"the block of line {open_block.first} is not closed"
    return headings, [block for block in blocks if block.section >= "R5" or block.is_a("csv", "daftar")]


def all_codes():
    """`R5168 row_decision_unknown` of every code of R5."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "dsl" / "diagnostics" / "codes").glob("r5_*.def")))
    return [f"{number} {name}" for number, name in re.findall(r"^CODE\((R5\d\d\d), (\w+),", text, re.M)]


def messages(stderr):
    """The diagnostics in what a command said, each with its help."""
    return [line for line in stderr.splitlines() if re.match(r"(galat|error|peringatan|warning)\[R\d{4}\]: |  = ", line)]


class Example:
    """One thing to try: files to write and commands to give."""

    def __init__(self, block, table, commands):
        self.block, self.table, self.commands = block, table, commands
        self.fails = block.words[1] == "gagal"


def examples_of(blocks):
    found = []
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.is_a("csv", "gagal") or block.is_a("csv", "lulus"):
            if not (after and after.section == block.section and after.is_a("sh", block.words[1])):
                found.append(Example(block, block.lines, [READ]))
        elif block.is_a("sh", "gagal") or block.is_a("sh", "lulus"):
            table = before.lines if before and before.section == block.section and before.is_a("csv", block.words[1]) else None
            found.append(Example(block, table, block.lines))
    return found


class Page(Case):
    @classmethod
    def setUpClass(cls):
        cls.lines = PAGE.read_text(encoding="utf-8").splitlines()
        cls.headings, cls.blocks = read_page(cls.lines)
        cls.examples = examples_of(cls.blocks)

    def prepare(self):
        """The folder that the examples start from, and the check codes of its worklist by task number."""
        at = self.folder / "awal"
        at.mkdir()
        self.write("awal/aturan/a.aturan", RULES)
        self.write("awal/wilayah.csv", "kode,nama\n1571011003,Legok\n")
        self.write("awal/keluarga.csv", "id,kode,nama,miskin\n" + "".join(f"K{n},1571011003,Keluarga {n},ya\n" for n in range(1, 6)))
        self.write("awal/anggota.csv", "nomor,id,nama,nik,umur\n" + "".join(f"A{n},K{n},Anggota {n},{n:016d},{20 + n}\n" for n in range(1, 6)))
        self.write("awal/kosong.jpg", b"")
        self.write("awal/kosong.db", b"")
        self.write("awal/serah-terima.jpg", b"gambar")
        self.write("awal/lama.ods", b"bukan daftar")
        shutil.copytree(ROOT / "rules" / "kosakata", at / "kosakata_kota")
        self.ends(tepat("init", "kota.db", "--rules", "kosakata_kota", cwd=at), 0)
        (at / "kosong").mkdir()
        self.ends(tepat("init", "data.db", "--rules", "aturan", cwd=at), 0)
        for entity in ("wilayah", "keluarga", "anggota"):
            self.ends(tepat("import", "data.db", f"{entity}.csv", "--rules", "aturan", "--entity", entity, cwd=at), 0)
        self.ends(tepat("run", "aturan", "--baseline", "data.db", "--date", DATE, "--worklist", "tugas.db", cwd=at), 0)
        self.ends(tepat("tasks", "tugas.db", "--csv", "daftar.csv", "--lang", "id", cwd=at), 0)
        with open(at / "daftar.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        number, code = rows[0].index("Nomor tugas"), rows[0].index("Kode periksa")
        return at, {int(row[number]): row[code] for row in rows[1:] if len(row) > code}

    def shown_codes(self):
        start = [block for block in self.blocks if block.is_a("csv", "daftar")]
        self.assertEqual(len(start), 1)
        rows = [line.split(";") for line in start[0].lines]
        return start[0].lines, {int(row[0]): row[-1] for row in rows[1:]}

    def try_(self, example, start, codes, language):
        """What the last of the commands said: (exit code, stderr)."""
        table, shown = self.shown_codes()
        folder = self.folder / "coba"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder)
        text = "\n".join(example.table or table) + "\n"
        for task, code in shown.items():
            text = text.replace(code, codes[task])
        (folder / "daftar.csv").write_text(text, encoding="utf-8")
        commands = folder.parent / "bin"
        commands.mkdir(exist_ok=True)
        call = f'[ $# = 0 ] && exec "{TEPAT}"\nfirst=$1; shift; exec "{TEPAT}" "$first" --lang {language} "$@"\n'
        (commands / "tepat").write_text("#!/bin/sh\n" + call, encoding="utf-8")
        (commands / "tepat").chmod(0o755)
        environment = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "LANG": language, "LC_ALL": language}
        result = subprocess.run(["sh", "-c", "\n".join(example.commands)], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
        said = result.stderr
        for task, code in shown.items():
            said = said.replace(codes[task], code)
        return result.returncode, said

    def test_every_code_has_a_section_and_every_section_its_examples(self):
        codes = all_codes()
        self.assertGreater(len(codes), 150)
        self.assertEqual([name for name in codes if self.headings.count(name) != 1], [])
        self.assertEqual([heading for heading in self.headings if heading >= "R5" and heading not in codes], [])
        for name in codes:
            with self.subTest(name):
                tried = {example.fails for example in self.examples if example.block.section == name[:5]}
                self.assertEqual(tried, {True, False})

    def test_every_example_does_what_the_page_says(self):
        start, codes = self.prepare()
        said = {}
        for example in self.examples:
            section = example.block.section
            if example.block.words[2:] == ["tidak-dijalankan"]:
                self.assertIn(section, NOT_RUN)
                continue
            for language in ("id", "en") if example.fails else ("id",):
                with self.subTest(section, line=example.block.first, language=language):
                    code, stderr = self.try_(example, start, codes, language)
                    if example.fails:
                        self.assertIn(f"[{section}]", stderr)
                        said.setdefault(section, []).extend(messages(stderr))
                    else:
                        self.assertEqual(code, 0, stderr)
                        self.assertNotIn(f"[{section}]", stderr)
        self.compare(said)

    def compare(self, said):
        shown = [block for block in self.blocks if block.is_a("text", "pesan")]
        if "TEPAT_UPDATE_GOLDEN" in os.environ:
            lines = list(self.lines)
            for block in reversed(shown):
                lines[block.first:block.first + len(block.lines)] = said.get(block.section, block.lines)
            PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return
        for section, lines in said.items():
            with self.subTest(section):
                self.assertEqual([block.lines for block in shown if block.section == section], [lines])


if __name__ == "__main__":
    main()
