#include "mail/read/html.h"

#include "mail/read/ascii.h"
#include "mail/read/markup.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sokuo::mail {
namespace {

constexpr std::size_t links_max = 16; // In one another; there should be one.

constexpr std::array<std::string_view, 3> wanted{"href", "alt", "action"};
// Their content is not for reading.
constexpr std::array<std::string_view, 5> silent{"script", "style", "title", "template", "noembed"};
constexpr std::array<std::string_view, 30> blocks{
    "p",      "div",     "br",      "tr",     "li",    "ul",    "ol",         "table",
    "h1",     "h2",      "h3",      "h4",     "h5",    "h6",    "blockquote", "pre",
    "hr",     "section", "article", "header", "dt",    "dd",    "form",       "center",
    "footer", "address", "caption", "body",   "tbody", "option"};
constexpr std::array<std::string_view, 7> paragraphs{"p",  "table", "h1",        "h2",
                                                     "h3", "ul",    "blockquote"};

bool is_in(const auto& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// Lines with single spaces in them, at most one empty line between two.
class Lines {
public:
    explicit Lines(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    void text(std::string_view text, bool is_kept) {
        for (const char sign : text) {
            if (is_kept && sign == '\n') {
                end_line(1);
            } else if (is_space(sign) && !is_kept) {
                has_space_ = !is_fresh_;
            } else {
                put(sign);
            }
        }
    }

    void space() { has_space_ = !is_fresh_; }

    void end_line(std::size_t breaks) {
        has_space_ = false;
        is_fresh_ = true;
        breaks_ = std::max(breaks_, breaks);
    }

    [[nodiscard]] bool is_full() const { return text_.size() >= bytes_max_; }

    std::string take(bool& is_cut) {
        // Not in the middle of a sign.
        if (text_.size() > bytes_max_) {
            is_cut = true;
            auto end = bytes_max_;
            while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U)
                --end;
            text_.resize(end);
        }
        return std::move(text_);
    }

private:
    void put(char sign) {
        if (breaks_ > 0 && !text_.empty()) text_.append(breaks_, '\n');
        breaks_ = 0;
        if (has_space_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
        has_space_ = false;
        is_fresh_ = false;
        text_ += sign;
    }

    std::size_t bytes_max_;
    std::string text_;
    std::size_t breaks_ = 0;
    bool has_space_ = false;
    bool is_fresh_ = true;
};

class Converter {
public:
    Converter(std::string_view html, std::size_t bytes_max)
        : markup_{html, wanted}, lines_{bytes_max} {}

    std::string convert(bool& is_cut) {
        while (!lines_.is_full()) {
            const auto token = markup_.next();
            if (token == Markup::Token::end) break;
            if (token == Markup::Token::tag)
                apply(markup_.tag());
            else
                text(markup_.text());
        }
        is_cut = !markup_.is_at_end();
        return lines_.take(is_cut);
    }

private:
    void text(const std::string& text) {
        lines_.text(text, pre_ > 0);
        if (!links_.empty()) links_.back().text += text;
    }

    void apply(const Tag& tag) {
        if (!tag.is_end && is_in(silent, tag.name)) {
            markup_.skip_content();
        } else if (tag.name == "a") {
            if (tag.is_end)
                end_link();
            else
                begin_link(tag["href"]);
        } else if (tag.name == "img" || tag.name == "area" || tag.name == "input") {
            picture(tag["alt"]);
        } else if (tag.name == "form" && !tag["action"].empty()) {
            lines_.end_line(1);
            show_address(tag["action"]);
            lines_.end_line(1);
        } else if (tag.name == "td" || tag.name == "th") {
            lines_.space();
        } else if (is_in(blocks, tag.name)) {
            // A line break in a row counts, other ends of lines once.
            lines_.end_line(is_in(paragraphs, tag.name) ? 2 : 1);
        }
        if (tag.name == "pre") pre_ = std::max(0, pre_ + (tag.is_end ? -1 : 1));
    }

    void begin_link(std::string_view href) {
        if (links_.size() < links_max && !href.empty()) links_.push_back({std::string{href}, {}});
    }

    // An address that is its own text is shown once.
    void end_link() {
        if (links_.empty()) return;
        const auto link = std::move(links_.back());
        links_.pop_back();
        if (stripped(link.text) != stripped(link.address) &&
            "mailto:" + std::string{stripped(link.text)} != link.address)
            show_address(link.address);
    }

    void show_address(std::string_view address) {
        std::string shown{stripped(address)};
        std::erase_if(shown, is_space);
        if (shown.empty()) return;
        lines_.space();
        lines_.text("<" + shown + ">", false);
        lines_.space();
    }

    void picture(std::string_view alt) {
        if (stripped(alt).empty()) return;
        lines_.space();
        lines_.text("[" + std::string{stripped(alt)} + "]", false);
        lines_.space();
    }

    struct Link {
        std::string address;
        std::string text;
    };

    Markup markup_;
    Lines lines_;
    std::vector<Link> links_;
    int pre_ = 0;
};

} // namespace

std::string html_as_text(std::string_view html, std::size_t bytes_max, bool& is_cut) {
    return Converter{html, bytes_max}.convert(is_cut);
}

} // namespace sokuo::mail
