#include "mail/read/html.h"

#include "mail/read/ascii.h"
#include "mail/read/entity.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sokuo::mail {
namespace {

constexpr std::size_t address_bytes_max = 2'000;
constexpr std::size_t links_max = 16; // In one another; there should be one.

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

struct Tag {
    std::string name{};
    bool is_end = false;
    std::vector<std::pair<std::string, std::string>> attributes{};

    [[nodiscard]] std::string_view operator[](std::string_view wanted) const {
        const auto found =
            std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first);
        return found == attributes.end() ? std::string_view{} : std::string_view{found->second};
    }
};

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
    Converter(std::string_view html, std::size_t bytes_max) : html_{html}, lines_{bytes_max} {}

    std::string convert(bool& is_cut) {
        while (at_ < html_.size() && !lines_.is_full())
            step();
        is_cut = at_ < html_.size();
        return lines_.take(is_cut);
    }

private:
    void step() {
        const auto next = std::min(html_.find('<', at_), html_.size());
        if (next > at_) {
            const auto text = with_entities(html_.substr(at_, next - at_));
            lines_.text(text, pre_ > 0);
            if (!links_.empty()) links_.back().text += text;
            at_ = next;
            return;
        }
        if (html_.substr(at_).starts_with("<!--")) return skip_comment();
        const char first = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
        if (first == '!' || first == '?') return skip_to('>');
        const bool is_end = first == '/';
        const char letter = is_end && at_ + 2 < html_.size() ? html_[at_ + 2] : first;
        if (!is_letter_or_digit(letter) || is_digit(letter)) {
            lines_.text("<", false);
            ++at_;
            return;
        }
        const auto tag = read_tag(is_end);
        apply(tag);
    }

    void skip_to(char sign) {
        const auto end = html_.find(sign, at_);
        at_ = end == std::string_view::npos ? html_.size() : end + 1;
    }

    void skip_comment() {
        // `<!-->` is one as well.
        const auto end = html_.find("-->", at_ + 2);
        at_ = end == std::string_view::npos ? html_.size() : end + 3;
    }

    Tag read_tag(bool is_end) {
        Tag tag{.is_end = is_end};
        at_ += is_end ? 2 : 1;
        const auto name_end = std::min(html_.find_first_of(" \t\r\n/>", at_), html_.size());
        tag.name = lower_case(html_.substr(at_, std::min<std::size_t>(name_end - at_, 20)));
        at_ = name_end;
        while (at_ < html_.size() && html_[at_] != '>')
            read_attribute(tag);
        at_ = std::min(at_ + 1, html_.size());
        return tag;
    }

    void read_attribute(Tag& tag) {
        if (is_space(html_[at_]) || html_[at_] == '/' || html_[at_] == '=') {
            ++at_;
            return;
        }
        const auto name_end = std::min(html_.find_first_of(" \t\r\n=/>", at_), html_.size());
        const auto name = html_.substr(at_, name_end - at_);
        at_ = name_end;
        while (at_ < html_.size() && is_space(html_[at_]))
            ++at_;
        std::string_view value;
        if (at_ < html_.size() && html_[at_] == '=') {
            ++at_;
            value = read_value();
        }
        const bool is_wanted =
            equals(name, "href") || equals(name, "alt") || equals(name, "action");
        if (is_wanted && tag.attributes.size() < 3)
            tag.attributes.emplace_back(lower_case(name),
                                        with_entities(value.substr(0, address_bytes_max)));
    }

    std::string_view read_value() {
        while (at_ < html_.size() && is_space(html_[at_]))
            ++at_;
        if (at_ >= html_.size()) return {};
        const char quote = html_[at_];
        const bool is_quoted = quote == '"' || quote == '\'';
        if (is_quoted) ++at_;
        const auto end =
            std::min(is_quoted ? html_.find(quote, at_) : html_.find_first_of(" \t\r\n>", at_),
                     html_.size());
        const auto value = html_.substr(at_, end - at_);
        at_ = is_quoted ? std::min(end + 1, html_.size()) : end;
        return value;
    }

    void apply(const Tag& tag) {
        if (!tag.is_end && is_in(silent, tag.name)) {
            skip_silent(tag.name);
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

    // To the end tag, in any case, as browsers do: nothing in between is a tag.
    void skip_silent(std::string_view name) {
        while (at_ < html_.size()) {
            skip_to('<');
            const auto rest = html_.substr(std::min(at_, html_.size()));
            if (rest.starts_with('/') && equals(rest.substr(1, name.size()), name)) break;
        }
        if (at_ < html_.size()) skip_to('>');
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

    std::string_view html_;
    Lines lines_;
    std::size_t at_ = 0;
    std::vector<Link> links_;
    int pre_ = 0;
};

} // namespace

std::string html_as_text(std::string_view html, std::size_t bytes_max, bool& is_cut) {
    return Converter{html, bytes_max}.convert(is_cut);
}

} // namespace sokuo::mail
