// Sends one kind of request at a server on this machine and says how long the answers took.
//
//     bench_load PORT [name=value]…
//       token=TEXT      an API token
//       body=FILE       POSTs the file, each time with a new Idempotency-Key; otherwise GETs
//       paths=FILE      one path a line, taken in turn
//       clients=64      connections, kept open
//       rate=0          requests a second in an open loop; 0: a closed loop, each client sends
//       again
//                       as soon as it was answered
//       count=1000      requests in all
//
// In the open loop a request is due at its time whether or not others were answered, and its time
// runs from when it was due. One line of JSON:
//     {"requests":…,"errors":…,"seconds":…,"rate":…,"p50_ms":…,"p99_ms":…,"max_ms":…}
// Errors are answers that are not 2xx, and connections that broke. One thread.

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <deque>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using Steady = std::chrono::steady_clock;
using Moment = Steady::time_point;

struct Wanted {
    std::uint16_t port = 0;
    std::string token;
    std::string body;
    std::vector<std::string> paths;
    std::size_t clients = 64;
    std::size_t count = 1000;
    double rate = 0;
};

struct Client {
    int socket = -1;
    bool is_busy = false;
    Moment due;
    std::string answer;
};

std::size_t number(std::string_view text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string read_file(const std::string& name) {
    std::ifstream in{name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

Wanted read_words(int argc, char** argv) {
    Wanted wanted;
    wanted.port = static_cast<std::uint16_t>(number(argc > 1 ? argv[1] : ""));
    for (int at = 2; at < argc; ++at) {
        const std::string_view word{argv[at]};
        const auto equals = std::min(word.find('='), word.size() - 1);
        const auto name = word.substr(0, equals);
        const std::string value{word.substr(equals + 1)};
        if (name == "token") wanted.token = value;
        if (name == "body") wanted.body = read_file(value);
        if (name == "clients") wanted.clients = number(value);
        if (name == "count") wanted.count = number(value);
        if (name == "rate") wanted.rate = static_cast<double>(number(value));
        if (name == "paths") {
            std::ifstream in{value};
            for (std::string line; std::getline(in, line);)
                wanted.paths.push_back(line);
        }
    }
    return wanted;
}

/// The whole answer's length, or 0 while its head is not there yet.
std::size_t length_of(std::string_view answer) {
    const auto head_end = answer.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return 0;
    constexpr std::string_view name = "\r\nContent-Length: ";
    const auto at = answer.find(name);
    if (at == std::string_view::npos || at > head_end) return head_end + 4;
    return head_end + 4 + number(answer.substr(at + name.size(), 20));
}

class Load {
public:
    explicit Load(Wanted wanted)
        : wanted_{std::move(wanted)}, clients_(wanted_.clients), polled_(wanted_.clients) {
        times_.reserve(wanted_.count);
    }
    ~Load() {
        for (auto& client : clients_)
            close(client.socket);
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    bool run() {
        for (std::size_t index = 0; index < clients_.size(); ++index) {
            if (!connect(index)) return false;
            idle_.push_back(index);
        }
        start_ = Steady::now();
        while (done_ < wanted_.count) {
            send_what_is_due();
            wait();
        }
        seconds_ = std::chrono::duration<double>{Steady::now() - start_}.count();
        return true;
    }

    void print() {
        std::ranges::sort(times_);
        const auto at = [&](double part) {
            if (times_.empty()) return 0.0;
            const auto index = static_cast<std::size_t>(part * static_cast<double>(times_.size()));
            return times_[std::min(index, times_.size() - 1)] * 1000;
        };
        std::printf("{\"requests\":%zu,\"errors\":%zu,\"seconds\":%.3f,\"rate\":%.1f,"
                    "\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f}\n",
                    done_, errors_, seconds_, static_cast<double>(done_) / seconds_, at(0.5),
                    at(0.99), at(1.0));
    }

private:
    bool connect(std::size_t index) {
        auto& client = clients_[index];
        client.socket = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(wanted_.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const void* where = &address;
        if (::connect(client.socket, static_cast<const sockaddr*>(where), sizeof address) != 0)
            return false;
        const int on = 1;
        setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        fcntl(client.socket, F_SETFL, O_NONBLOCK);
        return true;
    }

    [[nodiscard]] Moment due(std::size_t n) const {
        if (wanted_.rate <= 0) return start_;
        const std::chrono::duration<double> after{static_cast<double>(n) / wanted_.rate};
        return start_ + std::chrono::duration_cast<Steady::duration>(after);
    }

    void send_what_is_due() {
        while (sent_ < wanted_.count && !idle_.empty() && due(sent_) <= Steady::now()) {
            const auto index = idle_.front();
            idle_.pop_front();
            auto& client = clients_[index];
            client.due = wanted_.rate > 0 ? due(sent_) : Steady::now();
            client.is_busy = true;
            client.answer.clear();
            const auto text = request(sent_++);
            // A request is far smaller than a socket's buffer: it is taken whole or not at all.
            if (write(client.socket, text.data(), text.size()) < 0) finish(index, false);
        }
    }

    [[nodiscard]] std::string request(std::size_t n) const {
        const auto host = "localhost:" + std::to_string(wanted_.port);
        std::string text = wanted_.body.empty() ? "GET " : "POST ";
        text += wanted_.paths[n % wanted_.paths.size()] + " HTTP/1.1\r\nHost: " + host + "\r\n";
        if (!wanted_.token.empty()) text += "Authorization: Bearer " + wanted_.token + "\r\n";
        if (!wanted_.body.empty()) {
            text += "Origin: http://" + host + "\r\nContent-Type: application/json\r\n";
            text += "Idempotency-Key: load-" + std::to_string(getpid()) + "-" + std::to_string(n) +
                    "\r\nContent-Length: " + std::to_string(wanted_.body.size()) + "\r\n";
        }
        return text + "\r\n" + wanted_.body;
    }

    void wait() {
        timespec time{.tv_sec = 1, .tv_nsec = 0};
        if (sent_ < wanted_.count && !idle_.empty()) {
            const auto left = std::chrono::nanoseconds{due(sent_) - Steady::now()}.count();
            time = {.tv_sec = 0, .tv_nsec = std::clamp<std::int64_t>(left, 0, 999'999'999)};
        }
        for (std::size_t index = 0; index < clients_.size(); ++index)
            polled_[index] = {.fd = clients_[index].socket, .events = POLLIN, .revents = 0};
        // ppoll, because the others count in milliseconds, which is how far requests are apart.
        if (ppoll(polled_.data(), polled_.size(), &time, nullptr) <= 0) return;
        for (std::size_t index = 0; index < polled_.size(); ++index) {
            if (polled_[index].revents != 0) receive(index);
        }
    }

    void receive(std::size_t index) {
        auto& client = clients_[index];
        std::array<char, 65536> piece{};
        const auto count = read(client.socket, piece.data(), piece.size());
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (count <= 0) {
            close(client.socket);
            const bool was_busy = client.is_busy;
            if (!connect(index)) std::fprintf(stderr, "the server is gone\n");
            if (was_busy) finish(index, false);
            return;
        }
        client.answer.append(piece.data(), static_cast<std::size_t>(count));
        const auto length = length_of(client.answer);
        if (length == 0 || client.answer.size() < length) return;
        const bool is_good = client.answer.starts_with("HTTP/1.1 2");
        if (!is_good && errors_ == 0) std::fprintf(stderr, "%.400s\n", client.answer.c_str());
        finish(index, is_good);
    }

    void finish(std::size_t index, bool is_good) {
        auto& client = clients_[index];
        if (client.is_busy) idle_.push_back(index);
        client.is_busy = false;
        times_.push_back(std::chrono::duration<double>{Steady::now() - client.due}.count());
        errors_ += is_good ? 0 : 1;
        ++done_;
    }

    Wanted wanted_;
    std::vector<Client> clients_;
    std::vector<pollfd> polled_;
    std::deque<std::size_t> idle_;
    std::vector<double> times_;
    Moment start_;
    std::size_t sent_ = 0;
    std::size_t done_ = 0;
    std::size_t errors_ = 0;
    double seconds_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    auto wanted = read_words(argc, argv);
    if (wanted.port == 0 || wanted.paths.empty() || wanted.clients == 0) {
        std::fprintf(stderr, "bench_load PORT paths=FILE [name=value]…\n");
        return 2;
    }
    Load load{std::move(wanted)};
    if (!load.run()) {
        std::fprintf(stderr, "bench_load: nobody answers\n");
        return 1;
    }
    load.print();
    return 0;
}
