#pragma once

// What one organisation's handlers work with. One per organisation; made at start-up, outlives
// every route.

#include "charter/book.h"
#include "core/random.h"
#include "identity/accounts.h"
#include "journal/journal.h"
#include "journal/keys.h"
#include "store/store.h"
#include "vault/vault.h"

namespace sokuo::incident {

struct Desk {
    store::Store& store;
    journal::Keys& keys;
    journal::Journal& journal;
    vault::Vault& vault;
    charter::Book& book;
    identity::Accounts& accounts;
    Random& random;

    [[nodiscard]] Time now() const { return journal.clock().now(); }
};

} // namespace sokuo::incident
