#pragma once

// Signing in: names with passwords and second factors, the sessions opened with them, API tokens.
// All of it is operational: it stands in tables of its own, never in the journal, and no view
// reads it.
//
//   - Where a second factor is enrolled, signing in takes two steps: the password, then a code.
//   - A wrong name, a wrong password and a name that is shut for too many failures get the same
//     words, after the same calls and the same work. throttle.h says how many failures.
//   - Where there is a directory, every refusal asks it once: for whom the name is bound to, or for
//     nobody. A right local password asks nobody, so local accounts work with the directory dead.
//   - Timers here use the wall's clock always, also in stores whose own clock is simulated.
//
// Threads: any.

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "identity/directory.h"
#include "identity/identity.h"
#include "identity/password_rules.h"
#include "identity/passwords.h"
#include "identity/provider.h"
#include "identity/second_factor.h"
#include "identity/sessions.h"
#include "journal/keys.h"
#include "store/store.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

/// How long somebody may take between the password and the code.
inline constexpr std::chrono::minutes second_step_length{5};
/// How long an initial password is good for.
inline constexpr std::chrono::days initial_password_length{7};

class Accounts {
public:
    /// All must outlive the accounts. `wall` is the real clock. A smaller `cost` is for tests.
    Accounts(store::Store& store, journal::Keys& keys, const Clock& wall, Random& random,
             Cost cost = {});

    /// Creates the tables. Idempotent.
    Result<> prepare();
    /// From now on accounts that are linked to a directory sign in with its password. Before
    /// anybody is served; `directory` must outlive the accounts.
    void use(Directory& directory) { directory_ = &directory; }

    // -- Accounts -----------------------------------------------------------------------------

    /// Hashing takes a noticeable time; do it outside any write. Errors: `invalid`
    /// (password_rules.h).
    Result<std::string> hash_password(std::string_view password, const PasswordRules& rules = {});
    /// For use inside a write. Errors: `conflict` when the name is taken, in any of its spellings.
    static Result<> create(store::Write& db, const PersonId& person, std::string_view sign_in_name,
                           std::string_view password_hash, Time now);
    /// The name a person signs in with, if any.
    static Result<std::optional<std::string>> sign_in_name(store::Read& db, const PersonId& person);
    /// Who signs in with this name, if anybody.
    static Result<std::optional<PersonId>> person_of(store::Read& db,
                                                     std::string_view sign_in_name);
    /// Errors: `not_found` when the person has no account.
    Result<SignInState> state(const PersonId& person);

    // -- Signing in ---------------------------------------------------------------------------

    /// Errors: `unauthenticated`, in the same words whatever was wrong; in other words, but the
    /// same for everybody, while the directory does not answer.
    Result<Entered> sign_in(std::string_view name, std::string_view password, const Device& device);
    /// Of somebody the provider vouches for. Errors: `forbidden` when nobody is bound to what they
    /// are there; `stale` when this arrival was used.
    Result<Entered> arrive(const Arrival& arrival, const Device& device);
    /// The second step. Errors: `invalid` for what can be no code; `unauthenticated` for a wrong
    /// one, and for a ticket that was used or is too old.
    Result<Opened> finish_sign_in(std::string_view ticket, std::string_view code);
    /// Asks again, the second factor as well where one is enrolled. Errors: `invalid` when the code
    /// is missing, `unauthenticated`, `conflict` for whom the provider vouches.
    Result<Identity> renew(const Identity& identity, std::string_view password,
                           std::string_view code = {});
    Result<> sign_out(const Identity& identity);

    // -- One's own keys -----------------------------------------------------------------------

    /// Ends the person's other sessions. The old one is not asked of whoever came by an initial
    /// password: signing in spent it, so theirs is the one session there is. Errors: `invalid`, at
    /// the old one or the new one; `conflict` where the password is not ours.
    Result<> change_password(const Identity& identity, std::string_view old_password,
                             std::string_view new_password, PasswordRules rules);
    Result<TotpSecret> offer_second(const PersonId& person) { return seconds_.offer(person); }
    /// Enrols; ends the person's other sessions, which gave one factor only. Gives the recovery
    /// codes. Errors: as `SecondFactors::confirm`.
    Result<std::vector<std::string>> confirm_second(const Identity& identity,
                                                    std::string_view code);
    /// Errors: `conflict` while the password is too short to stand alone.
    Result<> remove_second(const PersonId& person);
    Result<std::vector<std::string>> renew_recovery_codes(const PersonId& person) {
        return seconds_.renew_recovery_codes(person);
    }

    // -- For an administrator: inside the write that also says so in the journal -----------------

    /// A password for one sign-in within a week, which leads to a new one and to nothing else. Ends
    /// every session and token, forgets every failure; a link to a directory or provider ends, and
    /// the account is local again.
    static Result<> set_initial_password(store::Write& db, const PersonId& person,
                                         std::string_view hash, Time wall_now);
    struct Initial {
        std::string password;
        std::string hash;
    };
    Result<Initial> new_initial_password();
    /// A password in two envelopes, for the break-glass account. Nothing of before opens it: every
    /// session and token ends, the second factor goes. From now on failures shut it no longer: its
    /// name is known to everybody, and 198 random bits are guessed by nobody. Gives keys for
    /// `destroy`, after the write.
    static Result<std::vector<journal::KeyId>> seal(store::Write& db, const PersonId& person,
                                                    std::string_view hash);
    /// Twenty letters and digits that can be read aloud, from a sheet: about 99 bits.
    [[nodiscard]] std::string new_secret() const;
    /// Binds an account: its own password is gone, the other side answers for the person from now
    /// on. Ends every session and token. Errors: `not_found`; `conflict` when another account is
    /// bound to the same, in any spelling.
    static Result<> link(store::Write& db, const PersonId& person, const Link& link, Time wall_now);
    /// Ends every session and token. Whose password is too short to stand alone must change it.
    /// Gives keys for `destroy`, after the write.
    static Result<std::vector<journal::KeyId>> reset_second(store::Write& db,
                                                            const PersonId& person);
    Result<> destroy(const std::vector<journal::KeyId>& keys) { return seconds_.destroy(keys); }
    /// When it is by the clock that timers go by.
    [[nodiscard]] Time wall_now() const { return wall_.now(); }

    // -- Sessions and tokens: see sessions.h -----------------------------------------------------

    Result<Identity> session(std::string_view secret) { return sessions_.session(secret); }
    Result<Identity> token(std::string_view secret) { return sessions_.token(secret); }
    Result<bool> still_stands(const Identity& identity) { return sessions_.still_stands(identity); }
    Result<std::string> make_token(store::Write& db, const TokenWish& wish) {
        return sessions_.make_token(db, wish);
    }
    Result<std::vector<Seat>> seats(const PersonId& person) { return sessions_.of(person); }
    Result<> end_seat(const PersonId& person, const Hash& seat) {
        return sessions_.end(person, seat);
    }
    /// Ends every session and token, for a directory that was restored: one that was ended since
    /// the copy would be good again. While nobody serves only; a server remembers sessions.
    static Result<> end_all(store::Write& db) { return Sessions::end_all(db); }

    /// For a test: what hashing was done.
    [[nodiscard]] const Passwords& passwords() const { return passwords_; }

private:
    struct Account {
        PersonId person;
        std::string key; ///< The canonical name.
        std::string password;
        bool has_second = false;
        bool must_change = false;
        std::optional<Time> ends; ///< Of an initial password; long past once it is spent.
        Link link;
        bool is_sealed = false; ///< Strangers' failures do not shut it.

        static Account read(const store::Row& row);
        /// Fails when the password was changed since: what was proved with it is worth nothing.
        [[nodiscard]] Result<> must_stand(store::Read& db) const;
    };
    static Result<> set_password(store::Write& db, const PersonId& person, std::string_view hash);
    Result<Opened> enter(const Proof& proof, const Device& device, const Hash& name,
                         const std::function<Result<>(store::Write&)>& also);
    Result<Entered> begin_second(const Account& account, const Device& device, bool is_fresh,
                                 const std::function<Result<>(store::Write&)>& also);
    Result<> old_one_is_right(const Account& account, std::string_view old_password);
    Result<Account> own_account(const Identity& identity);
    /// Nothing for an account the directory does not answer for.
    static std::optional<std::string> name_in_directory(const Account& account);
    /// False where there is no directory. Errors: `unavailable`.
    Result<bool> ask_directory(const std::optional<std::string>& name, std::string_view password);
    Result<Entered> directory_is_silent(const Hash& name);

    store::Store& store_;
    const Clock& wall_;
    Random& random_;
    Passwords passwords_;
    SecondFactors seconds_;
    Sessions sessions_;
    Directory* directory_ = nullptr;
};

} // namespace sokuo::identity
