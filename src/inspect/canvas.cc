#include "inspect/canvas.h"

#include <algorithm>

namespace sokuo::inspect {
namespace {

std::vector<std::uint32_t> places(std::uint32_t from, std::uint32_t to) {
    std::vector<std::uint32_t> all(from);
    for (std::uint32_t at = 0; at < from; ++at)
        all[at] = static_cast<std::uint32_t>(std::uint64_t{at} * to / from);
    return all;
}

} // namespace

bool Canvas::open(std::uint32_t width, std::uint32_t height) {
    const auto longest = std::max(width, height);
    if (width == 0 || height == 0 || longest > picture_side_max) return false;
    if (std::uint64_t{width} * height > picture_pixels_max) return false;
    const auto scaled = [&](std::uint32_t side) {
        if (longest <= preview_side_max) return side;
        const auto small = std::uint64_t{side} * preview_side_max / longest;
        return std::max(1U, static_cast<std::uint32_t>(small));
    };
    width_ = scaled(width);
    height_ = scaled(height);
    column_of_ = places(width, width_);
    row_of_ = places(height, height_);
    boxes_.assign(std::size_t{width_} * height_, {});
    return true;
}

void Canvas::add(std::uint32_t x, std::uint32_t y, const std::array<unsigned, 3>& color) {
    auto& box = boxes_[std::size_t{row_of_[y]} * width_ + column_of_[x]];
    for (std::size_t part = 0; part < color.size(); ++part)
        box.sums[part] += color[part];
    ++box.count;
}

Picture Canvas::picture(unsigned orientation) const {
    const bool is_on_side = orientation >= 5;
    const bool is_mirrored =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool is_upside_down =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture picture{.width = is_on_side ? height_ : width_,
                    .height = is_on_side ? width_ : height_};
    picture.pixels.reserve(boxes_.size() * 3);
    for (std::uint32_t y = 0; y < picture.height; ++y) {
        for (std::uint32_t x = 0; x < picture.width; ++x) {
            auto column = is_on_side ? y : x;
            auto row = is_on_side ? x : y;
            if (is_mirrored) column = width_ - 1 - column;
            if (is_upside_down) row = height_ - 1 - row;
            const auto& box = boxes_[std::size_t{row} * width_ + column];
            const auto count = std::max(1U, box.count);
            for (const auto sum : box.sums)
                picture.pixels.push_back(
                    static_cast<std::byte>(box.count == 0 ? 255 : sum / count));
        }
    }
    return picture;
}

} // namespace sokuo::inspect
