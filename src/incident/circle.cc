#include "incident/circle.h"

#include "core/fields.h"
#include "core/text.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message nobody_named{"incident.circle_empty",
                               "閲覧を制限するときは、見てよい人を一人以上選んでください。",
                               "Name at least one person who may see a restricted incident."};
constexpr Message both_in_and_out{
    "incident.circle_both", "同じ人を「見てよい人」と「外す人」の両方に入れることはできません。",
    "The same person cannot be both let in and shut out."};
constexpr Message circle_reason_needed{"incident.circle_reason_needed",
                                       "閲覧を制限する、または人を外す理由を書いてください。",
                                       "Say why it is restricted or somebody is shut out."};

constexpr std::size_t people_max = 100;
constexpr TextRule reason_rule{.length_max = 500, .lines = true};

} // namespace

Result<> check_circle(const team::Circle& circle, std::string_view reason,
                      const std::string& where) {
    if (circle.is_restricted && circle.named.empty())
        return at(failure(Errc::invalid, nobody_named), where + "/named");
    for (const auto& person : circle.named) {
        if (std::ranges::find(circle.excluded, person) != circle.excluded.end())
            return at(failure(Errc::invalid, both_in_and_out), where + "/excluded");
    }
    if (circle != team::Circle{} && is_blank(reason))
        return at(failure(Errc::invalid, circle_reason_needed), where + "/reason");
    return Done{};
}

Result<SetCircle> read_circle(const Json& json, const std::string& where) {
    Fields in{json, where};
    SetCircle command;
    command.circle.is_restricted = in.boolean("restricted");
    command.reason = in.text("reason", reason_rule);
    const auto persons = [&](std::string_view name) {
        std::vector<PersonId> found;
        for (const auto& text : in.texts(name, people_max)) {
            const auto id = PersonId::parse(text);
            if (!id.ok()) in.refuse(name, id.error());
            if (id.ok()) found.push_back(id.value());
        }
        std::ranges::sort(found);
        found.erase(std::ranges::unique(found).begin(), found.end());
        return found;
    };
    command.circle.named = persons("named");
    command.circle.excluded = persons("excluded");
    TRY(in.finish());
    return command;
}

} // namespace sokuo::incident
