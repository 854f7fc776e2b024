#pragma once

// Result<T>: a value, or the reason there is none.
//
// Every function that can fail because of the world (disk, network, input, a person without the
// right) returns one. A function that fails only when our own code is wrong does not: it asserts.
// Nothing in this code base throws; see docs/decisions/0003-errors-are-values.md.
//
//     Result<Incident> load(store::Read& db, IncidentId id) {
//         const auto rows = TRY(db.query(events_of_incident, id));
//         return Incident::replay(TRY(decode(rows)));
//     }

#include "core/message.h"

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#ifdef NDEBUG
#error "assertions stay on in every build"
#endif

namespace sokuo {

/// What went wrong, as the caller can act on it. One list for the whole program: a new reason is
/// added only when some caller does something different because of it.
enum class Errc : std::uint8_t {
    not_found,       ///< The thing does not exist, or the actor may not know that it does.
    unauthenticated, ///< Nobody has signed in.
    forbidden,       ///< The actor is known and lacks the right.
    conflict,        ///< The thing is in a state that does not allow the step.
    stale,           ///< The thing changed since the caller last read it.
    invalid,         ///< The input breaks a rule; `where` says which field or line.
    too_large,       ///< A stated limit was passed; the message names the limit.
    too_many,        ///< Too many attempts in too short a time.
    unavailable,     ///< The disk, the database or the network failed. Trying again may help.
    corrupt,         ///< Stored data does not match its own checksum. Trying again will not help.
};

struct Error {
    Errc code{};
    const Message* message = nullptr; ///< For a person; never null once made by `failure`.
    std::vector<std::string> args;    ///< Replace `{0}` … in the message.
    std::string where;  ///< The field (a JSON pointer, `/when/at`) or `file:line`; may be empty.
    std::string detail; ///< For the log and the operator. Never shown over the network.

    friend bool operator==(const Error& a, const Error& b) {
        return a.code == b.code && a.message->code() == b.message->code() && a.args == b.args &&
               a.where == b.where;
    }
};

[[nodiscard]] inline Error failure(Errc code, const Message& message,
                                   std::vector<std::string> args = {}) {
    return {code, &message, std::move(args), {}, {}};
}

/// The same error, pointing at the field or line it is about.
[[nodiscard]] inline Error at(Error error, std::string where) {
    error.where = std::move(where);
    return error;
}

/// The same error, with what only the operator should read.
[[nodiscard]] inline Error because(Error error, std::string detail) {
    error.detail = std::move(detail);
    return error;
}

/// One line for the log: code, Japanese text, place, detail.
[[nodiscard]] std::string describe(const Error& error);

/// Nothing: the value of a Result that only says "it worked".
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};

/// The attribute is on the class, so dropping any Result is a compile error under -Werror.
template <class T = Done>
class [[nodiscard]] Result {
public:
    Result(T value) : outcome_{std::in_place_index<0>, std::move(value)} {}
    Result(Error error) : outcome_{std::in_place_index<1>, std::move(error)} {}

    [[nodiscard]] bool ok() const { return outcome_.index() == 0; }

    /// Requires `ok()`.
    [[nodiscard]] const T& value() const& { return assert(ok()), *std::get_if<0>(&outcome_); }
    [[nodiscard]] T& value() & { return assert(ok()), *std::get_if<0>(&outcome_); }
    /// What a TRY gives, which may stand alone as a statement: so dropping it is no error.
    T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&outcome_)); }

    /// Requires `!ok()`.
    [[nodiscard]] const Error& error() const& { return assert(!ok()), *std::get_if<1>(&outcome_); }
    [[nodiscard]] Error&& error() && {
        return assert(!ok()), std::move(*std::get_if<1>(&outcome_));
    }

    friend bool operator==(const Result&, const Result&) = default;

private:
    std::variant<T, Error> outcome_;
};

} // namespace sokuo

/// Gives the value, or returns the error from the enclosing function. The only macro in the code
/// base: a statement expression, which g++ and clang++ both have. One to a line: a nested TRY does
/// not compile (-Wshadow), because each one hides a return.
#define TRY(...)                                                                                   \
    __extension__({                                                                                \
        auto try_result_ = (__VA_ARGS__);                                                          \
        if (!try_result_.ok()) return std::move(try_result_).error();                              \
        std::move(try_result_).value();                                                            \
    })
