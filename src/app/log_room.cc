#include "app/log_room.h"

#include "alert/alert_store.h"
#include "app/detect_watch.h"
#include "calendar/date.h"

#include <algorithm>
#include <cstdio>
#include <pthread.h>
#include <utility>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view operational = R"(
CREATE TABLE IF NOT EXISTS log_raised(
  one INTEGER PRIMARY KEY CHECK(one = 1), number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS log_machine(
  host TEXT NOT NULL, sender TEXT NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  count INTEGER NOT NULL, usual INTEGER NOT NULL, PRIMARY KEY(host, sender)) WITHOUT ROWID;
)";

/// As many lines are looked at before what they gave is written.
constexpr std::uint64_t lines_at_once = 20'000;
constexpr std::size_t matches_at_once = 500;
constexpr auto wait_for_lines = 2s;
constexpr auto house_every = 30s;

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

// Minutes from UTC at a time, as the charter's clocks on the wall show it.
syslog::OffsetAt offset_of(const calendar::TimeZone& zone) {
    return [zone](Time time) {
        const auto local = zone.local(time);
        const auto shown = std::chrono::sys_days{local.date.time_since_epoch()} + local.clock;
        return std::chrono::round<std::chrono::minutes>(
            shown - std::chrono::floor<std::chrono::minutes>(time));
    };
}

alert::Signal signal_of(const syslog::Match& match) {
    const auto clipped = [](std::string_view text, std::size_t bytes) {
        return std::string{syslog::clipped(text, bytes)};
    };
    alert::Signal signal;
    signal.source = clipped(match.source, alert::name_max);
    signal.reference = match.reference;
    signal.rule = clipped(match.rule, alert::name_max);
    signal.title = clipped(match.title, alert::title_max);
    if (signal.title.empty()) signal.title = clipped(match.raw, alert::title_max);
    signal.severity = static_cast<alert::Severity>(match.severity);
    signal.host = clipped(match.host, alert::name_max);
    signal.at = match.at;
    for (const auto& one : match.observables) {
        if (signal.observables.size() < alert::observables_max)
            signal.observables.push_back(clipped(one, alert::observable_max));
    }
    signal.raw = clipped(match.raw, alert::raw_bytes_max);
    return signal;
}

static_assert(alert::severity_names == syslog::gravity_names);

Result<std::uint64_t> raised_up_to(store::Read& db) {
    const auto number = TRY(db.first("SELECT number FROM log_raised", {},
                                     [](const store::Row& row) { return row.integer(0); }));
    return static_cast<std::uint64_t>(number.value_or(0));
}

Result<syslog::Roll> read_roll(store::Read& db) {
    syslog::Roll roll;
    TRY(db.query("SELECT host, sender, first_at, last_at, count, usual FROM log_machine", {},
                 [&](const store::Row& row) -> Result<> {
                     roll.put({.sender = std::string{row.text(1)},
                               .host = std::string{row.text(0)},
                               .pulse = {.first_at = Time{Duration{row.integer(2)}},
                                         .last_at = Time{Duration{row.integer(3)}},
                                         .count = static_cast<std::uint64_t>(row.integer(4)),
                                         .usual = Duration{row.integer(5)}}});
                     return Done{};
                 }));
    return roll;
}

} // namespace

Result<> prepare_logs(store::Store& store) {
    return store.write([](store::Write& db) { return db.script(operational); });
}

LogRoom::LogRoom(const incident::Desk& desk, LogSettings settings, syslog::OffsetAt zone)
    : desk_{desk}, settings_{std::move(settings)}, zone_{std::move(zone)} {}

Result<std::unique_ptr<LogRoom>> LogRoom::open(const incident::Desk& desk,
                                               const std::filesystem::path& directory,
                                               bool only_loopback) {
    auto settings = TRY(read_log_settings(directory, only_loopback));
    if (!settings) return std::unique_ptr<LogRoom>{};
    const auto zone = TRY(calendar::TimeZone::named(desk.book.current().charter.time_zone));
    std::unique_ptr<LogRoom> room{new LogRoom{desk, *std::move(settings), offset_of(zone)}};
    room->store_ =
        TRY(syslog::LogStore::open(directory / "logs", room->settings_.keep, desk.random));
    room->raised_ = room->noted_ = TRY(desk.store.read_for(raised_up_to));
    // The files may be gone while the mark is not: numbers that were given are not given again.
    const auto looked = TRY(desk.store.read_for(looked_up_to));
    room->store_->go_on_after(std::max(room->raised_, looked.value_or(0)));
    auto roll = TRY(desk.store.read_for(read_roll));
    room->collector_ = TRY(syslog::Collector::start(
        room->settings_.listen, *room->store_, desk.journal.clock(), room->zone_, std::move(roll)));
    room->thread_ = std::jthread{[its = room.get()](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "log alerts");
        its->run(stop);
    }};
    return room;
}

LogRoom::~LogRoom() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    // Its last lines are raised at the next start.
    collector_->stop();
    const auto kept = keep_house();
    if (!kept.ok()) std::fprintf(stderr, "sokuo: logs: %s\n", describe(kept.error()).c_str());
}

Result<> LogRoom::raise_more() {
    std::vector<alert::Signal> signals;
    auto last = raised_;
    store_->each_after(raised_, [&](const syslog::Record& record) {
        auto event = syslog::read(syslog::arrival_of(record), zone_);
        event.number = record.number;
        if (const auto match = syslog::match(event, settings_.raise))
            signals.push_back(signal_of(*match));
        last = record.number;
        return signals.size() < matches_at_once && last - raised_ < lines_at_once;
    });
    if (last == raised_) return Done{};
    const bool is_behind = last - noted_ >= lines_at_once;
    if (!signals.empty() || is_behind) {
        const auto job = [&](store::Write& db) -> Result<> {
            for (const auto& signal : signals)
                TRY(alert::raise(desk_, db, {}, signal));
            TRY(db.execute("INSERT INTO log_raised(one, number) VALUES(1, ?1) "
                           "ON CONFLICT(one) DO UPDATE SET number = ?1",
                           {static_cast<std::int64_t>(last)}));
            return Done{};
        };
        TRY(desk_.store.write(job));
        noted_ = last;
    }
    raised_ = last;
    return Done{};
}

Result<> LogRoom::keep_house() {
    store_->prune(desk_.now());
    const auto machines = collector_->machines();
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM log_machine", {}));
        for (const auto& [sender, host, pulse] : machines)
            TRY(db.execute("INSERT INTO log_machine(host, sender, first_at, last_at, count, usual) "
                           "VALUES(?, ?, ?, ?, ?, ?)",
                           {host, sender, micros(pulse.first_at), micros(pulse.last_at),
                            static_cast<std::int64_t>(pulse.count), pulse.usual.count()}));
        return Done{};
    };
    return desk_.store.write(job);
}

void LogRoom::run(const std::stop_token& stop) {
    std::string last_trouble;
    while (!stop.stop_requested()) {
        auto done = raise_more();
        const auto now = std::chrono::steady_clock::now();
        if (done.ok() && now - kept_at_ > house_every) {
            kept_at_ = now;
            done = keep_house();
        }
        const auto trouble = done.ok() ? std::string{} : describe(done.error());
        if (!trouble.empty() && trouble != last_trouble)
            std::fprintf(stderr, "sokuo: logs: %s\n", trouble.c_str());
        last_trouble = trouble;
        collector_->wait_for_more(raised_, wait_for_lines, stop);
    }
}

} // namespace sokuo::app
