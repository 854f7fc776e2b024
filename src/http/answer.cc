#include "http/answer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace sokuo::http {

namespace {

constexpr std::array<std::pair<int, std::string_view>, 34> reasons{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

struct Default {
    std::string_view name;
    std::string_view value;
};
constexpr std::array<Default, 3> unless_set{{
    {"Cache-Control", "no-store"},
    {"Referrer-Policy", "same-origin"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
}};
constexpr std::array<std::string_view, 5> ours{"Content-Length", "Transfer-Encoding", "Connection",
                                               "Date", "X-Content-Type-Options"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    });
}

bool is_field_value(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

void add(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

bool has(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const Header& header) {
        return is_same(header.first, name) && is_field_value(header.second);
    });
}

} // namespace

std::string_view reason(int status) {
    const auto* found =
        std::ranges::find(reasons, status, &std::pair<int, std::string_view>::first);
    return found == reasons.end() ? std::string_view{"Status"} : found->second;
}

std::string http_date(std::int64_t unix_seconds) {
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const sys_seconds time{seconds{unix_seconds}};
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    const auto two = [](auto number) {
        const auto text = std::to_string(number);
        return text.size() < 2 ? "0" + text : text;
    };
    return std::string{days.at(weekday{day}.c_encoding())} + ", " +
           two(static_cast<unsigned>(date.day())) + " " +
           months.at(static_cast<unsigned>(date.month()) - 1) + " " +
           std::to_string(static_cast<int>(date.year())) + " " + two(clock.hours().count()) + ":" +
           two(clock.minutes().count()) + ":" + two(clock.seconds().count()) + " GMT";
}

std::string head_of(const Response& response, const Framing& framing, std::string_view date) {
    const bool is_sound = response.status >= 200 && response.status <= 599;
    const int status = is_sound ? response.status : 500;
    std::string out;
    out.reserve(384);
    out.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
    out.append(reason(status)).append("\r\n");
    add(out, "Date", date);
    for (const auto& [name, value] : response.headers) {
        const bool is_ours =
            std::ranges::any_of(ours, [&](std::string_view known) { return is_same(name, known); });
        if (!is_ours && is_token(name) && is_field_value(value)) add(out, name, value);
    }
    for (const auto& [name, value] : unless_set) {
        if (!has(response, name)) add(out, name, value);
    }
    add(out, "X-Content-Type-Options", "nosniff");
    if (framing.length) add(out, "Content-Length", std::to_string(*framing.length));
    if (framing.is_chunked) add(out, "Transfer-Encoding", "chunked");
    if (framing.closes) add(out, "Connection", "close");
    out.append("\r\n");
    return out;
}

std::optional<std::uint64_t> length_set_in(const Response& response) {
    for (const auto& [name, value] : response.headers) {
        if (!is_same(name, "Content-Length")) continue;
        std::uint64_t length = 0;
        const auto* end = value.data() + value.size();
        const auto [at, error] = std::from_chars(value.data(), end, length);
        if (error == std::errc{} && at == end) return length;
    }
    return std::nullopt;
}

} // namespace sokuo::http
