#include "http/http.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sokuo::http {

namespace {

constexpr std::array<std::string_view, 6> method_names{"GET", "HEAD",  "POST",
                                                       "PUT", "PATCH", "DELETE"};

const std::string* find(const std::vector<Header>& list, std::string_view name) {
    const auto found = std::ranges::find(list, name, &Header::first);
    return found == list.end() ? nullptr : &found->second;
}

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::string_view name(Method method) {
    return method_names.at(static_cast<std::size_t>(method));
}

std::string_view Request::param(std::string_view key) const {
    const auto* value = find(params, key);
    return value == nullptr ? std::string_view{} : *value;
}

std::string_view Request::header(std::string_view key) const {
    const auto* value = find(headers, key);
    return value == nullptr ? std::string_view{} : *value;
}

std::string_view Request::cookie(std::string_view key) const {
    std::string_view rest = header("cookie");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = without_spaces(rest.substr(0, end));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == key)
            return pair.substr(equals + 1);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

std::optional<std::string_view> Request::query_value(std::string_view key) const {
    const auto* value = find(query, key);
    if (value == nullptr) return std::nullopt;
    return *value;
}

Response& Response::with(std::string key, std::string value) {
    headers.emplace_back(std::move(key), std::move(value));
    return *this;
}

Response json_response(int status, const Json& body) {
    return text_response(status, "application/json", to_text(body));
}

Response text_response(int status, std::string_view type, std::string body) {
    Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", type);
    response.body = std::move(body);
    return response;
}

Response see_other(std::string location) {
    Response response;
    response.status = 303;
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

} // namespace sokuo::http
