#include "correspondence/outgoing.h"

#include <algorithm>

namespace sokuo::correspondence {
namespace {

std::vector<mail::Addressee> addressees(const std::vector<Person>& people) {
    std::vector<mail::Addressee> list;
    list.reserve(people.size());
    for (const auto& person : people)
        list.push_back({.address = person.address, .name = person.name});
    return list;
}

std::string bracketed(const std::string& id) {
    return '<' + id + '>';
}

} // namespace

std::string message_id_for(const LetterId& id, std::string_view address) {
    return id.text() + '@' + std::string{mail::domain_of(address)};
}

mail::Letter mail_of(const Letter& letter, const Account& from) {
    const auto& said = letter.said;
    mail::Letter mail{.from = {.address = from.address, .name = {}},
                      .to = addressees(said.to),
                      .cc = addressees(said.cc),
                      .reply_to = {},
                      .subject = said.subject,
                      .body = said.text,
                      .attachments = {},
                      .at = letter.made_at,
                      .id = letter.id.text(),
                      .id_domain = {},
                      .in_reply_to = {},
                      .references = {},
                      .automatic = said.automatic.empty() ? mail::AutoSubmitted::no
                                                          : mail::AutoSubmitted::replied,
                      .charset = from.charset};
    // A thread is written the oldest first, and answers hold the nearest first. What strangers call
    // an id and is none cannot be referred to.
    for (const auto& answered : said.answers) {
        const auto id = bracketed(answered);
        if (!mail::is_message_id(id)) continue;
        if (mail.in_reply_to.empty()) mail.in_reply_to = id;
        mail.references.push_back(id);
    }
    std::ranges::reverse(mail.references);
    return mail;
}

} // namespace sokuo::correspondence
