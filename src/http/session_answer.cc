// Answers on their way to the peer.

#include "http/answer.h"
#include "http/events.h"
#include "http/exchange.h"

#include <utility>

namespace sokuo::http {

namespace {

Response plain_failure(int status) {
    return text_response(status, "text/plain; charset=utf-8",
                         std::to_string(status) + " " + std::string{reason(status)} + "\n");
}

} // namespace

void Session::refuse(int status, bool closes) {
    if (!exchange_) {
        exchange_ = std::make_unique<Exchange>();
        exchange_->request.remote = peer_;
        exchange_->is_body_left = true;
    }
    auto& x = *exchange_;
    x.closes = x.closes || closes;
    auto extra = std::move(x.response.headers);
    const auto& on_failure = lane_.service().options.on_failure;
    Response response;
    try {
        response = on_failure ? on_failure(x.request, status) : plain_failure(status);
    } catch (...) {
        response = plain_failure(status);
    }
    if (status == 405) response.headers.insert(response.headers.end(), extra.begin(), extra.end());
    if (status == 503) response.with("Retry-After", "2");
    answer(std::move(response));
}

void Session::answer(Response response) {
    auto& x = *exchange_;
    x.response = std::move(response);
    if (x.response.status < 200 || x.response.status > 599) x.response.status = 500;
    x.closes = x.closes || x.is_body_left || lane_.is_stopping();
    const bool is_silent = x.request.method == Method::head || !may_have_body(x.response.status);
    const auto body =
        x.response.fixed_body ? as_text(*x.response.fixed_body) : std::string_view{x.response.body};
    Framing framing;
    if (x.response.events) {
        x.closes = x.closes || !is_silent;
    } else if (x.response.pieces) {
        framing.length = length_set_in(x.response);
        x.answer_left = framing.length;
        x.is_answer_chunked = !framing.length && !x.head.is_old;
        framing.is_chunked = x.is_answer_chunked;
        x.closes = x.closes || (!framing.length && x.head.is_old);
    } else {
        framing.length = body.size();
    }
    if (!may_have_body(x.response.status)) framing = {};
    framing.closes = x.closes;
    if (is_silent) {
        x.response.pieces = nullptr;
        x.response.events = nullptr;
    }
    phase_ = Phase::writing;
    const bool has_body = !is_silent && !x.response.pieces && !x.response.events;
    write(head_of(x.response, framing, lane_.date()), has_body ? body : std::string_view{});
}

void Session::write(std::string head, std::string_view body) {
    out_ = std::move(head);
    out_body_ = body;
    out_done_ = 0;
    out_progress_ = 0;
    deadline_ = after(lane_.service().options.times.write);
    write_more();
}

void Session::write_more() {
    if (phase_ != Phase::writing && phase_ != Phase::events) return;
    while (out_done_ < out_.size() + out_body_.size()) {
        const bool is_in_head = out_done_ < out_.size();
        const auto first = is_in_head ? std::string_view{out_}.substr(out_done_)
                                      : out_body_.substr(out_done_ - out_.size());
        const auto sent = socket_->write(first, is_in_head ? out_body_ : std::string_view{});
        switch (sent.outcome) {
        case Socket::Outcome::wait_readable: // Not after the handshake: renegotiation is refused.
        case Socket::Outcome::ended: close(); return;
        case Socket::Outcome::wait_writable:
            socket_->when_writable([this] { write_more(); });
            return;
        case Socket::Outcome::moved: out_done_ += sent.bytes; break;
        }
        if (out_done_ - out_progress_ >= write_progress_bytes) {
            out_progress_ = out_done_;
            deadline_ = after(lane_.service().options.times.write);
        }
    }
    out_ = {};
    out_body_ = {};
    on_written();
}

void Session::on_written() {
    if (phase_ == Phase::events) {
        deadline_ = after(lane_.service().options.times.heartbeat);
        events_->on_written();
    } else if (exchange_->response.pieces) {
        hand_out(Work::piece);
    } else {
        on_answered();
    }
}

void Session::on_answered() {
    auto& x = *exchange_;
    using std::chrono::duration_cast;
    using std::chrono::microseconds;
    if (const auto& on_done = lane_.service().options.on_done) {
        const auto us =
            duration_cast<microseconds>(std::chrono::steady_clock::now() - x.began).count();
        try {
            on_done(x.request, x.route == nullptr ? std::string_view{} : x.route->path,
                    x.response.status, us);
        } catch (...) { // The answer is sent; a log line that fails changes nothing.
        }
    }
    if (x.response.events) {
        start_events();
    } else if (x.is_body_left && !lane_.is_stopping()) {
        // Closing at once would reset the connection, and the peer could lose the answer.
        phase_ = Phase::lingering;
        deadline_ = lane_.now() + linger_seconds_max;
        in_ = {};
        socket_->end_writing();
        await_input();
    } else if (x.closes || lane_.is_stopping()) {
        close();
    } else {
        exchange_.reset();
        phase_ = Phase::idle;
        deadline_ = after(lane_.service().options.times.idle);
        advance();
    }
}

} // namespace sokuo::http
