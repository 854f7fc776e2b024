#include "detect/logs/shape.h"

#include <algorithm>
#include <cassert>

namespace sokuo::detect::logs {
namespace {

Source source_of(std::string_view product, std::string_view categories, std::string_view services) {
    return {.product = std::string{product},
            .categories = words_of(categories),
            .services = words_of(services)};
}

} // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

ShapeBook::ShapeBook() {
    for (const auto shapes : {windows_shapes(), network_shapes(), cloud_shapes()})
        for (const auto& shape : shapes) {
            Entry entry{.shape = &shape,
                        .source = source_of(shape.product, shape.categories, shape.services)};
            for (const auto& need : shape.needs) {
                const auto bit = number_of_path(need.path);
                entry.mask |= std::uint64_t{1} << bit;
                if (!need.value.empty()) entry.valued.push_back({bit, need.value, true});
            }
            for (const auto& one : shape.cases) {
                const auto met = [&](const Need& need) -> Met {
                    if (need.path.empty()) return {};
                    return {number_of_path(need.path), need.value, true};
                };
                const auto product = one.product.empty() ? shape.product : one.product;
                entry.cases.push_back({.need = met(one.need),
                                       .and_need = met(one.and_need),
                                       .source = source_of(product, one.categories, one.services)});
            }
            entries_.push_back(std::move(entry));
        }
}

std::uint8_t ShapeBook::number_of_path(std::string_view path) {
    const auto found = std::ranges::find(paths_, path);
    if (found != paths_.end()) return static_cast<std::uint8_t>(found - paths_.begin());
    assert(paths_.size() < 64);
    paths_.push_back(path);
    return static_cast<std::uint8_t>(paths_.size() - 1);
}

std::uint64_t ShapeBook::bit_of(std::string_view path) const {
    const auto found = std::ranges::find(paths_, unwrapped(path));
    return found == paths_.end() ? 0 : std::uint64_t{1} << (found - paths_.begin());
}

std::string_view unwrapped(std::string_view path) {
    for (const std::string_view around : {"_source.", "result."})
        if (path.starts_with(around)) path.remove_prefix(around.size());
    return path;
}

} // namespace sokuo::detect::logs
