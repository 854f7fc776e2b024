#include "incident/upstream.h"

#include "core/fields.h"
#include "core/text.h"
#include "incident/content.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message named_already{"incident.upstream_named_already",
                                "この相手の件は、もう結び付けてあります。",
                                "This incident of theirs is linked already."};
constexpr Message too_many{"incident.upstream_too_many", "相手の件は、一つの事案に{0}件までです。",
                           "An incident holds at most {0} incidents of others."};
constexpr Message no_upstream{"incident.no_upstream", "この相手の件は見つかりません。",
                              "No such incident of theirs."};
constexpr Message ended_already{"incident.upstream_ended_already",
                                "この相手の件は、もう外してあります。",
                                "This incident of theirs was unlinked already."};

bool is_same(const Upstream& one, const NameUpstream& other) {
    return !one.ended_at && search_key(one.from) == search_key(other.from) &&
           search_key(one.their_number) == search_key(other.their_number);
}

} // namespace

Result<Json> ask_upstream(const std::vector<Upstream>& known, const NameUpstream& command) {
    if (std::ranges::any_of(known, [&](const Upstream& one) { return is_same(one, command); }))
        return at(failure(Errc::conflict, named_already), "/their_number");
    if (known.size() >= upstreams_max)
        return failure(Errc::conflict, too_many, {std::to_string(upstreams_max)});
    auto content = Json::object({{"upstream", command.id.text()}, {"sender", command.from}});
    set_text(content, "their_number", command.their_number);
    set_text(content, "note", command.note);
    return content;
}

Result<Json> ask_upstream(const std::vector<Upstream>& known, const EndUpstream& command) {
    const auto found = std::ranges::find(known, command.id, &Upstream::id);
    if (found == known.end()) return failure(Errc::not_found, no_upstream);
    if (found->ended_at) return failure(Errc::conflict, ended_already);
    return Json::object({{"upstream", command.id.text()}, {"reason", command.reason}});
}

void apply_upstream(std::vector<Upstream>& known, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto id = UpstreamId::parse(content["upstream"].text_or(""));
    if (!id.ok()) return;
    if (entry.type == "incident.upstream_named") {
        known.push_back({.id = id.value(),
                         .from = std::string{content["sender"].text_or("")},
                         .their_number = std::string{content["their_number"].text_or("")},
                         .note = std::string{content["note"].text_or("")},
                         .at = entry.recorded_at,
                         .by = entry.actor});
        return;
    }
    const auto found = std::ranges::find(known, id.value(), &Upstream::id);
    if (found == known.end()) return;
    found->ended_at = entry.recorded_at;
    found->ended_why = content["reason"].text_or("");
}

Result<NameUpstream> read_upstream(const Json& json) {
    Fields in{json};
    NameUpstream command;
    command.from = in.text("from", {.length_max = 200});
    command.their_number = in.optional_text("their_number", {.length_max = 100}).value_or("");
    command.note = in.optional_text("note", {.length_max = 1000, .lines = true}).value_or("");
    TRY(in.finish());
    return command;
}

Result<EndUpstream> read_upstream_end(const Json& json, const UpstreamId& id) {
    Fields in{json};
    EndUpstream command{.id = id, .reason = in.text("reason", {.length_max = 1000, .lines = true})};
    TRY(in.finish());
    return command;
}

} // namespace sokuo::incident
