#include "advisory/read/read.h"

#include "core/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <set>

namespace sokuo::advisory {

constexpr Message csaf_incomplete{
    "advisory.csaf_incomplete",
    "CSAF に要る項目がありません（document の title、tracking の id、publisher の name）。",
    "What CSAF requires is missing (title, tracking id or publisher name of document)."};
constexpr Message csaf_tlp{"advisory.csaf_tlp",
                           "CSAF の TLP が決められた値ではないので、扱いを決められません。",
                           "The TLP of this CSAF document is none of the defined ones."};

namespace {

using Products = std::map<std::string, Product, std::less<>>;

// Down the branches a product learns whose it is and which version.
struct Branch {
    std::string vendor{};
    std::string name{};
    std::string versions{};
};

void add_product(const Json& product, const Branch& branch, Products& products) {
    const std::string id{product["product_id"].text_or("")};
    if (id.empty()) return;
    Product known{.vendor = branch.vendor,
                  .name =
                      branch.name.empty() ? std::string{product["name"].text_or("")} : branch.name,
                  .versions = branch.versions,
                  .cpe = std::string{product["product_identification_helper"]["cpe"].text_or("")}};
    products.insert_or_assign(id, std::move(known));
}

// As deep as the JSON is, which has a limit.
void walk(const Json& branches, const Branch& above, Products& products) {
    for (const auto& one : branches.items()) {
        auto branch = above;
        const auto category = one["category"].text_or("");
        const std::string name{one["name"].text_or("")};
        if (category == "vendor") branch.vendor = name;
        if (category == "product_name") branch.name = name;
        if (category == "product_version" || category == "product_version_range")
            branch.versions = name;
        if (one["product"].members() != nullptr) add_product(one["product"], branch, products);
        walk(one["branches"], branch, products);
    }
}

Products products_of(const Json& tree) {
    Products products;
    walk(tree["branches"], {}, products);
    for (const auto& one : tree["full_product_names"].items())
        add_product(one, {}, products);
    for (const auto& one : tree["relationships"].items()) {
        const auto& whole = one["full_product_name"];
        // A component as a part of a product: the product says whose it is.
        const auto part = products.find(one["product_reference"].text_or(""));
        Branch branch;
        if (part != products.end()) branch.vendor = part->second.vendor;
        add_product(whole, branch, products);
    }
    return products;
}

// Only what is affected or may be: what was fixed, and what is known not to be, is named as well.
std::set<std::string, std::less<>> affected_in(const Json& document) {
    constexpr std::array<std::string_view, 4> kinds{"known_affected", "first_affected",
                                                    "last_affected", "under_investigation"};
    std::set<std::string, std::less<>> ids;
    for (const auto& weakness : document["vulnerabilities"].items()) {
        for (const auto kind : kinds) {
            for (const auto& id : weakness["product_status"][kind].items())
                ids.emplace(id.text_or(""));
        }
    }
    return ids;
}

bool says_status(const Json& document) {
    return std::ranges::any_of(document["vulnerabilities"].items(), [](const Json& weakness) {
        return weakness["product_status"].members() != nullptr;
    });
}

double score_in(const Json& score) {
    if (const auto* real = score.real()) return *real;
    return static_cast<double>(score.integer_or(0));
}

void read_scores(const Json& document, Advisory& advisory) {
    double highest = 0;
    for (const auto& weakness : document["vulnerabilities"].items()) {
        find_cves(weakness["cve"].text_or(""), advisory.cves);
        for (const auto& threat : weakness["threats"].items()) {
            const auto says = threat["details"].text_or("");
            const bool is_exploit = threat["category"].text_or("") == "exploit_status";
            if (is_exploit && says.find("Exploited:Yes") != std::string_view::npos)
                advisory.is_exploited = true;
        }
        for (const auto& scores : weakness["scores"].items()) {
            for (const std::string_view kind : {"cvss_v3", "cvss_v2"}) {
                const auto score = score_in(scores[kind]["baseScore"]);
                if (score <= highest || score > 10) continue;
                highest = score;
                advisory.severity = severity_called(scores[kind]["baseSeverity"].text_or(""));
            }
        }
    }
    if (highest > 0) {
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "%.1f", highest);
        advisory.cvss = text.data();
    }
    if (advisory.severity.empty())
        advisory.severity =
            severity_called(document["document"]["aggregate_severity"]["text"].text_or(""));
}

Result<std::string> tlp_of(const Json& head) {
    const auto label = head["distribution"]["tlp"]["label"].text_or("");
    if (label.empty()) return std::string{};
    // CSAF 2.0 still calls it so.
    if (label == "WHITE") return std::string{"CLEAR"};
    if (std::ranges::find(tlp_labels, label) == tlp_labels.end())
        return failure(Errc::invalid, csaf_tlp);
    return std::string{label};
}

std::string link_of(const Json& head) {
    std::string link;
    for (const auto& reference : head["references"].items()) {
        const std::string url{reference["url"].text_or("")};
        const bool is_self = reference["category"].text_or("") == "self";
        // A page for people before the document itself.
        const bool is_page = is_self && !url.ends_with(".json");
        if (link.empty() || is_page) link = url;
        if (is_page) break;
    }
    return link;
}

} // namespace

Result<Bulletin> read_csaf(const Json& json) {
    const auto& head = json["document"];
    const auto& tracking = head["tracking"];
    Advisory advisory;
    advisory.source = head["publisher"]["name"].text_or("");
    advisory.title = head["title"].text_or("");
    const std::string id{tracking["id"].text_or("")};
    if (advisory.source.empty() || advisory.title.empty() || id.empty())
        return failure(Errc::invalid, csaf_incomplete);
    advisory.key = std::string{head["publisher"]["namespace"].text_or(advisory.source)} + " " + id;
    advisory.link = link_of(head);
    advisory.published_at = time_called(tracking["initial_release_date"].text_or(""));
    advisory.updated_at = time_called(tracking["current_release_date"].text_or(""));
    advisory.tlp = TRY(tlp_of(head));
    read_scores(json, advisory);
    const auto products = products_of(json["product_tree"]);
    const auto affected = affected_in(json);
    const bool takes_all = !says_status(json);
    for (const auto& [product, known] : products) {
        if (takes_all || affected.contains(product)) advisory.products.push_back(known);
    }
    Bulletin bulletin{.kind = Bulletin::Kind::document, .name = advisory.source, .advisories = {}};
    bulletin.advisories.push_back(std::move(advisory));
    return bulletin;
}

} // namespace sokuo::advisory
