#include "team/roster.h"

#include "core/text.h"

#include <algorithm>
#include <array>

namespace sokuo::team {
namespace {

constexpr Message not_a_number{
    "team.not_a_phone", "電話番号は、0 から始まる10桁か11桁の数字で書いてください。",
    "Write the telephone number as ten or eleven digits that begin with 0."};
constexpr Message not_an_extension{"team.not_an_extension", "内線は数字だけで書いてください。",
                                   "Write the extension in digits."};
constexpr Message not_an_address{"team.not_a_mail_address",
                                 "メールは name@example.jp の形で書いてください。",
                                 "Write the mail address as name@example.jp."};
constexpr Message mail_missing{"team.mail_missing",
                               "メールで起こすには、メールアドレスを書いてください。",
                               "To be woken by mail, give a mail address."};

constexpr std::size_t extension_digits_max = 8;
constexpr std::size_t address_bytes_max = 254; // RFC 5321 §4.5.3.1

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

Result<> tidy_phone(std::string& text, std::string_view field) {
    text = to_half_width(text);
    const auto digits = std::ranges::count_if(text, is_digit);
    const bool is_plain =
        std::ranges::all_of(text, [](char byte) { return is_digit(byte) || byte == '-'; });
    if (text.empty()) return Done{};
    if (is_plain && text.front() == '0' && (digits == 10 || digits == 11)) return Done{};
    return at(failure(Errc::invalid, not_a_number), std::string{field});
}

// A header is made of it later: nothing but what a plain address needs.
bool is_address(std::string_view text) {
    const auto sign = text.find('@');
    const auto is_plain = [](char byte) {
        return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               std::string_view{".-_+@"}.find(byte) != std::string_view::npos;
    };
    return text.size() <= address_bytes_max && sign != std::string_view::npos && sign > 0 &&
           text.find('@', sign + 1) == std::string_view::npos &&
           text.find('.', sign) != std::string_view::npos && text[sign + 1] != '.' &&
           text.back() != '.' && std::ranges::all_of(text, is_plain);
}

class Calls {
public:
    Calls(const Roll& roll, const Roster& roster) : roll_{roll}, roster_{roster} {}

    void add(const PersonId& person, std::string_view post, Because because) {
        if (std::ranges::find(calls_, person, &Callee::person) != calls_.end()) return;
        calls_.push_back({.person = person,
                          .post = std::string{post},
                          .because = because,
                          .is_away = roll_.is_away(person),
                          .has_number = has_number(person, post)});
    }

    void add_on_duty() {
        for (const auto& duty : roster_.on_duty) {
            const auto seat = std::ranges::find(roll_.seats, duty.person, &Seat::person);
            add(duty.person, seat == roll_.seats.end() ? "" : seat->post, Because::on_duty);
        }
    }

    void add_role(std::string_view role) {
        for (const auto& post : roll_.charter.posts) {
            if (post.role == role) add_holders(post.code, Because::holds_post);
        }
        for (const auto& stand_in : roll_.stand_ins) {
            const auto* post = roll_.charter.post(stand_in.post);
            if (post != nullptr && post->role == role)
                add(stand_in.person, stand_in.by_post, Because::stands_in);
        }
        for (const auto& code : line_of(roll_.charter, role).posts)
            add_holders(code, Because::is_in_line);
    }

    std::vector<Callee> take() { return std::move(calls_); }

private:
    void add_holders(std::string_view post, Because because) {
        for (const auto& seat : roll_.seats) {
            if (seat.post == post) add(seat.person, post, because);
        }
    }

    [[nodiscard]] bool has_number(const PersonId& person, std::string_view code) const {
        const auto known = roster_.contacts.find(person);
        if (known != roster_.contacts.end()) {
            const auto& own = known->second.contacts;
            if (!own.mobile.empty() || !own.phone.empty() || !own.extension.empty()) return true;
        }
        const auto* post = roll_.charter.post(code);
        return post != nullptr && (!post->phone.empty() || !post->extension.empty());
    }

    const Roll& roll_;
    const Roster& roster_;
    std::vector<Callee> calls_;
};

} // namespace

Result<Contacts> tidied(Contacts contacts) {
    contacts.extension = to_half_width(contacts.extension);
    const bool is_extension = contacts.extension.size() <= extension_digits_max &&
                              std::ranges::all_of(contacts.extension, is_digit);
    if (!is_extension) return at(failure(Errc::invalid, not_an_extension), "/extension");
    TRY(tidy_phone(contacts.phone, "/phone"));
    TRY(tidy_phone(contacts.mobile, "/mobile"));
    contacts.mail = to_half_width(contacts.mail);
    if (!contacts.mail.empty() && !is_address(contacts.mail))
        return at(failure(Errc::invalid, not_an_address), "/mail");
    if (contacts.may_mail && contacts.mail.empty())
        return at(failure(Errc::invalid, mail_missing), "/mail");
    return contacts;
}

Result<calendar::Date> duty_day(const charter::Charter& charter, Time now) {
    const auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    const auto local = zone.local(now);
    if (local.clock < charter.point_of_contact.open.opens) return local.date - std::chrono::days{1};
    return local.date;
}

std::string_view code_of(Because because) {
    constexpr std::array<std::string_view, 4> codes{"on_duty", "holds_post", "stands_in",
                                                    "is_in_line"};
    return codes.at(static_cast<std::size_t>(because));
}

std::vector<Callee> call_order(const Roll& roll, const Roster& roster) {
    Calls calls{roll, roster};
    calls.add_on_duty();
    calls.add_role("handler");
    calls.add_role("head");
    return calls.take();
}

} // namespace sokuo::team
