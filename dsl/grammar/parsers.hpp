// SPDX-License-Identifier: Apache-2.0
// The parser components X3 lacks, and the semantic actions all rules use. Only dsl/grammar/*.cpp include this.
//
//     kw(Keyword::logical_and)         a keyword by role, in the language of the file, blanks and case as they come
//     deeper[p]                        p one level deeper; too deep is a mistake of its own
//     bulleted[p]                      one or more bullets of one level, p after each
//     trap(code)[p]                    if p stands here, that is the mistake `code`, at p's place
//     name[put<&Fact::name>]           writes a part into the node; push<> appends; set<member, value> writes a constant
#pragma once

#include <boost/spirit/home/x3.hpp>
#include <string>
#include <type_traits>
#include <utility>

#include "dsl/diagnostics/syntax_codes.hpp"
#include "dsl/grammar/session.hpp"
#include "dsl/syntax/ast.hpp"

namespace tepat::grammar {

namespace x3 = boost::spirit::x3;
using diagnostics::SyntaxCode;
using syntax::Keyword;

struct session_tag;
using Skipper = std::remove_const_t<decltype(x3::lit(' '))>;
inline const Skipper skipper = x3::lit(' ');
using SkipContext = x3::phrase_parse_context<Skipper>::type;
using Context = x3::context<session_tag, Session, SkipContext>;

template <typename C>
Session& session_of(C const& context) {
    return x3::get<session_tag>(context);
}

// ------------------------------------------------------------------------------------------------------- actions

template <auto Member>
struct Put {
    template <typename C>
    void operator()(C& context) const {
        x3::_val(context).*Member = std::move(x3::_attr(context));
    }
};
template <auto Member>
inline constexpr Put<Member> put{};

template <auto Member>
struct Push {
    template <typename C>
    void operator()(C& context) const {
        (x3::_val(context).*Member).push_back(std::move(x3::_attr(context)));
    }
};
template <auto Member>
inline constexpr Push<Member> push{};

template <auto Member, auto Value>
struct Set {
    template <typename C>
    void operator()(C& context) const {
        x3::_val(context).*Member = Value;
    }
};
template <auto Member, auto Value>
inline constexpr Set<Member, Value> set{};

/// The rule's value is that of the part.
struct Be {
    template <typename C>
    void operator()(C& context) const {
        x3::_val(context) = std::move(x3::_attr(context));
    }
};
inline constexpr Be be{};

// --------------------------------------------------------------------------------------------------------- spans

/// Base of rule classes: writes the span into nodes (an Expr has none of its own, its alternatives have).
struct Spanned {
    template <typename It, typename Attribute, typename C>
    void on_success(It const& first, It const& last, Attribute& attribute, C const& context) {
        if constexpr (std::is_base_of_v<syntax::Node, Attribute>) {
            It end = last;
            while (end > first && end[-1] == ' ') --end;
            attribute.span = session_of(context).span(first, end);
        }
    }
};

/// Calls a rule class's on_success with the rule's own value.
template <typename Class, typename It, typename Attribute, typename C>
void mark_place(It before, It after, Attribute& attribute, C const& context) {
    x3::skip_over(before, after, context);
    if constexpr (requires { Class().on_success(before, after, attribute, context); }) Class().on_success(before, after, attribute, context);
}

/// BOOST_SPIRIT_DEFINE, plus the place: X3 hands on_success no value when a definition has actions, here the value is at hand.
#define DEFINE_RULE(r, data, rule_name)                                                                                          \
    template <typename Iterator, typename Context>                                                                               \
    inline bool parse_rule(::boost::spirit::x3::detail::rule_id<decltype(rule_name)::id>, Iterator& first, Iterator const& last, \
                           Context const& context, decltype(rule_name)::attribute_type& attr) {                                  \
        using Rule = std::remove_const_t<decltype(rule_name)>;                                                                   \
        Iterator const before = first;                                                                                           \
        bool const found = ::boost::spirit::x3::detail::rule_parser<Rule::attribute_type, Rule::id, true>::call_rule_definition( \
            BOOST_JOIN(rule_name, _def), rule_name.name, first, last, context, attr, ::boost::mpl::bool_<Rule::force_attribute>()); \
        if (found) ::tepat::grammar::mark_place<Rule::id>(before, first, attr, context);                                         \
        return found;                                                                                                            \
    }
#define DEFINE_RULES(...) BOOST_PP_SEQ_FOR_EACH(DEFINE_RULE, _, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))

// ------------------------------------------------------------------------------------------------------- parsers

struct KeywordParser : x3::parser<KeywordParser> {
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;

    explicit KeywordParser(Keyword role) : keyword(role) {}

    template <typename It, typename C, typename R, typename A>
    bool parse(It& first, It const& last, C const& context, R&, A&) const {
        It at = first;
        x3::skip_over(at, last, context);
        auto length = match_keyword({at, static_cast<std::size_t>(last - at)}, keyword, session_of(context).language);
        if (length == 0) return false;
        first = at + length;
        return true;
    }

    Keyword keyword;
};
inline KeywordParser kw(Keyword keyword) { return KeywordParser(keyword); }

template <typename Subject>
struct DeeperDirective : x3::unary_parser<Subject, DeeperDirective<Subject>> {
    using base = x3::unary_parser<Subject, DeeperDirective<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;

    explicit constexpr DeeperDirective(Subject const& subject) : base(subject) {}

    template <typename It, typename C, typename R, typename A>
    bool parse(It& first, It const& last, C const& context, R& rcontext, A& attribute) const {
        Session& session = session_of(context);
        struct Level {
            int& depth;
            ~Level() { --depth; }
        } level{++session.depth};
        if (session.depth > syntax::max_depth) {
            x3::skip_over(first, last, context);
            throw Mistake{{code_of(SyntaxCode::too_deep), session.span(first, first == last ? first : first + 1), {}, {}, {}, {}}};
        }
        return this->subject.parse(first, last, context, rcontext, attribute);
    }
};
struct Deeper {
    template <typename Subject>
    constexpr auto operator[](Subject const& subject) const {
        return DeeperDirective<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(subject));
    }
};
inline constexpr Deeper deeper{};

template <typename Subject>
struct BulletedDirective : x3::unary_parser<Subject, BulletedDirective<Subject>> {
    using base = x3::unary_parser<Subject, BulletedDirective<Subject>>;
    static bool const is_pass_through_unary = true;

    explicit constexpr BulletedDirective(Subject const& subject) : base(subject) {}

    template <typename It, typename C, typename R, typename A>
    bool parse(It& first, It const& last, C const& context, R& rcontext, A& attribute) const {
        Session& session = session_of(context);
        x3::skip_over(first, last, context);
        std::uint32_t level = level_at(session, first, last);
        if (level <= session.group_level) return false;
        std::uint32_t outer = std::exchange(session.group_level, level);
        while (level_at(session, first, last) == level) {
            ++first;
            if (!this->subject.parse(first, last, context, rcontext, attribute)) throw Unmet{first, "a_condition"};
            x3::skip_over(first, last, context);
        }
        session.group_level = outer;
        return true;
    }

private:
    /// Level of the bullet at `at`, 0 when none stands there.
    static std::uint32_t level_at(Session const& session, Iterator at, Iterator last) {
        if (at == last || *at != text::bullet_mark) return 0;
        const auto& bullets = session.chunk->bullets;
        auto found = std::lower_bound(bullets.begin(), bullets.end(), session.offset(at),
                                      [](const text::Bullet& bullet, std::uint32_t offset) { return bullet.offset < offset; });
        return found->level;
    }
};
struct Bulleted {
    template <typename Subject>
    constexpr auto operator[](Subject const& subject) const {
        return BulletedDirective<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(subject));
    }
};
inline constexpr Bulleted bulleted{};

template <typename Subject>
struct TrapDirective : x3::unary_parser<Subject, TrapDirective<Subject>> {
    using base = x3::unary_parser<Subject, TrapDirective<Subject>>;
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;

    constexpr TrapDirective(Subject const& subject, SyntaxCode wrong) : base(subject), code(wrong) {}

    template <typename It, typename C, typename R, typename A>
    bool parse(It& first, It const& last, C const& context, R& rcontext, A&) const {
        It at = first;
        x3::skip_over(at, last, context);
        It end = at;
        if (!this->subject.parse(end, last, context, rcontext, x3::unused)) return false;
        Session& session = session_of(context);
        if (at == end)  // something is missing: right after what stands before
            while (at > session.chunk->normal.data() && at[-1] == ' ') end = --at;
        throw Mistake{{code_of(code), session.span(at, end), {std::string(at, end)}, {}, {}, {}}};
    }

    SyntaxCode code;
};
struct Trap {
    SyntaxCode code;
    template <typename Subject>
    constexpr auto operator[](Subject const& subject) const {
        return TrapDirective<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(subject), code);
    }
};
constexpr Trap trap(SyntaxCode code) { return {code}; }

/// `(` and `)` that remember what is open.
struct ParenthesisParser : x3::parser<ParenthesisParser> {
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;

    explicit constexpr ParenthesisParser(char which) : symbol(which) {}

    template <typename It, typename C, typename R, typename A>
    bool parse(It& first, It const& last, C const& context, R&, A&) const {
        It at = first;
        x3::skip_over(at, last, context);
        if (at == last || *at != symbol) return false;
        auto& open = session_of(context).open;
        if (symbol == '(') open.push_back(at);
        else open.pop_back();
        first = at + 1;
        return true;
    }

    char symbol;
};
inline constexpr ParenthesisParser open_paren{'('};
inline constexpr ParenthesisParser close_paren{')'};

/// Nothing but blanks up to the end of the piece.
inline auto const rest = x3::omit[x3::raw[*x3::char_]];

}  // namespace tepat::grammar

namespace boost::spirit::x3 {

/// What an expectation failure says was expected: "keyword:" and the role's number.
template <>
struct get_info<tepat::grammar::KeywordParser> {
    using result_type = std::string;
    std::string operator()(tepat::grammar::KeywordParser const& parser) const {
        return "keyword:" + std::to_string(static_cast<int>(parser.keyword));
    }
};
template <>
struct get_info<tepat::grammar::ParenthesisParser> {
    using result_type = std::string;
    std::string operator()(tepat::grammar::ParenthesisParser const& parser) const { return {'\'', parser.symbol, '\''}; }
};
/// An action, a directive or a sequence is what its first part is: expectations name rules and keywords, never C++ types.
template <typename Subject, typename Action>
struct get_info<action<Subject, Action>> {
    using result_type = std::string;
    std::string operator()(action<Subject, Action> const& parser) const { return what(parser.subject); }
};
template <typename Subject>
struct get_info<lexeme_directive<Subject>> {
    using result_type = std::string;
    std::string operator()(lexeme_directive<Subject> const& parser) const { return what(parser.subject); }
};
template <typename Subject>
struct get_info<omit_directive<Subject>> {
    using result_type = std::string;
    std::string operator()(omit_directive<Subject> const& parser) const { return what(parser.subject); }
};
template <typename Subject>
struct get_info<tepat::grammar::DeeperDirective<Subject>> {
    using result_type = std::string;
    std::string operator()(tepat::grammar::DeeperDirective<Subject> const& parser) const { return what(parser.subject); }
};
template <typename Left, typename Right>
struct get_info<sequence<Left, Right>> {
    using result_type = std::string;
    std::string operator()(sequence<Left, Right> const& parser) const { return what(parser.left); }
};
template <typename Left, typename Right>
struct get_info<alternative<Left, Right>> {
    using result_type = std::string;
    std::string operator()(alternative<Left, Right> const& parser) const { return what(parser.left); }
};
template <typename Subject>
struct get_info<expect_directive<Subject>> {
    using result_type = std::string;
    std::string operator()(expect_directive<Subject> const& parser) const { return what(parser.subject); }
};
template <typename Subject>
struct get_info<tepat::grammar::TrapDirective<Subject>> {
    using result_type = std::string;
    std::string operator()(tepat::grammar::TrapDirective<Subject> const&) const { return "trap"; }
};

}  // namespace boost::spirit::x3
