// SPDX-License-Identifier: Apache-2.0
// Names and addresses come from what the vocabulary calls `sebutan` and `alamat`; no field is known by name here.
#include "engine/worklist/subjects.hpp"

#include "dsl/program/identity_number.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/worklist/shown_values.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::worklist {
namespace {

using program::EntityId;
using program::FactId;

std::string identity(const std::string& entity, const std::string& key) {
    return entity + '\x1f' + key;
}

std::size_t digest_of(const store::SubjectRecord& subject) {
    std::string all = subject.entity_label + '\x1f' + std::to_string(subject.parent) + (subject.area ? "a" : "-");
    const auto add = [&](const store::PieceRecord& piece) {
        all += '\x1f' + piece.label + '\x1f' + piece.value + '\x1f' + std::to_string(piece.secrecy);
    };
    add(subject.name);
    for (const store::PieceRecord& piece : subject.address) add(piece);
    for (const store::NumberRecord& number : subject.numbers) add({number.fact + '\x1f' + number.piece.label, number.piece.value, number.piece.secrecy});
    return std::hash<std::string>()(all + std::to_string(subject.key_secrecy));
}

store::PieceRecord piece_of(const Judged& judged, FactId fact, std::uint32_t row) {
    const program::Fact& said = judged.program[fact];
    return {said.label.empty() ? said.name : said.label, value_on(judged, fact, row).value_or(""), static_cast<int>(said.secrecy)};
}

/// What has not the form of such a number is not copied into the worklist: a secret remark stays in the baseline.
store::NumberRecord number_record(const Judged& judged, FactId fact, std::uint32_t row) {
    store::PieceRecord piece = piece_of(judged, fact, row);
    if (!piece.value.empty() && !program::is_identity_number(piece.value)) piece.value = masked;
    return {judged.program[fact].name, std::move(piece)};
}

}  // namespace

Subjects::Subjects(const Judged& judged, store::WorklistWriter& writer)
    : judged_(judged), writer_(writer), ids_(judged.program.entities.size()), rows_by_id_(judged.program.entities.size()) {
    writer.each_subject([&](const store::SubjectRecord& subject) {
        known_.emplace(identity(subject.entity, subject.key), Known{subject.id, digest_of(subject)});
    });
}

store::SubjectRecord subject_record(const Judged& judged, EntityId id, std::uint32_t row) {
    const program::Entity& entity = judged.program[id];
    store::SubjectRecord subject;
    subject.entity = entity.name;
    subject.entity_label = entity.label.empty() ? entity.name : entity.label;
    subject.key = judged.population.entities[id.value].keys[row];
    subject.key_secrecy = static_cast<int>(program::key_secrecy(judged.program, id, subject.key));
    subject.area = entity.area;
    if (entity.called_by.valid()) subject.name = piece_of(judged, entity.called_by, row);
    for (const FactId fact : entity.address) subject.address.push_back(piece_of(judged, fact, row));
    for (const FactId fact : numbers_of(judged.program, id)) subject.numbers.push_back(number_record(judged, fact, row));
    return subject;
}

std::vector<Place> places_of(const Judged& judged, EntityId entity, std::uint32_t row) {
    std::vector<Place> places;
    for (EntityId ancestor = entity; ancestor.valid(); ancestor = judged.program[ancestor].parent) {
        const auto own = row_of(judged, ancestor, entity, row);
        if (!own) break;
        const store::SubjectRecord record = subject_record(judged, ancestor, *own);
        places.push_back({record.entity, record.entity_label, record.key, record.key_secrecy, record.area, record.name, record.address, record.numbers});
    }
    return places;
}

std::int64_t Subjects::id_of(EntityId entity, std::uint32_t row) {
    std::vector<std::int64_t>& ids = ids_[entity.value];
    if (ids.empty()) ids.assign(judged_.population.entities[entity.value].rows, 0);
    if (ids[row] != 0) return ids[row];
    store::SubjectRecord subject = subject_record(judged_, entity, row);
    if (const EntityId above = judged_.program[entity].parent; above.valid()) {
        const auto parent = row_of(judged_, above, entity, row);
        subject.parent = parent ? id_of(above, *parent) : 0;
    }
    const auto found = known_.find(identity(subject.entity, subject.key));
    if (found == known_.end()) {
        ids[row] = writer_.add_subject(subject);
    } else {
        ids[row] = subject.id = found->second.id;
        if (found->second.digest != digest_of(subject)) writer_.update_subject(subject);
    }
    return ids[row];
}

std::optional<std::uint32_t> Subjects::row_of_subject(EntityId entity, std::int64_t id) {
    auto& rows = rows_by_id_[entity.value];
    if (rows.empty()) {
        const auto& keys = judged_.population.entities[entity.value].keys;
        for (std::uint32_t row = 0; row < keys.size(); ++row) {
            const auto found = known_.find(identity(judged_.program[entity].name, keys[row]));
            if (found != known_.end()) rows.emplace(found->second.id, row);
        }
    }
    const auto found = rows.find(id);
    if (found == rows.end()) return std::nullopt;
    return found->second;
}

}  // namespace tepat::worklist
