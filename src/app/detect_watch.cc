#include "app/detect_watch.h"

#include "alert/alert_store.h"
#include "core/json.h"
#include "core/sha256.h"
#include "syslog/event.h"
#include "syslog/record.h"

#include <algorithm>
#include <cstdio>
#include <pthread.h>
#include <utility>

namespace sokuo::app {
namespace {

namespace job = detect::job;
using namespace std::chrono_literals;

constexpr std::string_view operational = R"(
CREATE TABLE IF NOT EXISTS detect_looked(
  one INTEGER PRIMARY KEY CHECK(one = 1), number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS detect_sight(
  line INTEGER NOT NULL, correlation TEXT NOT NULL, part INTEGER NOT NULL,
  at INTEGER NOT NULL, received_at INTEGER NOT NULL, grouped TEXT NOT NULL, value TEXT NOT NULL,
  host TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(line, correlation, part)) WITHOUT ROWID;
)";

constexpr std::size_t batch_lines_max = 2'000;
constexpr std::size_t batch_bytes_max = std::size_t{8} << 20U;
constexpr std::uint64_t behind_max = 20'000;
constexpr std::size_t sight_text_max = 600;
constexpr std::size_t raised_max = 20'000;
constexpr std::int64_t sights_max = 20'000;
/// Alerts forget the references of signals after thirty days; what is older is not raised anew.
constexpr auto raised_for = std::chrono::days{25};
constexpr auto wait_for_lines = 2s;
constexpr auto judge_every = 10s;
/// A machine's clock is believed so far; beyond, a line happened when it came in.
constexpr auto clock_error_max = std::chrono::hours{24};

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

std::string clipped(std::string_view text, std::size_t bytes_max) {
    return std::string{syslog::clipped(text, bytes_max)};
}

struct Line {
    std::uint64_t number = 0;
    Time at{};
    Time received_at{};
    std::string host{};
    std::string shown{};
    std::vector<std::string> addresses{};
};

std::string shown_rule(const detect::RuleInfo& info, bool is_japanese) {
    auto text = is_japanese ? info.description_ja : info.description;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (!info.author.empty()) text += "ルールの作成者 / Rule author: " + info.author + '\n';
    if (!info.license.empty()) text += "ルールの利用条件 / Rule licence: " + info.license + '\n';
    return text;
}

// What is the same of every signal of a rule. An alert is written once, in the language of the
// organisation, as far as the rule speaks it.
alert::Signal signal_of(const detect::RuleInfo& info, Language language) {
    const bool is_japanese = language == Language::ja && !info.title_ja.empty();
    alert::Signal signal;
    signal.source = "detection";
    signal.rule = key_of(info);
    signal.title = is_japanese ? info.title_ja : info.title;
    signal.description = shown_rule(info, is_japanese && !info.description_ja.empty());
    signal.severity = static_cast<alert::Severity>(info.level);
    signal.tags = info.tags;
    return signal;
}

std::string reference_of(std::uint64_t line, const detect::RuleInfo& info) {
    const auto sum = sha256(as_bytes(key_of(info)));
    return "detect-" + std::to_string(line) + "-" + to_hex(ByteView{sum}.first(8));
}

Json list_of(const std::vector<std::string>& texts) {
    auto list = Json::array();
    for (const auto& text : texts)
        list.push(text);
    return list;
}

Result<std::vector<Sight>> read_sights(store::Read& db) {
    std::vector<Sight> sights;
    const auto each = [&](const store::Row& row) -> Result<> {
        Sight sight{.line = static_cast<std::uint64_t>(row.integer(0)),
                    .correlation = std::string{row.text(1)},
                    .part = static_cast<std::uint32_t>(row.integer(2)),
                    .at = Time{Duration{row.integer(3)}},
                    .received_at = Time{Duration{row.integer(4)}},
                    .value = std::string{row.text(6)},
                    .host = std::string{row.text(7)},
                    .text = std::string{row.text(8)}};
        const auto group = TRY(parse_json(row.text(5)));
        for (const auto& value : group.items())
            sight.group.emplace_back(value.text_or(""));
        sights.push_back(std::move(sight));
        return Done{};
    };
    TRY(db.query("SELECT line, correlation, part, at, received_at, grouped, value, host, text "
                 "FROM detect_sight ORDER BY line DESC LIMIT ?",
                 {sights_max}, each));
    std::ranges::reverse(sights);
    return sights;
}

} // namespace

static_assert(static_cast<int>(alert::Severity::critical) ==
              static_cast<int>(detect::Level::critical));

// Lines of words, then lines of JSON; each part's records are numbered from 1.
struct DetectWatch::Batch {
    std::array<std::string, 2> text{};
    std::array<std::vector<Line>, 2> lines{};
    std::uint64_t last = 0;
    Time received_at{}; ///< The last one.
    std::size_t count = 0;
    std::optional<int> year{};

    [[nodiscard]] const Line* line_of(std::uint32_t part, std::uint64_t record) const {
        const auto& all = lines.at(part);
        return record == 0 || record > all.size() ? nullptr : &all[record - 1];
    }
};

Result<> prepare_detection(store::Store& store) {
    return store.write([](store::Write& db) { return db.script(operational); });
}

Result<std::optional<std::uint64_t>> looked_up_to(store::Read& db) {
    return db.first("SELECT number FROM detect_looked", {}, [](const store::Row& row) {
        return static_cast<std::uint64_t>(row.integer(0));
    });
}

Result<std::unique_ptr<DetectWatch>> DetectWatch::begin(const incident::Desk& desk,
                                                        const LogRoom& logs, DetectRoom& rules) {
    std::unique_ptr<DetectWatch> watch{new DetectWatch{desk, logs, rules}};
    watch->lines_max_ = batch_lines_max;
    const auto looked = TRY(desk.store.read_for(looked_up_to));
    watch->looked_ = looked ? *looked : logs.store().totals().count;
    if (!looked) TRY(watch->write({{}, {}, {}, {}, watch->looked_}));
    watch->noted_ = watch->looked_;
    auto sights = TRY(desk.store.read_for(read_sights));
    watch->count_.add(std::move(sights));
    watch->thread_ = std::jthread{[its = watch.get()](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "detection");
        its->run(stop);
    }};
    return watch;
}

DetectWatch::~DetectWatch() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

DetectWatch::Batch DetectWatch::next_batch(const DetectSettings& settings) const {
    Batch batch;
    batch.last = looked_;
    std::size_t bytes = 0;
    logs_.store().each_after(looked_, [&](const syslog::Record& record) {
        if (batch.count == lines_max_ || bytes > batch_bytes_max) return false;
        batch.last = record.number;
        batch.received_at = std::max(batch.received_at, record.received_at);
        ++batch.count;
        const auto event = syslog::read(syslog::arrival_of(record), logs_.zone());
        const bool is_json = event.kind == syslog::Kind::json || event.kind == syslog::Kind::eve;
        if (is_json ? !settings.watches_json : !settings.watches_text) return true;
        Line line{.number = record.number, .received_at = record.received_at};
        line.at = event.said_at.value_or(record.received_at);
        if (std::chrono::abs(line.at - line.received_at) > clock_error_max)
            line.at = line.received_at;
        line.host = event.host.empty() ? std::string{record.host} : event.host;
        line.shown = syslog::readable(event.raw);
        for (const auto* end : {&event.source, &event.destination})
            if (!end->address.empty()) line.addresses.push_back(end->address);
        auto raw = is_json ? event.text : std::string{record.raw};
        std::ranges::replace(raw, '\n', ' ');
        std::ranges::replace(raw, '\r', ' ');
        // An empty line is no record of any reader.
        if (raw.find_first_not_of(' ') == std::string::npos) return true;
        bytes += raw.size();
        batch.text.at(is_json ? 1 : 0) += raw + '\n';
        batch.lines.at(is_json ? 1 : 0).push_back(std::move(line));
        const auto day = std::chrono::floor<std::chrono::days>(record.received_at);
        batch.year = static_cast<int>(std::chrono::year_month_day{day}.year());
        return true;
    });
    return batch;
}

Language DetectWatch::language() const {
    const auto& spoken = desk_.book.current().charter.languages;
    return spoken.empty() ? Language::ja : spoken.front();
}

void DetectWatch::add_episodes(const DetectCount& count, const job::Catalogue& catalogue, Time now,
                               std::vector<alert::Signal>& signals) const {
    const auto level_min = rules_.settings().alert_level;
    const auto old = desk_.now() - raised_for;
    for (const auto& episode : count.episodes(catalogue, now)) {
        const auto& info = catalogue.rules[episode.rule];
        if (info.level < level_min || episode.at < old || raised_.contains(episode.reference))
            continue;
        auto signal = signal_of(info, language());
        signal.reference = episode.reference;
        signal.host = episode.host;
        signal.at = episode.at;
        for (const auto& [name, value] : episode.group)
            if (!value.empty())
                signal.description.append(name).append(": ").append(value).append("\n");
        for (const auto& line : episode.lines)
            signal.raw += line + '\n';
        signals.push_back(alert::within_limits(std::move(signal)));
    }
}

Result<> DetectWatch::judge(const Batch& batch, const job::Catalogue& catalogue,
                            job::Outcome& outcome) {
    std::vector<alert::Signal> signals;
    for (const auto& found : outcome.found) {
        const auto* line = batch.line_of(found.part, found.record);
        if (line == nullptr) continue;
        const auto& info = catalogue.rules[found.rule];
        auto signal = signal_of(info, language());
        signal.reference = reference_of(line->number, info);
        signal.host = line->host;
        signal.at = line->at;
        signal.observables = line->addresses;
        signal.raw = line->shown;
        signals.push_back(alert::within_limits(std::move(signal)));
    }
    std::vector<Sight> sights;
    for (const auto& seen : outcome.seen) {
        const auto* line = batch.line_of(seen.part, seen.sighting.record);
        if (line == nullptr) continue;
        const auto& counted = seen.sighting.counted;
        sights.push_back(
            {.line = line->number,
             .correlation = key_of(catalogue.plan.correlations[counted.correlation].info),
             .part = counted.part,
             .at = line->at,
             .received_at = line->received_at,
             .group = seen.sighting.group,
             .value = seen.sighting.value,
             .host = line->host,
             .text = clipped(line->shown, sight_text_max)});
    }
    // Counted in a copy: what the store does not take is counted again with the next look.
    auto count = count_;
    count.add(sights);
    // Where lines wait to be looked at, it is as late as the last one that was.
    const auto now = batch.count == 0 ? desk_.now() : std::min(desk_.now(), batch.received_at);
    add_episodes(count, catalogue, now, signals);
    count.forget(catalogue, now);
    const bool is_behind = batch.last - noted_ >= behind_max;
    if (!signals.empty() || !sights.empty() || is_behind)
        TRY(write({signals, sights, count.take_forgotten(), count.oldest(), batch.last}));
    count_ = std::move(count);
    looked_ = batch.last;
    if (raised_.size() > raised_max) raised_.clear();
    for (const auto& signal : signals)
        if (signal.reference.starts_with("detect-c-")) raised_.insert(signal.reference);
    return Done{};
}

Result<> DetectWatch::write(const Looked& looked) {
    const auto work = [&](store::Write& db) -> Result<> {
        for (const auto& signal : looked.signals)
            TRY(alert::raise(desk_, db, {}, signal));
        for (const auto& sight : looked.sights)
            TRY(db.execute("INSERT INTO detect_sight(line, correlation, part, at, received_at, "
                           "grouped, value, host, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT DO NOTHING",
                           {static_cast<std::int64_t>(sight.line), sight.correlation,
                            static_cast<std::int64_t>(sight.part), micros(sight.at),
                            micros(sight.received_at), to_text(list_of(sight.group)), sight.value,
                            sight.host, sight.text}));
        for (const auto& sight : looked.forgotten)
            TRY(db.execute(
                "DELETE FROM detect_sight WHERE line = ? AND correlation = ? AND part = ?",
                {static_cast<std::int64_t>(sight.line), sight.correlation,
                 static_cast<std::int64_t>(sight.part)}));
        TRY(db.execute("DELETE FROM detect_sight WHERE received_at < ?",
                       {micros(looked.oldest.value_or(desk_.now() - clock_error_max))}));
        TRY(db.execute("INSERT INTO detect_looked(one, number) VALUES(1, ?1) "
                       "ON CONFLICT(one) DO UPDATE SET number = ?1",
                       {static_cast<std::int64_t>(looked.last)}));
        return Done{};
    };
    TRY(desk_.store.write(work));
    noted_ = looked.last;
    return Done{};
}

Result<> DetectWatch::look_more() {
    const auto settings = rules_.settings();
    const auto batch = next_batch(settings);
    if (batch.count == 0) return look_again();
    if (batch.lines[0].empty() && batch.lines[1].empty()) {
        looked_ = batch.last;
        return Done{};
    }
    std::array<std::byte, 8> random{};
    desk_.random.fill(random);
    job::Job wanted{.kind = job::Kind::watch, .level_min = settings.alert_level};
    for (const auto byte : random)
        wanted.secret = (wanted.secret << 8U) | std::to_integer<std::uint64_t>(byte);
    for (const auto form : {job::Form::lines, job::Form::json})
        wanted.parts.push_back(
            {.name = "log",
             .form = form,
             .year = batch.year,
             .bytes = as_bytes(batch.text.at(form == job::Form::lines ? 0 : 1))});
    bool is_too_much = false;
    auto done = rules_.look(
        wanted, [&](const job::Catalogue& catalogue, job::Outcome& outcome) -> Result<> {
            is_too_much = outcome.left_out + outcome.unseen > 0 && batch.count > 1;
            if (is_too_much) return Done{};
            return judge(batch, catalogue, outcome);
        });
    // More than comes out of one look, or lines that no worker survives: in smaller pieces.
    const bool is_poison = !done.ok() && done.error().code != Errc::unavailable;
    if (is_too_much || (is_poison && batch.count > 1)) {
        lines_max_ = std::max<std::size_t>(batch.count / 2, 1);
        return Done{};
    }
    if (is_poison) {
        std::fprintf(stderr, "sokuo: detection: line %llu is passed over: %s\n",
                     static_cast<unsigned long long>(batch.last), describe(done.error()).c_str());
        looked_ = batch.last;
        return Done{};
    }
    if (done.ok()) lines_max_ = std::min(lines_max_ * 2, batch_lines_max);
    return done;
}

// Nothing came in; but what asks for less than so many is met by nothing coming in.
Result<> DetectWatch::look_again() {
    const auto now = std::chrono::steady_clock::now();
    if (count_.count() == 0 || now - judged_at_ < judge_every) return Done{};
    judged_at_ = now;
    Batch nothing;
    nothing.last = looked_;
    job::Outcome none;
    return rules_.know(
        [&](const job::Catalogue& catalogue) { return judge(nothing, catalogue, none); });
}

void DetectWatch::run(const std::stop_token& stop) {
    std::string last_trouble;
    while (!stop.stop_requested()) {
        const auto before = looked_;
        const auto done = look_more();
        const auto trouble = done.ok() ? std::string{} : describe(done.error());
        if (!trouble.empty() && trouble != last_trouble)
            std::fprintf(stderr, "sokuo: detection: %s\n", trouble.c_str());
        last_trouble = trouble;
        if (trouble.empty()) {
            logs_.wait_for_more(looked_, wait_for_lines, stop);
        } else if (before == looked_) {
            // What cannot be looked at now is tried again, not at once.
            logs_.wait_for_more(~0ULL, wait_for_lines, stop);
        }
    }
}

} // namespace sokuo::app
