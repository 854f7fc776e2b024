#include "app/watch/watch.h"

#include "app/rule_stamp.h"
#include "app/scan/rule_list.h"
#include "detect/report/words.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <set>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

using namespace detect;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto tick_every = 250ms;
constexpr auto look_every = 5s;
constexpr auto drain_max = 1s;
constexpr std::uint64_t datagrams = ~std::uint64_t{0};

constexpr Message watching{"watch.watching",
                           "見張っています: {0}（ルール {1} 件、使えないもの {2} 件）。",
                           "Watching {0} ({1} rules, {2} of them cannot be used)."};
constexpr Message input_named{"watch.input_named", "標準入力", "standard input"};
constexpr Message renewed{"watch.renewed",
                          "ルールを読み直しました（{0} 件、使えないもの {1} 件）。",
                          "The rules were read anew ({0}, {1} cannot be used)."};
constexpr Message not_renewed{"watch.not_renewed",
                              "ルールを読み直せません。前のルールで続けます: {0}",
                              "The rules cannot be read anew; those before stay in force: {0}"};
constexpr Message none_usable{"watch.none_usable", "使えるルールがありません。",
                              "No rule can be used."};
constexpr Message newly_unusable{"watch.newly_unusable", "使えないルール: {0}: {1}",
                                 "This rule cannot be used: {0}: {1}"};
constexpr Message hung_up{"watch.hung_up", "{0} を切りました: {1}", "{0} was ended: {1}"};
constexpr Message ended{"watch.ended", "終わりました: 記録 {0} 件、検知 {1} 件。",
                        "Ended: {0} events, {1} matches."};
constexpr Message unreadable{"watch.unreadable", "読めなかった行・記録 {0} 件。",
                             "{0} lines or records could not be read."};
constexpr Message refused{"watch.refused", "多すぎて断った接続 {0} 件。",
                          "{0} connections were refused because there were too many."};
constexpr Message forgotten{"watch.forgotten", "相関の組が多すぎて、{0} 組を途中で忘れました。",
                            "There were too many groups of correlations; {0} were forgotten."};

Time wall_now() {
    return WallClock{}.now();
}

int year_of(Time time, const report::Zone& zone) {
    const auto day = std::chrono::floor<std::chrono::days>(time + zone.offset(time));
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

} // namespace

struct Watch::Set {
    Set(Program made, const WatchRequest& request, const std::function<void(const Match&)>& found)
        : program{std::move(made)}, lookout{program, request.lookout, found} {}
    Program program;
    Lookout lookout;
    std::unique_ptr<LineDesks> desks{};
    int year = 0; ///< What lines without one are read as.
};

Watch::Watch(Parts parts) : parts_{std::move(parts)} {}
Watch::~Watch() = default;

Result<std::unique_ptr<Watch::Set>> Watch::load() {
    auto choice = TRY(parts_.read_rules());
    auto program = compile(std::move(choice.rules), choice.sources);
    if (usable_rules(program) == 0) return failure(Errc::invalid, none_usable);
    const auto found = [this](const Match& match) { parts_.report.match(match, wall_now()); };
    return std::make_unique<Set>(std::move(program), parts_.request, found);
}

// The feeds go on with this set's names.
void Watch::take_up(Set& set) {
    auto hints = parts_.request.hints;
    set.year = year_of(wall_now(), parts_.request.zone);
    hints.year = set.year;
    // Machines of a place write the time of the place.
    hints.offset =
        std::chrono::duration_cast<std::chrono::minutes>(parts_.request.zone.offset(wall_now()));
    auto desks = std::make_unique<LineDesks>(set.program.names, hints);
    for (auto& [client, feed] : feeds_)
        feed->move_to(*desks);
    if (datagrams_) datagrams_->move_to(*desks);
    set.desks = std::move(desks);
}

Result<std::unique_ptr<Watch>> Watch::begin(Parts parts) {
    std::unique_ptr<Watch> watch{new Watch{std::move(parts)}};
    const auto& request = watch->parts_.request;
    watch->stamp_ = stamp_of(request.rule_files);
    watch->set_ = TRY(watch->load());
    watch->take_up(*watch->set_);
    std::string what;
    if (request.streams.reads_input) what = report::say(input_named, request.language);
    if (!request.streams.socket.empty())
        what += (what.empty() ? "" : ", ") + request.streams.socket.string();
    const auto& program = watch->set_->program;
    watch->parts_.report.say(watching, {what, report::grouped(usable_rules(program)),
                                        report::grouped(program.refused.size())});
    if (request.is_verbose) std::fputs(unusable_text(program, request.language).c_str(), stderr);
    return watch;
}

void Watch::renew() {
    auto& report = parts_.report;
    const auto language = parts_.request.language;
    auto fresh = load();
    if (!fresh.ok()) {
        const auto& error = fresh.error();
        auto why = error.where.empty() ? std::string{} : error.where + ": ";
        why += report::say(*error.message, language, error.args);
        if (!error.detail.empty()) why += " (" + error.detail + ")";
        return report.say(not_renewed, {why});
    }
    auto before = std::exchange(set_, std::move(fresh).value());
    before->lookout.stop(wall_now());
    events_before_ += before->lookout.events();
    forgotten_ += before->lookout.counted().forgotten;
    take_up(*set_);
    const auto& program = set_->program;
    report.say(renewed,
               {report::grouped(usable_rules(program)), report::grouped(program.refused.size())});
    std::set<std::string> known;
    for (const auto& one : before->program.refused)
        known.insert(one.info.file + one.info.title);
    for (const auto& one : program.refused) {
        if (known.contains(one.info.file + one.info.title)) continue;
        const auto& name = one.why.where.empty() ? one.info.file : one.why.where;
        report.say(newly_unusable, {name, report::say(*one.why.message, language, one.why.args)});
    }
}

void Watch::renew_if_changed() {
    const auto now = steady_clock::now();
    if (parts_.request.rule_files.empty() || now - looked_at_ < look_every) return;
    looked_at_ = now;
    const auto stamp = stamp_of(parts_.request.rule_files);
    if (stamp == std::exchange(stamp_, stamp)) return;
    renew();
}

void Watch::clock_ticks() {
    const auto now = steady_clock::now();
    if (now - ticked_at_ < tick_every) return;
    ticked_at_ = now;
    const auto wall = wall_now();
    set_->lookout.pass(wall);
    parts_.report.pass(wall);
    if (set_->year != year_of(wall, parts_.request.zone)) take_up(*set_);
}

bool Watch::answer(int signals) {
    signalfd_siginfo said{};
    while (::read(signals, &said, sizeof said) == sizeof said) {
        if (said.ssi_signo != SIGHUP) return false;
        stamp_ = stamp_of(parts_.request.rule_files);
        renew();
    }
    return true;
}

Result<> Watch::run(int signals) {
    looked_at_ = steady_clock::now();
    Result<> done = Done{};
    while (parts_.streams.is_open() && !parts_.report.has_failed()) {
        done = parts_.streams.round(signals, tick_every, *this);
        if (!done.ok()) break;
        if (!answer(signals)) {
            is_told_to_stop_ = true;
            break;
        }
        clock_ticks();
        renew_if_changed();
    }
    parts_.streams.drain(drain_max, *this);
    end_feeds();
    // A stream that ended is judged as a file is; one that goes on without us is not.
    if (is_told_to_stop_)
        set_->lookout.stop(wall_now());
    else
        set_->lookout.finish();
    parts_.report.finish();
    say_end();
    if (done.ok() && unread_) return *unread_;
    return done;
}

void Watch::say_end() {
    auto& report = parts_.report;
    report.say(ended, {report::grouped(events_before_ + set_->lookout.events()),
                       report::grouped(report.matches())});
    if (tally_.unreadable > 0) report.say(unreadable, {report::grouped(tally_.unreadable)});
    if (parts_.streams.refused() > 0)
        report.say(refused, {report::grouped(parts_.streams.refused())});
    const auto lost = forgotten_ + set_->lookout.counted().forgotten;
    if (lost > 0) report.say(forgotten, {report::grouped(lost)});
}

std::string Watch::name_of(std::uint64_t client) const {
    if (client == 0) return "-";
    const auto socket = parts_.request.streams.socket.string();
    return client == datagrams ? socket : socket + "#" + std::to_string(client);
}

Feed& Watch::feed_of(std::uint64_t client) {
    auto& feed = client == datagrams ? datagrams_ : feeds_[client];
    if (!feed)
        feed = std::make_unique<Feed>(*set_->desks,
                                      client == datagrams ? Feed::Form::lines : Feed::Form::seen);
    return *feed;
}

// Of many clients one is said; standard input is what was to be watched.
void Watch::refuse_feed(std::uint64_t client, const Error& why) {
    if (client == 0) {
        unread_ = why;
        return;
    }
    parts_.report.say(hung_up,
                      {name_of(client), report::say(*why.message, parts_.request.language)});
}

bool Watch::take(std::uint64_t client, ByteView bytes) {
    set_->lookout.hear(name_of(client), wall_now());
    const auto done = feed_of(client).add(bytes, set_->lookout, tally_);
    if (done.ok()) return true;
    feeds_.erase(client);
    refuse_feed(client, done.error());
    return false;
}

void Watch::end(std::uint64_t client) {
    const auto feed = feeds_.find(client);
    if (feed == feeds_.end()) return;
    set_->lookout.hear(name_of(client), wall_now());
    const auto done = feed->second->finish(set_->lookout, tally_);
    if (!done.ok()) refuse_feed(client, done.error());
    feeds_.erase(feed);
}

void Watch::take_datagram(ByteView bytes) {
    set_->lookout.hear(name_of(datagrams), wall_now());
    line_ = as_text(bytes);
    while (!line_.empty() && (line_.back() == '\n' || line_.back() == '\0'))
        line_.pop_back();
    // A datagram is one record, and JSON does not mind.
    if (line_.starts_with('{')) std::ranges::replace(line_, '\n', ' ');
    line_ += '\n';
    // Lines cannot be refused.
    static_cast<void>(feed_of(datagrams).add(as_bytes(line_), set_->lookout, tally_));
}

void Watch::end_feeds() {
    while (!feeds_.empty())
        end(feeds_.begin()->first);
}

} // namespace sokuo::app
