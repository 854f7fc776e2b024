#include "http/events.h"

#include "http/exchange.h"

#include <utility>

namespace sokuo::http {

bool Events::send(std::string text) {
    const std::scoped_lock lock{mutex_};
    if (session_ == nullptr || is_closing_) return false;
    if (waiting_.size() + being_written_ + text.size() > event_bytes_max) {
        is_overrun_ = true;
        is_closing_ = true;
        waiting_ = {};
    } else if (waiting_.empty()) {
        waiting_ = std::move(text);
    } else {
        waiting_ += text;
    }
    wake();
    return !is_closing_;
}

bool Events::is_open() const {
    const std::scoped_lock lock{mutex_};
    return session_ != nullptr && !is_closing_;
}

void Events::close() {
    const std::scoped_lock lock{mutex_};
    if (session_ == nullptr) return;
    is_closing_ = true;
    wake();
}

// With the lock held, so the session cannot go between the question and the post.
void Events::wake() {
    if (std::exchange(is_woken_, true)) return;
    lane_.loop().post([self = shared_from_this()] {
        Session* session = nullptr;
        bool is_overrun = false;
        {
            const std::scoped_lock lock{self->mutex_};
            self->is_woken_ = false;
            session = self->session_; // Changed on this thread only.
            is_overrun = self->is_overrun_;
        }
        if (session == nullptr) return;
        if (is_overrun)
            session->close();
        else
            session->take_events();
    });
}

std::string Events::take() {
    const std::scoped_lock lock{mutex_};
    auto taken = std::exchange(waiting_, {});
    being_written_ = taken.size();
    return taken;
}

void Events::on_written() {
    const std::scoped_lock lock{mutex_};
    being_written_ = 0;
    if (!waiting_.empty() || is_closing_) wake();
}

bool Events::is_ended() const {
    const std::scoped_lock lock{mutex_};
    return is_closing_ && waiting_.empty();
}

void Events::detach() {
    const std::scoped_lock lock{mutex_};
    session_ = nullptr;
    waiting_ = {};
}

void Session::start_events() {
    auto receive = std::move(exchange_->response.events);
    exchange_.reset();
    in_ = {};
    phase_ = Phase::events;
    deadline_ = after(lane_.service().options.times.heartbeat);
    auto events = std::make_shared<Events>(lane_, *this);
    events_ = events.get();
    stream_ = events;
    await_input(); // Only to notice that the peer has gone.
    lane_.service().workers.go_on([stream = stream_, receive = std::move(receive)] {
        try {
            receive(stream);
        } catch (...) { // The fence of the worker.
            stream->close();
        }
    });
}

void Session::take_events() {
    if (phase_ != Phase::events || !out_.empty()) return;
    if (auto text = events_->take(); !text.empty()) {
        write(std::move(text), {});
    } else if (events_->is_ended()) {
        socket_->end_writing();
        close();
    }
}

} // namespace sokuo::http
