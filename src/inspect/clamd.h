#pragma once

// Asks a clamd of the operator's, over its Unix socket, whether it finds something in a file
// (INSTREAM). Nothing found is only that. What clamd writes is held against limits like any input.
//
// The words of a verdict are here as well, so that every place says the same.

#include "core/bytes.h"
#include "core/message.h"
#include "core/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace sokuo::inspect {

inline constexpr Message nothing_found{"inspect.nothing_found", "検出なし（安全とは限りません）",
                                       "Nothing detected (which does not mean safe)"};
inline constexpr Message found{"inspect.found", "検出: {0}", "Detected: {0}"};
inline constexpr Message clamd_away{"inspect.clamd_away",
                                    "確認できませんでした（clamd につながりません）",
                                    "Could not be checked (clamd cannot be reached)"};
inline constexpr Message clamd_slow{"inspect.clamd_slow",
                                    "確認できませんでした（clamd が時間内に答えませんでした）",
                                    "Could not be checked (clamd did not answer in time)"};
inline constexpr Message clamd_too_big{"inspect.clamd_too_big",
                                       "確認できませんでした（clamd の上限より大きいファイルです）",
                                       "Could not be checked (larger than clamd takes)"};
inline constexpr Message clamd_strange{"inspect.clamd_strange",
                                       "確認できませんでした（clamd の答えが読めません）",
                                       "Could not be checked (clamd's answer cannot be read)"};

struct Clamd {
    std::string socket{}; ///< A path.
    std::chrono::milliseconds deadline{30'000};
};

struct Verdict {
    /// What was found, as clamd calls it; empty: nothing.
    std::string signature{};

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Blocks until the deadline at most. Errors: `unavailable` (away or slow), `too_large`, `invalid`.
[[nodiscard]] Result<Verdict> ask(const Clamd& clamd, ByteView bytes);

/// clamd's answer without the NUL at its end. Pure.
[[nodiscard]] Result<Verdict> verdict_of(std::string_view answer);

} // namespace sokuo::inspect
