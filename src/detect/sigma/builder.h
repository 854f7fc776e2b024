#pragma once

// Puts a `Detection` together, within its limits.

#include "core/result.h"
#include "detect/sigma/rule.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sokuo::detect {

class DetectionBuilder {
public:
    static constexpr std::size_t terms_max = 50'000;
    /// Written out: a term that is referred to twice counts twice.
    static constexpr std::size_t written_out_max = 250'000;
    /// Text of all tests.
    static constexpr std::size_t text_bytes_max = std::size_t{16} << 20U;

    /// Errors: `too_large`.
    Result<std::uint32_t> test(Test test);
    /// One child is given back as it is (but for `none`). Requires children.
    Result<std::uint32_t> term(Term::Kind kind, std::vector<std::uint32_t> children);

    [[nodiscard]] Detection take(std::uint32_t root) &&;
    [[nodiscard]] std::size_t text_bytes() const { return text_bytes_; }

private:
    Result<std::uint32_t> add(Term term);
    Detection detection_;
    std::vector<std::size_t> sizes_; ///< By term, written out.
    std::size_t text_bytes_ = 0;
};

} // namespace sokuo::detect
