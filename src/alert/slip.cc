#include "alert/slip.h"

#include "calendar/date.h"

namespace sokuo::alert {
namespace {

// Observables stand in the text, so that the report is found by them and beside its like.
std::string described(const Alert& alert) {
    std::string text = alert.first.description;
    for (const auto& observable : alert.first.observables) {
        if (!text.empty()) text += '\n';
        text += observable;
    }
    return text;
}

} // namespace

incident::Slip slip_of(const Alert& alert, std::string_view time_zone) {
    incident::Slip slip;
    slip.channel = "monitoring";
    slip.reporter_class = "system";
    if (alert.first.at) {
        slip.when.at = alert.first.at;
        slip.when.precision = incident::Precision::minute;
        // As somebody would write it, so that the item is not taken for blank.
        const auto zone = calendar::TimeZone::named(time_zone);
        slip.when.text = zone.ok() ? calendar::to_text(zone.value().local(*alert.first.at))
                                   : to_rfc3339(*alert.first.at);
    }
    slip.where = alert.first.host;
    slip.what = alert.first.title;
    slip.how = described(alert);
    slip.systems = alert.first.host;
    return slip;
}

incident::Addition addition_of(const Alert& alert) {
    incident::Addition addition;
    addition.note = alert.first.title;
    const auto more = described(alert);
    if (!alert.first.host.empty()) addition.note += '\n' + alert.first.host;
    if (!more.empty()) addition.note += '\n' + more;
    return addition;
}

} // namespace sokuo::alert
