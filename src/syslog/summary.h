#pragma once

// What a block of lines (some hundred, one behind the other in a file) says of itself, so that most
// blocks need not be read: where it lies, which numbers and times are in it, which hosts, which
// words. Hosts and words are Bloom filters: "not here" is certain, "perhaps" is looked up. Pure.
//
// A word is looked for by its runs of three bytes, so Japanese needs no dictionary: one character
// is one run. Of capitals only ASCII's are folded.

#include "syslog/record.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::syslog {

[[nodiscard]] constexpr char folded(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}
[[nodiscard]] std::string folded(std::string_view text);

/// A block ends with the record that brings it to so many bytes.
inline constexpr std::size_t block_bytes = std::size_t{128} * 1024;

class Summary {
public:
    std::uint64_t begin = 0; ///< In the file.
    std::uint64_t end = 0;
    std::uint64_t count = 0;
    std::uint64_t first_number = 0;
    std::uint64_t last_number = 0;
    Time earliest{}; ///< The clock may have been set back between two records.
    Time latest{};

    /// `place` of the record in the file, `bytes` of it.
    void add(const Record& record, std::uint64_t place, std::uint64_t bytes);

    /// `host` as a machine calls itself, or an address; any capitals.
    [[nodiscard]] bool may_hold_host(std::string_view host) const;
    /// `word` is folded. One of fewer than three bytes may be anywhere.
    [[nodiscard]] bool may_hold(std::string_view word) const;

    static constexpr std::size_t hosts_bits = 2'048;
    static constexpr std::size_t words_bits = 65'536;
    /// Of a summary on the disk, its checksum included.
    static constexpr std::size_t encoded_bytes =
        std::size_t{7} * 8 + hosts_bits / 8 + words_bits / 8 + 4;
    [[nodiscard]] std::string encoded() const;
    /// Nothing when it is not whole.
    [[nodiscard]] static std::optional<Summary> decode(std::string_view bytes);

private:
    std::array<unsigned char, hosts_bits / 8> hosts_{};
    std::array<unsigned char, words_bits / 8> words_{};
};

} // namespace sokuo::syslog
