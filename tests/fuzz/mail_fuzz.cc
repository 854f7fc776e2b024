// A mail of any bytes: it is read, what came out is text, and its records give it back.

#include "core/text.h"
#include "fuzz.h"
#include "mail/reader.h"

#include <string_view>

namespace {

using namespace sokuo;

void must_be_text(std::string_view text) {
    fuzz::must(is_valid_utf8(text));
    fuzz::must(!has_control(text));
}

void must_be_good(const mail::Mail& mail) {
    must_be_text(mail.subject);
    must_be_text(mail.text);
    must_be_text(mail.html_text);
    fuzz::must(mail.text.size() <= mail::text_bytes_max);
    for (const auto* boxes : {&mail.from, &mail.sender, &mail.reply_to, &mail.to, &mail.cc}) {
        for (const auto& box : *boxes) {
            must_be_text(box.name);
            must_be_text(box.address);
        }
    }
    for (const auto& attachment : mail.attachments) {
        must_be_text(attachment.name);
        fuzz::must(attachment.name.find_first_of("/\\\n") == std::string::npos);
        fuzz::must(!attachment.enclosed || *attachment.enclosed < mail.enclosed.size());
    }
    for (const auto& inner : mail.enclosed)
        must_be_good(inner);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto mail = mail::read(as_bytes(fuzz::text(data, size)));
    fuzz::must(mail.ok());
    must_be_good(mail.value());
    sandbox::RecordList records;
    mail::to_records(mail.value(), records);
    const auto again = mail::from_records(records.records());
    fuzz::must(again.ok() && again.value() == mail.value());
    return 0;
}
