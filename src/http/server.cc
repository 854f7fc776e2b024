#include "http/server.h"

#include "http/forwarded.h"
#include "http/listener.h"
#include "http/session.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <sys/resource.h>
#include <thread>
#include <utility>

namespace sokuo::http {

namespace {

constexpr Message options_invalid{"http.options_invalid",
                                  "HTTPサーバーの設定{0}が正しくありません。",
                                  "The setting {0} of the HTTP server is not valid."};

Result<> check(const ServerOptions& options) {
    const auto invalid = [](const char* what) {
        return failure(Errc::invalid, options_invalid, {what});
    };
    if (options.workers == 0) return invalid("workers");
    if (options.io_threads == 0) return invalid("io_threads");
    if (options.connections_max == 0) return invalid("connections_max");
    if (options.address.empty() && options.unix_socket.empty()) return invalid("address");
    return Done{};
}

// One descriptor for each connection, and some for the rest of the program. Failing is no reason
// not to start: connections are then refused earlier.
void allow_descriptors(std::size_t connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + 512);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

struct Server::State {
    State(ServerOptions options, Router router, std::unique_ptr<TlsContext> tls)
        : service{.options = std::move(options),
                  .router = std::move(router),
                  .tls = std::move(tls),
                  .workers = {service.options.workers, service.options.queue_max}} {}

    Service service;
    std::vector<std::unique_ptr<Lane>> lanes;
    std::vector<std::unique_ptr<Listener>> listeners; ///< On the first lane.
    std::vector<std::jthread> threads;
    std::size_t next_lane = 0; ///< On the first lane's thread.
    std::uint16_t port = 0;
    bool is_stopped = false;

    Result<> listen();
    void adopt(int descriptor, std::string peer, bool is_tls);
    void run_on_first_lane(std::function<void()> work);
};

Result<> Server::State::listen() {
    const auto& options = service.options;
    if (!options.address.empty()) {
        auto opened = TRY(open_tcp(options.address, options.port));
        port = opened.port;
        const bool is_tls = service.tls != nullptr;
        listeners.push_back(std::make_unique<Listener>(
            lanes.front()->loop(), opened.descriptor,
            [this, is_tls](int fd, std::string peer) { adopt(fd, std::move(peer), is_tls); }));
    }
    if (!options.unix_socket.empty()) {
        const auto descriptor = TRY(open_unix(options.unix_socket));
        listeners.push_back(std::make_unique<Listener>(
            lanes.front()->loop(), descriptor,
            [this](int fd, std::string peer) { adopt(fd, std::move(peer), false); }));
    }
    return Done{};
}

void Server::State::adopt(int descriptor, std::string peer, bool is_tls) {
    if (service.connections >= service.options.connections_max) {
        turn_away(descriptor, !is_tls);
        return;
    }
    lanes[next_lane]->adopt(descriptor, std::move(peer), is_tls);
    next_lane = (next_lane + 1) % lanes.size();
}

void Server::State::run_on_first_lane(std::function<void()> work) {
    std::mutex mutex;
    std::condition_variable wake;
    bool is_done = false;
    lanes.front()->loop().post([&] {
        work();
        const std::scoped_lock lock{mutex};
        is_done = true;
        wake.notify_one();
    });
    std::unique_lock lock{mutex};
    wake.wait(lock, [&] { return is_done; });
}

Server::Server(std::unique_ptr<State> state) : state_{std::move(state)} {}
Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options) {
    TRY(check(options));
    auto router = TRY(Router::build(std::exchange(options.routes, {})));
    std::unique_ptr<TlsContext> tls;
    if (options.tls) tls = TRY(TlsContext::load(options.tls->certificate, options.tls->key));
    for (auto& proxy : options.trusted_proxies) {
        auto canonical = canonical_address(proxy);
        if (canonical.empty())
            return at(failure(Errc::invalid, options_invalid, {"trusted_proxies"}), proxy);
        proxy = std::move(canonical);
    }
    allow_descriptors(options.connections_max);
    auto state = std::make_unique<State>(std::move(options), std::move(router), std::move(tls));
    for (std::size_t at = 0; at < state->service.options.io_threads; ++at)
        state->lanes.push_back(std::make_unique<Lane>(state->service));
    TRY(state->listen());
    for (auto& listener : state->listeners)
        listener->start();
    for (auto& lane : state->lanes)
        state->threads.emplace_back([one = lane.get()] { one->run(); });
    return std::unique_ptr<Server>{new Server{std::move(state)}};
}

std::uint16_t Server::port() const {
    return state_->port;
}

void Server::stop(std::chrono::seconds grace) {
    auto& state = *state_;
    if (std::exchange(state.is_stopped, true)) return;
    state.run_on_first_lane([&state] { state.listeners.clear(); });
    for (auto& lane : state.lanes)
        lane->begin_stop();
    const auto last = std::chrono::steady_clock::now() + grace;
    while (state.service.connections > 0 && std::chrono::steady_clock::now() < last)
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    for (auto& lane : state.lanes)
        lane->close_all();
    state.service.workers.stop();
    // Behind everything that was posted before, so nothing that belongs to a connection is left.
    for (auto& lane : state.lanes)
        lane->loop().post([one = lane.get()] { one->loop().stop(); });
    state.threads.clear();
    if (!state.service.options.unix_socket.empty()) {
        std::error_code ignored;
        std::filesystem::remove(state.service.options.unix_socket, ignored);
    }
}

} // namespace sokuo::http
