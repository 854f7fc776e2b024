#include "front/form.h"

#include "core/text.h"
#include "front/texts.h"
#include "front/texts_form.h"
#include "front/texts_pages.h"
#include "http/form.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sokuo::front {
namespace {

enum class Lines : bool { one, many };

bool is_followed_by(std::string_view text, std::size_t at, std::string_view what) {
    return text.substr(at).starts_with(what);
}

// How many bytes of a line end or of an invisible sign stand at `at`; 0: it is a letter.
struct Sign {
    std::size_t bytes = 0;
    bool ends_line = false;
};
Sign sign_at(std::string_view text, std::size_t at) {
    if (is_followed_by(text, at, "\r\n")) return {2, true};
    if (is_followed_by(text, at, "\u2028") || is_followed_by(text, at, "\u2029")) return {3, true};
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n' || byte == '\r') return {1, true};
    if (byte == '\t') return {};
    if (byte < 0x20 || byte == 0x7f) return {1, false};
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0xffU;
    if (byte == 0xc2 && next < 0xa0) return {2, false}; // U+0080 to U+009F
    return {};
}

// What a person wrote, without what no person writes: line ends as `\n` (or a space where there is
// one line), no control characters. `text` is valid UTF-8.
std::string cleaned(std::string_view text, Lines lines) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto sign = sign_at(text, at);
        if (sign.bytes == 0) {
            const bool is_tab = text[at] == '\t' && lines == Lines::one;
            out += is_tab ? ' ' : text[at];
            ++at;
            continue;
        }
        if (sign.ends_line) out += lines == Lines::many ? '\n' : ' ';
        at += sign.bytes;
    }
    return std::string{trimmed(out)};
}

class Reading {
public:
    explicit Reading(const Posted& posted) : posted_{posted} {}

    std::string text(std::string_view name, std::size_t length_max, Lines lines = Lines::one) {
        auto value = cleaned(posted_.value(name), lines);
        check_length(name, value, length_max);
        return value;
    }

    Contact person(char who) {
        const auto name = [&](std::string_view part) { return person_field(who, part); };
        Contact contact{
            .name = text(name("name"), name_length_max),
            .reading = text(name("reading"), name_length_max),
            .affiliation = text(name("affiliation"), affiliation_length_max),
            .phone = half_width(name("phone"), phone_length_max),
            .mail = half_width(name("mail"), mail_length_max),
            .call_back = posted_.has(name("call_back")),
        };
        check_phone(name("phone"), contact.phone);
        check_mail(name("mail"), contact.mail);
        if (contact.call_back && contact.phone.empty() && contact.mail.empty())
            refuse(name("phone"), texts::error_call_back);
        return contact;
    }

    void refuse(std::string_view name, const Message& message, std::string argument = {}) {
        errors.push_back({std::string{name}, &message, std::move(argument)});
    }

    std::vector<FormError> errors;

private:
    std::string half_width(std::string_view name, std::size_t length_max) {
        auto value = cleaned(to_half_width(cleaned(posted_.value(name), Lines::one)), Lines::one);
        check_length(name, value, length_max);
        return value;
    }

    void check_length(std::string_view name, const std::string& value, std::size_t length_max) {
        if (length(value) > length_max)
            refuse(name, texts::error_too_long, std::to_string(length_max));
    }

    void check_phone(const std::string& name, const std::string& phone) {
        const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
        if (!phone.empty() && std::ranges::none_of(phone, is_digit))
            refuse(name, texts::error_phone);
    }

    void check_mail(const std::string& name, const std::string& mail) {
        if (mail.empty()) return;
        const auto at = mail.find('@');
        if (at == std::string::npos)
            refuse(name, texts::error_mail_at);
        else if (at == 0 || at + 1 == mail.size() || mail.find(' ') != std::string::npos)
            refuse(name, texts::error_mail);
    }

    const Posted& posted_;
};

std::string class_of(const Posted& posted) {
    const auto said = posted.value(field::reporter_class);
    // `system` is not a person's to say.
    const bool is_known =
        said != "system" && std::ranges::find(reporter_classes, said) != reporter_classes.end();
    return std::string{is_known ? said : "unknown"};
}

} // namespace

std::string person_field(char person, std::string_view name) {
    return std::string{person} + "-" + std::string{name};
}

Result<Posted> Posted::read(std::string_view body) {
    Posted posted;
    for (auto& [name, value] : TRY(http::parse_form(body, 64)))
        posted.values_.try_emplace(std::move(name), std::move(value));
    return posted;
}

std::string_view Posted::value(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string_view{} : std::string_view{found->second};
}

Checked check_form(const Posted& posted, const ReportId& id, Time now, Language language) {
    Reading in{posted};
    Submission read;
    read.id = id;
    read.received_at = now;
    read.when = in.text(field::when, when_length_max);
    read.where = in.text(field::where, where_length_max, Lines::many);
    read.what = in.text(field::what, what_length_max, Lines::many);
    if (read.what.empty()) in.refuse(field::what, texts::error_what);
    read.how = in.text(field::how, how_length_max, Lines::many);
    read.finder = in.person(finder);
    read.reporter = in.person(reporter);
    read.reporter_is_finder = posted.has(field::same);
    if (read.reporter_is_finder && read.reporter != Contact{})
        in.refuse(field::same, texts::error_same);
    read.reporter_class = class_of(posted);
    read.language = language;
    if (!in.errors.empty()) return std::move(in.errors);
    return read;
}

} // namespace sokuo::front
