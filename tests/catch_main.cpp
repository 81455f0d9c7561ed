// SPDX-License-Identifier: Apache-2.0
// Catch2's main, alone because it takes ten seconds to compile.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
