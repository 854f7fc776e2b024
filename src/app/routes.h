#pragma once

// Every route of the API, in one list: what the router serves, what the policy table must have a
// row for, and what the contract (api/openapi.yaml) must describe. Tests hold the three together.

#include "advisory/board.h"
#include "alert/hook.h"
#include "app/detect_room.h"
#include "app/events.h"
#include "app/inspect_settings.h"
#include "app/log_room.h"
#include "app/proofs.h"
#include "bundle/office.h"
#include "correspondence/post_office.h"
#include "incident/desk.h"
#include "journal/clock.h"
#include "monitor/board.h"
#include "sandbox/sandbox.h"
#include "team/gate.h"
#include "team/team_api.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {

/// What the routes work with; all of it must outlive them.
struct Parts {
    const incident::Desk& desk;
    const team::TeamApi& team;
    Proofs& proofs;
    Events& events;
    journal::SimulatedClock* simulated; ///< Null where the clock is the wall's.
    std::string public_url;
    std::function<bool()> sends_mail{}; ///< Whether the operator named a mail server.
    const correspondence::PostOffice* office = nullptr; ///< Null where there is no mailbox.
    const std::vector<alert::Hook>* hooks = nullptr;    ///< Null: none were named.
    sandbox::Sandbox* sandbox = nullptr;                ///< Null: no files of advisories.
    advisory::Board* board = nullptr;                   ///< Null where nothing is polled.
    const InspectSettings* inspect = nullptr;           ///< Null: no scanner and no rules.
    const bundle::Settings* bundles = nullptr;          ///< Null where nothing is exchanged.
    const LogRoom* logs = nullptr;                      ///< Null where no logs are taken in.
    monitor::Board* monitors = nullptr;                 ///< Null where nothing is looked at.
    DetectRoom* rules = nullptr;                        ///< Null: no detection rules.
};

[[nodiscard]] std::vector<team::Route> api_routes(const Parts& parts);

} // namespace sokuo::app
