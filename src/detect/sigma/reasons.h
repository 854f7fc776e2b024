#pragma once

// Why a rule cannot be used, in the words of whoever wrote it. Each names what to do instead.

#include "core/message.h"

namespace sokuo::detect {

inline constexpr Message rule_not_a_map{"sigma.not_a_map", "「{0}」は「名前: 値」の形で書きます。",
                                        "“{0}” must be a map of names and values."};
inline constexpr Message rule_part_missing{"sigma.part_missing", "「{0}」がありません。",
                                           "“{0}” is missing."};
inline constexpr Message rule_part_not_text{
    "sigma.part_not_text", "「{0}」には文字だけを書きます。", "“{0}” must be plain text."};
inline constexpr Message rule_level_unknown{
    "sigma.level_unknown",
    "level「{0}」はありません。informational・low・medium・high・critical のどれかです。",
    "There is no level “{0}”: informational, low, medium, high or critical."};
inline constexpr Message modifier_unknown{"sigma.modifier_unknown",
                                          "修飾子「{0}」は Sigma 2.1 にありません。",
                                          "There is no modifier “{0}” in Sigma 2.1."};
inline constexpr Message modifiers_clash{"sigma.modifiers_clash",
                                         "修飾子「{0}」は、その前の修飾子と一緒には使えません。",
                                         "Modifier “{0}” cannot follow the ones before it."};
inline constexpr Message modifier_needs_text{
    "sigma.modifier_needs_text", "修飾子「{0}」は、ワイルドカードのない文字列にだけ使えます。",
    "Modifier “{0}” needs text without wildcards."};
inline constexpr Message modifier_needs_number{
    "sigma.modifier_needs_number", "修飾子「{0}」には数を書きます（「{1}」は数でない）。",
    "Modifier “{0}” needs a number; “{1}” is none."};
inline constexpr Message modifier_needs_truth{"sigma.modifier_needs_truth",
                                              "exists には true か false を書きます。",
                                              "exists needs true or false."};
inline constexpr Message field_needed{"sigma.field_needed",
                                      "null・exists・fieldref は、項目の名前なしには使えません。",
                                      "null, exists and fieldref need the name of a field."};
inline constexpr Message regex_unusable{"sigma.regex_unusable",
                                        "正規表現「{0}」は使えません（{1}）。",
                                        "The regular expression “{0}” cannot be used ({1})."};
inline constexpr Message network_unusable{"sigma.network_unusable",
                                          "「{0}」は IP アドレスの範囲（CIDR）として読めません。",
                                          "“{0}” is no range of IP addresses (CIDR)."};
inline constexpr Message placeholder_unknown{
    "sigma.placeholder_unknown",
    "「%{0}%」に何を入れるかが書かれていません。--placeholders のファイルに加えてください。",
    "Nothing says what “%{0}%” stands for. Add it to the file of --placeholders."};
inline constexpr Message values_missing{"sigma.values_missing", "「{0}」に値がありません。",
                                        "“{0}” has no value."};
inline constexpr Message value_not_plain{"sigma.value_not_plain",
                                         "「{0}」の値は文字・数か、その並びで書きます。",
                                         "The values of “{0}” must be text or numbers."};
inline constexpr Message too_many_tests{"sigma.too_many_tests",
                                        "条件の数が上限（{0}）を超えます。ルールを分けてください。",
                                        "More than {0} tests. Split the rule."};
inline constexpr Message too_many_spellings{
    "sigma.too_many_spellings",
    "修飾子のとおりに書き方を並べると、{0} 通りか {1} MiB を超えます。値を短くしてください。",
    "Its modifiers ask for more than {0} spellings, or {1} MiB of them. Shorten the value."};
inline constexpr Message rule_too_long{
    "sigma.rule_too_long", "ルールの値が全部で {0} MiB を超えます。ルールを分けてください。",
    "The values of the rule come to more than {0} MiB. Split the rule."};
inline constexpr Message rules_too_long{
    "sigma.rules_too_long",
    "ここまでのルールの値が全部で {0} MiB を超えるので、このルールは使いません。"
    "ルールを減らしてください。",
    "This rule is not used: the values of all rules would come to more than {0} MiB. "
    "Take fewer rules."};
inline constexpr Message condition_unreadable{"sigma.condition_unreadable",
                                              "condition の「{0}」のところが読めません。",
                                              "The condition cannot be read at “{0}”."};
inline constexpr Message condition_too_deep{"sigma.condition_too_deep",
                                            "condition の入れ子が深すぎます（上限 {0}）。",
                                            "The condition is nested more than {0} deep."};
inline constexpr Message aggregation_gone{
    "sigma.aggregation_gone",
    "「|」の後の集計（count など）は Sigma からなくなりました。correlation で書いてください。",
    "Aggregation after “|” (count and its like) left Sigma. Write a correlation."};
inline constexpr Message selection_unknown{"sigma.selection_unknown",
                                           "condition にある「{0}」がどこにも書かれていません。",
                                           "“{0}” in the condition is not defined."};
inline constexpr Message always_true{"sigma.always_true",
                                     "どの記録にも当てはまるルールです。条件を加えてください。",
                                     "This rule fits every event. Add a condition."};
inline constexpr Message log_source_unknown{
    "sigma.log_source_unknown",
    "この種類の記録（{0}）の読み方がありません。logsources のファイルに加えられます。",
    "No log of this kind ({0}) is known. It can be added to the file of log sources."};
inline constexpr Message correlation_type_unknown{"sigma.correlation_type_unknown",
                                                  "correlation の type「{0}」はありません。",
                                                  "There is no correlation type “{0}”."};
inline constexpr Message ordered_needs_all{
    "sigma.ordered_needs_all",
    "temporal_ordered の condition は、全部のルール（gte: {0}）だけを求められます。",
    "The condition of temporal_ordered can only ask for all of its rules (gte: {0})."};
inline constexpr Message timespan_unreadable{"sigma.timespan_unreadable",
                                             "timespan「{0}」は 30s・5m・2h・7d のように書きます。",
                                             "Write the timespan “{0}” like 30s, 5m, 2h or 7d."};
inline constexpr Message rule_reference_unknown{
    "sigma.rule_reference_unknown",
    "「{0}」というルールがありません（id か name で呼び、同じ所に置きます）。",
    "There is no rule “{0}” (refer to it by id or name, and load it too)."};
inline constexpr Message rules_in_a_circle{"sigma.rules_in_a_circle",
                                           "「{0}」は自分自身を数えることになります。",
                                           "“{0}” would count itself."};

} // namespace sokuo::detect
