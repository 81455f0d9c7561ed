// SPDX-License-Identifier: Apache-2.0
#include "cli/starter.hpp"

namespace tepat::cli {

namespace {

constexpr const char* vocabulary = R"(bahasa id
# Kosakata: apa yang boleh ditanyakan oleh aturan. Sesuaikan dengan tabel dan kolom data di tempat Anda.

## Satu keluarga menurut kartu keluarga.
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id_keluarga
  sebutan nama_kepala
  alamat jalan, rt
  nama_kepala  teks            "Nama kepala keluarga"
  jalan        teks            "Jalan"
  rt           teks            "RT"
  desil        bilangan 1..10  "Desil kesejahteraan"

## Satu orang di dalam keluarga.
entitas anggota "Anggota keluarga" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id_anggota
  sebutan nama
  nama               teks      "Nama"
  nik                teks      "NIK"  rahasia
  tanggal_lahir      tanggal   "Tanggal lahir"
  penerima_pensiun   ya_tidak  "Menerima pensiun"
)";

constexpr const char* parameters = R"(bahasa id
# Angka yang diubah oleh peraturan. Setiap angka bertanggal dan menyebut dasarnya; ganti contoh ini dengan yang benar.

parameter desil_tertinggi: bilangan "Desil tertinggi yang dibantu"
  sejak 2024-01-01 4 dasar "Contoh: nomor peraturan"

parameter usia_lansia: bilangan "Usia paling muda seorang lansia"
  sejak 2024-01-01 60 dasar "Contoh: nomor peraturan"

parameter besaran_lansia: rupiah "Bantuan lansia per bulan"
  sejak 2024-01-01 Rp300.000 dasar "Contoh: nomor peraturan"
)";

constexpr const char* rules = R"(bahasa id
# Siapa yang layak menerima apa, dan siapa yang mengerjakan apa.

lembaga dinas_sosial "Dinas Sosial"
lembaga ketua_rt "Ketua RT"

istilah umur untuk anggota "Umur" adalah tahun_penuh(tanggal_lahir, tanggal_acuan)

program bantuan_lansia "Bantuan lansia" untuk setiap anggota
  strategi kurangi_beban
  pelaksana dinas_sosial
  dasar hukum "Contoh: nomor peraturan"
  berlaku sejak 2024-01-01
  besaran besaran_lansia per bulan
  periode tahunan

aturan lansia_miskin "Lansia dalam keluarga miskin dibantu" untuk setiap anggota
  program bantuan_lansia
  jika semua dari:
    - keluarga.desil <= desil_tertinggi
    - umur >= usia_lansia
  kecuali sudah_pensiun: penerima_pensiun
  maka tugas "Daftarkan {nama} pada Bantuan lansia" kepada dinas_sosial
    prioritas tinggi
    tenggat 30 hari
  bila belum pasti tugas "Lengkapi data {nama}: {kurang}" kepada ketua_rt
    tenggat 14 hari
)";

constexpr const char* tests = R"(bahasa id
# Uji: contoh yang hasilnya diketahui. `tepat test` menjalankan semuanya.

uji "lansia miskin tanpa pensiun dibantu" pada 2025-07-01
  misalkan keluarga k1: desil 2
    anggota siti: tanggal_lahir 1950-03-02, penerima_pensiun salah
  harapkan
    siti layak lansia_miskin
    siti layak bantuan_lansia
    siti.umur = 75

uji "yang muda, yang mampu, dan yang berpensiun tidak dibantu" pada 2025-07-01
  misalkan keluarga k1: desil 2
    anggota budi: tanggal_lahir 1990-03-02, penerima_pensiun salah
    anggota wati: tanggal_lahir 1950-03-02, penerima_pensiun benar
  misalkan keluarga k2: desil 9
    anggota agus: tanggal_lahir 1950-03-02, penerima_pensiun salah
  harapkan
    budi tidak layak lansia_miskin
    wati tidak layak lansia_miskin
    agus tidak layak lansia_miskin

uji "yang datanya kurang belum pasti" pada 2025-07-01
  misalkan keluarga k1: desil 2
    anggota siti: tanggal_lahir 1950-03-02
    anggota tuti: penerima_pensiun salah
  harapkan
    siti belum pasti lansia_miskin, kurang penerima_pensiun
    tuti belum pasti lansia_miskin, kurang tanggal_lahir
)";

constexpr const char* families =
    "id_keluarga,nama_kepala,jalan,rt,desil\n"
    "K-001,Siti Contoh,Jl. Melati 5,003,2\n"
    "K-002,Agus Contoh,Jl. Kenanga 1,003,9\n"
    "K-003,Tuti Contoh,Jl. Mawar 12,004,\n";

constexpr const char* members =
    "id_anggota,id_keluarga,nama,nik,tanggal_lahir,penerima_pensiun\n"
    "A-001,K-001,Siti Contoh,0000000000000001,1950-03-02,Tidak\n"
    "A-002,K-001,Budi Contoh,0000000000000002,1990-03-02,Tidak\n"
    "A-003,K-001,Wati Contoh,0000000000000003,1951-12-31,\n"
    "A-004,K-002,Agus Contoh,0000000000000004,1948-01-15,Tidak\n"
    "A-005,K-003,Tuti Contoh,0000000000000005,1955-05-20,Tidak\n";

}  // namespace

const std::vector<StarterFile>& starter_files_id() {
    static const std::vector<StarterFile> files{{"kosakata.aturan", vocabulary},  {"parameter.aturan", parameters},
                                                {"bantuan_lansia.aturan", rules}, {"uji.aturan", tests},
                                                {"data/keluarga.csv", families},  {"data/anggota.csv", members}};
    return files;
}

}  // namespace tepat::cli
