// SPDX-License-Identifier: Apache-2.0
// A parameter `menurut` something: the value in force for the row's key. A key without a value is an error and is noted.
#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

namespace {

struct Found {
    Cell::State state = Cell::State::unknown;
    const program::Value* value = nullptr;
};

class Table {
public:
    Table(Workspace& work, const Step& step)
        : work_(work), key_(work.column(step.in[0])), by_choice_(work.step(step.in[0]).form == plan::Form::choice),
          table_(work.plan().tables[static_cast<std::size_t>(step.args[0])]) {}

    Found operator()(std::size_t row) {
        if (!by_choice_) {
            const Cell key = TextReader(key_)(row);
            return key.state == Cell::State::known ? find(*key.text) : Found{key.state, nullptr};
        }
        const Interval key = NumberReader(key_)(row);
        if (key.mark) return {Cell::State::error, nullptr};
        return key.is_point() ? find(table_.choice_names[static_cast<std::size_t>(key.low)]) : Found{};
    }

private:
    Found find(const std::string& key) {
        const auto place = table_.values.find(key);
        if (place != table_.values.end()) return {Cell::State::known, &place->second};
        work_.missed_keys().insert({table_.parameter, key});
        return {Cell::State::error, nullptr};
    }

    Workspace& work_;
    const Vector& key_;
    bool by_choice_;
    const plan::LookUpTable& table_;
};

}  // namespace

Vector compute_look_up(Workspace& work, const Step& step) {
    Table table(work, step);
    const std::size_t rows = work.size(step);
    if (step.form == plan::Form::text) {
        return fill_strings(work.arena(), rows, [&](std::size_t row) {
            const Found found = table(row);
            return Cell{found.state, found.value != nullptr ? &found.value->text : nullptr};
        });
    }
    if (step.form == plan::Form::truth) {
        return fill_truth(work.arena(), rows, [&](std::size_t row) {
            const Found found = table(row);
            if (found.value != nullptr) return plan::to_truth(found.value->number != 0);
            return found.state == Cell::State::error ? Truth::error : Truth::unknown;
        });
    }
    return fill_interval(work.arena(), rows, [&](std::size_t row) {
        const Found found = table(row);
        if (found.value != nullptr) return Interval::point(found.value->number);
        return found.state == Cell::State::error ? Interval::error() : Interval::unbounded();
    });
}

}  // namespace tepat::evaluate
