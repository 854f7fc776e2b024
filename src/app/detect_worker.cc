#include "app/detect_worker.h"

#include "app/scan/lock_in.h"
#include "app/settings_file.h"
#include "detect/job/catalogue.h"
#include "detect/job/messages.h"
#include "detect/job/run.h"
#include "detect/sigma/load.h"
#include "detect/sigma/starter.h"
#include "sandbox/zygote.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iterator>
#include <malloc.h>
#include <optional>
#include <set>
#include <utility>

namespace sokuo::app {
namespace {

namespace job = detect::job;

// What every worker inherits. A parser has no context of its own: this is it.
struct Loaded {
    std::string log_sources;
    std::vector<std::filesystem::path> rules;
    bool has_starter_rules = false;
    std::optional<detect::Program> program;
    std::string fingerprint;
    std::optional<Error> trouble;
};

Loaded& loaded() {
    static Loaded all;
    return all;
}

Result<detect::LogSources> log_sources_of(const Loaded& from) {
    if (from.log_sources == starter_word) return detect::starter_log_sources();
    const auto text = TRY(read_text_file(from.log_sources));
    return detect::LogSources::read(text, from.log_sources);
}

// A rule that was copied out of Sokuo and changed takes the place of the one that came with it.
void add_starter_rules(detect::Rules& rules) {
    std::set<std::string, std::less<>> ids;
    const auto note = [&](const auto& each) { ids.insert(each.info.id); };
    const auto is_known = [&](const auto& each) { return ids.contains(each.info.id); };
    std::ranges::for_each(rules.rules, note);
    std::ranges::for_each(rules.correlations, note);
    auto starters = detect::starter_rules({});
    std::erase_if(starters.rules, is_known);
    std::erase_if(starters.correlations, is_known);
    std::ranges::move(starters.rules, std::back_inserter(rules.rules));
    std::ranges::move(starters.correlations, std::back_inserter(rules.correlations));
}

Result<detect::Program> compiled(const Loaded& from) {
    const auto sources = TRY(log_sources_of(from));
    auto rules = from.rules.empty() ? detect::Rules{} : TRY(detect::load_rules(from.rules, {}));
    if (from.has_starter_rules) add_starter_rules(rules);
    return detect::compile(std::move(rules), sources);
}

// What libraries would open late (the locale, the time zone, tables of charsets) is opened now, by
// doing once what a worker does: it could open nothing.
void warm_up(const detect::Program& program) {
    // glibc looks after the file of a zone that nobody named, each time it is asked.
    ::setenv("TZ", ":/etc/localtime", 0);
    ::tzset();
    const auto archive = zip_of_two_names(); // The job has a view of it.
    job::Job once;
    once.parts.push_back({.name = "a.zip", .bytes = archive});
    const auto done = job::run(program, job::to_bytes(once), {},
                               [](std::uint16_t /*kind*/, ByteView /*body*/) {});
    if (!done.ok()) std::fprintf(stderr, "sokuo: %s\n", describe(done.error()).c_str());
}

void load() {
    auto& all = loaded();
    auto program = compiled(all);
    if (!program.ok()) {
        all.trouble = program.error();
        return;
    }
    all.program = std::move(program).value();
    // The map of log sources may lie among the rules and is none.
    std::erase_if(all.program->refused, [&](const detect::Refused& refused) {
        return refused.info.file == all.log_sources;
    });
    all.fingerprint = job::fingerprint_of(*all.program);
    warm_up(*all.program);
    ::malloc_trim(0); // Reading the rules took more than they do; each worker would inherit it.
}

// A worker ends itself before the kernel ends it, so that what it has found is heard.
constexpr double seconds_max = 50;

bool is_over() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) > seconds_max;
}

job::Put to(sandbox::Output& output) {
    return [&output](std::uint16_t kind, ByteView body) { output.put(kind, body); };
}

Result<> look(ByteView input, sandbox::Output& output) {
    const auto& all = loaded();
    if (!all.program) return failure(Errc::invalid, job::not_a_job);
    return job::run(*all.program, input, {.fingerprint = all.fingerprint, .is_over = is_over},
                    to(output));
}

Result<> tell(ByteView /*input*/, sandbox::Output& output) {
    const auto& all = loaded();
    if (all.program)
        job::tell_catalogue(*all.program, all.fingerprint, to(output));
    else if (all.trouble)
        job::tell_trouble(*all.trouble, to(output));
    return Done{};
}

constexpr std::array<const Message*, 1> refusals{&job::not_a_job};

} // namespace

std::span<const sandbox::Parser> detect_parsers() {
    static const std::array all{
        sandbox::Parser{.name = detect_parser, .run = look, .warm_up = load, .refusals = refusals},
        sandbox::Parser{.name = detect_catalogue_parser, .run = tell, .warm_up = nullptr}};
    return all;
}

int run_detect_zygote(std::span<const std::string_view> words) {
    if (words.size() < 2) return 2;
    loaded().log_sources = words.front();
    for (const auto word : words.subspan(1)) {
        if (word == starter_word)
            loaded().has_starter_rules = true;
        else
            loaded().rules.emplace_back(word);
    }
    return sandbox::run_zygote(detect_parsers());
}

} // namespace sokuo::app
