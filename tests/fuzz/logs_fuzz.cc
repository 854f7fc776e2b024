// Logs as strangers give them: what a file is, how it is cut and what its events are. The same
// bytes cut at other places give the same events, whatever text an event holds is UTF-8, and a log
// given as another kind than it is does no harm; nor does a stream. The first byte says which kind;
// 0: as recognised.

#include "core/text.h"
#include "detect/input/members.h"
#include "detect/input/open.h"
#include "detect/input/stream.h"
#include "detect/logs/json.h"
#include "detect/logs/linux.h"
#include "detect/logs/table.h"
#include "detect/logs/web.h"
#include "detect/logs/windows_xml.h"
#include "detect/stream/feed.h"
#include "fuzz.h"

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;
using namespace sokuo::detect::logs;

Bytes bytes_of(std::string_view text) {
    const auto bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

class Listener final : public Sink {
public:
    explicit Listener(const Names& names) : names_{names} {}
    void take(const Event& event) override {
        fuzz::must(event.source != nullptr);
        fuzz::must(is_valid_utf8(event.line));
        heard += std::to_string(event.record);
        heard += event.line;
        for (const auto& value : {event.channel, event.provider, event.time, event.computer})
            read(value);
        static_cast<void>(moment_of(event.time));
        for (const auto& value : event.values) {
            fuzz::must(value.field < names_.count());
            heard += names_.name(value.field);
            read(value);
        }
        heard += '\n';
    }
    std::string heard;

private:
    void read(const Value& value) {
        fuzz::must(value.type != Type::null || value.bytes.empty());
        if (value.type == Type::utf8) fuzz::must(is_valid_utf8(value.bytes));
        heard += value.bytes;
        heard += '\x1f';
    }
    const Names& names_;
};

std::string heard_of(Reader& reader, std::uint64_t& unreadable) {
    const auto desk = reader.desk({});
    Listener listener{reader.names(*desk)};
    Tally tally;
    for (Block block;;) {
        const auto more = reader.cut(block);
        if (!more.ok()) continue;
        if (!more.value()) break;
        reader.read(block, *desk, listener, tally);
    }
    fuzz::must(tally.troubles.size() <= 16);
    unreadable = tally.unreadable;
    return std::move(listener.heard);
}

std::unique_ptr<Reader> opened(unsigned kind, std::string_view text, std::size_t piece) {
    auto stream = read_memory(bytes_of(text));
    switch (kind) {
    case 1: return read_json(std::move(stream), JsonForm::lines, {}, "jsonl", piece);
    case 2: return read_json(std::move(stream), JsonForm::elements, {}, "json", piece);
    case 3: return read_linux(std::move(stream), {.year = 2026}, "syslog", piece);
    case 4: return read_web(std::move(stream), WebForm::access, {}, piece);
    case 5: return read_web(std::move(stream), WebForm::apache_error, {}, piece);
    case 6: return read_web(std::move(stream), WebForm::nginx_error, {}, piece);
    case 7: return read_web(std::move(stream), WebForm::squid, {}, piece);
    case 8: return read_w3c(std::move(stream), {}, piece);
    case 9: return read_table(std::move(stream), ',', {}, piece);
    case 10: return read_xml(std::move(stream), {}, piece);
    default: return read_plain(std::move(stream), {}, piece);
    }
}

void read_as_recognised(std::string_view text) {
    Members members{read_memory(bytes_of(text)), "f", {.all_bytes_max = 1U << 20U}};
    while (true) {
        auto member = members.next();
        if (!member.ok()) continue;
        if (!member.value()) return;
        const auto reader = open_reader(std::move(*member.value()));
        std::uint64_t unreadable = 0;
        if (reader.ok()) heard_of(*reader.value(), unreadable);
    }
}

class NamedEar final : public NamedSink {
public:
    void take(const Event& event, const Names& names) override {
        Listener listener{names};
        listener.take(event);
        all += listener.heard;
    }
    std::string all;
};

// A connection is read as it comes. What it is seen to be may hang on how much came first; lines
// are lines, however they come.
void read_as_stream(std::string_view text, std::size_t piece) {
    const auto heard = [&](Feed::Form form, std::size_t bytes) {
        const Names names;
        LineDesks desks{names, {}};
        Feed feed{desks, form};
        NamedEar ear;
        Tally tally;
        for (std::size_t at = 0; at < text.size(); at += bytes)
            if (!feed.add(as_bytes(text.substr(at, bytes)), ear, tally).ok()) return ear.all;
        static_cast<void>(feed.finish(ear, tally));
        ear.all += " unreadable " + std::to_string(tally.unreadable);
        return ear.all;
    };
    const auto whole = heard(Feed::Form::lines, text.size());
    fuzz::must(whole == heard(Feed::Form::lines, piece));
    static_cast<void>(heard(Feed::Form::seen, piece));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const unsigned kind = data[0] % 13U;
    const auto text = fuzz::text(data + 1, size - 1);
    if (kind == 12) {
        read_as_stream(text, data[0] / 13U + 1U);
        return 0;
    }
    if (kind == 0) {
        read_as_recognised(text);
        return 0;
    }
    // The head of a file is looked at as a whole, so that what may be cut comes behind it.
    std::string padded(4096, kind == 8 ? '#' : '\n');
    if (kind == 9) padded = "a,b,c\nx," + std::string(4096, 'x') + "\n";
    if (kind == 8) padded += '\n';
    padded += text;
    std::uint64_t unreadable = 0;
    std::uint64_t also = 0;
    const auto whole = heard_of(*opened(kind, padded, block_bytes), unreadable);
    const auto pieces = heard_of(*opened(kind, padded, (data[0] / 12U + 1U) * 16U), also);
    // What is between the elements of a list may be counted in one piece or in two.
    if (kind == 2) return 0;
    fuzz::must(whole == pieces);
    fuzz::must(unreadable == also);
    return 0;
}
