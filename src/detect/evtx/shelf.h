#pragma once

// The templates a desk has met, compiled once for all chunks that hold the same definition.

#include "detect/evtx/template.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sokuo::detect::evtx {

class Shelf {
public:
    explicit Shelf(Fields& fields);

    /// Another chunk: what was known by its place in the last one is not any more.
    void turn();

    /// The template at `offset` that begins with `id` (the first part of its GUID), as a record of
    /// the window says; or the last one met with this id when another, or none, lies there. A live
    /// record's offset is believed before its id. Null when there is neither. Lives until `turn`.
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
    [[nodiscard]] const Template* look(const Window& window, std::uint32_t offset, std::uint32_t id,
                                       bool is_live);
    /// Where it ends; npos when it says something else.
    [[nodiscard]] static std::size_t says_the_same(const Template& known, const Window& window,
                                                   std::size_t begin, std::size_t end,
                                                   std::vector<Text>* texts = nullptr);
    void remember(std::uint32_t offset, const Template* known);

    Compiler compiler_;
    Template scratch_{};
    Template nothing_{}; ///< Stands for a definition that cannot be read.
    std::vector<std::unique_ptr<Template>> all_{};
    std::vector<std::unique_ptr<Template>> shapes_{}; ///< The one used last first.
    Template unkept_{};
    Template usual_{};
    std::size_t bytes_ = 0;
    std::unordered_map<std::uint32_t, std::vector<Template*>> by_id_{}; ///< The newest last.
    std::vector<const Template*> by_offset_; ///< One place for each offset of a chunk.
    std::vector<std::uint32_t> used_{};      ///< Which of them are not null.
};

} // namespace sokuo::detect::evtx
