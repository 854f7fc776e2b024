#include "front/number.h"

#include "core/bytes.h"
#include "core/sha256.h"
#include "core/text.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace sokuo::front {
namespace {

constexpr std::string_view consonants = "BCDFGHJKLMNPRTW";
constexpr std::string_view vowels = "AEU";
// The vowels follow the consonants, and a sign that only checks makes their number prime.
constexpr std::string_view alphabet = "BCDFGHJKLMNPRTWAEU7";
constexpr std::string_view prefix = "仮-";
constexpr std::size_t letters = 5;

// Weights 1 to 5 modulo a prime: a changed letter and a swap of two both change the sum.
char check_of(std::string_view five) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at < letters; ++at)
        sum += (at + 1) * alphabet.find(five[at]);
    return alphabet[sum % alphabet.size()];
}

} // namespace

std::string provisional_number(const ReportId& id, unsigned attempt) {
    const auto hash = sha256(as_bytes(id.text() + "/" + std::to_string(attempt)));
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < 8; ++at)
        number = number << 8U | std::to_integer<std::uint64_t>(hash[at]);
    std::string five;
    for (std::size_t at = 0; at < letters; ++at) {
        const auto choices = at % 2 == 0 ? consonants : vowels;
        five += choices[number % choices.size()];
        number /= choices.size();
    }
    return std::string{prefix} + five + check_of(five);
}

bool is_provisional_number(std::string_view text) {
    auto written = to_half_width(text);
    if (written.starts_with("仮")) written.erase(0, std::string_view{"仮"}.size());
    if (written.starts_with("-")) written.erase(0, 1);
    if (written.size() != letters + 1) return false;
    for (char& letter : written) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    for (std::size_t at = 0; at < letters; ++at) {
        const auto choices = at % 2 == 0 ? consonants : vowels;
        if (choices.find(written[at]) == std::string_view::npos) return false;
    }
    return written[letters] == check_of(written);
}

} // namespace sokuo::front
