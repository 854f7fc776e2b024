#pragma once

// One line of the journal: who did what, in which post, when it happened and when it was written
// down. An entry is two things in the store (FORMAT.md has the bytes):
//
//     entry(seq, leaf)                          permanent, hashed, says nothing a person wrote
//     body(seq, slot, salt, sealed, key_id)     what was written, sealed, erasable
//
// The leaf commits to each body by SHA-256(0x10 ‖ salt ‖ body), so a body can go and the leaf still
// verifies; with 32 bytes of salt gone nobody can guess what stood there.

#include "core/id.h"
#include "core/json.h"
#include "core/sha256.h"
#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::journal {

/// The longest body of an entry, as canonical JSON.
inline constexpr std::size_t body_bytes_max = std::size_t{256} * 1024;

/// What an entry is about. `kind` is a noun of the API: `report`, `incident`, `person`, `post`,
/// `charter`, `journal`.
struct Stream {
    std::string kind;
    Uuid id{};
    friend bool operator==(const Stream&, const Stream&) = default;
};

/// How sure the program was of who acted. Written into the leaf.
enum class Assurance : std::uint8_t {
    none = 0,     ///< Nobody signed in: a citizen's form, a duty of the program itself.
    token = 1,    ///< An API token.
    password = 2, ///< A session opened with a password.
    renewed = 3,  ///< The password was asked again for this act.
    second = 4,   ///< A session opened with a second factor as well.
};

/// Who acts, in which post, for whom. Ids are pseudonyms: the mapping to a name can be erased.
struct Actor {
    PersonId person;   ///< Empty: the program itself or an anonymous outsider.
    PostId post;       ///< The post the act is done in; empty outside any post.
    PostId acting_for; ///< 代行: the post that is stood in for; empty otherwise.
    Assurance assurance = Assurance::none;
    RequestId request;
};

/// The two bodies an entry may have.
enum class Slot : std::uint8_t {
    content = 0,  ///< What the entry says.
    personal = 1, ///< Names, phones and addresses of outsiders, under a key of their own.
};

/// An entry before it has its place in the order.
struct Draft {
    Stream stream;
    std::string type;                  ///< `incident.declared`: noun, dot, past participle. ASCII.
    std::uint16_t version = 1;         ///< Of the type's content; decoding upcasts to the newest.
    std::optional<Time> occurred_at{}; ///< When it happened, where that is not when it is written.
    Json content{};                    ///< An object, or null.
    Json personal{};                   ///< An object, or null.
};

enum class BodyState : std::uint8_t { absent, present, erased };

/// An entry as a view or an aggregate reads it: decoded, opened, upcast.
struct Entry {
    std::int64_t seq = 0; ///< 1, 2, 3 … without a gap, over the whole log.
    Stream stream;
    std::int64_t rev = 0; ///< 1, 2, 3 … without a gap, inside the stream.
    std::string type;
    std::uint16_t version = 1;
    Time recorded_at{}; ///< By the store's clock; may run backwards.
    std::optional<Time> occurred_at;
    Actor actor;
    Json content;
    Json personal;
    BodyState content_state = BodyState::absent;
    BodyState personal_state = BodyState::absent;

    /// When it happened, as far as is known.
    [[nodiscard]] Time happened_at() const { return occurred_at.value_or(recorded_at); }
};

} // namespace sokuo::journal
