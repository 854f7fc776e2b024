#include "incident/notice.h"

#include "core/fields.h"
#include "core/text.h"
#include "incident/content.h"
#include "incident/words.h"

namespace sokuo::incident {
namespace {

constexpr Message sender_missing{"incident.notice_sender_missing",
                                 "どこからの通知か、団体の名前を書いてください。",
                                 "Say which organisation the notice is from."};
constexpr Message no_notice{"incident.no_notice",
                            "この受付は、外の団体からの通知として記録されていません。",
                            "This report is not recorded as a notice from another organisation."};
constexpr TextRule note_rule{.length_max = 1000, .lines = true};

Json to_json(const Hop& hop) {
    auto json = Json::object({{"sender", hop.from}, {"receiver", hop.to}});
    set_time(json, "at", hop.at);
    return json;
}

Notice notice_from(const Json& content) {
    Notice notice{.from = std::string{content["sender"].text_or("")},
                  .their_number = std::string{content["their_number"].text_or("")},
                  .reply_due_at = time_from(content["reply_due_at"]),
                  .chain = {}};
    for (const auto& hop : content["chain"].items())
        notice.chain.push_back({.from = std::string{hop["sender"].text_or("")},
                                .to = std::string{hop["receiver"].text_or("")},
                                .at = time_from(hop["at"])});
    return notice;
}

Acknowledged acknowledged_from(const journal::Entry& entry) {
    const auto& content = entry.content;
    return {.said = {.way = named<Way>(content["way"].text_or(""), way_names).value_or(Way::other),
                     .to = std::string{entry.personal["to"].text_or("")},
                     .note = std::string{content["note"].text_or("")},
                     .at = entry.occurred_at},
            .at = entry.happened_at(),
            .recorded_at = entry.recorded_at,
            .by = entry.actor};
}

} // namespace

std::optional<NoticeState> notice_of(std::span<const journal::Entry> history) {
    std::optional<NoticeState> state;
    for (const auto& entry : history) {
        if (erases(entry, journal::Slot::content)) state.reset();
        if (entry.type == "report.noticed" && !entry.content.is_null()) {
            if (!state) state.emplace();
            state->notice = notice_from(entry.content);
            state->reply_overdue_since.reset();
            state->replied_at.reset();
        }
        if (!state) continue;
        if (entry.type == "report.acknowledged")
            state->acknowledged.push_back(acknowledged_from(entry));
        if (entry.type == "report.replied") {
            state->replied_at = entry.happened_at();
            state->reply_overdue_since.reset();
        }
        if (entry.type == "due.fired" && entry.content["name"].text_or("") == reply_due)
            state->reply_overdue_since = entry.happened_at();
    }
    return state;
}

Result<journal::Draft> ask_notice(const journal::Stream& report, const Notice& notice) {
    if (is_blank(notice.from)) return at(failure(Errc::invalid, sender_missing), "/from");
    auto chain = Json::array();
    for (const auto& hop : notice.chain)
        chain.push(to_json(hop));
    auto content = Json::object({{"sender", notice.from}});
    set_text(content, "their_number", notice.their_number);
    set_time(content, "reply_due_at", notice.reply_due_at);
    if (!notice.chain.empty()) content.set("chain", std::move(chain));
    return journal::Draft{.stream = report,
                          .type = "report.noticed",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = {}};
}

Result<journal::Draft> ask_acknowledge(const journal::Stream& report,
                                       const std::optional<NoticeState>& state,
                                       const Acknowledge& acknowledge) {
    if (!state) return failure(Errc::conflict, no_notice);
    auto content = Json::object({{"way", name_of(acknowledge.way, way_names)}});
    set_text(content, "note", acknowledge.note);
    auto personal = Json{};
    if (!is_blank(acknowledge.to)) personal = Json::object({{"to", acknowledge.to}});
    return journal::Draft{.stream = report,
                          .type = "report.acknowledged",
                          .occurred_at = acknowledge.at,
                          .content = std::move(content),
                          .personal = std::move(personal)};
}

Result<Notice> read_notice(const Json& json, const std::string& where) {
    Fields in{json, where};
    Notice notice;
    notice.from = in.text("from", {.length_max = 200});
    notice.their_number = in.optional_text("their_number", {.length_max = 100}).value_or("");
    notice.reply_due_at = in.optional_time("reply_due_at");
    in.array("chain", hops_max);
    TRY(in.finish());
    std::size_t place = 0;
    for (const auto& row : json["chain"].items()) {
        Fields hop_in{row, in.pointer("chain") + "/" + std::to_string(place++)};
        Hop hop;
        hop.from = hop_in.text("from", {.length_max = 200});
        hop.to = hop_in.text("to", {.length_max = 200});
        hop.at = hop_in.optional_time("at");
        TRY(hop_in.finish());
        notice.chain.push_back(std::move(hop));
    }
    return notice;
}

Result<Acknowledge> read_acknowledge(const Json& json) {
    Fields in{json};
    Acknowledge acknowledge;
    acknowledge.way = named<Way>(in.choice("way", way_names), way_names).value_or(Way::other);
    acknowledge.to = in.optional_text("to", {.length_max = 100}).value_or("");
    acknowledge.note = in.optional_text("note", note_rule).value_or("");
    acknowledge.at = in.optional_time("at");
    TRY(in.finish());
    return acknowledge;
}

} // namespace sokuo::incident
