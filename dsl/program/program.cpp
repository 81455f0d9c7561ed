// SPDX-License-Identifier: Apache-2.0
// The few questions every reader of a Program asks.
#include "dsl/program/program.hpp"

namespace tepat::program {

bool is_self_or_ancestor(const Program& program, EntityId ancestor, EntityId entity) {
    while (entity.valid() && entity != ancestor) entity = program[entity].parent;
    return ancestor.valid() && entity == ancestor;
}

}  // namespace tepat::program
