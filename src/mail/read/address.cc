#include "mail/read/address.h"

#include "mail/read/ascii.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr std::size_t ids_max = 200;
constexpr std::size_t id_bytes_max = 998;

// One mailbox as it is read: what stands outside brackets, in brackets, in comments.
class Draft {
public:
    std::string outside{};
    std::string inside{};
    std::string comment{};
    bool has_brackets = false;

    [[nodiscard]] bool is_empty() const {
        return !has_brackets && stripped(outside).empty() && stripped(comment).empty();
    }

    Mailbox mailbox(std::string_view group, Repairs& repairs) const {
        Mailbox box;
        if (has_brackets) {
            box.address = stripped(inside);
            box.name = stripped(outside).empty() ? stripped(comment) : stripped(outside);
        } else if (outside.find('@') != std::string::npos) {
            box.address = stripped(outside);
            box.name = stripped(comment);
        } else {
            box.name = stripped(outside).empty() ? stripped(comment) : stripped(outside);
        }
        if (box.name.empty()) box.name = group;
        box.name = stripped(with_words(box.name, repairs));
        box.address = with_words(box.address, repairs);
        return box;
    }
};

class Reader {
public:
    Reader(std::string_view text, std::size_t count_max, Repairs& repairs)
        : text_{text}, count_max_{count_max}, repairs_{repairs} {}

    People read() {
        while (at_ < text_.size() && !people_.has_more)
            step();
        end_mailbox();
        if (!group_.empty() && !had_member_) end_group();
        return std::move(people_);
    }

private:
    void step() {
        const char sign = text_[at_];
        if (const auto size = word_size(text_.substr(at_)); size > 0) {
            draft_.outside += text_.substr(at_, size);
            at_ += size;
            return;
        }
        ++at_;
        switch (sign) {
        case '"': draft_.outside += quoted(); return;
        case '(': draft_.comment += comment(); return;
        case '<': bracket(); return;
        case ',': end_mailbox(); return;
        case ';': end_group(); return;
        case ':': begin_group(); return;
        default: draft_.outside += sign;
        }
    }

    std::string quoted() {
        std::string inside;
        for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            inside += text_[at_];
        }
        at_ = std::min(at_ + 1, text_.size());
        return inside;
    }

    std::string comment() {
        std::string inside;
        for (int depth = 1; at_ < text_.size(); ++at_) {
            if (text_[at_] == '(') ++depth;
            if (text_[at_] == ')' && --depth == 0) break;
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            inside += text_[at_];
        }
        at_ = std::min(at_ + 1, text_.size());
        return inside;
    }

    // The last ones with an address in them count; others belong to the name, as in `<b> <a@b>`.
    void bracket() {
        const auto end = std::min(text_.find_first_of("<>", at_), text_.size());
        const auto inside = text_.substr(at_, end - at_);
        at_ = end < text_.size() && text_[end] == '>' ? end + 1 : end;
        const bool is_address = inside.find('@') != std::string_view::npos || !draft_.has_brackets;
        if (draft_.has_brackets) add_to_name(is_address ? draft_.inside : inside);
        if (is_address) draft_.inside = inside;
        draft_.has_brackets = true;
    }

    void add_to_name(std::string_view inside) {
        draft_.outside = stripped(draft_.outside);
        draft_.outside.append(" <").append(inside).append(">");
    }

    void begin_group() {
        // A colon in an address or behind one is part of it: `[IPv6:…]`, `mailto:a@b`.
        const bool is_name = !draft_.has_brackets && group_.empty() && people_.all.empty() &&
                             draft_.outside.find('@') == std::string::npos;
        if (!is_name) {
            draft_.outside += ':';
            return;
        }
        group_ = stripped(draft_.outside);
        draft_ = {};
        had_member_ = false;
    }

    void end_group() {
        end_mailbox();
        if (!group_.empty() && !had_member_) add(Draft{}.mailbox(group_, repairs_));
        group_.clear();
        had_member_ = true;
    }

    void end_mailbox() {
        if (!draft_.is_empty()) add(draft_.mailbox(group_, repairs_));
        draft_ = {};
    }

    void add(Mailbox box) {
        had_member_ = true;
        people_.has_more = people_.all.size() >= count_max_;
        if (!people_.has_more) people_.all.push_back(std::move(box));
    }

    std::string_view text_;
    std::size_t count_max_;
    Repairs& repairs_;
    std::size_t at_ = 0;
    Draft draft_;
    std::string group_;
    bool had_member_ = true;
    People people_;
};

} // namespace

People people(std::string_view header, std::size_t count_max, Repairs& repairs) {
    const auto text = raw_text(header, repairs);
    return Reader{text, count_max, repairs}.read();
}

std::vector<std::string> ids(std::string_view header) {
    std::vector<std::string> found;
    while (found.size() < ids_max) {
        const auto begin = header.find('<');
        if (begin == std::string_view::npos) break;
        const auto end = header.find('>', begin);
        if (end == std::string_view::npos) break;
        Repairs repairs;
        auto id = raw_text(header.substr(begin + 1, end - begin - 1), repairs);
        std::erase_if(id, is_space);
        if (!id.empty() && id.size() <= id_bytes_max) found.push_back(std::move(id));
        header.remove_prefix(end + 1);
    }
    return found;
}

} // namespace sokuo::mail
