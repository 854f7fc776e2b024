#pragma once

// A fictional city to look around in: people in their posts, an inbox with something in it and an
// incident that is running. Only for a charter that says of itself that it is fictional.

#include "app/org.h"
#include "core/json.h"
#include "core/result.h"

namespace sokuo::app {

/// Fills an empty organisation. Gives its sign-ins: `{"sign_ins": [{"name", "password", "person",
/// "post"}]}`; they are kept in `demo.json` of the directory, for whoever starts the demo.
/// Errors: `invalid` when the charter is not fictional.
Result<Json> fill_demo(Org& org);

/// Only the people in their posts, kept and given in the same way: the city on a quiet day.
Result<Json> fill_people(Org& org);

/// The sign-ins of a demo directory; null for any other.
[[nodiscard]] Json demo_sign_ins(const std::filesystem::path& directory);

} // namespace sokuo::app
