#include "journal/leaf.h"

#include <doctest/doctest.h>

namespace sokuo::journal {
namespace {

Uuid uuid(int first) {
    Uuid id{};
    for (std::size_t i = 0; i < id.size(); ++i)
        id[i] = static_cast<std::byte>(first + static_cast<int>(i));
    return id;
}

// The example of FORMAT.md.
Leaf example() {
    Leaf leaf;
    leaf.log_id = uuid(0x10);
    leaf.seq = 2;
    leaf.stream = {"report", uuid(0x20)};
    leaf.rev = 1;
    leaf.type = "report.received";
    leaf.recorded_at = Time{Duration{1'790'000'000'000'000}};
    leaf.occurred_at = Time{Duration{1'789'999'000'000'000}};
    leaf.actor.person = {uuid(0x30)};
    leaf.actor.post = {uuid(0x40)};
    leaf.actor.assurance = Assurance::password;
    leaf.actor.request = {uuid(0x50)};
    const Salt salt{};
    leaf.commitments = {{Slot::content, 2, commit_to(salt, as_bytes("{}"))}};
    return leaf;
}

// If this fails, journals that exist can no longer be read. Add a format, never change this one.
TEST_CASE("the leaf is the one in FORMAT.md") {
    CHECK(to_hex(encode(example())) ==
          "01"
          "101112131415161718191a1b1c1d1e1f"
          "0000000000000002"
          "067265706f7274"
          "202122232425262728292a2b2c2d2e2f"
          "0000000000000001"
          "0f7265706f72742e7265636569766564"
          "0001"
          "00065bfeda25e000"
          "01"
          "00065bfe9e8b1600"
          "0b"
          "303132333435363738393a3b3c3d3e3f"
          "404142434445464748494a4b4c4d4e4f"
          "02"
          "505152535455565758595a5b5c5d5e5f"
          "01"
          "00"
          "00000002"
          "9becaebf872dde3b41185d6221e8af94a6281df01b2826ef6665b4302d962b71");
}

TEST_CASE("a leaf is read as it was written") {
    const auto bytes = encode(example());
    const auto leaf = decode_leaf(bytes);
    REQUIRE(leaf.ok());
    CHECK(encode(leaf.value()) == bytes);
    CHECK(leaf.value().stream == example().stream);
    CHECK(leaf.value().occurred_at == example().occurred_at);
    CHECK(leaf.value().actor.acting_for.empty());
    CHECK(leaf.value().commitments == example().commitments);
}

TEST_CASE("whatever is read is exactly what would be written: no byte has two forms") {
    const auto bytes = encode(example());
    std::size_t read = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            auto changed = bytes;
            changed[at] = static_cast<std::byte>(value);
            const auto leaf = decode_leaf(changed);
            if (!leaf.ok()) {
                CHECK(leaf.error().code == Errc::corrupt);
                continue;
            }
            ++read;
            if (encode(leaf.value()) != changed) FAIL("byte " << at << " as " << value);
        }
    }
    CHECK(read > 1000); // Times, ids and hashes may be anything.
}

TEST_CASE("a leaf that is cut or has something behind it is refused") {
    auto bytes = encode(example());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(!decode_leaf(ByteView{bytes}.first(size)).ok());
    bytes.push_back(std::byte{0});
    CHECK(!decode_leaf(bytes).ok());
}

TEST_CASE("kinds and types are short names in ASCII") {
    CHECK(is_kind("report"));
    CHECK(!is_kind(""));
    CHECK(!is_kind("Report"));
    CHECK(!is_kind("1report"));
    CHECK(!is_kind(std::string(33, 'a')));
    CHECK(is_type("incident.declared"));
    CHECK(!is_type("incident"));
    CHECK(!is_type("incident."));
    CHECK(!is_type("incident..declared"));
}

} // namespace
} // namespace sokuo::journal
