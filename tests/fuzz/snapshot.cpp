// SPDX-License-Identifier: Apache-2.0
// Any bytes as a snapshot, as a block, as a head: refused, or read without harm. The first byte says as which; a block that is read is one that
// encoding gives back. tests/fuzz/snapshot_seeds.py makes seeds.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "dsl/diagnostics/failure.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/frozen_block.hpp"
#include "engine/store/frozen_head.hpp"
#include "engine/store/snapshot.hpp"
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
  nama teks
)";

struct Setting {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("tepat-fuzz-snapshot-" + std::to_string(::getpid()));
    versus::Compiled compiled = versus::compile({vocabulary});
    Setting() {
        if (!compiled.sound()) std::abort();
        std::filesystem::create_directories(folder);
    }
    ~Setting() { std::filesystem::remove_all(folder); }
};

void as_file(const Setting& setting, const std::string& bytes) {
    const std::string file = (setting.folder / "x.snapshot").string();
    std::ofstream(file, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::vector<program::FactId> facts;
    for (std::uint32_t f = 0; f < setting.compiled.program.facts.size(); ++f) facts.push_back({f});
    try {
        (void)store::read_baseline(file, setting.compiled.program, {}, {}, 1, facts);
        (void)store::verify_snapshot(file, 1);
    } catch (const diagnostics::Failure&) {
    }
}

void as_block(const std::string& bytes, std::size_t rows) {
    const auto block = store::Block::decode(bytes, rows);
    if (!block) return;
    std::vector<std::uint16_t> index;
    block->each_row([&](std::size_t, std::size_t cell) { index.push_back(static_cast<std::uint16_t>(cell)); });
    if (index.size() != rows || !store::Block::decode(store::encode_block(block->cells(), index), rows)) std::abort();
}

void as_head(const std::string& bytes) {
    const auto head = store::read_head(bytes);
    if (head && !store::read_head(store::write_head(*head))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Setting setting;
    if (size < 2) return -1;
    const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    switch (data[0] % 4) {
        case 0: as_file(setting, bytes); break;
        case 1: as_block(bytes, data[1]); break;
        case 2: as_head(bytes); break;
        default: (void)store::unpack_bytes(bytes, 1 << 20); break;
    }
    return 0;
}
