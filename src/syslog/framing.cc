#include "syslog/framing.h"

#include "syslog/cursor.h"

#include <algorithm>

namespace sokuo::syslog {
namespace {

constexpr std::size_t count_digits_max = 18;

enum class Begins : std::uint8_t { yes, no, perhaps };

struct Count {
    Begins begins = Begins::no;
    std::size_t head = 0; ///< Bytes of the count and the blank; also of one nobody means.
    std::size_t bytes = 0;
};

// `131 <`, `131 {`. A count with anything else behind it is a number somebody wrote.
Count count_at(std::string_view text) {
    Cursor in{text};
    if (in.is_done()) return {Begins::perhaps};
    if (in.starts_with('0')) return {};
    const auto digits = in.as_long_as(is_digit, count_digits_max);
    if (digits.empty()) return {};
    if (in.is_done()) return {Begins::perhaps};
    if (!in.take(' ')) return {};
    if (in.is_done()) return {Begins::perhaps};
    if (!in.starts_with('<') && !in.starts_with('{')) return {};
    std::size_t bytes = 0;
    for (const char digit : digits)
        bytes = bytes * 10 + static_cast<std::size_t>(digit - '0');
    if (bytes > counted_bytes_max) return {Begins::no, digits.size() + 1};
    return {Begins::yes, digits.size() + 1, bytes};
}

// Where, from `from` on, a count begins with a priority behind it; its end when there is none.
// Digits that go on before `from` are the end of something else.
std::size_t find_count(std::string_view text, std::size_t from) {
    for (auto sign = text.find('<', from); sign != std::string_view::npos;
         sign = text.find('<', sign + 1)) {
        if (sign + 1 >= text.size() || !is_digit(text[sign + 1])) continue;
        if (sign < from + 2 || text[sign - 1] != ' ') continue;
        auto begin = sign - 1;
        while (begin > from && sign - begin <= count_digits_max && is_digit(text[begin - 1]))
            --begin;
        const bool goes_on = begin == from && from > 0 && is_digit(text[from - 1]);
        const auto count = goes_on ? Count{} : count_at(text.substr(begin));
        if (count.begins == Begins::yes && count.bytes > 0) return begin;
    }
    return text.size();
}

bool ends_line(char byte) {
    return byte == '\n' || byte == '\r' || byte == '\0';
}

std::string_view without_end(std::string_view line) {
    while (!line.empty() && ends_line(line.back()))
        line.remove_suffix(1);
    return line;
}

void give(std::string_view line, Marks marks, const Framing::Take& take) {
    line = without_end(line);
    if (!line.empty()) take(line, marks);
}

} // namespace

// A counted line whose bytes are all there. What follows it shows whether it was counted right.
std::optional<std::size_t> Framing::counted(std::string_view text, std::size_t head,
                                            std::size_t count, const Take& take) {
    const auto whole = head + count;
    if (count > bytes_max_) {
        if (text.size() < head + bytes_max_) return {};
        give(text.substr(head, bytes_max_), Mark::cut, take);
        has_counted_ = true;
        skips_ = count - bytes_max_;
        return head + bytes_max_;
    }
    if (text.size() < whole) return {};
    has_counted_ = true;
    const auto behind = text.substr(whole);
    const auto next_count = count_at(behind);
    const bool is_right = behind.empty() || ends_line(behind.front()) || behind.front() == '<' ||
                          next_count.begins != Begins::no || next_count.head > 0;
    if (is_right) {
        give(text.substr(head, count), {}, take);
        return whole;
    }
    const auto next = find_count(text, whole);
    const auto line_end = std::min(text.find('\n', whole), next);
    const auto end = std::min(line_end, head + bytes_max_);
    give(text.substr(head, end - head), Mark::miscounted, take);
    return end;
}

std::optional<std::size_t> Framing::line(std::string_view text, const Take& take) {
    auto end = text.find('\n', searched_);
    Marks marks;
    if (has_counted_ && !text.starts_with('<')) {
        constexpr std::size_t looked_back = count_digits_max + 3;
        const auto from = searched_ > looked_back ? searched_ - looked_back : 1;
        const auto next = find_count(text, from);
        if (next < std::min(end, text.size())) end = next;
        marks.add(Mark::out_of_step);
    }
    if (end > bytes_max_ && text.size() > bytes_max_) {
        marks.add(Mark::cut);
        give(text.substr(0, bytes_max_), marks, take);
        skips_line_ = true;
        return bytes_max_;
    }
    if (end >= text.size()) {
        searched_ = text.size();
        return {};
    }
    give(text.substr(0, end), marks, take);
    return end;
}

std::optional<std::size_t> Framing::step(std::string_view text, const Take& take) {
    if (skips_ > 0) {
        const auto passed = std::min(skips_, text.size());
        skips_ -= passed;
        return passed;
    }
    if (skips_line_) {
        const auto end = std::min(text.find('\n'), text.size());
        skips_line_ = end == text.size();
        return end;
    }
    if (ends_line(text.front())) return 1;
    const auto count = count_at(text);
    if (count.begins == Begins::perhaps) return {};
    if (count.begins == Begins::yes && count.bytes > 0)
        return counted(text, count.head, count.bytes, take);
    return line(text, take);
}

void Framing::add(std::string_view bytes, const Take& take) {
    held_ += bytes;
    std::string_view rest{held_};
    while (!rest.empty()) {
        const auto passed = step(rest, take);
        if (!passed) break;
        searched_ = 0;
        rest.remove_prefix(*passed);
    }
    held_.erase(0, held_.size() - rest.size());
}

void Framing::finish(const Take& take) {
    std::string_view rest{held_};
    Marks marks{Mark::half};
    const auto count = count_at(rest);
    if (count.begins == Begins::yes)
        rest.remove_prefix(count.head);
    else if (has_counted_ && !rest.starts_with('<'))
        marks.add(Mark::out_of_step);
    if (!skips_line_ && skips_ == 0) give(rest, marks, take);
    held_.clear();
    searched_ = 0;
    skips_line_ = false;
    skips_ = 0;
}

} // namespace sokuo::syslog
