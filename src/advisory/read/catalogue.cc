#include "advisory/read/read.h"

#include "core/text.h"

namespace sokuo::advisory {

constexpr Message kev_cut{"advisory.kev_cut",
                          "KEV の件数が、書いてある数と合いません。途中で切れていませんか。",
                          "KEV holds fewer rows than it says. Was it cut off?"};

namespace {

constexpr std::string_view kev_page =
    "https://www.cisa.gov/known-exploited-vulnerabilities-catalog?search_api_fulltext=";

Advisory read_row(const Json& row) {
    Advisory advisory;
    const auto cve = row["cveID"].text_or("");
    advisory.source = "CISA KEV";
    advisory.key = "KEV " + std::string{cve};
    advisory.title = row["vulnerabilityName"].text_or("");
    if (!advisory.title.empty()) advisory.title += "（" + std::string{cve} + "）";
    advisory.link = std::string{kev_page} + std::string{cve};
    find_cves(cve, advisory.cves);
    // A row whose CVE is none is a row nobody can find again.
    if (advisory.cves.empty()) advisory.key.clear();
    advisory.published_at = time_called(row["dateAdded"].text_or(""));
    advisory.products.push_back({.vendor = std::string{row["vendorProject"].text_or("")},
                                 .name = std::string{row["product"].text_or("")},
                                 .versions = {},
                                 .cpe = {}});
    advisory.is_exploited = true;
    advisory.is_ransomware = row["knownRansomwareCampaignUse"].text_or("") == "Known";
    const auto due = calendar::parse_date(row["dueDate"].text_or(""));
    if (due.ok()) advisory.due = due.value();
    return advisory;
}

} // namespace

Result<Bulletin> read_kev(const Json& json) {
    const auto* rows = json["vulnerabilities"].array_items();
    if (rows == nullptr) return failure(Errc::invalid, not_an_advisory);
    const auto count = json["count"].integer_or(static_cast<std::int64_t>(rows->size()));
    if (count > static_cast<std::int64_t>(rows->size())) return failure(Errc::invalid, kev_cut);
    if (rows->size() > items_max) return failure(Errc::too_large, too_many_items);
    Bulletin bulletin{.kind = Bulletin::Kind::catalogue, .name = "CISA KEV", .advisories = {}};
    for (const auto& row : *rows)
        bulletin.advisories.push_back(read_row(row));
    return bulletin;
}

} // namespace sokuo::advisory
