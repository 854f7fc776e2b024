#pragma once

// Where rows live. One organisation has one store.
//
// The SQL a module writes is the part SQLite and PostgreSQL share: `?` parameters, ON CONFLICT,
// RETURNING, integers for time (UTC microseconds), text for JSON, BLOB for bytes. Where the two
// differ, the difference lives behind this header.
//
// Writing: there is one writer. `write` queues a job and blocks until the job's transaction is on
// disk; many jobs share one transaction (group commit), and a job that fails takes nothing of its
// neighbours with it (they may run a second time). An acknowledged write survives
// `kill -9` and power loss.
//
// Reading: a pool of read-only connections; each `read` sees one snapshot.
//
// Threads: `Store` may be used from any thread. `Read` and `Write` live only inside their job. A
// job must not call its own store (it would wait for itself): an assertion says so.

#include "core/bytes.h"
#include "core/result.h"

#include <cassert>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace sokuo::store {

/// A value for one `?`. Texts and bytes are borrowed until the call returns.
class Param {
public:
    Param() = default; ///< NULL
    Param(std::nullopt_t) {}
    Param(bool value) : value_{std::int64_t{value}} {}
    Param(int value) : value_{std::int64_t{value}} {}
    Param(std::int64_t value) : value_{value} {}
    Param(double value) : value_{value} {}
    Param(const char* value) : value_{std::string_view{value}} {}
    Param(std::string_view value) : value_{value} {}
    Param(const std::string& value) : value_{std::string_view{value}} {}
    Param(ByteView value) : value_{value} {}
    Param(const Bytes& value) : value_{ByteView{value}} {}
    template <std::size_t N>
    Param(const std::array<std::byte, N>& value) : value_{ByteView{value}} {}
    template <class T>
    Param(const std::optional<T>& value) {
        if (value) *this = Param{*value};
    }

    using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, ByteView>;
    [[nodiscard]] const Value& value() const { return value_; }

private:
    Value value_;
};

using Params = std::initializer_list<Param>;

/// One row of a result. Columns count from 0; views are valid until the callback returns.
class Row {
public:
    virtual ~Row() = default;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual ByteView bytes(int column) const = 0;
    [[nodiscard]] virtual int columns() const = 0;
};

/// Called for each row; an error ends the query and is returned from it.
using EachRow = std::function<Result<>(const Row&)>;

class Read {
public:
    virtual ~Read() = default;

    /// Errors: what `each` returns; `conflict` when a constraint says no; `unavailable` when the
    /// store fails; `corrupt`; `forbidden` for a statement that changes rows inside a read.
    /// A statement is prepared once for each text and connection, so `sql` should be a literal.
    virtual Result<> query(std::string_view sql, std::span<const Param> params,
                           const EachRow& each) = 0;

    Result<> query(std::string_view sql, Params params, const EachRow& each) {
        return query(sql, std::span<const Param>{params.begin(), params.size()}, each);
    }

    /// Every row, made into a `T` by `make`.
    template <class Make>
    auto all(std::string_view sql, Params params, Make make)
        -> Result<std::vector<std::invoke_result_t<Make, const Row&>>> {
        std::vector<std::invoke_result_t<Make, const Row&>> rows;
        TRY(query(sql, params, [&](const Row& row) -> Result<> {
            rows.push_back(make(row));
            return Done{};
        }));
        return rows;
    }

    /// The first row, or nothing.
    template <class Make>
    auto first(std::string_view sql, Params params, Make make)
        -> Result<std::optional<std::invoke_result_t<Make, const Row&>>> {
        std::optional<std::invoke_result_t<Make, const Row&>> found;
        TRY(query(sql, params, [&](const Row& row) -> Result<> {
            if (!found) found = make(row);
            return Done{};
        }));
        return found;
    }
};

class Write : public Read {
public:
    /// Runs one statement that changes rows; gives how many it changed.
    virtual Result<std::int64_t> execute(std::string_view sql, std::span<const Param> params) = 0;

    Result<std::int64_t> execute(std::string_view sql, Params params = {}) {
        return execute(sql, std::span<const Param>{params.begin(), params.size()});
    }
    /// Runs several statements without parameters: schema only.
    virtual Result<> script(std::string_view sql) = 0;
};

class Store {
public:
    virtual ~Store() = default;

    /// Blocks until the job's changes are durable, or gives the job's error with nothing changed.
    /// Errors besides the job's own: `unavailable` when the queue is full, the disk is full or the
    /// commit failed. A job may run more than once (when a batch is retried), so it must have no
    /// effect outside `Write` but through its last run.
    virtual Result<> write(const std::function<Result<>(Write&)>& job) = 0;
    virtual Result<> read(const std::function<Result<>(Read&)>& job) = 0;

    /// Called on the writer's thread after each commit that is on disk, once those who wait for it
    /// have their answer. Must be quick.
    virtual void on_commit(std::function<void()> listener) = 0;

    /// The last step of an erasure: waits until nobody reads, then leaves nothing of what was
    /// deleted in the store's log. Errors: `unavailable` when somebody goes on reading.
    virtual Result<> empty_log() = 0;

    /// `auto rev = TRY(store.write_for([&](store::Write& db) -> Result<std::int64_t> { … }));`
    template <class Job>
    auto write_for(Job job) -> std::invoke_result_t<Job, Write&> {
        using R = std::invoke_result_t<Job, Write&>;
        std::optional<R> outcome;
        TRY(write([&](Write& db) -> Result<> {
            outcome.emplace(job(db));
            if (!outcome->ok()) return outcome->error();
            return Done{};
        }));
        assert(outcome.has_value()); // A job that went well did run.
        return std::move(*outcome);
    }
    template <class Job>
    auto read_for(Job job) -> std::invoke_result_t<Job, Read&> {
        using R = std::invoke_result_t<Job, Read&>;
        std::optional<R> outcome;
        TRY(read([&](Read& db) -> Result<> {
            outcome.emplace(job(db));
            if (!outcome->ok()) return outcome->error();
            return Done{};
        }));
        assert(outcome.has_value()); // A job that went well did run.
        return std::move(*outcome);
    }
};

} // namespace sokuo::store
