#include "observable/observable.h"

#include "core/text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <optional>
#include <span>

namespace sokuo::observable {
namespace {

// One sign as it was meant, and where it stands: `[.]` and a full-width ． are both a dot.
struct Sign {
    char meant = 0; ///< ASCII; 0 for everything else.
    std::size_t begin = 0;
    std::size_t end = 0;
};
using Signs = std::span<const Sign>;

// Endings of names of files. Some are top levels as well; in a sentence they are files.
constexpr std::array<std::string_view, 14> endings{"ai", "cc", "db", "gz", "js", "md", "pl",
                                                   "ps", "py", "rs", "sh", "so", "ts", "vb"};
// Top levels of more than two letters that people meet. Every top level of two letters counts.
constexpr auto top_levels = std::to_array<std::string_view>(
    {"academy", "agency",   "app",      "art",   "asia",    "bar",     "best",  "bid",
     "biz",     "blog",     "buzz",     "cam",   "cfd",     "click",   "cloud", "club",
     "com",     "company",  "cyou",     "date",  "dev",     "digital", "edu",   "email",
     "events",  "example",  "finance",  "fun",   "gov",     "host",    "icu",   "info",
     "int",     "internal", "invalid",  "kyoto", "lan",     "lat",     "life",  "link",
     "live",    "loan",     "local",    "lol",   "media",   "men",     "mil",   "mobi",
     "monster", "nagoya",   "name",     "net",   "network", "okinawa", "one",   "onion",
     "online",  "org",      "osaka",    "page",  "press",   "pro",     "quest", "rest",
     "run",     "sbs",      "services", "shop",  "site",    "space",   "store", "stream",
     "support", "systems",  "team",     "tech",  "test",    "today",   "tokyo", "top",
     "vip",     "website",  "win",      "work",  "world",   "xyz",     "zone"});
static_assert(std::ranges::is_sorted(top_levels) && std::ranges::is_sorted(endings));

constexpr std::array<std::size_t, 4> hash_lengths{32, 40, 64, 128};
constexpr std::size_t host_length_max = 253;
constexpr std::size_t phone_length_max = 20;

bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}
bool is_letter(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
}
bool is_alnum(char sign) {
    return is_digit(sign) || is_letter(sign);
}
bool is_hex(char sign) {
    return is_digit(sign) || (sign >= 'a' && sign <= 'f') || (sign >= 'A' && sign <= 'F');
}
char lower(char sign) {
    return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}
bool is_in_host(char sign) {
    return is_alnum(sign) || sign == '.' || sign == '-' || sign == '_';
}
bool is_in_local_part(char sign) {
    return is_in_host(sign) || sign == '+' || sign == '%';
}
// RFC 3986, without the brackets that people put around.
bool is_in_path(char sign) {
    constexpr std::string_view others = "-._~:/?#@!$&'*+,;=%";
    return sign != 0 && (is_alnum(sign) || others.find(sign) != std::string_view::npos);
}

// -- Reading ------------------------------------------------------------------------------------

// The ASCII a code point of three bytes at the front was meant as: full-width signs, hyphens.
char folded(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned point = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    if (point >= 0xFF01 && point <= 0xFF5E) return static_cast<char>(point - 0xFF01 + '!');
    const bool is_hyphen =
        (point >= 0x2010 && point <= 0x2015) || point == 0x2212 || point == 0x30FC;
    return is_hyphen ? '-' : '\0';
}

std::size_t width(unsigned char first) {
    if (first < 0x80) return 1;
    if (first < 0xE0) return 2;
    return first < 0xF0 ? 3 : 4;
}

std::vector<Sign> signs_of(std::string_view text) {
    std::vector<Sign> signs;
    signs.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto size = std::min(width(static_cast<unsigned char>(text[at])), text.size() - at);
        char meant = 0;
        if (size == 1) meant = static_cast<signed char>(text[at]) < 0 ? '\0' : text[at];
        if (size == 3) meant = folded(text.substr(at));
        signs.push_back({meant, at, at + size});
        at += size;
    }
    return signs;
}

struct Fang {
    std::string_view inside; ///< Between the brackets.
    std::string_view meant;
};
constexpr std::array<Fang, 9> fangs{{{".", "."},
                                     {"dot", "."},
                                     {"@", "@"},
                                     {"at", "@"},
                                     {":", ":"},
                                     {"://", "://"},
                                     {"/", "/"},
                                     {"-", "-"},
                                     {",", "."}}};

bool spells(Signs signs, std::string_view word) {
    if (signs.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (lower(signs[i].meant) != word[i]) return false;
    }
    return true;
}

// `[.]`, `(dot)`, `{at}`: the brackets are taken away.
std::vector<Sign> refanged(const std::vector<Sign>& signs) {
    constexpr std::string_view opening = "[({";
    constexpr std::string_view closing = "])}";
    std::vector<Sign> plain;
    plain.reserve(signs.size());
    for (std::size_t at = 0; at < signs.size();) {
        const auto bracket =
            signs[at].meant == 0 ? std::string_view::npos : opening.find(signs[at].meant);
        const auto rest = Signs{signs}.subspan(at + 1);
        const auto fang = std::ranges::find_if(fangs, [&](const Fang& one) {
            return bracket != std::string_view::npos && spells(rest, one.inside) &&
                   rest.size() > one.inside.size() &&
                   rest[one.inside.size()].meant == closing[bracket];
        });
        if (fang == fangs.end()) {
            plain.push_back(signs[at++]);
            continue;
        }
        const auto end = at + fang->inside.size() + 2;
        for (const char meant : fang->meant)
            plain.push_back({meant, signs[at].begin, signs[end - 1].end});
        at = end;
    }
    return plain;
}

std::string meant(Signs signs) {
    std::string text;
    for (const auto& sign : signs)
        text += sign.meant;
    return text;
}

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), lower);
    return text;
}

// -- What they are ------------------------------------------------------------------------------

std::optional<std::string> ipv4(const std::string& text) {
    in_addr address{};
    if (inet_pton(AF_INET, text.c_str(), &address) != 1) return {};
    const auto first = ntohl(address.s_addr) >> 24U;
    if (first == 0 || first == 127) return {};
    return text;
}

std::optional<std::string> ipv6(const std::string& text) {
    in6_addr address{};
    if (inet_pton(AF_INET6, text.c_str(), &address) != 1) return {};
    if (IN6_IS_ADDR_UNSPECIFIED(&address) || IN6_IS_ADDR_LOOPBACK(&address)) return {};
    std::array<char, INET6_ADDRSTRLEN> canonical{};
    if (inet_ntop(AF_INET6, &address, canonical.data(), canonical.size()) == nullptr) return {};
    return std::string{canonical.data()};
}

// Labels of 1 to 63 signs that neither begin nor end with a hyphen; at least two.
bool is_host(std::string_view host) {
    if (host.size() > host_length_max || host.find('.') == std::string_view::npos) return false;
    while (true) {
        const auto end = std::min(host.find('.'), host.size());
        const auto label = host.substr(0, end);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
            return false;
        if (end == host.size()) return true;
        host.remove_prefix(end + 1);
    }
}

std::string_view top_level(std::string_view host) {
    return host.substr(host.rfind('.') + 1);
}

bool has_letters_only(std::string_view text) {
    return std::ranges::all_of(text, is_letter);
}

// A name in a sentence, where nothing but its end says that it is one.
bool is_domain(std::string_view host) {
    if (!is_host(host)) return false;
    const auto top = top_level(host);
    if (top.starts_with("xn--")) return true;
    if (!has_letters_only(top) || top.size() < 2) return false;
    if (top.size() == 2) return !std::ranges::binary_search(endings, top);
    return std::ranges::binary_search(top_levels, top);
}

std::optional<Observable> host_of(const std::string& host) {
    if (auto address = ipv4(host)) return Observable{Kind::ip, *std::move(address)};
    const auto top = top_level(host);
    const bool is_name =
        is_host(host) && top.size() > 1 && (has_letters_only(top) || top.starts_with("xn--"));
    if (!is_name) return {};
    return Observable{Kind::domain, host};
}

class Reader {
public:
    explicit Reader(Signs signs) : signs_{signs} {}

    std::vector<Found> read() {
        while (at_ < signs_.size()) {
            if (is_edge() && (url() || mail() || machine() || hash() || phone())) continue;
            ++at_;
        }
        return std::move(found_);
    }

private:
    [[nodiscard]] char sign(std::size_t at) const {
        return at < signs_.size() ? signs_[at].meant : '\0';
    }
    // Something may begin here: nothing that could belong to it stands before.
    [[nodiscard]] bool is_edge() const {
        if (at_ == 0) return true;
        const auto before = sign(at_ - 1);
        return !is_alnum(before) && before != '_' && (before != '.' || !is_alnum(sign(at_ - 2)));
    }
    // At most `most` signs: what is longer is none, and reading stays linear.
    template <class Is>
    [[nodiscard]] std::size_t run(std::size_t from, std::size_t most, Is is) const {
        const auto end = most < signs_.size() - from ? from + most : signs_.size();
        while (from < end && is(sign(from)))
            ++from;
        return from;
    }
    [[nodiscard]] std::size_t host_end(std::size_t from) const {
        return without_tail(from, run(from, host_length_max + 1, is_in_host), ".-_");
    }
    // Behind the name and password that may stand before a host: `city.example@` is no host.
    [[nodiscard]] std::size_t behind_user(std::size_t from) const {
        const auto end = run(from, host_length_max,
                             [](char one) { return is_in_local_part(one) || one == ':'; });
        return sign(end) == '@' ? end + 1 : from;
    }
    // Without the points and hyphens a sentence ends with.
    [[nodiscard]] std::size_t without_tail(std::size_t from, std::size_t end,
                                           std::string_view tail) const {
        while (end > from && tail.find(sign(end - 1)) != std::string_view::npos)
            --end;
        return end;
    }
    [[nodiscard]] std::string text(std::size_t from, std::size_t end) const {
        return meant(signs_.subspan(from, end - from));
    }
    bool take(Observable what, std::size_t end) {
        found_.push_back({std::move(what), signs_[at_].begin, signs_[end - 1].end});
        at_ = end;
        return true;
    }

    bool url() {
        struct Scheme {
            std::string_view written;
            std::string_view meant;
        };
        static constexpr std::array<Scheme, 7> schemes{{{"https", "https"},
                                                        {"http", "http"},
                                                        {"hxxps", "https"},
                                                        {"hxxp", "http"},
                                                        {"ftp", "ftp"},
                                                        {"fxp", "ftp"},
                                                        {"h**p", "http"}}};
        const auto rest = signs_.subspan(at_);
        for (const auto& [written, scheme] : schemes) {
            if (!spells(rest, written) || !spells(rest.subspan(written.size()), "://")) continue;
            const auto from = behind_user(at_ + written.size() + 3);
            const auto machine_end = host_end(from);
            const auto host = host_of(lowered(text(from, machine_end)));
            if (!host) return false;
            auto end = machine_end;
            if (sign(end) == ':' && is_digit(sign(end + 1))) end = run(end + 1, 5, is_digit);
            if (sign(end) == '/' || sign(end) == '?' || sign(end) == '#')
                end = run(end, signs_.size(), is_in_path);
            end = without_tail(from, end, ".,;:!?'");
            auto path = text(machine_end, end);
            if (path == "/") path.clear();
            return take({Kind::url, std::string{scheme} + "://" + host->value + path}, end);
        }
        return false;
    }

    bool mail() {
        const auto local_end = run(at_, 64, is_in_local_part);
        if (!is_alnum(sign(at_)) || sign(local_end) != '@') return false;
        const auto from = local_end + 1;
        const auto end = host_end(from);
        const auto host = host_of(lowered(text(from, end)));
        if (!host || host->kind != Kind::domain) return false;
        return take({Kind::mail, lowered(text(at_, from)) + host->value}, end);
    }

    [[nodiscard]] std::ptrdiff_t count(std::size_t from, std::size_t end, char wanted) const {
        return std::ranges::count(signs_.subspan(from, end - from), wanted, &Sign::meant);
    }

    // Addresses and names of machines. What cannot be one is seen before a text is made of it.
    bool machine() {
        const auto is_in_six = [](char one) { return is_hex(one) || one == ':' || one == '.'; };
        const auto six_end = without_tail(at_, run(at_, INET6_ADDRSTRLEN, is_in_six), ".");
        const auto colons = count(at_, six_end, ':');
        if (colons >= 2 && colons <= 8 && !is_alnum(sign(six_end))) {
            if (auto address = ipv6(lowered(text(at_, six_end))))
                return take({Kind::ip, *std::move(address)}, six_end);
        }
        if (!is_alnum(sign(at_))) return false;
        const auto end = host_end(at_);
        if (count(at_, end, '.') == 0 || sign(end) == '@') return false;
        const auto name = lowered(text(at_, end));
        if (auto address = ipv4(name)) return take({Kind::ip, *std::move(address)}, end);
        return is_domain(name) && take({Kind::domain, name}, end);
    }

    bool hash() {
        const auto end = run(at_, hash_lengths.back() + 1, is_hex);
        const bool goes_on = is_alnum(sign(end)) || sign(end) == '_' || sign(end) == '-' ||
                             (sign(end) == '.' && is_alnum(sign(end + 1)));
        if (std::ranges::find(hash_lengths, end - at_) == hash_lengths.end() || goes_on)
            return false;
        auto digits = lowered(text(at_, end));
        const bool is_mixed =
            std::ranges::any_of(digits, is_digit) && std::ranges::any_of(digits, is_letter);
        return is_mixed && take({Kind::hash, std::move(digits)}, end);
    }

    bool phone() {
        const auto is_part = [](char one) {
            return is_digit(one) || one == '-' || one == '(' || one == ')';
        };
        const bool is_international = sign(at_) == '+';
        const auto from = is_international ? at_ + 1 : at_;
        const auto end = without_tail(from, run(from, phone_length_max + 1, is_part), "-(");
        if (end - from > phone_length_max || is_alnum(sign(end))) return false;
        auto digits = text(from, end);
        std::erase_if(digits, [](char one) { return !is_digit(one); });
        if (is_international) {
            if (!digits.starts_with("81")) return false;
            const auto national = digits.substr(digits.starts_with("810") ? 3 : 2);
            digits = "0";
            digits += national;
        }
        const bool is_number =
            digits.starts_with('0') && (digits.size() == 10 || digits.size() == 11);
        return is_number && take({Kind::phone, std::move(digits)}, end);
    }

    Signs signs_;
    std::size_t at_ = 0;
    std::vector<Found> found_;
};

std::string with_dots_broken(std::string_view text) {
    std::string broken;
    for (const char sign : text) {
        if (sign == '.' || sign == ':')
            broken.append({'[', sign, ']'});
        else
            broken += sign;
    }
    return broken;
}

} // namespace

std::vector<Found> find(std::string_view text) {
    const auto signs = refanged(signs_of(text));
    return Reader{signs}.read();
}

std::vector<Observable> observables(std::string_view text) {
    std::vector<Observable> all;
    const auto add = [&](Observable one) {
        if (all.size() < count_max && std::ranges::find(all, one) == all.end())
            all.push_back(std::move(one));
    };
    for (auto& found : find(text.substr(0, text_bytes_max))) {
        const bool is_url = found.what.kind == Kind::url;
        const auto value = found.what.value;
        add(std::move(found.what));
        if (!is_url) continue;
        const auto rest = value.substr(value.find("://") + 3);
        if (auto host = host_of(rest.substr(0, rest.find_first_of(":/?#")))) add(*std::move(host));
    }
    return all;
}

std::string defanged(const Observable& observable) {
    const auto& value = observable.value;
    switch (observable.kind) {
    case Kind::ip:
    case Kind::domain: return with_dots_broken(value);
    case Kind::mail: {
        const auto at = value.find('@');
        return value.substr(0, at) + "[@]" + with_dots_broken(value.substr(at + 1));
    }
    case Kind::url: {
        const auto host = value.find("://") + 3;
        const auto end = std::min(value.find_first_of(":/?#", host), value.size());
        auto scheme = value.substr(0, host);
        if (scheme.starts_with("http")) scheme.replace(1, 2, "xx");
        if (scheme.starts_with("ftp")) scheme.replace(1, 1, "x");
        return scheme + with_dots_broken(std::string_view{value}.substr(host, end - host)) +
               value.substr(end);
    }
    case Kind::hash:
    case Kind::phone:
    case Kind::reference: return value;
    }
    return value;
}

std::string defanged(std::string_view text) {
    std::string safe;
    std::size_t at = 0;
    for (const auto& found : find(text)) {
        safe += text.substr(at, found.begin - at);
        const bool is_address = found.what.kind != Kind::hash && found.what.kind != Kind::phone;
        safe += is_address ? defanged(found.what)
                           : std::string{text.substr(found.begin, found.end - found.begin)};
        at = found.end;
    }
    return safe += text.substr(at);
}

Observable reference(std::string_view text) {
    return {Kind::reference, search_key(text)};
}

} // namespace sokuo::observable
