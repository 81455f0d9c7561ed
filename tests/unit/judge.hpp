// SPDX-License-Identifier: Apache-2.0
// A rule text and a handful of rows, judged by the engine: for the tests of plan, evaluate and run.
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/run/run.hpp"

namespace tepat::judge {

/// Fact name -> number (scaled as the fact; bits of a set), "?" (unknown), "!" (error cell); text facts as they are; of a reference the
/// key it holds. Facts not named are unknown.
using Cells = std::map<std::string, std::string>;

class Case {
public:
    explicit Case(const std::string& text) {
        const text::SourceFile& file = sources_.add("test.aturan", "bahasa id\n" + text);
        std::vector<syntax::Module> modules;
        modules.push_back(syntax::parse(file, sink_));
        program_ = check::check(modules, sources_, sink_);
        for (const diagnostics::Diagnostic& diagnostic : sink_.sorted()) UNSCOPED_INFO(diagnostics::number_of(diagnostic.code));
        REQUIRE_FALSE(sink_.has_errors());
        REQUIRE(program_.complete);
        rows_.resize(program_.entities.size());
        request.date = *program::make_date(2025, 7, 1);
        for (std::uint32_t r = 0; r < program_.rules.size(); ++r) request.rules.push_back(program::RuleId{r});
    }

    /// `parent`: its key; "" an empty link.
    Case& row(const std::string& entity, const std::string& key, const std::string& parent, Cells cells = {}) {
        rows_[entity_of(entity)].push_back({key, parent, std::move(cells)});
        return *this;
    }

    const program::Program& program() const { return program_; }
    plan::Plan plan() const { return plan::make_plan(program_, request); }

    columns::Population population() const {
        columns::Population population;
        std::vector<int> parents;
        for (std::size_t e = 0; e < rows_.size(); ++e) {
            parents.push_back(program_.entities[e].parent.valid() ? static_cast<int>(program_.entities[e].parent.value) : -1);
            population.entities.push_back(entity_rows(e));
        }
        columns::sort_rows(population, parents);
        return population;
    }

    run::Decisions decide(const run::Options& options = {}) const {
        const plan::Plan plan = this->plan();
        return run::run(plan, population(), options);
    }

    /// "layak", "tidak", "galat", "belum: anggota.umur;keluarga.desil", or "-" for who is not judged.
    std::string outcome(const std::string& rule, const std::string& key) const {
        const run::Decisions decisions = decide();
        for (const run::RuleOutcomes& outcomes : decisions.rules) {
            if (program_[outcomes.rule].name != rule) continue;
            const std::vector<std::string> keys = population().entities[outcomes.entity.value].keys;
            const auto row = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
            REQUIRE(row < keys.size());
            return text_of(decisions, outcomes, row);
        }
        return "no such rule";
    }

    /// One row of a rule, as `outcome` says it.
    std::string text_of(const run::Decisions& decisions, const run::RuleOutcomes& outcomes, std::size_t row) const {
        if (!outcomes.subject.get(row)) return "-";
        switch (outcomes.outcome[row]) {
            case run::Outcome::eligible: return "layak";
            case run::Outcome::not_eligible: return "tidak";
            case run::Outcome::error: return "galat";
            case run::Outcome::undecided: break;
        }
        std::string text = "belum:";
        for (const run::MissingName& name : decisions.missing_sets[outcomes.missing[row]]) {
            text += (text.back() == ':' ? " " : ";") + program_[name.entity].name + (name.fact.valid() ? "." + program_[name.fact].name : "");
        }
        return text;
    }

    plan::Request request;

private:
    struct Row {
        std::string key;
        std::string parent;
        Cells cells;
    };

    std::size_t entity_of(const std::string& name) const {
        const auto is = [&](const program::Entity& entity) { return entity.name == name; };
        return static_cast<std::size_t>(std::find_if(program_.entities.begin(), program_.entities.end(), is) - program_.entities.begin());
    }

    std::uint32_t link_of(std::size_t entity, const std::string& parent) const {
        if (parent.empty()) return columns::no_parent_unknown;
        const std::vector<Row>& parents = rows_[program_.entities[entity].parent.value];
        const auto place = std::find_if(parents.begin(), parents.end(), [&](const Row& row) { return row.key == parent; });
        return place == parents.end() ? columns::no_parent_error : static_cast<std::uint32_t>(place - parents.begin());
    }

    void add_cell(columns::ColumnBuilder& builder, const program::Fact& fact, const Cells& cells) const {
        const auto cell = cells.find(fact.name);
        if (cell == cells.end() || cell->second == "?") return builder.add_unknown();
        if (cell->second == "!") return builder.add_error();
        if (fact.type.kind == program::TypeKind::text) return builder.add_text(cell->second);
        if (fact.type.kind == program::TypeKind::date) return builder.add(program::parse_iso(cell->second)->days);
        builder.add(std::stoll(cell->second));
    }

    columns::Column references(const program::Fact& fact, const std::vector<Row>& rows) const {
        const std::vector<Row>& targets = rows_[fact.refers_to.value];
        std::vector<std::uint32_t> found;
        for (const Row& row : rows) {
            const auto cell = row.cells.find(fact.name);
            const auto has_key = [&](const Row& target) { return target.key == cell->second; };
            if (cell == row.cells.end() || cell->second == "?") {
                found.push_back(columns::no_parent_unknown);
                continue;
            }
            const auto place = std::find_if(targets.begin(), targets.end(), has_key);
            found.push_back(place == targets.end() ? columns::no_parent_error : static_cast<std::uint32_t>(place - targets.begin()));
        }
        return columns::reference_column(found, static_cast<int>(fact.refers_to.value));
    }

    columns::EntityRows entity_rows(std::size_t e) const {
        const program::Entity& entity = program_.entities[e];
        columns::EntityRows result;
        result.rows = rows_[e].size();
        for (const Row& row : rows_[e]) {
            result.keys.push_back(row.key);
            if (entity.parent.valid()) result.parent.push_back(link_of(e, row.parent));
        }
        for (const program::FactId fact : entity.facts) {
            if (program_[fact].refers_to.valid()) {
                result.columns.emplace_back(references(program_[fact], rows_[e]));
                continue;
            }
            columns::ColumnBuilder builder;
            for (const Row& row : rows_[e]) add_cell(builder, program_[fact], row.cells);
            result.columns.emplace_back(builder.finish());
        }
        return result;
    }

    text::Sources sources_;
    diagnostics::Sink sink_;
    program::Program program_;
    std::vector<std::vector<Row>> rows_;
};

/// Families and members, without any rule.
inline const std::string families = R"(
entitas wilayah_kecil "Wilayah"
  dari tabel wilayah_kecil kunci kode
  kaya ya_tidak
entitas keluarga "Keluarga" di wilayah_kecil lewat kode
  dari tabel keluarga kunci id
  desil bilangan 1..10
  pengeluaran rupiah 0..
  pkh ya_tidak
entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id
  hanya bila hidup bila kosong benar
  hidup ya_tidak
  lahir tanggal
  usia bilangan 0..120
  sekolah ya_tidak
  gaji rupiah 0..Rp10.000.000
  utang bilangan
  nama teks
istilah umur untuk anggota "Umur" adalah tahun_penuh(lahir, tanggal_acuan)
)";

}  // namespace tepat::judge
