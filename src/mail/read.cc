#include "mail/read.h"

#include "mail/read/address.h"
#include "mail/read/ascii.h"
#include "mail/read/body.h"
#include "mail/read/charset.h"
#include "mail/read/date.h"
#include "mail/read/marks.h"
#include "mail/read/name.h"
#include "mail/read/shape.h"
#include "mail/read/transfer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr Message too_large{"mail.too_large", "メールが大きすぎます（{0} バイトまで）。",
                            "The mail is too large (at most {0} bytes)."};

// Headers that may stand once (RFC 5322 §3.6).
constexpr std::array<std::string_view, 9> single{
    "From", "Sender", "Reply-To", "To", "Cc", "Date", "Message-ID", "In-Reply-To", "Subject"};

// Places named for one defect; more of them say nothing new.
constexpr std::ptrdiff_t places_max = 20;

// What the parts above one mean for it.
struct Place {
    std::string number{};   ///< `2.1`; blank: the mail's only part.
    std::size_t choice = 0; ///< Of which multipart/alternative; 0: of none.
    bool is_in_digest = false;
};

struct Leaf {
    Parameters type{};
    Parameters disposition{};
    std::string encoding{};
    std::string content_id{};
    std::string name{};
    Transferred body{};
};

class Reader {
public:
    Reader(std::string_view bytes, std::string prefix, std::size_t nesting, Allowance& left)
        : bytes_{bytes}, prefix_{std::move(prefix)}, nesting_{nesting}, left_{left} {}

    Mail read() {
        // The line a mailbox file puts before each mail.
        if (bytes_.starts_with("From "))
            bytes_.remove_prefix(std::min(bytes_.find('\n'), bytes_.size() - 1) + 1);
        const auto shape = shape_of(bytes_, left_);
        if (shape.mail.headers.empty()) note(Defect::no_headers);
        if (!shape.is_closed) note(Defect::not_closed);
        read_headers(shape.mail);
        visit(shape.mail, {});
        if (shape.rest) keep_rest(*shape.rest, shape.rest_reason);
        finish();
        return std::move(mail_);
    }

private:
    void note(Defect what, std::string where = {}) {
        Found found{what, std::move(where)};
        const bool is_known = std::ranges::find(mail_.defects, found) != mail_.defects.end();
        if (!is_known && std::ranges::count(mail_.defects, what, &Found::what) < places_max)
            mail_.defects.push_back(std::move(found));
    }

    void note(const Repairs& repairs, const std::string& where) {
        if (repairs.is_guessed) note(Defect::charset_guessed, where);
        if (repairs.is_broken) note(Defect::charset_broken, where);
        if (repairs.had_nul) note(Defect::nul_bytes, where);
    }

    // ---- headers

    void read_headers(const PartPlace& place) {
        const auto count = std::min({place.headers.size(), headers_max, left_.headers});
        if (place.headers.size() > count) note(Defect::too_many_headers);
        left_.headers -= count;
        for (std::size_t at = 0; at < count; ++at)
            read_header(place.headers[at]);
        mail_.automatic = automatic(mail_);
    }

    std::string_view value_of_header(const HeaderPlace& header) {
        const auto value = header.value.of(bytes_);
        if (value.size() <= header_bytes_max) return value;
        note(Defect::header_too_long, std::string{name_of(header)});
        return value.substr(0, header_bytes_max);
    }

    std::string_view name_of(const HeaderPlace& header) const {
        return stripped(header.name.of(bytes_)).substr(0, 80);
    }

    void read_header(const HeaderPlace& header) {
        Repairs of_name;
        const auto name = raw_text(name_of(header), of_name);
        const auto value = value_of_header(header);
        Repairs repairs;
        const auto text = with_words(raw_text(value, repairs), repairs);
        note(repairs, name);
        const auto is_single = std::ranges::any_of(
            single, [&](std::string_view other) { return equals(name, other); });
        const bool is_there = std::ranges::any_of(
            mail_.headers, [&](const Field& field) { return equals(field.name, name); });
        mail_.headers.push_back({name, text});
        if (is_single && is_there) {
            note(Defect::header_repeated, name);
            return;
        }
        if (equals(name, "Authentication-Results")) mail_.authentication_results.push_back(text);
        if (equals(name, "Subject")) mail_.subject = text;
        if (equals(name, "Message-ID")) mail_.message_id = id_of(value, text);
        if (equals(name, "In-Reply-To")) mail_.in_reply_to = ids(value);
        if (equals(name, "References")) mail_.references = ids(value);
        if (equals(name, "Date")) {
            mail_.date = date_of(text);
            if (!mail_.date) note(Defect::bad_date, name);
        }
        read_people(name, value);
    }

    static std::string id_of(std::string_view value, std::string_view text) {
        auto all = ids(value);
        return all.empty() ? std::string{text.substr(0, 998)} : std::move(all.front());
    }

    void read_people(const std::string& name, std::string_view value) {
        std::vector<Mailbox>* to = nullptr;
        if (equals(name, "From")) to = &mail_.from;
        if (equals(name, "Sender")) to = &mail_.sender;
        if (equals(name, "Reply-To")) to = &mail_.reply_to;
        if (equals(name, "To")) to = &mail_.to;
        if (equals(name, "Cc")) to = &mail_.cc;
        if (to == nullptr) return;
        Repairs repairs;
        auto found = people(value, std::min(people_max, left_.people), repairs);
        if (found.has_more) note(Defect::too_many_people, name);
        left_.people -= found.all.size();
        *to = std::move(found.all);
    }

    // ---- parts

    std::string_view header_of(const PartPlace& place, std::string_view name) {
        const auto count = std::min(place.headers.size(), headers_max);
        for (std::size_t at = 0; at < count; ++at) {
            const auto& header = place.headers[at];
            if (equals(name_of(header), name)) return value_of_header(header);
        }
        return {};
    }

    void visit(const PartPlace& place, const Place& where) {
        Repairs repairs;
        auto type = parameters(header_of(place, "Content-Type"), repairs);
        // RFC 2045 §5.2: what cannot be understood is text.
        const auto slash = type.value.find('/');
        if (slash == std::string::npos || slash == 0 || slash + 1 == type.value.size())
            type.value = where.is_in_digest ? "message/rfc822" : "text/plain";
        set_protection(protection_of_type(type));
        if (place.is_several) {
            visit_parts(place, where, type);
            return;
        }
        Leaf leaf{.type = std::move(type)};
        leaf.disposition = parameters(header_of(place, "Content-Disposition"), repairs);
        const auto said =
            leaf.disposition["filename"].empty() ? leaf.type["name"] : leaf.disposition["filename"];
        const auto name = file_name(said);
        if (name.did_deceive) note(Defect::name_deceives, part(where));
        if (name.was_long) note(Defect::name_too_long, part(where));
        note(repairs, part(where));
        leaf.name = name.name;
        leaf.encoding = raw_text(header_of(place, "Content-Transfer-Encoding"), repairs);
        auto content_ids = ids(header_of(place, "Content-ID"));
        if (!content_ids.empty()) leaf.content_id = std::move(content_ids.front());
        leaf.body = transferred(place.content.of(bytes_), leaf.encoding);
        if (!leaf.body.is_known) note(Defect::encoding_unknown, part(where));
        if (leaf.body.is_broken) note(Defect::encoding_broken, part(where));
        take(std::move(leaf), where);
    }

    void visit_parts(const PartPlace& place, const Place& where, const Parameters& type) {
        if (place.parts.empty() && place.content.size() > 0) {
            note(Defect::no_boundary, part(where));
            keep({.type = type.value, .part = part(where), .is_raw = true}, place.content);
            return;
        }
        Place below{.number = where.number,
                    .choice = where.choice,
                    .is_in_digest = type.value == "multipart/digest"};
        if (type.value == "multipart/alternative") below.choice = ++choices_;
        for (std::size_t at = 0; at < place.parts.size(); ++at) {
            below.number = where.number.empty() ? "" : where.number + ".";
            below.number += std::to_string(at + 1);
            visit(place.parts[at], below);
        }
    }

    [[nodiscard]] std::string part(const Place& where) const {
        return prefix_ + (where.number.empty() ? "1" : where.number);
    }

    void take(Leaf leaf, const Place& where) {
        const bool is_attached = leaf.disposition.value == "attachment" || !leaf.name.empty();
        const bool is_html = leaf.type.value == "text/html";
        if (!is_attached && (is_html || leaf.type.value == "text/plain")) {
            Repairs repairs;
            body_.add(as_text(leaf.body.bytes), leaf.type["charset"], is_html, where.choice,
                      repairs);
            note(repairs, part(where));
            return;
        }
        read_report(leaf);
        Attachment attachment{.name = std::move(leaf.name),
                              .type = leaf.type.value,
                              .part = part(where),
                              .content_id = std::move(leaf.content_id),
                              .is_inline = leaf.disposition.value == "inline",
                              .content = std::move(leaf.body.bytes)};
        add(std::move(attachment));
    }

    static bool is_mail(std::string_view type) {
        return type == "message/rfc822" || type == "message/global" || type == "message/news";
    }

    void enclose(Attachment& attachment) {
        // What comes out of it is hardly larger than itself.
        const auto size = attachment.content.size();
        const bool may = nesting_ < nesting_max && left_.mails > 0 && size <= left_.bytes;
        if (!may || stripped(as_text(attachment.content)).empty()) {
            note(Defect::not_readable, attachment.part);
            return;
        }
        --left_.mails;
        attachment.enclosed = mail_.enclosed.size();
        Reader inner{as_text(attachment.content), attachment.part + "/", nesting_ + 1, left_};
        mail_.enclosed.push_back(inner.read());
    }

    void add(Attachment attachment) {
        left_.bytes -= std::min(left_.bytes, attachment.content.size());
        if (is_mail(attachment.type) && !attachment.is_raw) enclose(attachment);
        mail_.attachments.push_back(std::move(attachment));
    }

    void read_report(const Leaf& leaf) {
        const auto& type = leaf.type.value;
        const bool is_delivery =
            type == "message/delivery-status" || type == "message/global-delivery-status";
        if (!is_delivery && type != "message/feedback-report") return;
        auto groups = field_groups(text_of(leaf));
        if (groups.empty()) return;
        if (is_delivery && !mail_.delivery_report) {
            DeliveryReport report{.mail = std::move(groups.front())};
            groups.erase(groups.begin());
            report.recipients = std::move(groups);
            mail_.delivery_report = std::move(report);
        } else if (!is_delivery && !mail_.abuse_report) {
            mail_.abuse_report = std::move(groups.front());
        }
    }

    static std::string text_of(const Leaf& leaf) {
        bool had_nul = false;
        const auto bytes = as_text(leaf.body.bytes).substr(0, text_bytes_max);
        return without_controls(decode(bytes, leaf.type["charset"]).text, had_nul);
    }

    void set_protection(Protection protection) {
        if (mail_.protection == Protection::none) mail_.protection = protection;
    }

    // ---- what is kept in one piece

    void keep(Attachment attachment, const Range& range) {
        const auto bytes = as_bytes(range.of(bytes_));
        attachment.content = {bytes.begin(), bytes.end()};
        add(std::move(attachment));
    }

    void keep_rest(const Range& rest, Defect why) {
        note(why);
        keep({.type = "application/octet-stream", .part = prefix_ + "…", .is_raw = true}, rest);
    }

    void finish() {
        auto text = body_.take();
        mail_.text = std::move(text.text);
        mail_.text_source = text.source;
        mail_.html_text = std::move(text.html_text);
        mail_.charset = std::move(text.charset);
        if (text.is_cut) note(Defect::text_cut);
        set_protection(protection_of_text(mail_.text));
        mail_.xarf = xarf(mail_);
    }

    std::string_view bytes_;
    std::string prefix_;
    std::size_t nesting_;
    Allowance& left_;
    Mail mail_;
    Body body_;
    std::size_t choices_ = 0;
};

void add_hashes(Mail& mail) {
    for (auto& attachment : mail.attachments)
        attachment.sha256 = sha256(attachment.content);
    for (auto& inner : mail.enclosed)
        add_hashes(inner);
}

} // namespace

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
    const auto found =
        std::ranges::find_if(fields, [&](const Field& field) { return equals(field.name, name); });
    return found == fields.end() ? std::string_view{} : std::string_view{found->value};
}

bool has(const Mail& mail, Defect defect) {
    return std::ranges::find(mail.defects, defect, &Found::what) != mail.defects.end();
}

std::span<const Message* const> refusals() {
    static constexpr std::array<const Message*, 1> all{&too_large};
    return all;
}

Result<Mail> read_without_hashes(ByteView bytes) {
    if (bytes.size() > mail_bytes_max)
        return failure(Errc::too_large, too_large, {std::to_string(mail_bytes_max)});
    Allowance left;
    return Reader{as_text(bytes), "", 0, left}.read();
}

Result<Mail> read(ByteView bytes) {
    auto mail = TRY(read_without_hashes(bytes));
    add_hashes(mail);
    return mail;
}

} // namespace sokuo::mail
