#pragma once

// 起こす, as the journal has it. A wake is a stream of its own that is known with what it is about
// (veil.h): who may not know of a restricted incident is neither called nor told.
//
//     wake.called        {"about": {"kind", "id"}, "number", "minutes",
//                         "order": [{"person", "post", "because", "away", "has_number"}]}
//     wake.next_called   {}
//     wake.answered      {"person": id}                    by themselves, or by who telephoned
//     wake.ended         {}
//     wake.passed_over   {"person": id}                    shut out of it since the order was
//     written wake.mail_tried    {"person": id}                    before the mail server is asked
//     wake.mail_sent     {"person": id}
//     wake.mail_failed   {"person": id, "final": true}     final: not tried again
//
// That the next one is called when nobody answers is `due.fired`, named `wake/next`. A number of a
// telephone and an address stand in none of these.
//
// The rows are the outbox: a mail that was intended (called), is not sent and not given up is due
// (`mails_due`). There is no second list that a restore could lose or send twice.

#include "journal/journal.h"
#include "store/store.h"
#include "team/wake.h"

#include <string>
#include <vector>

namespace sokuo::team {

/// Tables `wake` and `wake_call`. List it after the view of the veil.
[[nodiscard]] const journal::View& wake_view();

/// The order for one thing: as `call_order`, without those who may not know of it and without
/// `caller`, who is awake.
Result<std::vector<Callee>> order_for(store::Read& db, const charter::Charter& charter,
                                      const journal::Stream& about, const PersonId& caller,
                                      Time now);

/// Calls the first in the order. Errors: `conflict` (nobody can be called; a call for the same
/// thing is still going on).
Result<WakeId> begin_wake(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                          const charter::Charter& charter, const journal::Stream& about,
                          const std::string& number);
/// `person` answered: they say so, or `actor`, who telephoned. Errors: as `may_answer`.
Result<> note_answer(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                     const WakeId& id, const PersonId& person);
/// Errors: as `may_go_on`.
Result<> call_next(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                   const WakeId& id);
/// Errors: as `may_end`.
Result<> end_wake(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                  const WakeId& id);

/// Whoever is still to be called and may no longer know what it is about will not be called. To be
/// asked in the transaction in which somebody was shut out.
Result<> pass_over_shut_out(store::Write& db, journal::Journal& journal,
                            const journal::Actor& actor);

/// Errors: `not_found`.
Result<Wake> load_wake(store::Read& db, const WakeId& id);
/// The newest first, at most `count_max`.
Result<std::vector<Wake>> wakes_about(store::Read& db, const journal::Stream& about,
                                      std::int64_t count_max);

struct DueMail {
    WakeId wake;
    PersonId person;
    std::string number;
    std::string address;
    int tries = 0;
};
/// Mails to people who were called, agreed to mail, did not answer yet, and may still know.
Result<std::vector<DueMail>> mails_due(store::Read& db, Time now);

enum class MailOutcome : std::uint8_t { tried, sent, failed, given_up };
Result<> note_mail(store::Write& db, journal::Journal& journal, const WakeId& wake,
                   const PersonId& person, MailOutcome outcome);

} // namespace sokuo::team
