// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "cli/written_files.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/suggest.hpp"

namespace tepat::cli {

namespace po = boost::program_options;

namespace {

const std::vector<Option>& global_options() {
    static const std::vector<Option> options{
        {"lang", "id|en", Message::option_lang},   {"color", "auto|always|never", Message::option_color},
        {"threads", "N", Message::option_threads}, {"quiet,q", nullptr, Message::option_quiet},
        {"help,h", nullptr, Message::option_help}, {"version", nullptr, Message::option_version}};
    return options;
}

std::string long_name(const Option& option) {
    const std::string name = option.name;
    return name.substr(0, name.find(','));
}

/// For Boost only; people read options_help.
po::options_description describe(const std::vector<Option>& options) {
    po::options_description description;
    for (const Option& option : options) {
        auto* value = po::value<std::vector<std::string>>()->composing();
        description.add_options()(option.name, option.value == nullptr ? value->zero_tokens() : value, "");
    }
    return description;
}

/// `--date YYYY-MM-DD`, `-q, --quiet`
std::string written(const Option& option) {
    const std::string name = option.name, full = long_name(option);
    const std::string short_form = name == full ? "" : '-' + name.substr(full.size() + 1) + ", ";
    return short_form + "--" + full + (option.value == nullptr ? "" : std::string(" ") + option.value);
}

std::string options_help(const std::vector<Option>& options, const std::string& heading, Language language) {
    std::size_t widest = 0;
    for (const Option& option : options) widest = std::max(widest, written(option).size());
    std::string help = heading + ":\n";
    for (const Option& option : options) {
        const std::string shown = written(option);
        help += "  " + shown + std::string(widest - shown.size() + 2, ' ') + text_of(option.help, language) + '\n';
    }
    return help;
}

/// The first word that is neither an option nor the value of a global option.
std::vector<std::string>::const_iterator find_command(const std::vector<std::string>& args) {
    for (auto arg = args.begin(); arg != args.end(); ++arg) {
        if (arg->empty() || (*arg)[0] != '-') return arg;
        if (*arg == "--lang" || *arg == "--color" || *arg == "--threads")
            if (++arg == args.end()) break;
    }
    return args.end();
}

[[noreturn]] void unknown_word(Code plain, Code with_suggestion, const std::string& word, const std::vector<std::string>& known) {
    const std::vector<std::string> near = diagnostics::suggest(word, known);
    if (near.empty()) wrong_usage(plain, {word});
    wrong_usage(with_suggestion, {word, near.front()});
}

const Command* command_called(const std::string& name) {
    std::vector<std::string> known;
    for (const Command& command : commands()) {
        if (command.name == name) return &command;
        known.push_back(command.name);
    }
    for (const char* later : later_commands())
        if (name == later) wrong_usage(Code::command_later, {name});
    unknown_word(Code::unknown_command, Code::unknown_command_suggested, name, known);
}

[[noreturn]] void unknown_option(const std::string& written, const std::vector<Option>& options) {
    std::vector<std::string> known;
    for (const Option& option : options) known.push_back("--" + long_name(option));
    unknown_word(Code::unknown_option, Code::unknown_option_suggested, written.rfind("--", 0) == 0 ? written : "-" + written, known);
}

po::variables_map read(const std::vector<std::string>& args, const std::vector<Option>& options) {
    po::options_description all = describe(options);
    all.add_options()("positional", po::value<std::vector<std::string>>());
    po::positional_options_description positional;
    positional.add("positional", -1);
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::variables_map values;
    try {
        po::store(po::command_line_parser(args).options(all).positional(positional).style(style).run(), values);
    } catch (const po::unknown_option& error) {
        unknown_option(error.get_option_name(), options);
    } catch (const po::error_with_option_name& error) {
        wrong_usage(Code::option_needs_value, {error.get_option_name()});
    } catch (const po::error&) {
        wrong_usage(Code::unreadable_command_line, {});
    }
    return values;
}

Arguments to_arguments(const po::variables_map& values, const std::vector<Option>& options) {
    Arguments arguments;
    if (values.count("positional") > 0) arguments.positional = values["positional"].as<std::vector<std::string>>();
    for (const Option& option : options) {
        const std::string name = long_name(option);
        if (values.count(name) == 0) continue;
        arguments.options[name] = values[name].as<std::vector<std::string>>();
        if (option.value != nullptr && !option.repeats && arguments.options[name].size() > 1)
            wrong_usage(Code::option_twice, {"--" + name});
    }
    return arguments;
}

void check_positional(const Command& command, const std::vector<std::string>& given) {
    std::size_t fewest = 0;
    bool endless = false;
    for (const std::string name : command.positional) {
        if (name[0] != '[') ++fewest;
        if (name.find("...") != std::string::npos) endless = true;
    }
    if (given.size() < fewest)
        wrong_usage(Code::missing_argument, {std::string(command.name), std::string(command.positional[given.size()])});
    if (!endless && given.size() > command.positional.size())
        wrong_usage(Code::too_many_arguments, {std::string(command.name), given[command.positional.size()]});
}

void apply_globals(const Arguments& arguments, Session& session) {
    const std::string color = arguments.one_of("color", {"auto", "always", "never"});
    session.terminal = isatty(STDERR_FILENO) == 1;
    const char* terminal = std::getenv("TERM");
    const bool plain = std::getenv("NO_COLOR") != nullptr || (terminal != nullptr && std::string(terminal) == "dumb");
    session.color = color == "always" || (color == "auto" && session.terminal && !plain);
    session.quiet = arguments.has("quiet");
    const unsigned cores = std::clamp(std::thread::hardware_concurrency(), 1u, 256u);
    session.threads = static_cast<unsigned>(arguments.number("threads", 1, 256).value_or(cores));
    if (arguments.has("lang")) (void)arguments.one_of("lang", {"id", "en"});
}

std::string join(const std::vector<std::string>& words, const std::string& between) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
    return all;
}

std::optional<Language> language_called(const std::string& name) {
    if (name.rfind("id", 0) == 0) return Language::id;
    if (name.rfind("en", 0) == 0) return Language::en;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> Arguments::get(const std::string& name) const {
    const auto found = options.find(name);
    if (found == options.end() || found->second.empty()) return std::nullopt;
    return found->second.front();
}

std::string Arguments::need(const std::string& name) const {
    const std::optional<std::string> value = get(name);
    if (!value) wrong_usage(Code::missing_option, {"--" + name});
    return *value;
}

std::optional<program::Date> Arguments::date(const std::string& name) const {
    const std::optional<std::string> written = get(name);
    if (!written) return std::nullopt;
    const std::optional<program::Date> date = program::parse_iso(*written);
    if (!date) wrong_usage(Code::bad_date, {"--" + name, *written});
    return date;
}

std::string Arguments::one_of(const std::string& name, const std::vector<std::string>& allowed) const {
    const std::string value = get(name).value_or(allowed.front());
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
        wrong_usage(Code::bad_value, {"--" + name, value, join(allowed, ", ")});
    return value;
}

std::optional<long long> Arguments::number(const std::string& name, long long low, long long high) const {
    const std::optional<std::string> written = get(name);
    if (!written) return std::nullopt;
    long long value = 0;
    const auto [end, error] = std::from_chars(written->data(), written->data() + written->size(), value);
    if (error != std::errc() || end != written->data() + written->size() || value < low || value > high)
        wrong_usage(Code::bad_value, {"--" + name, *written, std::to_string(low) + ".." + std::to_string(high)});
    return value;
}

void set_language(const std::vector<std::string>& args, Session& session) {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value == nullptr || *value == '\0') continue;
        session.language = language_called(value).value_or(Language::id);
        break;
    }
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string value = args[i] == "--lang" && i + 1 < args.size() ? args[i + 1]
                                  : args[i].rfind("--lang=", 0) == 0         ? args[i].substr(7)
                                                                             : "";
        if (value == "id" || value == "en") session.asked = session.language = *language_called(value);
    }
}

Invocation parse_command_line(const std::vector<std::string>& args, Session& session) {
    const auto at = find_command(args);
    Invocation invocation;
    if (at != args.end()) invocation.command = command_called(*at);
    std::vector<Option> options = global_options();
    if (invocation.command != nullptr)
        options.insert(options.end(), invocation.command->options.begin(), invocation.command->options.end());
    std::vector<std::string> rest(args.begin(), at);
    if (at != args.end()) rest.insert(rest.end(), at + 1, args.end());
    invocation.arguments = to_arguments(read(rest, options), options);
    if (invocation.arguments.has("help")) {
        invocation.kind = Invocation::Kind::help;
    } else if (invocation.arguments.has("version")) {
        invocation.kind = Invocation::Kind::version;
    } else {
        if (invocation.command == nullptr) wrong_usage(Code::no_command, {});
        apply_globals(invocation.arguments, session);
        check_positional(*invocation.command, invocation.arguments.positional);
        refuse_overwriting(*invocation.command, invocation.arguments);
    }
    return invocation;
}

std::string general_help(const Session& session) {
    std::ostringstream help;
    help << session.text(Message::help_program) << "\n\n"
         << session.text(Message::help_usage) << "\n\n"
         << session.text(Message::help_commands) << '\n';
    std::size_t widest = 0;
    for (const Command& command : commands()) widest = std::max(widest, std::string(command.name).size());
    for (const Command& command : commands())
        help << "  " << command.name << std::string(widest + 2 - std::string(command.name).size(), ' ') << session.text(command.summary)
             << '\n';
    help << '\n' << options_help(global_options(), session.text(Message::help_global_options), session.language);
    help << '\n' << session.text(Message::help_exit_codes) << '\n';
    return help.str();
}

std::string command_help(const Command& command, const Session& session) {
    std::ostringstream help;
    help << session.text(command.summary) << "\n\n" << session.text(Message::help_use) << " tepat " << command.name;
    for (const char* name : command.positional) help << ' ' << name;
    if (!command.options.empty()) help << ' ' << session.text(Message::help_options_word);
    help << "\n\n";
    if (!command.options.empty()) help << options_help(command.options, session.text(Message::help_options), session.language) << '\n';
    help << options_help(global_options(), session.text(Message::help_global_options), session.language);
    return help.str();
}

}  // namespace tepat::cli
