#include "store/sqlite/readers.h"

#include "store/sqlite/fence.h"
#include "store/sqlite/messages.h"
#include "store/sqlite/session.h"

namespace sokuo::store {
namespace {

constexpr std::chrono::seconds lend_patience{10};

} // namespace

Result<> read_on(Connection& connection, const std::function<Result<>(Read&)>& job) {
    TRY(connection.run("BEGIN"));
    ReadSession session{connection};
    auto outcome = fenced([&] { return job(session); });
    // Nothing was changed, so how the transaction ends does not matter; that it ends does.
    if (connection.in_transaction()) TRY(connection.run("ROLLBACK"));
    return outcome;
}

Readers::Readers(ConnectionOptions options, std::size_t count)
    : options_{std::move(options)}, count_{count} {}

Result<> Readers::read(const std::function<Result<>(Read&)>& job) {
    auto connection = lend();
    if (!connection) return failure(Errc::unavailable, too_busy);
    auto outcome = read_on(*connection, job);
    give_back(std::move(connection));
    return outcome;
}

std::unique_ptr<Connection> Readers::lend() {
    std::unique_lock lock{mutex_};
    const auto is_closed = [this] { return idle_.empty() && lent_ == 0; };
    const auto is_free = [&] { return !is_paused_ && (!idle_.empty() || is_closed()); };
    if (!changed_.wait_for(lock, lend_patience, is_free) || is_closed()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    ++lent_;
    return connection;
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
    bool is_awaited = false;
    {
        const std::lock_guard lock{mutex_};
        idle_.push_back(std::move(connection));
        --lent_;
        is_awaited = is_paused_;
    }
    // Waiting are readers, of whom one can go on, or the writer among them.
    is_awaited ? changed_.notify_all() : changed_.notify_one();
}

Result<> Readers::pause(std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    is_paused_ = true;
    if (changed_.wait_for(lock, patience, [this] { return lent_ == 0; })) return Done{};
    is_paused_ = false;
    lock.unlock();
    changed_.notify_all();
    return failure(Errc::unavailable, too_busy);
}

void Readers::resume() {
    {
        const std::lock_guard lock{mutex_};
        is_paused_ = false;
    }
    changed_.notify_all();
}

void Readers::close() {
    const std::lock_guard lock{mutex_};
    idle_.clear();
}

Result<> Readers::reopen() {
    const std::lock_guard lock{mutex_};
    idle_.clear();
    for (std::size_t i = 0; i < count_; ++i)
        idle_.push_back(TRY(Connection::open(options_)));
    return Done{};
}

} // namespace sokuo::store
