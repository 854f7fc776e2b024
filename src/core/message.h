#pragma once

// A sentence the program says to a person, in every language it speaks.
//
// A message stands beside the code that says it:
//
//     inline constexpr Message title_blank{"incident.title_blank", "件名を書いてください。",
//                                          "Write a title."};
//
// so a text without its translation does not compile. `{0}` … `{9}` are replaced by the arguments
// of the error; both languages must use the same ones, which is checked while compiling.
// Rendered text is never stored: what is stored is the code and the arguments.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sokuo {

enum class Language : std::uint8_t { ja, en };

class Message {
public:
    /// `code` is stable and part of the API: `module.what`. A blank text or placeholders that
    /// differ between the languages are a compile error.
    consteval Message(std::string_view code, std::string_view ja, std::string_view en)
        : code_{code}, ja_{ja}, en_{en} {
        if (code.empty() || ja.empty() || en.empty()) text_is_missing();
        if (placeholders(ja) != placeholders(en)) placeholders_differ();
    }

    [[nodiscard]] constexpr std::string_view code() const { return code_; }
    [[nodiscard]] constexpr std::string_view text(Language language) const {
        return language == Language::ja ? ja_ : en_;
    }

private:
    // Not constexpr, so that calling one stops the compiler at the message that is wrong.
    static void text_is_missing() {}
    static void placeholders_differ() {}

    static constexpr unsigned placeholders(std::string_view text) {
        unsigned seen = 0;
        for (std::size_t at = 0; at + 2 < text.size(); ++at) {
            if (text[at] == '{' && text[at + 2] == '}' && text[at + 1] >= '0' &&
                text[at + 1] <= '9')
                seen |= 1U << static_cast<unsigned>(text[at + 1] - '0');
        }
        return seen;
    }

    std::string_view code_;
    std::string_view ja_;
    std::string_view en_;
};

/// `message` in `language` with its placeholders replaced. An argument that is missing leaves its
/// placeholder as it is.
[[nodiscard]] std::string render(const Message& message, std::span<const std::string> args,
                                 Language language);

} // namespace sokuo
