#include "detect/logs/cutter.h"

#include "core/bytes.h"
#include "detect/logs/piece_cutter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace sokuo::detect::logs {
namespace {

std::size_t behind_last_feed(std::span<char> bytes, std::size_t from) {
    const auto* found = ::memrchr(bytes.data() + from, '\n', bytes.size() - from);
    if (found == nullptr) return 0;
    return static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
}

std::size_t behind_first_feed(std::span<char> bytes) {
    const auto* found = std::memchr(bytes.data(), '\n', bytes.size());
    if (found == nullptr) return bytes.size();
    return static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
}

class LineCutter : public PieceCutter {
public:
    using PieceCutter::PieceCutter;

protected:
    std::size_t whole_records(std::span<char> bytes, std::size_t from) override {
        return behind_last_feed(bytes, from);
    }
    Rest rest_of_long(std::span<char> bytes) override {
        const auto end = behind_first_feed(bytes);
        return {end, end > 0 && bytes[end - 1] == '\n'};
    }
};

// Longer ones no table has that a person or a program reads.
constexpr std::size_t heading_bytes_max = 64UL << 10U;

// Puts the line that names the columns before the records of a block, which then counts as a line
// that stood there in the file.
void head_with(Block& block, std::string_view names) {
    const auto bytes = as_bytes(names);
    block.bytes.insert(block.bytes.begin(), bytes.begin(), bytes.end());
    block.offset -= names.size();
    block.first -= static_cast<std::uint64_t>(std::count(names.begin(), names.end(), '\n'));
}

class W3cCutter final : public LineCutter {
public:
    using LineCutter::LineCutter;

protected:
    void complete(Block& block) override {
        constexpr std::string_view mark = "#Fields:";
        const std::string before = names_;
        const auto text = as_text(block.bytes);
        auto last = text.rfind("\n#Fields:");
        last = last == std::string_view::npos ? (text.starts_with(mark) ? 0 : last) : last + 1;
        if (last != std::string_view::npos) {
            names_ = text.substr(last, text.find('\n', last) + 1 - last);
            // It stands before each block from then on.
            if (names_.size() > heading_bytes_max) names_.clear();
        }
        if (!before.empty() && !text.starts_with(mark)) head_with(block, before);
    }

private:
    std::string names_;
};

class CsvCutter final : public PieceCutter {
public:
    CsvCutter(Stream stream, char delimiter, std::size_t bytes)
        : PieceCutter{std::move(stream), bytes}, delimiter_{delimiter} {}

protected:
    std::size_t whole_records(std::span<char> bytes, std::size_t from) override {
        std::size_t end = 0;
        for (auto at = from; at < bytes.size(); ++at) {
            if (!step(bytes[at])) continue;
            end = at + 1;
            if (names_.empty()) names_.assign(bytes.begin(), bytes.begin() + pointer(end));
        }
        return end;
    }
    // Whoever forgot to close a quote does not take the rest of the file with it.
    Rest rest_of_long(std::span<char> bytes) override {
        const auto end = behind_first_feed(bytes);
        place_ = Place::start;
        return {end, end > 0 && bytes[end - 1] == '\n'};
    }
    void complete(Block& block) override {
        if (is_headed_) return head_with(block, names_);
        is_headed_ = true;
    }

private:
    enum class Place : std::uint8_t { start, plain, quoted, behind_quote };

    static std::ptrdiff_t pointer(std::size_t at) { return static_cast<std::ptrdiff_t>(at); }

    // Whether this sign ends a record.
    bool step(char sign) {
        if (place_ == Place::quoted) {
            if (sign == '"') place_ = Place::behind_quote;
            return false;
        }
        if (sign == '"' && place_ != Place::plain) {
            place_ = Place::quoted;
            return false;
        }
        const bool is_end = sign == '\n';
        place_ = is_end || sign == delimiter_ ? Place::start : Place::plain;
        return is_end;
    }

    char delimiter_;
    Place place_ = Place::start;
    std::string names_;
    bool is_headed_ = false;
};

enum class Sign : std::uint8_t { other, blank, quote, escape, open, close, array };

constexpr std::array<Sign, 256> signs = [] {
    std::array<Sign, 256> table{};
    for (const char blank : {' ', '\t', '\r', '\n', ','})
        table[static_cast<unsigned char>(blank)] = Sign::blank;
    table['"'] = Sign::quote;
    table['\\'] = Sign::escape;
    table['{'] = Sign::open;
    table['['] = Sign::array;
    table['}'] = Sign::close;
    table[']'] = Sign::close;
    return table;
}();

class ElementCutter final : public PieceCutter {
public:
    using PieceCutter::PieceCutter;

protected:
    std::size_t whole_records(std::span<char> bytes, std::size_t from) override {
        std::size_t end = 0;
        for (auto at = from; at < bytes.size();) {
            at = next_end(bytes, at);
            if (!is_ended_) break;
            end = at;
            ++ends_;
        }
        return end;
    }
    std::size_t last_records(std::span<char> bytes) override {
        if (depth_ > 0) ++ends_;
        return bytes.size();
    }
    Rest rest_of_long(std::span<char> bytes) override {
        const auto end = next_end(bytes, 0);
        return {end, is_ended_};
    }
    std::uint64_t records_in(std::span<const char>) override { return std::exchange(ends_, 0); }
    std::size_t skip_at_start(std::span<char> bytes) override {
        const auto mark = PieceCutter::skip_at_start(bytes);
        return mark + wrapper_bytes({bytes.data() + mark, bytes.size() - mark});
    }

private:
    // Goes on from `at` until behind the bracket that ends an element, or to the end.
    std::size_t next_end(std::span<char> bytes, std::size_t at) {
        is_ended_ = false;
        while (at < bytes.size() && !is_ended_) {
            char& byte = bytes[at++];
            const auto sign = signs[static_cast<unsigned char>(byte)];
            if (is_escaped_)
                is_escaped_ = false;
            else if (sign == Sign::other)
                continue;
            else if (is_in_string_)
                in_string(byte, sign);
            else
                outside(byte, sign);
        }
        return at;
    }

    void in_string(char& byte, Sign sign) {
        is_escaped_ = sign == Sign::escape;
        is_in_string_ = sign != Sign::quote;
        if (byte == '\n') byte = ' ';
    }

    void outside(char& byte, Sign sign) {
        if (sign == Sign::quote) is_in_string_ = true;
        if (sign == Sign::blank && depth_ == 0) byte = '\n';
        if (sign == Sign::blank && byte == '\n' && depth_ > 0) byte = ' ';
        if (sign == Sign::open || (sign == Sign::array && depth_ > 0)) ++depth_;
        const bool is_around = depth_ == 0;
        if (is_around && (sign == Sign::array || sign == Sign::close)) byte = '\n';
        if (sign == Sign::close && !is_around) is_ended_ = --depth_ == 0;
    }

    std::uint64_t depth_ = 0; ///< Of brackets, within an element.
    std::uint64_t ends_ = 0;
    bool is_in_string_ = false;
    bool is_escaped_ = false;
    bool is_ended_ = false;
};

// Names of the arrays that clouds deliver their logs in.
constexpr std::array<std::string_view, 8> wrappers{"Records", "records", "value",   "events",
                                                   "Events",  "logs",    "results", "items"};

} // namespace

std::unique_ptr<Cutter> cut_lines(Stream stream, std::size_t bytes) {
    return std::make_unique<LineCutter>(std::move(stream), bytes);
}

std::unique_ptr<Cutter> cut_w3c(Stream stream, std::size_t bytes) {
    return std::make_unique<W3cCutter>(std::move(stream), bytes);
}

std::unique_ptr<Cutter> cut_csv(Stream stream, char delimiter, std::size_t bytes) {
    return std::make_unique<CsvCutter>(std::move(stream), delimiter, bytes);
}

std::unique_ptr<Cutter> cut_elements(Stream stream, std::size_t bytes) {
    return std::make_unique<ElementCutter>(std::move(stream), bytes);
}

std::size_t wrapper_bytes(std::string_view text) {
    std::size_t at = 0;
    const auto take = [&](std::string_view what) {
        while (at < text.size() && std::string_view{" \t\r\n"}.find(text[at]) < 4)
            ++at;
        const bool is_there = text.substr(at).starts_with(what);
        if (is_there) at += what.size();
        return is_there;
    };
    if (!take("{") || !take("\"")) return 0;
    const auto name = text.substr(at, text.substr(at).find('"'));
    if (std::ranges::find(wrappers, name) == wrappers.end()) return 0;
    at += name.size() + 1;
    if (!take(":") || !take("[")) return 0;
    const auto end = at;
    return take("{") ? end : 0;
}

} // namespace sokuo::detect::logs
