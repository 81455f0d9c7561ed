// SPDX-License-Identifier: Apache-2.0
// Everything the analyser claims is attacked: random rule sets, then random people with unknown and wrong cells, links to nobody and keys
// that no parameter line names; the naive oracle must find nobody who contradicts a claim. And every witness must pass as a test.
// TEPAT_SEED and TEPAT_CASES choose other and longer runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/program/print.hpp"
#include "dsl/prove/find.hpp"
#include "dsl/prove/prove.hpp"
#include "engine/trial/trial.hpp"
#include "tests/differential/generate.hpp"
#include "tests/differential/oracle.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;
using diagnostics::Code;
using oracle::Oracle;
using oracle::Truth;
using program::ExprId;
using program::Program;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Rules about few facts, so that they often contain, exclude and cover each other.
class Crowded {
public:
    explicit Crowded(std::uint64_t seed) : random_(seed) {}

    std::string text() {
        std::string all = R"(bahasa id
entitas desa "Desa"
  dari tabel desa kunci kode
  rawan ya_tidak
entitas keluarga "Keluarga" di desa lewat kode
  dari tabel keluarga kunci id
  desil bilangan 1..10
  jenis pilihan satu, dua, tiga
  kumuh ya_tidak
  catatan teks
  uang rupiah 0..
entitas orang "Orang" di keluarga lewat id)" +
                          std::string(random_.percent(50) ? " paling sedikit 1" : "") + R"(
  dari tabel orang kunci nomor
)" + (random_.percent(40) ? "  hanya bila tidak pergi\n" : "") +
                          R"(  pergi ya_tidak
  umur_tercatat bilangan 0..120
  lahir tanggal
  sekolah ya_tidak
  ibu merujuk orang lewat nomor_ibu
parameter batas: bilangan
  sejak 2020-01-01 4 dasar "uji"
  sejak 2025-03-01 3 dasar "uji"
parameter batas_jenis: bilangan menurut keluarga.jenis
  satu sejak 2020-01-01 2 dasar "uji"
  dua sejak 2020-01-01 5 dasar "uji"
parameter batas_desa: bilangan menurut desa
  "1" sejak 2020-01-01 3 dasar "uji"
  "k1" sejak 2020-01-01 6 dasar "uji"
istilah umur untuk orang adalah tahun_penuh(lahir, tanggal_acuan)
istilah anak untuk orang adalah umur < 18
istilah sulit untuk keluarga adalah )" + condition("keluarga", 2) + "\nistilah lapis untuk keluarga adalah\n";
        for (int i = 1; i <= 3; ++i) all += "  " + std::to_string(i) + " bila " + condition("keluarga", 1) + "\n";
        if (random_.percent(70)) all += "  selain itu 0\n";
        for (const std::string name : {"p", "q"}) {
            const std::string entity = name == "p" || random_.percent(60) ? "keluarga" : "orang";
            all += "program " + name + " untuk setiap " + entity + "\n  dasar hukum \"uji\"\n";
            if (random_.percent(40)) all += "  urutkan menurut tingkat 1: (" + condition(entity, 1) + "), tingkat 2: (" + condition(entity, 1) + ")\n  kuota 2\n";
            if (name == "q" && random_.percent(50)) all += std::string("  ") + (random_.percent(50) && entity == "keluarga" ? "utamakan" : "tidak boleh bersama") + " p\n";
            for (int i = 1; i <= 3; ++i) all += rule(name + std::to_string(i), entity, name);
        }
        return all;
    }

private:
    std::string rule(const std::string& name, const std::string& entity, const std::string& programme) {
        std::string text = "aturan " + name + " untuk setiap " + entity + "\n  program " + programme + "\n  jika " + condition(entity, 2) + "\n";
        if (random_.percent(40)) text += "  kecuali k: " + condition(entity, 1) + "\n";
        return text;
    }
    std::string condition(const std::string& entity, int depth) {
        if (depth == 0) return entity == "keluarga" ? of_family() : random_.percent(40) ? with_prefix() : of_person();
        std::string text = "(" + condition(entity, depth - 1);
        const std::string op = random_.percent(60) ? " dan " : " atau ";
        for (std::int64_t i = random_.between(0, 2); i > 0; --i) text += op + (random_.percent(20) ? "tidak " : "") + "(" + condition(entity, depth - 1) + ")";
        return text + ")";
    }
    std::string few(std::int64_t high) { return std::to_string(random_.between(1, high)); }
    std::string sign() { return random_.pick<std::string>({" < ", " <= ", " > ", " >= ", " = ", " != "}); }
    std::string with_prefix() {
        return random_.pick<std::string>({"keluarga.kumuh", "keluarga.desil" + sign() + few(10), "keluarga.jenis = dua", "keluarga.desa.rawan"});
    }
    std::string of_family() {
        return random_.pick<std::string>({
            "desil" + sign() + few(10), "desil" + sign() + few(4), "desil" + sign() + "batas", "desil" + sign() + "batas_jenis", "desil" + sign() + "batas_desa",
            "jenis = satu", "jenis != dua", "jenis termasuk (satu, tiga)", "kumuh", "tidak kumuh", "kumuh atau tidak kumuh", "desil diketahui", "kumuh tidak diketahui",
            "desil bila kosong 9" + sign() + few(10), "catatan berawalan \"a\"", "catatan = \"ab\"", "uang < Rp" + few(5) + ".000.000", "desa.rawan",
            "ada orang yang (umur < " + few(20) + ")", "ada orang yang (anak)", "banyaknya orang yang (sekolah)" + sign() + few(3), "banyaknya orang" + sign() + few(4),
            "semua orang memenuhi (sekolah)", "tidak ada orang yang (sekolah)", "total umur_tercatat dari orang" + sign() + few(90),
            "desil + " + few(3) + sign() + few(9), "uang * " + few(3) + " > Rp2.000.000"});
    }
    std::string of_person() {
        return random_.pick<std::string>({"umur" + sign() + few(30), "umur_tercatat" + sign() + few(30), "anak", "sekolah", "lahir <= tanggal_acuan - " + few(20) + " tahun",
                                          "ibu.sekolah", "ibu.umur_tercatat > " + few(30), "ibu.sekolah diketahui", "ada orang lain yang (sekolah)", "sekolah tidak diketahui",
                                          "banyaknya orang lain yang (anak)" + sign() + few(3), "umur_tercatat bila kosong 5 < " + few(20)});
    }

    generate::Random random_;
};

/// Arithmetic beyond 64 bits is an error nobody claims anything about: amounts are kept small.
void keep_small(oracle::World& world, const Program& program) {
    for (std::size_t e = 0; e < world.rows.size(); ++e)
        for (oracle::Row& row : world.rows[e])
            for (std::size_t f = 0; f < row.cells.size(); ++f) {
                const program::Fact& fact = program[program.entities[e].facts[f]];
                const std::int64_t most = fact.type.scale == 0 ? 60 : 60'000'000;
                std::int64_t& number = row.cells[f].value.number;
                if (!fact.type.is_numeric()) continue;
                number = std::clamp(number, std::max(-most, fact.low.value_or(-most)), std::max(most, fact.low.value_or(most)));
                number = std::min(number, fact.high.value_or(number));
            }
}

bool has_value(const program::Parameter& parameter, program::Date on) {
    if (parameter.periods.empty()) return false;
    const bool by_key = parameter.by_entity.valid() || parameter.by_fact.valid();
    bool value = false;
    for (const program::ParameterPeriod& period : parameter.periods) {
        if (period.from > on) continue;
        const bool open = !period.until || on <= *period.until;
        value = by_key ? value || open : open;
    }
    return value;
}

/// A date on which every parameter has a value and every programme is in force: of those the analyser speaks.
std::optional<program::Date> usable_date(const Program& program, std::uint64_t seed) {
    std::vector<program::Date> dates;
    for (const char* text : {"2025-07-01", "2024-02-29", "2025-02-28", "2025-12-31", "2026-11-21", "2021-05-05", "2031-06-15"}) {
        const program::Date date = *program::parse_iso(text);
        const bool valued = std::all_of(program.parameters.begin(), program.parameters.end(), [&](const auto& p) { return has_value(p, date); });
        const bool in_force = std::all_of(program.programmes.begin(), program.programmes.end(),
                                          [&](const auto& p) { return (!p.from || *p.from <= date) && (!p.until || date <= *p.until); });
        if (valued && in_force) dates.push_back(date);
    }
    return dates.empty() ? std::nullopt : std::optional(dates[seed % dates.size()]);
}

/// One population against all claims; a contradiction as text.
class Refuter {
public:
    Refuter(const Program& program, const std::vector<diagnostics::Diagnostic>& claims, const oracle::World& world, const oracle::Circumstances& circumstances)
        : program_(program), claims_(claims), world_(world), circumstances_(circumstances), oracle_(program, world, circumstances) {}

    std::string refute() {
        for (const diagnostics::Diagnostic& claim : claims_)
            if (std::string found = against(claim); !found.empty()) return std::string(diagnostics::number_of(claim.code)) + ": " + found;
        return gap();
    }

private:
    Truth truth(Oracle& oracle, ExprId id, std::size_t row) {
        return std::get<Truth>(oracle.value(id, {program_[id].scope, oracle::Place::real, row}).value);
    }
    bool takes_part(program::EntityId entity, std::size_t row) {
        const ExprId only_when = program_[entity].only_when;
        return !only_when.valid() || truth(oracle_, only_when, row) == Truth::yes;
    }
    std::size_t rows(program::EntityId entity) const { return world_.rows[entity.value].size(); }
    bool eligible(program::RuleId rule, std::size_t row) {
        const oracle::Judgement judgement = oracle_.judge(rule, row);
        return judgement.subject && judgement.outcome == run::Outcome::eligible;
    }
    bool eligible(program::ProgrammeId programme, std::size_t row) {
        const oracle::Judgement judgement = oracle_.judge(programme, row);
        return judgement.subject && judgement.outcome == run::Outcome::eligible;
    }
    std::string at(program::EntityId entity, std::size_t row) const { return program_[entity].name + " " + world_.rows[entity.value][row].key; }

    std::string against(const diagnostics::Diagnostic& claim) {
        switch (claim.code) {
            case Code::rule_never_applies: return never_applies(claim.span);
            case Code::condition_never_true: return never(claim.span, Truth::yes);
            case Code::condition_never_false: return never(claim.span, Truth::no);
            case Code::part_never_matters: return never_decides(claim.span);
            case Code::exception_never_applies: return never_excepts(claim.span);
            case Code::rule_contained: return contained(claim.span, claim.labels.at(0).span);
            case Code::case_never_applies: return line_never_applies(claim.span);
            case Code::tier_never_reached: return never_in_tier(claim.span);
            case Code::exclusion_never_needed:
            case Code::yields_never: return never_both(claim.span);
            default: return {};
        }
    }
    std::string never_applies(text::Span span) {
        for (std::uint32_t r = 0; r < program_.rules.size(); ++r)
            for (std::size_t row = 0; program_.rules[r].span == span && row < rows(program_.rules[r].entity); ++row)
                if (eligible(program::RuleId{r}, row)) return at(program_.rules[r].entity, row);
        return {};
    }
    bool reads_subject(ExprId id) const { return program::print_expression(program_, id).find("subject") != std::string::npos; }
    std::string never(text::Span span, Truth truth_value) {
        for (std::uint32_t e = 0; e < program_.exprs.size(); ++e) {
            const program::Expr& expr = program_.exprs[e];
            if (expr.span != span || expr.type.kind != program::TypeKind::yes_no || !expr.scope.valid() || reads_subject({e})) continue;
            const bool outermost = std::none_of(program_.exprs.begin() + e + 1, program_.exprs.end(), [&](const program::Expr& other) {
                return other.span == span && other.type.kind == program::TypeKind::yes_no;
            });
            for (std::size_t row = 0; outermost && row < rows(expr.scope); ++row)
                if (takes_part(expr.scope, row) && truth(oracle_, {e}, row) == truth_value) return at(expr.scope, row) + " " + program::print_expression(program_, {e});
        }
        return {};
    }
    /// Does the condition have this part on its own level of `dan`, `atau`, `tidak`? Leaves it out.
    bool leave_out(Program& program, ExprId id, text::Span part) const {
        program::Expr& expr = program.exprs[id.value];
        std::vector<ExprId>* operands = nullptr;
        if (auto* all = std::get_if<program::And>(&expr.kind)) operands = &all->operands;
        if (auto* any = std::get_if<program::Or>(&expr.kind)) operands = &any->operands;
        if (const auto* negation = std::get_if<program::Not>(&expr.kind)) return leave_out(program, negation->operand, part);
        if (operands == nullptr) return false;
        const std::size_t before = operands->size();
        std::erase_if(*operands, [&](ExprId operand) { return program_[operand].span == part; });
        if (operands->size() < before) return true;
        bool found = false;
        for (const ExprId operand : std::vector<ExprId>(*operands)) found = leave_out(program, operand, part) || found;
        return found;
    }
    std::string never_decides(text::Span part) {
        std::vector<ExprId> roots;
        for (const program::Rule& rule : program_.rules) roots.push_back(rule.when);
        for (const program::Term& term : program_.terms) roots.push_back(term.body);
        for (const program::Expr& expr : program_.exprs)
            if (const auto* node = std::get_if<program::Quantifier>(&expr.kind); node != nullptr && node->where.valid()) roots.push_back(node->where);
        for (const ExprId root : roots) {
            if (program_[root].type.kind != program::TypeKind::yes_no || !program_[root].scope.valid() || reads_subject(root)) continue;
            Program without = program_;
            if (!leave_out(without, root, part)) continue;
            Oracle other(without, world_, circumstances_);
            for (std::size_t row = 0; row < rows(program_[root].scope); ++row)
                if (takes_part(program_[root].scope, row) && (truth(oracle_, root, row) == Truth::yes) != (truth(other, root, row) == Truth::yes))
                    return at(program_[root].scope, row) + " " + program::print_expression(program_, root) + " against " + program::print_expression(without, root);
        }
        return {};
    }
    std::string never_excepts(text::Span span) {
        for (const program::Rule& rule : program_.rules)
            for (const program::Exception& exception : rule.exceptions)
                for (std::size_t row = 0; exception.span == span && row < rows(rule.entity); ++row)
                    if (takes_part(rule.entity, row) && truth(oracle_, rule.when, row) == Truth::yes && truth(oracle_, exception.condition, row) == Truth::yes)
                        return at(rule.entity, row);
        return {};
    }
    std::string contained(text::Span inner, text::Span outer) {
        const auto rule_at = [&](text::Span span) {
            std::uint32_t r = 0;
            while (program_.rules.at(r).span != span) ++r;
            return program::RuleId{r};
        };
        const program::RuleId a = rule_at(inner), b = rule_at(outer);
        for (std::size_t row = 0; row < rows(program_[a].entity); ++row)
            if (eligible(a, row) && !eligible(b, row)) return at(program_[a].entity, row) + " is eligible by " + program_[a].name + ", not by " + program_[b].name;
        return {};
    }
    std::string line_never_applies(text::Span span) {
        for (const program::Term& term : program_.terms)
            if (const auto* cases = std::get_if<program::Cases>(&program_[term.body].kind))
                for (const program::Case& line : cases->cases)
                    for (std::size_t row = 0; prove::span_of(program_, line) == span && row < rows(term.entity); ++row)
                        if (takes_part(term.entity, row) && truth(oracle_, line.condition, row) == Truth::yes) return at(term.entity, row);
        return {};
    }
    std::string never_in_tier(text::Span span) {
        for (std::uint32_t p = 0; p < program_.programmes.size(); ++p) {
            const program::Programme& programme = program_.programmes[p];
            for (std::size_t row = 0; row < rows(programme.entity); ++row) {
                if (!eligible(program::ProgrammeId{p}, row)) continue;
                for (const program::Tier& tier : programme.tiers) {
                    if (truth(oracle_, tier.condition, row) != Truth::yes) continue;
                    if (tier.span == span) return at(programme.entity, row);
                    break;
                }
            }
        }
        return {};
    }
    std::string never_both(text::Span span) {
        for (std::uint32_t p = 0; p < program_.programmes.size(); ++p) {
            const program::Programme& programme = program_.programmes[p];
            std::vector<program::Exclusion> all = programme.not_together;
            all.insert(all.end(), programme.yields_to.begin(), programme.yields_to.end());
            for (const program::Exclusion& other : all)
                for (std::size_t row = 0; other.span == span && program_[other.programme].entity == programme.entity && row < rows(programme.entity); ++row)
                    if (eligible(program::ProgrammeId{p}, row) && eligible(other.programme, row)) return at(programme.entity, row);
        }
        return {};
    }
    /// Where nothing was said of a gap there is none.
    std::string gap() {
        for (const program::Term& term : program_.terms) {
            const auto* cases = std::get_if<program::Cases>(&program_[term.body].kind);
            const bool said = std::any_of(claims_.begin(), claims_.end(), [&](const auto& claim) {
                return (claim.code == Code::cases_gap || claim.code == Code::cases_unproven) && claim.span == term.span;
            });
            if (cases == nullptr || cases->otherwise.valid() || said) continue;
            for (std::size_t row = 0; row < rows(term.entity); ++row)
                if (takes_part(term.entity, row) && std::all_of(cases->cases.begin(), cases->cases.end(), [&](const program::Case& line) { return truth(oracle_, line.condition, row) == Truth::no; }))
                    return "a gap in " + term.name + " at " + at(term.entity, row);
        }
        return {};
    }

    const Program& program_;
    const std::vector<diagnostics::Diagnostic>& claims_;
    const oracle::World& world_;
    const oracle::Circumstances& circumstances_;
    Oracle oracle_;
};

struct Seen {
    std::map<std::string, std::size_t> claims;
    std::size_t rule_sets = 0, witnesses = 0;
};

void check_witnesses(const std::string& rules, const std::vector<diagnostics::Diagnostic>& claims, Seen& seen) {
    std::string pasted = rules;
    std::size_t count = 0;
    for (const diagnostics::Diagnostic& claim : claims)
        for (const diagnostics::Note& note : claim.notes)
            if (note.phrase == diagnostics::Phrase::witness_passes) pasted += "\n" + std::get<std::string>(note.arguments.at(0)), ++count;
    if (count == 0) return;
    const versus::Compiled compiled = versus::compile({pasted});
    INFO(pasted << compiled.complaints());
    CHECK(compiled.sound());
    if (!compiled.sound()) return;
    CHECK(compiled.program.tests.size() == count);
    CHECK(trial::try_all(compiled.program, {.threads = 1}).failed == 0);
    seen.witnesses += count;
}

void attack(const std::string& rules, std::uint64_t seed, Seen& seen) {
    const versus::Compiled compiled = versus::compile({rules});
    if (!compiled.sound()) return;
    const Program& program = compiled.program;
    const auto date = usable_date(program, seed);
    if (!date) return;
    prove::Options options;
    options.total_limit = 300'000;
    if (seed % 3 == 0) options.date = date;
    options.passes = [](const Program& one) { return trial::try_all(one, {.threads = 1}).failed == 0; };
    options.language = [&](text::Span) { return rules.starts_with("bahasa id") ? diagnostics::Language::id : diagnostics::Language::en; };
    diagnostics::Sink sink;
    prove::prove(program, options, sink);
    const std::vector<diagnostics::Diagnostic> claims = sink.sorted();
    const bool stopped = std::any_of(claims.begin(), claims.end(), [](const auto& claim) { return claim.code == Code::analysis_stopped; });
    for (const auto& claim : claims) ++seen.claims[std::string(diagnostics::number_of(claim.code))];
    ++seen.rule_sets;
    check_witnesses(rules, claims, seen);
    for (std::uint64_t people = 0; people < 8 && !stopped; ++people) {
        oracle::World world = generate::world(seed * 8 + people, program);
        keep_small(world, program);
        const oracle::Circumstances circumstances{*date, true, {}};
        const std::string found = Refuter(program, claims, world, circumstances).refute();
        if (found.empty()) continue;
        FAIL_CHECK("seed " << seed << ", people " << people << " on " << program::to_iso(*date) << ": " << found << "\n" << rules << "\n" << oracle::print(world, program));
        return;
    }
}

}  // namespace

TEST_CASE("nobody contradicts what the analyser claims, and its witnesses pass", "[property][prove]") {
    const std::uint64_t first = from_environment("TEPAT_SEED", 1), cases = from_environment("TEPAT_CASES", 24);
    Seen seen;
    for (std::uint64_t seed = first; seed < first + cases; ++seed) {
        attack(Crowded(seed).text(), seed, seen);
        if (seed % 4 == 0) attack(generate::rule_text(seed, syntax::KeywordLanguage::id).text(), seed, seen);
    }
    std::string counts = std::to_string(seen.rule_sets) + " rule sets, " + std::to_string(seen.witnesses) + " witnesses";
    for (const auto& [code, count] : seen.claims) counts += ", " + code + " " + std::to_string(count);
    INFO(counts);
    if (std::getenv("TEPAT_CASES") != nullptr) WARN(counts);
    CHECK(seen.rule_sets * 2 >= cases);
    CHECK(seen.claims["R4083"] + seen.claims["R4085"] + seen.claims["R4080"] + seen.claims["R4081"] >= cases / 4);
}
