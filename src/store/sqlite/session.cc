#include "store/sqlite/session.h"

#include "store/sqlite/messages.h"

namespace sokuo::store {

Result<> ReadSession::query(std::string_view sql, std::span<const Param> params,
                            const EachRow& each) {
    auto* statement = TRY(connection_.prepared(sql));
    if (!statement->is_read_only) return failure(Errc::forbidden, only_reading);
    return connection_.run(*statement, params, &each);
}

Result<> WriteSession::before_change() {
    if (!is_whole_ && !has_savepoint_) {
        TRY(connection_.run("SAVEPOINT job"));
        has_savepoint_ = true;
    }
    has_changed_ = true;
    return Done{};
}

Result<> WriteSession::query(std::string_view sql, std::span<const Param> params,
                             const EachRow& each) {
    auto* statement = TRY(connection_.prepared(sql));
    if (!statement->is_read_only) {
        TRY(before_change());
        statement = TRY(connection_.prepared(sql));
    }
    return connection_.run(*statement, params, &each);
}

Result<std::int64_t> WriteSession::execute(std::string_view sql, std::span<const Param> params) {
    if (!has_changed_) TRY(before_change());
    auto* statement = TRY(connection_.prepared(sql));
    const auto before = connection_.changes();
    TRY(connection_.run(*statement, params, nullptr));
    return connection_.changes() - before;
}

Result<> WriteSession::script(std::string_view sql) {
    TRY(before_change());
    return connection_.script(std::string{sql});
}

Result<> WriteSession::keep() {
    if (has_savepoint_) TRY(connection_.run("RELEASE job"));
    return Done{};
}

Result<> WriteSession::take_back() {
    if (!has_changed_) return Done{};
    if (!has_savepoint_) return connection_.run("ROLLBACK");
    TRY(connection_.run("ROLLBACK TO job"));
    return connection_.run("RELEASE job");
}

} // namespace sokuo::store
