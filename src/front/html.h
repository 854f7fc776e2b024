#pragma once

// HTML that cannot be forgotten to be escaped: only a literal of ours is markup by itself, every
// other text has to go through `text` or `say`. A page is put together with `<<`.
//
//     html << "<h1>" << say(title, words) << "</h1><p>" << text(report.what) << "</p>";

#include "core/message.h"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sokuo::front {

/// A literal in the program, which alone is markup by itself.
class Markup {
public:
    consteval Markup(const char* literal) : view_{literal} {}
    [[nodiscard]] constexpr std::string_view view() const { return view_; }

private:
    std::string_view view_;
};

class Html {
public:
    Html() = default;
    Html(Markup markup) : html_{markup.view()} {}

    Html& operator<<(const Html& more) {
        html_ += more.html_;
        return *this;
    }
    Html& operator<<(Markup more) {
        html_ += more.view();
        return *this;
    }
    [[nodiscard]] std::string_view view() const { return html_; }
    [[nodiscard]] bool is_empty() const { return html_.empty(); }

    friend Html text(std::string_view text);

private:
    std::string html_;
};

/// Escaped, for text and for quoted attributes.
[[nodiscard]] Html text(std::string_view text);
[[nodiscard]] Html number(std::size_t number);

/// How the reader wants the words.
struct Reader {
    Language language = Language::ja;
    bool with_readings = false; ///< ふりがな
    [[nodiscard]] bool is_japanese() const { return language == Language::ja; }
    friend bool operator==(const Reader&, const Reader&) = default;
};

/// The words of a message for a reader. In Japanese messages `[漢字|かんじ]` is a word with its
/// reading; `{0}` … `{9}` are replaced by the arguments. All of it is escaped.
class Wording {
public:
    explicit Wording(Reader reader) : reader_{reader} {}
    [[nodiscard]] Html operator()(const Message& message,
                                  std::initializer_list<std::string_view> args = {}) const;
    [[nodiscard]] const Reader& reader() const { return reader_; }

private:
    Reader reader_;
};

/// The same without readings and without escaping, for plain text.
[[nodiscard]] std::string plain(const Message& message, Language language,
                                std::initializer_list<std::string_view> args = {});

} // namespace sokuo::front
