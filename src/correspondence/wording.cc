#include "correspondence/wording.h"

#include "correspondence/thread.h"

namespace sokuo::correspondence {
namespace {

std::string phone_of(const charter::PointOfContact& contact, Language language) {
    if (contact.extension.empty()) return contact.phone;
    return contact.phone + (language == Language::ja ? "　内線 " : " ext. ") + contact.extension;
}

Values values_for(const charter::Charter& charter, const std::string& number, Language language) {
    const auto& contact = charter.point_of_contact;
    return {{"number", number},
            {"organisation", charter.organisation.name.in(language)},
            {"contact", contact.name},
            {"phone", phone_of(contact, language)},
            {"hours", contact.hours}};
}

} // namespace

std::string filled(std::string_view text, const Values& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        out += text.substr(at, open - at);
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        const auto name = close == std::string_view::npos ? std::string_view{}
                                                          : text.substr(open + 1, close - open - 1);
        const auto value = values.find(name);
        if (value == values.end()) {
            out += '{';
            at = open + 1;
        } else {
            out += value->second;
            at = close + 1;
        }
    }
    return out;
}

std::optional<Worded> worded(const charter::Charter& charter, const charter::Pack& pack,
                             std::string_view key, const std::string& number,
                             const std::function<Values(Language)>& more) {
    const auto* letter = pack.letter(key);
    if (letter == nullptr) return {};
    const auto values = [&](Language language) {
        auto known = values_for(charter, number, language);
        known.merge(more(language));
        return known;
    };
    const auto ja = values(Language::ja);
    Worded worded{.subject = filled(letter->subject.ja, ja), .text = filled(letter->text.ja, ja)};
    if (!letter->text.en.empty())
        worded.text += "\n----\n" + filled(letter->text.en, values(Language::en));
    if (numbers_in(worded.subject).empty())
        worded.subject = token_of(number) + ' ' + worded.subject;
    return worded;
}

std::optional<Worded> acknowledgement(const charter::Charter& charter, const charter::Pack& pack,
                                      const std::string& number) {
    return worded(charter, pack, "acknowledgement", number, [](Language) { return Values{}; });
}

} // namespace sokuo::correspondence
