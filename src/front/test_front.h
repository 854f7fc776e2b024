#pragma once

// For the tests of this module: a front's directory with Mutsu's charter, a clock that stands where
// it is put, and short words for asking a site without a socket.

#include "front/front.h"
#include "front/site.h"
#include "front/submission.h"
#include "http/conditional.h"
#include "http/http.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace sokuo::front::testing {

namespace fs = std::filesystem;

inline std::string file_text(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE_MESSAGE(in.good(), path.string());
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_text(const fs::path& path, std::string_view text) {
    REQUIRE((std::ofstream{path, std::ios::binary} << text).good());
}

inline Time at(std::string_view rfc3339) {
    return parse_rfc3339(rfc3339).value();
}

class SetClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_.load(); }
    void set(Time now) { now_ = now; }
    void pass(Duration passed) { now_ = now_.load() + passed; }

private:
    std::atomic<Time> now_{Time{}};
};

/// `DIR/front` with a charter and the pack; gone at the end.
class FrontDirectory {
public:
    explicit FrontDirectory(std::string_view charter = "mutsu.yaml") {
        std::string name = (fs::temp_directory_path() / "front_test_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        const fs::path source{SOURCE_DIR};
        fs::copy_file(source / "charters" / charter, path / "charter.yaml");
        fs::copy(source / "packs/jp-municipal", path / "packs");
    }
    ~FrontDirectory() { fs::remove_all(path); }
    FrontDirectory(const FrontDirectory&) = delete;
    FrontDirectory& operator=(const FrontDirectory&) = delete;

    fs::path path;
};

using Fields = std::vector<http::Header>;

inline http::Request request_for(http::Method method, std::string path, Fields query,
                                 std::string body = {}) {
    http::Request request;
    request.method = method;
    request.path = std::move(path);
    request.query = std::move(query);
    request.body = std::move(body);
    return request;
}

inline std::string form_body(const Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + name + "=" + http::percent_encoded(value);
    return body;
}

inline bool has(std::string_view text, std::string_view what) {
    return text.find(what) != std::string_view::npos;
}

/// What stands between two texts, after the first place where the first one stands.
inline std::string between(std::string_view text, std::string_view before, std::string_view after) {
    const auto begin = text.find(before);
    REQUIRE_MESSAGE(begin != std::string_view::npos, before);
    const auto from = begin + before.size();
    const auto end = text.find(after, from);
    REQUIRE(end != std::string_view::npos);
    return std::string{text.substr(from, end - from)};
}

inline constexpr std::string_view a_monday_morning = "2026-11-16T01:00:00Z"; // 10:00 in Japan

/// A site that is asked without a socket.
class TestSite {
public:
    explicit TestSite(std::string_view charter = "mutsu.yaml") : directory{charter} {
        clock.set(at(a_monday_morning));
        start();
    }

    void start() {
        site.reset();
        auto board = Board::open(directory.path);
        REQUIRE(board.ok());
        auto tokens = Tokens::open(directory.path / "key", random);
        REQUIRE(tokens.ok());
        auto reception =
            Reception::open({directory.path, std::chrono::milliseconds{500}}, clock.now());
        REQUIRE(reception.ok());
        site = std::make_unique<Site>(SiteParts{.board = std::move(board).value(),
                                                .reception = std::move(reception).value(),
                                                .tokens = tokens.value(),
                                                .public_url = "https://csirt.example",
                                                .clock = clock,
                                                .random = random});
        routes_ = site->routes();
    }

    http::Response ask(http::Request request) {
        request.remote = remote;
        for (const auto& route : routes_) {
            if (route.path == request.path && route.method == request.method)
                return route.handler(request);
        }
        return site->failed(request, 404);
    }

    http::Response get(std::string path, Fields query = {}, Fields headers = {}) {
        auto request = request_for(http::Method::get, std::move(path), std::move(query));
        request.headers = std::move(headers);
        return ask(std::move(request));
    }

    std::string token() {
        return between(get("/poc/report").body, R"(name="token" value=")", "\"");
    }

    /// As a browser does, after the person took a minute to write.
    http::Response send(Fields fields, std::string token) {
        fields.emplace_back("token", std::move(token));
        return ask(
            request_for(http::Method::post, "/poc/report", {{"lang", "ja"}}, form_body(fields)));
    }
    http::Response send(Fields fields) {
        auto made = token();
        clock.pass(std::chrono::minutes{1});
        return send(std::move(fields), std::move(made));
    }

    /// The page a 303 leads to.
    http::Response follow(const http::Response& response) {
        REQUIRE(response.status == 303);
        for (const auto& [name, value] : response.headers) {
            if (name == "Location")
                return get("/poc/receipt", {{"r", between(value, "?r=", "&")}, {"lang", "ja"}});
        }
        FAIL("no Location");
        return {};
    }

    [[nodiscard]] fs::path spool() const { return directory.path / spool_name; }

    FrontDirectory directory;
    SetClock clock;
    SystemRandom random;
    std::string remote = "192.0.2.7";
    std::unique_ptr<Site> site;

private:
    std::vector<http::Route> routes_;
};

inline std::string number_on(const http::Response& receipt) {
    return between(receipt.body, "<p class=\"num\">", "</p>");
}

inline Submission a_submission(Random& random) {
    Submission report;
    report.received_at = at(a_monday_morning);
    report.id = ReportId::make(report.received_at, random);
    report.what = "ホームページを開くと、\n英語の広告に変わります。";
    report.finder.name = "山田";
    report.finder.mail = "taro@example.jp";
    report.finder.call_back = true;
    return report;
}

} // namespace sokuo::front::testing
