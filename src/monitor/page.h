#pragma once

// 改ざんの見張り: what a page says, and what it is made of, so that two of them can be held against
// each other. Pure. A page is read in the sandbox (read/page_reader.h); what is here is what is
// kept of it, and never its HTML.

#include "core/json.h"
#include "core/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

inline constexpr std::size_t page_lines_max = 3'000;
inline constexpr std::size_t line_bytes_max = 600;
inline constexpr std::size_t page_bytes_max = std::size_t{256} * 1024; ///< Of all lines together.
inline constexpr std::size_t features_max = 500;

struct Line {
    std::string text{};
    bool is_hidden = false; ///< By an attribute or a style of the page itself: nobody sees it.

    friend auto operator<=>(const Line&, const Line&) = default;
};

/// What a page draws in, sends to or leads to: each kind once for each place. A place is a host, or
/// `self` for the page's own.
struct Feature {
    enum class Kind : std::uint8_t {
        script, ///< Fetched from there.
        code,   ///< Written into the page, and names that place or that word.
        frame,  ///< iframe, frame, object, embed.
        form,   ///< Sends there.
        refresh,
        base,
        link,
    };
    Kind kind{};
    std::string place{};

    friend auto operator<=>(const Feature&, const Feature&) = default;
};
inline constexpr std::array<std::string_view, 7> feature_names{"script",  "code", "frame", "form",
                                                               "refresh", "base", "link"};

struct Page {
    std::string title{};
    std::vector<Line> lines{};
    std::vector<Feature> features{}; ///< Sorted, each once.
    bool is_cut = false;             ///< It was longer than what is kept.

    friend bool operator==(const Page&, const Page&) = default;
};

[[nodiscard]] Json to_json(const Page& page);
/// Errors: `invalid`; also for more than the limits above.
[[nodiscard]] Result<Page> page_from(const Json& json);
/// SHA-256 of what is kept, in hexadecimal: the same page has the same.
[[nodiscard]] std::string hash_of(const Page& page);

/// What a person sees of it, for expected words.
[[nodiscard]] std::string visible_text(const Page& page);

/// One line of the comparison, with both sides; a side that is blank has nothing there.
struct Row {
    enum class Kind : std::uint8_t { same, changed, gap };
    Kind kind{};
    std::string before{};
    std::string after{};
    std::size_t count = 0; ///< Of a gap: how many lines are the same on both sides.
    bool is_hidden = false;

    friend bool operator==(const Row&, const Row&) = default;
};

struct Difference {
    int score = 0; ///< 0: the same; 100: nothing of it is left, or it speaks for itself.
    std::vector<Row> rows{};
    std::vector<Feature> added{};
    std::vector<Feature> removed{};
    std::vector<std::string> boasts{}; ///< Words of those who deface, which were not there before.
    bool is_title_changed = false;
    bool is_emptied = false; ///< Most of it is gone.
};

inline constexpr std::size_t rows_max = 400;

[[nodiscard]] Difference compare(const Page& before, const Page& after);

} // namespace sokuo::monitor
