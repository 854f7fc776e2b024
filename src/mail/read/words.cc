#include "mail/read/words.h"

#include "mail/read/ascii.h"
#include "mail/read/charset.h"
#include "mail/read/transfer.h"

#include <algorithm>
#include <optional>

namespace sokuo::mail {
namespace {

constexpr std::size_t charset_length_max = 60;

struct Word {
    std::string_view charset{};
    bool is_base64 = false;
    std::string_view text{};
    std::size_t size = 0; ///< With its brackets.
};

// Lenient: the text may hold spaces and question marks, as some clients write them.
std::optional<Word> word_at(std::string_view text) {
    if (!text.starts_with("=?")) return {};
    const auto charset_end = text.find('?', 2);
    if (charset_end == std::string_view::npos || charset_end == 2 ||
        charset_end > charset_length_max || charset_end + 3 > text.size())
        return {};
    const char encoding = lower_case(text[charset_end + 1]);
    if ((encoding != 'b' && encoding != 'q') || text[charset_end + 2] != '?') return {};
    const auto begin = charset_end + 3;
    // No further than the next beginning, so that a line of beginnings is read once.
    auto end = text.find('?', begin);
    while (end != std::string_view::npos && text.substr(end, 2) != "?=") {
        if (end > begin && text[end - 1] == '=') return {};
        end = text.find('?', end + 1);
    }
    if (end == std::string_view::npos) return {};
    const auto body = text.substr(begin, end - begin);
    return Word{text.substr(2, charset_end - 2), encoding == 'b', body, end + 2};
}

std::string from_q(std::string_view text) {
    std::string spaced{text};
    std::ranges::replace(spaced, '_', ' ');
    return std::string{as_text(from_quoted_printable(spaced).bytes)};
}

// Neighbours of one charset, whose bytes belong together: a sign may be cut between them, and with
// some clients base64 itself is.
class Run {
public:
    void add(const Word& word) {
        const bool goes_on = word.is_base64 && base64_.size() % 4 != 0;
        if (!base64_.empty() && !goes_on) end_base64();
        if (word.is_base64) {
            base64_ += word.text;
            if (base64_.ends_with('=')) end_base64();
        } else {
            bytes_ += from_q(word.text);
        }
        charset_ = word.charset;
        is_empty_ = false;
    }

    [[nodiscard]] bool takes(const Word& word) const {
        return is_empty_ || equals(charset_, word.charset);
    }

    std::string end(Repairs& repairs) {
        if (is_empty_) return {};
        end_base64();
        auto decoded = decode(bytes_, charset_);
        repairs.add({decoded.is_guessed, decoded.is_broken, false});
        bytes_.clear();
        is_empty_ = true;
        return std::move(decoded.text);
    }

private:
    void end_base64() {
        bytes_ += as_text(from_base64(base64_).bytes);
        base64_.clear();
    }

    std::string bytes_;
    std::string base64_;
    std::string charset_;
    bool is_empty_ = true;
};

} // namespace

std::size_t word_size(std::string_view text) {
    const auto word = word_at(text);
    return word ? word->size : 0;
}

std::string raw_text(std::string_view value, Repairs& repairs) {
    std::string line;
    line.reserve(value.size());
    for (const char sign : stripped(value)) {
        if (sign != '\r' && sign != '\n') line += sign;
    }
    // UTF-8 may stand there as it is (RFC 6532); anything else is a guess.
    const auto decoded = decode(line, "utf-8");
    repairs.add({decoded.is_guessed, decoded.is_broken, false});
    return without_controls(decoded.text, repairs.had_nul);
}

std::string with_words(std::string_view text, Repairs& repairs) {
    std::string result;
    Run run;
    bool is_behind_word = false;
    std::size_t plain = 0; // Where the text since the last word begins.
    for (std::size_t at = text.find("=?"); at != std::string_view::npos;) {
        const auto word = word_at(text.substr(at));
        if (!word) {
            at = text.find("=?", at + 2);
            continue;
        }
        const auto between = text.substr(plain, at - plain);
        const bool is_neighbour = is_behind_word && std::ranges::all_of(between, is_space);
        if (!is_neighbour || !run.takes(*word)) result += run.end(repairs);
        if (!is_neighbour) result += between;
        run.add(*word);
        is_behind_word = true;
        plain = at + word->size;
        at = text.find("=?", plain);
    }
    result += run.end(repairs);
    result += text.substr(plain);
    auto clean = without_controls(result, repairs.had_nul);
    std::ranges::replace(clean, '\n', ' ');
    return clean;
}

} // namespace sokuo::mail
