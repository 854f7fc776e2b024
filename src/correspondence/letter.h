#pragma once

// One letter: a mail that came in or went out, as the journal has it. A value.
//
//     letter.received    what was taken in, before anything was parsed: account, network, way,
//                        blob, key, bytes, sha256; envelope addresses in the personal body
//     letter.read        subject, text, ids, marks, defects, files; people in the personal body
//     letter.unreadable  {"reason"}              解析できませんでした; the raw mail stays
//     letter.filed       {"kind", "id", "how"}   under a report or an incident; the last one counts
//     letter.seen        {}                      somebody of the team read it
//     letter.written     one of ours: account, subject, text …; people in the personal body
//     letter.tried       {}                      before the server is asked
//     letter.sent        {}
//     letter.failed      {"final", "why"}        final: not tried again
//
// Addresses and names are personal data and stand in no content.

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::correspondence {

using LetterId = Id<struct LetterTag>;

/// What of a mail's text an entry holds; all of it stays in the raw mail.
inline constexpr std::size_t text_bytes_max = 65'536;
inline constexpr std::size_t people_max = 50;

struct Person {
    std::string name{};
    std::string address{};
    friend bool operator==(const Person&, const Person&) = default;
};

struct File {
    BlobId blob{};
    std::string key{}; ///< Id of the key it is sealed with.
    std::string name{};
    std::string type{}; ///< As the sender says.
    std::uint64_t bytes = 0;
    std::string sha256{};
};

/// What is known before it was read.
struct Receive {
    std::string account{};
    std::string network{}; ///< `internet`, `lgwan`
    std::string way{};     ///< `lmtp`, `smtp`, `imap`, `maildir`
    File raw{};
    /// Why a machine must not answer, as far as the envelope and the head tell; empty: it may.
    std::string automatic{};
    std::string sender{}; ///< Of the envelope.
    std::vector<std::string> recipients{};
};

struct Read {
    std::string subject{};
    std::string text{};
    bool is_cut = false; ///< There is more of the text in the raw mail.
    std::optional<Time> sent_at{};
    std::string message_id{};
    std::vector<std::string> answers{}; ///< Ids of In-Reply-To and References, the nearest first.
    std::vector<std::string> marks{};   ///< `smime_signed`, `xarf`, `delivery_report` …
    std::vector<std::string> defects{};
    std::string automatic{};
    std::vector<File> files{};
    Person from{};
    Person reply_to{}; ///< Empty: `from`.
    std::vector<Person> to{};
    std::vector<Person> cc{};
};

/// What a letter is about: `report` or `incident`.
enum class How : std::uint8_t {
    started,  ///< The report was made of it.
    answered, ///< By the id of a letter of ours.
    numbered, ///< By the number in its subject.
    by_hand,
};
inline constexpr std::array<std::string_view, 4> how_names{"started", "answered", "numbered",
                                                           "by_hand"};

struct FileUnder {
    journal::Stream about{};
    How how = How::by_hand;
};

struct Write {
    journal::Stream about{};
    std::string account{};
    std::string subject{};
    std::string text{};
    std::string message_id{};           ///< Without brackets; tells nothing of what it is about.
    std::vector<std::string> answers{}; ///< As `Read::answers`.
    bool is_automatic = false;          ///< The acknowledgement: no human wrote it.
    std::vector<Person> to{};
    std::vector<Person> cc{};
};

enum class State : std::uint8_t {
    arrived,    ///< Kept, not read yet.
    read,       ///< In.
    unreadable, ///< In; kept whole.
    waiting,    ///< Out, not sent yet.
    sent,
    given_up,
};
inline constexpr std::array<std::string_view, 6> state_names{"arrived", "read", "unreadable",
                                                             "waiting", "sent", "given_up"};

class Letter {
public:
    // Drafts of the first entry. Errors: `invalid` with the field.
    [[nodiscard]] static Result<journal::Draft> receive(const LetterId& id, const Receive& command);
    [[nodiscard]] static Result<journal::Draft> write(const LetterId& id, const Write& command);
    /// Errors: `corrupt`.
    [[nodiscard]] static Result<Letter> replay(std::span<const journal::Entry> history);

    // What comes after. Errors: `conflict` when it is not the time for it.
    [[nodiscard]] Result<journal::Draft> read(const Read& command) const;
    [[nodiscard]] Result<journal::Draft> cannot_read(std::string_view reason) const;
    [[nodiscard]] Result<journal::Draft> file_under(const FileUnder& command) const;
    [[nodiscard]] Result<journal::Draft> see() const;
    [[nodiscard]] Result<journal::Draft> tried() const;
    [[nodiscard]] Result<journal::Draft> sent() const;
    [[nodiscard]] Result<journal::Draft> failed(bool is_final, std::string_view why) const;

    /// What outlives the erasure of the content: what it was about.
    [[nodiscard]] Json ask_erasure() const;

    void apply(const journal::Entry& entry);

    [[nodiscard]] bool is_in() const { return state < State::waiting; }
    [[nodiscard]] const File* file(const BlobId& blob) const;
    /// Whom to answer: Reply-To, or From.
    [[nodiscard]] const Person& answer_to() const;

    LetterId id;
    std::int64_t rev = 0;
    State state = State::arrived;
    Time made_at{};    ///< When it came, or was written.
    journal::Actor by; ///< Who wrote it; nobody for one that came.
    std::string account{};
    std::string network{};
    std::string way{};
    File raw{};
    std::string sender{}; ///< Of the envelope.
    Read said{};          ///< Of both directions; for one of ours what was written.
    std::string unreadable_because{};
    std::optional<journal::Stream> about{};
    How how = How::by_hand;
    bool is_new = false; ///< In, filed under something there was, and nobody saw it yet.
    int tries = 0;
    std::optional<Time> tried_at{};
    std::optional<Time> sent_at{};
    std::string failed_because{};
    bool is_erased = false;
    journal::BodyState personal_state = journal::BodyState::absent;
};

[[nodiscard]] journal::Stream stream_of(const LetterId& id);

inline constexpr int tries_max = 8;
/// When a letter that could not be handed over is tried again: a minute after the first try, and
/// twice as long each time (two hours before the last).
[[nodiscard]] Time next_try(int tries, Time tried_at);

} // namespace sokuo::correspondence
