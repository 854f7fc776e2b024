// Slips and additions out of requests.

#include "calendar/wareki.h"
#include "core/fields.h"
#include "core/text.h"
#include "incident/content.h"
#include "incident/report.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr std::array<std::string_view, 3> answers{"yes", "no", "unknown"};
constexpr std::array<std::string_view, 7> operations{
    "powered_off", "unplugged", "restarted", "deleted", "forwarded", "none", "other"};

constexpr Message bad_operation{"incident.bad_operation", "操作は選択肢の中から選んでください。",
                                "Choose the operations from the list."};
constexpr Message nothing_added{"incident.nothing_added", "書き足すことを入れてください。",
                                "Write what is to be added."};

constexpr TextRule item_rule{.length_max = 4000, .lines = true};
constexpr TextRule place_rule{.length_max = 500, .lines = true};
constexpr TextRule note_rule{.length_max = 1000, .lines = true};
constexpr TextRule when_rule{.length_max = 200};

Precision precision_of(calendar::Precision precision) {
    switch (precision) {
    case calendar::Precision::minute: return Precision::minute;
    case calendar::Precision::hour: return Precision::hour;
    case calendar::Precision::day: return Precision::day;
    case calendar::Precision::unknown: return Precision::unknown;
    }
    return Precision::unknown;
}

Result<std::optional<Contact>> contact(Fields& in, const Json& json, std::string_view name) {
    if (in.is_absent(name)) return std::optional<Contact>{};
    in.object(name);
    return std::optional{TRY(read_contact(json[name], in.pointer(name)))};
}

} // namespace

When read_when(std::string text, std::string_view time_zone, Time told_at) {
    When when{.text = std::move(text),
              .at = {},
              .precision = Precision::unknown,
              .is_approximate = false};
    const auto zone = calendar::TimeZone::named(time_zone);
    if (!zone.ok()) return when;
    const auto parsed = calendar::parse_when(when.text, zone.value().local(told_at));
    if (!parsed.ok()) return when;
    when.at = calendar::moment(parsed.value(), zone.value());
    when.precision = precision_of(parsed.value().precision);
    when.is_approximate = parsed.value().approximate;
    return when;
}

Result<Contact> read_contact(const Json& json, const std::string& where) {
    Fields in{json, where};
    Contact contact{
        .name = in.optional_text("name", {.length_max = 100}).value_or(""),
        .reading = in.optional_text("reading", {.length_max = 100}).value_or(""),
        .affiliation = in.optional_text("affiliation").value_or(""),
        .phone = in.optional_text("phone", {.length_max = 40}).value_or(""),
        .extension = in.optional_text("extension", {.length_max = 20}).value_or(""),
        .mail = in.optional_text("mail").value_or(""),
        .call_back = in.optional_boolean("call_back").value_or(false),
    };
    TRY(in.finish());
    // The writer meant ASCII: full-width digits and signs are made so, nothing is refused.
    contact.phone = to_half_width(contact.phone);
    contact.extension = to_half_width(contact.extension);
    contact.mail = to_half_width(contact.mail);
    return contact;
}

Result<Slip> read_slip(const Json& json, std::string_view time_zone, Time now) {
    Fields in{json};
    Slip slip;
    slip.channel = in.choice("channel", channel_names);
    slip.reporter_class =
        in.optional_choice("reporter_class", reporter_class_names).value_or("unknown");
    slip.received_at = in.optional_time("received_at");
    auto when = in.optional_text("when", when_rule).value_or("");
    slip.where = in.optional_text("where", place_rule).value_or("");
    slip.what = in.text("what", item_rule);
    slip.how = in.optional_text("how", item_rule).value_or("");
    slip.reporter_is_finder = in.optional_boolean("reporter_is_finder").value_or(false);
    slip.continuing = in.optional_choice("continuing", answers).value_or("unknown");
    slip.systems = in.optional_text("systems", note_rule).value_or("");
    slip.operations_done = in.texts("operations_done", 8, {.length_max = 20});
    slip.personal_data = in.optional_choice("personal_data", answers).value_or("unknown");
    slip.instructions = in.optional_text("instructions", note_rule).value_or("");
    slip.told_others = in.optional_text("told_others", note_rule).value_or("");
    in.object("notice"); // Read where it is written (notice.h).
    slip.finder = TRY(contact(in, json, "finder")).value_or(Contact{});
    slip.reporter = TRY(contact(in, json, "reporter")).value_or(Contact{});
    TRY(in.finish());
    for (const auto& operation : slip.operations_done) {
        if (std::ranges::find(operations, operation) == operations.end())
            return at(failure(Errc::invalid, bad_operation), "/operations_done");
    }
    slip.when = read_when(std::move(when), time_zone, slip.received_at.value_or(now));
    return slip;
}

Result<Addition> read_addition(const Json& json, std::string_view time_zone, Time now) {
    Fields in{json};
    Addition addition;
    addition.note = in.optional_text("note", item_rule).value_or("");
    auto when = in.optional_text("when", when_rule);
    addition.where = in.optional_text("where", place_rule);
    addition.what = in.optional_text("what", item_rule);
    addition.how = in.optional_text("how", item_rule);
    addition.instructions = in.optional_text("instructions", note_rule);
    addition.finder = TRY(contact(in, json, "finder"));
    addition.reporter = TRY(contact(in, json, "reporter"));
    TRY(in.finish());
    if (when) addition.when = read_when(*std::move(when), time_zone, now);
    const bool is_empty = addition.note.empty() && !addition.when && !addition.where &&
                          !addition.what && !addition.how && !addition.instructions &&
                          !addition.finder && !addition.reporter;
    if (is_empty) return failure(Errc::invalid, nothing_added);
    return addition;
}

Json to_json(const Contact& contact) {
    auto json = Json::object();
    set_text(json, "name", contact.name);
    set_text(json, "reading", contact.reading);
    set_text(json, "affiliation", contact.affiliation);
    set_text(json, "phone", contact.phone);
    set_text(json, "extension", contact.extension);
    set_text(json, "mail", contact.mail);
    if (contact.call_back) json.set("call_back", true);
    return json;
}

Json to_json(const When& when) {
    auto json = Json::object({{"text", when.text},
                              {"precision", name_of(when.precision, precision_names)},
                              {"approximate", when.is_approximate}});
    set_time(json, "at", when.at);
    return json;
}

} // namespace sokuo::incident
