// Verbs about exchanging through a file: bundle key.

#include "app/bundle_settings.h"
#include "app/verbs.h"

#include <cstdio>
#include <string>
#include <utility>

namespace sokuo::app {
namespace {

Result<> make_key(const Words& words) {
    auto name = TRY(needed(words, "--name"));
    SystemRandom random;
    const auto card = TRY(make_bundle_key(words.plain().front(), std::move(name), random));
    std::printf("%s\n照合番号 / check number: %s\n", bundle::to_text(card).c_str(),
                bundle::check_number(card).c_str());
    return Done{};
}

} // namespace

int run_bundle_key(const Words& words) {
    const auto done = make_key(words);
    return done.ok() ? 0 : refuse(done.error());
}

} // namespace sokuo::app
