// The verb that looks through logs: scan. It needs no data directory and changes nothing.

#include "app/scan/lock_in.h"
#include "app/scan/request.h"
#include "app/scan/scan_report.h"
#include "app/verbs.h"
#include "detect/engine/program.h"
#include "detect/scan/collect.h"
#include "detect/scan/scan.h"

#include <utility>

namespace sokuo::app {
namespace {

constexpr int clean = 0;
constexpr int found = 1;
constexpr int wrong_usage = 2;
constexpr int in_part = 3;

// From here on only what was named can be read, and nothing be written but what is open.
sandbox::Room room_of(const detect::Collection& collection) {
    const auto& places = collection.places();
    return {.read = {places.begin(), places.end()}};
}

Result<int> scan_paths(const ScanRequest& request, RuleChoice choice) {
    const auto program = detect::compile(std::move(choice.rules), choice.sources);
    detect::Collection collection{request.paths, request.collect};
    const auto report = TRY(ScanReport::open(request, collection));
    TRY(lock_in(room_of(collection)));
    const auto next = [&] { return collection.next(); };
    const auto totals = detect::scan(program, next, request.scan, *report);
    report->finish(program, totals, std::move(choice.from));
    if (report->failed() != 0) return in_part;
    return totals.matches == 0 ? clean : found;
}

} // namespace

int run_scan(const Words& words) {
    const auto language = language_of(words);
    if (!language.ok()) return refuse(language.error()), wrong_usage;
    const auto request = read_request(words, language.value());
    if (!request.ok()) return refuse(request.error()), wrong_usage;
    auto choice = choose_rules(words, language.value());
    if (!choice.ok()) return refuse(choice.error()), wrong_usage;
    const auto done = scan_paths(request.value(), std::move(choice).value());
    return done.ok() ? done.value() : (refuse(done.error()), in_part);
}

} // namespace sokuo::app
