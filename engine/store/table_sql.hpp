// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the statement that makes an entity's table, with its CHECKs.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace tepat::store {

std::string table_sql(const program::Program& program, const program::Entity& entity);

}  // namespace tepat::store
