#pragma once

// A job's view of a connection: what `Read` and `Write` are made of here.

#include "store/sqlite/connection.h"

namespace sokuo::store {

/// For a read: refuses every statement that would change a row.
class ReadSession final : public Read {
public:
    explicit ReadSession(Connection& connection) : connection_{connection} {}
    Result<> query(std::string_view sql, std::span<const Param> params,
                   const EachRow& each) override;
    using Read::query;

private:
    Connection& connection_;
};

/// For one job of a batch. With `is_whole`, what the job changed can only be taken back with the
/// whole transaction. Without, a savepoint is opened before the first statement that changes
/// something, so a job that only looks pays for none.
class WriteSession final : public Write {
public:
    WriteSession(Connection& connection, bool is_whole)
        : connection_{connection}, is_whole_{is_whole} {}

    Result<> query(std::string_view sql, std::span<const Param> params,
                   const EachRow& each) override;
    Result<std::int64_t> execute(std::string_view sql, std::span<const Param> params) override;
    Result<> script(std::string_view sql) override;
    using Read::query;
    using Write::execute;

    /// Keeps or takes back what the job changed.
    Result<> keep();
    Result<> take_back();
    [[nodiscard]] bool has_changed() const { return has_changed_; }

private:
    Result<> before_change();

    Connection& connection_;
    bool is_whole_;
    bool has_changed_ = false;
    bool has_savepoint_ = false;
};

} // namespace sokuo::store
