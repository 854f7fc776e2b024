#pragma once

// The definitions of a file in the order they stand in it, for records whose own is gone: those of
// slack space and damage. The thread that cuts the file gathers them, block by block; so what a
// record finds depends on the file, and not on which thread read what before.
//
// A definition is the same as another when its GUID and its size are: the first is kept.

#include "detect/evtx/template.h"
#include "detect/reader.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace sokuo::detect::evtx {

class Library {
public:
    /// Looks through a block for definitions. By one thread, in the order of the file.
    void gather(const Block& block);

    /// The last new definition with this id in the blocks up to the one at `place` of the file:
    /// bytes of its own that begin with its head, and all offsets count from there. Null when
    /// there is none. By any thread, for blocks that were gathered. Lives as long as this.
    [[nodiscard]] const std::string* find(std::uint32_t id, std::uint64_t place) const;

private:
    struct Entry {
        std::uint64_t place = 0;  ///< Of the block.
        std::size_t size = 0;     ///< As the definition said it.
        std::string definition{}; ///< Empty when it cannot be read.
    };

    [[nodiscard]] bool gather_listed(const Window& window, std::uint64_t place);
    void gather_found(const Window& window, std::size_t from, std::uint64_t place);
    void add(const Window& window, std::size_t head, bool must_hash, std::uint64_t place);
    [[nodiscard]] std::string alone(const Window& window, std::size_t head, std::size_t stop);

    struct Moved { ///< A name: where it was, and where it is in the copy.
        std::size_t from = 0;
        std::size_t to = 0;
    };

    Fields fields_{};
    Compiler compiler_{fields_};
    Template scratch_{};
    std::vector<Moved> moved_{};
    std::size_t left_ = 0; ///< Bytes that may still be read of this block.
    std::size_t count_ = 0;
    std::size_t bytes_ = 0;
    mutable std::mutex mutex_{};
    std::unordered_map<std::uint32_t, std::vector<std::unique_ptr<Entry>>> by_id_{};
};

} // namespace sokuo::detect::evtx
