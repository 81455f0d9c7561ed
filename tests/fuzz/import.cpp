// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV file into a baseline: every row is imported or set aside, and what was imported can be read back without errors.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "dsl/diagnostics/failure.hpp"
#include "engine/intake/import.hpp"
#include "engine/store/baseline.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;

namespace {

const char* const vocabulary = R"(bahasa id
entitas keluarga
  dari tabel keluarga kunci nomor
  desil bilangan 1..10
entitas orang di keluarga lewat id_keluarga
  dari tabel orang kunci nomor
  lahir tanggal
  upah rupiah 0..
  bagian desimal
  bekerja ya_tidak
  nama teks
  status pilihan kawin = 1, lajang = "belum kawin"
    dianggap kosong 8, 99
)";

struct Setting {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("tepat-fuzz-" + std::to_string(::getpid()));
    versus::Compiled compiled = versus::compile({vocabulary});

    Setting() {
        if (!compiled.sound()) std::abort();
        std::filesystem::create_directories(folder);
        store::create_tables((folder / "kosong.db").string(), compiled.program);
    }
    ~Setting() { std::filesystem::remove_all(folder); }
};

template <class Id>
std::vector<Id> all_ids(std::size_t count) {
    std::vector<Id> ids;
    for (std::uint32_t i = 0; i < count; ++i) ids.push_back(Id{i});
    return ids;
}

void import_and_read(const Setting& setting, const std::string& database, const std::string& file, const intake::ImportOptions& options) {
    const program::Program& program = setting.compiled.program;
    const intake::ImportReport report = intake::import_file(database, file, program, options);
    if (report.rows != report.imported + report.updated + report.unchanged + report.set_aside) std::abort();
    const store::Baseline baseline = store::read_baseline(database, program, all_ids<program::EntityId>(program.entities.size()),
                                                          all_ids<program::FactId>(program.facts.size()), 1);
    for (const store::CellErrors& error : baseline.errors)  // a family that is not there is no fault of the cell
        if (error.column != program[error.entity].link_column) std::abort();
    if (baseline.population.entities[options.entity.value].rows != report.imported) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Setting setting;
    if (size < 1) return -1;
    const std::filesystem::path database = setting.folder / "baseline.db";
    const std::filesystem::path file = setting.folder / "berkas.csv";
    std::filesystem::copy_file(setting.folder / "kosong.db", database, std::filesystem::copy_options::overwrite_existing);
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(data) + 1, static_cast<std::streamsize>(size - 1));
    intake::ImportOptions options;
    options.entity = program::EntityId{data[0] & 1u};
    options.update = (data[0] & 2) != 0;
    options.decimal_comma = (data[0] & 4) != 0;
    try {
        import_and_read(setting, database.string(), file.string(), options);
    } catch (const diagnostics::Failure&) {  // a header that names no fact, a file that is not text
    }
    return 0;
}
