// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: independent pieces of work on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace tepat::store {

/// work(0) .. work(count - 1), each once, in any order; the first failure (by number) is thrown again when all threads have stopped.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace tepat::store
