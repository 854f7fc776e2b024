#include "core/text.h"
#include "mail/read/charset.h"
#include "mail/read/kinds.h"
#include "mail/reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr Message not_a_mail{"mail.not_records", "解析の結果がメールの形ではありません。",
                             "The result of reading is not that of a mail."};

Error not_records(std::string detail) {
    return because(failure(Errc::invalid, not_a_mail), std::move(detail));
}

// What a worker wrote, who may be anybody: each text is checked, each number is bounded.

Result<std::string> text(ByteView body) {
    const auto said = as_text(body);
    bool had_nul = false;
    if (!is_valid_utf8(said) || without_controls(said, had_nul) != said || had_nul)
        return not_records("a text is none");
    return std::string{said};
}

Result<std::int64_t> number(ByteView body, std::int64_t least, std::int64_t most) {
    const auto said = as_text(body);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), value);
    if (error != std::errc{} || end != said.data() + said.size() || value < least || value > most)
        return not_records("a number is none");
    return value;
}

Result<std::pair<std::string, std::string>> pair(ByteView body) {
    const auto zero = as_text(body).find('\0');
    if (zero == std::string_view::npos) return not_records("a pair is none");
    auto first = TRY(text(body.first(zero)));
    auto second = TRY(text(body.subspan(zero + 1)));
    return std::pair{std::move(first), std::move(second)};
}

Result<> add(std::vector<Field>& fields, ByteView body) {
    auto both = TRY(pair(body));
    fields.push_back({std::move(both.first), std::move(both.second)});
    return Done{};
}

Result<> add(std::vector<Mailbox>& boxes, ByteView body) {
    auto both = TRY(pair(body));
    boxes.push_back({.name = std::move(both.second), .address = std::move(both.first)});
    return Done{};
}

Result<> add(std::vector<std::string>& texts, ByteView body) {
    texts.push_back(TRY(text(body)));
    return Done{};
}

Result<> set(std::string& to, ByteView body) {
    to = TRY(text(body));
    return Done{};
}

Result<> add_defect(Mail& mail, ByteView body) {
    auto both = TRY(pair(body));
    const auto what = TRY(number(as_bytes(both.first), 0, defect_count - 1));
    mail.defects.push_back({static_cast<Defect>(what), std::move(both.second)});
    return Done{};
}

Result<> set_date(Mail& mail, ByteView body) {
    // The years 0 to 9999.
    const auto micros = TRY(number(body, -62'200'000'000'000'000, 253'402'300'800'000'000));
    mail.date = Time{Duration{micros}};
    return Done{};
}

Result<> set_xarf(Mail& mail, ByteView body) {
    auto both = TRY(pair(body));
    const auto at = TRY(number(as_bytes(both.first), 0, parts_max));
    mail.xarf = XArf{std::move(both.second), static_cast<std::size_t>(at)};
    return Done{};
}

Result<> set_automatic(Mail& mail, ByteView body) {
    mail.automatic.is_automatic = true;
    return set(mail.automatic.why, body);
}

Result<> set_protection(Mail& mail, ByteView body) {
    const auto what = TRY(number(body, 0, static_cast<long>(Protection::pgp_encrypted)));
    mail.protection = static_cast<Protection>(what);
    return Done{};
}

Result<> set_text_source(Mail& mail, ByteView body) {
    const auto what = TRY(number(body, 0, static_cast<long>(TextSource::html)));
    mail.text_source = static_cast<TextSource>(what);
    return Done{};
}

Result<> add_delivery_field(Mail& mail, ByteView body) {
    if (!mail.delivery_report) return not_records("a field of no report");
    auto& report = *mail.delivery_report;
    return add(report.recipients.empty() ? report.mail : report.recipients.back(), body);
}

Result<> add_delivery_recipient(Mail& mail, ByteView) {
    if (!mail.delivery_report) return not_records("a recipient of no report");
    mail.delivery_report->recipients.emplace_back();
    return Done{};
}

Result<> add_abuse_field(Mail& mail, ByteView body) {
    if (!mail.abuse_report) return not_records("a field of no report");
    return add(*mail.abuse_report, body);
}

template <class T>
struct Slot {
    Kind kind;
    Result<> (*take)(T& to, ByteView body);
};

constexpr std::array mail_slots{
    Slot<Mail>{Kind::subject, [](Mail& to, ByteView body) { return set(to.subject, body); }},
    Slot<Mail>{Kind::from, [](Mail& to, ByteView body) { return add(to.from, body); }},
    Slot<Mail>{Kind::sender, [](Mail& to, ByteView body) { return add(to.sender, body); }},
    Slot<Mail>{Kind::reply_to, [](Mail& to, ByteView body) { return add(to.reply_to, body); }},
    Slot<Mail>{Kind::to, [](Mail& to, ByteView body) { return add(to.to, body); }},
    Slot<Mail>{Kind::cc, [](Mail& to, ByteView body) { return add(to.cc, body); }},
    Slot<Mail>{Kind::date, set_date},
    Slot<Mail>{Kind::message_id, [](Mail& to, ByteView body) { return set(to.message_id, body); }},
    Slot<Mail>{Kind::in_reply_to,
               [](Mail& to, ByteView body) { return add(to.in_reply_to, body); }},
    Slot<Mail>{Kind::reference, [](Mail& to, ByteView body) { return add(to.references, body); }},
    Slot<Mail>{Kind::text, [](Mail& to, ByteView body) { return set(to.text, body); }},
    Slot<Mail>{Kind::text_source, set_text_source},
    Slot<Mail>{Kind::html_text, [](Mail& to, ByteView body) { return set(to.html_text, body); }},
    Slot<Mail>{Kind::charset, [](Mail& to, ByteView body) { return set(to.charset, body); }},
    Slot<Mail>{Kind::protection, set_protection},
    Slot<Mail>{Kind::automatic, set_automatic},
    Slot<Mail>{Kind::delivery_mail,
               [](Mail& to, ByteView) -> Result<> {
                   to.delivery_report.emplace();
                   return Done{};
               }},
    Slot<Mail>{Kind::delivery_recipient, add_delivery_recipient},
    Slot<Mail>{Kind::delivery_field, add_delivery_field},
    Slot<Mail>{Kind::begin_abuse,
               [](Mail& to, ByteView) -> Result<> {
                   to.abuse_report.emplace();
                   return Done{};
               }},
    Slot<Mail>{Kind::abuse_field, add_abuse_field},
    Slot<Mail>{Kind::xarf, set_xarf},
    Slot<Mail>{Kind::authentication_results,
               [](Mail& to, ByteView body) { return add(to.authentication_results, body); }},
    Slot<Mail>{Kind::header, [](Mail& to, ByteView body) { return add(to.headers, body); }},
    Slot<Mail>{Kind::defect, add_defect},
};

Result<> set_enclosed(Attachment& to, ByteView body) {
    to.enclosed = static_cast<std::size_t>(TRY(number(body, 0, enclosed_max)));
    return Done{};
}

Result<> set_content(Attachment& to, ByteView body) {
    to.content = {body.begin(), body.end()};
    return Done{};
}

constexpr std::array attachment_slots{
    Slot<Attachment>{Kind::name, [](Attachment& to, ByteView body) { return set(to.name, body); }},
    Slot<Attachment>{Kind::type, [](Attachment& to, ByteView body) { return set(to.type, body); }},
    Slot<Attachment>{Kind::part, [](Attachment& to, ByteView body) { return set(to.part, body); }},
    Slot<Attachment>{Kind::content_id,
                     [](Attachment& to, ByteView body) { return set(to.content_id, body); }},
    Slot<Attachment>{Kind::is_inline,
                     [](Attachment& to, ByteView) -> Result<> {
                         to.is_inline = true;
                         return Done{};
                     }},
    Slot<Attachment>{Kind::is_raw,
                     [](Attachment& to, ByteView) -> Result<> {
                         to.is_raw = true;
                         return Done{};
                     }},
    Slot<Attachment>{Kind::enclosed, set_enclosed},
    Slot<Attachment>{Kind::content, set_content},
};

class Loader {
public:
    explicit Loader(std::span<const sandbox::Record> records) : records_{records} {}

    Result<Mail> load() {
        if (next() != Kind::begin_mail) return not_records("no beginning");
        auto mail = TRY(take_mail(0));
        if (at_ != records_.size()) return not_records("records behind the mail");
        return mail;
    }

private:
    // Of the record that `body_` is of; no kind behind the last.
    Kind next() {
        if (at_ >= records_.size()) return Kind{};
        const auto& record = records_[at_++];
        body_ = record.body;
        return static_cast<Kind>(record.kind);
    }

    template <class T>
    Result<> fill(T& to, Kind kind, std::span<const Slot<T>> slots) {
        const auto slot = std::ranges::find(slots, kind, &Slot<T>::kind);
        if (slot == slots.end())
            return not_records("kind " + std::to_string(static_cast<int>(kind)));
        return slot->take(to, body_);
    }

    Result<Attachment> take_attachment() {
        Attachment attachment;
        for (auto kind = next(); kind != Kind::end_attachment; kind = next())
            TRY(fill<Attachment>(attachment, kind, attachment_slots));
        attachment.sha256 = sha256(attachment.content);
        return attachment;
    }

    Result<Mail> take_mail(std::size_t depth) {
        if (depth > nesting_max) return not_records("too many mails in mails");
        Mail mail;
        for (auto kind = next(); kind != Kind::end_mail; kind = next()) {
            if (kind == Kind::begin_mail)
                mail.enclosed.push_back(TRY(take_mail(depth + 1)));
            else if (kind == Kind::begin_attachment)
                mail.attachments.push_back(TRY(take_attachment()));
            else
                TRY(fill<Mail>(mail, kind, mail_slots));
        }
        for (const auto& attachment : mail.attachments) {
            if (attachment.enclosed && *attachment.enclosed >= mail.enclosed.size())
                return not_records("an attached mail is missing");
        }
        if (mail.xarf && mail.xarf->attachment >= mail.attachments.size())
            return not_records("the report is missing");
        return mail;
    }

    std::span<const sandbox::Record> records_;
    std::size_t at_ = 0;
    ByteView body_;
};

} // namespace

Result<Mail> from_records(std::span<const sandbox::Record> records) {
    return Loader{records}.load();
}

} // namespace sokuo::mail
