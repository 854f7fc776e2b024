#pragma once

// The charter of one organisation: the 要綱 as data. Its printed text (text.h), posts and roles,
// and what the text leaves to the organisation: time zone, numbering, closed days, succession and
// the policy table. The file's form is docs/formats/charter.md. Everything here is a value.

#include "calendar/closed_days.h"
#include "calendar/date.h"
#include "charter/text.h"
#include "core/id.h"
#include "core/result.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

using calendar::Date;
using calendar::Minutes;

// -- Who does what ------------------------------------------------------------------------------

/// A duty in the team. Codes: head, deputy, manager, member, handler, contractor,
/// internal_finance, internal_legal, expert, other; beside the text: ciso, decision_body, auditor,
/// administrator.
struct Role {
    std::string code;
    Words name;
    bool in_charter_text = true; ///< False: 市の運用.
    friend bool operator==(const Role&, const Role&) = default;
};

/// 充て職: the charter names posts, never people. `team` says who holds one and since when.
struct Post {
    PostId id;            ///< `post_id(code)`: the same for the same code, for good.
    std::string code;     ///< `soumu-bucho`; never reused for another post
    std::string name;     ///< 総務部長
    std::string role;     ///< Code of its role.
    bool several = false; ///< 各…の長: the charter names a kind of post, held by many.
    std::string scope;    ///< 所管: the department or system; empty for all
    std::string phone;
    std::string extension;
    friend bool operator==(const Post&, const Post&) = default;
};

// -- What the text leaves to the organisation ---------------------------------------------------

/// A day the offices are closed (or open) beside what weekends and national holidays say.
struct ClosedDay {
    std::string name;
    std::optional<Date> on;                     ///< Once; or
    std::optional<std::chrono::month_day> from; ///< every year from …
    std::optional<std::chrono::month_day> to;   ///< … to, both closed; may lie in the next year.
    friend bool operator==(const ClosedDay&, const ClosedDay&) = default;
};

struct OpenDay {
    std::string name;
    Date on{};
    calendar::Hours hours;
    friend bool operator==(const OpenDay&, const OpenDay&) = default;
};

/// Who stands in for the holders of a role, first asked first.
struct Succession {
    std::string role;               ///< `head`, `handler`
    std::vector<std::string> posts; ///< Codes of posts.
    friend bool operator==(const Succession&, const Succession&) = default;
};

/// 決裁: a kind of thing that is approved, and by whom.
struct ApprovalKind {
    std::string code;               ///< `response_policy`
    Words name;                     ///< 対応方針
    std::vector<std::string> roles; ///< Codes; any of them approves.
    bool needs_two = true;          ///< Whoever proposed it may not approve it.
    friend bool operator==(const ApprovalKind&, const ApprovalKind&) = default;
};

/// The numbers people say on the phone. `{year}` is `R8` or `2026`; `{n}` counts inside the year,
/// `{n:4}` with leading zeros.
struct Numbering {
    bool fiscal_year = true; ///< From April; otherwise the calendar year.
    bool era_year = true;    ///< `R8`; otherwise `2026`.
    std::string report = "{year}-U-{n:4}";
    std::string incident = "{year}-{n:4}";
    std::string restricted = "{year}-K-{n:4}"; ///< Restricted incidents count apart.
    std::string drill = "訓-{year}-{n:2}";
    friend bool operator==(const Numbering&, const Numbering&) = default;
};

/// When a role may do an action: always, only while standing in for the head (代行, `.acting`), or
/// only about what concerns the department of the post (所管する部局等, `.own`).
enum class When : std::uint8_t { always, acting, own };
inline constexpr std::array<std::string_view, 3> when_suffixes{"", ".acting", ".own"};

/// Who may do an action.
struct Grant {
    std::string role;
    When when = When::always;
    /// As it is written: `deputy.acting`.
    [[nodiscard]] std::string code() const {
        return role + std::string{when_suffixes.at(static_cast<std::size_t>(when))};
    }
    friend bool operator==(const Grant&, const Grant&) = default;
};

struct PolicyRow {
    std::string action; ///< `incident.converge`
    std::vector<Grant> grants;
    friend bool operator==(const PolicyRow&, const PolicyRow&) = default;
};

struct Organisation {
    std::string code;                  ///< `mutsu`: short, ASCII, for file names.
    std::string domain;                ///< `mihon.example`: names the journal's log.
    Words name;                        ///< むつ市
    Words team;                        ///< むつ市ＣＳＩＲＴ
    std::string local_government_code; ///< 団体コード, six digits; may be empty
    std::string prefecture;
    friend bool operator==(const Organisation&, const Organisation&) = default;
};

struct Charter {
    bool fictional = false; ///< 【架空】 on everything; mail only to loopback.
    Organisation organisation;

    std::string title;         ///< むつ市ＣＳＩＲＴ設置要綱
    std::string notice_number; ///< むつ市告示第１１６号
    std::string date_text;     ///< As printed: 令和２年４月１日
    Date date{};
    Date in_force{};
    std::vector<Article> articles;

    PointOfContact point_of_contact;
    std::vector<Category> categories;
    std::vector<StructureRow> structure;
    std::vector<Role> roles;
    std::vector<Post> posts;
    std::vector<Succession> succession;
    std::vector<ApprovalKind> approvals;
    Words decision_body; ///< むつ市電子自治体推進会議

    std::string time_zone = "Asia/Tokyo"; ///< IANA name
    std::vector<Language> languages;
    Numbering numbering;
    std::chrono::month_day year_end_from{std::chrono::December / 29}; ///< 年末年始, both closed.
    std::chrono::month_day year_end_to{std::chrono::January / 3};
    std::vector<ClosedDay> closed_days;
    std::vector<OpenDay> open_days;
    std::vector<PolicyRow> policy;
    std::chrono::minutes wake_next_after{10}; ///< 起こす: nobody answered, the next one is called.
    std::vector<std::string> second_factor;   ///< Roles that must sign in with a second factor.
    std::vector<std::string> break_glass;     ///< Posts the break-glass account acts in.

    [[nodiscard]] const Category* category(std::string_view code) const;
    [[nodiscard]] const Subtype* subtype(std::string_view category, std::string_view code) const;
    [[nodiscard]] const Role* role(std::string_view code) const;
    [[nodiscard]] const Post* post(std::string_view code) const;
    [[nodiscard]] const Post* post(const PostId& id) const;
    /// The posts that stand in for a role; empty when the charter gives none.
    [[nodiscard]] const std::vector<std::string>& stand_ins(std::string_view role) const;
    [[nodiscard]] const ApprovalKind* approval(std::string_view code) const;
    [[nodiscard]] const PolicyRow* policy_row(std::string_view action) const;
    /// Whether a person in `role` may do `action`; `is_acting`: stands in for the head; `is_own`:
    /// it is about something of their own department. An action without a row is allowed to nobody.
    [[nodiscard]] bool allows(std::string_view action, std::string_view role,
                              bool is_acting = false, bool is_own = false) const;

    friend bool operator==(const Charter&, const Charter&) = default;
};

/// Every action the program knows; a charter must have a row for each.
[[nodiscard]] const std::vector<std::string_view>& actions();

/// The id of the post called `code`: worked out from the code, so it needs no table and survives a
/// restore.
[[nodiscard]] PostId post_id(std::string_view code);

/// Reads a charter. `file` is only for messages.
/// Errors: `invalid` with `where` = `file:line`, the first thing wrong; `too_large`.
/// `check` (check.h) gives all of them.
[[nodiscard]] Result<Charter> read_charter(std::string_view yaml, std::string_view file);

} // namespace sokuo::charter
