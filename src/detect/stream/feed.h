#pragma once

// One connection: bytes as they come, read as soon as a record is whole. Nothing waits for a block
// to be full, and what is kept is at most the beginning of one record (1 MiB; a longer one is
// counted and passed over).
//
//     LineDesks desks{program.names, {}};
//     Feed feed{desks};
//     feed.add(bytes, sink, tally);   // as often as bytes come
//     feed.finish(sink, tally);

#include "core/bytes.h"
#include "detect/logs/cutter.h"
#include "detect/stream/line_desks.h"

#include <memory>
#include <string_view>

namespace sokuo::detect {

class Feed {
public:
    enum class Form : std::uint8_t {
        seen,  ///< By what comes first. Lines are then told apart one by one.
        lines, ///< Lines, whatever comes first: datagrams of many senders.
    };
    explicit Feed(LineDesks& desks, Form form = Form::seen);
    ~Feed();
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    /// Errors: `invalid` for an event log of Windows, which is no stream. Then nothing more may be
    /// added.
    Result<> add(ByteView bytes, NamedSink& sink, Tally& tally);
    /// Nothing more comes: what has no line end is read as well. Errors: as `add`.
    Result<> finish(NamedSink& sink, Tally& tally);
    /// Goes on with other rules' names. `desks` outlives it from now on.
    void move_to(LineDesks& desks);

    /// `lines` where lines are told apart one by one; empty until enough has come.
    [[nodiscard]] std::string_view format() const;

private:
    class Pushed;
    Result<> begin();
    void read_all(NamedSink& sink, Tally& tally);

    static constexpr std::size_t block_bytes = 64UL << 10U;
    LineDesks* desks_;
    Bytes head_;               ///< Until it is known what it is.
    Pushed* pushed_ = nullptr; ///< Belongs to the cutter or the reader.
    std::unique_ptr<logs::Cutter> lines_;
    std::unique_ptr<Reader> reader_; ///< Of what is no lines: tables, XML, JSON over many lines.
    std::unique_ptr<Desk> desk_;
    Format text_form_ = Format::lines;
    Block block_;
    bool is_known_ = false;
};

} // namespace sokuo::detect
