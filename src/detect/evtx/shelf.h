#pragma once

// The templates a desk has met, compiled once for all chunks that hold the same definition. What it
// remembers saves time and nothing else: it answers for a block what it would with an empty memory.

#include "detect/evtx/library.h"
#include "detect/evtx/template.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sokuo::detect::evtx {

class Shelf {
public:
    /// `library`: null, or outlives this.
    Shelf(Fields& fields, const Library* library);

    /// The chunk at `place` of the file: what was known by its place in the last one is not any
    /// more.
    void turn(std::uint64_t place);

    /// The template at `offset` that begins with `id` (the first part of its GUID), as a record of
    /// the window says; when another, or none, lies there, the last one with this id that was met
    /// in this chunk, or else the library's. Null when there is none. Lives until `turn`.
    [[nodiscard]] const Template* at(const Window& window, std::uint32_t offset, std::uint32_t id,
                                     bool is_live) {
        if (offset < by_offset_.size()) {
            const auto* const known = by_offset_[offset];
            if (known != nullptr && known->id() == id && known != &nothing_) return known;
        }
        return look(window, offset, id, is_live);
    }

    /// The template whose definition begins at `head` of the window's bytes; null when none does.
    [[nodiscard]] const Template* learn(const Window& window, std::size_t head, bool is_live);

    /// A text of XML without a template, in its place.
    struct Text {
        const char* data = nullptr;
        std::uint16_t size = 0;
    };
    /// The element that begins at `begin` as a template, its texts as the substitutions, and
    /// `begin` moved behind it: forwarded events are alike but for those. Null when it cannot be
    /// read. Lives until `turn`; one that was not kept, until the next `forget_unkept`. Adds to
    /// `steps` what it took.
    [[nodiscard]] const Template* shape(const Window& window, std::size_t& begin, std::size_t end,
                                        bool is_live, std::vector<Text>& texts, std::size_t& steps);
    void forget_unkept() { unkept_.made.clear(); }

    /// The eighteen values that every event of a provider with a manifest begins with, in the one
    /// order that Windows writes them in: for records whose template is gone. Who uses it looks
    /// whether what comes out can be.
    [[nodiscard]] const Template& usual() const { return usual_; }

private:
    /// Definitions with the same first part of their GUID.
    struct Versions {
        std::vector<Template*> all{}; ///< The newest last.
        const Template* met = nullptr;
        std::uint64_t met_in = 0; ///< The turn in which it was.
    };

    [[nodiscard]] const Template* look(const Window& window, std::uint32_t offset, std::uint32_t id,
                                       bool is_live);
    [[nodiscard]] const Template* borrow(std::uint32_t id);
    [[nodiscard]] const Template* meet(Versions& versions, const Template* known, std::size_t size);
    struct Compared {
        const Template& known;
        const Window& window;
        std::size_t begin = 0;
        std::size_t end = 0;
        bool must_hash = false;
    };
    /// Where it ends; npos when it says something else, or reading it anew would not give the same.
    [[nodiscard]] static std::size_t says_the_same(const Compared& task,
                                                   std::vector<Text>* texts = nullptr);
    void remember(std::uint32_t offset, const Template* known);
    void make_usual();

    Fields& fields_;
    const Library* library_;
    Compiler compiler_;
    Template scratch_{};
    Template nothing_{}; ///< Stands for a definition that cannot be read.
    std::vector<std::unique_ptr<Template>> all_{};
    std::vector<std::unique_ptr<Template>> shapes_{}; ///< The one used last first.
    Template unkept_{};
    Template usual_{};
    std::size_t bytes_ = 0;
    std::unordered_map<std::uint32_t, Versions> by_id_{};
    std::vector<const Template*> by_offset_; ///< One place for each offset of a chunk.
    std::vector<std::uint32_t> used_{};      ///< Which of them are not null.
    std::uint64_t turn_ = 0;
    std::uint64_t place_ = 0;
    // What the definitions of this chunk may still cost.
    std::size_t templates_left_ = 0;
    std::size_t bytes_left_ = 0;
};

} // namespace sokuo::detect::evtx
