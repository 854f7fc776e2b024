// The words of the public pages, as a reader sees them.

#include "core/text.h"
#include "front/spool.h"
#include "front/test_front.h"

#include <set>

namespace sokuo::front {
namespace {

using namespace testing;

constexpr std::size_t sentence_length_max = 40;

// Every page there is, in one language.
std::vector<std::string> pages(TestSite& site, const std::string& language) {
    const Fields query{{"lang", language}};
    std::vector<std::string> out;
    for (const auto* path : {"/poc", "/poc/report", "/poc/staff", "/accessibility", "/rfc2350",
                             "/nothing", "/poc/receipt"})
        out.push_back(site.get(path, query).body);
    const auto send = [&](Fields fields, std::string token) {
        fields.emplace_back("token", std::move(token));
        return site.ask(request_for(http::Method::post, "/poc/report", query, form_body(fields)));
    };
    const auto old = site.token();
    out.push_back(send({{"what", "x"}}, old).body);
    out.push_back(send({{"what", "x"}, {"website", "x"}}, old).body);
    site.clock.pass(std::chrono::minutes{1});
    out.push_back(send({{"same", "1"},
                        {"r-name", std::string(101, 'x')},
                        {"f-phone", "x"},
                        {"f-mail", "x"},
                        {"r-mail", "@"},
                        {"r-call_back", "1"},
                        {"f-call_back", "1"}},
                       old)
                      .body);
    const auto sent = send({{"what", "x"}}, old);
    REQUIRE(sent.status == 303);
    const auto place = sent.headers.at(0).second;
    out.push_back(
        site.get("/poc/receipt", {{"r", between(place, "?r=", "&")}, {"lang", language}}).body);
    site.clock.pass(std::chrono::hours{25});
    out.push_back(send({{"what", "x"}}, old).body);
    for (const int status : {413, 500})
        out.push_back(site.site->failed(request_for(http::Method::get, "/", query), status).body);
    return out;
}

// The pieces of text between the tags that break a line, and at every 。
std::set<std::string> sentences(std::string page) {
    page.erase(0, page.find("<body>"));
    // The charter's own words are as long as they are.
    for (std::size_t at = 0; (at = page.find("<blockquote", at)) != std::string::npos;)
        page.erase(at, page.find("</blockquote>", at) - at);
    std::set<std::string> out;
    std::string sentence;
    const auto end = [&] { out.insert(std::exchange(sentence, {})); };
    constexpr std::string_view full_stop = "。";
    for (std::size_t at = 0; at < page.size();) {
        if (page[at] == '<') {
            const auto close = page.find('>', at);
            const auto tag = page.substr(at + 1, close - at - 1);
            if (!has("b /b i /i", tag) && !tag.starts_with("ruby") && !tag.starts_with("/ruby"))
                end();
            at = close + 1;
        } else if (page.compare(at, full_stop.size(), full_stop) == 0) {
            sentence += full_stop;
            end();
            at += full_stop.size();
        } else {
            sentence += page[at++];
        }
    }
    return out;
}

bool is_kana_or_kanji(std::string_view text) {
    // U+3041 to U+9FFF in UTF-8.
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const auto next = static_cast<unsigned char>(text[at + 1]);
        if ((lead == 0xe3 && next >= 0x81) || (lead >= 0xe4 && lead <= 0xe9)) return true;
    }
    return false;
}

} // namespace

TEST_CASE("no Japanese sentence of ours is longer than 40 letters, promises, or uses 適宜") {
    TestSite site;
    std::size_t counted = 0;
    for (const auto& page : pages(site, "ja")) {
        for (const auto& sentence : sentences(page)) {
            if (sentence.starts_with("https://")) continue;
            ++counted;
            CHECK_MESSAGE(length(sentence) <= sentence_length_max, sentence);
            for (const auto* word :
                 {"適宜", "速やかに", "分以内", "すぐに", "ないわけではない", "{", "|"})
                CHECK_MESSAGE(!has(sentence, word), sentence);
        }
    }
    CHECK(counted > 200);
    CHECK(sentences("<body><p>一二<b>三</b>。四五</p>").contains("一二三。"));
}

TEST_CASE("the English pages hold Japanese only where they say so") {
    TestSite site;
    for (auto page : pages(site, "en")) {
        for (std::size_t at = 0; (at = page.find(" lang=\"ja\"")) != std::string::npos;) {
            const auto begin = page.rfind('<', at);
            page.erase(begin, page.find("</", at) - begin);
        }
        page.erase(0, page.find("<body>"));
        for (const auto& sentence : sentences(page)) {
            if (sentence == "仮-" || sentence.starts_with("仮-")) continue;
            CHECK_MESSAGE(!is_kana_or_kanji(sentence), sentence);
        }
    }
}

} // namespace sokuo::front
