#include "registry/registry.h"

#include "core/fields.h"

#include <algorithm>

namespace sokuo::registry {
namespace {

constexpr Message no_contractor{"registry.no_such_contractor", "この委託先は台帳にありません。",
                                "The registry has no such contractor."};
constexpr Message own_ring{"registry.works_for_itself",
                           "再委託がひと回りして、自分に戻っています。委託元を確かめてください。",
                           "The chain of subcontracting leads back to itself."};
constexpr Message bad_date{"registry.bad_date", "日付は 2027-03-31 のように書いてください。",
                           "Write the date as 2027-03-31."};

constexpr Message bad_cpe{
    "registry.bad_cpe",
    "CPE は cpe:/a:… か cpe:2.3:… の形で書いてください。分からなければ空のまま"
    "にします。",
    "Write a CPE as cpe:/a:… or cpe:2.3:…, or leave it empty."};

constexpr TextRule name_rule{.length_max = 100};
constexpr TextRule lines_rule{.length_min = 0, .length_max = 1000, .lines = true};
constexpr std::size_t contacts_max = 20;
constexpr std::size_t managers_max = 20;
constexpr std::size_t software_max = 50;

void set_text(Json& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.set(name, text);
}

std::string text_in(const Json& json) {
    return std::string{json.text_or("")};
}

std::optional<calendar::Date> optional_date(Fields& in, std::string_view name) {
    const auto text = in.optional_text(name, {.length_max = 10});
    if (!text) return {};
    const auto date = calendar::parse_date(*text);
    if (date.ok()) return date.value();
    in.refuse(name, failure(Errc::invalid, bad_date));
    return {};
}

std::optional<calendar::Date> date_in(const Json& json) {
    const auto date = calendar::parse_date(json.text_or(""));
    if (!date.ok()) return {};
    return date.value();
}

template <class Tag>
std::optional<Id<Tag>> id_in(const Json& json) {
    const auto id = Id<Tag>::parse(json.text_or(""));
    if (!id.ok()) return {};
    return id.value();
}

Contact read_contact(Fields& all, const Json& json, std::size_t at) {
    Fields in{json, all.pointer("contacts") + "/" + std::to_string(at)};
    Contact contact{.name = in.text("name", name_rule),
                    .duty = in.optional_text("duty", name_rule).value_or(""),
                    .phone = in.optional_text("phone", {.length_max = 40}).value_or(""),
                    .mail = in.optional_text("mail", {.length_max = 200}).value_or(""),
                    .hours = in.optional_text("hours", name_rule).value_or("")};
    const auto done = in.finish();
    if (!done.ok()) all.refuse("contacts", done.error());
    return contact;
}

Software read_software(Fields& all, const Json& json, std::size_t at) {
    Fields in{json, all.pointer("software") + "/" + std::to_string(at)};
    Software software{.vendor = in.optional_text("vendor", name_rule).value_or(""),
                      .name = in.text("name", name_rule),
                      .version = in.optional_text("version", name_rule).value_or(""),
                      .cpe = in.optional_text("cpe", {.length_max = 200}).value_or("")};
    const bool is_cpe = software.cpe.empty() || software.cpe.starts_with("cpe:/") ||
                        software.cpe.starts_with("cpe:2.3:");
    if (!is_cpe) in.refuse("cpe", failure(Errc::invalid, bad_cpe));
    const auto done = in.finish();
    if (!done.ok()) all.refuse("software", done.error());
    return software;
}

const Contractor* found(std::span<const Contractor> all, const ContractorId& id) {
    const auto one = std::ranges::find(all, id, &Contractor::id);
    return one == all.end() ? nullptr : &*one;
}

} // namespace

Result<Contractor> read_contractor(const Json& json) {
    Fields in{json};
    Contractor contractor{};
    contractor.name = in.text("name", name_rule);
    contractor.services = in.optional_text("services", lines_rule).value_or("");
    contractor.works_for = in.optional_id<ContractorTag>("works_for");
    contractor.contract_until = optional_date(in, "contract_until");
    contractor.erasure_duty = in.optional_text("erasure_duty", lines_rule).value_or("");
    const auto& contacts = in.array("contacts", contacts_max);
    for (std::size_t at = 0; at < contacts.size(); ++at)
        contractor.contacts.push_back(read_contact(in, contacts[at], at));
    TRY(in.finish());
    return contractor;
}

Result<System> read_system(const Json& json) {
    Fields in{json};
    System system{};
    system.name = in.text("name", name_rule);
    system.department = in.optional_text("department", name_rule).value_or("");
    system.network = in.optional_text("network", name_rule).value_or("");
    system.managers = in.texts("managers", managers_max, name_rule);
    system.contractor = in.optional_id<ContractorTag>("contractor");
    system.holds_personal_data = in.optional_boolean("holds_personal_data").value_or(false);
    const auto& software = in.array("software", software_max);
    for (std::size_t at = 0; at < software.size(); ++at)
        system.software.push_back(read_software(in, software[at], at));
    system.note = in.optional_text("note", lines_rule).value_or("");
    TRY(in.finish());
    return system;
}

Result<Erased> read_erased(const Json& json) {
    Fields in{json};
    const auto on = optional_date(in, "erased_on");
    Erased erased{.on = on.value_or(calendar::Date{}),
                  .proof = in.text("proof", {.length_max = 1000, .lines = true})};
    if (!on) in.refuse("erased_on", failure(Errc::invalid, bad_date));
    TRY(in.finish());
    return erased;
}

int tier_of(std::span<const Contractor> all, const Contractor& contractor) {
    int tier = 0;
    const auto* one = &contractor;
    // Journals of later versions may hold a ring; a walk of all rows is enough to leave it.
    while (one->works_for && tier < static_cast<int>(all.size())) {
        one = found(all, *one->works_for);
        if (one == nullptr) break;
        ++tier;
    }
    return tier;
}

Result<> check_chain(std::span<const Contractor> all, const Contractor& wanted) {
    auto above = wanted.works_for;
    for (std::size_t step = 0; step <= all.size(); ++step) {
        if (!above) break;
        if (*above == wanted.id) return at(failure(Errc::invalid, own_ring), "/works_for");
        const auto* one = found(all, *above);
        if (one == nullptr) return at(failure(Errc::invalid, no_contractor), "/works_for");
        above = one->works_for;
    }
    return Done{};
}

Json content_of(const Contractor& contractor) {
    auto json = Json::object({{"name", contractor.name}});
    set_text(json, "services", contractor.services);
    if (contractor.works_for) json.set("works_for", contractor.works_for->text());
    if (contractor.contract_until)
        json.set("contract_until", calendar::to_iso(*contractor.contract_until));
    set_text(json, "erasure_duty", contractor.erasure_duty);
    return json;
}

Json personal_of(const Contractor& contractor) {
    auto rows = Json::array();
    for (const auto& contact : contractor.contacts) {
        auto row = Json::object({{"name", contact.name}});
        set_text(row, "duty", contact.duty);
        set_text(row, "phone", contact.phone);
        set_text(row, "mail", contact.mail);
        set_text(row, "hours", contact.hours);
        rows.push(std::move(row));
    }
    return Json::object({{"contacts", std::move(rows)}});
}

Json content_of(const System& system) {
    auto json = Json::object({{"name", system.name}});
    set_text(json, "department", system.department);
    set_text(json, "network", system.network);
    if (!system.managers.empty()) {
        auto rows = Json::array();
        for (const auto& post : system.managers)
            rows.push(post);
        json.set("managers", std::move(rows));
    }
    if (system.contractor) json.set("contractor", system.contractor->text());
    if (system.holds_personal_data) json.set("holds_personal_data", true);
    if (!system.software.empty()) {
        auto rows = Json::array();
        for (const auto& one : system.software) {
            auto row = Json::object({{"name", one.name}});
            set_text(row, "vendor", one.vendor);
            set_text(row, "version", one.version);
            set_text(row, "cpe", one.cpe);
            rows.push(std::move(row));
        }
        json.set("software", std::move(rows));
    }
    set_text(json, "note", system.note);
    return json;
}

Contractor contractor_from(const Json& content, const Json& personal) {
    Contractor contractor{};
    contractor.name = text_in(content["name"]);
    contractor.services = text_in(content["services"]);
    contractor.works_for = id_in<ContractorTag>(content["works_for"]);
    contractor.contract_until = date_in(content["contract_until"]);
    contractor.erasure_duty = text_in(content["erasure_duty"]);
    for (const auto& row : personal["contacts"].items())
        contractor.contacts.push_back({.name = text_in(row["name"]),
                                       .duty = text_in(row["duty"]),
                                       .phone = text_in(row["phone"]),
                                       .mail = text_in(row["mail"]),
                                       .hours = text_in(row["hours"])});
    return contractor;
}

System system_from(const Json& content) {
    System system{};
    system.name = text_in(content["name"]);
    system.department = text_in(content["department"]);
    system.network = text_in(content["network"]);
    for (const auto& row : content["managers"].items())
        system.managers.push_back(text_in(row));
    system.contractor = id_in<ContractorTag>(content["contractor"]);
    system.holds_personal_data = content["holds_personal_data"].boolean_or(false);
    for (const auto& row : content["software"].items())
        system.software.push_back({.vendor = text_in(row["vendor"]),
                                   .name = text_in(row["name"]),
                                   .version = text_in(row["version"]),
                                   .cpe = text_in(row["cpe"])});
    system.note = text_in(content["note"]);
    return system;
}

} // namespace sokuo::registry
