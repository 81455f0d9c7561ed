// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: a file's rows read in a thread of their own while those before them are being written. The rows come in the
// order of the file, so what comes of them is the same as without the thread. At most 4 x 256 rows wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/intake/row_reader.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {

struct AheadRow {
    SourceRow row;
    bool is_examined = false;        ///< the other two say what came of it
    std::optional<Reason> refused;   ///< not read
    RowCells cells;
};

class ReadAhead {
public:
    /// `prepare` runs in the reading thread on every row. Neither it nor `source` may be used by others until this object is gone.
    ReadAhead(RowSource& source, std::function<void(AheadRow&)> prepare);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// Null at the end. Good until the next call. Throws what reading that row threw.
    AheadRow* next();

private:
    struct Batch {
        std::vector<AheadRow> rows;
        std::size_t count = 0;
        bool last = false;
        std::exception_ptr problem;  ///< after its rows
    };
    void read();
    bool fill(Batch& batch);
    Batch* wait_for(std::deque<Batch*>& queue);
    void hand_on(Batch* batch, std::deque<Batch*>& queue);

    RowSource& source_;
    std::function<void(AheadRow&)> prepare_;
    std::vector<Batch> batches_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Batch*> empty_, full_;
    bool stopped_ = false;
    Batch* current_ = nullptr;
    std::size_t at_ = 0;
    std::thread thread_;
};

}  // namespace tepat::intake
