#include "app/child.h"

#include "front/front.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>

namespace sokuo::app {
namespace {

constexpr Message cannot_start{"app.front_not_started",
                               "窓口のページを動かすプロセスを始められませんでした。",
                               "The process of the public pages could not be started."};

} // namespace

FrontChild::FrontChild(const ServeOptions& options) : front_{options.directory / "front"} {
    const auto address = options.front.value_or(Address{});
    words_ = {"sokuo", "front", options.directory.string(), "--listen",
              address.host + ":" + std::to_string(address.port)};
    if (!options.public_url.empty()) {
        words_.emplace_back("--public-url");
        words_.push_back(options.public_url);
    }
    for (const auto& proxy : options.trusted_proxies) {
        words_.emplace_back("--trusted-proxy");
        words_.push_back(proxy);
    }
}

FrontChild::~FrontChild() {
    const auto running = front::front_process(front_);
    if (running) kill(*running, SIGTERM);
    if (child_ > 0) waitpid(child_, nullptr, 0);
}

Result<> FrontChild::keep_alive() {
    if (child_ > 0) {
        if (waitpid(child_, nullptr, WNOHANG) == 0) return Done{};
        child_ = 0;
    }
    // One that went on while the program was down.
    if (front::front_process(front_)) return Done{};
    std::vector<char*> words;
    words.reserve(words_.size() + 1);
    for (auto& word : words_)
        words.push_back(word.data());
    words.push_back(nullptr);
    // The child must hear SIGTERM, which this program blocks to wait for it.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int failed =
        posix_spawn(&child_, "/proc/self/exe", nullptr, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0) {
        child_ = 0;
        return because(failure(Errc::unavailable, cannot_start), std::strerror(failed));
    }
    return Done{};
}

} // namespace sokuo::app
