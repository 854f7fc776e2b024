#include "detect/logs/shape.h"

// Events of Windows, as those who ship them write them down. Every shape gives `Channel`,
// `Provider_Name`, `EventID`, `Computer`, a time, and the fields of EventData under their own
// names.

#include <array>

namespace sokuo::detect::logs {
namespace {

using enum Deed;

// evtx_dump and what is built upon it: the XML, element by element.
constexpr std::array evtx_dump_needs{Need{"Event.System.Channel"}};
constexpr std::array evtx_dump_names{
    Naming{rename, "Event.System.EventID.#text", "EventID"},
    Naming{rename, "Event.System.Provider.#attributes.*", "Provider_*"},
    Naming{rename, "Event.System.Provider_attributes.*", "Provider_*"},
    Naming{rename, "Event.System.Execution.#attributes.*", "Execution_*"},
    Naming{rename, "Event.System.Execution_attributes.*", "Execution_*"},
    Naming{rename, "Event.System.Security.#attributes.*", "Security_*"},
    Naming{rename, "Event.System.Security_attributes.*", "Security_*"},
    Naming{rename, "Event.System.Correlation.#attributes.*", "Correlation_*"},
    Naming{rename, "Event.System.Correlation_attributes.*", "Correlation_*"},
    Naming{rename, "Event.System.TimeCreated.#attributes.*", "TimeCreated_*"},
    Naming{rename, "Event.System.TimeCreated_attributes.*", "TimeCreated_*"},
    Naming{rename, "Event.System.*", "*"},
    Naming{rename, "Event.EventData.Data.#text", "Data"},
    Naming{rename, "Event.EventData.*", "*"},
    Naming{rename, "Event.UserData.?.*", "*"},
    Naming{time, "Event.System.TimeCreated.#attributes.SystemTime"},
    Naming{time, "Event.System.TimeCreated_attributes.SystemTime"},
};

// Winlogbeat 7 and later, Elastic's agent, and what Elastic exports.
constexpr std::array winlogbeat_needs{Need{"winlog.event_id"}};
constexpr std::array winlogbeat_names{
    Naming{rename, "winlog.event_data.*", "*"},
    Naming{rename, "winlog.user_data.*", "*"},
    Naming{rename, "winlog.event_id", "EventID"},
    Naming{rename, "winlog.channel", "Channel"},
    Naming{rename, "winlog.provider_name", "Provider_Name"},
    Naming{rename, "winlog.provider_guid", "Provider_Guid"},
    Naming{rename, "winlog.computer_name", "Computer"},
    Naming{rename, "winlog.record_id", "EventRecordID"},
    Naming{rename, "winlog.process.pid", "Execution_ProcessID"},
    Naming{rename, "winlog.process.thread.id", "Execution_ThreadID"},
    Naming{rename, "winlog.activity_id", "Correlation_ActivityID"},
    Naming{rename, "winlog.user.identifier", "Security_UserID"},
    Naming{copy, "message", "Message"},
    Naming{time, "winlog.time_created"},
    Naming{time, "@timestamp"},
};

// Winlogbeat 6.
constexpr std::array winlogbeat6_needs{Need{"log_name"}, Need{"event_id"}};
constexpr std::array winlogbeat6_names{
    Naming{rename, "event_data.*", "*"},
    Naming{rename, "user_data.*", "*"},
    Naming{rename, "event_id", "EventID"},
    Naming{rename, "log_name", "Channel"},
    Naming{rename, "source_name", "Provider_Name"},
    Naming{rename, "provider_guid", "Provider_Guid"},
    Naming{rename, "computer_name", "Computer"},
    Naming{rename, "record_number", "EventRecordID"},
    Naming{rename, "process_id", "Execution_ProcessID"},
    Naming{rename, "thread_id", "Execution_ThreadID"},
    Naming{copy, "message", "Message"},
    Naming{time, "@timestamp"},
};

// Velociraptor's parse_evtx and its like.
constexpr std::array velociraptor_needs{Need{"System.Channel"}};
constexpr std::array velociraptor_names{
    Naming{rename, "System.EventID.Value", "EventID"},
    Naming{rename, "System.Provider.*", "Provider_*"},
    Naming{rename, "System.Execution.*", "Execution_*"},
    Naming{rename, "System.Security.*", "Security_*"},
    Naming{rename, "System.Correlation.*", "Correlation_*"},
    Naming{rename, "System.TimeCreated.*", "TimeCreated_*"},
    Naming{rename, "System.*", "*"},
    Naming{rename, "EventData.*", "*"},
    Naming{rename, "UserData.?.*", "*"},
    Naming{time, "System.TimeCreated.SystemTime"},
};

// EvtxECmd. Its ProcessId is that of the log's head.
constexpr std::array evtxecmd_needs{Need{"EventId"}, Need{"Provider"}, Need{"Channel"}};
constexpr std::array evtxecmd_names{
    Naming{rename, "ProcessId", "Execution_ProcessID"},
    Naming{rename, "ThreadId", "Execution_ThreadID"},
    Naming{rename, "EventRecordId", "EventRecordID"},
    Naming{copy, "EventId", "EventID"},
    Naming{copy, "Provider", "Provider_Name"},
    Naming{pairs, "Payload"},
    Naming{time, "TimeCreated"},
};

// All in one row, as NXLog and most others have it. An EventTime names no zone; whoever adds
// @timestamp writes UTC.
constexpr std::array flat_needs{Need{"Channel"}, Need{"EventID"}};
constexpr std::array flat_names{
    Naming{copy, "SourceName", "Provider_Name"},
    Naming{copy, "ProviderName", "Provider_Name"},
    Naming{copy, "Provider", "Provider_Name"},
    Naming{copy, "EventSourceName", "Provider_Name"},
    Naming{copy, "Hostname", "Computer"},
    Naming{copy, "ComputerName", "Computer"},
    Naming{copy, "MachineName", "Computer"},
    Naming{copy, "ExecutionProcessID", "Execution_ProcessID"},
    Naming{time, "UtcTime"},
    Naming{time, "SystemTime"},
    Naming{time, "TimeCreated"},
    Naming{time, "TimeGenerated"},
    Naming{time, "@timestamp"},
    Naming{time, "EventTime"},
    Naming{time, "timestamp"},
};

// Get-WinEvent, by ConvertTo-Json or Export-Csv. What Sysmon wrote stands in the message only; the
// ProcessId is that of the log's head.
constexpr std::array get_winevent_needs{Need{"LogName"}, Need{"ProviderName"}, Need{"Id"}};
constexpr std::array get_winevent_names{
    Naming{rename, "ProcessId", "Execution_ProcessID"},
    Naming{rename, "ThreadId", "Execution_ThreadID"},
    Naming{copy, "Id", "EventID"},
    Naming{copy, "LogName", "Channel"},
    Naming{copy, "ProviderName", "Provider_Name"},
    Naming{copy, "MachineName", "Computer"},
    Naming{copy, "RecordId", "EventRecordID"},
    Naming{pairs, "Message"},
    Naming{time, "TimeCreated"},
    Naming{time, "TimeCreated.value"},
    Naming{time, "TimeCreated.DateTime"},
};

// Splunk's add-on for Windows.
constexpr std::array splunk_needs{Need{"EventCode"}};
constexpr std::array splunk_xml_needs{Need{"sourcetype", "XmlWinEventLog"}};
constexpr std::array splunk_names{
    Naming{copy, "EventCode", "EventID"},
    Naming{copy, "LogName", "Channel"},
    Naming{copy, "source", "Channel", "WinEventLog:"},
    Naming{copy, "source", "Channel", "XmlWinEventLog:"},
    Naming{copy, "SourceName", "Provider_Name"},
    Naming{copy, "Name", "Provider_Name"},
    Naming{copy, "ComputerName", "Computer"},
    Naming{copy, "host", "Computer"},
    Naming{pairs, "_raw"},
    Naming{time, "UtcTime"},
    Naming{time, "SystemTime"},
    Naming{time, "_time"},
};

// What the event viewer saves as CSV, in English and in Japanese.
constexpr std::array viewer_needs{Need{"Event ID"}, Need{"Source"}};
constexpr std::array viewer_names{
    Naming{copy, "Source", "Provider_Name"},
    Naming{time, "Date and Time"},
};
constexpr std::array viewer_ja_needs{Need{"イベント ID"}, Need{"ソース"}};
constexpr std::array viewer_ja_names{
    Naming{copy, "イベント ID", "EventID"},
    Naming{copy, "ソース", "Provider_Name"},
    Naming{time, "日付と時刻"},
};

constexpr std::array shapes{
    Shape{"evtx_dump", "windows", {}, {}, evtx_dump_needs, {}, evtx_dump_names},
    Shape{"winlogbeat", "windows", {}, {}, winlogbeat_needs, {}, winlogbeat_names},
    Shape{"winlogbeat6", "windows", {}, {}, winlogbeat6_needs, {}, winlogbeat6_names},
    Shape{"velociraptor", "windows", {}, {}, velociraptor_needs, {}, velociraptor_names},
    Shape{"evtxecmd", "windows", {}, {}, evtxecmd_needs, {}, evtxecmd_names},
    Shape{"flat", "windows", {}, {}, flat_needs, {}, flat_names},
    Shape{"get_winevent", "windows", {}, {}, get_winevent_needs, {}, get_winevent_names},
    Shape{"splunk", "windows", {}, {}, splunk_needs, {}, splunk_names},
    Shape{"splunk_xml", "windows", {}, {}, splunk_xml_needs, {}, splunk_names},
    Shape{"viewer", "windows", {}, {}, viewer_needs, {}, viewer_names},
    Shape{"viewer_ja", "windows", {}, {}, viewer_ja_needs, {}, viewer_ja_names},
};

} // namespace

std::span<const Shape> windows_shapes() {
    return shapes;
}

} // namespace sokuo::detect::logs
