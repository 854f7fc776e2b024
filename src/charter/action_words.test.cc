#include "charter/action_words.h"

#include "charter/charter.h"

#include <doctest/doctest.h>

namespace sokuo::charter {
namespace {

TEST_CASE("every action has words for the person who gives the right to it") {
    for (const auto action : actions())
        CHECK_MESSAGE(action_words(action) != nullptr, action);
    CHECK(action_words("incident.konverge") == nullptr);
}

} // namespace
} // namespace sokuo::charter
