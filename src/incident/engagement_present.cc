#include "incident/content.h"
#include "incident/present.h"

namespace sokuo::incident {
namespace {

Json present(Names& names, const Exchange& exchange) {
    auto row = Json::object({{"given", exchange.is_given},
                             {"text", exchange.text},
                             {"at", to_rfc3339(exchange.at)},
                             {"by", names.of(exchange.by)}});
    set_text(row, "how", exchange.how);
    set_text(row, "tlp", exchange.tlp);
    return row;
}

} // namespace

Json present(Names& names, const Engagement& engagement, Language language) {
    auto parts = Json::array();
    for (const auto part : engagement.parts)
        parts.push(Json::object(
            {{"code", name_of(part, part_names)}, {"name", part_label(part).text(language)}}));
    auto people = Json::array();
    for (const auto& person : engagement.people)
        people.push(names.of(person));
    auto exchanges = Json::array();
    for (const auto& exchange : engagement.exchanges)
        exchanges.push(present(names, exchange));
    auto row = Json::object({{"id", engagement.id.text()},
                             {"kind", name_of(engagement.helper, helper_names)},
                             {"kind_name", helper_label(engagement.helper).text(language)},
                             {"body", engagement.body},
                             {"purpose", engagement.purpose},
                             {"parts", std::move(parts)},
                             {"signs_in", engagement.signs_in},
                             {"until", to_rfc3339(engagement.until)},
                             {"state", name_of(engagement.state, engagement_state_names)},
                             {"approval", to_text(engagement.approval)},
                             {"proposed_by", names.of(engagement.proposed_by)},
                             {"proposed_at", to_rfc3339(engagement.proposed_at)},
                             {"people", std::move(people)},
                             {"exchanges", std::move(exchanges)}});
    if (engagement.issued_at) {
        row.set("issued_by", engagement.said_by ? names.of(*engagement.said_by)
                                                : names.of(engagement.issued_by));
        if (engagement.said_by) row.set("oral", true);
    }
    set_time(row, "issued_at", engagement.issued_at);
    set_time(row, "ended_at", engagement.ended_at);
    if (engagement.ended_at && !engagement.ended_by.person.empty())
        row.set("ended_by", names.of(engagement.ended_by));
    set_text(row, "reason", engagement.reason);
    return row;
}

} // namespace sokuo::incident
