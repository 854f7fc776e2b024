#include "core/envelope.h"

#include <doctest/doctest.h>

namespace sokuo {
namespace {

TEST_CASE("an envelope opens for its receiver, whole, and for nobody else") {
    SystemRandom random;
    const auto receiver = EnvelopeSecret::make(random);
    const auto envelope = enclose(receiver.public_key(), as_bytes("鍵"));
    const auto opened = receiver.open(envelope);
    REQUIRE(opened.ok());
    CHECK(opened.value() == Bytes(as_bytes("鍵").begin(), as_bytes("鍵").end()));
    CHECK_FALSE(EnvelopeSecret::make(random).open(envelope).ok());
    for (std::size_t place = 0; place < envelope.size(); ++place) {
        auto altered = envelope;
        altered[place] ^= std::byte{1};
        CHECK_FALSE(receiver.open(altered).ok());
    }
    CHECK_FALSE(receiver.open(ByteView{envelope}.first(20)).ok());
}

} // namespace
} // namespace sokuo
