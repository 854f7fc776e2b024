#include "store/sqlite/sqlite.h"

#include "store/sqlite/fence.h"
#include "store/sqlite/lock.h"
#include "store/sqlite/messages.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/tuning.h"
#include "store/sqlite/writer.h"

#include <cassert>

namespace sokuo::store {
namespace {

ConnectionOptions to_read(const SqliteOptions& options, const Tuning& tuning) {
    return {.file = options.file,
            .access = Access::read,
            .cache_kib = options.cache_kib / 4,
            .vfs = tuning.vfs};
}

class FileStore final : public Store {
public:
    FileStore(DirectoryLock lock, const SqliteOptions& options, const Tuning& tuning)
        : lock_{std::move(lock)}, readers_{to_read(options, tuning), options.readers} {}

    // The writer first: it makes the file the readers open, and recovers what a crash left.
    Result<> start(const SqliteOptions& options, const Tuning& tuning) {
        writer_ = TRY(Writer::start({.connection = {.file = options.file,
                                                    .access = Access::write,
                                                    .cache_kib = options.cache_kib,
                                                    .vfs = tuning.vfs,
                                                    .synchronous = tuning.synchronous},
                                     .batch_max = options.batch_max,
                                     .queue_max = options.queue_max,
                                     .store = this},
                                    &readers_));
        return readers_.reopen();
    }

    Result<> write(const std::function<Result<>(Write&)>& job) override {
        return writer_->write(job);
    }
    Result<> read(const std::function<Result<>(Read&)>& job) override {
        assert(!Inside::is(this));
        const Inside inside{this};
        return readers_.read(job);
    }
    Result<> empty_log() override { return writer_->empty_log(); }
    void on_commit(std::function<void()> listener) override {
        writer_->on_commit(std::move(listener));
    }

private:
    DirectoryLock lock_; // Released last.
    Readers readers_;
    std::unique_ptr<Writer> writer_;
};

// One connection for everything: in memory, or in a file that nobody else sees.
class LoneStore final : public Store {
public:
    Result<> start(const SqliteOptions& options, Access access) {
        writer_ = TRY(Writer::start(
            {.connection = {.file = options.file, .access = access, .cache_kib = options.cache_kib},
             .batch_max = options.batch_max,
             .queue_max = options.queue_max,
             .store = this},
            nullptr));
        return Done{};
    }

    Result<> write(const std::function<Result<>(Write&)>& job) override {
        return writer_->write(job);
    }
    Result<> read(const std::function<Result<>(Read&)>& job) override {
        return writer_->read_here(job);
    }
    Result<> empty_log() override { return writer_->empty_log(); }
    void on_commit(std::function<void()> listener) override {
        writer_->on_commit(std::move(listener));
    }

private:
    std::unique_ptr<Writer> writer_;
};

class ReadOnlyStore final : public Store {
public:
    explicit ReadOnlyStore(const SqliteOptions& options)
        : readers_{to_read(options, {}), options.readers} {}

    Result<> start() { return readers_.reopen(); }

    Result<> write(const std::function<Result<>(Write&)>& /*job*/) override {
        return failure(Errc::forbidden, only_reading);
    }
    Result<> read(const std::function<Result<>(Read&)>& job) override {
        assert(!Inside::is(this));
        const Inside inside{this};
        return readers_.read(job);
    }
    Result<> empty_log() override { return failure(Errc::forbidden, only_reading); }
    // Commits of another process are not seen, so nobody is ever called.
    void on_commit(std::function<void()> /*listener*/) override {}

private:
    Readers readers_;
};

} // namespace

Result<std::unique_ptr<Store>> open_tuned(const SqliteOptions& options, const Tuning& tuning) {
    const auto directory = options.file.parent_path();
    auto lock = TRY(DirectoryLock::take(directory.empty() ? "." : directory));
    auto store = std::make_unique<FileStore>(std::move(lock), options, tuning);
    TRY(store->start(options, tuning));
    return std::unique_ptr<Store>{std::move(store)};
}

Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options) {
    return open_tuned(options, {});
}

Result<std::unique_ptr<Store>> open_sqlite_read_only(const SqliteOptions& options) {
    auto store = std::make_unique<ReadOnlyStore>(options);
    TRY(store->start());
    return std::unique_ptr<Store>{std::move(store)};
}

Result<std::unique_ptr<Store>> open_sqlite_scratch(const SqliteOptions& options) {
    auto store = std::make_unique<LoneStore>();
    TRY(store->start(options, Access::scratch));
    return std::unique_ptr<Store>{std::move(store)};
}

Result<> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to,
                     const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const auto connection = TRY(Connection::open({.file = from, .access = Access::read}));
    auto copied = connection->copy_to(to, progress);
    std::error_code ignored;
    if (!copied.ok()) std::filesystem::remove(to, ignored);
    return copied;
}

Result<std::unique_ptr<Store>> open_sqlite_memory() {
    auto store = std::make_unique<LoneStore>();
    TRY(store->start({}, Access::memory));
    return std::unique_ptr<Store>{std::move(store)};
}

} // namespace sokuo::store
