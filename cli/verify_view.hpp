// SPDX-License-Identifier: Apache-2.0
// The verification list in words: ranking of facts, and questions grouped as somebody walks: area, address, family, person.
#pragma once

#include <string>
#include <vector>

#include "cli/rule_set.hpp"
#include "cli/session.hpp"
#include "engine/verify/verify.hpp"

namespace tepat::cli {

struct AskedOf {
    std::string area_key, area;   ///< innermost area; empty: none
    std::string address;          ///< of the row or the nearest ancestor that has one
    std::string group;            ///< family: the outermost ancestor that is no area
    std::string entity, key, name;
    bool key_hidden = false;      ///< `key` is not what the baseline has
    std::size_t question = 0;     ///< index into Verification::questions
};

struct VerifyView {
    const RuleSet& rules;
    const columns::Population& population;
    const verify::Verification& found;
    program::Date date;
    std::string village;          ///< empty: everywhere
    std::size_t top = 20;
    std::vector<AskedOf> asked;   ///< as somebody walks; only of the facts at the top, only in the village
};

/// R5356 when no area is called so.
void arrange(VerifyView& view);

std::string fact_text(const program::Program& program, const run::MissingName& name);   ///< label, else name; of an entity its label
std::string printed_fact(const program::Program& program, const run::MissingName& name);  ///< entity.fact
/// The answers as boxes to tick, or a line to write on.
std::string boxes(const program::Program& program, const run::MissingName& name, const Session& session);
std::string question_text(const VerifyView& view, const AskedOf& asked, const Session& session);

void print_verification_text(const VerifyView& view, Session& session);
void print_verification_json(const VerifyView& view, Session& session);
void print_verification_csv(const VerifyView& view, Session& session);

struct WrittenForm {
    std::string path;
    std::size_t rows = 0;
    bool keys_hidden = false;  ///< the form was not written: a NIK, a nomor KK or another secret would stand in it
};
/// One CSV a fact: the key's column, the name's, the fact's with nothing in it. Rows that `tepat import --update` reads back; nobody in
/// such a file has an answer that a blank could overwrite. Where a key asked about is a secret there is none.
std::vector<WrittenForm> write_forms(const VerifyView& view, const std::string& folder);

}  // namespace tepat::cli
