#include "app/routes.h"

#include "app/org.h"
#include "core/yaml.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// A whole organisation in a directory of its own, gone at the end.
struct Town {
    fs::path directory = fs::temp_directory_path() / ("sokuo-routes-" + std::to_string(getpid()));
    std::unique_ptr<Org> org;

    Town() {
        fs::remove_all(directory);
        const fs::path root{SOURCE_DIR};
        auto made = Org::make({.directory = directory,
                               .charter = root / "charters" / "mihon.yaml",
                               .pack = root / "packs" / "jp-municipal",
                               .simulated = {}});
        REQUIRE(made.ok());
        org = std::move(made).value();
    }
    ~Town() {
        org.reset();
        fs::remove_all(directory);
    }
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;
    Town(Town&&) = delete;
    Town& operator=(Town&&) = delete;
};

using Row = std::pair<std::string, std::string>; // method, path

struct Listed {
    Town town;
    std::vector<team::Route> routes;

    Listed() {
        const auto& desk = town.org->desk();
        const team::TeamApi team{desk.store, desk.journal, desk.book, desk.accounts};
        Proofs proofs{desk.store, desk.journal, town.org->checkpoints()};
        Events events{desk};
        routes = api_routes({desk, team, proofs, events, nullptr, ""});
        // Only the rows are looked at; no handler outlives what it was made with.
        for (auto& route : routes) {
            route.handle = {};
            route.upload = {};
            route.current = {};
        }
    }
};

std::string lower(std::string_view method) {
    std::string text{method};
    std::ranges::transform(text, text.begin(),
                           [](char sign) { return static_cast<char>(std::tolower(sign)); });
    return text;
}

TEST_CASE("every route names an action that every charter has a row for") {
    const Listed listed;
    const auto& charter = listed.town.org->desk().book.current().charter;
    for (const auto& route : listed.routes) {
        INFO(http::name(route.method) << " " << route.path << " → " << route.action);
        if (route.action == team::open_to_all || route.action == team::signed_in) continue;
        CHECK(charter.policy_row(route.action) != nullptr);
    }
}

TEST_CASE("only signing in is open to everybody, and what proves itself or says nothing") {
    const Listed listed;
    for (const auto& route : listed.routes) {
        if (route.action != team::open_to_all) continue;
        const std::set<Row> signing_in{{"post", "/api/v1/session"},
                                       {"post", "/api/v1/session/second-factor"},
                                       {"get", "/api/v1/session/ways"},
                                       {"get", "/api/v1/session/oidc"},
                                       {"get", "/api/v1/session/oidc/return"},
                                       {"post", "/api/v1/hooks/{name}"}, // Its signature.
                                       {"get", "/api/status"},
                                       {"get", "/api/v1/status"}};
        CHECK_MESSAGE(signing_in.contains({lower(http::name(route.method)), route.path}),
                      route.path);
    }
}

TEST_CASE("the contract describes exactly the routes there are") {
    const Listed listed;
    const auto contract = parse_yaml(
        read(fs::path{SOURCE_DIR} / "api" / "openapi.yaml"), "openapi.yaml",
        {.bytes_max = 1 << 20, .depth_max = 40, .nodes_max = 100'000, .scalar_bytes_max = 65'536});
    REQUIRE(contract.ok());
    const std::set<std::string> methods{"get", "post", "put", "patch", "delete"};
    std::set<Row> described;
    for (const auto& [path, item] : contract.value().find("paths")->members) {
        for (const auto& member : item.members) {
            if (methods.contains(member.key)) described.insert({member.key, path});
        }
    }
    described.erase({"get", "/healthz"});
    std::set<Row> served;
    for (const auto& route : listed.routes)
        served.insert({lower(http::name(route.method)), route.path});
    for (const auto& row : described)
        CHECK_MESSAGE(served.contains(row), row.first << " " << row.second << " is not served");
    for (const auto& row : served)
        CHECK_MESSAGE(described.contains(row),
                      row.first << " " << row.second << " is not in the contract");
}

} // namespace
} // namespace sokuo::app
