#include "charter/pack_read.h"

#include "charter/charter_read.h"
#include "charter/rules.h"

#include <array>
#include <charconv>

namespace sokuo::charter {

namespace {

inline constexpr Message not_a_mapping{"charter.pack_not_a_mapping",
                                       "ファイルの全体が「キー: 値」の形になっていません。",
                                       "The file as a whole is not made of `key: value` lines."};
inline constexpr Message compare_sample{
    "charter.compare_sample", "packs/jp-municipal/ の同じ名前のファイルと見比べてください。",
    "Compare it with the file of the same name in packs/jp-municipal/."};
inline constexpr Message answer_unknown{"charter.answer_unknown", "「{0}」は答えではありません。",
                                        "`{0}` is not an answer."};
inline constexpr Message write_answer{"charter.write_answer",
                                      "「{0}」を yes、no、unknown のどれかに直してください。",
                                      "Change `{0}` to yes, no or unknown."};
inline constexpr Message days_unclear{"charter.days_unclear", "days が期間として読めません。",
                                      "days cannot be read as a period."};
inline constexpr Message write_days{
    "charter.write_days",
    "days に [30] や [3, 5] のように、1 から 3650 までの日数を小さい順に書いてください。",
    "Under days write numbers from 1 to 3650 in rising order, such as [30] or [3, 5]."};
inline constexpr Message condition_empty{"charter.condition_empty",
                                         "条件「{0}」に values も above もありません。",
                                         "The condition on `{0}` has neither values nor above."};
inline constexpr Message write_condition{
    "charter.write_condition",
    "「{0}」に values: [\"yes\"] か above: 100 のどちらかを書いてください。",
    "For `{0}` write values: [\"yes\"] or above: 100."};

Provenance read_provenance(Reader& in) {
    return {.source = in.text("source"),
            .verified = in.boolean("verified"),
            .from = in.optional_date("from"),
            .to = in.optional_date("to")};
}

template <class Make>
void fill(Reader& in, std::string_view section, auto& into, Make make) {
    for (const auto* const node : in.optional_mappings(section)) {
        Reader row{*node, in.sheet()};
        into.push_back(make(row));
        row.finish();
    }
}

TriageQuestion read_question(Reader& in) {
    return {.key = in.code("key"),
            .text = in.words("text"),
            .hint = in.optional_words("hint"),
            .provenance = read_provenance(in)};
}

TargetTime read_target(Reader& in) {
    TargetTime target;
    target.key = in.code("key");
    target.label = in.words("label");
    target.text = in.words("text");
    if (const auto minutes = in.optional_integer("minutes", 1, 525'600); minutes)
        target.within = Minutes{*minutes};
    target.business_hours = in.optional_boolean("business_hours", false);
    return target;
}

Priority read_priority(Reader& in) {
    Priority priority;
    priority.code = in.code("code");
    priority.name = in.words("name");
    priority.order = in.integer("order", 1, 99);
    fill(in, "targets", priority.targets, read_target);
    priority.provenance = read_provenance(in);
    return priority;
}

PriorityRule read_priority_rule(Reader& in) {
    PriorityRule rule;
    rule.code = in.code("code");
    if (const auto* const when = in.mapping("when"); when != nullptr) {
        Reader answers{*when, in.sheet()};
        for (const auto& [question, node] : when->members) {
            for (const auto& written : answers.texts(question)) {
                const auto answer = parse_answer(written);
                if (answer.ok()) {
                    rule.when[question].push_back(answer.value());
                } else {
                    in.sheet().add(Level::error, node.line, answer_unknown, write_answer,
                                   {written});
                }
            }
        }
        answers.finish();
    }
    rule.priority = in.code("priority");
    rule.reason = in.words("reason");
    rule.provenance = read_provenance(in);
    return rule;
}

ClosureCondition read_condition(Reader& in) {
    return {.key = in.code("key"),
            .label = in.words("label"),
            .hint = in.optional_words("hint"),
            .categories = in.optional_texts("categories"),
            .may_be_not_applicable = in.optional_texts("may_be_not_applicable"),
            .agreed_by = in.optional_texts("agreed_by"),
            .provenance = read_provenance(in)};
}

LetterTemplate read_letter(Reader& in) {
    return {.key = in.code("key"),
            .subject = in.words("subject"),
            .text = in.words("text"),
            .provenance = read_provenance(in)};
}

FirstStep read_first_step(Reader& in) {
    return {.key = in.code("key"),
            .audiences = in.optional_texts("audiences"),
            .text = in.words("text"),
            .reason = in.words("reason"),
            .provenance = read_provenance(in)};
}

TalkLine read_talk_line(Reader& in) {
    return {.key = in.code("key"),
            .item = in.optional_code("item"),
            .title = in.words("title"),
            .text = in.words("text"),
            .is_urgent = in.optional_boolean("urgent", false),
            .provenance = read_provenance(in)};
}

Instruction read_instruction(Reader& in) {
    return {.key = in.code("key"), .text = in.words("text"), .provenance = read_provenance(in)};
}

AdvisoryTarget read_advisory_target(Reader& in) {
    return {.key = in.code("key"),
            .label = in.words("label"),
            .days = in.integer("days", 1, 365),
            .provenance = read_provenance(in)};
}

Maker read_maker(Reader& in) {
    return {.key = in.code("key"),
            .names = in.optional_texts("names"),
            .provenance = read_provenance(in)};
}

FactCondition read_fact_condition(Reader& in) {
    FactCondition condition;
    condition.fact = in.code("fact");
    condition.values = in.optional_texts("values");
    condition.above = in.optional_integer("above", 0, 1'000'000'000);
    if (condition.values.empty() && !condition.above)
        in.sheet().add(Level::error, in.line(), condition_empty, write_condition, {condition.fact});
    return condition;
}

std::vector<int> read_days(Reader& in) {
    std::vector<int> days;
    for (const auto& written : in.texts("days")) {
        int day = 0;
        const auto* const end = written.data() + written.size();
        const auto [stopped, error] = std::from_chars(written.data(), end, day);
        if (error != std::errc{} || stopped != end) day = 0;
        if (day < 1 || day > 3650 || (!days.empty() && day <= days.back())) {
            in.sheet().add(Level::error, in.line_of("days"), days_unclear, write_days);
            return {1};
        }
        days.push_back(day);
    }
    if (days.empty()) {
        in.sheet().add(Level::error, in.line_of("days"), days_unclear, write_days);
        return {1};
    }
    return days;
}

DeadlineRule read_deadline(Reader& in) {
    static constexpr std::array<std::string_view, 2> kinds{"law", "target"};
    DeadlineRule rule;
    rule.key = in.code("key");
    rule.label = in.words("label");
    rule.addressee = in.code("addressee");
    rule.kind = in.choice("kind", kinds) == "law" ? DeadlineKind::law : DeadlineKind::target;
    fill(in, "all", rule.all, read_fact_condition);
    fill(in, "any", rule.any, read_fact_condition);
    fill(in, "unless", rule.unless, read_fact_condition);
    rule.days = read_days(in);
    rule.rolls = in.boolean("rolls");
    rule.note = in.optional_words("note");
    rule.provenance = read_provenance(in);
    return rule;
}

Addressee read_addressee(Reader& in) {
    Addressee addressee;
    addressee.code = in.code("code");
    addressee.organisation = in.optional_code("organisation");
    addressee.label = in.words("label");
    addressee.in_charter_text = in.boolean("in_charter_text");
    addressee.categories = in.optional_texts("categories");
    fill(in, "any", addressee.any, read_fact_condition);
    addressee.when = in.words("when");
    addressee.route = in.text("route");
    addressee.provenance = read_provenance(in);
    return addressee;
}

DatedName read_dated_name(Reader& in) {
    return {.name = in.words("name"),
            .short_name = in.text("short_name"),
            .provenance = read_provenance(in)};
}

OutsideOrganisation read_organisation(Reader& in) {
    OutsideOrganisation organisation;
    organisation.code = in.code("code");
    organisation.route = in.text("route");
    organisation.aliases = in.optional_texts("aliases");
    fill(in, "names", organisation.names, read_dated_name);
    return organisation;
}

FieldChoice read_field_choice(Reader& in) {
    return {.code = in.code("code"), .label = in.words("label")};
}

Field read_field(Reader& in) {
    static constexpr std::array<std::string_view, 4> types{"text", "number", "choice", "datetime"};
    Field field;
    field.key = in.code("key");
    field.label = in.words("label");
    const auto type = in.choice("type", types);
    if (type == "number") field.type = FieldType::number;
    if (type == "choice") field.type = FieldType::choice;
    if (type == "datetime") field.type = FieldType::datetime;
    fill(in, "choices", field.choices, read_field_choice);
    field.unit = in.optional_text("unit");
    field.has_certainty = in.optional_boolean("certainty", false);
    field.has_counting = in.optional_boolean("counting", false);
    field.categories = in.optional_texts("categories");
    field.lines = in.optional_boolean("lines", false);
    field.provenance = read_provenance(in);
    return field;
}

HolidayOverride read_override(Reader& in) {
    return {.day = in.date("day"),
            .is_holiday = in.boolean("is_holiday"),
            .name = in.text("name"),
            .provenance = read_provenance(in)};
}

void read_head(Reader& in, Pack& pack) {
    static constexpr std::array formats{pack_format};
    in.choice("format", formats);
    const auto* const node = in.mapping("pack");
    if (node == nullptr) return;
    Reader head{*node, in.sheet()};
    pack.code = head.code("code");
    pack.version = head.text("version");
    pack.name = head.words("name");
    head.finish();
}

void read_national_offices(const Node& node, Sheet& sheet, Pack& pack) {
    Reader in{node, sheet};
    if (const auto* const year_end = in.mapping("year_end"); year_end != nullptr) {
        Reader dates{*year_end, sheet};
        pack.national_year_end_from =
            dates.optional_month_day("from").value_or(pack.national_year_end_from);
        pack.national_year_end_to =
            dates.optional_month_day("to").value_or(pack.national_year_end_to);
        dates.finish();
    }
    read_provenance(in);
    in.finish();
}

} // namespace

std::vector<std::string> read_pack_tree(const Node& root, Sheet& sheet, Pack& pack) {
    if (root.kind != NodeKind::mapping) {
        sheet.add(Level::error, root.line, not_a_mapping, compare_sample);
        return {};
    }
    Reader in{root, sheet};
    if (root.find("format") != nullptr || root.find("pack") != nullptr) read_head(in, pack);
    fill(in, "triage_questions", pack.questions, read_question);
    fill(in, "priorities", pack.priorities, read_priority);
    fill(in, "priority_rules", pack.priority_rules, read_priority_rule);
    fill(in, "closure_conditions", pack.closure, read_condition);
    fill(in, "deadlines", pack.deadlines, read_deadline);
    fill(in, "addressees", pack.addressees, read_addressee);
    fill(in, "organisations", pack.organisations, read_organisation);
    fill(in, "facts", pack.facts, read_field);
    fill(in, "report_fields", pack.report_fields, read_field);
    fill(in, "letters", pack.letters, read_letter);
    fill(in, "first_steps", pack.first_steps, read_first_step);
    fill(in, "talk_script", pack.talk_script, read_talk_line);
    fill(in, "instructions", pack.instructions, read_instruction);
    fill(in, "advisory_targets", pack.advisory_targets, read_advisory_target);
    fill(in, "makers", pack.makers, read_maker);
    fill(in, "holiday_overrides", pack.holidays, read_override);
    for (const auto* const node : in.optional_mappings("pack_categories"))
        pack.categories.push_back(read_category(*node, sheet));
    if (root.find("national_offices") != nullptr) {
        if (const auto* const node = in.mapping("national_offices"); node != nullptr)
            read_national_offices(*node, sheet, pack);
    }
    in.finish();
    std::vector<std::string> sections;
    sections.reserve(root.members.size());
    for (const auto& [key, value] : root.members)
        sections.push_back(key);
    return sections;
}

} // namespace sokuo::charter
