#pragma once

// 相手の件: an incident somebody else has, that this one hangs on or belongs with: the
// prefecture's, the cloud provider's, the contractor's (別表第３ 庁外の関係者). What a report
// brought with it as a notice (notice.h) is not told twice: these are named by hand, when it was
// learnt on the phone or read on the provider's page. Organisations and numbers only, no persons.
//
//     incident.upstream_named     whose it is, 相手の整理番号, what it has to do with ours
//     incident.upstream_ended     it was a mistake, or has nothing to do with ours any more

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::incident {

using UpstreamId = Id<struct UpstreamTag>;

struct Upstream {
    UpstreamId id;
    std::string from; ///< Whose it is: 青森県, クラウド事業者.
    std::string their_number;
    std::string note;
    Time at{};
    journal::Actor by;
    std::optional<Time> ended_at{};
    std::string ended_why{};
};
/// Of one incident, those that ended among them.
inline constexpr std::size_t upstreams_max = 50;

struct NameUpstream {
    UpstreamId id;
    std::string from;
    std::string their_number;
    std::string note;
};
struct EndUpstream {
    UpstreamId id;
    std::string reason;
};

/// What of it goes into the entry. Errors: `conflict` when it stands there already or there are too
/// many.
[[nodiscard]] Result<Json> ask_upstream(const std::vector<Upstream>& known,
                                        const NameUpstream& command);
/// Errors: `not_found`, `conflict` when it has ended.
[[nodiscard]] Result<Json> ask_upstream(const std::vector<Upstream>& known,
                                        const EndUpstream& command);
void apply_upstream(std::vector<Upstream>& known, const journal::Entry& entry);

/// Requests. Errors: `invalid`, with the field.
[[nodiscard]] Result<NameUpstream> read_upstream(const Json& json);
[[nodiscard]] Result<EndUpstream> read_upstream_end(const Json& json, const UpstreamId& id);

} // namespace sokuo::incident
