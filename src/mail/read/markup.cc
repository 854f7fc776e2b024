#include "mail/read/markup.h"

#include "mail/read/ascii.h"
#include "mail/read/entity.h"

#include <algorithm>

namespace sokuo::mail {
namespace {

constexpr std::size_t value_bytes_max = 2'000;
constexpr std::size_t name_bytes_max = 20;

} // namespace

std::string_view Tag::operator[](std::string_view wanted) const {
    const auto found =
        std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first);
    return found == attributes.end() ? std::string_view{} : std::string_view{found->second};
}

bool Tag::has(std::string_view wanted) const {
    return std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first) !=
           attributes.end();
}

Markup::Token Markup::next() {
    while (at_ < html_.size()) {
        const auto start = std::min(html_.find('<', at_), html_.size());
        if (start > at_) {
            text_ = with_entities(html_.substr(at_, start - at_));
            at_ = start;
            return Token::text;
        }
        const char first = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
        if (html_.substr(at_).starts_with("<!--")) {
            skip_comment();
            continue;
        }
        if (first == '!' || first == '?') {
            skip_to('>');
            continue;
        }
        const bool is_end = first == '/';
        const char letter = is_end && at_ + 2 < html_.size() ? html_[at_ + 2] : first;
        if (!is_letter_or_digit(letter) || is_digit(letter)) {
            text_ = "<";
            ++at_;
            return Token::text;
        }
        read_tag(is_end);
        return Token::tag;
    }
    return Token::end;
}

std::string_view Markup::skip_content() {
    const auto start = at_;
    auto end = html_.size();
    while (at_ < html_.size()) {
        skip_to('<');
        const auto rest = html_.substr(std::min(at_, html_.size()));
        if (rest.starts_with('/') && equals(rest.substr(1, tag_.name.size()), tag_.name)) {
            end = at_ - 1;
            break;
        }
    }
    if (at_ < html_.size()) skip_to('>');
    return html_.substr(start, end - start);
}

void Markup::skip_to(char sign) {
    const auto end = html_.find(sign, at_);
    at_ = end == std::string_view::npos ? html_.size() : end + 1;
}

void Markup::skip_comment() {
    // `<!-->` is one as well.
    const auto end = html_.find("-->", at_ + 2);
    at_ = end == std::string_view::npos ? html_.size() : end + 3;
}

void Markup::read_tag(bool is_end) {
    tag_ = Tag{.is_end = is_end};
    at_ += is_end ? 2 : 1;
    const auto name_end = std::min(html_.find_first_of(" \t\r\n/>", at_), html_.size());
    tag_.name = lower_case(html_.substr(at_, std::min(name_end - at_, name_bytes_max)));
    at_ = name_end;
    while (at_ < html_.size() && html_[at_] != '>')
        read_attribute();
    at_ = std::min(at_ + 1, html_.size());
}

void Markup::read_attribute() {
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
    const auto is_it = [&](std::string_view one) { return equals(one, name); };
    if (std::ranges::any_of(wanted_, is_it) && !tag_.has(lower_case(name)))
        tag_.attributes.emplace_back(lower_case(name),
                                     with_entities(value.substr(0, value_bytes_max)));
}

std::string_view Markup::read_value() {
    while (at_ < html_.size() && is_space(html_[at_]))
        ++at_;
    if (at_ >= html_.size()) return {};
    const char quote = html_[at_];
    const bool is_quoted = quote == '"' || quote == '\'';
    if (is_quoted) ++at_;
    const auto end = std::min(
        is_quoted ? html_.find(quote, at_) : html_.find_first_of(" \t\r\n>", at_), html_.size());
    const auto value = html_.substr(at_, end - at_);
    at_ = is_quoted ? std::min(end + 1, html_.size()) : end;
    return value;
}

} // namespace sokuo::mail
