#include "http/form.h"

#include <doctest/doctest.h>

namespace sokuo::http {

namespace {

constexpr std::string_view type = "multipart/form-data; boundary=----x7";

std::string part(std::string_view disposition, std::string_view data) {
    return "------x7\r\nContent-Disposition: form-data; " + std::string{disposition} + "\r\n\r\n" +
           std::string{data} + "\r\n";
}

const std::string whole =
    part("name=\"title\"", "不審なメール") +
    "------x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\a %22b%22.eml\""
    "\r\nContent-Type: message/rfc822\r\n\r\n" +
    "From: a\r\n------x\r\n\r\n--\r\n" + part(R"(name="none"; filename="")", "") +
    "------x7--\r\nepilogue";

class Counter final : public PartTarget {
public:
    std::string seen;
    Result<> begin(const PartHead& head) override {
        seen += "[" + head.name + ":";
        return Done{};
    }
    Result<> data(std::string_view piece) override {
        seen += piece;
        return Done{};
    }
    Result<> end() override {
        seen += "]";
        return Done{};
    }
};

} // namespace

TEST_CASE("the parts of a form are read with their files") {
    const auto parts = parse_parts(type, whole);
    REQUIRE(parts.ok());
    REQUIRE(parts.value().size() == 3);
    const auto& [title, file, none] =
        std::tie(parts.value()[0], parts.value()[1], parts.value()[2]);
    CHECK(title.head.name == "title");
    CHECK_FALSE(title.head.is_file);
    CHECK(title.data == "不審なメール");
    CHECK(file.head.file_name == "a \"b\".eml");
    CHECK(file.head.type == "message/rfc822");
    CHECK(file.data == "From: a\r\n------x\r\n\r\n--");
    CHECK(none.head.is_file);
    CHECK(none.head.file_name.empty());
    CHECK(none.data.empty());
}

TEST_CASE("it does not matter how the parts are cut up on their way") {
    for (const std::size_t step : {1U, 2U, 5U, 13U, 1000U}) {
        auto reader = PartReader::open(type);
        REQUIRE(reader.ok());
        Counter counter;
        for (std::string_view rest = whole; !rest.empty();) {
            const auto piece = rest.substr(0, step);
            rest.remove_prefix(piece.size());
            REQUIRE(reader.value().feed(piece, counter).ok());
        }
        CHECK(reader.value().finish().ok());
        CHECK(counter.seen == "[title:不審なメール][file:From: a\r\n------x\r\n\r\n--][none:]");
    }
}

TEST_CASE("what is no form, or half of one, is refused") {
    CHECK_FALSE(parse_parts("text/plain", whole).ok());
    CHECK_FALSE(parse_parts("multipart/form-data", whole).ok());
    CHECK_FALSE(parse_parts("multipart/form-data; boundary=\"\"", whole).ok());
    CHECK_FALSE(parse_parts("multipart/form-data; boundary=other", whole).ok());
    CHECK(parse_parts("Multipart/Form-Data; Boundary=\"----x7\"", whole).ok());
    CHECK_FALSE(parse_parts(type, whole.substr(0, whole.size() - 14)).ok());
    CHECK_FALSE(parse_parts(type, part("filename=\"a\"", "no name") + "------x7--").ok());
    CHECK_FALSE(parse_parts(type, part("name=\"a\xff\"", "x") + "------x7--").ok());
    CHECK_FALSE(parse_parts(type, "------x7\r\nno colon\r\n\r\nx\r\n------x7--").ok());
    CHECK_FALSE(parse_parts(type, "------x7zzz").ok());
    CHECK_FALSE(parse_parts(type, "").ok());
}

TEST_CASE("parts are limited in number and in size") {
    CHECK(parse_parts(type, whole, {.parts_max = 2}).error().code == Errc::too_large);
    CHECK(parse_parts(type, whole, {.parts_max = 3, .part_bytes_max = 10}).error().code ==
          Errc::too_large);
    const auto long_head = part("name=\"" + std::string(9'000, 'a') + "\"", "x") + "------x7--";
    CHECK(parse_parts(type, long_head).error().code == Errc::invalid);
}

TEST_CASE("a posted form is read like a query") {
    const std::vector<Header> expected{{"a", "1 2"}, {"b", "件"}};
    CHECK(parse_form("a=1+2&b=%E4%BB%B6").value() == expected);
    CHECK(parse_form("a=%").error().code == Errc::invalid);
    CHECK(parse_form("a=1&b=2", 1).error().code == Errc::invalid);
}

} // namespace sokuo::http
