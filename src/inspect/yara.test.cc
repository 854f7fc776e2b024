// The operator's rules, compiled here and run in a worker.

#include "inspect/yara.h"

#include "sandbox/zygote.h"

#include <array>
#include <doctest/doctest.h>
#include <fstream>
#include <unistd.h>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

const std::array parsers{yara_reader()};

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "yara-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;

    std::filesystem::path file(const std::string& name, std::string_view text) const {
        std::ofstream{path_ / name} << text;
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

constexpr std::string_view rule = R"(
rule Invoice_Lure : mail lure {
  meta:
    description = "請求書を装うもの"
    author = "架空市 CSIRT"
    score = 10
  strings:
    $a = "請求書"
  condition:
    $a
}
)";

Result<Bytes> compiled(const std::vector<std::filesystem::path>& files) {
    return compiled_rules(files);
}

sandbox::Record record(std::string_view body) {
    const auto bytes = as_bytes(body);
    return {.kind = 1, .body = Bytes(bytes.begin(), bytes.end())};
}

bool is_believed(std::string_view body) {
    return matches_from(std::array{record(body)}).ok();
}

} // namespace

TEST_CASE("the zygote of YARA's tests" * doctest::skip()) {
    ::_exit(sandbox::run_zygote(parsers));
}

TEST_CASE("a wrong rule is named with its file and line") {
    const Folder folder;
    const auto bad = folder.file("bad.yar", "rule a { condition: true }\nrule b { condition: $x }");
    const auto outcome = compiled({folder.file("good.yar", rule), bad});
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().message->code() == rules_wrong.code());
    CHECK(outcome.error().where == bad.string() + ":2");
    CHECK(outcome.error().args[0].find("$x") != std::string::npos);
    const auto open_end = folder.file("open.yar", "rule a { condition: true }\nrule b {\n");
    CHECK(compiled({open_end}).error().where == open_end.string() + ":2");
    const auto magic = folder.file("magic.yar", "\nimport \"magic\"\nrule c { condition: true }");
    CHECK(compiled({magic}).error().where == magic.string() + ":2");
    const auto included = folder.file("i.yar", "include \"good.yar\"");
    CHECK_FALSE(compiled({included}).ok());
    CHECK(compiled({folder.file("none", "")}).ok());
    CHECK(compiled({"/nowhere/a.yar"}).error().message->code() == rules_unread.code());
}

TEST_CASE("in a worker the rules meet a file, and say what they are") {
    const Folder folder;
    const auto sandbox = sandbox::Sandbox::start(
        parsers, {.arguments = {"--no-skip", "--test-case=the zygote of YARA's tests"}});
    INFO((sandbox.ok() ? "" : describe(sandbox.error())));
    REQUIRE(sandbox.ok());
    const auto twice = folder.file(
        "pe.yar", "import \"pe\"\nimport \"math\"\nimport \"hash\"\n"
                  "rule Invoice_Lure { condition: pe.is_pe or math.entropy(0, filesize) > 7.9 or "
                  "hash.md5(0, filesize) == \"0\" }");
    auto rules = compiled({folder.file("a.yar", rule), twice});
    REQUIRE(rules.ok());
    const Yara yara{.compiled = std::move(rules).value()};
    const auto matches = matches_in(*sandbox.value(), yara, as_bytes("これは請求書です"));
    INFO((matches.ok() ? "" : describe(matches.error())));
    REQUIRE(matches.ok());
    CHECK(matches.value() == std::vector<Match>{{.rule = "Invoice_Lure",
                                                 .tags = {"mail", "lure"},
                                                 .description = "請求書を装うもの",
                                                 .author = "架空市 CSIRT"}});
    CHECK(matches_in(*sandbox.value(), yara, as_bytes("見積書")).value().empty());
    CHECK(matches_in(*sandbox.value(), yara, {}).value().empty());
}

TEST_CASE("more rules than are told are cut off, and a slow one is stopped and said") {
    const Folder folder;
    const auto sandbox = sandbox::Sandbox::start(
        parsers, {.arguments = {"--no-skip", "--test-case=the zygote of YARA's tests"}});
    REQUIRE(sandbox.ok());
    std::string many;
    for (int index = 0; index < 150; ++index)
        many += "rule r" + std::to_string(index) + " { condition: true }\n";
    auto rules = compiled({folder.file("many.yar", many)});
    REQUIRE(rules.ok());
    const auto told = matches_in(*sandbox.value(), {.compiled = std::move(rules).value()}, {});
    REQUIRE(told.ok());
    CHECK(told.value().size() == matches_max);
    auto slow = compiled({folder.file(
        "slow.yar", "rule s { condition: for all i in (1..1000000000000) : (i > 0) }")});
    REQUIRE(slow.ok());
    const auto outcome = matches_in(
        *sandbox.value(), {.compiled = std::move(slow).value(), .timeout = std::chrono::seconds{1}},
        as_bytes("x"));
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().message->code() == rules_slow.code());
}

TEST_CASE("what a worker says of matches is not believed without a look") {
    CHECK(is_believed("rule\0tag other\0description\0author\0"sv));
    CHECK(is_believed("rule\0\0\0\0"sv));
    CHECK_FALSE(is_believed("\0\0\0\0"sv));
    CHECK_FALSE(is_believed("rule\0\0\0"sv));
    CHECK_FALSE(is_believed("rule\0\0\0\0more"sv));
    CHECK_FALSE(is_believed("rule\0\0\xff\0\0"sv));
    CHECK_FALSE(is_believed(std::string(400, 'a') + "\0\0\0\0"));
    CHECK_FALSE(matches_from(std::array{sandbox::Record{.kind = 2}}).ok());
}

} // namespace sokuo::inspect
