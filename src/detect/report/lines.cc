#include "detect/report/lines.h"

#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sokuo::detect::report {
namespace {

// Members of one JSON object, appended as they come.
class Members {
public:
    explicit Members(std::string& out) : out_{out} { out_ += '{'; }

    std::string& key(std::string_view name) {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        append_json_string(out_, name);
        return out_ += ':';
    }
    void text(std::string_view name, std::string_view value) {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        append_json_member(out_, name, value);
    }
    void text_if_any(std::string_view name, std::string_view value) {
        if (!value.empty()) text(name, value);
    }
    void number(std::string_view name, std::uint64_t value) { key(name) += std::to_string(value); }
    void truth(std::string_view name, bool value) { key(name) += value ? "true" : "false"; }
    void texts(std::string_view name, const std::vector<std::string>& values) {
        key(name) += '[';
        for (const auto& value : values) {
            if (&value != &values.front()) out_ += ',';
            append_json_string(out_, value);
        }
        out_ += ']';
    }
    void end() { out_ += '}'; }

private:
    std::string& out_; // Of the caller, who is writing a line.
    bool is_first_ = true;
};

// Whether a name may stand there several times; now and then it says so of names that do not.
bool may_repeat(const FieldTexts& fields) {
    std::array<std::uint64_t, 64> seen{};
    for (const auto& [name, value] : fields) {
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        const auto size = std::min(name.size(), sizeof(head));
        std::memcpy(&head, name.data(), size);
        std::memcpy(&tail, name.data() + (name.size() - size), size);
        const auto mixed =
            (head ^ tail * 0x9E37'79B9'7F4A'7C15 ^ name.size()) * 0xD6E8'FEB8'6659'FD93;
        const auto place = mixed >> 52U; // Of 4,096.
        auto& word = seen.at(place / 64);
        const auto bit = std::uint64_t{1} << (place % 64);
        if ((word & bit) != 0) return true;
        word |= bit;
    }
    return false;
}

// `{"Name":"value"}`; a name that stands there several times gets a list, at its first place.
void append_fields(std::string& out, const FieldTexts& fields) {
    if (!may_repeat(fields)) {
        Members members{out};
        for (const auto& [name, value] : fields)
            members.text(name, value);
        members.end();
        return;
    }
    struct Chain {
        std::size_t first = 0;
        std::size_t last = 0;
    };
    std::vector<std::size_t> next(fields.size(), 0); // 0: none; no chain leads back to the first.
    std::vector<bool> is_first(fields.size(), false);
    std::unordered_map<std::string_view, Chain> chains;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto [at, is_new] = chains.try_emplace(fields[i].first, Chain{i, i});
        is_first[i] = is_new;
        if (!is_new) next[at->second.last] = i;
        at->second.last = i;
    }
    Members members{out};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!is_first[i]) continue;
        members.key(fields[i].first);
        if (next[i] == 0) {
            append_json_string(out, fields[i].second);
            continue;
        }
        out += '[';
        append_json_string(out, fields[i].second);
        for (auto at = next[i]; at != 0; at = next[at])
            append_json_string(out += ',', fields[at].second);
        out += ']';
    }
    members.end();
}

void append_rule(std::string& out, const RuleInfo& rule) {
    Members members{out};
    members.text("id", rule.id);
    members.text("title", rule.title);
    members.text("level", to_string(rule.level));
    members.text("author", rule.author);
    members.text("license", rule.license);
    members.text_if_any("status", rule.status);
    members.text_if_any("date", rule.date);
    members.text_if_any("description", rule.description);
    members.texts("tags", rule.tags);
    members.texts("references", rule.references);
    members.texts("falsepositives", rule.false_positives);
    members.text("file", rule.file);
    members.text_if_any("title_ja", rule.title_ja);
    members.text_if_any("description_ja", rule.description_ja);
    members.end();
}

// `name: value`, in the order given.
std::string in_words(const FieldTexts& fields, std::string_view between, std::size_t bytes_max) {
    std::string text;
    for (const auto& [name, value] : fields) {
        if (text.size() >= bytes_max) break;
        if (!text.empty()) text += between;
        text += name;
        // What is beyond the limit would be cut anyway; a value may be as long as the log.
        text.append(": ").append(value, 0, bytes_max);
    }
    return text;
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
    std::string all;
    for (const auto& text : texts) {
        if (&text != &texts.front()) all += between;
        all += text;
    }
    return all;
}

// What a spreadsheet would take for a formula, also behind blanks and in full width. A tab or a
// line feed in front, dangerous too, is a picture by now.
bool may_be_formula(std::string_view shown) {
    constexpr std::string_view wide_blank = "　";
    constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    while (shown.starts_with(' ') || shown.starts_with(wide_blank))
        shown.remove_prefix(shown.front() == ' ' ? 1 : wide_blank.size());
    return std::ranges::any_of(signs, [&](auto sign) { return shown.starts_with(sign); });
}

constexpr std::string_view cell_cut = "… [cut]";

void append_cell(std::string& out, std::string_view text) {
    const bool is_long = text.size() > Csv::cell_bytes_max;
    auto shown = visible(text.substr(0, Csv::cell_bytes_max));
    if (is_long || shown.size() > Csv::cell_bytes_max) {
        auto end = std::min(shown.size(), Csv::cell_bytes_max);
        // Neither half a character, nor half of one that the limit broke before.
        while (end > 0 && (static_cast<unsigned char>(shown[end - 1]) & 0xC0U) == 0x80U)
            --end;
        if (end > 0 && static_cast<unsigned char>(shown[end - 1]) >= 0xC0) --end;
        shown.resize(end);
        shown += cell_cut;
    }
    out += '"';
    if (may_be_formula(shown)) out += '\'';
    for (const char letter : shown) {
        if (letter == '"') out += '"';
        out += letter;
    }
    out += '"';
}

constexpr std::string_view csv_columns =
    "time,level,rule_title,rule_id,computer,channel,event_id,file,record,recovered,events,matched,"
    "tags,rule_author,rule_license,rule_status,rule_file,references\r\n";

} // namespace

const std::string& Jsonl::written(const RuleInfo& rule) {
    const auto [at, is_new] = rules_.try_emplace(&rule);
    if (is_new) append_rule(at->second, rule);
    return at->second;
}

void Jsonl::put(const Match& match, std::string& out) {
    Members members{out};
    if (const auto time = readable(match.time))
        members.text("time", to_rfc3339(*time));
    else
        members.key("time") += "null";
    members.text("level", to_string(match.rule->level));
    members.text("computer", match.computer);
    members.text("channel", match.channel);
    members.number("event_id", match.event_id);
    members.text("file", match.file);
    members.number("record", match.record);
    members.truth("recovered", match.recovered);
    members.number("events", match.events);
    members.key("rule") += written(*match.rule);
    append_fields(members.key("matched"), match.matched);
    append_fields(members.key("event"), match.event);
    members.end();
    out += '\n';
}

void Csv::head(std::string& out) const {
    if (look_.has_bom) out += "\xEF\xBB\xBF";
    out += csv_columns;
}

void Csv::put(const Match& match, std::string& out) const {
    const auto& rule = *match.rule;
    const auto cell = [&](std::string_view text) {
        append_cell(out, text);
        out += ',';
    };
    const auto number = [&](std::uint64_t value) { (out += std::to_string(value)) += ','; };
    const auto time = readable(match.time);
    cell(time ? rfc3339(*time, look_.zone) : std::string{});
    cell(to_string(rule.level));
    cell(rule.title);
    cell(rule.id);
    cell(match.computer);
    cell(match.channel);
    number(match.event_id);
    cell(match.file);
    number(match.record);
    out += match.recovered ? "true," : "false,";
    number(match.events);
    cell(in_words(match.matched, " | ", cell_bytes_max + 1));
    cell(joined(rule.tags, " "));
    cell(rule.author);
    cell(rule.license);
    cell(rule.status);
    cell(rule.file);
    append_cell(out, joined(rule.references, " "));
    out += "\r\n";
}

void Timesketch::put(const Match& match, std::string& out) {
    constexpr std::size_t message_bytes_max = 4000;
    const auto time = readable(match.time);
    if (!time) {
        ++without_time_;
        return;
    }
    const auto& rule = *match.rule;
    const auto matched = in_words(match.matched, " | ", message_bytes_max);
    auto datetime = to_rfc3339(*time);
    datetime.replace(datetime.size() - 1, 1, "+00:00");
    Members members{out};
    members.text("message", cut(std::string{"["}
                                    .append(to_string(rule.level))
                                    .append("] ")
                                    .append(rule.title)
                                    .append(matched.empty() ? "" : " | ")
                                    .append(matched),
                                message_bytes_max));
    members.text("datetime", datetime);
    members.key("timestamp") += std::to_string(time->time_since_epoch().count());
    members.text("timestamp_desc", "Event Time");
    members.text("data_type", "sokuo:scan:match");
    members.texts("tag", rule.tags);
    members.text("rule_title", rule.title);
    members.text("rule_id", rule.id);
    members.text("rule_level", to_string(rule.level));
    members.text("rule_author", rule.author);
    members.text("rule_license", rule.license);
    members.texts("rule_references", rule.references);
    members.text("computer_name", match.computer);
    members.text("channel", match.channel);
    members.number("event_identifier", match.event_id);
    members.text("source_file", match.file);
    members.number("record_number", match.record);
    members.truth("recovered", match.recovered);
    members.number("events", match.events);
    members.end();
    out += '\n';
}

} // namespace sokuo::detect::report
