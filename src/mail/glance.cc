#include "mail/glance.h"

#include "mail/address.h"

#include <algorithm>
#include <array>
#include <span>

namespace sokuo::mail {
namespace {

constexpr std::size_t field_bytes_max = 512; // Enough for the few fields that are looked at.

bool is_one_of(std::string_view text, std::span<const std::string_view> all) {
    return std::ranges::any_of(all, [&](std::string_view one) { return is_same(text, one); });
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The value up to its parameters or comment: `auto-replied; owner-email=…`, `no (by hand)`.
std::string_view first_word(std::string_view value) {
    return value.substr(0, std::min(value.find_first_of(" \t;("), value.size()));
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.size() >= start.size() && is_same(text.substr(0, start.size()), start);
}

// RFC 3834 §2, and what programs that do not know it have in use: Precedence, Exchange's
// suppression of answers, reports in place of a text (RFC 6522: bounces, receipts).
bool tells_of_a_machine(std::string_view name, std::string_view value) {
    constexpr std::array<std::string_view, 3> bulk{"bulk", "junk", "auto_reply"};
    if (is_same(name, "Auto-Submitted")) return !is_same(first_word(value), "no");
    if (is_same(name, "Precedence")) return is_one_of(first_word(value), bulk);
    if (is_same(name, "X-Auto-Response-Suppress")) return !is_same(first_word(value), "none");
    if (is_same(name, "Content-Type")) return starts_with(value, "multipart/report");
    return is_same(name, "X-Autoreply") || is_same(name, "X-Autorespond");
}

bool tells_of_a_list(std::string_view name, std::string_view value) {
    constexpr std::array<std::string_view, 4> fields{"List-Id", "List-Post", "List-Unsubscribe",
                                                     "List-Help"};
    return is_one_of(name, fields) ||
           (is_same(name, "Precedence") && is_same(first_word(value), "list"));
}

} // namespace

void HeadWatch::take(std::string_view bytes) {
    while (!is_over_ && !bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto piece = bytes.substr(0, end);
        line_.append(piece.substr(0, field_bytes_max - std::min(field_bytes_max, line_.size())));
        const auto passed = std::min(bytes.size(), piece.size() + 1);
        bytes.remove_prefix(passed);
        seen_.bytes += passed; // Of the head only, as long as it is not over.
        if (end != std::string_view::npos) end_line();
        if (seen_.bytes > head_bytes_max) seen_.is_head_endless = is_over_ = true;
    }
}

void HeadWatch::end_line() {
    if (line_.ends_with('\r')) line_.pop_back();
    const bool goes_on = line_.starts_with(' ') || line_.starts_with('\t');
    if (!goes_on) end_field();
    if (line_.empty()) is_over_ = true;
    field_.append(line_, 0, field_bytes_max - std::min(field_bytes_max, field_.size()));
    line_.clear();
}

void HeadWatch::end_field() {
    const std::string_view field = field_;
    const auto colon = field.find(':');
    if (colon != std::string_view::npos) {
        const auto name = without_blanks(field.substr(0, colon));
        const auto value = without_blanks(field.substr(colon + 1));
        if (is_same(name, "Received")) ++seen_.received;
        if (is_same(name, "Return-Path") && value == "<>") seen_.is_from_nobody = true;
        if (tells_of_a_machine(name, value)) seen_.is_automatic = true;
        if (tells_of_a_list(name, value)) seen_.is_from_list = true;
    }
    field_.clear();
}

Glance HeadWatch::glance() const {
    auto whole = *this;
    if (!whole.is_over_) { // A mail that ends within its head.
        whole.end_line();
        whole.end_field();
    }
    return whole.seen_;
}

Silence why_no_answer(const Envelope& envelope, const Glance& glance) {
    const bool has_nobody = envelope.sender && !is_address(*envelope.sender);
    if (has_nobody || glance.is_from_nobody) return Silence::nobody_there;
    if (glance.received > received_max) return Silence::goes_round;
    if (glance.is_automatic) return Silence::automatic;
    if (glance.is_from_list) return Silence::from_list;
    return glance.is_head_endless ? Silence::unreadable : Silence::none;
}

} // namespace sokuo::mail
