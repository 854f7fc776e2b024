#include "app/replay/scenario.h"

#include "calendar/date.h"
#include "core/text.h"
#include "core/yaml.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <span>

namespace sokuo::app::replay {
namespace {

constexpr Message unknown_key{"replay.unknown_key",
                              "「{0}」という項目はありません。書けるのは {1} です。",
                              "There is no key “{0}”. You may write {1}."};
constexpr Message key_missing{"replay.key_missing", "{0} を書いてください。", "Please write {0}."};
constexpr Message text_wanted{"replay.text_wanted", "{0} は文字で書いてください。",
                              "Write {0} as text."};
constexpr Message list_wanted{"replay.list_wanted", "{0} は「-」の並びで書いてください。",
                              "Write {0} as a list."};
constexpr Message mapping_wanted{
    "replay.mapping_wanted", "{0} は「名前: 値」の形で書いてください。", "Write {0} as a mapping."};
constexpr Message bad_time{
    "replay.bad_time",
    "「{0}」は日時として読めません。2022-06-22 15:45（日本時間）か +PT10M のように書きます。",
    "“{0}” is no time. Write 2022-06-22 15:45 (Japan time) or +PT10M."};
constexpr Message goes_back{"replay.goes_back", "前の手順（{0}）より前の時刻です。",
                            "This is before the step above ({0})."};
constexpr Message bad_call{
    "replay.bad_call", "「{0}」は呼び出しとして読めません。POST /api/v1/reports のように書きます。",
    "“{0}” is no call. Write one like POST /api/v1/reports."};
constexpr Message bad_status{"replay.bad_status", "status は 100 から 599 の数で書いてください。",
                             "Write status as a number from 100 to 599."};
constexpr Message no_person{"replay.no_person", "「{0}」は people にいません。",
                            "There is no “{0}” among people."};
constexpr Message no_variable{"replay.no_variable",
                              "「{0}」はまだ決まっていません。先の手順の keep に書いてください。",
                              "“{0}” is not known yet. Keep it in an earlier step."};
constexpr Message bad_operator{"replay.bad_operator",
                               "「{0}」という比べ方はありません。{1} のどれかです。",
                               "There is no operator “{0}”. It is one of {1}."};
constexpr Message body_and_file{"replay.body_and_file",
                                "body と file はどちらか一つにしてください。",
                                "Write either body or file."};
constexpr Message nothing_to_do{"replay.nothing_to_do",
                                "call も then もありません。どちらかを書いてください。",
                                "There is neither call nor then. Write one of them."};

constexpr std::string_view default_charter = "../../charters/mihon.yaml";
constexpr std::string_view default_clock = "admin";

constexpr std::array<std::pair<std::string_view, http::Method>, 5> methods{
    {{"GET", http::Method::get},
     {"POST", http::Method::post},
     {"PUT", http::Method::put},
     {"PATCH", http::Method::patch},
     {"DELETE", http::Method::remove}}};

template <std::size_t N>
std::string listed(const std::array<std::string_view, N>& names) {
    std::string text;
    for (const auto name : names)
        text.append(text.empty() ? "" : "、").append(name);
    return text;
}

// A plain scalar is what JSON would make of it; a quoted one is text.
Json scalar_json(const Node& node) {
    if (node.style != ScalarStyle::plain) return node.text;
    if (node.is_null()) return nullptr;
    if (node.text == "true") return true;
    if (node.text == "false") return false;
    std::int64_t number = 0;
    const auto* end = node.text.data() + node.text.size();
    const auto parsed = std::from_chars(node.text.data(), end, number);
    const bool is_number = parsed.ec == std::errc{} && parsed.ptr == end;
    // 012 is a text: a code, not a count.
    if (is_number && std::to_string(number) == node.text) return number;
    return node.text;
}

Json to_json(const Node& node) {
    if (node.is_scalar()) return scalar_json(node);
    if (node.kind == NodeKind::sequence) {
        auto items = Json::array();
        for (const auto& item : node.items)
            items.push(to_json(item));
        return items;
    }
    auto members = Json::object();
    for (const auto& [key, value] : node.members)
        members.set(key, to_json(value));
    return members;
}

// `PT10M`, `PT1H30M`, `P2D`, `P1DT2H`.
std::optional<Duration> parse_duration(std::string_view text) {
    using namespace std::chrono;
    if (!text.starts_with('P')) return {};
    text.remove_prefix(1);
    minutes total{0};
    bool is_time = false;
    bool has_any = false;
    while (!text.empty()) {
        if (text.front() == 'T') {
            if (is_time) return {};
            is_time = true;
            text.remove_prefix(1);
            continue;
        }
        int count = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
        if (parsed.ec != std::errc{} || count < 0 || count > 100'000 ||
            parsed.ptr == text.data() + text.size())
            return {};
        const char unit = *parsed.ptr;
        if (unit == 'D' && !is_time) {
            total += days{count};
        } else if (unit == 'H' && is_time) {
            total += hours{count};
        } else if (unit == 'M' && is_time) {
            total += minutes{count};
        } else {
            return {};
        }
        has_any = true;
        text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()) + 1);
    }
    if (!has_any) return {};
    return total;
}

class Reading {
public:
    Reading(const std::string& file, const calendar::TimeZone& zone) : file_{file}, zone_{zone} {}

    Result<Scenario> scenario(const Node& root) {
        static constexpr std::array<std::string_view, 8> keys{
            "id", "title", "source", "starts", "charter", "clock", "people", "steps"};
        TRY(is_mapping(root, "scenario", root.line));
        TRY(only(root, keys));
        scenario_.file = file_;
        scenario_.id = TRY(text(root, "id"));
        scenario_.title = TRY(text(root, "title"));
        scenario_.source = TRY(text(root, "source"));
        scenario_.charter = TRY(optional_text(root, "charter", default_charter));
        scenario_.clock = TRY(optional_text(root, "clock", default_clock));
        const auto starts = TRY(text(root, "starts"));
        scenario_.starts = TRY(moment(starts, {}, root.find("starts")->line));
        TRY(people(root));
        const auto* steps = TRY(list(root, "steps"));
        now_ = scenario_.starts;
        for (const auto& each : steps->items)
            scenario_.steps.push_back(TRY(step(each)));
        return std::move(scenario_);
    }

private:
    [[nodiscard]] Error wrong(std::size_t line, const Message& message,
                              std::vector<std::string> args) const {
        return at(failure(Errc::invalid, message, std::move(args)), place(file_, line));
    }

    Result<> is_mapping(const Node& node, std::string_view name, std::size_t line) const {
        if (node.kind != NodeKind::mapping) return wrong(line, mapping_wanted, {std::string{name}});
        return Done{};
    }

    template <std::size_t N>
    Result<> only(const Node& node, const std::array<std::string_view, N>& keys) const {
        for (const auto& [key, value] : node.members) {
            if (std::ranges::find(keys, key) == keys.end())
                return wrong(value.line, unknown_key, {key, listed(keys)});
        }
        return Done{};
    }

    Result<std::string> as_text(const Node& node, std::string_view name) const {
        if (!node.is_scalar() || is_blank(node.text))
            return wrong(node.line, text_wanted, {std::string{name}});
        return node.text;
    }

    Result<std::string> text(const Node& node, std::string_view key) const {
        const auto* value = node.find(key);
        if (value == nullptr) return wrong(node.line, key_missing, {std::string{key}});
        return as_text(*value, key);
    }

    Result<std::string> optional_text(const Node& node, std::string_view key,
                                      std::string_view otherwise) const {
        const auto* value = node.find(key);
        if (value == nullptr) return std::string{otherwise};
        return as_text(*value, key);
    }

    Result<const Node*> list(const Node& node, std::string_view key) const {
        const auto* value = node.find(key);
        if (value == nullptr) return wrong(node.line, key_missing, {std::string{key}});
        if (value->kind != NodeKind::sequence || value->items.empty())
            return wrong(value->line, list_wanted, {std::string{key}});
        return value;
    }

    Result<Time> moment(std::string_view written, std::optional<Time> before,
                        std::size_t line) const {
        if (written.starts_with('+') && before) {
            if (const auto later = parse_duration(written.substr(1))) return *before + *later;
        }
        const auto exact = parse_rfc3339(written);
        if (exact.ok()) return exact.value();
        const auto space = written.find(' ');
        if (space != std::string_view::npos) {
            const auto day = calendar::parse_date(written.substr(0, space));
            const auto clock = calendar::parse_clock(written.substr(space + 1));
            if (day.ok() && clock.ok() && clock.value() < calendar::day_length)
                return zone_.utc({day.value(), clock.value()});
        }
        return wrong(line, bad_time, {std::string{written}});
    }

    Result<> people(const Node& root) {
        const auto* found = root.find("people");
        if (found == nullptr) return wrong(root.line, key_missing, {"people"});
        TRY(is_mapping(*found, "people", found->line));
        for (const auto& [alias, name] : found->members) {
            auto sign_in = TRY(as_text(name, alias));
            scenario_.people.push_back({alias, std::move(sign_in)});
        }
        return Done{};
    }

    Result<std::string> someone(const Node& node, std::string_view otherwise) const {
        auto alias =
            otherwise.empty() ? TRY(text(node, "who")) : TRY(optional_text(node, "who", otherwise));
        const auto* who = node.find("who");
        if (scenario_.person(alias) == nullptr)
            return wrong(who == nullptr ? node.line : who->line, no_person, {std::move(alias)});
        return alias;
    }

    // A variable that no step before has kept is found here, and not after half a replay.
    Result<> knows(std::string_view written, std::size_t line) const {
        return each_variable(written, [&](std::string_view name) -> Result<> {
            const bool is_person = name.starts_with(person_prefix) &&
                                   scenario_.person(name.substr(person_prefix.size())) != nullptr;
            if (is_person || kept_.contains(name)) return Done{};
            return wrong(line, no_variable, {std::string{name}});
        });
    }

    Result<> knows_all(const Node& node) const {
        TRY(knows(node.text, node.line));
        for (const auto& item : node.items)
            TRY(knows_all(item));
        for (const auto& [key, value] : node.members) {
            TRY(knows(key, value.line));
            TRY(knows_all(value));
        }
        return Done{};
    }

    Result<Step> step(const Node& node) {
        static constexpr std::array<std::string_view, 10> keys{
            "at", "who", "note", "call", "body", "file", "headers", "expect", "keep", "then"};
        TRY(is_mapping(node, "steps", node.line));
        TRY(only(node, keys));
        Step step{.line = node.line,
                  .at = now_,
                  .who = {},
                  .note = {},
                  .call = {},
                  .expected = {},
                  .keep = {},
                  .then = {}};
        if (const auto* written = node.find("at")) {
            const auto when = TRY(as_text(*written, "at"));
            step.at = TRY(moment(when, now_, written->line));
            if (step.at < now_)
                return wrong(written->line, goes_back, {calendar::to_text(zone_.local(now_))});
        }
        now_ = step.at;
        step.who = TRY(someone(node, {}));
        step.note = TRY(optional_text(node, "note", ""));
        if (node.find("call") != nullptr) step.call = TRY(call(node));
        if (const auto* expect = node.find("expect")) step.expected = TRY(expected(*expect));
        TRY(keep(node, step));
        TRY(looks(node, step));
        if (!step.call && step.then.empty()) return wrong(node.line, nothing_to_do, {});
        return step;
    }

    Result<std::pair<http::Method, std::string>> target(const Node& node, std::string_view text,
                                                        std::size_t line) const {
        const auto space = text.find(' ');
        const auto* found = std::ranges::find(methods, text.substr(0, space),
                                              &decltype(methods)::value_type::first);
        if (space == std::string_view::npos || found == methods.end() ||
            !text.substr(space + 1).starts_with('/'))
            return wrong(line, bad_call, {std::string{text}});
        TRY(knows(text, node.line));
        return std::pair{found->second, std::string{text.substr(space + 1)}};
    }

    Result<Call> call(const Node& node) const {
        const auto* written = node.find("call");
        const auto line = TRY(as_text(*written, "call"));
        auto [method, path] = TRY(target(*written, line, written->line));
        Call call{
            .method = method, .target = std::move(path), .body = {}, .file = {}, .headers = {}};
        const auto* body = node.find("body");
        const auto* file = node.find("file");
        if (body != nullptr && file != nullptr) return wrong(file->line, body_and_file, {});
        if (body != nullptr) {
            TRY(knows_all(*body));
            call.body = to_json(*body);
        }
        if (file != nullptr) call.file = TRY(upload(*file));
        if (const auto* headers = node.find("headers")) {
            TRY(is_mapping(*headers, "headers", headers->line));
            for (const auto& [name, value] : headers->members) {
                auto content = TRY(as_text(value, name));
                call.headers.emplace_back(name, std::move(content));
            }
        }
        return call;
    }

    Result<Upload> upload(const Node& node) const {
        static constexpr std::array<std::string_view, 2> keys{"name", "text"};
        TRY(is_mapping(node, "file", node.line));
        TRY(only(node, keys));
        auto name = TRY(text(node, "name"));
        auto content = TRY(text(node, "text"));
        return Upload{std::move(name), std::move(content)};
    }

    Result<Expected> expected(const Node& node) const {
        TRY(is_mapping(node, "expect", node.line));
        Expected expected{.status = {}, .fields = {}, .line = node.line};
        for (const auto& [key, value] : node.members) {
            TRY(knows(key, value.line));
            TRY(knows_all(value));
            if (key == "status") {
                const auto status = scalar_json(value).integer_or(0);
                if (status < 100 || status > 599) return wrong(value.line, bad_status, {});
                expected.status = static_cast<int>(status);
                continue;
            }
            TRY(is_path(key, value.line));
            auto checks = TRY(checks_of(value));
            expected.fields.push_back({key, std::move(checks), value.line});
        }
        return expected;
    }

    Result<> is_path(const std::string& text, std::size_t line) const {
        auto path = parse_path(text);
        if (!path.ok()) return at(std::move(path).error(), place(file_, line));
        return Done{};
    }

    Result<std::vector<Check>> checks_of(const Node& node) const {
        std::vector<Check> checks;
        if (node.kind != NodeKind::mapping) {
            checks.push_back({Operator::equals, to_json(node)});
            return checks;
        }
        for (const auto& [name, value] : node.members) {
            const auto* found = std::ranges::find(operator_names, name);
            if (found == operator_names.end())
                return wrong(value.line, bad_operator, {name, listed(operator_names)});
            const auto index = found - operator_names.begin();
            checks.push_back({static_cast<Operator>(index), to_json(value)});
        }
        return checks;
    }

    Result<> keep(const Node& node, Step& step) {
        const auto* keep = node.find("keep");
        if (keep == nullptr) return Done{};
        TRY(is_mapping(*keep, "keep", keep->line));
        for (const auto& [name, path] : keep->members) {
            auto where = TRY(as_text(path, name));
            TRY(is_path(where, path.line));
            kept_.insert(name);
            step.keep.emplace_back(name, std::move(where));
        }
        return Done{};
    }

    Result<> looks(const Node& node, Step& step) const {
        static constexpr std::array<std::string_view, 3> keys{"get", "who", "expect"};
        if (node.find("then") == nullptr) return Done{};
        const auto* then = TRY(list(node, "then"));
        for (const auto& each : then->items) {
            TRY(is_mapping(each, "then", each.line));
            TRY(only(each, keys));
            auto path = TRY(text(each, "get"));
            TRY(target(each, "GET " + path, each.line));
            const auto* expect = each.find("expect");
            if (expect == nullptr) return wrong(each.line, key_missing, {"expect"});
            Look look{.who = TRY(someone(each, step.who)),
                      .target = std::move(path),
                      .expected = TRY(expected(*expect)),
                      .line = each.line};
            step.then.push_back(std::move(look));
        }
        return Done{};
    }

    const std::string& file_;
    const calendar::TimeZone& zone_;
    Scenario scenario_;
    std::set<std::string, std::less<>> kept_;
    Time now_{};
};

} // namespace

const Person* Scenario::person(std::string_view alias) const {
    const auto found = std::ranges::find(people, alias, &Person::alias);
    return found == people.end() ? nullptr : &*found;
}

Result<Scenario> read_scenario(std::string_view text, const std::string& file) {
    const auto root = TRY(parse_yaml(text, file));
    const auto zone = TRY(calendar::TimeZone::named("Asia/Tokyo"));
    return Reading{file, zone}.scenario(root);
}

} // namespace sokuo::app::replay
