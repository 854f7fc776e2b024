#include "identity/directory.h"

#include "core/bytes.h"
#include "core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::identity {
namespace {

constexpr Message service_refused{
    "identity.directory_refused_service",
    "ディレクトリが、即応からの問合せを受け付けません。サーバーを管理する人に知らせてください。",
    "The directory refuses this program itself. Please tell whoever runs the server."};

constexpr Message no_base{
    "identity.directory_no_base",
    "ディレクトリの中に、利用者を探す場所が見えません。サーバーを管理する人に知らせてください。",
    "The directory shows this program no place to look for people. Please tell whoever runs the "
    "server."};
// For the operator, beside the sentence.
constexpr std::string_view check_binding = "check bind_dn and password_file in identity.yaml";
constexpr std::string_view check_base = "check base_dn in identity.yaml";

constexpr std::string_view place_of_name = "{name}";

std::string hex(unsigned char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {digits[byte >> 4U], digits[byte & 15U]};
}

std::string filled(std::string_view filter, std::string_view name) {
    const auto escaped = escape_filter(name);
    std::string text;
    while (true) {
        const auto at = filter.find(place_of_name);
        text += filter.substr(0, at);
        if (at == std::string_view::npos) return text;
        text += escaped;
        filter.remove_prefix(at + place_of_name.size());
    }
}

// RFC 4513 §5.1.2: a bind with a DN and no password is anonymous, and succeeds. Some servers end a
// password at its first NUL.
bool may_be_bound(std::string_view password) {
    return !is_blank(password) && password.find('\0') == std::string_view::npos;
}

} // namespace

std::string escape_filter(std::string_view value) {
    std::string text;
    for (const char letter : value) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool is_plain = byte >= 0x20 && byte < 0x7f &&
                              std::string_view{"*()\\"}.find(letter) == std::string_view::npos;
        if (is_plain)
            text += letter;
        else
            text.append("\\").append(hex(byte));
    }
    return text;
}

std::string escape_dn(std::string_view value) {
    std::string text;
    for (const char letter : value) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= '0' && byte <= '9') || byte == '-' || byte == '.';
        if (is_plain)
            text += letter;
        else
            text.append("\\").append(hex(byte));
    }
    return text;
}

Directory::Directory(DirectoryRules rules, CallDirectory call, const Clock& wall, Random& random,
                     std::function<void(const Error&)> say)
    : rules_{std::move(rules)}, call_{std::move(call)}, random_{random}, silence_{wall,
                                                                                  std::move(say)} {}

std::string Directory::nobody() {
    std::array<std::byte, 16> bytes{};
    random_.fill(bytes);
    return to_hex(bytes);
}

Result<std::unique_ptr<DirectoryLine>> Directory::call() {
    auto line = TRY(call_());
    if (rules_.bind_dn.empty()) return line;
    const bool is_bound = TRY(line->bind(rules_.bind_dn, rules_.bind_password));
    if (!is_bound)
        return because(failure(Errc::unavailable, service_refused), std::string{check_binding});
    return line;
}

Result<std::optional<DirectoryEntry>> Directory::find(DirectoryLine& line,
                                                      std::string_view name) const {
    const auto filter = filled(rules_.filter, name);
    auto entries = TRY(line.search({.base = rules_.base_dn,
                                    .scope = Scope::subtree,
                                    .filter = filter,
                                    .attribute = rules_.name_attribute}));
    std::optional<DirectoryEntry> only;
    if (entries.size() != 1 || entries.front().dn.empty()) return only;
    const auto key = search_key(name);
    const bool has_name = std::ranges::any_of(
        entries.front().names, [&](const std::string& one) { return search_key(one) == key; });
    if (has_name) only = std::move(entries.front());
    return only;
}

Result<bool> Directory::is_still_there(DirectoryLine& line, const DirectoryEntry& entry,
                                       std::string_view name) const {
    const bool is_somebody = TRY(line.is_somebody());
    if (!is_somebody) return false;
    const auto filter = filled(rules_.filter, name);
    const auto again = TRY(line.search({.base = entry.dn,
                                        .scope = Scope::entry,
                                        .filter = filter,
                                        .attribute = rules_.name_attribute}));
    return again.size() == 1;
}

Result<bool> Directory::ask(const std::optional<std::string>& name, std::string_view password) {
    const auto line = TRY(call());
    const auto stranger = nobody();
    const auto entry = TRY(find(*line, name ? *name : stranger));
    const bool is_for_real = entry && name && may_be_bound(password);
    const auto dn = entry ? entry->dn : "cn=" + stranger + "," + rules_.base_dn;
    const auto tried = is_for_real ? std::string{password} : nobody();
    const bool is_bound = TRY(line->bind(dn, tried));
    if (!is_bound || !is_for_real) return false;
    return is_still_there(*line, *entry, *name);
}

Result<bool> Directory::confirms(const std::optional<std::string>& name,
                                 std::string_view password) {
    return silence_.guard([&] { return ask(name, password); });
}

Result<> Directory::greet() {
    const auto line = TRY(call());
    const auto base = TRY(line->search({.base = rules_.base_dn,
                                        .scope = Scope::entry,
                                        .filter = "(objectClass=*)",
                                        .attribute = rules_.name_attribute}));
    if (base.size() != 1) return because(failure(Errc::invalid, no_base), std::string{check_base});
    return Done{};
}

Result<bool> Directory::has(const std::string& name) {
    return silence_.guard([&]() -> Result<bool> {
        const auto line = TRY(call());
        const auto entry = TRY(find(*line, name));
        return entry.has_value();
    });
}

} // namespace sokuo::identity
