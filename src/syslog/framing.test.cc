#include "syslog/framing.h"

#include "syslog/syslog_test.h"

#include <algorithm>

namespace sokuo::syslog {
namespace {

using Lines = std::vector<std::string>;

/// Lines as `text` or `text [mark mark]`.
class Stream {
public:
    explicit Stream(std::size_t bytes_max = 1'000) : framing_{bytes_max} {}

    Stream& add(std::string_view bytes) {
        framing_.add(bytes, taker());
        return *this;
    }
    Lines finish() {
        framing_.finish(taker());
        return lines;
    }
    [[nodiscard]] std::size_t held() const { return framing_.held(); }

    Lines lines;

private:
    Framing::Take taker() {
        return [this](std::string_view line, Marks marks) {
            std::string shown{line};
            for (const auto name : names_of(marks))
                shown.append(" [").append(name).append("]");
            lines.push_back(std::move(shown));
        };
    }
    Framing framing_;
};

std::string counted(const std::string& line) {
    return std::to_string(line.size()) + " " + line;
}

TEST_CASE("counted and ended by a line feed, mixed on one connection") {
    Stream stream;
    stream.add(counted("<13>一つ目\n改行あり") + "<13>two\r\n" + counted("<13>three") +
               "\n<13>four\n");
    CHECK(stream.lines == Lines{"<13>一つ目\n改行あり", "<13>two", "<13>three", "<13>four"});
    CHECK(stream.finish().size() == 4);
}

TEST_CASE("however the bytes are cut into pieces, the lines are the same") {
    std::string all;
    Lines expected;
    for (std::size_t number = 0; number < 40; ++number) {
        expected.push_back("<13>番号 " + std::to_string(number) + std::string(number % 7, '*'));
        all += number % 3 == 0 ? expected.back() + "\n" : counted(expected.back());
    }
    for (std::size_t piece = 1; piece < 60; ++piece) {
        Stream stream;
        for (std::size_t begin = 0; begin < all.size(); begin += piece)
            stream.add(std::string_view{all}.substr(begin, piece));
        CHECK(stream.finish() == expected);
    }
}

TEST_CASE("a frame that is half sent comes out marked when the connection ends") {
    CHECK(Stream{}.add("20 <13>abc").finish() == Lines{"<13>abc [half]"});
    CHECK(Stream{}.add("<13>abc").finish() == Lines{"<13>abc [half]"});
    CHECK(Stream{}.add("7 <13>abc12").finish() == Lines{"<13>abc", "12 [half] [out_of_step]"});
    CHECK(Stream{}.add("").finish().empty());
    CHECK(Stream{}.add("20 ").finish() == Lines{"20  [half]"});
}

TEST_CASE("a count in characters instead of bytes is put right by where the next line begins") {
    const std::string line = "<13>認証に失敗しました";
    Stream stream;
    const auto wrong = "13 " + line; // Thirteen characters, thirty-one bytes.
    stream.add(wrong + wrong + counted("<13>right"));
    CHECK(stream.lines == Lines{line + " [miscounted]", line + " [miscounted]", "<13>right"});
    Stream slow; // The rest comes later: then it is a line of its own.
    slow.add(wrong.substr(0, 16));
    slow.add(wrong.substr(16));
    slow.add(counted("<13>right"));
    CHECK(slow.lines.size() == 3);
    CHECK(slow.lines.at(1).ends_with("[out_of_step]"));
    CHECK(slow.lines.at(2) == "<13>right");
}

TEST_CASE("a line that is too long is cut, marked, and what comes after it is read") {
    const std::string longest(1'500, 'x');
    CHECK(Stream{}.add(counted("<13>" + longest) + counted("<13>next")).finish() ==
          Lines{"<13>" + longest.substr(0, 996) + " [cut]", "<13>next"});
    CHECK(Stream{}.add("<13>" + longest + "\n<13>next\n").finish() ==
          Lines{"<13>" + longest.substr(0, 996) + " [cut]", "<13>next"});
    Stream pieces;
    for (int count = 0; count < 100; ++count)
        pieces.add(longest);
    CHECK(pieces.lines.size() == 1);
    CHECK(pieces.held() <= 1'500);
    CHECK(pieces.add("\n<13>next\n").lines.back() == "<13>next");
}

TEST_CASE("a count of a gigabyte holds no memory and hides nothing that follows") {
    Stream stream;
    stream.add("1000000000 <13>abc\n" + counted("<13>next"));
    CHECK(stream.lines == Lines{"1000000000 <13>abc", "<13>next"});
    Stream behind; // Also where lines are counted.
    behind.add(counted("<13>a") + "99999999999999 <13>b" + counted("<13>c"));
    CHECK(behind.lines.front() == "<13>a");
    CHECK(behind.lines.back() == "<13>c");
    CHECK(Stream{}.add("0 <13>abc\n").lines == Lines{"0 <13>abc"});
}

TEST_CASE("a line that begins with a number is no count") {
    CHECK(Stream{}.add("2026-11-23 10:05 started\n404 not found\n").finish() ==
          Lines{"2026-11-23 10:05 started", "404 not found"});
}

TEST_CASE("NUL bytes stay inside a line and fall off its end") {
    Stream stream;
    stream.add(std::string_view{"<13>a\0b\0\n\0<13>c\n", 16});
    CHECK(stream.lines == Lines{std::string{"<13>a\0b", 7}, "<13>c"});
}

TEST_CASE("bytes that come one by one cost no more than once each") {
    Framing framing{std::size_t{64} * 1024};
    std::size_t lines = 0;
    const auto take = [&](std::string_view, Marks) { ++lines; };
    const auto begun = std::chrono::steady_clock::now();
    for (int count = 0; count < 300'000; ++count)
        framing.add("x", take);
    framing.add("\n", take);
    CHECK(lines == 1);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{5});
}

} // namespace
} // namespace sokuo::syslog
