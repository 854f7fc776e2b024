#include "correspondence/thread.h"

#include "core/text.h"

#include <algorithm>

namespace sokuo::correspondence {
namespace {

constexpr std::size_t numbers_max = 4;
constexpr std::size_t number_bytes_max = 40;

bool is_number(std::string_view text) {
    const auto is_out_of_place = [](char sign) {
        return sign == '[' || (sign >= 0 && sign <= ' ');
    };
    return text.size() >= 4 && text.size() <= number_bytes_max &&
           std::ranges::none_of(text, is_out_of_place) && text.find('-') != std::string_view::npos;
}

// Beside what has a half-width twin: ［Ｒ８－Ｕ］.
std::string with_plain_brackets(std::string text) {
    for (const auto& [from, to] :
         {std::pair{"【", "["}, std::pair{"】", "]"}, std::pair{"〔", "["}, std::pair{"〕", "]"},
          std::pair{"−", "-"}, std::pair{"‐", "-"}}) {
        const std::string_view sign{from};
        for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign))
            text.replace(at, sign.size(), to);
    }
    return text;
}

bool starts_with_re(std::string_view subject) {
    return subject.starts_with("Re:") || subject.starts_with("RE:") || subject.starts_with("re:");
}

} // namespace

std::string address_key(std::string_view address) {
    std::string key{address};
    for (auto& sign : key) {
        if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
    }
    return key;
}

std::string token_of(std::string_view number) {
    return '[' + std::string{number} + ']';
}

std::vector<std::string> numbers_in(std::string_view subject) {
    std::vector<std::string> numbers;
    const auto text = with_plain_brackets(to_half_width(subject));
    for (auto open = text.find('['); open != std::string::npos && numbers.size() < numbers_max;
         open = text.find('[', open + 1)) {
        const auto close = text.find(']', open);
        if (close == std::string::npos) break;
        const std::string inside{text.substr(open + 1, close - open - 1)};
        if (is_number(inside)) numbers.push_back(inside);
    }
    return numbers;
}

std::string answer_subject(std::string_view subject, std::string_view number) {
    const auto named = numbers_in(subject);
    std::string text;
    if (!starts_with_re(subject)) text += "Re: ";
    if (!number.empty() && std::ranges::find(named, number) == named.end())
        text += token_of(number) + ' ';
    return text + std::string{subject};
}

Result<std::optional<Place>> place_of(const Read& letter, const Known& known) {
    for (const auto& id : letter.answers) {
        auto about = TRY(known.letter(id));
        if (about) return std::optional{Place{.about = *std::move(about), .how = How::answered}};
    }
    const auto from = address_key(letter.from.address);
    if (from.empty()) return std::optional<Place>{};
    for (const auto& number : numbers_in(letter.subject)) {
        auto about = TRY(known.number(number));
        if (!about) continue;
        const auto is_met = TRY(known.address(*about, from));
        if (is_met) return std::optional{Place{.about = *std::move(about), .how = How::numbered}};
    }
    return std::optional<Place>{};
}

} // namespace sokuo::correspondence
