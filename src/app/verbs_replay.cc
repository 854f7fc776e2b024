// The verb replay: a case played against a server, its own or one that is named.

#include "app/replay/player.h"
#include "app/replay/scenario.h"
#include "app/replay/town.h"
#include "app/verbs.h"
#include "calendar/wareki.h"
#include "core/random.h"

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sokuo::app {
namespace {

using replay::Played;
using replay::Scenario;

constexpr Message cannot_read{"replay.cannot_read", "{0} を読めません。", "{0} cannot be read."};
constexpr Message bad_url{"replay.bad_url",
                          "--url は http://127.0.0.1:8080 のように書いてください。",
                          "Write --url like http://127.0.0.1:8080."};

Result<std::string> content_of(std::string_view file) {
    std::ifstream in{std::filesystem::path{file}, std::ios::binary};
    if (!in) return failure(Errc::not_found, cannot_read, {std::string{file}});
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

Result<http::Endpoint> parse_url(std::string_view url) {
    const auto wrong = [] { return failure(Errc::invalid, bad_url); };
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme)) return wrong();
    url.remove_prefix(scheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    const auto colon = url.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return wrong();
    http::Endpoint endpoint;
    endpoint.host = url.substr(0, colon);
    const auto digits = url.substr(colon + 1);
    const auto* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, endpoint.port);
    if (parsed.ec != std::errc{} || parsed.ptr != end || endpoint.port == 0) return wrong();
    return endpoint;
}

// 令和15年6月22日（水） 15:50
std::string local_text(Time time, const calendar::TimeZone& zone) {
    const auto local = zone.local(time);
    return calendar::to_wareki(local.date, calendar::DateStyle::with_weekday) + " " +
           calendar::to_text(local.clock);
}

// Tells what happens, for a person or for a program.
class Telling {
public:
    Telling(const Scenario& scenario, const calendar::TimeZone& zone, bool is_json)
        : scenario_{scenario}, zone_{zone}, is_json_{is_json} {
        if (!is_json_)
            std::printf("%s  %s\n    %s\n", scenario_.id.c_str(), scenario_.title.c_str(),
                        scenario_.source.c_str());
    }

    void step(const Played& played) {
        count(played.checks, played.misses.size());
        if (is_json_) {
            steps_.push(json(played));
            return;
        }
        const auto& step = *played.step;
        std::printf("%s %s  %s", played.misses.empty() ? "✓" : "✗",
                    local_text(step.at, zone_).c_str(), step.who.c_str());
        if (step.call)
            std::printf("  %s %s → %d", std::string{http::name(step.call->method)}.c_str(),
                        step.call->target.c_str(), played.status);
        std::printf("%s%s\n", step.note.empty() ? "" : "  ", step.note.c_str());
        for (const auto& miss : played.misses)
            std::printf("    ✗ %s:%zu %s\n        期待 wanted %s\n        実際 found  %s\n",
                        scenario_.file.c_str(), miss.line, miss.what.c_str(), miss.wanted.c_str(),
                        miss.found.c_str());
        std::fflush(stdout);
    }

    void verified(bool is_sound) {
        count(1, is_sound ? 0 : 1);
        is_sound_ = is_sound;
        if (!is_json_)
            std::printf("%s sokuo verify  %s\n", is_sound ? "✓" : "✗",
                        is_sound ? "記録と画面の元が合っています / sound"
                                 : "合わないところがあります / NOT sound");
    }

    /// Gives the exit code.
    int end(const std::string& kept_in) {
        if (is_json_) {
            auto told = Json::object({{"scenario", scenario_.id},
                                      {"title", scenario_.title},
                                      {"passed", passed_},
                                      {"failed", failed_},
                                      {"steps", std::move(steps_)}});
            if (is_sound_) told.set("sound", *is_sound_);
            if (!kept_in.empty()) told.set("directory", kept_in);
            std::printf("%s\n", to_text(told).c_str());
        } else {
            if (!kept_in.empty()) std::printf("残しました / kept: %s\n", kept_in.c_str());
            std::printf("%zu passed, %zu failed\n", passed_, failed_);
        }
        return failed_ == 0 ? 0 : 1;
    }

    [[nodiscard]] bool has_failed() const { return failed_ > 0; }

private:
    void count(std::size_t checks, std::size_t misses) {
        failed_ += misses;
        passed_ += checks - misses;
    }

    [[nodiscard]] static Json json(const Played& played) {
        const auto& step = *played.step;
        auto told = Json::object({{"line", step.line},
                                  {"at", to_rfc3339(step.at)},
                                  {"who", step.who},
                                  {"note", step.note},
                                  {"checks", played.checks}});
        if (step.call) {
            told.set("call", std::string{http::name(step.call->method)} + " " + step.call->target);
            told.set("status", played.status);
        }
        auto misses = Json::array();
        for (const auto& miss : played.misses)
            misses.push(Json::object({{"line", miss.line},
                                      {"what", miss.what},
                                      {"wanted", miss.wanted},
                                      {"found", miss.found}}));
        told.set("misses", std::move(misses));
        return told;
    }

    const Scenario& scenario_;
    const calendar::TimeZone& zone_;
    bool is_json_;
    std::size_t passed_ = 0;
    std::size_t failed_ = 0;
    std::optional<bool> is_sound_;
    Json steps_ = Json::array();
};

Result<> play(const Scenario& scenario, replay::Player& player, Telling& telling) {
    for (const auto& step : scenario.steps)
        telling.step(TRY(player.play(step)));
    return Done{};
}

Result<int> play_against(std::string_view url, const Scenario& scenario, const Words& words,
                         Telling& telling) {
    const auto server = TRY(parse_url(url));
    std::vector<replay::SignIn> sign_ins;
    if (const auto file = words.value("--sign-ins")) {
        const auto text = TRY(content_of(*file));
        sign_ins = replay::read_sign_ins(TRY(parse_json(text)));
    }
    SystemRandom random;
    replay::Player player{scenario, server, std::move(sign_ins), random};
    TRY(play(scenario, player, telling));
    return telling.end({});
}

Result<int> play_in_town(const Scenario& scenario, Telling& telling) {
    const auto folder = std::filesystem::path{scenario.file}.parent_path();
    const auto town = TRY(replay::Town::make(folder / scenario.charter, scenario.starts));
    SystemRandom random;
    replay::Player player{scenario, town->server(), town->sign_ins(), random};
    const auto played = play(scenario, player, telling);
    if (!played.ok()) {
        town->keep();
        std::fprintf(stderr, "sokuo: %s: %s\n", town->directory().c_str(),
                     town->account_of_server().c_str());
        return played.error();
    }
    telling.verified(TRY(town->stop_and_verify()));
    if (!telling.has_failed()) return telling.end({});
    town->keep();
    return telling.end(town->directory().string());
}

Result<int> replay_file(const Words& words) {
    const std::string file{words.plain().front()};
    const auto text = TRY(content_of(file));
    const auto scenario = TRY(replay::read_scenario(text, file));
    const auto zone = TRY(calendar::TimeZone::named("Asia/Tokyo"));
    Telling telling{scenario, zone, words.has("--json")};
    if (const auto url = words.value("--url")) return play_against(*url, scenario, words, telling);
    return play_in_town(scenario, telling);
}

} // namespace

int run_replay(const Words& words) {
    const auto replayed = replay_file(words);
    return replayed.ok() ? replayed.value() : refuse(replayed.error());
}

} // namespace sokuo::app
