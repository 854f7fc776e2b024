#include "core/text.h"
#include "detect/job/outcome.h"
#include "detect/job/records.h"
#include "detect/utf8.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect::job {
namespace {

Json pairs_of(const FieldTexts& fields) {
    auto pairs = Json::array();
    for (const auto& [name, text] : fields) {
        if (pairs.items().size() == 2 * fields_max) break;
        pairs.push(within(name, name_bytes_max));
        pairs.push(within(text, field_bytes_max));
    }
    return pairs;
}

Json told(const Message& message, const std::vector<std::string>& args) {
    auto json = Json::array();
    json.push(message.code());
    for (const auto& arg : args)
        if (json.items().size() < args_max) json.push(within(arg, name_bytes_max));
    return json;
}

void widen(OfRule& of_rule, const std::optional<Time>& time) {
    ++of_rule.count;
    if (!time || !is_told(*time)) return;
    of_rule.first = of_rule.first ? std::min(*of_rule.first, *time) : *time;
    of_rule.last = of_rule.last ? std::max(*of_rule.last, *time) : *time;
}

// A time that is no date is what a log says and no more: it is left out, and the match stays.
void set_time(Json& json, std::string_view key, const std::optional<Time>& time) {
    if (time && is_told(*time)) json.set(key, time->time_since_epoch().count());
}

} // namespace

std::string within(std::string_view text, std::size_t bytes_max) {
    const bool is_cut = text.size() > bytes_max;
    if (is_cut) {
        text = text.substr(0, bytes_max);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
            text.remove_suffix(1);
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U)
            text.remove_suffix(1);
    }
    std::string out;
    if (is_valid_utf8(text))
        out = text;
    else
        while (!text.empty())
            append_character(out, take_character(text));
    if (is_cut) out += "…";
    return out;
}

bool Teller::tell(std::uint16_t kind, const Json& json) {
    const auto text = to_text(json);
    if (text.size() > record_bytes_max || text.size() > limits_.bytes_max - bytes_) return false;
    bytes_ += text.size();
    put_(kind, as_bytes(text));
    return true;
}

void Teller::begin(const std::string& fingerprint) {
    put_(about_record, as_bytes(fingerprint));
}

void Teller::match(const Match& match, std::uint32_t rule, std::uint32_t part) {
    widen(counts_[rule], match.time);
    auto& shown = shown_[rule];
    if (matches_ == limits_.matches_max || (kind_ == Kind::hunt && shown == limits_.of_rule_max)) {
        ++left_out_;
        return;
    }
    auto json = Json::object({{"rule", static_cast<std::int64_t>(rule)},
                              {"part", static_cast<std::int64_t>(part)},
                              {"file", within(match.file, name_bytes_max)},
                              {"record", static_cast<std::int64_t>(match.record)},
                              {"recovered", match.recovered},
                              {"computer", within(match.computer, name_bytes_max)},
                              {"channel", within(match.channel, name_bytes_max)},
                              {"event_id", static_cast<std::int64_t>(match.event_id)},
                              {"events", static_cast<std::int64_t>(match.events)},
                              {"matched", pairs_of(match.matched)},
                              {"event", pairs_of(match.event)}});
    set_time(json, "time", match.time);
    if (!tell(found_record, json)) {
        ++left_out_;
        return;
    }
    ++matches_;
    ++shown;
}

void Teller::sighting(const Sighting& sighting, std::uint32_t part) {
    auto group = Json::array();
    for (const auto& value : sighting.group)
        group.push(within(value, field_bytes_max));
    const auto json = Json::object({{"correlation", std::int64_t{sighting.counted.correlation}},
                                    {"of", std::int64_t{sighting.counted.part}},
                                    {"part", static_cast<std::int64_t>(part)},
                                    {"time", sighting.time.time_since_epoch().count()},
                                    {"group", std::move(group)},
                                    {"value", within(sighting.value, field_bytes_max)},
                                    {"record", static_cast<std::int64_t>(sighting.record)},
                                    {"computer", within(sighting.computer, name_bytes_max)}});
    if (sightings_ == limits_.sightings_max || !tell(seen_record, json))
        ++unseen_;
    else
        ++sightings_;
}

void Teller::file(const FileTally& file) {
    events_ += file.tally.events;
    unreadable_ += file.tally.unreadable;
    const bool is_quiet = file.tally.troubles.empty() && !file.error;
    if (files_ >= (is_quiet ? limits_.files_max : 2 * limits_.files_max)) return;
    constexpr std::size_t few = 10;
    if (tell_file(file, file.tally.troubles.size()) || tell_file(file, few)) ++files_;
}

bool Teller::tell_file(const FileTally& file, std::size_t troubles_max) {
    auto troubles = Json::array();
    // What ended the reading is never left out.
    if (file.error) troubles.push(told(*file.error->message, file.error->args));
    for (const auto& trouble : file.tally.troubles) {
        if (troubles.items().size() > troubles_max) break;
        if (trouble.message != nullptr) troubles.push(told(*trouble.message, trouble.args));
    }
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    return tell(file_record, Json::object({{"name", within(file.name, name_bytes_max)},
                                           {"format", within(file.format, name_bytes_max)},
                                           {"bytes", number(file.bytes)},
                                           {"events", number(file.tally.events)},
                                           {"recovered", number(file.tally.recovered)},
                                           {"unreadable", number(file.tally.unreadable)},
                                           {"troubles", std::move(troubles)}}));
}

void Teller::end() {
    auto counts = Json::array();
    for (const auto& [rule, of_rule] : counts_) {
        auto json = Json::object({{"rule", static_cast<std::int64_t>(rule)},
                                  {"count", static_cast<std::int64_t>(of_rule.count)}});
        set_time(json, "first", of_rule.first);
        set_time(json, "last", of_rule.last);
        counts.push(std::move(json));
    }
    const auto text = to_text(Json::object({{"counts", std::move(counts)},
                                            {"events", static_cast<std::int64_t>(events_)},
                                            {"unreadable", static_cast<std::int64_t>(unreadable_)},
                                            {"left_out", static_cast<std::int64_t>(left_out_)},
                                            {"unseen", static_cast<std::int64_t>(unseen_)}}));
    put_(end_record, as_bytes(text));
}

} // namespace sokuo::detect::job
