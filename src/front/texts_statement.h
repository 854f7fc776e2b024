#pragma once

// The words of the RFC 2350 document. Its headings are those of the RFC, in both languages. The
// rules for all sentences stand in texts.h.

#include "core/message.h"

namespace sokuo::front::texts {

inline constexpr Message statement_title{"front.statement_title",
                                         "[活動|かつどう]の[案内|あんない]（RFC 2350）",
                                         "About the team (RFC 2350)"};
inline constexpr Message statement_lead{
    "front.statement_lead", "RFC 2350の[形|かたち]で、[要綱|ようこう]から[作|つく]っています。",
    "This follows RFC 2350 and is made from the charter."};
inline constexpr Message statement_quotes{
    "front.statement_quotes", "[枠|わく]の[中|なか]は、[要綱|ようこう]の[文|ぶん]のままです。",
    "The quotations are the words of the charter, which is in Japanese."};
inline constexpr Message statement_as_text{"front.statement_as_text",
                                           "[文字|もじ]だけのファイル（rfc2350.txt）",
                                           "The same as plain text (rfc2350.txt)"};
inline constexpr Message statement_silent{"front.statement_silent",
                                          "[要綱|ようこう]に[定|さだ]めがありません。",
                                          "The charter does not say."};

// -- 1
inline constexpr Message s1{"front.s1", "この[文書|ぶんしょ]", "Document Information"};
inline constexpr Message s1_1{"front.s1_1", "[更新日|こうしんび]", "Date of Last Update"};
inline constexpr Message s1_2{"front.s1_2", "[更新|こうしん]を[知|し]らせる[先|さき]",
                              "Distribution List for Notifications"};
inline constexpr Message s1_3{"front.s1_3", "この[文書|ぶんしょ]の[場所|ばしょ]",
                              "Locations where this Document May Be Found"};
inline constexpr Message s1_4{"front.s1_4", "この[文書|ぶんしょ]の[確|たし]かめ[方|かた]",
                              "Authenticating this Document"};
inline constexpr Message updated{"front.updated", "{0}（[要綱|ようこう]データ 第{1}版）",
                                 "{0} (version {1} of the charter's data)"};
inline constexpr Message here{"front.here", "この[窓口|まどぐち]のページ",
                              "The pages of this point of contact"};
inline constexpr Message unsigned_document{"front.unsigned_document",
                                           "[電子署名|でんししょめい]は、[付|つ]けていません。",
                                           "This document is not signed."};

// -- 2
inline constexpr Message s2{"front.s2", "[連絡先|れんらくさき]", "Contact Information"};
inline constexpr Message s2_1{"front.s2_1", "チームの[名前|なまえ]", "Name of the Team"};
inline constexpr Message s2_2{"front.s2_2", "[所在地|しょざいち]", "Address"};
inline constexpr Message s2_3{"front.s2_3", "[標準時|ひょうじゅんじ]", "Time Zone"};
inline constexpr Message s2_4{"front.s2_4", "[電話番号|でんわばんごう]", "Telephone Number"};
inline constexpr Message s2_5{"front.s2_5", "ファクス", "Facsimile Number"};
inline constexpr Message s2_6{"front.s2_6", "ほかの[連絡|れんらく]の[方法|ほうほう]",
                              "Other Telecommunication"};
inline constexpr Message s2_7{"front.s2_7", "メールアドレス", "Electronic Mail Address"};
inline constexpr Message s2_8{"front.s2_8", "[公開鍵|こうかいかぎ]と[暗号|あんごう]",
                              "Public Keys and Other Encryption Information"};
inline constexpr Message s2_9{"front.s2_9", "チームの[人|ひと]", "Team Members"};
inline constexpr Message s2_10{"front.s2_10", "ほかの[情報|じょうほう]", "Other Information"};
inline constexpr Message s2_11{"front.s2_11", "[連絡|れんらく]のしかた",
                               "Points of Customer Contact"};
inline constexpr Message no_public_key{"front.no_public_key",
                                       "[公開鍵|こうかいかぎ]は、[公開|こうかい]していません。",
                                       "No public key is published."};
inline constexpr Message by_post{
    "front.by_post", "[人|ひと]の[名前|なまえ]でなく、[職|しょく]で[定|さだ]めています。",
    "The charter names posts, not persons."};
inline constexpr Message when_urgent{"front.when_urgent",
                                     "[急|いそ]ぐときは、[電話|でんわ]してください。",
                                     "Please call if it is urgent."};
inline constexpr Message outside_silent{
    "front.outside_silent",
    "[時間外|じかんがい]のことは、[要綱|ようこう]に[定|さだ]めがありません。",
    "The charter does not say what to do outside these hours."};

// -- 3
inline constexpr Message s3{"front.s3", "[要綱|ようこう]", "Charter"};
inline constexpr Message s3_1{"front.s3_1", "[使命|しめい]", "Mission Statement"};
inline constexpr Message s3_2{"front.s3_2", "[対象|たいしょう]とする[人|ひと]", "Constituency"};
inline constexpr Message s3_3{"front.s3_3", "[所属|しょぞく]", "Sponsorship and/or Affiliation"};
inline constexpr Message s3_4{"front.s3_4", "[権限|けんげん]", "Authority"};
inline constexpr Message scope{"front.scope",
                               "3.1の[使命|しめい]に[書|か]いてある[範囲|はんい]です。",
                               "The scope of the mission quoted under 3.1."};
inline constexpr Message in_force{"front.in_force", "{0}[施行|しこう]", "In force since {0}"};

// -- 4
inline constexpr Message s4{"front.s4", "[方針|ほうしん]", "Policies"};
inline constexpr Message s4_1{"front.s4_1", "インシデントの[種別|しゅべつ]と[対応|たいおう]",
                              "Types of Incidents and Level of Support"};
inline constexpr Message s4_2{"front.s4_2",
                              "[協力|きょうりょく]と、[情報|じょうほう]の[公開|こうかい]",
                              "Co-operation, Interaction and Disclosure of Information"};
inline constexpr Message s4_3{"front.s4_3", "[通信|つうしん]と[本人確認|ほんにんかくにん]",
                              "Communication and Authentication"};

// -- 5 to 7
inline constexpr Message s5{"front.s5", "していること", "Services"};
inline constexpr Message s5_1{"front.s5_1", "インシデントへの[対応|たいおう]", "Incident Response"};
inline constexpr Message s5_1_1{"front.s5_1_1", "トリアージ", "Incident Triage"};
inline constexpr Message s5_1_2{"front.s5_1_2", "[調整|ちょうせい]", "Incident Coordination"};
inline constexpr Message s5_1_3{"front.s5_1_3", "[解決|かいけつ]", "Incident Resolution"};
inline constexpr Message s5_2{"front.s5_2", "[平常時|へいじょうじ]の[活動|かつどう]",
                              "Proactive Activities"};
inline constexpr Message s6{"front.s6", "[知|し]らせるときの[様式|ようしき]",
                            "Incident Reporting Forms"};
inline constexpr Message s7{"front.s7", "[免責|めんせき]", "Disclaimers"};

} // namespace sokuo::front::texts
