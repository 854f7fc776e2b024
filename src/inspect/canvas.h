#pragma once

// Adds up the pixels of a large picture in the boxes of a small one, in whatever order they come.

#include "inspect/picture.h"

#include <array>
#include <cstdint>
#include <vector>

namespace sokuo::inspect {

class Canvas {
public:
    /// False when there are none or too many. Before anything else.
    [[nodiscard]] bool open(std::uint32_t width, std::uint32_t height);

    void add(std::uint32_t x, std::uint32_t y, const std::array<unsigned, 3>& color);

    /// Turned upright: `orientation` is TIFF's.
    [[nodiscard]] Picture picture(unsigned orientation) const;

private:
    struct Box {
        std::array<std::uint32_t, 3> sums{};
        std::uint32_t count = 0;
    };

    std::uint32_t width_ = 0;
    std::uint32_t height_ = 0;
    std::vector<std::uint32_t> column_of_{}; ///< By x of the large one.
    std::vector<std::uint32_t> row_of_{};
    std::vector<Box> boxes_{};
};

} // namespace sokuo::inspect
