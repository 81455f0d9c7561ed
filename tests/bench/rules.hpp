// SPDX-License-Identifier: Apache-2.0
// The twenty rules of the benchmark, in the rule language and in SQL. hand_written.cpp has them as C++ loops.
#pragma once

#include <array>

namespace tepat::bench {

inline constexpr const char* rule_text = R"(bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  desil        bilangan 1..10 "Desil"
  pengeluaran  rupiah 0..     "Pengeluaran per kapita"
  lantai       pilihan keramik, semen, kayu, tanah, lainnya
  air          pilihan ledeng, sumur, sungai, hujan
  rumah        pilihan milik, sewa, menumpang
  pkh          ya_tidak       "Penerima PKH"
entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id
  lahir        tanggal
  kelamin      pilihan laki, perempuan
  pekerjaan    pilihan tidak_bekerja, petani, nelayan, pedagang, wiraswasta, pekerja_lepas, pns, pegawai, pelajar
  jaminan      pilihan tidak_ada, pbi, mandiri, pemberi_kerja
  bersekolah   ya_tidak
  hamil        ya_tidak
  disabilitas  ya_tidak
  penghasilan  rupiah 0..Rp20.000.000
parameter garis: rupiah "Garis kemiskinan"
  sejak 2024-01-01 Rp600.000 dasar "contoh"
istilah umur untuk anggota "Umur" adalah tahun_penuh(lahir, tanggal_acuan)
istilah miskin untuk keluarga "Miskin" adalah pengeluaran < garis atau desil <= 1
istilah informal untuk anggota "Informal" adalah pekerjaan termasuk (petani, nelayan, pedagang, wiraswasta, pekerja_lepas)
istilah pendapatan untuk keluarga "Pendapatan" adalah total penghasilan dari anggota
istilah murid untuk keluarga "Murid" adalah banyaknya anggota yang (bersekolah)

aturan a01 untuk setiap anggota
  jika umur antara 17 sampai 64 dan jaminan = tidak_ada
aturan a02 untuk setiap anggota
  jika informal dan umur antara 17 sampai 64
aturan a03 untuk setiap anggota
  jika umur >= 60 dan (disabilitas atau jaminan = tidak_ada)
aturan a04 untuk setiap anggota
  jika kelamin = perempuan dan hamil
aturan a05 untuk setiap anggota
  jika bersekolah dan umur antara 6 sampai 21
aturan b01 untuk setiap anggota
  jika keluarga.desil <= 4 dan jaminan = tidak_ada
aturan b02 untuk setiap anggota
  jika keluarga.pengeluaran < garis dan umur antara 6 sampai 21 dan bersekolah
aturan b03 untuk setiap anggota
  jika keluarga.lantai = tanah dan umur < 5
aturan b04 untuk setiap anggota
  jika keluarga.desil <= 2 dan tidak keluarga.pkh dan hamil
aturan b05 untuk setiap anggota
  jika keluarga.miskin dan informal
aturan c01 untuk setiap keluarga
  jika desil <= 4
aturan c02 untuk setiap keluarga
  jika lantai = tanah dan air termasuk (sungai, hujan)
aturan c03 untuk setiap keluarga
  jika desil <= 3 dan tidak pkh
aturan c04 untuk setiap keluarga
  jika miskin dan rumah != milik
aturan d01 untuk setiap keluarga
  jika banyaknya anggota yang (umur < 6) >= 2
aturan d02 untuk setiap keluarga
  jika ada anggota yang (disabilitas) dan desil <= 4
aturan d03 untuk setiap keluarga
  jika pendapatan < Rp1.000.000
aturan d04 untuk setiap keluarga
  jika tidak ada anggota yang (umur antara 15 sampai 64 dan pekerjaan != tidak_bekerja)
aturan d05 untuk setiap anggota
  jika keluarga.murid >= 3 dan bersekolah
aturan d06 untuk setiap anggota
  jika keluarga.pendapatan < Rp2.000.000 dan umur >= 60
)";

inline constexpr std::size_t rule_count = 20;

}  // namespace tepat::bench
