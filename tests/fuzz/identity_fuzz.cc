// What a provider of sign-in sends, or somebody who is taken for it: a key set in the first line, a
// token in the second. With keys of nobody, and with those of the input, no token may be taken:
// its signature was made by none of them.

#include "fuzz.h"
#include "identity/base64url.h"
#include "identity/directory.h"
#include "identity/id_token.h"

#include <string>
#include <utility>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    using namespace sokuo::identity;
    const auto text = fuzz::text(data, size);
    const auto end = text.find('\n');
    const auto first = text.substr(0, end);
    const auto second = end == std::string_view::npos ? first : text.substr(end + 1);

    const auto keys = read_key_set(first);
    const Expected expected{
        .issuer = "https://login.example", .client_id = "sokuo", .nonce = "n", .proved_since = {}};
    const Time now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27}};
    if (keys.ok()) {
        fuzz::must(keys.value().size() <= keys_max);
        fuzz::must(!check_id_token(second, keys.value(), expected, now).ok());
    }
    fuzz::must(!check_id_token(second, {}, expected, now).ok());

    if (const auto bytes = from_base64url(second)) fuzz::must(to_base64url(*bytes) == second);
    // Nothing that has a meaning in a filter or a DN is left, whatever the bytes.
    const auto filter = escape_filter(first);
    fuzz::must(filter.find_first_of(std::string_view{"*()\0", 4}) == std::string::npos);
    fuzz::must(escape_dn(first).find_first_of(",+\"<>;=# ") == std::string::npos);
    return 0;
}
