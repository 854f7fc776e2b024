#include "http/loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <utility>

namespace sokuo::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using boost::system::error_code;

struct Loop::State {
    asio::io_context context{1};
    asio::executor_work_guard<Executor> guard{context.get_executor()};
    Timer timer{context.get_executor()};
    std::function<void()> on_second;

    void start_timer() {
        timer.expires_after(std::chrono::seconds{1});
        timer.async_wait([this](error_code ec) {
            if (ec) return;
            start_timer();
            if (on_second) on_second();
        });
    }
};

Loop::Loop() : state_{std::make_unique<State>()} {}

// Waits that were ended by their watches' end hold memory until they are told.
Loop::~Loop() {
    state_->on_second = nullptr;
    state_->timer.cancel();
    state_->guard.reset();
    state_->context.restart();
    state_->context.poll();
}

void Loop::run() {
    state_->context.run();
}
void Loop::stop() {
    state_->context.stop();
}

void Loop::post(std::function<void()> work) {
    asio::post(state_->context, std::move(work));
}

void Loop::each_second(std::function<void()> work) {
    state_->on_second = std::move(work);
    state_->start_timer();
}

struct Watch::State {
    State(const Executor& executor, int fd) : descriptor{executor, fd} {}

    Descriptor descriptor;
    std::function<void()> on_readable;
    std::function<void()> on_writable;
    bool is_reading = false;
    bool is_writing = false;
    bool is_abandoned = false;

    // The last wait of a watch that is gone takes its state along.
    static void ended(State* state, bool State::*waiting, std::function<void()> State::*callback) {
        state->*waiting = false;
        if (!state->is_abandoned) {
            const auto then = std::exchange(state->*callback, nullptr);
            if (then) then();
        } else if (!state->is_reading && !state->is_writing) {
            const std::unique_ptr<State> last{state};
        }
    }
};

Watch::Watch(Loop& loop, int descriptor)
    : state_{std::make_unique<State>(loop.state_->context.get_executor(), descriptor).release()} {}

Watch::~Watch() {
    std::unique_ptr<State> state{state_};
    error_code ignored;
    state->descriptor.close(ignored);
    state->is_abandoned = true;
    state->on_readable = nullptr;
    state->on_writable = nullptr;
    if (state->is_reading || state->is_writing) state_ = state.release();
}

int Watch::descriptor() const {
    return state_->descriptor.native_handle();
}

void Watch::when_readable(std::function<void()> then) {
    state_->on_readable = std::move(then);
    if (std::exchange(state_->is_reading, true)) return;
    state_->descriptor.async_wait(Descriptor::wait_read, [state = state_](error_code) {
        State::ended(state, &State::is_reading, &State::on_readable);
    });
}

void Watch::when_writable(std::function<void()> then) {
    state_->on_writable = std::move(then);
    if (std::exchange(state_->is_writing, true)) return;
    state_->descriptor.async_wait(Descriptor::wait_write, [state = state_](error_code) {
        State::ended(state, &State::is_writing, &State::on_writable);
    });
}

} // namespace sokuo::http
