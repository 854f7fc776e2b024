// The only file of the module that knows ICU.

#include "calendar/date.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace sokuo::calendar {
namespace {

constexpr Message zone_unknown{
    "calendar.zone_unknown",
    "時間帯「{0}」は知られていません。「Asia/Tokyo」のように書いてください。",
    "There is no time zone “{0}”. Write it like Asia/Tokyo."};

using std::chrono::milliseconds;

UDate to_icu(milliseconds since_epoch) {
    return static_cast<UDate>(since_epoch.count());
}

} // namespace

struct TimeZone::Zone {
    std::unique_ptr<const icu::BasicTimeZone> icu;
};

Result<TimeZone> TimeZone::named(std::string_view name) {
    // ICU takes longer to find a zone than to use it a hundred times, and every request asks for
    // the charter's. A zone never changes and there are few, so each is found once and kept.
    static std::mutex mutex;
    static std::map<std::string, Zone, std::less<>> known;
    const std::scoped_lock lock{mutex};
    if (const auto found = known.find(name); found != known.end())
        return TimeZone{found->first, &found->second};

    auto error = U_ZERO_ERROR;
    const auto id = icu::UnicodeString::fromUTF8(
        icu::StringPiece{name.data(), static_cast<std::int32_t>(name.size())});
    icu::UnicodeString canonical;
    UBool is_in_database = 0;
    icu::TimeZone::getCanonicalID(id, canonical, is_in_database, error);
    if (U_FAILURE(error) != 0 || is_in_database == 0)
        return failure(Errc::invalid, zone_unknown, {std::string{name}});
    std::unique_ptr<icu::TimeZone> zone{icu::TimeZone::createTimeZone(id)};
    auto* const basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    if (basic == nullptr) return failure(Errc::invalid, zone_unknown, {std::string{name}});
    (void)zone.release(); // `basic` is the same object, owned from here on
    std::unique_ptr<const icu::BasicTimeZone> owned{basic};
    const auto kept = known.emplace(name, Zone{std::move(owned)}).first;
    return TimeZone{kept->first, &kept->second};
}

LocalTime TimeZone::local(Time time) const {
    using namespace std::chrono;
    auto error = U_ZERO_ERROR;
    std::int32_t standard = 0;
    std::int32_t summer = 0;
    const auto since_epoch = time.time_since_epoch();
    zone_->icu->getOffset(to_icu(floor<milliseconds>(since_epoch)), 0, standard, summer, error);
    assert(U_SUCCESS(error) != 0);
    const local_time<Duration> shown{since_epoch + milliseconds{standard + summer}};
    const auto day = floor<days>(shown);
    return {day, floor<Minutes>(shown - day)};
}

Time TimeZone::utc(const LocalTime& local) const {
    const auto shown = local.date.time_since_epoch() + local.clock;
    auto error = U_ZERO_ERROR;
    std::int32_t standard = 0;
    std::int32_t summer = 0;
    zone_->icu->getOffsetFromLocal(to_icu(shown), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                                   standard, summer, error);
    assert(U_SUCCESS(error) != 0);
    return Time{shown - milliseconds{standard + summer}};
}

} // namespace sokuo::calendar
