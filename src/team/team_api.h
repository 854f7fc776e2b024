#pragma once

// The routes of posts and people: who holds which post, adding a person with an account, and
// handing a post over.

#include "calendar/date.h"
#include "charter/book.h"
#include "core/fields.h"
#include "identity/accounts.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"
#include "team/link.h"
#include "team/succession.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

/// What the routes of team and session work with; each must outlive them.
struct TeamApi {
    store::Store& store;
    journal::Journal& journal;
    charter::Book& book;
    identity::Accounts& accounts;
    Answerers others = {};
};

[[nodiscard]] std::vector<Route> team_routes(TeamApi api);

/// The team as it is, as an answer.
Result<http::Response> read_team(const TeamApi& api, const Call& call, int status);

/// The day it is in the charter's time zone, by the store's clock. Errors: `invalid` (the zone).
[[nodiscard]] Result<calendar::Date> today(const TeamApi& api, const charter::Charter& charter);

/// A password out of a request, as it was typed: spaces count. At most `password_bytes_max` bytes.
/// Errors: `invalid`, through `in`.
[[nodiscard]] std::string read_password(Fields& in, const Json& json,
                                        std::string_view name = "password");

} // namespace sokuo::team
