// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/read_ahead.hpp"

namespace tepat::intake {

namespace {

constexpr std::size_t batches_waiting = 4, rows_a_batch = 256;

}  // namespace

ReadAhead::ReadAhead(RowSource& source, std::function<void(AheadRow&)> prepare) : source_(source), prepare_(std::move(prepare)), batches_(batches_waiting) {
    for (Batch& batch : batches_) {
        batch.rows.resize(rows_a_batch);
        empty_.push_back(&batch);
    }
    thread_ = std::thread([this] { read(); });
}

ReadAhead::~ReadAhead() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void ReadAhead::read() {
    for (bool more = true; more;) {
        Batch* const batch = wait_for(empty_);
        if (batch == nullptr) return;
        more = fill(*batch);
        hand_on(batch, full_);
    }
}

bool ReadAhead::fill(Batch& batch) {
    batch.count = 0;
    batch.last = false;
    try {
        for (AheadRow& row : batch.rows) {
            row.is_examined = false;
            if (!source_.next(row.row)) {
                batch.last = true;
                break;
            }
            prepare_(row);
            ++batch.count;
        }
    } catch (...) {
        batch.problem = std::current_exception();
        batch.last = true;
    }
    return !batch.last;
}

/// Null when the work was stopped.
ReadAhead::Batch* ReadAhead::wait_for(std::deque<Batch*>& queue) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || !queue.empty(); });
    if (stopped_) return nullptr;
    Batch* const batch = queue.front();
    queue.pop_front();
    return batch;
}

void ReadAhead::hand_on(Batch* batch, std::deque<Batch*>& queue) {
    {
        const std::lock_guard lock(mutex_);
        queue.push_back(batch);
    }
    changed_.notify_all();
}

AheadRow* ReadAhead::next() {
    while (current_ == nullptr || at_ == current_->count) {
        if (current_ != nullptr) {
            if (current_->problem) std::rethrow_exception(current_->problem);
            if (current_->last) return nullptr;
            hand_on(current_, empty_);
        }
        current_ = wait_for(full_);
        at_ = 0;
    }
    return &current_->rows[at_++];
}

}  // namespace tepat::intake
