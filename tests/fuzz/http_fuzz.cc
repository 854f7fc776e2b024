// A request's bytes as they come from the network: its head, its target, its body in chunks. Where
// a body ends must not depend on how the bytes were cut.

#include "fuzz.h"
#include "http/address.h"
#include "http/body.h"
#include "http/conditional.h"
#include "http/form.h"
#include "http/forwarded.h"
#include "http/head.h"
#include "http/target.h"

#include <algorithm>
#include <string>
#include <variant>

namespace {

using namespace sokuo;
using http::BodyReader;

constexpr std::uint64_t body_bytes_max = 4096;

struct Taken {
    BodyReader::State state{};
    std::string body;
    std::size_t left = 0;
};

Taken take(std::string_view input, std::size_t step) {
    auto reader = BodyReader::of_chunks();
    Taken taken{BodyReader::State::more, {}, input.size()};
    while (taken.state == BodyReader::State::more && taken.left > 0) {
        const auto rest = input.substr(input.size() - taken.left);
        auto piece = rest.substr(0, step);
        const auto offered = piece.size();
        taken.state = reader.take(piece, taken.body, body_bytes_max);
        taken.left -= offered - piece.size();
        if (offered == piece.size()) break; // Nothing was taken: it is the end, or bad.
    }
    fuzz::must(taken.body.size() <= body_bytes_max);
    return taken;
}

void read_body(std::string_view text) {
    const auto whole = take(text, text.size());
    const auto bytewise = take(text, 1);
    fuzz::must(whole.state == bytewise.state);
    if (whole.state == BodyReader::State::whole)
        fuzz::must(whole.body == bytewise.body && whole.left == bytewise.left);
}

void read_head(std::string_view text) {
    const auto end = http::end_of_head(text, 0);
    if (!end) return;
    fuzz::must(*end <= text.size());
    const auto parsed = http::parse_head(text.substr(0, *end));
    const auto* head = std::get_if<http::Head>(&parsed);
    if (head == nullptr) return;
    fuzz::must(!(head->is_chunked && head->content_length > 0));
    fuzz::must(head->headers.size() <= http::header_fields_max);
    if (const auto target = http::parse_target(head->target)) {
        fuzz::must(target->path.starts_with('/'));
        fuzz::must(target->path.find("/../") == std::string::npos);
    }
    for (const auto& [name, value] : head->headers) {
        if (name == "content-type")
            static_cast<void>(http::parse_parts(value, text.substr(*end)).ok());
    }
}

// Where a URL has a reading, what is asked at its origin is the same place.
void read_url(std::string_view text) {
    const auto url = http::read_url(text);
    if (!url) return;
    fuzz::must(http::is_host(url->host) && url->port > 0 && url->path.starts_with('/'));
    const auto again = http::read_url(url->origin + url->path);
    fuzz::must(again && again->host == url->host && again->port == url->port);
    fuzz::must(again->path == url->path);
    if (url->ip) fuzz::must(http::read_ip(http::to_text(*url->ip)) == url->ip);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    read_head(text);
    read_body(text);
    read_url(text);
    static_cast<void>(http::parse_form(text).ok());
    static_cast<void>(http::parse_entity_tags(text));
    const auto address = http::canonical_address(text);
    fuzz::must(http::canonical_address(address) == address);
    static_cast<void>(http::remote_of("127.0.0.1", text, {"127.0.0.1"}));
    return 0;
}
