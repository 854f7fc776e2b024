#pragma once

// What the records of a mail mean.

#include <cstdint>

namespace sokuo::mail {

// A mail is a list of facts between `begin` and `end`; the same holds for what is in it. Numbers
// are decimal; two texts in one body have a zero byte between them.
enum class Kind : std::uint16_t {
    begin_mail = 1,
    end_mail,
    subject,
    from,
    sender,
    reply_to,
    to,
    cc,
    date,
    message_id,
    in_reply_to,
    reference,
    text,
    text_source,
    html_text,
    charset,
    begin_attachment,
    end_attachment,
    name,
    type,
    part,
    content_id,
    is_inline,
    is_raw,
    content,
    enclosed,
    protection,
    automatic,
    delivery_mail,
    delivery_recipient,
    delivery_field,
    abuse_field,
    begin_abuse,
    xarf,
    authentication_results,
    header,
    defect,
};

} // namespace sokuo::mail
