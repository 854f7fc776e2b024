#include "detect/stream/feed.h"

#include "detect/input/open.h"
#include "detect/stream/messages.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect {
namespace {

// Of what cannot be told by then, lines are the best guess.
constexpr std::size_t head_bytes_max = 64UL << 10U;

bool is_of_lines(Format format) {
    switch (format) {
    case Format::json_lines:
    case Format::eve_lines:
    case Format::syslog:
    case Format::auditd:
    case Format::sysmon_linux:
    case Format::access:
    case Format::apache_error:
    case Format::nginx_error:
    case Format::squid:
    case Format::lines: return true;
    case Format::evtx:
    case Format::json_elements:
    case Format::eve_elements:
    case Format::event_xml:
    case Format::w3c:
    case Format::csv: return false;
    }
    return true;
}

} // namespace

// What was handed in and not yet taken out.
class Feed::Pushed final : public ByteStream {
public:
    void push(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void end() { is_over_ = true; }

    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), bytes_.size() - at_);
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), count, room.begin());
        at_ += count;
        if (at_ == bytes_.size()) {
            bytes_.clear();
            at_ = 0;
        }
        return count;
    }
    [[nodiscard]] bool is_waiting() const override { return !is_over_; }

private:
    Bytes bytes_;
    std::size_t at_ = 0;
    bool is_over_ = false;
};

Feed::Feed(LineDesks& desks, Form form) : desks_{&desks} {
    if (form == Form::seen) return;
    auto pushed = std::make_unique<Pushed>();
    pushed_ = pushed.get();
    lines_ = logs::cut_lines(std::move(pushed), block_bytes);
    is_known_ = true;
}

Feed::~Feed() = default;

void Feed::move_to(LineDesks& desks) {
    desks_ = &desks;
    if (reader_) desk_ = reader_->desk(desks.names());
}

std::string_view Feed::format() const {
    if (!is_known_) return {};
    return reader_ ? reader_->format() : to_string(Format::lines);
}

Result<> Feed::begin() {
    auto found = recognise(head_, {});
    // What is no UTF-8 is repaired line by line; nobody sends UTF-16 line by line.
    found.encoding = Encoding::utf8;
    // A table is read with its heading before each piece of it.
    if (found.format == Format::csv && as_text(head_).find('\n') >= head_bytes_max)
        found.format = Format::lines;
    if (found.format == Format::evtx) return failure(Errc::invalid, stream_is_evtx);
    auto pushed = std::make_unique<Pushed>();
    pushed_ = pushed.get();
    pushed_->push(head_);
    head_ = {};
    is_known_ = true;
    if (is_of_lines(found.format)) {
        lines_ = logs::cut_lines(std::move(pushed), block_bytes);
        return Done{};
    }
    auto hints = desks_->hints();
    hints.block_bytes = block_bytes;
    reader_ = TRY(open_as(found, std::move(pushed), hints));
    desk_ = reader_->desk(desks_->names());
    return Done{};
}

void Feed::read_all(NamedSink& sink, Tally& tally) {
    while (true) {
        // Memory cannot fail, and nothing is packed: there are no errors but the end.
        const auto more = reader_ ? reader_->cut(block_) : lines_->cut(block_);
        if (!more.ok() || !more.value()) return;
        if (!reader_) {
            desks_->read(block_, text_form_, sink, tally);
            continue;
        }
        read_named(*reader_, block_, *desk_, sink, tally);
        if (desk_->is_full()) desk_ = reader_->desk(desks_->names());
    }
}

Result<> Feed::add(ByteView bytes, NamedSink& sink, Tally& tally) {
    if (is_known_) {
        pushed_->push(bytes);
    } else {
        head_.insert(head_.end(), bytes.begin(), bytes.end());
        const auto text = as_text(head_);
        const auto end = text.rfind('\n');
        const bool is_enough = head_.size() >= head_bytes_max ||
                               (end != text.npos && !is_only_begun(text.substr(0, end + 1)));
        if (!is_enough) return Done{};
        TRY(begin());
    }
    read_all(sink, tally);
    return Done{};
}

Result<> Feed::finish(NamedSink& sink, Tally& tally) {
    if (!is_known_) TRY(begin());
    pushed_->end();
    read_all(sink, tally);
    return Done{};
}

} // namespace sokuo::detect
