#include "incident/content.h"

namespace sokuo::incident {

Json to_json(const std::vector<Category>& categories) {
    auto rows = Json::array();
    for (const auto& category : categories) {
        auto row = Json::object({{"code", category.code}, {"main", category.is_main}});
        set_text(row, "subtype", category.subtype);
        if (category.is_suspected) row.set("suspected", true);
        rows.push(std::move(row));
    }
    return rows;
}

std::vector<Category> categories_from(const Json& json) {
    std::vector<Category> categories;
    for (const auto& row : json.items()) {
        categories.push_back({std::string{row["code"].text_or("")},
                              std::string{row["subtype"].text_or("")},
                              row["main"].boolean_or(false), row["suspected"].boolean_or(false)});
    }
    return categories;
}

Json to_json(const TriageAnswers& answers) {
    return Json::object({{"residents", answers.residents},
                         {"stopped", answers.stopped},
                         {"spreading", answers.spreading}});
}

TriageAnswers answers_from(const Json& json) {
    return {std::string{json["residents"].text_or("unknown")},
            std::string{json["stopped"].text_or("unknown")},
            std::string{json["spreading"].text_or("unknown")}};
}

namespace {

std::vector<PersonId> persons_from(const Json& json) {
    std::vector<PersonId> persons;
    for (const auto& row : json.items()) {
        const auto id = PersonId::parse(row.text_or(""));
        if (id.ok()) persons.push_back(id.value());
    }
    return persons;
}

} // namespace

Json to_json(const std::vector<PersonId>& persons) {
    auto rows = Json::array();
    for (const auto& person : persons)
        rows.push(person.text());
    return rows;
}

Json to_json(const team::Circle& circle) {
    return Json::object({{"restricted", circle.is_restricted},
                         {"named", to_json(circle.named)},
                         {"excluded", to_json(circle.excluded)}});
}

team::Circle circle_from(const Json& json) {
    return {.is_restricted = json["restricted"].boolean_or(false),
            .named = persons_from(json["named"]),
            .excluded = persons_from(json["excluded"])};
}

void set_time(Json& object, std::string_view key, const std::optional<Time>& time) {
    if (time) object.set(key, to_rfc3339(*time));
}

std::optional<Time> time_from(const Json& json) {
    if (json.text() == nullptr) return {};
    const auto time = parse_rfc3339(*json.text());
    if (!time.ok()) return {};
    return time.value();
}

bool erases(const journal::Entry& entry, journal::Slot slot) {
    return entry.type == "journal.erased" &&
           entry.content["slot"].integer_or(0) == static_cast<int>(slot);
}

void set_text(Json& object, std::string_view key, std::string_view text) {
    if (!text.empty()) object.set(key, text);
}

} // namespace sokuo::incident
