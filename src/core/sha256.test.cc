#include "core/sha256.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

namespace sokuo {
namespace {

// FIPS 180-4's examples, as NIST publishes them.
TEST_CASE("the hash is SHA-256") {
    CHECK(to_hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(sha256(as_bytes("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(to_hex(sha256(as_bytes(std::string(1'000'000, 'a')))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("pieces hash as the whole, however it is cut") {
    const std::string text(300, 'x');
    const auto whole = sha256(as_bytes(text));
    for (std::size_t cut = 0; cut <= text.size(); cut += 7) {
        Sha256 hash;
        hash.update(as_bytes(text).first(cut));
        hash.update({});
        hash.update(as_bytes(text).subspan(cut));
        CHECK(hash.finish() == whole);
    }
}

TEST_CASE("a hash that is being made can be moved, and another goes on beside it") {
    Sha256 first;
    first.update(as_bytes("a"));
    CHECK(sha256(as_bytes("something else")) != Hash{});
    Sha256 moved{std::move(first)};
    moved.update(as_bytes("bc"));
    CHECK(moved.finish() == sha256(as_bytes("abc")));
}

TEST_CASE("threads hash at the same time") {
    const auto expected = sha256(as_bytes("abc"));
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    threads.reserve(wrong.size());
    for (auto& count : wrong) {
        threads.emplace_back([&count, &expected] {
            for (int i = 0; i < 2000; ++i)
                count += sha256(as_bytes("abc")) == expected ? 0 : 1;
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}

} // namespace
} // namespace sokuo
