// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/findings.hpp"

#include "dsl/program/identity_number.hpp"

namespace tepat::intake {
namespace {

struct Texts {
    const char* name;
    diagnostics::Severity severity;
    const char* what[2];
    const char* to_do[2];
};
using diagnostics::Severity;
constexpr Texts all[] = {
#define FINDING(name, severity, what_id, do_id, what_en, do_en) {#name, Severity::severity, {what_id, what_en}, {do_id, do_en}},
#include "engine/intake/findings.def"
#undef FINDING
};

const Texts& of(Check check) { return all[static_cast<std::size_t>(check)]; }
std::size_t number_of(diagnostics::Language language) { return language == diagnostics::Language::id ? 0 : 1; }

}  // namespace

const char* name_of(Check check) { return of(check).name; }
diagnostics::Severity severity_of(Check check) { return of(check).severity; }

std::optional<Check> check_named(std::string_view name) {
    for (std::size_t i = 0; i < checks; ++i)
        if (name == all[i].name) return static_cast<Check>(i);
    return std::nullopt;
}

std::string what(Check check, const std::string& detail, diagnostics::Language language) {
    return diagnostics::fill(of(check).what[number_of(language)], {detail}, language);
}
std::string what_to_do(Check check, diagnostics::Language language) { return of(check).to_do[number_of(language)]; }

void Findings::add(Finding finding) {
    if (counts_[static_cast<std::size_t>(finding.check)]++ >= most_kept) return;
    for (std::string* text : {&finding.detail, &finding.before, &finding.after}) *text = program::without_identity_numbers(*text);
    list_.push_back(std::move(finding));
}

std::size_t Findings::count(diagnostics::Severity severity) const {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < checks; ++i)
        if (all[i].severity == severity) sum += counts_[i];
    return sum;
}

}  // namespace tepat::intake
