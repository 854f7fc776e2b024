#include "http/answer.h"
#include "http/session.h"

#include <chrono>
#include <unistd.h>
#include <utility>

namespace sokuo::http {

Lane::Lane(Service& service) : service_{service} {
    tick();
    loop_.each_second([this] { tick(); });
}

// Sessions hold watches of the loop, so they end before it.
Lane::~Lane() {
    sessions_.clear();
    dead_.clear();
}

void Lane::tick() {
    using namespace std::chrono;
    now_ = tick_now();
    date_ = http_date(duration_cast<seconds>(system_clock::now().time_since_epoch()).count());
    // Backwards: a session that ends itself is replaced by one that was looked at already.
    for (std::size_t at = sessions_.size(); at > 0; --at) {
        if (at <= sessions_.size()) sessions_[at - 1]->sweep(now_);
    }
}

void Lane::adopt(int descriptor, std::string peer, bool is_tls) {
    ++service_.connections;
    loop_.post([this, descriptor, peer = std::move(peer), is_tls]() mutable {
        if (is_stopping_) {
            ::close(descriptor);
            --service_.connections;
            return;
        }
        auto session = std::make_unique<Session>(*this, descriptor, std::move(peer), is_tls);
        session->place = sessions_.size();
        sessions_.push_back(std::move(session));
        sessions_.back()->start();
    });
}

void Lane::begin_stop() {
    loop_.post([this] {
        is_stopping_ = true;
        for (std::size_t at = sessions_.size(); at > 0; --at) {
            if (at <= sessions_.size()) sessions_[at - 1]->begin_stop();
        }
    });
}

void Lane::close_all() {
    loop_.post([this] {
        is_stopping_ = true;
        for (std::size_t at = sessions_.size(); at > 0; --at) {
            if (at <= sessions_.size()) sessions_[at - 1]->close();
        }
    });
}

void Lane::bury(Session& session) {
    const auto place = session.place;
    dead_.push_back(std::move(sessions_[place]));
    if (place + 1 < sessions_.size()) {
        sessions_[place] = std::move(sessions_.back());
        sessions_[place]->place = place;
    }
    sessions_.pop_back();
    if (dead_.size() == 1) loop_.post([this] { dead_.clear(); });
}

} // namespace sokuo::http
