// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/print.hpp"

#include <boost/variant/apply_visitor.hpp>

#include "dsl/syntax/format_words.hpp"

namespace tepat::syntax {

namespace {

template <typename Enum, std::size_t N>
std::string_view pick(const std::string_view (&names)[N], Enum value) {
    return names[static_cast<std::size_t>(value)];
}

std::string_view word(LiteralKind k) { return pick({"whole", "decimal", "percent", "money", "date", "text", "yes", "no"}, k); }
std::string_view word(DurationUnit u) { return pick({"days", "months", "years", "working_days"}, u); }
std::string_view word(ArithmeticOp op) { return pick({"add", "subtract", "multiply", "divide"}, op); }
std::string_view word(CompareOp op) { return pick({"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}, op); }
std::string_view word(QuantifierKind k) { return pick({"some", "none", "every", "count", "total", "average", "largest", "smallest"}, k); }
std::string_view word(Function f) { return pick({"full_years", "full_months", "days_between"}, f); }
std::string_view word(RoundDirection d) { return pick({"down", "up", "nearest"}, d); }
std::string_view word(GroupKind k) { return pick({"all_of", "any_of", "at_least"}, k); }
std::string_view word(TypeWord w) { return pick({"yes_no", "number", "decimal", "rupiah", "date", "text", "choice", "set"}, w); }
std::string_view word(Strategy s) { return pick({"reduce_expenses", "raise_income", "reduce_pockets"}, s); }
std::string_view word(Period p) { return pick({"once", "monthly", "quarterly", "yearly"}, p); }
std::string_view word(Priority p) { return pick({"high", "medium", "low"}, p); }
std::string_view word(Verdict v) { return pick({"eligible", "not_eligible", "undecided", "error", "selected", "waiting"}, v); }
std::string_view word(StandingKind k) { return pick({"eligible", "selected", "receiving", "ever_received"}, k); }
std::string_view word(CollectKind k) { return pick({"total", "count", "largest", "smallest"}, k); }

std::string quoted(const std::string& text) { return "\"" + text + "\""; }
std::string join(const std::vector<Name>& names) {
    std::string joined;
    for (const Name& name : names) joined += (joined.empty() ? "" : ".") + name.text;
    return joined;
}
std::string written(const Path& path) { return (path.from_subject ? "subject." : "") + join(path.parts); }
std::string written(const Duration& duration) { return duration.amount + " " + std::string(word(duration.unit)); }

class Printer {
public:
    std::string out;
    bool is_canonical = false;  ///< literals in their one form, whatever was written

    void operator()(const Error&) { line("error"); }

    // expressions
    void operator()(const Literal& node) { line(truth(node)); }
    void operator()(const Duration& node) { line("duration " + written(node)); }
    void operator()(const Path& node) { line("path " + written(node)); }
    void operator()(const ReferenceDate&) { line("reference_date"); }
    void operator()(const Unary& node) {
        line(node.op == UnaryOp::negative ? "negative" : "not");
        below(node.operand);
    }
    void operator()(const Arithmetic& node) {
        line("arithmetic");
        below(node.first);
        Deeper deeper(*this);
        for (const ArithmeticTail& tail : node.rest) {
            line(std::string(word(tail.op)));
            below(tail.operand);
        }
    }
    void operator()(const Comparison& node) {
        line(std::string(word(node.op)));
        below(node.left);
        below(node.right);
    }
    void operator()(const Between& node) {
        line("between");
        below(node.value);
        below(node.low);
        below(node.high);
    }
    void operator()(const Membership& node) {
        line(node.negated ? "not_in" : "in");
        below(node.value);
        for (const Expr& choice : node.choices) below(choice);
    }
    void operator()(const TextTest& node) {
        line(node.op == TextTestOp::has ? "has" : "starts_with");
        below(node.value);
        below(node.operand);
    }
    void operator()(const Logic& node) {
        line(node.op == LogicOp::logical_and ? "and" : "or");
        for (const Expr& operand : node.operands) below(operand);
    }
    void operator()(const Known& node) {
        line(node.known ? "known" : "unknown");
        below(node.value);
    }
    void operator()(const IfMissing& node) {
        line("if_missing");
        below(node.value);
        below(node.fallback);
    }
    void operator()(const Quantifier& node) {
        line(std::string(word(node.kind)) + (node.other ? " other " : " ") + node.entity.text);
        part("value", node.value);
        part("top", node.top);
        for (const Expr& kept : node.kept) below(kept);
        part("where", node.where);
        part("if_none", node.if_none);
    }
    void operator()(const Call& node) {
        line(std::string(word(node.function)));
        for (const Expr& argument : node.arguments) below(argument);
    }
    void operator()(const Round& node) {
        line("round " + std::string(word(node.direction)));
        below(node.value);
        below(node.unit);
    }
    void operator()(const Group& node) {
        line(std::string(word(node.kind)));
        part("count", node.at_least);
        for (const Expr& item : node.items) below(item);
    }

    void operator()(const Standing& node) { line(std::string(word(node.kind)) + " " + node.programme.text + (node.within ? " within " + written(*node.within) : "")); }
    void operator()(const SetValue& node) { line("set " + join(node.values)); }

    // facts and entities
    void operator()(const SecrecyFlag& node) { line(node.word == SecrecyWord::secret ? "secret" : "sensitive"); }
    void operator()(const ColumnFlag& node) { line("column " + quoted(node.column.value)); }
    void operator()(const CountsAsMissing& node) {
        std::string codes;
        for (const Literal& code : node.codes) codes += " " + written(code);
        line("counts_as_missing" + codes);
    }
    void operator()(const Fact& node) {
        line("fact " + node.name.text + label(node.label));
        Deeper deeper(*this);
        type(node.type);
        all(node.flags);
    }
    void operator()(const Vintage& node) { line("valid_for " + written(node.valid) + " since " + written(node.since)); }
    void operator()(const Reference& node) {
        line("reference " + node.name.text + label(node.label) + " to " + node.entity.text + " via " + node.link.text);
        Deeper deeper(*this);
        all(node.flags);
    }
    void operator()(const Recipients& node) {
        line("recipients " + node.programme.text + " from " + node.from.text + (node.until ? " until " + node.until->text : "") +
             (node.complete ? " complete" : ""));
    }
    void operator()(const FromTable& node) { line("from_table " + node.table.text + " key " + node.key.text); }
    void operator()(const CalledBy& node) { line("called_by " + node.fact.text); }
    void operator()(const Address& node) {
        std::string names;
        for (const Name& name : node.facts) names += " " + name.text;
        line("address" + names);
    }
    void operator()(const Area&) { line("area"); }
    void operator()(const OnlyWhen& node) {
        line("only_when");
        below(node.condition);
    }
    void operator()(const EntityDeclaration& node) {
        line("entity " + title(node.header));
        Deeper deeper(*this);
        if (node.parent) line("in " + node.parent->parent.text + " via " + node.parent->link.text);
        if (node.at_least_one) line("at_least 1");
        all(node.items);
    }

    // parameters, agencies, terms
    void operator()(const ParameterPeriod& node) {
        std::string head = node.key ? "key " + written(*node.key) + " " : "";
        head += "from " + spelled(node.from) + (node.until ? " until " + spelled(*node.until) : "");
        line(head + (node.basis ? " basis " + quoted(node.basis->value) : ""));
        for (const Expr& value : node.values) below(value);
    }
    void operator()(const ParameterDeclaration& node) {
        line("parameter " + title(node.header));
        Deeper deeper(*this);
        type(node.type);
        if (node.by) line("by " + written(*node.by));
        all(node.items);
    }
    void operator()(const AgencyDeclaration& node) { line("agency " + title(node.header)); }
    void operator()(const TermDeclaration& node) {
        line("term " + title(node.header) + " for " + node.entity.text);
        if (node.type) {
            Deeper deeper(*this);
            type(*node.type);
        }
        if (node.value) below(*node.value);
        for (const Case& one : node.cases) print_case(one);
    }

    void operator()(const ScoreDeclaration& node) {
        line("score " + title(node.header) + " for " + node.entity.text);
        for (const ScoreLine& one : node.lines) {
            Deeper deeper(*this);
            line("line");
            below(one.weight);
            part("times", one.times);
            part("when", one.condition);
        }
    }
    void operator()(const AnyCell&) { line("any"); }
    void operator()(const CompareCell& node) {
        line(std::string(word(node.op)));
        below(node.operand);
    }
    void operator()(const RangeCell& node) {
        line("range");
        part("low", node.low);
        part("high", node.high);
    }
    void operator()(const ValuesCell& node) {
        line("one_of");
        for (const Expr& value : node.values) below(value);
    }
    void operator()(const UnknownCell& node) { line(node.known ? "known" : "unknown"); }
    void operator()(const TableDeclaration& node) {
        line("table " + title(node.header) + " for " + node.entity.text + (node.collect ? " collect " + std::string(word(*node.collect)) : "") +
             (node.from_csv ? " from " + quoted(node.from_csv->value) : ""));
        Deeper deeper(*this);
        type(node.result);
        for (const Expr& column : node.columns) below(column);
        for (const TableRow& row : node.rows) {
            line(row.otherwise ? "otherwise" : "row");
            Deeper cells(*this);
            all(row.cells);
            if (span_of(row.result) != Span{}) below(row.result);  // a table that counts rows has no results
        }
    }

    // programmes and rules
    void operator()(const StrategyItem& node) { line("strategy " + std::string(word(node.strategy))); }
    void operator()(const RunBy& node) { line("run_by " + node.agency.text); }
    void operator()(const LegalBasis& node) { line("legal_basis " + quoted(node.text.value)); }
    void operator()(const InForce& node) { line("in_force from " + spelled(node.from) + (node.until ? " until " + spelled(*node.until) : "")); }
    void operator()(const Benefit& node) {
        line("benefit" + (node.per ? " per " + std::string(word(*node.per)) : ""));
        below(node.amount);
    }
    void operator()(const PeriodItem& node) { line("period " + std::string(word(node.period))); }
    void operator()(const Draft&) { line("draft"); }
    void operator()(const Condition& node) {
        line("if");
        below(node.condition);
    }
    void operator()(const Exception& node) {
        line("unless " + node.name.text + (node.target ? " on " + node.target->text : ""));
        below(node.condition);
    }
    void operator()(const ProgrammeRef& node) { line("programme " + node.programme.text); }
    void operator()(const Due& node) { line("due " + written(node.after)); }
    void operator()(const PriorityItem& node) { line("priority " + std::string(word(node.priority))); }
    void operator()(const Evidence& node) { line("evidence " + quoted(node.what.value)); }
    void operator()(const DoneWhen& node) {
        line("done_when");
        below(node.condition);
    }
    void operator()(const Task& node) {
        line((node.if_undecided ? "undecided_task " : "task ") + quoted(node.what.value) + " to " + node.agency.text);
        Deeper deeper(*this);
        all(node.parts);
    }
    void operator()(const Quota& node) {
        line("quota" + (node.per ? " per " + written(*node.per) : ""));
        below(node.amount);
    }
    void operator()(const Budget& node) {
        line("budget" + (node.per ? " per " + written(*node.per) : ""));
        below(node.amount);
        below(node.unit_cost);
    }
    void operator()(const TakenWhen& node) {
        line("taken_when");
        below(node.condition);
    }
    void operator()(const OrderBy& node) {
        line("order_by");
        Deeper deeper(*this);
        for (const Tier& tier : node.tiers) {
            line("tier " + spelled(tier.number));
            below(tier.condition);
        }
        for (const OrderKey& key : node.keys) {
            line(key.largest_first ? "largest_first" : "smallest_first");
            below(key.value);
        }
    }
    void operator()(const AtMost& node) {
        line("at_most per " + node.per.text);
        below(node.count);
    }
    void operator()(const YieldsTo& node) { line("yields_to " + node.programme.text); }
    void operator()(const NotTogether& node) { line("not_together_with " + node.programme.text); }
    void operator()(const Graduates& node) {
        line("graduates_if");
        below(node.condition);
        if (!node.task) return;
        Deeper deeper(*this);
        (*this)(*node.task);
    }
    void operator()(const ProgrammeDeclaration& node) { subject_declaration("programme ", node); }
    void operator()(const RuleDeclaration& node) { subject_declaration("rule ", node); }

    // tests
    void operator()(const GivenParameter& node) {
        line("given parameter " + node.parameter.text);
        below(node.value);
    }
    void operator()(const GivenRow& node) {
        line("given " + node.entity.text + " " + node.key.text);
        for (const GivenFact& fact : node.facts) {
            Deeper deeper(*this);
            line(fact.fact.text);
            below(fact.value);
        }
    }
    void operator()(const ExpectVerdict& node) {
        std::string missing;
        for (const Path& path : node.missing) missing += (missing.empty() ? " missing " : ", ") + written(path);
        line("expect " + node.row.text + " " + std::string(word(node.verdict)) + " " + node.target.text +
             (node.rank ? " rank " + spelled(*node.rank) : "") + missing);
    }
    void operator()(const ExpectValue& node) {
        line("expect " + written(node.what) + (node.error ? " error" : node.low ? "" : " unknown"));
        part("low", node.low);
        part("high", node.high);
    }
    void operator()(const TestDeclaration& node) {
        line("test " + quoted(node.title.value) + " on " + spelled(node.date));
        Deeper deeper(*this);
        all(node.givens);
        all(node.expectations);
    }

    // the rest
    void operator()(const LanguageDeclaration&) { line("language"); }
    void operator()(const UseDeclaration& node) { line("use " + quoted(node.path.value)); }

    template <typename T>
    void operator()(const x3::forward_ast<T>& node) {
        (*this)(node.get());
    }

    void module(const Module& whole) {
        for (const Documented& one : whole.declarations) {
            if (!one.documentation.empty()) line("## " + one.documentation.substr(0, one.documentation.find('\n')));
            visit(one.declaration);
        }
    }
    template <typename Variant>
    void visit(const Variant& node) {
        boost::apply_visitor(*this, node.get());
    }

    using result_type = void;

private:
    struct Deeper {
        explicit Deeper(Printer& printer) : printer_(printer) { ++printer_.depth_; }
        ~Deeper() { --printer_.depth_; }
        Printer& printer_;
    };

    void line(const std::string& text) { out.append(static_cast<std::size_t>(depth_) * 2, ' ').append(text) += '\n'; }
    void below(const Expr& expr) {
        Deeper deeper(*this);
        visit(expr);
    }
    void part(const char* name, const std::optional<Expr>& expr) {
        if (!expr) return;
        Deeper deeper(*this);
        line(name);
        below(*expr);
    }
    template <typename Item>
    void all(const std::vector<Item>& items) {
        for (const Item& item : items) visit(item);
    }
    std::string spelled(const Literal& literal) const {
        return is_canonical && literal.kind != LiteralKind::text ? canonical(literal, KeywordLanguage::id) : literal.written;
    }
    /// Texts in quotes.
    std::string written(const Literal& literal) const {
        return std::string(word(literal.kind)) + (literal.kind == LiteralKind::text ? " " + quoted(literal.written) : " " + spelled(literal));
    }
    std::string written(const Path& path) const { return syntax::written(path); }
    std::string written(const Duration& duration) const { return syntax::written(duration); }
    std::string truth(const Literal& node) const {
        bool is_truth = node.kind == LiteralKind::yes || node.kind == LiteralKind::no;
        return is_truth ? std::string(word(node.kind)) : written(node);
    }
    static std::string label(const std::optional<Text>& text) { return text ? " " + quoted(text->value) : ""; }
    static std::string title(const Header& header) { return header.name.text + label(header.label); }
    void type(const TypeSpec& node) {
        std::string range;
        if (node.range) range = " " + (node.range->low ? spelled(*node.range->low) : "") + ".." + (node.range->high ? spelled(*node.range->high) : "");
        line(std::string(word(node.word)) + range);
        Deeper deeper(*this);
        for (const ChoiceValue& value : node.choices)
            line("value " + value.name.text + (value.code ? " = " + written(*value.code) : "") + label(value.label));
    }
    void print_case(const Case& one) {
        Deeper deeper(*this);
        line(one.condition ? "case" : "otherwise");
        below(one.result);
        if (one.condition) below(*one.condition);
    }
    template <typename Node>
    void subject_declaration(const char* kind, const Node& node) {
        line(kind + title(node.header) + " for_each " + node.entity.text);
        Deeper deeper(*this);
        all(node.items);
    }

    int depth_ = 0;
};

}  // namespace

std::string print(const Module& module) {
    Printer printer;
    printer.module(module);
    return std::move(printer.out);
}

std::string print_canonical(const Module& module) {
    Printer printer;
    printer.is_canonical = true;
    printer.module(module);
    return std::move(printer.out);
}

std::string print(const Expr& expr) {
    Printer printer;
    printer.visit(expr);
    return std::move(printer.out);
}

}  // namespace tepat::syntax
