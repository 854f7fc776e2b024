#include "advisory/advisory.h"

#include "core/sha256.h"
#include "core/text.h"

#include <algorithm>

namespace sokuo::advisory {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t from) {
    std::size_t count = 0;
    while (from + count < text.size() && is_digit(text[from + count]))
        ++count;
    return count;
}

void set_text(Json& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.set(name, text);
}

std::optional<Time> time_in(const Json& json) {
    const auto time = parse_rfc3339(json.text_or(""));
    if (!time.ok()) return {};
    return time.value();
}

template <std::size_t N>
std::string one_of(const std::array<std::string_view, N>& all, std::string_view text) {
    return std::ranges::find(all, text) == all.end() ? std::string{} : std::string{text};
}

bool is_score(std::string_view text) {
    const auto whole = digits_at(text, 0);
    if (whole == 0 || whole > 2) return false;
    if (text.size() == whole) return true;
    return text[whole] == '.' && text.size() == whole + 2 && is_digit(text[whole + 1]);
}

} // namespace

std::string tidied(std::string_view text, std::size_t length_max) {
    if (!is_valid_utf8(text)) return {};
    std::string line;
    std::size_t characters = 0;
    bool is_gap = false;
    for (const char c : trimmed(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F) {
            is_gap = true;
            continue;
        }
        const bool begins = (byte & 0xC0U) != 0x80U;
        if (begins && is_gap && !line.empty()) {
            if (++characters > length_max) break;
            line += ' ';
        }
        is_gap = false;
        if (begins && ++characters > length_max) break;
        line += c;
    }
    // Cut behind a gap it would end in one.
    return has_control(line) ? std::string{} : std::string{trimmed(line)};
}

std::string web_link(std::string_view text) {
    auto link = tidied(text, link_length_max + 1);
    const bool is_web = link.starts_with("https://") || link.starts_with("http://");
    const bool is_whole = link.find(' ') == std::string::npos && length(link) <= link_length_max;
    if (!is_web || !is_whole) return {};
    return link;
}

void find_cves(std::string_view text, std::vector<std::string>& cves) {
    constexpr std::string_view head = "CVE-";
    for (auto at = text.find(head); at != std::string_view::npos; at = text.find(head, at + 1)) {
        const auto year = at + head.size();
        if (digits_at(text, year) != 4 || year + 4 >= text.size() || text[year + 4] != '-')
            continue;
        const auto count = digits_at(text, year + 5);
        if (count < 4 || count > 9) continue;
        cves.emplace_back(text.substr(at, head.size() + 5 + count));
    }
}

std::string severity_called(std::string_view text) {
    constexpr std::array<std::array<std::string_view, 4>, 4> names{{
        {"critical", "緊急", "", ""},
        {"high", "important", "重要", "高"},
        {"medium", "moderate", "警告", "中"},
        {"low", "注意", "低", ""},
    }};
    const auto key = search_key(trimmed(text));
    for (std::size_t at = 0; at < names.size(); ++at) {
        for (const auto name : names.at(at)) {
            if (!name.empty() && key == search_key(name)) return std::string{severities.at(at)};
        }
    }
    return {};
}

Advisory settled(Advisory advisory) {
    auto& one = advisory;
    one.source = tidied(one.source, text_length_max);
    one.key = tidied(one.key, link_length_max);
    one.link = web_link(one.link);
    one.title = tidied(one.title, title_length_max);
    one.severity = one_of(severities, one.severity);
    one.tlp = one_of(tlp_labels, one.tlp);
    if (!is_score(one.cvss)) one.cvss.clear();
    std::vector<std::string> cves;
    for (const auto& cve : one.cves)
        find_cves(cve, cves);
    std::ranges::sort(cves);
    cves.erase(std::ranges::unique(cves).begin(), cves.end());
    if (cves.size() > cves_max) cves.resize(cves_max);
    one.cves = std::move(cves);
    std::vector<Product> products;
    for (const auto& product : one.products) {
        Product tidy{.vendor = tidied(product.vendor, text_length_max),
                     .name = tidied(product.name, text_length_max),
                     .versions = tidied(product.versions, text_length_max),
                     .cpe = tidied(product.cpe, text_length_max)};
        const bool is_empty = tidy.name.empty() && tidy.cpe.empty();
        if (is_empty || std::ranges::find(products, tidy) != products.end()) continue;
        if (products.size() < products_max)
            products.push_back(std::move(tidy));
        else
            ++one.more_products;
    }
    one.products = std::move(products);
    return advisory;
}

Json to_json(const Advisory& advisory) {
    auto json = Json::object({{"source", advisory.source}, {"title", advisory.title}});
    set_text(json, "key", advisory.key);
    set_text(json, "link", advisory.link);
    if (advisory.published_at) json.set("published_at", to_rfc3339(*advisory.published_at));
    if (advisory.updated_at) json.set("updated_at", to_rfc3339(*advisory.updated_at));
    auto cves = Json::array();
    for (const auto& cve : advisory.cves)
        cves.push(cve);
    json.set("cves", std::move(cves));
    auto products = Json::array();
    for (const auto& product : advisory.products) {
        auto row = Json::object({{"name", product.name}});
        set_text(row, "vendor", product.vendor);
        set_text(row, "versions", product.versions);
        set_text(row, "cpe", product.cpe);
        products.push(std::move(row));
    }
    json.set("products", std::move(products));
    if (advisory.more_products > 0) json.set("more_products", advisory.more_products);
    set_text(json, "severity", advisory.severity);
    set_text(json, "cvss", advisory.cvss);
    if (advisory.is_exploited) json.set("exploited", true);
    if (advisory.is_ransomware) json.set("ransomware", true);
    if (advisory.due) json.set("due_on", calendar::to_iso(*advisory.due));
    set_text(json, "tlp", advisory.tlp);
    return json;
}

Advisory advisory_from(const Json& json) {
    Advisory advisory;
    advisory.source = json["source"].text_or("");
    advisory.key = json["key"].text_or("");
    advisory.link = json["link"].text_or("");
    advisory.title = json["title"].text_or("");
    advisory.published_at = time_in(json["published_at"]);
    advisory.updated_at = time_in(json["updated_at"]);
    for (const auto& cve : json["cves"].items())
        advisory.cves.emplace_back(cve.text_or(""));
    for (const auto& row : json["products"].items())
        advisory.products.push_back({.vendor = std::string{row["vendor"].text_or("")},
                                     .name = std::string{row["name"].text_or("")},
                                     .versions = std::string{row["versions"].text_or("")},
                                     .cpe = std::string{row["cpe"].text_or("")}});
    advisory.more_products = static_cast<std::size_t>(
        std::clamp<std::int64_t>(json["more_products"].integer_or(0), 0, 1'000'000));
    advisory.severity = json["severity"].text_or("");
    advisory.cvss = json["cvss"].text_or("");
    advisory.is_exploited = json["exploited"].boolean_or(false);
    advisory.is_ransomware = json["ransomware"].boolean_or(false);
    const auto due = calendar::parse_date(json["due_on"].text_or(""));
    if (due.ok()) advisory.due = due.value();
    advisory.tlp = json["tlp"].text_or("");
    return settled(std::move(advisory));
}

std::string fingerprint(const Advisory& advisory) {
    auto said = to_json(advisory);
    // Whoever hands the same thing on says nothing new.
    said.set("source", "");
    return to_hex(sha256(as_bytes(canonical(said))));
}

} // namespace sokuo::advisory
