#pragma once

// The kinds of records a worker writes. The numbers are between two halves of one program.

#include <cstddef>
#include <cstdint>

namespace sokuo::detect::job {

inline constexpr std::uint16_t about_record = 1; ///< The fingerprint of the rules; first.
inline constexpr std::uint16_t found_record = 2;
inline constexpr std::uint16_t seen_record = 3;
inline constexpr std::uint16_t file_record = 4;
inline constexpr std::uint16_t end_record = 5; ///< Counts; last.
inline constexpr std::uint16_t rule_record = 6;
inline constexpr std::uint16_t correlation_record = 7;
inline constexpr std::uint16_t refused_record = 8;
inline constexpr std::uint16_t trouble_record = 9; ///< Why there are no rules.

inline constexpr std::size_t args_max = 9; ///< The code among them.
inline constexpr std::size_t end_bytes_max = std::size_t{8} << 20U;

} // namespace sokuo::detect::job
