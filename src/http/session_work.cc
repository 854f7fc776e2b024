// The steps of a request that block: they run on a worker, one at a time, and have the exchange
// alone meanwhile. Each comes back to the connection's thread by `on_worked`.

#include "http/exchange.h"

#include <utility>
#include <variant>

namespace sokuo::http {

namespace {

int status_of(Errc code) {
    switch (code) {
    case Errc::not_found: return 404;
    case Errc::unauthenticated: return 401;
    case Errc::forbidden: return 403;
    case Errc::conflict: return 409;
    case Errc::stale: return 412;
    case Errc::invalid: return 400;
    case Errc::too_large: return 413;
    case Errc::too_many: return 429;
    case Errc::unavailable: return 503;
    case Errc::corrupt: return 500;
    }
    return 500;
}

} // namespace

void Session::hand_out(Work step) {
    if (phase_ != Phase::closed) phase_ = Phase::working;
    exchange_->waits_since = lane_.now();
    is_at_work_ = true;
    auto job = [this, step] {
        try {
            work(step);
        } catch (...) { // A library's, or bad_alloc: the fence of the worker.
            exchange_->has_thrown = true;
        }
        lane_.loop().post([this, step] {
            is_at_work_ = false;
            if (phase_ != Phase::closed)
                on_worked(step);
            else if (exchange_->sink)
                hand_out(Work::drop);
            else
                lane_.bury(*this);
        });
    };
    auto& workers = lane_.service().workers;
    if (step != Work::open && step != Work::handle) {
        workers.go_on(std::move(job));
    } else if (!workers.offer(std::move(job))) {
        is_at_work_ = false;
        refuse(503, false);
    }
}

// On a worker.
void Session::work(Work step) {
    auto& x = *exchange_;
    const auto drop_sink = [&x] { x.sink.reset(); };
    switch (step) {
    case Work::handle: x.response = x.route->handler(x.request); return;
    case Work::open: {
        auto opened = x.route->sink(x.request);
        if (auto* sink = std::get_if<std::unique_ptr<BodySink>>(&opened))
            x.sink = std::move(*sink);
        else
            x.response = std::move(std::get<Response>(opened));
        return;
    }
    case Work::write:
    case Work::finish: {
        if (!x.piece.empty()) {
            auto written = x.sink->write(as_bytes(x.piece));
            x.piece.clear();
            if (!written.ok()) {
                x.error = std::move(written).error();
                drop_sink();
                return;
            }
        }
        if (step == Work::write) return;
        x.response = x.sink->finish();
        drop_sink();
        return;
    }
    case Work::piece: {
        auto piece = x.response.pieces();
        if (piece.ok())
            x.answer_piece = std::move(piece).value();
        else
            x.error = std::move(piece).error();
        return;
    }
    case Work::drop: drop_sink(); return;
    }
}

void Session::on_worked(Work step) {
    auto& x = *exchange_;
    if (step == Work::piece) {
        on_piece();
        return;
    }
    if (x.has_thrown) {
        x.response = {};
        refuse(500, true);
        return;
    }
    if (x.error) {
        refuse(status_of(x.error->code), false);
        return;
    }
    switch (step) {
    case Work::open:
        if (x.sink)
            begin_body();
        else
            answer(std::move(x.response));
        return;
    case Work::write:
        phase_ = Phase::body;
        deadline_ += lane_.now() - x.waits_since; // Ours, not the peer's.
        advance();
        if (phase_ == Phase::body && lane_.is_stopping()) close();
        return;
    case Work::finish:
    case Work::handle: answer(std::move(x.response)); return;
    case Work::piece:
    case Work::drop: return;
    }
}

// A piece of the answer is there, or the end of it, or none will come: then the peer must notice,
// and what it can notice is that the connection ends before the answer does.
void Session::on_piece() {
    auto& x = *exchange_;
    const auto size = x.answer_piece.size();
    const bool is_wrong_length =
        x.answer_left && (size > *x.answer_left || (size == 0 && *x.answer_left > 0));
    if (x.has_thrown || x.error || is_wrong_length) {
        close();
        return;
    }
    phase_ = Phase::writing;
    if (size == 0) x.response.pieces = nullptr;
    if (x.answer_left) *x.answer_left -= size;
    const auto piece = as_text(x.answer_piece);
    if (!x.is_answer_chunked) {
        write({}, piece);
        return;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string chunk;
    for (auto rest = size; rest > 0 || chunk.empty(); rest /= 16)
        chunk.insert(chunk.begin(), digits[rest % 16]);
    chunk.append("\r\n").append(piece).append("\r\n");
    x.answer_piece = {};
    write(std::move(chunk), {});
}

} // namespace sokuo::http
