#!/usr/bin/env python3
"""Writes a rule set of many rules over one vocabulary, to measure `tepat check` on it (docs/performance.md).

Usage: many_rules.py FILE [RULES]      500 rules in 50 programmes by default; the same text every time.
"""
import pathlib
import sys

VOCABULARY = """bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  kumuh ya_tidak

entitas keluarga "Keluarga" di kelurahan lewat kode_kelurahan
  dari tabel keluarga kunci id
  desil bilangan 1..10
  pengeluaran rupiah 0..
  lantai pilihan keramik, semen, kayu, tanah
  air pilihan ledeng, sumur, sungai
  punya_mobil ya_tidak
  penerima_pkh ya_tidak

entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci nomor
  hanya bila tidak meninggal
  meninggal ya_tidak
  tanggal_lahir tanggal
  sekolah ya_tidak
  jenjang pilihan belum, sd, smp, sma
  pekerjaan pilihan tidak_bekerja, petani, nelayan, pedagang, pns
  jaminan pilihan tidak_ada, pbi, mandiri
  upah rupiah 0..

lembaga dinas "Dinas"

istilah umur untuk anggota adalah tahun_penuh(tanggal_lahir, tanggal_acuan)
istilah anak untuk anggota adalah umur < 18
istilah lansia untuk anggota adalah umur >= 60
istilah murid untuk anggota adalah sekolah dan umur antara 6 sampai 21
istilah jumlah_anggota untuk keluarga adalah banyaknya anggota
istilah jumlah_anak untuk keluarga adalah banyaknya anggota yang (anak)
istilah upah_keluarga untuk keluarga adalah total upah dari anggota
istilah kelompok untuk anggota adalah
  1 bila umur < 6
  2 bila umur antara 6 sampai 17
  3 bila umur antara 18 sampai 59
  4 bila umur >= 60
"""

FAMILY = [
    "desil <= {a}", "pengeluaran < batas_{p}", "lantai = tanah", "lantai termasuk (kayu, tanah)", "air != ledeng", "tidak punya_mobil",
    "jumlah_anggota >= {b}", "jumlah_anak >= {c}", "ada anggota yang (lansia)", "tidak ada anggota yang (pekerjaan = pns)",
    "upah_keluarga < batas_{p}", "kelurahan.kumuh", "semua anggota memenuhi (jaminan = tidak_ada)", "penerima_pkh",
]
MEMBER = [
    "umur antara {e} sampai {f}", "pekerjaan termasuk (petani, nelayan)", "jaminan = tidak_ada", "keluarga.desil <= {a}", "murid",
    "jenjang = sd", "upah < batas_{p}", "keluarga.jumlah_anak >= {c}", "tidak lansia", "kelompok >= 2", "keluarga.lantai = tanah",
    "pekerjaan != pns", "keluarga.pengeluaran < batas_{p}",
]


def conditions(pool, seed, count):
    chosen = []
    step = 5 if seed % 2 else 3
    for i in range(count):
        text = pool[(seed * 7 + i * step) % len(pool)]
        values = {"a": 2 + seed % 6, "b": 2 + seed % 5, "c": 1 + seed % 3, "e": 6 + seed % 31, "f": 40 + seed % 29, "p": seed % 20}
        text = text.format(**values)
        if text not in chosen:
            chosen.append(text)
    return chosen


def programme(number, rules, start):
    family = number % 2 == 0
    entity, pool = ("keluarga", FAMILY) if family else ("anggota", MEMBER)
    lines = [f'program program_{number} "Program {number}" untuk setiap {entity}', '  dasar hukum "contoh"',
             f"  kecuali sudah: {'desil > 8' if family else 'jaminan = mandiri'}", ""]
    for i in range(rules):
        seed = start + i
        lines += [f"aturan aturan_{seed} untuk setiap {entity}", f"  program program_{number}", "  jika semua dari:"]
        lines += [f"    - {text}" for text in conditions(pool, seed * 3 + number + seed // 7, 3 + seed % 3)]
        if seed % 4 == 0:
            lines += ["    - salah satu dari:"] + [f"      - {text}" for text in conditions(pool, seed * 5 + 2, 3)]
        if seed % 5 == 0:
            lines.append(f"  kecuali lain: {conditions(pool, seed * 11 + 1, 1)[0]}")
        lines.append("")
    return lines


def main():
    rules = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    lines = [VOCABULARY]
    for p in range(20):
        lines += [f"parameter batas_{p}: rupiah", f'  sejak 2024-01-01 Rp{100 + 37 * p}.000 dasar "contoh"',
                  f'  sejak 2025-01-01 Rp{150 + 37 * p}.000 dasar "contoh"', ""]
    for number in range(rules // 10):
        lines += programme(number, 10, number * 10)
    pathlib.Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
