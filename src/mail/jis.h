#pragma once

// Text for ISO-2022-JP (RFC 1468), which has ASCII and JIS X 0208 and nothing else. What becomes of
// other signs (DOMAIN §4.6):
//   - half-width kana become full-width, ～ － ∥ ― the twins that JIS X 0208 means by them;
//   - a sign that has no place there (①, ㈱, 髙) is either reported, so that the text goes out in
//     UTF-8, or replaced by what comes nearest: (1), (株), 高, and 〓 where nothing does.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

inline constexpr std::size_t replacements_max = 100; ///< How many kinds are named.

struct Replacement {
    std::string sign{};
    std::string by{};
    std::size_t count = 0;

    friend bool operator==(const Replacement&, const Replacement&) = default;
};

/// Encodes the parts of one letter and remembers what it met. Not for several threads.
class JisWriter {
public:
    explicit JisWriter(bool may_replace);
    ~JisWriter();
    JisWriter(const JisWriter&) = delete;
    JisWriter& operator=(const JisWriter&) = delete;

    /// Bytes that begin and end in ASCII; nothing when a sign has no place and may not be replaced.
    /// Requires UTF-8. Line breaks are kept.
    [[nodiscard]] std::optional<std::string> write(std::string_view text);

    /// Of everything that was written, in the order it was met. Twins are not among them.
    [[nodiscard]] const std::vector<Replacement>& replaced() const;
    /// Signs that have no place, each once, when they may not be replaced.
    [[nodiscard]] const std::vector<std::string>& missing() const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// One text, nothing replaced but kana and twins.
[[nodiscard]] std::optional<std::string> to_iso_2022_jp(std::string_view text);

} // namespace sokuo::mail
