#include "store/sqlite/writer.h"

#include "store/sqlite/fence.h"
#include "store/sqlite/messages.h"
#include "store/sqlite/session.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace sokuo::store {
namespace {

using namespace std::chrono_literals;

constexpr int checkpoint_pages = 1000;
constexpr int log_pages_max = 16 * 1024; // 64 MiB
constexpr auto drain_patience = 1000ms;
constexpr auto heal_patience = 5000ms;
constexpr auto retry_first = 250ms;
constexpr auto retry_longest = 60s;

} // namespace

Result<std::unique_ptr<Writer>> Writer::start(WriterOptions options, Readers* readers) {
    auto connection = TRY(Connection::open(options.connection));
    // A log left by a process that died may hold pages that a failed fsync kept off the disk; move
    // them before anything is written behind them.
    if (readers) TRY(connection->checkpoint(true));
    return std::unique_ptr<Writer>{new Writer{std::move(options), readers, std::move(connection)}};
}

Writer::Writer(WriterOptions options, Readers* readers, std::unique_ptr<Connection> connection)
    : options_{std::move(options)}, readers_{readers},
      connection_{std::move(connection)}, thread_{[this] { go(); }} {}

Writer::~Writer() {
    {
        const std::lock_guard lock{queue_mutex_};
        is_stopping_ = true;
    }
    queue_filled_.notify_one();
    thread_.join();
    if (readers_) readers_->close();
}

void Writer::on_commit(std::function<void()> listener) {
    const std::lock_guard lock{listeners_mutex_};
    listeners_.push_back(std::move(listener));
}

void Writer::tell_listeners() {
    const std::lock_guard lock{listeners_mutex_};
    for (const auto& listener : listeners_)
        listener();
}

// The queue -------------------------------------------------------------------------------------

Result<> Writer::write(const std::function<Result<>(Write&)>& job) {
    Job waiting{&job};
    return submit(waiting);
}

Result<> Writer::empty_log() {
    Job waiting;
    return submit(waiting);
}

Result<> Writer::submit(Job& job) {
    assert(!Inside::is(options_.store));
    {
        const std::lock_guard lock{queue_mutex_};
        if (is_stopping_) return failure(Errc::unavailable, is_closing);
        if (queue_.size() >= options_.queue_max) return failure(Errc::unavailable, too_busy);
        queue_.push_back(&job);
        // Under the lock: once the job is done the writer may be gone, and this with it.
        if (std::exchange(is_asleep_, false)) queue_filled_.notify_one();
    }
    job.answered.wait();
    return std::move(job.outcome);
}

void Writer::answer(Batch batch) {
    for (auto* job : batch)
        job->answered.give();
}

// Gives false when there is nothing left to do.
bool Writer::take(std::vector<Job*>& batch) {
    batch.clear();
    std::unique_lock lock{queue_mutex_};
    const auto has_work = [this] { return is_stopping_ || !queue_.empty(); };
    if (!has_work()) {
        is_asleep_ = true;
        if (is_in_doubt_) {
            queue_filled_.wait_until(lock, retry_at_, has_work);
        } else {
            queue_filled_.wait(lock, has_work);
        }
        is_asleep_ = false;
    }
    if (queue_.size() <= options_.batch_max) {
        std::swap(batch, queue_);
    } else {
        const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(options_.batch_max);
        batch.assign(queue_.begin(), end);
        queue_.erase(queue_.begin(), end);
    }
    return !batch.empty() || !is_stopping_;
}

// Writing ---------------------------------------------------------------------------------------

void Writer::go() {
    std::vector<Job*> batch;
    const Inside inside{options_.store};
    while (take(batch)) {
        if (is_in_doubt_) heal();
        // Emptying the log is no part of a transaction: it ends the batch before it.
        for (Batch rest{batch}; !rest.empty();) {
            const auto is_write = [](const Job* job) { return job->run != nullptr; };
            const auto end = std::ranges::find_if_not(rest, is_write);
            const auto count = static_cast<std::size_t>(end - rest.begin());
            if (count > 0) serve(rest.first(count));
            if (count == rest.size()) break;
            rest[count]->outcome = drain_log(heal_patience);
            answer(rest.subspan(count, 1));
            rest = rest.subspan(count + 1);
        }
        if (!is_in_doubt_) tidy_log();
    }
}

void Writer::serve(Batch batch) {
    Result<bool> done = failure(Errc::unavailable, disk_failed);
    if (!is_in_doubt_) {
        const std::lock_guard lock{connection_mutex_};
        worst_ = Trouble::none;
        done = transact(batch);
        if (worst_ == Trouble::disk && readers_) is_in_doubt_ = true;
    }
    if (!done.ok()) {
        for (auto* job : batch)
            if (job->outcome.ok()) job->outcome = done.error();
    }
    answer(batch);
    if (done.ok() && done.value()) tell_listeners();
}

// Gives whether anything was changed. First without savepoints: for one SQLite keeps every page as
// it was, and the full-text index writes itself out, which costs more than the rows of a job. A job
// that fails after it changed something is rare; then everything is taken back and done again with
// a savepoint for each.
Result<bool> Writer::transact(Batch batch) {
    is_spoilt_ = false;
    auto outcome = transact(batch, Guard::none);
    if (is_spoilt_) outcome = transact(batch, Guard::savepoints);
    return outcome;
}

Result<bool> Writer::transact(Batch batch, Guard guard) {
    connection_->forget_trouble();
    auto outcome = [&]() -> Result<bool> {
        TRY(connection_->run("BEGIN IMMEDIATE"));
        bool has_changed = false;
        for (auto* job : batch) {
            TRY(run_job(*job, batch.size() == 1 ? Guard::lone : guard, has_changed));
            if (is_spoilt_ && guard == Guard::none) return false;
        }
        if (connection_->in_transaction()) TRY(connection_->run("COMMIT"));
        return has_changed;
    }();
    worst_ = std::max(worst_, connection_->trouble());
    if (connection_->in_transaction()) {
        const auto undone = connection_->run("ROLLBACK");
        // A transaction that can neither end nor begin: only a new connection helps.
        if (!undone.ok()) worst_ = Trouble::disk;
    }
    return outcome;
}

// An error here is the whole batch's; the job's own is in its outcome.
Result<> Writer::run_job(Job& job, Guard guard, bool& has_changed) {
    worst_ = std::max(worst_, connection_->trouble());
    connection_->forget_trouble();
    WriteSession session{*connection_, guard != Guard::savepoints};
    job.outcome = fenced([&] { return (*job.run)(session); });
    // A job that overlooked a full or failing disk has not done what it thinks it has.
    if (job.outcome.ok() && connection_->trouble() > Trouble::refused)
        job.outcome = failure(Errc::unavailable, disk_failed);
    if (guard == Guard::none && !job.outcome.ok() && session.has_changed()) {
        is_spoilt_ = true;
        return Done{};
    }
    if (!connection_->in_transaction())
        return job.outcome.ok() ? failure(Errc::unavailable, job_failed) : job.outcome.error();
    if (!job.outcome.ok()) return session.take_back();
    has_changed = has_changed || session.has_changed();
    return session.keep();
}

Result<> Writer::read_here(const std::function<Result<>(Read&)>& job) {
    assert(!Inside::is(options_.store));
    const Inside inside{options_.store};
    const std::lock_guard lock{connection_mutex_};
    return read_on(*connection_, job);
}

// The log ---------------------------------------------------------------------------------------

void Writer::tidy_log() {
    if (!readers_) return;
    const std::lock_guard lock{connection_mutex_};
    connection_->forget_trouble();
    Result<> tidied = Done{};
    if (connection_->unmoved_pages() >= checkpoint_pages) tidied = connection_->checkpoint(false);
    // Readers that overlap without a gap would keep the log from ever starting again.
    if (tidied.ok() && connection_->log_pages() >= log_pages_max &&
        readers_->pause(drain_patience).ok()) {
        tidied = connection_->checkpoint(true);
        readers_->resume();
    }
    if (!tidied.ok() && connection_->trouble() == Trouble::disk) is_in_doubt_ = true;
}

Result<> Writer::drain_log(std::chrono::milliseconds patience) {
    if (!readers_) return Done{};
    if (is_in_doubt_) return failure(Errc::unavailable, disk_failed);
    TRY(readers_->pause(patience));
    auto drained = connection_->checkpoint(true);
    readers_->resume();
    return drained;
}

// After a failed fsync the kernel forgets which pages never reached the disk (Rebello et al.,
// ATC 2020). So: everything closed, opened again and read, and what was read moved out of the log
// into the file, page by page, before the first new commit.
void Writer::heal() {
    const auto now = std::chrono::steady_clock::now();
    if (now < retry_at_) return;
    const std::lock_guard lock{connection_mutex_};
    if (const auto opened = reopen(); opened.ok()) {
        is_in_doubt_ = false;
        retry_after_ = {};
        retry_at_ = {};
        return;
    }
    retry_after_ = std::clamp<Wait>(retry_after_ * 2, retry_first, retry_longest);
    retry_at_ = std::chrono::steady_clock::now() + retry_after_;
}

Result<> Writer::reopen() {
    TRY(readers_->pause(heal_patience));
    readers_->close();
    if (connection_) connection_->leave_log_alone();
    connection_.reset();
    auto outcome = [&]() -> Result<> {
        auto fresh = TRY(Connection::open(options_.connection));
        fresh->leave_log_alone();
        const EachRow must_be_ok = [](const Row& row) -> Result<> {
            if (row.text(0) == "ok") return Done{};
            return because(failure(Errc::corrupt, data_corrupt), std::string{row.text(0)});
        };
        auto* check = TRY(fresh->prepared("PRAGMA quick_check(1)"));
        TRY(fresh->run(*check, {}, &must_be_ok));
        TRY(fresh->checkpoint(true));
        connection_ = std::move(fresh);
        return Done{};
    }();
    const auto reading = readers_->reopen();
    readers_->resume();
    if (outcome.ok() && !reading.ok()) return reading.error();
    return outcome;
}

} // namespace sokuo::store
