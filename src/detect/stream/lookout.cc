#include "detect/stream/lookout.h"

#include "detect/scan/render.h"

#include <utility>

namespace sokuo::detect {

Lookout::Lookout(const Program& program, const LookoutOptions& options, Found found)
    : program_{program}, options_{options}, found_{std::move(found)},
      worker_{program, {.memo_bytes = options.memo_bytes, .secret = options.secret}},
      counting_{program.counting, [this](const Match& match) { tell(match); }} {}

void Lookout::hear(std::string_view from, Time now) {
    from_ = from;
    now_ = now;
    now_text_.clear();
}

void Lookout::tell(const Match& match) {
    if (match.rule->level >= options_.level_min) found_(match);
}

void Lookout::take(const Event& event, const Names& names) {
    ++events_;
    const auto hits = worker_.look_at(event);
    if (hits.empty()) return;
    auto timed = event;
    if (!moment_of(event.time)) {
        if (now_text_.empty()) now_text_ = to_rfc3339(now_);
        timed.time = {.field = word_field, .type = Type::utf8, .bytes = now_text_};
    }
    for (const auto& hit : hits) {
        if (!program_.counting.is_silent[hit.rule] &&
            program_.rules[hit.rule].info.level >= options_.level_min) {
            render_match(program_, worker_, hit, timed, names, match_);
            match_.file = from_;
            found_(match_);
        }
        for (const auto& counted : program_.counting.of_rule[hit.rule]) {
            auto sighting = sighting_of(program_, counted, hit, timed, names);
            if (!sighting) continue;
            sighting->file = from_;
            // A clock ahead of ours would hold its group's window open until we have caught up.
            sighting->time = std::min(sighting->time, now_);
            counting_.add_now(*sighting, now_);
        }
    }
}

} // namespace sokuo::detect
