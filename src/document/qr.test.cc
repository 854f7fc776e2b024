#include "document/qr.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::document {
namespace {

// The three corners by which a reader finds the code.
bool has_finder(const std::vector<std::string>& rows, std::size_t top, std::size_t left) {
    const std::vector<std::string> finder{"1111111", "1000001", "1011101", "1011101",
                                          "1011101", "1000001", "1111111"};
    for (std::size_t row = 0; row < finder.size(); ++row) {
        if (rows[top + row].substr(left, 7) != finder[row]) return false;
    }
    return true;
}

TEST_CASE("a text becomes a square of dark and light with its three corners") {
    const auto rows = qr_rows("otpauth://totp/city:sato?secret=GEZDGNBVGY3TQOJQ").value();
    const auto width = rows.size();
    CHECK(width % 4 == 1); // 17 + 4 × version
    CHECK(std::ranges::all_of(rows, [&](const auto& row) {
        return row.size() == width && row.find_first_not_of("01") == std::string::npos;
    }));
    CHECK(has_finder(rows, 0, 0));
    CHECK(has_finder(rows, 0, width - 7));
    CHECK(has_finder(rows, width - 7, 0));
    CHECK(!has_finder(rows, width - 7, width - 7));
}

TEST_CASE("on paper it has more squares than on a screen, so that a quarter of it may be lost") {
    const std::string address = "https://csirt.example/poc/report";
    CHECK(qr_rows(address, QrFor::paper).value().size() > qr_rows(address).value().size());
}

TEST_CASE("what no QR code holds is refused") {
    CHECK(qr_rows(std::string(3000, 'x')).error().code == Errc::too_large);
    CHECK(qr_rows(std::string(2000, 'x'), QrFor::paper).error().code == Errc::too_large);
    CHECK(qr_rows(std::string(2000, 'x')).ok());
}

} // namespace
} // namespace sokuo::document
