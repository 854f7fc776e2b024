#include "charter/check.h"

#include "charter/rules.h"
#include "charter/testing.h"

#include <doctest/doctest.h>

#include <array>

namespace sokuo::charter {
namespace {

using testing::file_text;
using testing::line_of;
using testing::pack_files;
using testing::with;

constexpr std::string_view file = "charters/mutsu.yaml";

std::vector<Problem> of_level(const std::vector<Problem>& problems, Level level) {
    std::vector<Problem> found;
    std::ranges::copy_if(problems, std::back_inserter(found),
                         [&](const Problem& problem) { return problem.level == level; });
    return found;
}

std::vector<std::string> codes_of(const std::vector<Problem>& problems) {
    std::vector<std::string> codes;
    codes.reserve(problems.size());
    for (const auto& problem : problems)
        codes.emplace_back(problem.what->code());
    std::ranges::sort(codes);
    return codes;
}

// A charter with one thing wrong, and what is said about it.
struct Planted {
    std::string_view from;
    std::string_view to;
    std::string_view code;    // of what is wrong
    std::string_view at;      // the text on the line that must be named
    std::string_view told_en; // what the remedy must say
};

constexpr auto planted = std::to_array<Planted>({
    {"  phone: 0175-22-1111", "  phone: ０１７５－２２－１１１１", "charter.not_this_type",
     "  phone: ０", "ASCII digits and hyphens"},
    {"  phone: 0175-22-1111\n", "", "charter.key_missing",
     "point_of_contact:", "Add a line `phone:`"},
    {R"(  extension: "2141")", R"(  extention: "2141")", "charter.key_unknown",
     "  extention:", "extension"},
    {"address: joho@city.mutsu.lg.jp}\n    - {network: インターネット",
     "address: joho.city.mutsu.lg.jp}\n    - {network: インターネット", "charter.not_this_type",
     "joho.city.mutsu.lg.jp}", "name@example.jp"},
    {"  date: 2020-04-01", "  date: 2020-04-31", "charter.not_this_type", "  date: 2020-04-31",
     "a day that exists"},
    {"  date: 2020-04-01", "  date: 2020-05-01", "charter.dates_differ",
     "  date_text:", "the same day"},
    {R"(open: {from: "08:30", to: "17:15"})", R"(open: {from: "17:15", to: "08:30"})",
     "charter.hours_reversed", "  open:", "opening time"},
    {"name: 総務部長, role: head}", "name: 総務部長, role: haed}", "charter.role_unknown",
     "role: haed}", "Change `haed` to a code of roles"},
    {"{code: ciso, name: 最高", "{code: soumu-bucho, name: 最高", "charter.code_twice",
     "{code: soumu-bucho, name: 最高", "another code"},
    {"break_glass: [sogo-joho-kacho", "second_factor: [haed]\n  break_glass: [sogo-joho-kacho",
     "charter.role_unknown", "  second_factor:", "Change `haed` to a code of roles"},
    {"break_glass: [sogo-joho-kacho", "break_glass: [sogo-joho", "charter.post_unknown",
     "  break_glass:", "Change `sogo-joho` to a code of posts"},
    {"sign_in:\n", "sign_in: [head]\nsign_on:\n", "charter.not_this_type",
     "sign_in:", "key: value"},
    {"succession: []", "succession: [{role: head, posts: [nobody]}]", "charter.post_unknown",
     "{role: head", "Change `nobody` to a code of posts"},
    {"  incident.converge: [head, deputy.acting]", "  incident.konverge: [head]",
     "charter.action_unknown", "  incident.konverge", "Correct the spelling"},
    {"  journal.read: [head,", "  journal.read: [deputy.own, head,", "charter.own_of_nothing",
     "  journal.read:", "Take `.own` off `deputy.own`"},
    {"  incident.read: [head,", "  incident.read: [contractor, head,", "charter.outsider_right",
     "  incident.read:", "Take `contractor` out of `incident.read`"},
    {"  charter.amend: [head, administrator]", "  charter.amend: [deputy.acting]",
     "charter.nobody_left", "  charter.amend:", "Leave at least one role"},
    {"  clock.set: [administrator]\n", "", "charter.action_missing",
     "policy:", "such as `clock.set: [head]`"},
    {"  incident.close: [head, deputy.acting]", "  incident.close: [head, deputy.sometimes]",
     "charter.grant_malformed", "deputy.sometimes", "deputy.acting"},
    {R"(incident: "{year}-{n:4}")", R"(incident: "{year}")", "charter.number_without_n",
     R"(  incident: "{year}")", "{n:4}"},
    {"time_zone: Asia/Tokyo", "time_zone: Asia/Tokio", "charter.zone_unknown",
     "time_zone:", "Asia/Tokyo"},
    {R"(local_government_code: "022080")", R"(local_government_code: "022081")",
     "charter.bad_check_digit", "local_government_code:", "six digits"},
    {"{key: where, text_ja", "{key: when, text_ja", "charter.four_questions",
     "  questions:", "when, where, what and who"},
    {"fictional: false", "fictional: perhaps", "charter.not_this_type", "fictional: perhaps",
     "true, false"},
    {"  closed_days: []", "  closed_days: [{name: 開庁記念日}]", "charter.closed_day_unclear",
     "{name: 開庁記念日}", R"(from: "08-13")"},
});

TEST_CASE("each planted mistake is found on its line, with what to write instead") {
    const auto good = file_text(file);
    for (const auto& plant : planted) {
        INFO(plant.to);
        const auto text = with(good, plant.from, plant.to);
        const auto errors = of_level(check_charter(text, file).problems, Level::error);

        const auto found = std::ranges::find_if(
            errors, [&](const Problem& problem) { return problem.what->code() == plant.code; });
        REQUIRE(found != errors.end());
        CHECK(found->file == file);
        CHECK(found->line == line_of(text, plant.at));
        CHECK(found->remedy_in(Language::en).find(plant.told_en) != std::string::npos);
        CHECK(found->remedy_in(Language::ja) != found->remedy_in(Language::en));
        CHECK_FALSE(read_charter(text, file).ok());
        CHECK(read_charter(text, file).error().where.starts_with("charters/mutsu.yaml:"));
    }
}

TEST_CASE("every mistake of a file is named in one run") {
    auto text = file_text(file);
    text = with(text, "time_zone: Asia/Tokyo", "time_zone: Mars/Olympus");
    text = with(text, "  date: 2020-04-01", "  date: 令和二年");
    text = with(text, "  prefecture: 青森県\n", "  prefecture: 青森県\n  colour: blue\n");

    CHECK(codes_of(of_level(check_charter(text, file).problems, Level::error)) ==
          std::vector<std::string>{"charter.key_unknown", "charter.not_this_type",
                                   "charter.zone_unknown"});
}

TEST_CASE("what Mutsu's charter leaves open is found by rule") {
    const auto checked = check_charter(file_text(file), file);
    CHECK(of_level(checked.problems, Level::error).empty());
    CHECK(of_level(checked.problems, Level::note).empty());

    const auto gap_codes = codes_of(of_level(checked.problems, Level::gap));
    const auto has = [&](std::string_view code) {
        return std::ranges::find(gap_codes, code) != gap_codes.end();
    };
    CHECK(has("charter.gap_no_stand_in")); // nobody stands in for the handler
    CHECK(has("charter.gap_no_order"));    // no order among 副責任者
    CHECK(has("charter.gap_no_out_of_hours")); // 平日８時３０分～１７時１５分 and nothing else
    CHECK(has("charter.gap_no_declarer")); // nobody is named for 収束宣言
    CHECK(has("charter.gap_no_criteria"));
    CHECK(std::ranges::count(gap_codes, "charter.gap_outside_text") == 5);
    CHECK_FALSE(has("charter.gap_no_holder"));
}

TEST_CASE("a gap is gone once the charter says who or what") {
    auto text = file_text(file);
    text = with(text, "succession: []",
                "succession:\n"
                "  - {role: head, posts: [shicho-bukyoku-no-cho, iinkai-jimukyoku-no-cho]}\n"
                "  - {role: handler, posts: [system-tantou-kacho]}\n");
    text = with(text, "out_of_hours: \"\"", "out_of_hours: 守衛室（代表電話）");

    const auto gap_codes = codes_of(of_level(check_charter(text, file).problems, Level::gap));

    for (const auto* const code :
         {"charter.gap_no_stand_in", "charter.gap_no_order", "charter.gap_no_out_of_hours"})
        CHECK_MESSAGE(std::ranges::find(gap_codes, code) == gap_codes.end(), code);
}

TEST_CASE("a charter without a CISO or an administrator is told so") {
    const auto text =
        with(file_text(file),
             "  - {code: ciso, name: 最高情報セキュリティ責任者（ＣＩＳＯ）, role: ciso}\n", "");
    const auto found = codes_of(of_level(check_charter(text, file).problems, Level::gap));
    CHECK(std::ranges::count(found, "charter.gap_no_holder") == 1);
}

TEST_CASE("a number that was changed without the charter's text is pointed out, not refused") {
    const auto text = with(file_text(file), "  extension: \"2141\"", "  extension: \"2199\"");
    const auto checked = check_charter(text, file);

    CHECK(is_loadable(checked.problems));
    const auto notes = of_level(checked.problems, Level::note);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].line == line_of(text, "  extension: \"2199\""));
}

TEST_CASE("a fictional city may not carry a contact that could be somebody's") {
    const auto good = file_text("charters/mihon.yaml");
    const auto phone = with(good, "\n  phone: 000-000-0000", "\n  phone: 0175-22-1111");
    CHECK(codes_of(of_level(check_charter(phone, "x").problems, Level::error)) ==
          std::vector<std::string>{"charter.not_fictional"});
    const auto domain = with(good, "domain: mihon.example", "domain: city.mihon.jp");
    CHECK(codes_of(of_level(check_charter(domain, "x").problems, Level::error)) ==
          std::vector<std::string>{"charter.not_fictional"});
}

TEST_CASE("an old name in the charter is found on the day it changed, not before") {
    const auto charter = read_charter(file_text(file), file);
    REQUIRE(charter.ok());
    const auto pack = check_pack(pack_files()).pack;

    CHECK(outdated_names(charter.value(), file, pack, calendar::date(2025, 6, 30)).empty());
    const auto found = outdated_names(charter.value(), file, pack, calendar::date(2025, 7, 1));
    REQUIRE(found.size() == 1);
    CHECK(found[0].args ==
          std::vector<std::string>{"内閣サイバーセキュリティセンター", "国家サイバー統括室"});
}

TEST_CASE("files that are no charter are refused with words, not with a crash") {
    for (const std::string_view text : {"", "hello", "[]", "- a\n- b\n", "format: other/9\n",
                                        "\xFF\xFE", "a: &a b\n", "{{{{{{"}) {
        const auto checked = check_charter(text, "x.yaml");
        CHECK_FALSE(is_loadable(checked.problems));
        const auto error = first_error(checked.problems);
        CHECK(error.where.starts_with("x.yaml"));
        CHECK_FALSE(render(*error.message, error.args, Language::ja).empty());
    }
}

TEST_CASE("a pack that refers to what is not there is refused") {
    const auto broken = [](std::string_view name, std::string_view from, std::string_view to) {
        auto files = pack_files();
        for (auto& each : files) {
            if (each.name.ends_with(name)) each.text = with(each.text, from, to);
        }
        return codes_of(of_level(check_pack(files).problems, Level::error));
    };
    using Codes = std::vector<std::string>;
    CHECK(broken("pack.yaml", "2026.11", "2026.12").empty());
    CHECK(broken("deadlines.yaml", "addressee: mic", "addressee: mick") ==
          Codes{"charter.reference_unknown"});
    CHECK(broken("closure.yaml", "[A, C, B/dos, B/ddos, B/phishing]", "[A, C, B/doss]") ==
          Codes{"charter.reference_unknown"});
    CHECK(broken("priorities.yaml", "    when: {}\n", "    when: {residents: [\"yes\"]}\n") ==
          Codes{"charter.no_rule_fits"});
    CHECK(broken("organisations.yaml", "        to: 2025-06-30\n", "") ==
          Codes{"charter.names_overlap"});
    CHECK(broken("deadlines.yaml", "days: [1]", "days: [5, 3]") == Codes{"charter.days_unclear"});
    CHECK(broken("talk.yaml", "item: where", "item: wherever") ==
          Codes{"charter.reference_unknown"});
    CHECK(broken("talk.yaml", "key: photograph", "key: unplug") == Codes{"charter.pack_key_twice"});
    CHECK(broken("calendar.yaml", "  verified: true\n", "") == Codes{"charter.key_missing"});
    auto files = pack_files();
    std::erase_if(files, [](const SourceFile& each) { return each.name.ends_with("facts.yaml"); });
    CHECK_FALSE(is_loadable(check_pack(files).problems));
}

} // namespace
} // namespace sokuo::charter
