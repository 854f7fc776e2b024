#pragma once

// The one place every request passes: who is it, may they, in which post, in which language. A
// handler behind the gate gets a `Call` and never looks at a cookie or a role.
//
// A route names an action; the policy table of the charter says which roles may do it. A route
// whose action has no row in the table is open to nobody, and a test fails.
//
// A route about one incident or report (`about`) is also asked whether the person may know of it
// (veil.h). What they may not know of and what does not exist get the same answer, from here.

#include "charter/book.h"
#include "core/id.h"
#include "core/json.h"
#include "core/random.h"
#include "core/seal.h"
#include "core/time.h"
#include "http/http.h"
#include "identity/accounts.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/standing.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sokuo::team {

class Looks;

/// For routes anyone may ask. Not in any table.
inline constexpr std::string_view open_to_all = "public";
/// For routes everybody who is signed in may ask: their own session.
inline constexpr std::string_view signed_in = "signed_in";

/// A request that was let through.
struct Call {
    const http::Request& request;
    const charter::Edition& edition;
    identity::Identity identity;
    Standing standing;
    journal::Actor actor; ///< With the post in which the action is allowed.
    Language language = Language::ja;
    Time now{}; ///< By the store's clock, when it was let in.
    const SealKey* cursor_key = nullptr;
    Random* random = nullptr;
    Looks* looks = nullptr;

    [[nodiscard]] const charter::Charter& charter() const { return edition.charter; }
    /// The body as JSON. Errors: `invalid`.
    [[nodiscard]] Result<Json> json() const;
    /// `{name}` of the path. Errors: `not_found` when it is no id.
    template <class Tag>
    [[nodiscard]] Result<Id<Tag>> id(std::string_view name) const {
        const auto parsed = Id<Tag>::parse(request.param(name));
        if (!parsed.ok()) return nothing_there();
        return parsed.value();
    }
    /// The revision of If-Match. Errors: `invalid` when there is none.
    [[nodiscard]] Result<std::int64_t> expected_rev() const;
    /// A place in a list, for the `next` of a page: sealed for this session (cursor.h).
    [[nodiscard]] std::string seal_place(std::string_view place) const;
    /// The place `after` of the query names; nothing when there is none. Errors: `invalid`.
    [[nodiscard]] Result<std::optional<std::string>> place() const;
    /// For a route that needs the password asked again for some of its uses only (宣言 among the
    /// judgements). Errors: `unauthenticated`; `forbidden` for a token, which nobody can ask.
    [[nodiscard]] Result<> must_be_renewed() const;
    /// Whether the actor may do another action, and if not, why: May of the API.
    [[nodiscard]] Json may(std::string_view action) const;

private:
    static Error nothing_there();
};

using Handle = std::function<Result<http::Response>(const Call&)>;
/// For streamed uploads: the sink that takes the body.
using Upload = std::function<Result<std::unique_ptr<http::BodySink>>(const Call&)>;

struct Route {
    http::Method method = http::Method::get;
    std::string path;
    std::string action;
    Handle handle; ///< Exactly one of `handle` and `upload` is set.
    Upload upload = {};
    http::Limits limits = {};
    bool needs_renewal = false; ///< The password must have been asked again just before.
    /// Rendered into the problem's `current` when the answer is `stale`.
    Handle current = {};
};

/// The kind of stream that `{id}` of a path names: `incident`; empty for paths about none.
[[nodiscard]] std::string_view about(std::string_view path);

/// Renders an error as a problem document; in `app`.
using RenderProblem = std::function<http::Response(const Error&, Language)>;

class Gate {
public:
    /// All must outlive the gate and the routes it guards.
    Gate(store::Store& store, charter::Book& book, identity::Accounts& accounts,
         journal::Journal& journal, RenderProblem render);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    [[nodiscard]] http::Route guard(const Route& route) const;
    /// Who looked at what (access.h); somebody must flush it.
    [[nodiscard]] Looks& looks() const { return *looks_; }

    /// The secret of the session cookie of a request; empty when there is none.
    [[nodiscard]] static std::string_view session_secret(const http::Request& request);

private:
    Result<Call> admit(const http::Request& request, const Route& route) const;
    Result<> may_enter(Call& call, const Route& route) const;
    Result<bool> may_know_of(store::Read& db, const Call& call, const journal::Stream& about) const;
    Result<identity::Identity> identify(const http::Request& request) const;
    http::Response refuse(const Error& error, const http::Request& request) const;
    http::Response answer(const http::Request& request, const Route& route) const;
    void note_look(const Call& call, const Route& route) const;

    store::Store& store_;
    charter::Book& book_;
    identity::Accounts& accounts_;
    journal::Journal& journal_;
    RenderProblem render_;
    SealKey cursor_key_{};
    std::unique_ptr<Looks> looks_;
};

/// `"12"`, the ETag of a revision.
[[nodiscard]] std::string etag(std::int64_t rev);
/// From the cookie `lang` or Accept-Language; Japanese when neither says English.
[[nodiscard]] Language language_of(const http::Request& request);

} // namespace sokuo::team
