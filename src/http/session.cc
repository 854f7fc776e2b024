#include "http/session.h"

#include "http/answer.h"
#include "http/events.h"
#include "http/exchange.h"
#include "http/forwarded.h"
#include "http/target.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace sokuo::http {

Tick tick_now() {
    using namespace std::chrono;
    return duration_cast<seconds>(steady_clock::now().time_since_epoch()).count();
}

Session::Session(Lane& lane, int descriptor, std::string peer, bool is_tls)
    : lane_{lane}, peer_{std::move(peer)} {
    socket_ = std::make_unique<Socket>(lane.loop(), descriptor,
                                       is_tls ? lane.service().tls.get() : nullptr);
}

Session::~Session() {
    if (events_ != nullptr) events_->detach();
    --lane_.service().connections;
}

void Session::start() {
    deadline_ = after(lane_.service().options.times.head);
    await_input();
}

// The present second has partly gone by: without the one more a time could end early.
Tick Session::after(std::chrono::seconds time) const {
    return lane_.now() + static_cast<Tick>(time.count()) + 1;
}

void Session::await_input() {
    socket_->when_readable([this] { on_readable(); });
}

void Session::on_readable() {
    if (phase_ == Phase::writing || phase_ == Phase::working || phase_ == Phase::closed) return;
    const auto room = lane_.scratch();
    const auto [outcome, bytes] = socket_->read(room);
    switch (outcome) {
    case Socket::Outcome::wait_readable: await_input(); return;
    case Socket::Outcome::wait_writable: socket_->when_writable([this] { on_readable(); }); return;
    case Socket::Outcome::ended: close(); return;
    case Socket::Outcome::moved: break;
    }
    if (phase_ == Phase::lingering || phase_ == Phase::events) {
        await_input(); // What is said now is not listened to.
        return;
    }
    in_.append(room.data(), bytes);
    advance();
}

// Requests that came in one packet are answered in a loop, not by recursion.
void Session::advance() {
    is_advance_due_ = true;
    if (is_advancing_) return;
    is_advancing_ = true;
    while (std::exchange(is_advance_due_, false)) {
        if (phase_ == Phase::idle || phase_ == Phase::head)
            read_head();
        else if (phase_ == Phase::body)
            read_body();
    }
    is_advancing_ = false;
}

void Session::read_head() {
    if (phase_ == Phase::idle) in_.erase(0, in_.find_first_not_of("\r\n")); // RFC 9112 §2.2
    if (in_.empty()) {
        in_ = {};
        await_input();
        return;
    }
    if (phase_ == Phase::idle) {
        phase_ = Phase::head;
        looked_at_ = 0;
        deadline_ = std::min(deadline_, after(lane_.service().options.times.head));
    }
    const auto end = end_of_head(in_, looked_at_);
    if (end.value_or(in_.size()) > head_bytes_max) {
        refuse(in_.find("\r\n") > target_bytes_max + 64 ? 414 : 431, true);
        return;
    }
    if (!end) {
        looked_at_ = in_.size();
        await_input();
        return;
    }
    auto head = parse_head(std::string_view{in_}.substr(0, *end));
    if (const auto* status = std::get_if<int>(&head)) {
        refuse(*status, true);
        return;
    }
    in_.erase(0, *end);
    if (in_.empty()) in_ = {};
    begin(std::move(std::get<Head>(head)));
}

void Session::begin(Head head) {
    exchange_ = std::make_unique<Exchange>();
    auto& request = exchange_->request;
    request.method = head.method.value_or(Method::get);
    request.headers = std::move(head.headers);
    exchange_->target = std::move(head.target);
    exchange_->closes = head.wants_close || lane_.is_stopping();
    exchange_->is_body_left = head.has_body();
    exchange_->reader =
        head.is_chunked ? BodyReader::of_chunks() : BodyReader::of_length(head.content_length);
    exchange_->head = std::move(head);

    const auto& trusted = lane_.service().options.trusted_proxies;
    request.remote = remote_of(peer_, request.header("x-forwarded-for"), trusted);
    request.is_secure = socket_->is_tls() || (std::ranges::find(trusted, peer_) != trusted.end() &&
                                              request.header("x-forwarded-proto") == "https");
    route();
}

void Session::route() {
    auto& x = *exchange_;
    auto target = parse_target(x.target);
    if (!target) {
        refuse(400, false);
        return;
    }
    x.request.path = std::move(target->path);
    x.request.query = std::move(target->query);
    auto match = lane_.service().router.match(x.head.method, target->raw_path);
    if (match.route == nullptr) {
        if (!match.allow.empty()) x.response.with("Allow", std::move(match.allow));
        refuse(x.response.headers.empty() ? 404 : 405, false);
        return;
    }
    x.route = match.route;
    x.request.params = std::move(match.params);
    if (x.head.content_length > x.route->limits.body_bytes_max) {
        refuse(413, true);
        return;
    }
    if (x.route->sink)
        hand_out(Work::open);
    else
        begin_body();
}

void Session::begin_body() {
    phase_ = Phase::body;
    deadline_ = after(exchange_->route->limits.body_time_max);
    if (exchange_->head.expects_continue && in_.empty()) {
        // Nothing of an earlier answer waits before this, so its few bytes are taken at once.
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto sent = socket_->write(go_on, {});
        if (sent.bytes != go_on.size()) {
            close();
            return;
        }
    }
    advance();
}

void Session::read_body() {
    auto& x = *exchange_;
    auto& out = x.sink ? x.piece : x.request.body;
    std::string_view input = in_;
    const auto state = x.reader.take(input, out, x.route->limits.body_bytes_max);
    in_.erase(0, in_.size() - input.size());
    switch (state) {
    case BodyReader::State::bad: refuse(400, true); return;
    case BodyReader::State::too_large: refuse(413, true); return;
    case BodyReader::State::more:
        if (x.piece.empty())
            await_input();
        else
            hand_out(Work::write);
        return;
    case BodyReader::State::whole:
        x.is_body_left = false;
        if (in_.empty()) in_ = {};
        hand_out(x.sink ? Work::finish : Work::handle);
        return;
    }
}

void Session::sweep(Tick now) {
    if (phase_ == Phase::closed || phase_ == Phase::working || now < deadline_) return;
    if (phase_ == Phase::head || phase_ == Phase::body) {
        refuse(408, true);
    } else if (phase_ == Phase::events && out_.empty()) {
        write(":\n\n", {});
    } else {
        close();
    }
}

void Session::begin_stop() {
    if (phase_ != Phase::working && phase_ != Phase::writing) close();
}

void Session::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    if (socket_->is_tls()) socket_->end_writing();
    socket_.reset();
    if (events_ != nullptr) std::exchange(events_, nullptr)->detach();
    stream_.reset();
    if (is_at_work_) return; // Buried when the worker is done.
    if (exchange_ && exchange_->sink) {
        hand_out(Work::drop); // Undoing an upload may block: a worker's part.
        return;
    }
    lane_.bury(*this);
}

} // namespace sokuo::http
