#include "alert/hook.h"

#include "core/hmac.h"

#include <doctest/doctest.h>

namespace sokuo::alert {
namespace {

const Time now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 29}};

Bytes secret() {
    const auto bytes = as_bytes("a secret of twenty-four bytes");
    return {bytes.begin(), bytes.end()};
}

Hook hook(Signing signing) {
    return {.name = "siem", .source = "siem", .secret = secret(), .signing = signing, .fields = {}};
}

std::string standard(std::string_view id, std::string_view timestamp, std::string_view body) {
    const auto message = std::string{id} + "." + std::string{timestamp} + "." + std::string{body};
    return "v1," + to_base64(hmac_sha256(secret(), as_bytes(message)));
}

std::string stamp(std::chrono::seconds apart) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch() + apart).count());
}

Json parsed(std::string_view text) {
    return parse_json(text).value();
}

} // namespace

TEST_CASE("a standard webhook is believed for five minutes, word for word") {
    const auto ours = hook(Signing::standard);
    const std::string body = R"({"title":"x"})";
    const auto time = stamp(std::chrono::seconds{0});
    const auto good = standard("msg_1", time, body);
    CHECK(check_proof(ours, {"msg_1", time, good, {}}, body, now).ok());
    CHECK(check_proof(ours, {"msg_1", time, "v1,b2xk " + good, {}}, body, now).ok());

    CHECK_FALSE(check_proof(ours, {"msg_2", time, good, {}}, body, now).ok());
    CHECK_FALSE(check_proof(ours, {"msg_1", time, good, {}}, body + " ", now).ok());
    CHECK_FALSE(check_proof(ours, {"msg_1", time, "", {}}, body, now).ok());
    CHECK_FALSE(check_proof(ours, {"", time, standard("", time, body), {}}, body, now).ok());
    CHECK(check_proof(ours, {"msg_1", time, good, {}}, body, now + std::chrono::minutes{5}).ok());
    CHECK_FALSE(
        check_proof(ours, {"msg_1", time, good, {}}, body, now + std::chrono::minutes{6}).ok());
    for (const auto* wrong : {"99999999999999999999", "-9223372036854775808", "now", "", "1e9"})
        CHECK_FALSE(
            check_proof(ours, {"m", wrong, standard("m", wrong, body), {}}, body, now).ok());
}

TEST_CASE("the signature of GitHub and its like is of the body alone") {
    const auto ours = hook(Signing::sha256);
    const std::string body = R"({"title":"x"})";
    const auto good = "sha256=" + to_hex(hmac_sha256(secret(), as_bytes(body)));
    CHECK(check_proof(ours, {{}, {}, {}, good}, body, now).ok());
    CHECK_FALSE(check_proof(ours, {{}, {}, {}, good.substr(7)}, body, now).ok());
    CHECK_FALSE(check_proof(ours, {{}, {}, {}, {}}, body, now).ok());
    CHECK_FALSE(check_proof(ours, {{}, {}, good, {}}, body, now).ok());
}

TEST_CASE("a body in another program's words is mapped; what it wrote is kept whole") {
    auto ours = hook(Signing::sha256);
    ours.source = "wazuh";
    ours.fields = FieldMap{};
    ours.fields->reference = "/id";
    ours.fields->rule = "/rule/id";
    ours.fields->title = "/rule/description";
    ours.fields->severity = "/rule/level";
    ours.fields->host = "/agent/name";
    ours.fields->at = "/timestamp";
    ours.fields->observables = {"/data/srcip", "/rule/ips", "/nowhere/0"};
    ours.fields->numbers = {{"critical", 13}, {"high", 10}, {"medium", 7}};
    const std::string text =
        R"({"id":"17.1","timestamp":"2026-11-29T08:30:00.000+0900","rule":{"id":5710,"level":10,)"
        R"("description":"sshd: 存在しない利用者","ips":["203.0.113.9"]},"agent":{"name":"web01"},)"
        R"("data":{"srcip":"198.51.100.7"}})";
    const auto signal = signal_of(ours, {}, parsed(text), text);
    REQUIRE(signal.ok());
    const auto& said = signal.value();
    CHECK(said.source == "wazuh");
    CHECK(said.reference == "17.1");
    CHECK(said.rule == "5710");
    CHECK(said.title == "sshd: 存在しない利用者");
    CHECK(said.severity == Severity::high);
    CHECK(said.host == "web01");
    CHECK(said.at == now - std::chrono::minutes{30});
    CHECK(said.observables == std::vector<std::string>{"198.51.100.7", "203.0.113.9"});
    CHECK(said.raw == text);
    CHECK_FALSE(signal_of(ours, {}, parsed("{}"), "{}").ok());
}

TEST_CASE("a word or a number says how grave it is; one that says nothing is in the middle") {
    auto ours = hook(Signing::sha256);
    ours.fields = FieldMap{};
    ours.fields->title = "/t";
    ours.fields->severity = "/s";
    ours.fields->words = {{"Emergency", "critical"}};
    const auto of = [&](const std::string& text) {
        return signal_of(ours, {}, parsed(text), text).value().severity;
    };
    CHECK(of(R"({"t":"x","s":"Emergency"})") == Severity::critical);
    CHECK(of(R"({"t":"x","s":"low"})") == Severity::low);
    CHECK(of(R"({"t":"x","s":"?"})") == Severity::medium);
    CHECK(of(R"({"t":"x"})") == Severity::medium);
    ours.fields->numbers = {{"high", 3.5}};
    CHECK(of(R"({"t":"x","s":4})") == Severity::high);
    CHECK(of(R"({"t":"x","s":3})") == Severity::info);
}

TEST_CASE("a body in our own words is read strictly, and says it is from the hook") {
    const auto ours = hook(Signing::standard);
    const std::string text = R"({"title":"x","severity":"low"})";
    const auto signal = signal_of(ours, {"msg_1", {}, {}, {}}, parsed(text), text);
    REQUIRE(signal.ok());
    CHECK(signal.value().source == "siem");
    CHECK(signal.value().reference == "msg_1");
    const std::string pretends = R"({"title":"x","source":"monitor"})";
    CHECK(signal_of(ours, {}, parsed(pretends), pretends).value().source == "siem");
    const std::string odd = R"({"title":"x","colour":"red"})";
    CHECK_FALSE(signal_of(ours, {}, parsed(odd), odd).ok());
    CHECK_FALSE(signal_of(ours, {}, parsed("[1]"), "[1]").ok());
}

TEST_CASE("a pointer leads to members and items, and nowhere harmlessly") {
    const auto json = parsed(R"({"a/b":{"~":[10,20]}})");
    CHECK(value_at(json, "/a~1b/~0/1").integer_or(0) == 20);
    CHECK(value_at(json, "").members() != nullptr);
    for (const auto* nowhere : {"/a~1b/~0/2", "/a~1b/~0/x", "a", "/a", "//", "/a~1b/~0/1/2", "/~"})
        CHECK(value_at(json, nowhere).is_null());
}

} // namespace sokuo::alert
