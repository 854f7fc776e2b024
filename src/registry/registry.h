#pragma once

// Contractors and systems, as values: what each row says and what a request for one must say. Pure.

#include "calendar/date.h"
#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sokuo::registry {

using ContractorId = Id<struct ContractorTag>;
using SystemId = Id<struct SystemTag>;

/// Somebody to call. Personal data: never in the content of an entry.
struct Contact {
    std::string name;
    std::string duty; ///< 営業担当, 保守窓口
    std::string phone;
    std::string mail;
    std::string
        hours; ///< 平日 9時から17時, 24時間. The first contact that says 24時間 is called at night.
    friend bool operator==(const Contact&, const Contact&) = default;
};

struct Contractor {
    ContractorId id;
    std::string name;
    std::string services;                  ///< What they do for the organisation.
    std::optional<ContractorId> works_for; ///< 再委託元; nothing: the organisation itself.
    std::optional<calendar::Date> contract_until;
    std::string erasure_duty; ///< データ消去の義務, as the contract has it; empty: none.
    std::vector<Contact> contacts;

    // Beside what somebody writes:
    std::int64_t rev = 0;
    std::optional<Time> checked_at; ///< When the contacts were last found right.
    PersonId checked_by;
    std::optional<calendar::Date> erased_on; ///< 消去証明.
    std::string erasure_proof;
    bool has_ended = false;
};

/// What a system is made of, as far as somebody wrote it down: advisories are matched against it.
struct Software {
    std::string vendor;
    std::string name;
    std::string version;
    std::string cpe; ///< 2.2 or 2.3, where it is known.
    friend bool operator==(const Software&, const Software&) = default;
};

struct System {
    SystemId id;
    std::string name;
    std::string department;
    std::string network; ///< マイナンバー利用事務系, LGWAN接続系, インターネット接続系
    std::vector<std::string> managers; ///< Codes of posts: ＣＳＩＲＴ管理者.
    std::optional<ContractorId> contractor;
    bool holds_personal_data = false;
    std::vector<Software> software{}; ///< Missing in entries written before there was any.
    std::string note;
    std::int64_t rev = 0;
    bool has_ended = false;
};

/// 消去証明: when, and what shows it.
struct Erased {
    calendar::Date on{};
    std::string proof;
};

// Errors: `invalid`, with the field.
[[nodiscard]] Result<Contractor> read_contractor(const Json& json);
[[nodiscard]] Result<System> read_system(const Json& json);
[[nodiscard]] Result<Erased> read_erased(const Json& json);

/// How far from the organisation a contractor is: 0 works for it, 1 for one that does, …
[[nodiscard]] int tier_of(std::span<const Contractor> all, const Contractor& contractor);
/// Errors: `invalid` at `/works_for`: there is no such contractor, or it would work for itself.
[[nodiscard]] Result<> check_chain(std::span<const Contractor> all, const Contractor& wanted);

/// What an entry says of a row: all of it but people, and people.
[[nodiscard]] Json content_of(const Contractor& contractor);
[[nodiscard]] Json personal_of(const Contractor& contractor);
[[nodiscard]] Json content_of(const System& system);
[[nodiscard]] Contractor contractor_from(const Json& content, const Json& personal);
[[nodiscard]] System system_from(const Json& content);

} // namespace sokuo::registry
