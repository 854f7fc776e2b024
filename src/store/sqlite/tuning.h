#pragma once

// What only tests change, so that they can show what the store would lose without it.

#include "store/sqlite/sqlite.h"

namespace sokuo::store {

struct Tuning {
    const char* vfs = nullptr; ///< The file system SQLite works on; null: the real one.
    const char* synchronous = "FULL";
};

[[nodiscard]] Result<std::unique_ptr<Store>> open_tuned(const SqliteOptions& options,
                                                        const Tuning& tuning);

} // namespace sokuo::store
