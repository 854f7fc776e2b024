#pragma once

// Events as XML, as the event viewer saves them, `wevtutil` prints them and collectors pass them
// on: one behind another, over lines or not, within `<Events>` or not.

#include "detect/logs/line_reader.h"

#include <memory>
#include <string_view>

namespace sokuo::detect::logs {

/// The names that an event's head decides by.
struct HeadNames {
    explicit HeadNames(Names& names);
    FieldId channel;
    FieldId provider;
    FieldId event_id;
    FieldId computer;
};

/// Puts the fields of the event in `text` into the desk and its head into `event`. False: it is no
/// such event, or a broken one, and nothing was put.
bool take_event_xml(std::string_view text, const HeadNames& names, LineDesk& desk, Event& event);

/// What Sysmon for Linux writes of itself.
inline constexpr std::string_view linux_sysmon = "Linux-Sysmon";

[[nodiscard]] std::unique_ptr<Reader> read_xml(Stream stream, const Hints& hints,
                                               std::size_t bytes = block_bytes);

} // namespace sokuo::detect::logs
