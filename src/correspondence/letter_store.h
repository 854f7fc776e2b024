#pragma once

// The letters' view, and how a letter is written. The view is the outbox as well.

#include "correspondence/courtesy.h"
#include "correspondence/letter.h"
#include "correspondence/thread.h"
#include "incident/desk.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::correspondence {

/// Tables `letter` and `letter_address`. List it after the veil and after reports and incidents.
[[nodiscard]] const journal::View& letter_view();

/// Errors: `not_found`, `corrupt`.
Result<Letter> load(const incident::Desk& desk, store::Read& db, const LetterId& id);
/// Writes one entry on a letter; gives the letter as it is then. Errors: what `append` says.
Result<Letter> write(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                     const journal::Draft& draft);

/// A row of a list.
struct Row {
    LetterId id;
    std::int64_t seq = 0;
};
/// What stands under a report or an incident, and under the reports an incident was made of;
/// oldest first.
Result<std::vector<Row>> letters_about(store::Read& db, const journal::Stream& about,
                                       std::int64_t count_max);
/// Those that came into something there was and that nobody saw; what `who` may know of, oldest
/// first.
Result<std::vector<Row>> new_letters(store::Read& db, const PersonId& who, std::int64_t count_max);

/// For reading and sending: what waits, oldest first.
Result<std::vector<LetterId>> unread_letters(store::Read& db, std::int64_t count_max);
Result<std::vector<LetterId>> unsent_letters(store::Read& db, Time now, std::int64_t count_max);

/// The questions `place_of` asks. Both must outlive it.
[[nodiscard]] Known known_by(const incident::Desk& desk, store::Read& db);
/// A mail that came before, by account, hash and Message-ID: a server that did not hear our answer
/// hands the same mail over again.
Result<std::optional<LetterId>> same_mail(store::Read& db, std::string_view account,
                                          std::string_view sha256);
Result<Lately> lately(store::Read& db, std::string_view address, Time now);

} // namespace sokuo::correspondence
