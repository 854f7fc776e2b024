// sokuo: the program. Finds the verb and runs it; the second of the two fences that end an
// exception of a library (the first is the worker's).

#include "app/detect_worker.h"
#include "app/parsers.h"
#include "app/verbs.h"
#include "sandbox/zygote.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <vector>

namespace {

using sokuo::app::Verb;

int say_help() {
    std::printf("sokuo（即応）: CSIRT の対応台帳 / the operations record of a CSIRT\n\n");
    for (const auto& verb : sokuo::app::verbs())
        std::printf("  sokuo %s\n      %s\n", std::string{verb.usage}.c_str(),
                    std::string{verb.text}.c_str());
    std::printf(
        "\n  終了コード / exit code: 0 済 done, 1 拒否・発見 refused or found, 2 使い方 usage,\n"
        "  3 一部が読めない・書けない something could not be read or written (scan)\n");
    return 0;
}

int say_usage(const Verb& verb) {
    std::fprintf(stderr, "sokuo %s\n    %s\n", std::string{verb.usage}.c_str(),
                 std::string{verb.text}.c_str());
    return 2;
}

// A verb is one word or two (`charter check`).
const Verb* find_verb(const std::vector<std::string_view>& words, std::size_t& used) {
    for (const auto& verb : sokuo::app::verbs()) {
        used = 1;
        std::string name{words.front()};
        if (verb.name.find(' ') != std::string_view::npos && words.size() > 1) {
            used = 2;
            name += " ";
            name += words[1];
        }
        if (name == verb.name) return &verb;
    }
    return nullptr;
}

int run(const std::vector<std::string_view>& words) {
    // What a sandbox starts itself as; nobody types it.
    if (words.size() == 1 && words.front() == "--zygote")
        return sokuo::sandbox::run_zygote(sokuo::app::parsers());
    if (!words.empty() && words.front() == sokuo::app::detect_zygote_word)
        return sokuo::app::run_detect_zygote(std::span{words}.subspan(1));
    if (words.empty() || words.front() == "help" || words.front() == "--help") return say_help();
    if (words.front() == "--version") {
        std::printf("sokuo %s\n", SOKUO_VERSION);
        return 0;
    }
    std::size_t used = 1;
    const auto* verb = find_verb(words, used);
    if (verb == nullptr) {
        say_help();
        return 2;
    }
    const std::span rest{words.data() + used, words.size() - used};
    const sokuo::app::Words given{rest, verb->flags};
    if (given.has("--help")) {
        say_usage(*verb);
        return 0;
    }
    std::vector<std::string_view> known{verb->options};
    known.insert(known.end(), verb->flags.begin(), verb->flags.end());
    const auto count = given.plain().size();
    if (!given.are_known(known) || count < verb->plain_count ||
        count - verb->plain_count > verb->plain_more)
        return say_usage(*verb);
    return verb->run(given);
}

} // namespace

int main(int count, char** values) {
    // What the program writes is its owner's alone.
    umask(0077);
    // libldap would take defaults, and the names of other hosts, from files of the machine.
    setenv("LDAPNOINIT", "1", 1);
    try {
        return run({values + 1, values + count});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sokuo: %s\n", error.what());
        return 1;
    }
}
