#include "mail/letter.h"

#include "core/bytes.h"
#include "core/text.h"
#include "mail/fold.h"
#include "mail/head_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr Message bad_address{"mail.bad_address", "メールアドレス「{0}」が使えません。",
                              "The mail address “{0}” cannot be used."};
constexpr Message no_addressee{"mail.no_addressee", "宛先がありません。",
                               "There is nobody it is to."};
constexpr Message bad_name{"mail.bad_name", "名前「{0}」に改行や制御文字は使えません。",
                           "The name “{0}” must have no line breaks or control characters."};
constexpr Message bad_subject{"mail.bad_subject", "件名に改行や制御文字は使えません。",
                              "A subject has no line breaks or control characters."};
constexpr Message bad_id{"mail.bad_id", "メールの識別子が使えません。",
                         "The id of the mail cannot be used."};
constexpr Message bad_reference{"mail.bad_reference", "返信先のメールの識別子が使えません。",
                                "The id of the mail that is answered cannot be used."};
constexpr Message bad_body{"mail.bad_body", "本文が読めません（UTF-8、制御文字なし）。",
                           "The text must be UTF-8 without control characters."};
constexpr Message bad_file{"mail.bad_file", "添付ファイルの名前か種類「{0}」が使えません。",
                           "The name or type “{0}” of an attached file cannot be used."};
constexpr Message too_long{"mail.too_long", "メールの文が長すぎます。", "The mail is too long."};
constexpr Message too_many{"mail.too_many_parts", "宛先、参照、添付のどれかが多すぎます。",
                           "There are too many addressees, references or files."};
constexpr Message files_too_large{"mail.files_too_large",
                                  "添付ファイルは、合わせて10MBまでにしてください。",
                                  "Attached files may be 10 MB together."};

constexpr std::size_t base64_columns = 76; // RFC 2045 §6.8
constexpr std::size_t message_id_bytes_max = 250;
constexpr std::size_t id_bytes_max = 64;

bool is_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

bool is_one_of(char byte, std::string_view signs) {
    return signs.find(byte) != std::string_view::npos;
}

bool is_line(std::string_view text) {
    return is_valid_utf8(text) && !has_control(text) && length(text) <= subject_length_max &&
           text.find_first_of("\r\n\t") == std::string_view::npos;
}

// No folder, and no sign that turns the writing round to hide an extension (U+202E and its like).
bool is_file_name(std::string_view name) {
    constexpr std::array<std::string_view, 11> turning{"\u200e", "\u200f", "\u202a", "\u202b",
                                                       "\u202c", "\u202d", "\u202e", "\u2066",
                                                       "\u2067", "\u2068", "\u2069"};
    return !name.empty() && is_line(name) && name.find_first_of("/\\") == std::string_view::npos &&
           std::ranges::none_of(turning, [&](std::string_view sign) {
               return name.find(sign) != std::string_view::npos;
           });
}

bool is_type(std::string_view type) {
    const auto is_token = [](std::string_view part) {
        return !part.empty() && part.size() <= 100 && std::ranges::all_of(part, [](char byte) {
            return is_letter_or_digit(byte) || is_one_of(byte, ".-+_");
        });
    };
    const auto slash = type.find('/');
    return slash != std::string_view::npos && is_token(type.substr(0, slash)) &&
           is_token(type.substr(slash + 1)) && !is_same(type.substr(0, slash), "multipart");
}

Result<> check_addressees(const Letter& letter) {
    if (letter.to.empty()) return failure(Errc::invalid, no_addressee);
    if (letter.to.size() + letter.cc.size() > addressees_max)
        return failure(Errc::too_large, too_many);
    const auto check = [](const Addressee& one) -> Result<> {
        if (!is_address(one.address)) return failure(Errc::invalid, bad_address, {one.address});
        if (!is_line(one.name)) return failure(Errc::invalid, bad_name, {one.name});
        return Done{};
    };
    TRY(check(letter.from));
    for (const auto* list : {&letter.to, &letter.cc})
        for (const auto& one : *list)
            TRY(check(one));
    if (!letter.reply_to.empty() && !is_address(letter.reply_to))
        return failure(Errc::invalid, bad_address, {letter.reply_to});
    return Done{};
}

Result<> check_ids(const Letter& letter) {
    const auto is_id = [](char byte) { return is_letter_or_digit(byte) || byte == '-'; };
    const auto& id = letter.id;
    if (id.empty() || id.size() > id_bytes_max || !std::ranges::all_of(id, is_id))
        return failure(Errc::invalid, bad_id);
    if (!is_message_id(message_id(letter))) return failure(Errc::invalid, bad_id);
    if (letter.references.size() > references_max) return failure(Errc::too_large, too_many);
    const bool is_answer = !letter.in_reply_to.empty();
    if ((is_answer && !is_message_id(letter.in_reply_to)) ||
        !std::ranges::all_of(letter.references, is_message_id))
        return failure(Errc::invalid, bad_reference);
    return Done{};
}

Result<> check_files(const Letter& letter) {
    if (letter.attachments.size() > attachments_max) return failure(Errc::too_large, too_many);
    std::size_t bytes = 0;
    for (const auto& one : letter.attachments) {
        if (!is_file_name(one.name)) return failure(Errc::invalid, bad_file, {one.name});
        if (!is_type(one.type)) return failure(Errc::invalid, bad_file, {one.type});
        bytes += one.bytes.size();
    }
    if (bytes > attachments_bytes_max) return failure(Errc::too_large, files_too_large);
    return Done{};
}

Result<> check(const Letter& letter) {
    TRY(check_addressees(letter));
    if (length(letter.subject) > subject_length_max || letter.body.size() > body_bytes_max)
        return failure(Errc::too_large, too_long);
    if (!is_line(letter.subject)) return failure(Errc::invalid, bad_subject);
    if (!is_valid_utf8(letter.body) || has_control(letter.body))
        return failure(Errc::invalid, bad_body);
    TRY(check_ids(letter));
    return check_files(letter);
}

void append_base64(std::string& out, std::string_view bytes) {
    const auto base64 = to_base64(as_bytes(bytes));
    for (std::size_t at = 0; at < base64.size(); at += base64_columns)
        out.append(base64, at, base64_columns).append("\r\n");
}

// With LF only; a line break at its end is that of its last line.
std::string lines_of(std::string_view body) {
    std::string lines{body};
    std::erase(lines, '\r');
    if (lines.ends_with('\n')) lines.pop_back();
    return lines;
}

/// The parts of a letter that depend on its charset.
class Draft {
public:
    Draft(const Letter& letter, Charset charset)
        : letter_{letter}, body_{lines_of(letter.body)}, is_jis_{charset == Charset::iso_2022_jp},
          jis_{letter.may_replace}, again_{letter.may_replace},
          charset_{.name = is_jis_ ? "ISO-2022-JP" : "UTF-8",
                   .encode = [this](std::string_view text) { return encoded(text); }} {}
    ~Draft() = default;
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    /// What is asked first, since encoded words are tried at several lengths.
    [[nodiscard]] bool has_place_for_all() {
        bool has_all = true;
        const auto note = [&](std::string_view text) {
            has_all = jis_.write(text).has_value() && has_all;
        };
        note(letter_.subject);
        for (const auto* list : {&letter_.to, &letter_.cc})
            for (const auto& one : *list)
                note(one.name);
        note(letter_.from.name);
        for (const auto& one : letter_.attachments)
            note(one.name);
        for (const auto line : folded(body_))
            note(line);
        return has_all;
    }
    [[nodiscard]] const JisWriter& jis() const { return jis_; }

    [[nodiscard]] std::string text() {
        append_head();
        if (letter_.attachments.empty()) {
            append_content();
            append_automatic();
            out_.append("\r\n");
            append_body();
        } else {
            append_parts();
        }
        return std::move(out_);
    }

private:
    std::string encoded(std::string_view text) {
        if (!is_jis_) return std::string{text};
        return again_.write(text).value_or("");
    }
    void head(std::string_view name, std::string_view value) {
        out_.append(name).append(": ").append(value).append("\r\n");
    }
    void addressees(std::string_view name, const std::vector<Addressee>& all) {
        if (all.empty()) return;
        std::string value;
        for (const auto& one : all) {
            const auto column = value.empty() ? name.size() + 2 : 1;
            if (!value.empty()) value.append(",\r\n ");
            value.append(head_mailbox(one.address, one.name, charset_, column));
        }
        head(name, value);
    }
    void append_head() {
        const auto& from = letter_.from;
        head("From", head_mailbox(from.address, from.name, charset_, 6));
        addressees("To", letter_.to);
        addressees("Cc", letter_.cc);
        if (!letter_.reply_to.empty()) head("Reply-To", letter_.reply_to);
        head("Subject", head_text(letter_.subject, charset_, 9));
        head("Date", head_date(letter_.at));
        head("Message-ID", message_id(letter_));
        if (!letter_.in_reply_to.empty()) head("In-Reply-To", letter_.in_reply_to);
        std::string references;
        for (const auto& one : letter_.references)
            references.append(references.empty() ? "" : "\r\n ").append(one);
        if (!references.empty()) head("References", references);
        head("MIME-Version", "1.0");
    }
    void append_content() {
        head("Content-Type", std::string{"text/plain; charset="}.append(charset_.name));
        head("Content-Transfer-Encoding", is_jis_ ? "7bit" : "base64");
    }
    // RFC 3834: nobody's holiday answers it.
    void append_automatic() {
        if (letter_.automatic == AutoSubmitted::no) return;
        const bool is_reply = letter_.automatic == AutoSubmitted::replied;
        head("Auto-Submitted", is_reply ? "auto-replied" : "auto-generated");
    }
    void append_body() {
        if (is_jis_) {
            for (const auto line : folded(body_))
                out_.append(encoded(line)).append("\r\n");
            return;
        }
        // Not folded: in base64 no line is too long, and whoever reads it has their own width.
        std::string lines;
        for (const char byte : body_) {
            if (byte == '\n') lines += '\r';
            lines += byte;
        }
        append_base64(out_, lines + "\r\n");
    }
    // What is at random in the id cannot stand in the text by chance or by somebody's will.
    void append_parts() {
        const auto boundary = "=_" + letter_.id;
        head("Content-Type", "multipart/mixed;\r\n boundary=\"" + boundary + "\"");
        append_automatic();
        out_.append("\r\n--").append(boundary).append("\r\n");
        append_content();
        out_.append("\r\n");
        append_body();
        for (const auto& one : letter_.attachments) {
            out_.append("\r\n--").append(boundary).append("\r\n");
            head("Content-Type", one.type + head_old_parameter("name", one.name, charset_));
            head("Content-Transfer-Encoding", "base64");
            head("Content-Disposition", "attachment" + head_parameter("filename", one.name));
            out_.append("\r\n");
            append_base64(out_, one.bytes);
        }
        out_.append("\r\n--").append(boundary).append("--\r\n");
    }

    const Letter& letter_;
    std::string body_;
    bool is_jis_;
    JisWriter jis_;   ///< For what is told of the letter.
    JisWriter again_; ///< For what is tried more than once.
    HeadCharset charset_;
    std::string out_;
};

} // namespace

bool is_message_id(std::string_view text) {
    if (text.size() > message_id_bytes_max || !text.starts_with('<') || !text.ends_with('>'))
        return false;
    const auto inside = text.substr(1, text.size() - 2);
    const auto sign = inside.find('@');
    const auto is_plain = [](char byte) {
        return byte > ' ' && byte < 0x7F && !is_one_of(byte, "<>\"\\(),;");
    };
    return sign != std::string_view::npos && sign > 0 && sign + 1 < inside.size() &&
           std::ranges::all_of(inside, is_plain);
}

std::string message_id(const Letter& letter) {
    const auto domain = letter.id_domain.empty() ? domain_of(letter.from.address)
                                                 : std::string_view{letter.id_domain};
    return std::string{"<"}.append(letter.id).append("@").append(domain).append(">");
}

std::string envelope_sender(const Letter& letter) {
    return letter.automatic == AutoSubmitted::replied ? "" : letter.from.address;
}

Result<Written> written(const Letter& letter) {
    TRY(check(letter));
    Written all;
    if (letter.charset == Charset::iso_2022_jp) {
        Draft draft{letter, Charset::iso_2022_jp};
        if (draft.has_place_for_all()) {
            all.charset = Charset::iso_2022_jp;
            all.replaced = draft.jis().replaced();
            all.text = draft.text();
            return all;
        }
        all.no_place_for = draft.jis().missing();
    }
    all.text = Draft{letter, Charset::utf8}.text();
    return all;
}

} // namespace sokuo::mail
