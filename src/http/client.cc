#include "http/client.h"

#include "http/body.h"
#include "http/head.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace sokuo::http {

namespace {

constexpr Message no_connection{
    "http.no_connection",
    "{0}に接続できません。サーバーが動いているか、宛先が正しいか確かめてください。",
    "Cannot connect to {0}. Check that the server runs and the address is right."};
constexpr Message broken_off{"http.broken_off",
                             "通信が途中で切れたか、時間切れになりました。もう一度試してください。",
                             "The connection broke off or took too long. Try again."};
constexpr Message question_invalid{"http.question_invalid",
                                   "送ろうとした要求に使えない文字があります。",
                                   "The request holds characters that cannot be sent."};
constexpr Message answer_malformed{
    "http.answer_malformed", "相手の応答を読み取れません。宛先がこのサーバーか確かめてください。",
    "The answer cannot be read. Check that the address is that of this server."};
constexpr Message answer_too_large{"http.answer_too_large",
                                   "相手の応答が大きすぎます（上限{0}バイト）。",
                                   "The answer is too large (limit: {0} bytes)."};

constexpr const char* closed_by_peer = "closed by the peer";

Error broken(const char* why) {
    return because(failure(Errc::unavailable, broken_off), why);
}
Error malformed() {
    return failure(Errc::corrupt, answer_malformed);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

bool has_line_end_or_nul(std::string_view text) {
    return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
}

bool may_be_sent(const Question& question) {
    if (!question.target.starts_with('/') || has_line_end_or_nul(question.target) ||
        question.target.find(' ') != std::string::npos)
        return false;
    return std::ranges::none_of(question.headers, [](const Header& header) {
        return header.first.empty() || has_line_end_or_nul(header.first) ||
               header.first.find_first_of(": ") != std::string::npos ||
               has_line_end_or_nul(header.second);
    });
}

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// `text` ends with the empty line.
std::optional<Answer> answer_of(std::string_view text) {
    Answer answer;
    if (!text.starts_with("HTTP/1.") || text.size() < 14 || text[8] != ' ') return std::nullopt;
    const auto [at, error] = std::from_chars(text.data() + 9, text.data() + 12, answer.status);
    if (error != std::errc{} || at != text.data() + 12 || answer.status < 100) return std::nullopt;
    text.remove_prefix(text.find("\r\n") + 2);
    while (!text.starts_with("\r\n")) {
        const auto end = text.find("\r\n");
        const auto line = text.substr(0, end);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        answer.headers.emplace_back(lower_case(line.substr(0, colon)),
                                    without_spaces(line.substr(colon + 1)));
        text.remove_prefix(end + 2);
    }
    return answer;
}

int open_unix_stream(const std::filesystem::path& path, sockaddr_un& address) {
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) return -1;
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

} // namespace

std::string_view Answer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Header::first);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

Client::Client(Endpoint endpoint, ClientLimits limits)
    : endpoint_{std::move(endpoint)}, limits_{limits} {}

Client::~Client() {
    close();
}

void Client::close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    heard_.clear();
}

// A kept connection the server has closed is readable (its end); so is one with words nobody asked
// for.
bool Client::is_alive() const {
    if (descriptor_ < 0) return false;
    pollfd wait_for{descriptor_, POLLIN, 0};
    return heard_.empty() && ::poll(&wait_for, 1, 0) == 0;
}

Result<bool> Client::wait(short events, std::chrono::steady_clock::time_point last) const {
    using namespace std::chrono;
    for (;;) {
        const auto left = ceil<milliseconds>(last - steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd wait_for{descriptor_, events, 0};
        const int ready = ::poll(&wait_for, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return broken(std::strerror(errno));
    }
}

Result<> Client::connect() {
    const auto last = std::chrono::steady_clock::now() + limits_.connect_time_max;
    const auto finish = [&](const sockaddr* address, socklen_t size) -> Result<bool> {
        if (descriptor_ < 0) return false;
        if (::connect(descriptor_, address, size) != 0) {
            if (errno != EINPROGRESS && errno != EAGAIN) return false;
            if (!TRY(wait(POLLOUT, last))) return false;
        }
        int error = 0;
        socklen_t length = sizeof error;
        return ::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0;
    };
    const auto no_peer = [&](const std::string& who) {
        const std::string why = std::strerror(errno);
        close();
        return because(failure(Errc::unavailable, no_connection, {who}), why);
    };
    if (!endpoint_.unix_socket.empty()) {
        sockaddr_un address{};
        descriptor_ = open_unix_stream(endpoint_.unix_socket, address);
        const auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
        if (!TRY(finish(generic, sizeof address))) return no_peer(endpoint_.unix_socket.string());
        return Done{};
    }
    const auto port = std::to_string(endpoint_.port);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const auto who = endpoint_.host + ":" + port;
    if (::getaddrinfo(endpoint_.host.c_str(), port.c_str(), &hints, &found) != 0)
        return no_peer(who);
    const std::unique_ptr<addrinfo, FreeAddresses> list{found};
    for (const auto* one = list.get(); one != nullptr; one = one->ai_next) {
        descriptor_ = ::socket(one->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (TRY(finish(one->ai_addr, one->ai_addrlen))) {
            const int yes = 1;
            ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            return Done{};
        }
        close();
    }
    return no_peer(who);
}

Result<> Client::send(const Question& question) {
    std::string text{name(question.method)};
    text.append(" ").append(question.target).append(" HTTP/1.1\r\nHost: ");
    if (!endpoint_.unix_socket.empty())
        text.append("localhost");
    else
        text.append(endpoint_.host).append(":").append(std::to_string(endpoint_.port));
    text.append("\r\n");
    for (const auto& [key, value] : question.headers)
        text.append(key).append(": ").append(value).append("\r\n");
    if (!question.body.empty() || question.method == Method::post)
        text.append("Content-Length: ").append(std::to_string(question.body.size())).append("\r\n");
    text.append("\r\n").append(question.body);
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto sent = ::send(descriptor_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            rest.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            if (!TRY(wait(POLLOUT, last_))) return broken("timeout while sending");
        } else if (errno == EPIPE || errno == ECONNRESET) {
            return Done{}; // The server may have answered early (413): that is still to be heard.
        } else if (errno != EINTR) {
            return broken(std::strerror(errno));
        }
    }
    return Done{};
}

Result<> Client::more() {
    for (;;) {
        std::array<char, std::size_t{16} * 1024> room{};
        const auto got = ::recv(descriptor_, room.data(), room.size(), 0);
        if (got > 0) {
            heard_.append(room.data(), static_cast<std::size_t>(got));
            return Done{};
        }
        if (got == 0) return broken(closed_by_peer);
        if (errno != EAGAIN && errno != EINTR) return broken(std::strerror(errno));
        if (!TRY(wait(POLLIN, last_))) return broken("timeout while hearing");
    }
}

Result<Answer> Client::hear(bool has_body) {
    Answer answer;
    do { // 1xx announces another.
        std::size_t looked_at = 0;
        auto end = end_of_head(heard_, 0);
        while (!end) {
            if (heard_.size() > head_bytes_max * 4) return malformed();
            looked_at = heard_.size();
            TRY(more());
            end = end_of_head(heard_, looked_at);
        }
        auto read = answer_of(std::string_view{heard_}.substr(0, *end));
        if (!read) return malformed();
        answer = std::move(*read);
        heard_.erase(0, *end);
    } while (answer.status < 200);

    if (!has_body || answer.status == 204 || answer.status == 304) return answer;
    const auto too_large = [this] {
        return failure(Errc::too_large, answer_too_large, {std::to_string(limits_.body_bytes_max)});
    };
    std::optional<BodyReader> reader;
    if (lower_case(answer.header("transfer-encoding")) == "chunked") {
        reader = BodyReader::of_chunks();
    } else if (const auto text = answer.header("content-length"); !text.empty()) {
        std::uint64_t length = 0;
        const auto* last = text.data() + text.size();
        const auto [at, error] = std::from_chars(text.data(), last, length);
        if (error != std::errc{} || at != last) return malformed();
        reader = BodyReader::of_length(length);
    }
    while (reader) {
        std::string_view input = heard_;
        const auto state = reader->take(input, answer.body, limits_.body_bytes_max);
        heard_.erase(0, heard_.size() - input.size());
        if (state == BodyReader::State::whole) return answer;
        if (state == BodyReader::State::bad) return malformed();
        if (state == BodyReader::State::too_large) return too_large();
        TRY(more());
    }
    // Neither: the body ends with the connection.
    while (heard_.size() <= limits_.body_bytes_max) {
        const auto got = more();
        if (got.ok()) continue;
        if (got.error().detail != closed_by_peer) return got.error();
        answer.body = std::exchange(heard_, {});
        close();
        return answer;
    }
    return too_large();
}

Result<Answer> Client::ask(const Question& question) {
    if (!may_be_sent(question)) return failure(Errc::invalid, question_invalid);
    if (!is_alive()) {
        close();
        TRY(connect());
    }
    last_ = std::chrono::steady_clock::now() + limits_.time_max;
    auto sent = send(question);
    auto heard =
        sent.ok() ? hear(question.method != Method::head) : Result<Answer>{std::move(sent).error()};
    if (!heard.ok() || lower_case(heard.value().header("connection")) == "close") close();
    return heard;
}

} // namespace sokuo::http
