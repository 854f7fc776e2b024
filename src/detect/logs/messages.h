#pragma once

// What is said of records that give no event, or not the whole of one.

#include "core/message.h"

namespace sokuo::detect::logs {

inline constexpr Message record_unreadable{"detect.record_unreadable",
                                           "{0} 番目の記録は形が崩れていて読めません。",
                                           "Record {0} is broken and cannot be read."};
inline constexpr Message record_too_long{"detect.record_too_long",
                                         "{0} 番目の記録は {1} バイトより長いため読んでいません。",
                                         "Record {0} is longer than {1} bytes and was not read."};
inline constexpr Message record_too_deep{
    "detect.record_too_deep", "{0} 番目の記録は入れ子が {1} 段を超えます。その奥は読んでいません。",
    "Record {0} is nested deeper than {1}. What is below was not read."};
inline constexpr Message too_many_names{
    "detect.too_many_names",
    "{0} 番目の記録までに項目の種類が {1} を超えました。新しい項目は読んでいません。",
    "By record {0} there were more than {1} kinds of fields. New ones were not read."};
inline constexpr Message too_many_values{
    "detect.too_many_values", "{0} 番目の記録は値が {1} 個を超えます。残りは読んでいません。",
    "Record {0} has more than {1} values. The rest was not read."};

} // namespace sokuo::detect::logs
