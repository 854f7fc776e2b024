#include "search/reader.h"

namespace sokuo::search {

Reader reader_of(const team::Call& call) {
    const auto may = [&](std::string_view action) {
        return call.may(action)["allowed"].boolean_or(false);
    };
    return {.who = call.identity.person,
            .reads_reports = may("report.read"),
            .reads_incidents = may("incident.read")};
}

} // namespace sokuo::search
