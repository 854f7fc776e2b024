#pragma once

// The values of this module: who somebody is, and how that was proved.
//
// A way of proving who you are ends in a `Proof`, and `Accounts::enter` makes a session of it:
// the password (ours or the directory's), and behind it the code of an app or a recovery code.
// Others find the person in their own way and end in the same `Proof`: DESIGN.md, "A way of
// proving who you are".

#include "core/id.h"
#include "core/sha256.h"
#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sokuo::identity {

/// Who answers for somebody: this program with a password of its own, the organisation's directory
/// (LDAP, Active Directory), or its provider of sign-in (OpenID Connect).
enum class Source : std::uint8_t { local, directory, provider };

[[nodiscard]] std::string_view to_text(Source source);

/// Somebody who proved who they are.
struct Identity {
    PersonId person;
    Hash session{}; ///< Names the session or token; not the secret.
    bool is_token = false;
    bool is_renewed = false; ///< Asked again for the password (and code) within ten minutes.
    bool own_device = false;
    bool has_second = false;           ///< A second factor is enrolled.
    bool gave_second = false;          ///< It was given in this session.
    bool must_change_password = false; ///< It is the initial one an administrator gave out.
    Source source = Source::local;
    std::vector<std::string> actions{}; ///< What a token was cut to; empty: not cut.
};

/// A bearer token for a program, in somebody's name.
struct TokenWish {
    PersonId person;
    std::string label;
    std::optional<Time> ends{};         ///< Nothing: as late as it may be.
    std::vector<std::string> actions{}; ///< Of what the person may, only this; empty: all of it.
};

/// What an account is bound to; made by an administrator, never by what somebody brings along.
struct Link {
    Source source = Source::local;
    std::string issuer;  ///< Of a provider: who says so.
    std::string subject; ///< The name in the directory, or the provider's `sub`.
};

/// What a way of proving who you are comes to.
struct Proof {
    PersonId person;
    bool has_second = false; ///< Two factors were given.
    /// Proved just now: by a password typed, or anew at the provider. Who was merely sent back from
    /// there, signed in since the morning, gave no proof that they are still the one at the screen.
    bool is_fresh = false;
    bool is_initial = false; ///< By an initial password, which is spent with it.
};

/// What somebody signs in with, as far as it is kept.
struct Device {
    bool is_own = false; ///< 「これは自分の端末」
    std::string name;    ///< `device_name`: short and coarse.
};

/// A new session: the secret goes into the cookie and is kept nowhere.
struct Opened {
    std::string secret;
    Identity identity;
};

/// The password was right and the second factor is still to come.
struct SecondStep {
    std::string ticket; ///< For `Accounts::finish_sign_in`, once.
    Time ends;
};

using Entered = std::variant<Opened, SecondStep>;

/// A session or an API token, as its owner sees it.
struct Seat {
    Hash id{};
    bool is_token = false;
    std::string name; ///< The device, or the token's label.
    Time made;
    std::optional<Time> seen; ///< A token may never have been used.
    std::optional<Time> ends;
    bool own_device = false;
    bool gave_second = false;
    std::vector<std::string> actions{}; ///< What a token was cut to.
};

/// How somebody signs in, for themselves and for an administrator.
struct SignInState {
    std::string name;
    std::optional<Time> second_since; ///< When the second factor was enrolled, if it is.
    std::int64_t recovery_codes = 0;  ///< Those left.
    bool must_change_password = false;
    bool asks_old_password = true; ///< Not of whoever came by an initial one, which is spent.
    bool is_locked = false;        ///< By a hundred failures in a row.
    bool is_sealed = false;        ///< The break-glass account: `Accounts::seal`.
    Link link;
};

/// `Firefox, Windows`: the browser and the system out of a User-Agent, from a fixed set of names;
/// empty when neither is known. No version, nothing that tells two machines apart.
[[nodiscard]] std::string device_name(std::string_view user_agent);

} // namespace sokuo::identity
