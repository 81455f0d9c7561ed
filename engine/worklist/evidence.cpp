// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/evidence.hpp"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/history_chain.hpp"

namespace tepat::worklist {
namespace {

constexpr std::size_t block = 1 << 18;

[[noreturn]] void cannot_read(const std::string& path, const std::string& why) {
    throw diagnostics::Failure(diagnostics::Exit::environment, diagnostics::Code::cannot_read_file, {path, why});
}

}  // namespace

Evidence read_evidence(const std::string& path) {
    if (std::filesystem::is_directory(path)) cannot_read(path, std::strerror(EISDIR));
    std::ifstream file(path, std::ios::binary);
    if (!file) cannot_read(path, std::strerror(errno));
    crypto_hash_sha256_state sha;
    crypto_generichash_state blake;
    crypto_hash_sha256_init(&sha);
    crypto_generichash_init(&blake, nullptr, 0, 32);
    Evidence evidence{std::filesystem::path(path).filename().string(), 0, "", ""};
    std::vector<char> bytes(block);
    while (file.read(bytes.data(), static_cast<std::streamsize>(block)), file.gcount() > 0) {
        const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
        const auto size = static_cast<std::size_t>(file.gcount());
        crypto_hash_sha256_update(&sha, data, size);
        crypto_generichash_update(&blake, data, size);
        evidence.size += size;
    }
    if (file.bad()) cannot_read(path, std::strerror(errno));
    if (evidence.size == 0) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::evidence_empty, {path});
    std::array<unsigned char, 32> digest{};
    crypto_hash_sha256_final(&sha, digest.data());
    evidence.sha256 = store::hex_of(digest);
    crypto_generichash_final(&blake, digest.data(), digest.size());
    evidence.blake2b = store::hex_of(digest);
    return evidence;
}

std::string evidence_json(const Evidence& evidence) {
    const nlohmann::ordered_json json{{"file", evidence.file}, {"size", evidence.size}, {"sha256", evidence.sha256}, {"blake2b", evidence.blake2b}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Evidence evidence_of(const std::string& text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    return {json.value("file", ""), json.value("size", std::uint64_t{0}), json.value("sha256", ""), json.value("blake2b", "")};
}

}  // namespace tepat::worklist
