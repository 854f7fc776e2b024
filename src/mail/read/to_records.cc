#include "mail/read/kinds.h"
#include "mail/reader.h"

#include <string>
#include <string_view>

namespace sokuo::mail {
namespace {

class Writer {
public:
    explicit Writer(sandbox::Output& output) : output_{output} {}

    void write(const Mail& mail) {
        put(Kind::begin_mail);
        write_head(mail);
        text(Kind::text, mail.text);
        number(Kind::text_source, static_cast<long>(mail.text_source));
        text(Kind::html_text, mail.html_text);
        text(Kind::charset, mail.charset);
        for (const auto& attachment : mail.attachments)
            write(attachment);
        for (const auto& inner : mail.enclosed)
            write(inner);
        write_marks(mail);
        for (const auto& field : mail.headers)
            pair(Kind::header, field.name, field.value);
        for (const auto& found : mail.defects)
            pair(Kind::defect, std::to_string(static_cast<int>(found.what)), found.where);
        put(Kind::end_mail);
    }

private:
    void put(Kind kind, ByteView body = {}) { output_.put(static_cast<std::uint16_t>(kind), body); }
    void text(Kind kind, std::string_view text) {
        if (!text.empty()) put(kind, as_bytes(text));
    }
    void number(Kind kind, long number) { text(kind, std::to_string(number)); }
    void pair(Kind kind, std::string_view first, std::string_view second) {
        std::string both{first};
        both += '\0';
        both += second;
        text(kind, both);
    }

    void write_head(const Mail& mail) {
        text(Kind::subject, mail.subject);
        people(Kind::from, mail.from);
        people(Kind::sender, mail.sender);
        people(Kind::reply_to, mail.reply_to);
        people(Kind::to, mail.to);
        people(Kind::cc, mail.cc);
        if (mail.date) number(Kind::date, mail.date->time_since_epoch().count());
        text(Kind::message_id, mail.message_id);
        for (const auto& id : mail.in_reply_to)
            text(Kind::in_reply_to, id);
        for (const auto& id : mail.references)
            text(Kind::reference, id);
    }

    void people(Kind kind, const std::vector<Mailbox>& boxes) {
        for (const auto& box : boxes)
            pair(kind, box.address, box.name);
    }

    void write(const Attachment& attachment) {
        put(Kind::begin_attachment);
        text(Kind::name, attachment.name);
        text(Kind::type, attachment.type);
        text(Kind::part, attachment.part);
        text(Kind::content_id, attachment.content_id);
        if (attachment.is_inline) put(Kind::is_inline);
        if (attachment.is_raw) put(Kind::is_raw);
        if (attachment.enclosed) number(Kind::enclosed, static_cast<long>(*attachment.enclosed));
        put(Kind::content, attachment.content);
        put(Kind::end_attachment);
    }

    void write_marks(const Mail& mail) {
        number(Kind::protection, static_cast<long>(mail.protection));
        if (mail.automatic.is_automatic) put(Kind::automatic, as_bytes(mail.automatic.why));
        if (mail.delivery_report) write(*mail.delivery_report);
        if (mail.abuse_report) {
            put(Kind::begin_abuse);
            for (const auto& field : *mail.abuse_report)
                pair(Kind::abuse_field, field.name, field.value);
        }
        if (mail.xarf) pair(Kind::xarf, std::to_string(mail.xarf->attachment), mail.xarf->version);
        for (const auto& results : mail.authentication_results)
            text(Kind::authentication_results, results);
    }

    void write(const DeliveryReport& report) {
        put(Kind::delivery_mail);
        for (const auto& field : report.mail)
            pair(Kind::delivery_field, field.name, field.value);
        for (const auto& recipient : report.recipients) {
            put(Kind::delivery_recipient);
            for (const auto& field : recipient)
                pair(Kind::delivery_field, field.name, field.value);
        }
    }

    sandbox::Output& output_;
};

} // namespace

void to_records(const Mail& mail, sandbox::Output& output) {
    Writer{output}.write(mail);
}

} // namespace sokuo::mail
