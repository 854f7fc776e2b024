// RFC 9116: where someone who found a hole in a page of the city tells it.

#include "front/page.h"
#include "front/statement.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace sokuo::front {
namespace {

constexpr std::string_view lgwan = "LGWAN";

} // namespace

std::string tel_uri(const charter::PointOfContact& contact) {
    const auto& phone = contact.phone;
    // From anywhere: the 0 before the area code is dialled in Japan only.
    std::string uri = phone.starts_with('0') ? "tel:+81-" : "tel:";
    for (const char letter : phone.starts_with('0') ? phone.substr(1) : phone) {
        if ((letter >= '0' && letter <= '9') || letter == '-' || letter == '+') uri += letter;
    }
    if (!contact.extension.empty()) uri += ";ext=" + contact.extension;
    return uri;
}

std::string security_txt(const Notice& notice, std::string_view public_url, Time now) {
    constexpr std::chrono::days valid{180}; // §2.5.5: less than a year
    const bool is_named = public_url.starts_with("https://");
    const std::string url{public_url};
    std::string out;
    if (notice.is_fictional) out += "# 【架空】 fictional, for practice only\n";
    if (is_named) out += "Contact: " + url + "/poc/report\n";
    std::vector<std::string> seen;
    for (const auto& mail : notice.contact.mail) {
        if (mail.network == lgwan) continue; // cannot be reached from outside
        if (std::ranges::find(seen, mail.address) != seen.end()) continue;
        seen.push_back(mail.address);
        out += "Contact: mailto:" + mail.address + "\n";
    }
    out += "Contact: " + tel_uri(notice.contact) + "\n";
    const auto expires = std::chrono::floor<std::chrono::days>(now) + valid;
    out += "Expires: " + to_rfc3339(Time{expires}) + "\nPreferred-Languages: ja, en\n";
    if (is_named)
        out += "Canonical: " + url + "/.well-known/security.txt\nPolicy: " + url + "/rfc2350\n";
    return out;
}

} // namespace sokuo::front
