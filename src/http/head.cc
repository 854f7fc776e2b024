#include "http/head.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace sokuo::http {

namespace {

namespace beast = boost::beast;
using BeastText = beast::string_view;

std::string_view view(BeastText text) {
    return {text.data(), text.size()};
}

std::optional<Method> method_of(beast::http::verb verb) {
    // The library's list is long; ours are the six it shares with us.
    if (verb == beast::http::verb::get) return Method::get;
    if (verb == beast::http::verb::head) return Method::head;
    if (verb == beast::http::verb::post) return Method::post;
    if (verb == beast::http::verb::put) return Method::put;
    if (verb == beast::http::verb::patch) return Method::patch;
    if (verb == beast::http::verb::delete_) return Method::remove;
    return std::nullopt;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

// The library's grammar of the head, and nothing of its bodies: `skip` ends it after the head.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    HeadParser() {
        skip(true);
        header_limit(head_bytes_max + 1);
    }
    Head head;

private:
    using Code = beast::error_code;

    void on_request_impl(beast::http::verb verb, BeastText, BeastText target, int version,
                         Code&) override {
        head.method = method_of(verb);
        head.target = view(target);
        head.is_old = version == 10;
    }
    void on_field_impl(beast::http::field, BeastText name, BeastText value, Code& ec) override {
        if (head.headers.size() == header_fields_max) {
            ec = beast::http::error::header_limit;
            return;
        }
        head.headers.emplace_back(lower_case(view(name)), view(value));
    }
    void on_header_impl(Code&) override { head.wants_close = !keep_alive(); }
    void on_finish_impl(Code&) override {}

    // Never called for a request whose body is skipped.
    void on_response_impl(int, BeastText, int, Code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    std::size_t on_body_impl(BeastText, Code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, BeastText, Code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastText, Code&) override { return 0; }
};

std::size_t count(const Head& head, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(head.headers, name, &Header::first));
}

std::string_view value_of(const Head& head, std::string_view name) {
    const auto found = std::ranges::find(head.headers, name, &Header::first);
    return found == head.headers.end() ? std::string_view{} : std::string_view{found->second};
}

// Gives the status to refuse with, or 0.
int frame(Head& head) {
    constexpr std::array once{
        "host",          "content-length", "transfer-encoding", "content-type",
        "authorization", "expect",         "x-forwarded-proto"};
    if (std::ranges::any_of(once, [&](const char* name) { return count(head, name) > 1; }))
        return 400;
    if (!head.is_old && count(head, "host") != 1) return 400;
    const bool has_length = count(head, "content-length") == 1;
    const bool has_coding = count(head, "transfer-encoding") == 1;
    if (has_length && has_coding) return 400;
    if (has_coding) {
        if (head.is_old) return 400;
        if (lower_case(value_of(head, "transfer-encoding")) != "chunked") return 501;
        head.is_chunked = true;
    }
    if (has_length) {
        const auto text = value_of(head, "content-length");
        const auto* end = text.data() + text.size();
        const auto [at, error] = std::from_chars(text.data(), end, head.content_length);
        if (error != std::errc{} || at != end) return 400;
    }
    if (count(head, "expect") == 1) {
        if (lower_case(value_of(head, "expect")) != "100-continue") return 417;
        head.expects_continue = !head.is_old && head.has_body();
    }
    if (head.is_old) head.wants_close = true;
    return 0;
}

bool is_folded(std::string_view text) {
    return text.find("\r\n ") != std::string_view::npos ||
           text.find("\r\n\t") != std::string_view::npos;
}

} // namespace

std::optional<std::size_t> end_of_head(std::string_view text, std::size_t from) {
    const auto at = text.find("\r\n\r\n", from < 3 ? 0 : from - 3);
    if (at == std::string_view::npos) return std::nullopt;
    return at + 4;
}

std::variant<Head, int> parse_head(std::string_view text) {
    if (is_folded(text)) return 400;
    HeadParser parser;
    beast::error_code ec;
    parser.put(boost::asio::const_buffer{text.data(), text.size()}, ec);
    if (ec == beast::http::error::header_limit) return 431;
    if (ec == beast::http::error::bad_version) return 505;
    if (ec || !parser.is_done()) return 400;
    auto& head = parser.head;
    if (head.target.size() > target_bytes_max) return 414;
    if (const int status = frame(head); status != 0) return status;
    return std::move(head);
}

} // namespace sokuo::http
