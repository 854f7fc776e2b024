#include "advisory/read/read.h"

#include "core/text.h"

#include <array>
#include <charconv>

namespace sokuo::advisory {

constexpr Message not_an_advisory{
    "advisory.not_an_advisory",
    "注意喚起のフィードでもファイルでもありません。読めるのは RSS、Atom、VULDEF、KEV、CSAF です。",
    "This is no feed and no file of advisories. RSS, Atom, VULDEF, KEV and CSAF can be read."};
constexpr Message not_json{"advisory.not_json", "JSON として読めません。途中で切れていませんか。",
                           "This cannot be read as JSON. Was it cut off?"};
constexpr Message too_many_items{"advisory.too_many_items",
                                 "項目が多すぎます（上限 2万件）。分けて取り込んでください。",
                                 "There are too many items (limit 20,000). Bring them in parts."};

namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end) return {};
    return value;
}

// The next word; what is left stays in `text`.
std::string_view word(std::string_view& text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    const auto end = std::min(text.find(' '), text.size());
    const auto found = text.substr(0, end);
    text.remove_prefix(end);
    return found;
}

std::string two(std::string_view text) {
    return (text.size() == 1 ? "0" : "") + std::string{text};
}

// RFC 5322 with a zone in digits, or one of the names that mean UTC.
std::optional<Time> mail_time(std::string_view text) {
    auto day = word(text);
    if (day.ends_with(',')) day = word(text);
    const auto name = word(text);
    const auto year = word(text);
    auto clock = std::string{word(text)};
    const auto zone = word(text);
    if (clock.size() > 1 && clock[1] == ':') clock.insert(0, "0");
    if (clock.size() == 5) clock += ":00";
    std::string month;
    for (std::size_t at = 0; at < months.size(); ++at) {
        if (months.at(at) == name) month = two(std::to_string(at + 1));
    }
    if (month.empty() || !number_in(year) || !number_in(day)) return {};
    std::string offset = "Z";
    const bool is_signed = zone.size() == 5 && (zone[0] == '+' || zone[0] == '-');
    if (is_signed) offset = std::string{zone.substr(0, 3)} + ":" + std::string{zone.substr(3)};
    if (zone == "JST") offset = "+09:00";
    const auto whole = std::string{year} + "-" + month + "-" + two(day) + "T" + clock + offset;
    const auto time = parse_rfc3339(whole);
    if (!time.ok()) return {};
    return time.value();
}

Result<Json> json_of(ByteView bytes) {
    auto text = as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    auto json = parse_json(text, {.bytes_max = input_bytes_max, .depth_max = depth_max});
    if (!json.ok()) return because(failure(Errc::invalid, not_json), describe(json.error()));
    return std::move(json).value();
}

char first_sign(ByteView bytes) {
    auto text = as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? '\0' : text[at];
}

Result<Bulletin> read_xml(ByteView bytes) {
    const auto root = TRY(read_tree(bytes));
    if (root.name == "VULDEF-Document") return read_vuldef(root);
    return read_feed(root);
}

Result<Bulletin> read_json(ByteView bytes) {
    const auto json = TRY(json_of(bytes));
    if (json.find("vulnerabilities") != nullptr && json.find("catalogVersion") != nullptr)
        return read_kev(json);
    if (json["document"].members() != nullptr) return read_csaf(json);
    return failure(Errc::invalid, not_an_advisory);
}

} // namespace

std::optional<Time> time_called(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 10 || text.size() > 40) return {};
    auto whole = std::string{text};
    if (whole.size() == 10) whole += "T00:00:00Z";
    // Without seconds, as W3C-DTF allows; without a colon in the zone, as some write it.
    if (whole.size() > 16 && whole[10] == 'T' && whole[13] == ':' && whole[16] != ':')
        whole.insert(16, ":00");
    const auto size = whole.size();
    const bool is_tight = size >= 22 && (whole[size - 5] == '+' || whole[size - 5] == '-') &&
                          whole.find(':', size - 5) == std::string::npos;
    if (is_tight) whole.insert(size - 2, ":");
    const auto time = parse_rfc3339(whole);
    if (time.ok()) return time.value();
    return mail_time(text);
}

Result<Bulletin> read_bulletin(ByteView bytes) {
    auto bulletin = [&]() -> Result<Bulletin> {
        switch (first_sign(bytes)) {
        case '<': return read_xml(bytes);
        case '{': return read_json(bytes);
        // UTF-16 begins otherwise; expat knows it by its mark.
        case '\xFE':
        case '\xFF': return read_xml(bytes);
        default: return failure(Errc::invalid, not_an_advisory);
        }
    }();
    if (!bulletin.ok()) return bulletin;
    auto& all = bulletin.value();
    if (all.advisories.size() > items_max) return failure(Errc::too_large, too_many_items);
    all.name = tidied(all.name, text_length_max);
    std::erase_if(all.advisories, [&](Advisory& one) {
        one = settled(std::move(one));
        const bool is_known = !one.title.empty() && !one.key.empty();
        if (!is_known) ++all.unreadable;
        return !is_known;
    });
    return bulletin;
}

std::span<const Message* const> refusals() {
    static const std::array all{&not_an_advisory, &not_json,         &too_many_items,
                                &service_refused, &kev_cut,          &csaf_incomplete,
                                &csaf_tlp,        &not_xml,          &has_doctype,
                                &too_deep,        &too_many_elements};
    return all;
}

} // namespace sokuo::advisory
