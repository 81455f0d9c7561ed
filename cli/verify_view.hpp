// SPDX-License-Identifier: Apache-2.0
// The verification list in words: ranking of facts, and questions grouped as somebody walks: area, address, family, person.
#pragma once

#include <string>
#include <vector>

#include "cli/rule_set.hpp"
#include "cli/session.hpp"
#include "engine/verify/verify.hpp"

namespace tepat::cli {

struct AddressPiece {
    std::string label, value;     ///< value: empty when it is not known
};
struct AskedOf {
    std::string area_key, area;   ///< innermost area; empty: none
    std::string area_kind;        ///< Kelurahan
    std::string address;          ///< of the row or the nearest ancestor that has one
    std::vector<AddressPiece> pieces;  ///< the same, as the vocabulary declares them: the house, then what is around it
    std::vector<std::string> around;   ///< what is around the house, widest first (RW, RT), equal however zeros are written
    std::string group;            ///< family: the outermost ancestor that is no area
    program::EntityId group_of;
    std::string group_name;       ///< its name alone
    std::string entity, key, name;
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

}  // namespace tepat::cli
