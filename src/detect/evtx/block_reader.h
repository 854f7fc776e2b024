#pragma once

#include "detect/evtx/chunk.h"
#include "detect/evtx/evtx.h"
#include "detect/evtx/library.h"

#include <memory>
#include <string_view>

namespace sokuo::detect::evtx {

/// What files and images have in common: their blocks are read alike.
class BlockReader : public Reader {
public:
    explicit BlockReader(EvtxOptions options) : options_{options} {}

    [[nodiscard]] std::string_view format() const override { return "evtx"; }
    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<EvtxDesk>(names, &library_);
    }
    [[nodiscard]] Names& names(Desk& desk) const override {
        return static_cast<EvtxDesk&>(desk).expander.names();
    }
    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const override {
        ChunkWalk{{.block = block,
                   .desk = static_cast<EvtxDesk&>(desk),
                   .sink = sink,
                   .tally = tally,
                   .options = options_}}
            .run();
    }

protected:
    /// Called by `cut` for each block it gives, in their order.
    void gather(const Block& block) {
        if (options_.recover) library_.gather(block);
    }
    [[nodiscard]] const EvtxOptions& options() const { return options_; }

private:
    EvtxOptions options_;
    Library library_{};
};

[[nodiscard]] inline std::string_view text_in(const Block& block) {
    return {reinterpret_cast<const char*>(block.bytes.data()), block.bytes.size()};
}

} // namespace sokuo::detect::evtx
