#include "incident/exchange.h"

#include "core/text.h"
#include "incident/content.h"
#include "incident/words.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message nothing_replied{"incident.nothing_replied", "伝えたことを書いてください。",
                                  "Write what was said."};
constexpr Message nothing_asked{"incident.nothing_asked", "聞いたことを書いてください。",
                                "Write what was asked."};
constexpr Message bad_item{"incident.bad_item", "聞く項目は4項目の中から選んでください。",
                           "Choose what to ask from the four items."};

constexpr TextRule note_rule{.length_max = 4000, .lines = true};
constexpr std::array<std::string_view, 3> spoken_ways{"phone", "counter", "other"};

Way way_from(std::string_view text) {
    return named<Way>(text, way_names).value_or(Way::other);
}

template <class Exchange>
Json content_of(const Exchange& exchange) {
    auto content = Json::object({{"way", name_of(exchange.way, way_names)}});
    set_text(content, "note", exchange.note);
    set_text(content, "letter", exchange.letter);
    return content;
}

template <class Exchange>
bool says_nothing(const Exchange& exchange) {
    return exchange.letter.empty() && is_blank(exchange.note);
}

template <class Exchange>
void read_common(Fields& in, Exchange& into) {
    into.way = way_from(in.choice("way", spoken_ways));
    into.note = in.optional_text("note", note_rule).value_or("");
    into.at = in.optional_time("at");
}

Result<> read_asked(Fields& in, Inquiry& into) {
    into.items = in.texts("items", item_names.size(), {.length_max = 10});
    into.due_at = in.optional_time("due_at");
    TRY(in.finish());
    for (const auto& item : into.items) {
        if (std::ranges::find(item_names, item) == item_names.end())
            return at(failure(Errc::invalid, bad_item), in.pointer("items"));
    }
    return Done{};
}

template <class Exchange>
void common_from(const Json& content, Exchange& into) {
    into.way = way_from(content["way"].text_or(""));
    into.note = content["note"].text_or("");
    into.letter = content["letter"].text_or("");
}

} // namespace

Result<journal::Draft> ask_reply(const journal::Stream& report, const Reply& reply) {
    if (says_nothing(reply)) return at(failure(Errc::invalid, nothing_replied), "/note");
    return journal::Draft{.stream = report,
                          .type = "report.replied",
                          .occurred_at = reply.at,
                          .content = content_of(reply),
                          .personal = {}};
}

Result<journal::Draft> ask_inquiry(const journal::Stream& report, const Inquiry& question) {
    if (says_nothing(question) && question.items.empty())
        return at(failure(Errc::invalid, nothing_asked), "/note");
    auto content = content_of(question);
    auto items = Json::array();
    for (const auto& item : question.items)
        items.push(item);
    content.set("items", std::move(items));
    set_time(content, "due_at", question.due_at);
    return journal::Draft{.stream = report,
                          .type = "report.asked",
                          .occurred_at = question.at,
                          .content = std::move(content),
                          .personal = {}};
}

Replied replied_from(const journal::Entry& entry) {
    Replied replied{.reply = {},
                    .at = entry.happened_at(),
                    .recorded_at = entry.recorded_at,
                    .by = entry.actor};
    common_from(entry.content, replied.reply);
    return replied;
}

Inquired inquired_from(const journal::Entry& entry) {
    Inquired asked{.question = {},
                   .at = entry.happened_at(),
                   .recorded_at = entry.recorded_at,
                   .by = entry.actor,
                   .is_open = true,
                   .overdue_since = {}};
    common_from(entry.content, asked.question);
    asked.question.due_at = time_from(entry.content["due_at"]);
    for (const auto& item : entry.content["items"].items())
        asked.question.items.emplace_back(item.text_or(""));
    return asked;
}

Result<Reply> read_reply(const Json& json) {
    Fields in{json};
    Reply reply;
    read_common(in, reply);
    TRY(in.finish());
    return reply;
}

Result<Inquiry> read_inquiry(const Json& json) {
    Fields in{json};
    Inquiry question;
    read_common(in, question);
    TRY(read_asked(in, question));
    return question;
}

Result<Inquiry> read_mailed_inquiry(Fields& in) {
    Inquiry question;
    question.way = Way::mail;
    TRY(read_asked(in, question));
    return question;
}

} // namespace sokuo::incident
