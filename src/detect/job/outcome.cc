#include "detect/job/outcome.h"

#include "core/text.h"
#include "detect/job/messages.h"
#include "detect/job/records.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect::job {
namespace {

Error lied() {
    return failure(Errc::invalid, not_an_outcome);
}

// Reads members of a record one by one; anything that is not as the other half writes it is kept.
class Members {
public:
    explicit Members(const Json& json) : json_{json} {}

    std::uint64_t number(std::string_view key) {
        const auto* value = json_[key].integer();
        is_good_ = is_good_ && value != nullptr;
        return value == nullptr ? 0 : static_cast<std::uint64_t>(*value);
    }
    std::uint32_t number_below(std::string_view key, std::size_t end) {
        const auto value = number(key);
        is_good_ = is_good_ && value < end;
        return value < end ? static_cast<std::uint32_t>(value) : 0;
    }
    std::string text(std::string_view key, std::size_t bytes_max) {
        return text_of(json_[key], bytes_max);
    }
    std::vector<std::string> texts(std::string_view key, std::size_t count_max,
                                   std::size_t bytes_max) {
        std::vector<std::string> texts;
        const auto* items = json_[key].array_items();
        is_good_ = is_good_ && items != nullptr && items->size() <= count_max;
        if (!is_good_) return texts;
        for (const auto& item : *items)
            texts.push_back(text_of(item, bytes_max));
        return texts;
    }
    std::vector<FieldText> fields(std::string_view key) {
        std::vector<FieldText> fields;
        auto all = texts(key, 2 * fields_max, std::max(name_bytes_max, field_bytes_max));
        is_good_ = is_good_ && all.size() % 2 == 0;
        for (std::size_t at = 0; is_good_ && at < all.size(); at += 2)
            fields.emplace_back(std::move(all[at]), std::move(all[at + 1]));
        return fields;
    }
    std::optional<Time> optional_time(std::string_view key) {
        if (json_.find(key) == nullptr) return std::nullopt;
        const Time time{Duration{static_cast<std::int64_t>(number(key))}};
        if (!is_told(time)) return std::nullopt;
        return time;
    }
    bool flag(std::string_view key) {
        const auto* value = json_[key].boolean();
        is_good_ = is_good_ && value != nullptr;
        return value != nullptr && *value;
    }
    [[nodiscard]] bool is_good() const { return is_good_; }

private:
    std::string text_of(const Json& json, std::size_t bytes_max) {
        const auto* text = json.text();
        // What was cut ends in a sign of three bytes.
        is_good_ = is_good_ && text != nullptr && text->size() <= bytes_max + 3;
        return is_good_ ? *text : std::string{};
    }

    const Json& json_;
    bool is_good_ = true;
};

Result<Found> read_found(const Json& json, const Shape& shape) {
    Members in{json};
    Found found;
    found.rule = in.number_below("rule", shape.rules);
    found.part = in.number_below("part", std::max<std::size_t>(shape.parts, 1));
    found.file = in.text("file", name_bytes_max);
    found.record = in.number("record");
    found.recovered = in.flag("recovered");
    found.time = in.optional_time("time");
    found.computer = in.text("computer", name_bytes_max);
    found.channel = in.text("channel", name_bytes_max);
    found.event_id = in.number_below("event_id", std::size_t{1} << 32U);
    found.events = in.number("events");
    found.matched = in.fields("matched");
    found.event = in.fields("event");
    if (!in.is_good()) return lied();
    return found;
}

Result<Seen> read_seen(const Json& json, const Shape& shape) {
    Members in{json};
    Seen seen;
    const auto count = shape.plan == nullptr ? 0 : shape.plan->correlations.size();
    const auto correlation = in.number_below("correlation", count);
    if (!in.is_good()) return lied();
    const auto& of = shape.plan->correlations[correlation];
    seen.sighting.counted.correlation = correlation;
    seen.sighting.counted.part = in.number_below("of", of.rules.size());
    seen.part = in.number_below("part", std::max<std::size_t>(shape.parts, 1));
    const auto time = in.optional_time("time");
    seen.sighting.group = in.texts("group", of.group_by.size(), field_bytes_max);
    seen.sighting.value = in.text("value", field_bytes_max);
    seen.sighting.record = in.number("record");
    seen.sighting.computer = in.text("computer", name_bytes_max);
    if (!in.is_good() || !time || seen.sighting.group.size() != of.group_by.size()) return lied();
    seen.sighting.time = *time;
    return seen;
}

Result<FileSeen> read_file(const Json& json) {
    Members in{json};
    FileSeen file;
    file.name = in.text("name", name_bytes_max);
    file.format = in.text("format", name_bytes_max);
    file.bytes = in.number("bytes");
    file.events = in.number("events");
    file.recovered = in.number("recovered");
    file.unreadable = in.number("unreadable");
    constexpr std::size_t troubles_max = 1'001;
    const auto& troubles = json["troubles"].items();
    if (!in.is_good() || troubles.size() > troubles_max) return lied();
    for (const auto& each : troubles) {
        const auto wrapped = Json::object({{"told", each}});
        Members trouble{wrapped};
        auto words = trouble.texts("told", args_max, name_bytes_max);
        if (!trouble.is_good() || words.empty()) return lied();
        const auto& message = message_of(words.front());
        words.erase(words.begin());
        file.troubles.push_back({&message, std::move(words)});
    }
    return file;
}

Result<> read_end(const Json& json, const Shape& shape, Outcome& outcome) {
    Members in{json};
    outcome.events = in.number("events");
    outcome.unreadable = in.number("unreadable");
    outcome.left_out = in.number("left_out");
    outcome.unseen = in.number("unseen");
    const auto& counts = json["counts"].items();
    if (!in.is_good() || counts.size() > shape.rules) return lied();
    for (const auto& each : counts) {
        Members row{each};
        const auto rule = row.number_below("rule", shape.rules);
        auto& of_rule = outcome.counts[rule];
        of_rule.count = row.number("count");
        of_rule.first = row.optional_time("first");
        of_rule.last = row.optional_time("last");
        if (!row.is_good()) return lied();
    }
    return Done{};
}

class Reading {
public:
    Reading(const Shape& shape, const Limits& limits) : shape_{shape}, limits_{limits} {}

    Result<> take(const Piece& piece) {
        if (is_ended_ || piece.body.size() > end_bytes_max) return lied();
        const auto json = parse_json(as_text(piece.body), {.bytes_max = end_bytes_max});
        if (!json.ok()) return lied();
        switch (piece.kind) {
        case found_record: {
            auto found = TRY(read_found(json.value(), shape_));
            outcome.found.push_back(std::move(found));
            break;
        }
        case seen_record: {
            auto seen = TRY(read_seen(json.value(), shape_));
            outcome.seen.push_back(std::move(seen));
            break;
        }
        case file_record: {
            auto file = TRY(read_file(json.value()));
            outcome.files.push_back(std::move(file));
            break;
        }
        case end_record:
            TRY(read_end(json.value(), shape_, outcome));
            is_ended_ = true;
            break;
        default: return lied();
        }
        const bool is_within = outcome.found.size() <= limits_.matches_max &&
                               outcome.seen.size() <= limits_.sightings_max &&
                               outcome.files.size() <= 2 * limits_.files_max;
        if (!is_within) return lied();
        return Done{};
    }

    [[nodiscard]] bool is_ended() const { return is_ended_; }
    Outcome outcome;

private:
    const Shape& shape_;
    const Limits& limits_;
    bool is_ended_ = false;
};

} // namespace

Result<Outcome> read_outcome(std::span<const Piece> pieces, const Shape& shape,
                             const Limits& limits) {
    if (pieces.empty() || pieces.front().kind != about_record) return lied();
    if (as_text(pieces.front().body) != shape.fingerprint)
        return failure(Errc::unavailable, rules_changed);
    Reading reading{shape, limits};
    for (const auto& piece : pieces.subspan(1))
        TRY(reading.take(piece));
    if (!reading.is_ended()) return lied();
    return std::move(reading.outcome);
}

} // namespace sokuo::detect::job
