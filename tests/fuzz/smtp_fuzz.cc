// A conversation as it comes from the network, and what an IMAP server says. How the bytes were cut
// must change neither the replies nor the mails, and nothing else than CR LF . CR LF ends one.

#include "fuzz.h"
#include "mail/dialogue.h"
#include "mail/imap_reader.h"

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::mail;

constexpr std::uint64_t message_bytes_max = 2'000;

class Shelf final : public Inlet {
public:
    Result<std::unique_ptr<Sink>> begin(const Envelope& envelope) override {
        fuzz::must(!envelope.recipients.empty() && envelope.recipients.size() <= recipients_max);
        return std::unique_ptr<Sink>{std::make_unique<Place>(*this)};
    }
    std::vector<std::string> mails;

private:
    class Place final : public Sink {
    public:
        explicit Place(Shelf& shelf) : shelf_{shelf} {}
        Result<> write(std::string_view bytes) override {
            text_.append(bytes);
            fuzz::must(text_.size() <= message_bytes_max);
            return Done{};
        }
        Result<> finish(const Glance& glance) override {
            fuzz::must(glance.bytes == text_.size());
            shelf_.mails.push_back(std::move(text_));
            return Done{};
        }

    private:
        Shelf& shelf_;
        std::string text_;
    };
};

class StillClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return {}; }
};

struct Talk {
    std::string replies;
    std::vector<std::string> mails;
};

Talk talk(std::string_view input, std::size_t step, Protocol protocol) {
    const Host host{.account = {.name = "poc", .message_bytes_max = message_bytes_max},
                    .protocol = protocol,
                    .name = "sokuo",
                    .recipients = {"a@b"}};
    Shelf shelf;
    const StillClock clock;
    const Notice notice = [](const Error&) {};
    Talk talk;
    Dialogue dialogue{host, "unix", shelf, clock, notice};
    while (!input.empty() && !dialogue.is_over()) {
        std::string out;
        const auto taken = dialogue.take(input.substr(0, step), out);
        fuzz::must(taken > 0 && out.size() < 30'000);
        fuzz::must(out.empty() || out.ends_with("\r\n"));
        input.remove_prefix(taken);
        talk.replies += out;
    }
    dialogue.hang_up();
    talk.mails = std::move(shelf.mails);
    return talk;
}

void converse(std::string_view input, Protocol protocol) {
    const auto whole = talk(input, input.size(), protocol);
    const auto bytewise = talk(input, 1, protocol);
    fuzz::must(whole.replies == bytewise.replies);
    fuzz::must(whole.mails == bytewise.mails);
}

std::string said(std::string_view input, std::size_t step) {
    ImapReader reader;
    std::string all;
    while (!input.empty()) {
        auto piece = input.substr(0, step);
        input.remove_prefix(piece.size());
        for (;;) {
            const auto got = reader.next(piece);
            if (got == ImapReader::Step::more) break;
            if (got == ImapReader::Step::bad) return all + "bad";
            if (got == ImapReader::Step::line) all += reader.is_rest() ? "\nrest " : "\nline ";
            all += reader.text();
            static_cast<void>(imap_number(reader.text(), "UID"));
        }
        fuzz::must(piece.empty());
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    converse(text, Protocol::smtp);
    converse(text, Protocol::lmtp);
    // Most of what is random never gets as far as a mail.
    const std::string opening = "LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b>\r\n";
    converse(opening + "DATA\r\n" + std::string{text}, Protocol::lmtp);
    converse(opening + "BDAT " + std::string{text}, Protocol::lmtp);
    fuzz::must(said(text, text.size()) == said(text, 1));
    static_cast<void>(imap_folder(text));
    return 0;
}
