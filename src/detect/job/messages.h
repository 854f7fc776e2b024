#pragma once

// What is said of jobs; and every sentence a worker may use of a file. Only its code and arguments
// travel: a worker in a stranger's hands cannot put words into our mouth.

#include "core/message.h"

#include <string_view>

namespace sokuo::detect::job {

inline constexpr Message not_a_job{"detect.job_malformed", "検知の依頼の形が正しくありません。",
                                   "This is not a well-formed request for detection."};
inline constexpr Message not_an_outcome{"detect.job_lied",
                                        "検知の結果が正しい形ではないため、捨てました。",
                                        "What detection gave back was malformed and was dropped."};
inline constexpr Message rules_changed{
    "detect.rules_changed", "ルールを読み直しています。少し待ってから、やり直してください。",
    "The rules are being read again. Please try again in a moment."};
inline constexpr Message out_of_time{"detect.job_time",
                                     "{0} は時間内に読み終わりませんでした。そこまでを調べました。",
                                     "{0} could not be read to its end in time. What came before "
                                     "was looked at."};
inline constexpr Message unreadable{"detect.job_unreadable", "読めないところがありました。",
                                    "Something could not be read."};

/// The sentence of this code, of those that are said of files; `unreadable` for any other.
[[nodiscard]] const Message& message_of(std::string_view code);

} // namespace sokuo::detect::job
