#include "intake/split.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::intake {
namespace {

using incident::testing::sure;
using incident::testing::told;

incident::Report a_mail() {
    incident::Report whole{};
    whole.id.value.back() = std::byte{7};
    whole.received_at = sure(parse_rfc3339("2026-11-24T00:00:00Z"));
    whole.slip.channel = "mail";
    whole.slip.reporter_class = "resident";
    whole.slip.what = "偽のページがある。プリンターも動かない。";
    whole.slip.where = "市のサイト";
    whole.slip.instructions = "リンクを開かないでください";
    whole.slip.reporter.name = "見本 花子";
    whole.slip.reporter.mail = "hanako@mihon.example";
    whole.slip.reporter_is_finder = true;
    return whole;
}

TEST_CASE("the second matter has the same people and time, and words of its own") {
    const auto whole = a_mail();
    const auto slip = sure(read_split(
        Json::object({{"what", "プリンターが動かない"}, {"where", "2階"}, {"when", "きのう"}}),
        whole, "Asia/Tokyo"));
    CHECK(slip.what == "プリンターが動かない");
    CHECK(slip.where == "2階");
    CHECK(slip.channel == "mail");
    CHECK(slip.reporter_class == "resident");
    CHECK(slip.received_at == whole.received_at);
    CHECK(slip.reporter == whole.slip.reporter);
    CHECK(slip.reporter_is_finder);
    CHECK(slip.split_from == whole.id);
    // What was asked of them was about the first matter, as far as anybody knows.
    CHECK(slip.instructions.empty());
    // きのう is the day before they told us, not before somebody splits it.
    CHECK(slip.when.at < whole.received_at);
}

TEST_CASE("a matter nobody says anything about is none") {
    CHECK(told(read_split(Json::object({}), a_mail(), "Asia/Tokyo")).ends_with(" /what"));
    CHECK(told(read_split(Json::object({{"what", "あ"}, {"channel", "phone"}}), a_mail(),
                          "Asia/Tokyo"))
              .ends_with(" /channel"));
}

} // namespace
} // namespace sokuo::intake
