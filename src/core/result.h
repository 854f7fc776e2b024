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
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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

/// The attribute is on the class, so dropping any Result is a compile error under -Werror. A union
/// by hand: `std::variant` would cost every file that names a Result a tenth of its compilation.
template <class T = Done>
class [[nodiscard]] Result {
public:
    Result(T value) : ok_{true} { std::construct_at(&value_, std::move(value)); }
    Result(Error error) : ok_{false} { std::construct_at(&error_, std::move(error)); }
    Result(const Result& other) requires std::is_copy_constructible_v<T> : ok_{other.ok_} {
        if (ok_)
            std::construct_at(&value_, other.value_);
        else
            std::construct_at(&error_, other.error_);
    }
    Result(Result&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : ok_{other.ok_} {
        if (ok_)
            std::construct_at(&value_, std::move(other.value_));
        else
            std::construct_at(&error_, std::move(other.error_));
    }
    /// Of a copy or of what is moved from.
    Result& operator=(Result other) noexcept(std::is_nothrow_move_constructible_v<T>) {
        std::destroy_at(this);
        return *std::construct_at(this, std::move(other));
    }
    ~Result() {
        if (ok_)
            std::destroy_at(&value_);
        else
            std::destroy_at(&error_);
    }

    [[nodiscard]] bool ok() const { return ok_; }

    /// Requires `ok()`.
    [[nodiscard]] const T& value() const& { return assert(ok()), value_; }
    [[nodiscard]] T& value() & { return assert(ok()), value_; }
    /// What a TRY gives, which may stand alone as a statement: so dropping it is no error.
    T&& value() && { return assert(ok()), std::move(value_); }

    /// Requires `!ok()`.
    [[nodiscard]] const Error& error() const& { return assert(!ok()), error_; }
    [[nodiscard]] Error&& error() && { return assert(!ok()), std::move(error_); }

    friend bool operator==(const Result& a, const Result& b) {
        if (a.ok_ != b.ok_) return false;
        return a.ok_ ? a.value_ == b.value_ : a.error_ == b.error_;
    }

private:
    union {
        T value_;
        Error error_;
    };
    bool ok_;
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
