#pragma once

// The routes of the registry. Each answers with the registry as it is then.

#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::registry {

/// What the routes work with; each must outlive them.
struct Shelf {
    store::Store& store;
    journal::Journal& journal;
};

[[nodiscard]] std::vector<team::Route> registry_routes(Shelf shelf);

} // namespace sokuo::registry
