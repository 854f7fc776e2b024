#pragma once

// The parts of the page that `Html` writes. Every text goes through `html()` on its way out; what
// stands here without it is ours.

#include "detect/report/html.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::report {

/// The whole style sheet; the page's policy names its hash.
[[nodiscard]] std::string_view page_style();

/// The bars of a chart as a picture, with its description for whoever cannot see it.
[[nodiscard]] std::string chart_svg(const Histogram& histogram, Language language);

/// A reference that may become a link: http or https, printable ASCII, and nobody before an `@`.
[[nodiscard]] bool may_be_link(std::string_view reference);

class Page {
public:
    /// All outlive it: a Page is a local variable of `Html::write`.
    Page(const Html::Look& look, const Summary& summary, const Html::About& about,
         const Html::Write& write)
        : look_{look}, summary_{summary}, about_{about}, write_{write} {}

    void head() const;
    void overview() const;
    void rule_index() const;
    void rule(std::size_t number, const Summary::OfRule& rule,
              const std::vector<Html::Kept>& kept) const;
    void foot() const;

private:
    [[nodiscard]] std::string said(const Message& message,
                                   std::vector<std::string> args = {}) const;
    void levels(std::string& out) const;
    void counts(std::string& out) const;
    void over_time(std::string& out) const;
    void tactics_met(std::string& out) const;
    void hosts(std::string& out) const;
    void complaints(const Message& head, std::span<const Complaint> list, std::string& out) const;
    void about_rule(const RuleInfo& rule, std::string& out) const;
    void match(const Html::Kept& kept, std::string& out) const;
    void fields(const FieldTexts& fields, std::string& out) const;

    const Html::Look& look_;
    const Summary& summary_;
    const Html::About& about_;
    const Html::Write& write_;
};

} // namespace sokuo::detect::report
