#include "detect/report/progress.h"

#include "detect/report/report_test.h"
#include "detect/report/visible.h"

#include <doctest/doctest.h>

#include <chrono>
#include <limits>

namespace sokuo::detect::report {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a reading says how far it is, how fast, and about how long it takes still") {
    CHECK(progress_line({.bytes = 600'000'000,
                         .bytes_total = 1'200'000'000,
                         .events = 1'234'567,
                         .elapsed = 2s},
                        {.width = 110}) ==
          "[███████████████               ]   50 %  600 MB / 1.2 GB  300 MB/s  記録 1,234,567 件"
          "  あと約 2 秒");
    CHECK(progress_line(
              {.bytes = 600'000'000, .bytes_total = 1'200'000'000, .events = 7, .elapsed = 600s},
              {.language = Language::en, .width = 110, .is_ascii = true}) ==
          "[###############               ]   50 %  600 MB / 1.2 GB  1.0 MB/s  7 events"
          "  about 10 min left");
}

TEST_CASE("from a pipe nobody knows how long, and no time is promised") {
    CHECK(progress_line({.bytes = 5'000'000, .events = 40, .elapsed = 1s}, {}) ==
          "5.0 MB  5.0 MB/s  記録 40 件");
    CHECK(progress_line({}, {}) == "0 B  記録 0 件");
}

TEST_CASE("a guess is as fine as a guess may be") {
    const auto left = [](std::uint64_t seconds) {
        const auto line = progress_line(
            {.bytes = 1000, .bytes_total = 1000 + seconds * 1000, .elapsed = 1s}, {.width = 200});
        return line.substr(line.find("あと約"));
    };
    CHECK(left(1) == "あと約 1 秒");
    CHECK(left(11) == "あと約 15 秒");
    CHECK(left(54) == "あと約 55 秒");
    CHECK(left(59) == "あと約 1 分");
    CHECK(left(3600 * 2 + 600) == "あと約 2 時間 10 分");
}

TEST_CASE("a file that grows, an end, and numbers as large as they get") {
    const auto end = progress_line({.bytes = 1500, .bytes_total = 1000, .elapsed = 2s}, {});
    CHECK(end.find("100 %") != std::string::npos);
    CHECK(end.find("あと") == std::string::npos);
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    const auto huge = progress_line(
        {.bytes = most / 2, .bytes_total = most, .events = most, .elapsed = 1us}, {.width = 200});
    CHECK(is_calm(huge));
    CHECK(huge.find("18.4 EB") != std::string::npos);
    CHECK(
        is_calm(progress_line({.bytes = 1, .bytes_total = most, .elapsed = Duration::max()}, {})));
}

TEST_CASE("the line fits, and loses first what matters least") {
    const Progress progress{
        .bytes = 600'000'000, .bytes_total = 1'200'000'000, .events = 1'234'567, .elapsed = 2s};
    for (std::size_t width = 1; width <= 120; ++width) {
        INFO(width);
        CHECK(columns(progress_line(progress, {.width = width})) <= width);
    }
    CHECK(progress_line(progress, {.width = 22}) == " 50 %  あと約 2 秒");
    CHECK(progress_line(progress, {.width = 6}) == " 50 %");
}

} // namespace
} // namespace sokuo::detect::report
