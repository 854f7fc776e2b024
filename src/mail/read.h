#pragma once

// A mail that somebody sent, read: who and when, what it says, and what came with it.
//
// Reading does not fail over what is in a mail. Whatever cannot be understood, or passes a limit,
// is kept as bytes in an attachment, or cut, and a defect says so; the mail as it came is somebody
// else's to keep (evidence item 0), and reading changes nothing about it. Nothing here is believed:
// names, types and dates are what the sender says.
//
// All texts are UTF-8 without controls other than tab and line feed. Charsets are decoded by ICU
// (ISO-2022-JP with its Windows relatives, Shift_JIS/CP932, EUC-JP and the rest of the world's); a
// label that is wrong or missing is replaced by a guess and marked.
//
// Pure: bytes in, values out. Hostile bytes belong into a worker: see reader.h.
//
// Sources: RFC 5322, 2045–2049, 2047, 2231, 3464, 3834, 5965, 8601; xarf.org; DOMAIN §4.6.

#include "core/bytes.h"
#include "core/result.h"
#include "core/sha256.h"
#include "core/time.h"
#include "mail/defect.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

inline constexpr std::size_t mail_bytes_max = 64ULL << 20U;
inline constexpr std::size_t headers_max = 1'000; ///< Of one mail or part.
inline constexpr std::size_t header_bytes_max = 65'536;
inline constexpr std::size_t people_max = 1'000;    ///< In one header.
inline constexpr std::size_t depth_max = 32;        ///< Parts in parts.
inline constexpr std::size_t nesting_max = 8;       ///< Mails in mails.
inline constexpr std::size_t name_length_max = 255; ///< Code points, of a file's name.
inline constexpr std::size_t text_bytes_max = 1ULL << 20U;

// Of a mail and all the mails in it together.
inline constexpr std::size_t parts_max = 1'000;
inline constexpr std::size_t enclosed_max = 100;
inline constexpr std::size_t all_headers_max = 10'000;
inline constexpr std::size_t all_people_max = 10'000;
inline constexpr std::size_t contents_bytes_max = 80ULL << 20U;

/// One address. `name` may be blank; `address` is what stood there, without brackets, and need not
/// be one.
struct Mailbox {
    std::string name{};
    std::string address{};

    friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

/// A header, or a line of a report. The name is as it was written.
struct Field {
    std::string name{};
    std::string value{};

    friend bool operator==(const Field&, const Field&) = default;
};

/// The value of the first field of that name, in any case; empty when there is none.
[[nodiscard]] std::string_view value_of(const std::vector<Field>& fields, std::string_view name);

struct Attachment {
    std::string name{}; ///< Without path and hidden signs; may be blank.
    std::string type{}; ///< As said, in lower case: `application/pdf`.
    std::string part{}; ///< Where it stood: `2.1`, or `3/1.2` in the mail attached as part 3.
    std::string content_id{};
    bool is_inline = false; ///< Shown within an HTML text, rather than attached.
    bool is_raw = false;    ///< Not decoded: several parts, or the rest of the mail, as they came.
    Bytes content{};        ///< Decoded from its transfer encoding, otherwise untouched.
    Hash sha256{};          ///< Of `content`.
    std::optional<std::size_t> enclosed{}; ///< A mail: its place in `Mail::enclosed`.

    friend bool operator==(const Attachment&, const Attachment&) = default;
};

enum class Protection : std::uint8_t {
    none,
    smime_signed,
    smime_encrypted,
    pgp_signed,
    pgp_encrypted,
};

enum class TextSource : std::uint8_t { none, plain, html };

/// Whether a machine sent it (RFC 3834 and what came before). Machines do not answer machines.
struct Automatic {
    bool is_automatic = false;
    std::string why{}; ///< The header that says so, `Precedence: bulk`.

    friend bool operator==(const Automatic&, const Automatic&) = default;
};

/// RFC 3464: what became of a mail of ours.
struct DeliveryReport {
    std::vector<Field> mail{};
    std::vector<std::vector<Field>> recipients{}; ///< `Final-Recipient`, `Action`, `Status` …

    friend bool operator==(const DeliveryReport&, const DeliveryReport&) = default;
};

/// X-ARF: a report for machines, as a file beside the text. Its content is not read here.
struct XArf {
    std::string version{}; ///< `4.2.0`; `3`, `0.2` …
    std::size_t attachment = 0;

    friend bool operator==(const XArf&, const XArf&) = default;
};

struct Mail {
    std::string subject{};
    std::vector<Mailbox> from{};
    std::vector<Mailbox> sender{};
    std::vector<Mailbox> reply_to{};
    std::vector<Mailbox> to{};
    std::vector<Mailbox> cc{};
    std::optional<Time> date{};
    std::string message_id{}; ///< Without brackets, like the next two.
    std::vector<std::string> in_reply_to{};
    std::vector<std::string> references{};

    std::string text{}; ///< The plain text, or the HTML as text; several are joined.
    TextSource text_source = TextSource::none;
    std::string html_text{}; ///< The HTML as text, when `text` is the plain one beside it.
    std::string charset{};   ///< Of the text, as ICU or we call it.

    std::vector<Attachment> attachments{};
    std::vector<Mail> enclosed{};

    Protection protection = Protection::none;
    Automatic automatic{};
    std::optional<DeliveryReport> delivery_report{};
    std::optional<std::vector<Field>> abuse_report{}; ///< ARF, RFC 5965: `Feedback-Type` …
    std::optional<XArf> xarf{};
    std::vector<std::string> authentication_results{}; ///< RFC 8601, as said; whose is not checked.

    std::vector<Field> headers{}; ///< All, in order, decoded.
    std::vector<Found> defects{};

    friend bool operator==(const Mail&, const Mail&) = default;
};

[[nodiscard]] bool has(const Mail& mail, Defect defect);

/// Errors: `too_large`.
[[nodiscard]] Result<Mail> read(ByteView bytes);

/// The same, for a worker: `sha256` is left to whoever reads its records.
[[nodiscard]] Result<Mail> read_without_hashes(ByteView bytes);

/// The messages of these errors.
[[nodiscard]] std::span<const Message* const> refusals();

} // namespace sokuo::mail
