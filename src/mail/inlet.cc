#include "mail/inlet.h"

#include "mail/glance.h"

#include <utility>

namespace sokuo::mail {
namespace {

constexpr Message message_too_large{"mail.message_too_large",
                                    "メールが大きすぎます（{0} バイトまで）。",
                                    "The mail is too large (at most {0} bytes)."};

} // namespace

std::string_view name_of(Network network) {
    switch (network) {
    case Network::internet: return "internet";
    case Network::lgwan: return "lgwan";
    }
    return {};
}

std::string_view name_of(Way way) {
    switch (way) {
    case Way::lmtp: return "lmtp";
    case Way::smtp: return "smtp";
    case Way::imap: return "imap";
    case Way::maildir: return "maildir";
    }
    return {};
}

struct Delivery::Inside {
    std::unique_ptr<Sink> sink;
    std::uint64_t bytes_max = 0;
    std::uint64_t bytes = 0;
    HeadWatch head;
    std::optional<Error> failed;

    Result<> fail(Error error) {
        sink.reset();
        failed = std::move(error);
        return *failed;
    }
};

Delivery::Delivery(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
Delivery::~Delivery() = default;

Result<std::unique_ptr<Delivery>> Delivery::begin(Inlet& inlet, const Envelope& envelope,
                                                  std::uint64_t bytes_max) {
    auto inside = std::make_unique<Inside>();
    inside->sink = TRY(inlet.begin(envelope));
    inside->bytes_max = bytes_max;
    return std::unique_ptr<Delivery>{new Delivery{std::move(inside)}};
}

Result<> Delivery::write(std::string_view bytes) {
    auto& in = *inside_;
    if (in.failed) return *in.failed;
    if (bytes.size() > in.bytes_max - in.bytes)
        return in.fail(failure(Errc::too_large, message_too_large, {std::to_string(in.bytes_max)}));
    in.bytes += bytes.size();
    in.head.take(bytes);
    auto written = in.sink->write(bytes);
    return written.ok() ? written : in.fail(std::move(written).error());
}

Result<> Delivery::finish() {
    auto& in = *inside_;
    if (in.failed) return *in.failed;
    auto glance = in.head.glance();
    glance.bytes = in.bytes;
    auto finished = in.sink->finish(glance);
    return finished.ok() ? finished : in.fail(std::move(finished).error());
}

} // namespace sokuo::mail
