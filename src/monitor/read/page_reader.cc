#include "monitor/read/page_reader.h"

#include "core/text.h"
#include "mail/read/ascii.h"
#include "mail/read/charset.h"
#include "mail/read/markup.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::monitor {
namespace {

using mail::equals;
using mail::lower_case;
using mail::Markup;
using mail::Tag;

constexpr std::size_t depth_max = 200;
constexpr std::size_t sniffed_bytes = 2'048;

constexpr std::array<std::string_view, 13> wanted{
    "id",      "class", "hidden",     "style", "src",  "href",      "action",
    "content", "alt",   "http-equiv", "data",  "type", "formaction"};
constexpr std::array<std::string_view, 5> silent{"style", "template", "noembed", "svg", "math"};
constexpr std::array<std::string_view, 14> empty_tags{"br",     "img",   "input", "hr",   "meta",
                                                      "link",   "area",  "base",  "col",  "embed",
                                                      "source", "track", "wbr",   "param"};
// What a following one of them ends, without an end tag.
constexpr std::array<std::string_view, 8> loose{"p", "li", "td", "th", "tr", "dt", "dd", "option"};
constexpr std::array<std::string_view, 24> ends_paragraph{
    "div",    "ul",     "ol",   "dl",      "table", "h1",      "h2",     "h3",
    "h4",     "h5",     "h6",   "section", "aside", "form",    "pre",    "article",
    "header", "footer", "main", "nav",     "hr",    "address", "figure", "blockquote"};
constexpr std::array<std::string_view, 14> within_a_line{"a",    "b",     "i",   "em",    "strong",
                                                         "span", "font",  "u",   "small", "code",
                                                         "img",  "label", "sup", "sub"};
// Of code that was written into a page by somebody who hides what it does.
constexpr std::array<std::string_view, 6> veiled{"eval(",        "atob(",          "unescape(",
                                                 "fromcharcode", "document.write", "\\x68\\x74"};

bool is_in(const auto& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string_view cut(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

// Without spaces as people hide them in styles.
bool is_hiding(std::string_view style) {
    std::string plain = lower_case(style);
    std::erase_if(plain, mail::is_space);
    constexpr std::array<std::string_view, 8> ways{
        "display:none", "visibility:hidden", "font-size:0", "opacity:0;",
        "left:-9",      "text-indent:-9",    "top:-9",      "height:0"};
    if (plain.ends_with("opacity:0")) return true;
    return std::ranges::any_of(
        ways, [&](std::string_view way) { return plain.find(way) != std::string::npos; });
}

bool is_host_byte(char sign) {
    return mail::is_letter_or_digit(sign) || sign == '.' || sign == '-' || sign == ':' ||
           sign == '[' || sign == ']';
}

std::string host_at(std::string_view text) {
    const auto end = std::ranges::find_if_not(text, is_host_byte) - text.begin();
    return lower_case(cut(text.substr(0, static_cast<std::size_t>(end)), 253));
}

/// The host an address leads to; `self` for the page's own; the scheme where it is another.
std::string place_of(std::string_view address) {
    std::string plain{address};
    // As browsers do, before they read an address.
    std::erase_if(plain, [](char sign) { return static_cast<unsigned char>(sign) <= 0x20; });
    std::ranges::replace(plain, '\\', '/');
    const std::string_view text{plain};
    const auto colon = text.find_first_of(":/?#");
    if (text.starts_with("//")) return host_at(text.substr(2));
    if (colon == std::string_view::npos || text[colon] != ':') return "self";
    const auto scheme = lower_case(cut(text.substr(0, colon), 20));
    const auto is_scheme_byte = [](char sign) {
        return mail::is_letter_or_digit(sign) || sign == '+' || sign == '.' || sign == '-';
    };
    if (!std::ranges::all_of(scheme, is_scheme_byte)) return "self"; // A path with a colon in it.
    if (scheme != "http" && scheme != "https") return scheme + ":";
    auto rest = text.substr(colon + 1);
    while (rest.starts_with('/'))
        rest.remove_prefix(1);
    const auto user = rest.substr(0, rest.find_first_of("/?#")).rfind('@');
    return host_at(user == std::string_view::npos ? rest : rest.substr(user + 1));
}

class Reader {
public:
    Reader(std::string_view html, const ReadRules& rules) : markup_{html, wanted}, rules_{rules} {}

    Page read() {
        while (!page_.is_cut) {
            const auto token = markup_.next();
            if (token == Markup::Token::end) break;
            if (token == Markup::Token::text)
                text(markup_.text());
            else
                tag(markup_.tag());
        }
        end_line();
        std::ranges::sort(page_.features);
        return std::move(page_);
    }

private:
    struct Open {
        std::string name;
        bool is_left_out = false;
        bool is_hidden = false;
    };

    [[nodiscard]] bool is_left_out() const { return !open_.empty() && open_.back().is_left_out; }
    [[nodiscard]] bool is_hidden() const { return !open_.empty() && open_.back().is_hidden; }

    void text(std::string_view text) {
        if (is_left_out()) return;
        if (is_hidden() != line_is_hidden_ && !is_blank(text)) {
            end_line();
            line_is_hidden_ = is_hidden();
        }
        for (const char sign : text) {
            const auto byte = static_cast<unsigned char>(sign);
            if (mail::is_space(sign)) {
                has_space_ = !line_.empty();
            } else if (byte >= 0x20 && byte != 0x7F) {
                if (std::exchange(has_space_, false)) line_ += ' ';
                line_ += sign;
            }
            // Far longer than what is kept, so that one line is one line.
            if (line_.size() > line_bytes_max * 4) return;
        }
    }

    void end_line() {
        has_space_ = false;
        auto line = std::exchange(line_, {});
        bool had_nul = false;
        line = mail::without_controls(line, had_nul);
        const auto kept = trimmed(cut(line, line_bytes_max));
        if (kept.empty()) return;
        bytes_ += kept.size();
        if (page_.lines.size() == page_lines_max || bytes_ > page_bytes_max) {
            page_.is_cut = true;
            return;
        }
        page_.lines.push_back({std::string{kept}, line_is_hidden_});
    }

    void add(Feature::Kind kind, std::string place) {
        const Feature feature{kind, std::move(place)};
        // Leaving out a region hides its words, never what it draws in or sends to.
        const bool is_loose = kind == Feature::Kind::link || kind == Feature::Kind::code;
        if ((is_loose && is_left_out()) || feature.place.empty()) return;
        if (page_.features.size() == features_max) return;
        if (std::ranges::find(page_.features, feature) == page_.features.end())
            page_.features.push_back(feature);
    }

    void tag(const Tag& tag) {
        if (tag.is_end) return end(tag.name);
        end_what_it_ends(tag.name);
        if (!is_in(within_a_line, tag.name)) end_line();
        const auto is_it = [&](const Selector& selector) {
            return matches(selector, tag.name, tag["id"], tag["class"]);
        };
        Open open{.name = tag.name,
                  .is_left_out = is_left_out() || std::ranges::any_of(rules_.left_out, is_it),
                  .is_hidden = is_hidden() || tag.has("hidden") || is_hiding(tag["style"])};
        const bool is_deep = open_.size() == depth_max;
        // What is too deep is read as if it stood one level up.
        if (!is_deep) open_.push_back(std::move(open));
        draw(tag);
        if (is_in(silent, tag.name) || tag.name == "script" || tag.name == "title") {
            const auto content = markup_.skip_content();
            if (tag.name == "script") script(content);
            if (tag.name == "title") title(content);
            if (!is_deep) open_.pop_back();
        } else if (is_in(empty_tags, tag.name) && !is_deep) {
            open_.pop_back();
        }
    }

    void end_what_it_ends(std::string_view name) {
        const auto is_open = [&](std::string_view one) {
            return !open_.empty() && open_.back().name == one;
        };
        if (name == "tr" && (is_open("td") || is_open("th"))) open_.pop_back();
        if (is_open("p") && is_in(ends_paragraph, name)) open_.pop_back();
        if (is_in(loose, name) && is_open(name)) open_.pop_back();
    }

    void end(std::string_view name) {
        if (!is_in(within_a_line, name)) end_line();
        const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                        [&](const Open& one) { return one.name == name; });
        if (found != open_.rend()) open_.erase(std::prev(found.base()), open_.end());
    }

    void draw(const Tag& tag) {
        using Kind = Feature::Kind;
        if (tag.name == "iframe" || tag.name == "frame" || tag.name == "embed")
            add(Kind::frame, tag.has("src") ? place_of(tag["src"]) : "");
        if (tag.name == "object" && tag.has("data")) add(Kind::frame, place_of(tag["data"]));
        if (tag.name == "form") add(Kind::form, place_of(tag["action"]));
        if (tag.has("formaction")) add(Kind::form, place_of(tag["formaction"]));
        if (tag.name == "base" && tag.has("href")) add(Kind::base, place_of(tag["href"]));
        if ((tag.name == "a" || tag.name == "area") && tag.has("href"))
            add(Kind::link, place_of(tag["href"]));
        if (tag.name == "img" && !is_blank(tag["alt"])) text("[" + std::string{tag["alt"]} + "]");
        if (tag.name == "meta" && equals(tag["http-equiv"], "refresh")) refresh(tag["content"]);
        if (tag.name == "script" && tag.has("src")) add(Kind::script, place_of(tag["src"]));
    }

    void refresh(std::string_view content) {
        const auto lower = lower_case(content);
        const auto url = lower.find("url=");
        auto address = url == std::string::npos ? std::string_view{} : content.substr(url + 4);
        while (!address.empty() && (address.front() == '\'' || address.front() == '"'))
            address.remove_prefix(1);
        add(Feature::Kind::refresh, place_of(address));
    }

    void title(std::string_view content) {
        if (!page_.title.empty() || is_left_out()) return;
        const std::string_view none;
        Markup inside{content, {&none, 0}};
        std::string whole;
        while (inside.next() == Markup::Token::text)
            whole += inside.text();
        bool had_nul = false;
        whole = mail::without_controls(whole, had_nul);
        std::ranges::replace(whole, '\n', ' ');
        page_.title = trimmed(cut(whole, line_bytes_max));
    }

    // Which places and which veiled words stand in it; the code itself is not kept.
    void script(std::string_view content) {
        const auto lower = lower_case(content);
        for (const auto word : veiled)
            if (lower.find(word) != std::string::npos) add(Feature::Kind::code, std::string{word});
        const std::string_view text{lower};
        for (auto at = text.find("//"); at != std::string_view::npos;
             at = text.find("//", at + 2)) {
            const bool is_address =
                at > 0 && (text[at - 1] == ':' || text[at - 1] == '"' || text[at - 1] == '\'');
            const auto host = is_address ? host_at(text.substr(at + 2, 253)) : std::string{};
            if (host.find('.') != std::string::npos) add(Feature::Kind::code, host);
        }
    }

    Markup markup_;
    const ReadRules& rules_;
    Page page_;
    std::vector<Open> open_;
    std::string line_;
    std::size_t bytes_ = 0;
    bool line_is_hidden_ = false;
    bool has_space_ = false;
};

// `<meta charset=…>` or the content type in a meta, near the beginning.
std::string charset_in(std::string_view bytes) {
    const auto head = lower_case(bytes.substr(0, sniffed_bytes));
    const auto at = head.find("charset=");
    if (at == std::string::npos) return {};
    auto name = std::string_view{head}.substr(at + 8);
    while (!name.empty() && (name.front() == '"' || name.front() == '\'' || name.front() == ' '))
        name.remove_prefix(1);
    return std::string{name.substr(0, std::min<std::size_t>(40, name.find_first_of("\"'> ;/")))};
}

} // namespace

Page read_page(std::string_view bytes, const ReadRules& rules) {
    const auto label = rules.charset.empty() ? charset_in(bytes) : rules.charset;
    const auto decoded = mail::decode(bytes, label);
    return Reader{decoded.text, rules}.read();
}

} // namespace sokuo::monitor
