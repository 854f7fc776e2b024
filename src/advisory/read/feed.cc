#include "advisory/read/read.h"

#include "core/text.h"

#include <algorithm>
#include <charconv>

namespace sokuo::advisory {

constexpr Message service_refused{
    "advisory.service_refused",
    "フィードの相手が、問い合わせを断りました。アドレスの書き方を確かめてください。",
    "The service refused the question. Check the address."};

namespace {

constexpr std::string_view atom_space = "http://www.w3.org/2005/Atom";
constexpr std::string_view rdf_space = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

// The first of these that is there and says something.
std::string_view first_text(const Element& item, std::initializer_list<std::string_view> names) {
    for (const auto name : names) {
        for (const auto* one : item.all(name)) {
            const auto text = trimmed(one->text);
            if (!text.empty()) return text;
        }
    }
    return {};
}

std::string_view link_of(const Element& item) {
    for (const auto* link : item.all("link")) {
        const auto rel = link->attribute("rel");
        const bool is_page = rel.empty() || rel == "alternate";
        if (is_page && !link->attribute("href").empty()) return link->attribute("href");
    }
    const auto link = first_text(item, {"link"});
    return link.empty() ? item.attribute("about") : link;
}

// `cvss version="3.0" score="9.8" severity="Critical"`: the newest version counts.
void read_cvss(const Element& item, Advisory& advisory) {
    std::string_view newest;
    for (const auto* cvss : item.all("cvss")) {
        const auto version = cvss->attribute("version");
        if (!newest.empty() && version <= newest) continue;
        newest = version;
        advisory.cvss = trimmed(cvss->attribute("score"));
        advisory.severity = severity_called(cvss->attribute("severity"));
    }
}

void read_mod_sec(const Element& item, Advisory& advisory) {
    for (const auto* cpe : item.all("cpe"))
        advisory.products.push_back({.vendor = std::string{cpe->attribute("vendor")},
                                     .name = std::string{cpe->attribute("product")},
                                     .versions = {},
                                     .cpe = std::string{trimmed(cpe->text)}});
    for (const auto* reference : item.all("references"))
        find_cves(reference->attribute("id"), advisory.cves);
    read_cvss(item, advisory);
    auto tlp = std::string{item.child("tlpMarking").attribute("color")};
    std::ranges::transform(tlp, tlp.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    advisory.tlp = tlp == "WHITE" ? "CLEAR" : tlp;
}

Advisory read_item(const Element& item, std::string_view feed) {
    Advisory advisory;
    advisory.source = feed;
    advisory.title = first_text(item, {"title"});
    advisory.link = link_of(item);
    // mod_sec's own number says more than a link that may gain a parameter.
    auto identifier = std::string_view{};
    for (const auto* one : item.all("identifier")) {
        if (one->space.find("mod_sec") != std::string::npos) identifier = trimmed(one->text);
    }
    advisory.key = !identifier.empty()      ? identifier
                   : !advisory.link.empty() ? std::string_view{advisory.link}
                                            : first_text(item, {"guid", "id"});
    advisory.published_at = time_called(first_text(item, {"issued", "published", "pubDate"}));
    advisory.updated_at = time_called(first_text(item, {"modified", "updated", "date"}));
    if (!advisory.published_at) advisory.published_at = advisory.updated_at;
    find_cves(advisory.title, advisory.cves);
    // Looked through for CVEs; their words are not kept.
    find_cves(first_text(item, {"description", "summary", "encoded", "content"}), advisory.cves);
    read_mod_sec(item, advisory);
    return advisory;
}

int number_of(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// MyJVN's own word on how it went: an error comes with status 200, and a list may be a part.
Result<> read_status(const Element& root, Bulletin& bulletin) {
    const auto& status = root.child("Status");
    if (status.is_empty()) return Done{};
    const auto code = status.attribute("retCd");
    if (!code.empty() && code != "0")
        return because(failure(Errc::invalid, service_refused),
                       tidied(status.attribute("errMsg"), text_length_max));
    const int total = number_of(status.attribute("totalRes"));
    const int until = std::max(1, number_of(status.attribute("firstRes"))) - 1 +
                      number_of(status.attribute("totalResRet"));
    if (total > until) bulletin.left_out = static_cast<std::size_t>(total - until);
    return Done{};
}

} // namespace

Result<Bulletin> read_feed(const Element& root) {
    Bulletin bulletin{.kind = Bulletin::Kind::window, .name = {}, .advisories = {}};
    const Element* holder = nullptr;
    const auto& channel = root.child("channel");
    if (root.name == "RDF" && root.space == rdf_space) holder = &root;
    if (root.name == "rss") holder = &channel;
    const bool is_atom = root.name == "feed" && root.space == atom_space;
    if (is_atom) holder = &root;
    if (holder == nullptr) return failure(Errc::invalid, not_an_advisory);
    TRY(read_status(root, bulletin));
    bulletin.name = first_text(is_atom ? root : channel, {"title"});
    for (const auto* item : holder->all(is_atom ? "entry" : "item"))
        bulletin.advisories.push_back(read_item(*item, bulletin.name));
    return bulletin;
}

Result<Bulletin> read_vuldef(const Element& root) {
    Bulletin bulletin{.kind = Bulletin::Kind::document, .name = "JVN iPedia", .advisories = {}};
    TRY(read_status(root, bulletin));
    for (const auto* info : root.all("Vulinfo")) {
        const auto& data = info->child("VulinfoData");
        Advisory advisory;
        advisory.source = bulletin.name;
        advisory.key = trimmed(info->child("VulinfoID").text);
        advisory.title = trimmed(data.child("Title").text);
        advisory.published_at = time_called(data.child("DateFirstPublished").text);
        advisory.updated_at = time_called(data.child("DateLastUpdated").text);
        for (const auto* item : data.child("Affected").all("AffectedItem")) {
            std::string versions;
            for (const auto* number : item->all("VersionNumber"))
                versions += (versions.empty() ? "" : "、") + std::string{trimmed(number->text)};
            advisory.products.push_back(
                {.vendor = std::string{trimmed(item->child("Name").text)},
                 .name = std::string{trimmed(item->child("ProductName").text)},
                 .versions = std::move(versions),
                 .cpe = std::string{trimmed(item->child("Cpe").text)}});
        }
        const auto& cvss = data.child("Impact").child("Cvss");
        advisory.severity = severity_called(cvss.child("Severity").text);
        advisory.cvss = trimmed(cvss.child("Base").text);
        for (const auto* related : data.child("Related").all("RelatedItem")) {
            find_cves(related->child("VulinfoID").text, advisory.cves);
            const auto link = trimmed(related->child("URL").text);
            if (advisory.link.empty()) advisory.link = link;
        }
        find_cves(advisory.title, advisory.cves);
        bulletin.advisories.push_back(std::move(advisory));
    }
    if (bulletin.advisories.empty()) return failure(Errc::invalid, not_an_advisory);
    return bulletin;
}

} // namespace sokuo::advisory
