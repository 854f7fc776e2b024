#pragma once

// Lines that may change without anybody being told: `最終更新：.*`, `閲覧数 [0-9,]+`. Patterns are
// RE2's: whatever a page says and whatever an operator writes, matching takes time in proportion to
// the text.

#include "core/result.h"
#include "monitor/page.h"

#include <memory>
#include <string>
#include <vector>

namespace sokuo::monitor {

class Patterns {
public:
    /// A pattern stands for a whole line. Errors: `invalid`, with the pattern.
    static Result<Patterns> read(const std::vector<std::string>& texts);
    Patterns(Patterns&&) noexcept;
    Patterns& operator=(Patterns&&) noexcept;
    ~Patterns();

    /// The page without the lines a pattern stands for.
    [[nodiscard]] Page without(Page page) const;

private:
    struct Compiled;
    explicit Patterns(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

inline constexpr std::size_t pattern_bytes_max = 300;
inline constexpr std::size_t patterns_max = 50;

} // namespace sokuo::monitor
