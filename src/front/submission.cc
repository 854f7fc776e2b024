#include "front/submission.h"

#include "core/fields.h"

namespace sokuo::front {
namespace {

constexpr Message what_missing{"front.what_missing", "「何が」を書いてください。",
                               "Write what happened."};
constexpr Message two_reporters{"front.two_reporters",
                                "発見者と同じときは、通報者の欄を空にしてください。",
                                "When the reporter is the finder, leave the reporter empty."};

constexpr std::array<std::string_view, 2> languages{"ja", "en"};

Json to_json(const Contact& contact) {
    return Json::object({{"name", contact.name},
                         {"reading", contact.reading},
                         {"affiliation", contact.affiliation},
                         {"phone", contact.phone},
                         {"mail", contact.mail},
                         {"call_back", contact.call_back}});
}

std::string text_of(Fields& in, std::string_view name, TextRule rule) {
    return in.optional_text(name, rule).value_or("");
}

Contact contact_of(Fields& outer, std::string_view name) {
    Fields in{outer.object(name), outer.pointer(name)};
    Contact contact{
        .name = text_of(in, "name", {.length_max = name_length_max}),
        .reading = text_of(in, "reading", {.length_max = name_length_max}),
        .affiliation = text_of(in, "affiliation", {.length_max = affiliation_length_max}),
        .phone = text_of(in, "phone", {.length_max = phone_length_max}),
        .mail = text_of(in, "mail", {.length_max = mail_length_max}),
        .call_back = in.boolean("call_back"),
    };
    if (auto done = in.finish(); !done.ok()) outer.refuse(name, std::move(done).error());
    return contact;
}

} // namespace

Json to_json(const Submission& submission) {
    const bool is_japanese = submission.language == Language::ja;
    return Json::object({{"id", submission.id.text()},
                         {"received_at", to_rfc3339(submission.received_at)},
                         {"when", submission.when},
                         {"where", submission.where},
                         {"what", submission.what},
                         {"how", submission.how},
                         {"finder", to_json(submission.finder)},
                         {"reporter", to_json(submission.reporter)},
                         {"reporter_is_finder", submission.reporter_is_finder},
                         {"reporter_class", submission.reporter_class},
                         {"language", is_japanese ? languages[0] : languages[1]}});
}

Result<Submission> read_submission(const Json& json, const std::string& where) {
    Fields in{json, where};
    Submission read{
        .id = in.id<ReportTag>("id"),
        .received_at = in.time("received_at"),
        .when = text_of(in, "when", {.length_max = when_length_max}),
        .where = text_of(in, "where", {.length_max = where_length_max, .lines = true}),
        .what = text_of(in, "what", {.length_max = what_length_max, .lines = true}),
        .how = text_of(in, "how", {.length_max = how_length_max, .lines = true}),
        .finder = contact_of(in, "finder"),
        .reporter = contact_of(in, "reporter"),
        .reporter_is_finder = in.boolean("reporter_is_finder"),
        .reporter_class = in.choice("reporter_class", reporter_classes),
        .language = in.choice("language", languages) == languages[1] ? Language::en : Language::ja,
    };
    if (read.what.empty()) in.refuse("what", failure(Errc::invalid, what_missing));
    if (read.reporter_is_finder && read.reporter != Contact{})
        in.refuse("reporter", failure(Errc::invalid, two_reporters));
    TRY(in.finish());
    return read;
}

} // namespace sokuo::front
