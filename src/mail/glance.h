#pragma once

// A look at the head of a mail while its bytes pass: how often it was handed on, and whether a
// machine wrote it. Pure; keeps a few hundred bytes whatever comes. This is no parser: a head that
// is wrong gives a glance all the same.

#include "mail/inlet.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::mail {

inline constexpr std::uint32_t received_max = 50;        ///< More: it goes round in a circle.
inline constexpr std::size_t head_bytes_max = 1'000'000; ///< Behind that nothing is looked at.

class HeadWatch {
public:
    /// The next bytes of the mail, cut anywhere.
    void take(std::string_view bytes);
    /// Complete once the whole mail was taken.
    [[nodiscard]] Glance glance() const;

private:
    void end_line();
    void end_field();

    Glance seen_;
    std::string line_;  ///< Its first bytes.
    std::string field_; ///< The first bytes of a field, its lines joined.
    bool is_over_ = false;
};

/// Why no machine may answer a mail (RFC 3834 §2, RFC 5321 §6.3), or `none`. A person may.
enum class Silence : std::uint8_t {
    none,
    nobody_there, ///< From `<>`, or from no address that could be answered.
    goes_round,   ///< Handed on more than `received_max` times.
    automatic,
    from_list,
    unreadable, ///< A head too long to tell.
};

[[nodiscard]] Silence why_no_answer(const Envelope& envelope, const Glance& glance);

} // namespace sokuo::mail
