#include "app/detect_room.h"

#include "app/detect_worker.h"
#include "app/rule_stamp.h"

#include <cstdio>
#include <pthread.h>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
namespace job = detect::job;
using namespace std::chrono_literals;

constexpr Message off_later{"app.detection_off_later",
                            "検知ルールは、次に起動したときから使いません。",
                            "Detection ends with the next start."};
constexpr auto again_after = 60s; // Rules that could not be loaded are tried again.
constexpr std::size_t workers_max = 2;

constexpr sandbox::Profile catalogue_profile{.input_bytes_max = 1024,
                                             .output_bytes_max = std::size_t{256} << 20U,
                                             .records_max = job::rules_max + job::unusable_max,
                                             .memory_bytes = std::size_t{1} << 30U,
                                             .cpu_seconds = 20,
                                             .deadline = 60s};
// The input lies beside the 512 MB, mapped.
constexpr sandbox::Profile hunt_profile{.input_bytes_max = hunted_bytes_max + (1UL << 20U),
                                        .output_bytes_max = std::size_t{32} << 20U,
                                        .records_max = 50'000,
                                        .memory_bytes = std::size_t{512} << 20U,
                                        .cpu_seconds = 60,
                                        .deadline = 120s};
constexpr sandbox::Profile watch_profile{.input_bytes_max = std::size_t{32} << 20U,
                                         .output_bytes_max = std::size_t{32} << 20U,
                                         .records_max = 50'000,
                                         .memory_bytes = std::size_t{512} << 20U,
                                         .cpu_seconds = 20,
                                         .deadline = 60s};

std::vector<job::Piece> pieces_of(const std::vector<sandbox::Record>& records) {
    std::vector<job::Piece> pieces;
    pieces.reserve(records.size());
    for (const auto& record : records)
        pieces.push_back({record.kind, record.body});
    return pieces;
}

} // namespace

Result<DetectRoom::Set> DetectRoom::load(DetectSettings settings) {
    sandbox::Options options;
    options.arguments = {std::string{detect_zygote_word}, settings.log_sources.empty()
                                                              ? std::string{starter_word}
                                                              : settings.log_sources.string()};
    if (settings.has_starter_rules) options.arguments.emplace_back(starter_word);
    for (const auto& folder : settings.rules)
        options.arguments.push_back(folder.string());
    options.workers_max = workers_max;
    Set set;
    set.settings = std::move(settings);
    set.sandbox = TRY(sandbox::Sandbox::start(detect_parsers(), std::move(options)));
    const auto records =
        TRY(set.sandbox->read(detect_catalogue_parser, ByteView{}, catalogue_profile));
    set.catalogue = TRY(job::read_catalogue(pieces_of(records)));
    set.loaded_at = std::chrono::floor<Duration>(std::chrono::system_clock::now());
    return set;
}

Result<DetectRoom::Set> DetectRoom::load_named(const fs::path& directory) {
    auto settings = TRY(read_detect_settings(directory));
    if (settings.is_off)
        return at(failure(Errc::invalid, off_later), std::string{detect_settings_name});
    return load(std::move(settings));
}

Result<std::unique_ptr<DetectRoom>> DetectRoom::open(const fs::path& directory) {
    if (const auto settings = read_detect_settings(directory);
        settings.ok() && settings.value().is_off)
        return std::unique_ptr<DetectRoom>{};
    std::unique_ptr<DetectRoom> room{new DetectRoom{directory}};
    room->stamp_ = room->stamp();
    auto set = load_named(directory);
    if (!set.ok()) {
        room->tell(set.error());
        set = load({});
    }
    auto first = TRY(std::move(set));
    first.edition = 1;
    room->sets_.push_back(std::move(first));
    if (room->trouble_) room->again_at_ = std::chrono::steady_clock::now() + again_after;
    return room;
}

// For the operator, once for each trouble.
void DetectRoom::tell(std::optional<Error> trouble) {
    const std::lock_guard lock{mutex_};
    if (trouble && trouble != trouble_)
        std::fprintf(stderr, "sokuo: detection: %s\n", describe(*trouble).c_str());
    trouble_ = std::move(trouble);
}

DetectRoom::~DetectRoom() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

DetectRoom::Set& DetectRoom::begin() {
    const std::lock_guard lock{mutex_};
    ++sets_.back().users;
    return sets_.back();
}

void DetectRoom::end(Set& set) {
    std::list<Set> over; // A zygote is ended outside the lock.
    const std::lock_guard lock{mutex_};
    --set.users;
    for (auto at = sets_.begin(); at != std::prev(sets_.end());) {
        const auto next = std::next(at);
        if (at->users == 0) over.splice(over.end(), sets_, at);
        at = next;
    }
}

Result<> DetectRoom::look(const job::Job& job, const Use& use) {
    auto& set = begin();
    auto done = [&]() -> Result<> {
        const auto input = job::to_bytes(job);
        auto profile = job.kind == job::Kind::hunt ? hunt_profile : watch_profile;
        profile.memory_bytes += input.size();
        const auto records = TRY(set.sandbox->read(detect_parser, input, profile));
        auto outcome =
            TRY(job::read_outcome(pieces_of(records), set.catalogue.shape(job.parts.size())));
        return use(set.catalogue, outcome);
    }();
    end(set);
    return done;
}

Result<> DetectRoom::know(const std::function<Result<>(const job::Catalogue&)>& use) {
    auto& set = begin();
    auto done = use(set.catalogue);
    end(set);
    return done;
}

DetectSettings DetectRoom::settings() const {
    const std::lock_guard lock{mutex_};
    return sets_.back().settings;
}

std::uint64_t DetectRoom::edition() const {
    const std::lock_guard lock{mutex_};
    return sets_.back().edition;
}

DetectRoom::Status DetectRoom::status() const {
    const std::lock_guard lock{mutex_};
    const auto& set = sets_.back();
    const auto correlations = set.catalogue.plan.correlations.size();
    return {.rules = set.catalogue.rules.size() - correlations,
            .correlations = correlations,
            .loaded_at = set.loaded_at,
            .unusable = set.catalogue.unusable,
            .unusable_count = set.catalogue.unusable_count,
            .trouble = trouble_};
}

// Of what is named, whatever is in force.
std::uint64_t DetectRoom::stamp() const {
    std::vector<fs::path> paths;
    paths.push_back(directory_ / detect_settings_name);
    if (const auto settings = read_detect_settings(directory_); settings.ok()) {
        paths.push_back(settings.value().log_sources);
        const auto& rules = settings.value().rules;
        paths.insert(paths.end(), rules.begin(), rules.end());
    }
    return stamp_of(paths);
}

void DetectRoom::check() {
    const auto now = stamp();
    const auto clock = std::chrono::steady_clock::now();
    if (now == stamp_ && clock < again_at_) return;
    stamp_ = now;
    auto fresh = load_named(directory_);
    tell(fresh.ok() ? std::nullopt : std::optional{fresh.error()});
    // It may not have been the files: a process that could not be started says the same.
    again_at_ = fresh.ok() ? std::chrono::steady_clock::time_point::max() : clock + again_after;
    if (!fresh.ok()) return;
    const std::lock_guard lock{mutex_};
    fresh.value().edition = sets_.back().edition + 1;
    const bool is_idle = sets_.back().users == 0;
    sets_.push_back(std::move(fresh).value());
    if (is_idle) sets_.erase(std::prev(sets_.end(), 2));
}

void DetectRoom::follow(std::chrono::milliseconds every) {
    thread_ = std::jthread{[this, every](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "rules");
        while (!stop.stop_requested()) {
            {
                std::unique_lock lock{wait_mutex_};
                wait_.wait_for(lock, stop, every, [] { return false; });
            }
            if (!stop.stop_requested()) check();
        }
    }};
}

} // namespace sokuo::app
