#pragma once

// The tags and texts of HTML, one after the other, in one pass over whatever stands there. Not a
// tree: what encloses what is for whoever reads.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::mail {

struct Tag {
    std::string name{}; ///< In lower case.
    bool is_end = false;
    std::vector<std::pair<std::string, std::string>> attributes{};

    /// Blank when it is not there, or was not wanted.
    [[nodiscard]] std::string_view operator[](std::string_view wanted) const;
    [[nodiscard]] bool has(std::string_view wanted) const;
};

class Markup {
public:
    enum class Token { end, text, tag };

    /// Requires UTF-8. Of a tag only the attributes in `wanted` are kept, the first of each; both
    /// must outlive this.
    Markup(std::string_view html, std::span<const std::string_view> wanted)
        : html_{html}, wanted_{wanted} {}

    /// Comments, declarations and instructions are passed over.
    Token next();
    /// With its entities as signs.
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const Tag& tag() const { return tag_; }
    [[nodiscard]] bool is_at_end() const { return at_ >= html_.size(); }

    /// Passes over what is between the tag just read and its end tag, in any case, as browsers do:
    /// nothing in between is a tag. Gives it as it stands.
    std::string_view skip_content();

private:
    void skip_to(char sign);
    void skip_comment();
    void read_tag(bool is_end);
    void read_attribute();
    std::string_view read_value();

    std::string_view html_;
    std::span<const std::string_view> wanted_;
    std::size_t at_ = 0;
    std::string text_;
    Tag tag_;
};

} // namespace sokuo::mail
