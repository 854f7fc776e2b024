#include "detect/sigma/builder.h"

#include "detect/sigma/reasons.h"
#include "detect/sigma/spell.h"

#include <string>
#include <utility>

namespace sokuo::detect {

Result<std::uint32_t> DetectionBuilder::add(Term term) {
    if (detection_.terms.size() >= terms_max)
        return failure(Errc::too_large, too_many_tests, {std::to_string(terms_max)});
    std::size_t size = 1;
    for (const auto child : term.children)
        size += sizes_[child];
    if (size > written_out_max)
        return failure(Errc::too_large, too_many_tests, {std::to_string(written_out_max)});
    sizes_.push_back(size);
    detection_.terms.push_back(std::move(term));
    return static_cast<std::uint32_t>(detection_.terms.size() - 1);
}

Result<std::uint32_t> DetectionBuilder::test(Test test) {
    text_bytes_ += test.pattern.size() + detect::text_bytes(test.glob);
    if (text_bytes_ > text_bytes_max)
        return failure(Errc::too_large, rule_too_long, {std::to_string(text_bytes_max >> 20U)});
    const auto at = static_cast<std::uint32_t>(detection_.tests.size());
    detection_.tests.push_back(std::move(test));
    return add({Term::Kind::test, at, {}});
}

Result<std::uint32_t> DetectionBuilder::term(Term::Kind kind, std::vector<std::uint32_t> children) {
    if (children.size() == 1 && kind != Term::Kind::none) return children.front();
    return add({kind, 0, std::move(children)});
}

Detection DetectionBuilder::take(std::uint32_t root) && {
    detection_.root = root;
    return std::move(detection_);
}

} // namespace sokuo::detect
