#include "detect/job/messages.h"

#include "detect/evtx/evtx.h"
#include "detect/input/messages.h"
#include "detect/logs/messages.h"

#include <algorithm>
#include <array>

namespace sokuo::detect::job {

const Message& message_of(std::string_view code) {
    static constexpr std::array known{&file_unreadable,
                                      &read_failed,
                                      &archive_damaged,
                                      &member_encrypted,
                                      &too_many_members,
                                      &member_too_large,
                                      &swells,
                                      &nested_too_deep,
                                      &logs::record_unreadable,
                                      &logs::record_too_long,
                                      &logs::record_too_deep,
                                      &logs::too_many_names,
                                      &logs::too_many_values,
                                      &evtx::file_head_damaged,
                                      &evtx::not_closed,
                                      &evtx::chunk_head_damaged,
                                      &evtx::records_changed,
                                      &evtx::chunk_short,
                                      &evtx::record_damaged,
                                      &evtx::record_in_part,
                                      &evtx::record_hidden,
                                      &evtx::record_cut,
                                      &out_of_time};
    const auto* const found = std::ranges::find(known, code, &Message::code);
    return found == known.end() ? unreadable : **found;
}

} // namespace sokuo::detect::job
