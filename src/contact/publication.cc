#include "contact/publication.h"

#include "core/fields.h"

#include <algorithm>
#include <set>
#include <utility>

namespace sokuo::contact {
namespace {

constexpr Message ahead{"contact.ahead", "実施日に、まだ来ていない日は書けません。",
                        "The day has not come yet."};

} // namespace

Result<Publication> read_publication(const Json& json, calendar::Date today) {
    Fields in{json};
    Publication publication;
    publication.kind = in.choice("kind", kinds);
    publication.place = in.text("place", {.length_max = 200});
    const auto written = in.text("on", {.length_max = 10});
    const auto on = calendar::parse_date(written);
    if (!on.ok())
        in.refuse("on", on.error());
    else if (on.value() > today)
        in.refuse("on", failure(Errc::invalid, ahead));
    else
        publication.on = on.value();
    TRY(in.finish());
    return publication;
}

Json content_of(const Publication& publication) {
    return Json::object({{"kind", publication.kind},
                         {"place", publication.place},
                         {"on", calendar::to_iso(publication.on)},
                         {"version", publication.version}});
}

Publication publication_from(const Json& content) {
    Publication publication;
    publication.kind = content["kind"].text_or("");
    publication.place = content["place"].text_or("");
    const auto on = calendar::parse_date(content["on"].text_or(""));
    if (on.ok()) publication.on = on.value();
    publication.version = content["version"].integer_or(0);
    return publication;
}

void arrange(std::vector<Publication>& all) {
    std::ranges::sort(all, [](const Publication& left, const Publication& right) {
        if (left.on != right.on) return left.on > right.on;
        if (left.recorded_at != right.recorded_at) return left.recorded_at > right.recorded_at;
        return left.id < right.id;
    });
    std::set<std::pair<std::string, std::string>> places;
    for (auto& each : all) {
        // What was taken back stands nowhere, so it replaces nothing.
        if (each.has_ended) continue;
        each.is_replaced = !places.emplace(each.kind, each.place).second;
    }
}

std::vector<std::string_view> differences(const charter::PointOfContact& then,
                                          const charter::PointOfContact& now) {
    std::vector<std::string_view> codes;
    const auto compare = [&](std::string_view code, const auto& before, const auto& after) {
        if (!(before == after)) codes.push_back(code);
    };
    compare("name", then.name, now.name);
    compare("section", then.section, now.section);
    compare("address", then.address, now.address);
    compare("hours", then.hours, now.hours);
    compare("out_of_hours", then.out_of_hours, now.out_of_hours);
    compare("phone", then.phone, now.phone);
    compare("extension", then.extension, now.extension);
    compare("mail", then.mail, now.mail);
    compare("items", then.questions, now.questions);
    return codes;
}

} // namespace sokuo::contact
