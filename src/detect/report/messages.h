#pragma once

// Sentences that more than one of the reports say.

#include "core/message.h"

namespace sokuo::detect::report::words {

inline constexpr Message and_more{"scan.and_more", "ほか {0} 件", "and {0} more"};
inline constexpr Message by_host{"scan.by_host", "端末・サーバー別", "By computer"};
inline constexpr Message by_rule{"scan.by_rule", "ルール別", "By rule"};
inline constexpr Message by_tactic{"scan.by_tactic", "攻撃の段階別（MITRE ATT&CK）",
                                   "By tactic (MITRE ATT&CK)"};
inline constexpr Message computer_heading{"scan.computer", "端末・サーバー", "Computer"};
inline constexpr Message counted_as{"scan.count", "{0} 件", "{0}"};
inline constexpr Message each_bar{"scan.each_bar", "棒 1 本は {0}、最も多いところで {1} 件",
                                  "Each bar is {0}; the highest is {1}"};
inline constexpr Message found_nothing{"scan.found_nothing", "ルールに合う記録はありませんでした。",
                                       "No event fits a rule."};
inline constexpr Message host_unnamed{"scan.host_unnamed", "（名前なし）", "(no name)"};
inline constexpr Message level_heading{"scan.level", "重大さ", "Severity"};
inline constexpr Message no_time{"scan.no_time", "日時不明", "no time"};
inline constexpr Message other_hosts{"scan.other_hosts", "ほかの端末・サーバー {0} 台",
                                     "Other computers: {0}"};
inline constexpr Message over_time{"scan.over_time", "時間の分布", "Over time"};
inline constexpr Message rule_heading{"scan.rule", "ルール", "Rule"};
inline constexpr Message times_are{"scan.times_are", "時刻は{0}です。", "Times are in {0}."};
inline constexpr Message troubles_heading{"scan.troubles", "読むときの問題 {0} 件",
                                          "Problems in reading: {0}"};
inline constexpr Message unusable_heading{"scan.unusable", "使えなかったルール {0} 件",
                                          "Rules that could not be used: {0}"};
inline constexpr Message events_uncounted{"scan.uncounted",
                                          "回数を数えるルールで、数えられなかった記録 {0} 件",
                                          "Events that correlations could not count: {0}"};
inline constexpr Message groups_dropped{"scan.groups_dropped",
                                        "回数を数えるルールで、多すぎて手放した組 {0} 件",
                                        "Groups that correlations dropped, being too many: {0}"};

} // namespace sokuo::detect::report::words
