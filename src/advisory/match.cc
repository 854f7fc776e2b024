#include "advisory/match.h"

#include "core/text.h"

#include <algorithm>
#include <optional>

namespace sokuo::advisory {
namespace {

// Alone they say nothing of what a thing is.
constexpr std::array<std::u32string_view, 34> common{
    U"server",   U"client",   U"manager",      U"management",  U"system",     U"systems",
    U"software", U"service",  U"services",     U"application", U"app",        U"apps",
    U"product",  U"products", U"multiple",     U"version",     U"ver",        U"for",
    U"and",      U"the",      U"of",           U"edition",     U"enterprise", U"standard",
    U"pro",      U"online",   U"professional", U"series",      U"inc",        U"corporation",
    U"corp",     U"ltd",      U"co",           U"release"};

enum class Class : std::uint8_t { none, latin, digit, other };

Class class_of(char32_t c) {
    if (c >= U'0' && c <= U'9') return Class::digit;
    const bool is_latin = (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x250);
    if (is_latin) return Class::latin;
    // Signs of ASCII, of Japanese and of full width (the last are folded already).
    const bool is_sign = c < 0x80 || (c >= 0x3000 && c < 0x3040 && c != U'々') || c == 0x30FB ||
                         (c >= 0x2000 && c < 0x2070);
    return is_sign ? Class::none : Class::other;
}

bool says_something(const Word& word) {
    if (word.key.empty()) return false;
    if (class_of(word.key.front()) == Class::digit) return false;
    return word.key.size() > 1 && std::ranges::find(common, word.key) == common.end();
}

bool is_japanese(const Word& word) {
    return class_of(word.key.front()) == Class::other;
}

// Japanese is written without gaps, so there a part of a run is a word.
bool is_same_word(const Word& wanted, const Word& found) {
    if (!is_japanese(wanted)) return wanted.key == found.key;
    return found.key.find(wanted.key) != std::u32string::npos;
}

/// Where `wanted` stands in `text`, one word after the other.
std::optional<std::size_t> run_of(std::span<const Word> wanted, std::span<const Word> text) {
    if (wanted.empty() || wanted.size() > text.size()) return {};
    for (std::size_t at = 0; at + wanted.size() <= text.size(); ++at) {
        std::size_t same = 0;
        while (same < wanted.size() && is_same_word(wanted[same], text[at + same]))
            ++same;
        if (same == wanted.size()) return at;
    }
    return {};
}

/// All of `wanted` in that order, others between them allowed.
bool lies_in(std::span<const Word> wanted, std::span<const Word> text) {
    std::size_t at = 0;
    for (const auto& word : text) {
        if (at < wanted.size() && is_same_word(wanted[at], word)) ++at;
    }
    return at == wanted.size();
}

bool names_a_thing(std::span<const Word> words) {
    return std::ranges::any_of(words, says_something);
}

bool is_many(std::span<const Word> words) {
    return !words.empty() && !names_a_thing(words);
}

bool is_same_maker(std::span<const Word> theirs, const std::vector<Words>& ours) {
    if (!names_a_thing(theirs)) return false;
    return std::ranges::any_of(ours, [&](const Words& name) {
        if (!names_a_thing(name)) return false;
        return run_of(name, theirs).has_value() || run_of(theirs, name).has_value();
    });
}

/// A name without its maker's in front: 「Microsoft Windows」 of Microsoft is 「Windows」.
std::span<const Word> without_maker(std::span<const Word> name, const std::vector<Words>& makers) {
    for (const auto& maker : makers) {
        const bool fits = !maker.empty() && maker.size() < name.size();
        if (fits && !is_japanese(maker.front()) && run_of(maker, name.first(maker.size())))
            return name.subspan(maker.size());
    }
    return name;
}

/// A product of the advisory; the words once for the whole register.
struct Said {
    const Product* product = nullptr;
    CpeName cpe{};
    Words vendor{};
    Words name{};
};

Match made(const Watch::Watched& ours, How how, std::string words, const Product& product = {}) {
    return {.system = ours.system,
            .software = ours.software,
            .product = product,
            .how = how,
            .words = std::move(words)};
}

std::optional<Match> of_product(const Watch::Watched& ours, const Said& said) {
    const auto& product = *said.product;
    if (!said.cpe.product.empty() && said.cpe == cpe_name(ours.software.cpe))
        return made(ours, How::cpe, said.cpe.maker + ":" + said.cpe.product, product);
    const bool has_both = !said.vendor.empty() && !ours.makers.empty();
    const bool is_same_one = has_both && is_same_maker(said.vendor, ours.makers);
    if (has_both && !is_same_one) return {};
    if (is_same_one && is_many(said.name)) return made(ours, How::vendor, product.vendor, product);
    const auto bare = without_maker(said.name, ours.makers);
    if (!names_a_thing(ours.name) || !names_a_thing(bare)) return {};
    if (!lies_in(ours.name, bare) && !lies_in(bare, ours.name)) return {};
    const auto maker = is_same_one ? product.vendor + " " : std::string{};
    return made(ours, How::product, maker + product.name, product);
}

/// What of `text` says `wanted`, whose words `found` begins with; of a Japanese run only its part.
std::string said(std::string_view text, std::span<const Word> wanted, std::span<const Word> found) {
    const auto& last = found[wanted.size() - 1];
    const auto first_at = found.front().key.find(wanted.front().key);
    const auto last_at = last.key.find(wanted.back().key) + wanted.back().key.size() - 1;
    const auto begin = found.front().from[first_at].begin;
    const auto end = last.from[last_at].end;
    return std::string{text.substr(begin, end - begin)};
}

std::optional<Match> of_title(const Watch::Watched& ours, std::string_view text,
                              std::span<const Word> title) {
    // Whole first, then without what tells one edition from another: 「Server 2022」.
    const std::span<const Word> name = ours.name;
    for (auto count = name.size(); count > 0; --count) {
        const auto part = name.first(count);
        if (!names_a_thing(part)) break;
        if (const auto at = run_of(part, title))
            return made(ours, How::title, said(text, part, title.subspan(*at)));
        if (says_something(name[count - 1])) break;
    }
    for (const auto& maker : ours.makers) {
        const auto at = names_a_thing(maker) ? run_of(maker, title) : std::nullopt;
        if (at) return made(ours, How::vendor, said(text, maker, title.subspan(*at)));
    }
    return {};
}

std::vector<Words> names_of(const std::string& vendor, const std::vector<std::vector<Words>>& all) {
    std::vector<Words> names;
    if (vendor.empty()) return names;
    names.push_back(words_of(vendor));
    const auto written = names.front();
    for (const auto& maker : all) {
        const bool is_its = std::ranges::any_of(
            maker, [&](const Words& name) { return run_of(name, written).has_value(); });
        if (is_its) names.insert(names.end(), maker.begin(), maker.end());
    }
    return names;
}

void set_text(Json& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.set(name, text);
}

} // namespace

Words words_of(std::string_view text) {
    const auto placed = placed_key(text);
    Words words;
    auto before = Class::none;
    std::size_t end = 0;
    for (std::size_t at = 0; at < placed.characters.size(); ++at) {
        const auto c = placed.characters[at];
        const auto now = class_of(c);
        const auto& from = placed.from[at];
        const bool begins = now != before || from.begin > end;
        before = now;
        end = from.end;
        if (now == Class::none) continue;
        if (begins) words.emplace_back();
        words.back().key += c;
        words.back().from.push_back(from);
    }
    return words;
}

CpeName cpe_name(std::string_view cpe) {
    std::string text{cpe};
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    std::string_view rest = text;
    if (rest.starts_with("cpe:2.3:"))
        rest.remove_prefix(8);
    else if (rest.starts_with("cpe:/"))
        rest.remove_prefix(5);
    else
        return {};
    const auto next = [&rest] {
        std::string part;
        while (!rest.empty() && rest.front() != ':') {
            // 2.3 writes a colon inside a name, and every other sign, behind a backslash.
            if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
            part += rest.front();
            rest.remove_prefix(1);
        }
        if (!rest.empty()) rest.remove_prefix(1);
        return part;
    };
    next(); // a, o or h
    auto maker = next();
    auto product = next();
    if (maker == "*" || product == "*" || maker.empty() || product.empty()) return {};
    return {.maker = std::move(maker), .product = std::move(product)};
}

Watch::Watch(std::span<const registry::System> systems, std::span<const charter::Maker> makers) {
    std::vector<std::vector<Words>> known;
    for (const auto& maker : makers) {
        std::vector<Words> names;
        names.reserve(maker.names.size());
        for (const auto& name : maker.names)
            names.push_back(words_of(name));
        known.push_back(std::move(names));
    }
    for (const auto& system : systems) {
        if (system.has_ended) continue;
        for (const auto& software : system.software) {
            Watched watched{.system = system.id, .software = software};
            watched.makers = names_of(software.vendor, known);
            const auto name = words_of(software.name);
            const auto bare = without_maker(name, watched.makers);
            watched.name.assign(bare.begin(), bare.end());
            all_.push_back(std::move(watched));
        }
    }
}

std::vector<Match> Watch::matches(const Advisory& advisory) const {
    std::vector<Match> found;
    if (all_.empty()) return found;
    std::vector<Said> said;
    bool names_products = false;
    for (const auto& product : advisory.products) {
        said.push_back({.product = &product,
                        .cpe = cpe_name(product.cpe),
                        .vendor = words_of(product.vendor),
                        .name = words_of(product.name)});
        const auto& name = said.back().name;
        names_products = names_products || (!name.empty() && !is_many(name));
    }
    // What names its products names them all; only without them the title is all there is.
    const bool asks_title = !names_products || advisory.more_products > 0;
    const auto title = asks_title ? words_of(advisory.title) : Words{};
    for (const auto& ours : all_) {
        std::optional<Match> best;
        for (const auto& one : said) {
            auto match = of_product(ours, one);
            if (match && (!best || match->how < best->how)) best = std::move(match);
        }
        if (!best && asks_title) best = of_title(ours, advisory.title, title);
        if (best) found.push_back(*std::move(best));
    }
    std::ranges::stable_sort(found, {}, &Match::how);
    return found;
}

Json to_json(const Match& match) {
    auto software = Json::object({{"name", match.software.name}});
    set_text(software, "vendor", match.software.vendor);
    set_text(software, "version", match.software.version);
    set_text(software, "cpe", match.software.cpe);
    auto json = Json::object({{"system", match.system.text()},
                              {"software", std::move(software)},
                              {"how", how_names.at(static_cast<std::size_t>(match.how))},
                              {"words", match.words}});
    if (match.product == Product{}) return json;
    auto product = Json::object({{"name", match.product.name}});
    set_text(product, "vendor", match.product.vendor);
    set_text(product, "versions", match.product.versions);
    set_text(product, "cpe", match.product.cpe);
    return json.set("product", std::move(product));
}

Match match_from(const Json& json) {
    Match match;
    const auto system = registry::SystemId::parse(json["system"].text_or(""));
    if (system.ok()) match.system = system.value();
    const auto text = [](const Json& from, std::string_view name) {
        return std::string{from[name].text_or("")};
    };
    const auto& software = json["software"];
    match.software = {.vendor = text(software, "vendor"),
                      .name = text(software, "name"),
                      .version = text(software, "version"),
                      .cpe = text(software, "cpe")};
    const auto& product = json["product"];
    match.product = {.vendor = text(product, "vendor"),
                     .name = text(product, "name"),
                     .versions = text(product, "versions"),
                     .cpe = text(product, "cpe")};
    const auto found = std::ranges::find(how_names, json["how"].text_or(""));
    if (found != how_names.end()) match.how = static_cast<How>(found - how_names.begin());
    match.words = text(json, "words");
    return match;
}

} // namespace sokuo::advisory
