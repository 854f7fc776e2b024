#pragma once

// A letter as a mail: headers and body as bytes, ready for a server (RFC 5322, 2045, 2047, 2231). A
// text, with files if need be; no HTML. Pure.
//
// Written in UTF-8, or in ISO-2022-JP for gateways that know nothing newer (jis.h). A text with
// signs that has no place for goes out in UTF-8 after all, or with them replaced, as the letter
// says; which ones and what for is told.
//
// What is put into a header must be a plain address or a text without line breaks and controls:
// everything else is refused, never mended.

#include "core/result.h"
#include "core/time.h"
#include "mail/address.h"
#include "mail/jis.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

enum class Charset : std::uint8_t { utf8, iso_2022_jp };

/// Who writes it (RFC 3834 §5): a machine that begins, one that answers, or a person.
enum class AutoSubmitted : std::uint8_t { no, generated, replied };

inline constexpr std::size_t subject_length_max = 200; ///< Code points; of a name as well.
inline constexpr std::size_t body_bytes_max = 4'194'304;
inline constexpr std::size_t addressees_max = 50; ///< To and Cc together.
inline constexpr std::size_t references_max = 100;
inline constexpr std::size_t attachments_max = 20;
inline constexpr std::size_t attachments_bytes_max = 10'485'760; ///< Together, before base64.

struct Addressee {
    std::string address{}; ///< name@example.jp, nothing around it.
    std::string name{};    ///< Shown in its place; may be empty.
};

struct Enclosure {
    std::string name{}; ///< Of a file: no slash, nothing invisible.
    std::string type = "application/octet-stream";
    std::string bytes{};
};

struct Letter {
    Addressee from{};
    std::vector<Addressee> to{};
    std::vector<Addressee> cc{};
    std::string reply_to{}; ///< Mostly a `plus_address`; empty: to `from`.
    std::string subject{};
    std::string body{};
    std::vector<Enclosure> attachments{};
    Time at{};
    /// Letters, digits and hyphens; must tell nothing of what the mail is about.
    std::string id{};
    std::string id_domain{};   ///< Behind the @ of the Message-ID; empty: that of `from`.
    std::string in_reply_to{}; ///< `<…>`, see `is_message_id`; empty: it is no answer.
    std::vector<std::string> references{};
    AutoSubmitted automatic = AutoSubmitted::generated;
    Charset charset = Charset::utf8;
    bool may_replace = false; ///< In ISO-2022-JP: rather replaced signs than UTF-8.
};

struct Written {
    std::string text{}; ///< The mail, with CR LF.
    Charset charset = Charset::utf8;
    std::vector<Replacement> replaced{}; ///< In ISO-2022-JP.
    /// Why it is UTF-8 although ISO-2022-JP was asked for: signs that one does not have.
    std::vector<std::string> no_place_for{};
};

/// `<left@right>` as it may stand in a header of ours. What strangers write often is none, and then
/// cannot be referred to.
[[nodiscard]] bool is_message_id(std::string_view text);

/// `<id@domain>`: what answers will refer to. Requires a letter that can be written.
[[nodiscard]] std::string message_id(const Letter& letter);

/// The address in the envelope: empty for an answer of a machine, so that no machine answers it
/// (RFC 3834 §3.3).
[[nodiscard]] std::string envelope_sender(const Letter& letter);

/// Errors: `invalid` (an address, a name, the id, a reference, a line break in the subject, not
/// UTF-8, nobody it is to), `too_large`.
[[nodiscard]] Result<Written> written(const Letter& letter);

} // namespace sokuo::mail
