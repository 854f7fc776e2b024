#pragma once

// Every sentence of the public pages. Plain Japanese: one thought to a sentence, 40 letters at most
// (a test counts), です・ます, no promise of a time. `[漢字|かんじ]` gives a reading.

#include "core/message.h"

namespace sokuo::front::texts {

// -- on every page
inline constexpr Message skip{"front.skip", "[本文|ほんぶん]へ", "Skip to content"};
inline constexpr Message fictional{"front.fictional",
                                   "【架空】[練習用|れんしゅうよう]のページです。",
                                   "[Fictional] This page is for practice."};
inline constexpr Message fictional_short{"front.fictional_short", "【架空】", "[Fictional] "};
inline constexpr Message readings_on{"front.readings_on", "ふりがな", "Readings"};
inline constexpr Message readings_off{"front.readings_off", "ふりがなを[消|け]す", "No readings"};
inline constexpr Message other_language{"front.other_language", "English", "日本語"};
inline constexpr Message settings{"front.settings", "[表示|ひょうじ]", "Display"};
inline constexpr Message footer{"front.footer", "このページについて", "About this site"};
inline constexpr Message to_contact{"front.to_contact", "[窓口|まどぐち]の[案内|あんない]",
                                    "Point of contact"};
inline constexpr Message to_report{"front.to_report", "「おかしいな」を[知|し]らせる",
                                   "Report something strange"};
inline constexpr Message to_accessibility{"front.to_accessibility", "アクセシビリティ",
                                          "Accessibility"};
inline constexpr Message to_statement{"front.to_statement", "[活動|かつどう]の[案内|あんない]",
                                      "About the team"};
inline constexpr Message to_security_txt{"front.to_security_txt", "security.txt", "security.txt"};

// -- 別表第１
inline constexpr Message contact_title{"front.contact_title",
                                       "[情報|じょうほう]セキュリティの[窓口|まどぐち]",
                                       "Information security point of contact"};
inline constexpr Message contact_lead{
    "front.contact_lead",
    "ウイルス、[改|かい]ざん、[紛失|ふんしつ]などの[連絡|れんらく]を"
    "[受|う]け[付|つ]けます。",
    "Tell us about viruses, defaced pages, lost data and the "
    "like."};
inline constexpr Message contact_table{"front.contact_table", "[連絡先|れんらくさき]",
                                       "How to reach us"};
inline constexpr Message poc{"front.poc", "[窓口|まどぐち]（ＰｏＣ）", "Point of contact"};
inline constexpr Message address{"front.address", "[所在地|しょざいち]", "Address"};
inline constexpr Message hours{"front.hours", "[対応時間|たいおうじかん]", "Hours"};
inline constexpr Message phone{"front.phone", "[電話番号|でんわばんごう]", "Telephone"};
inline constexpr Message extension{"front.extension", "[内線|ないせん]{0}", "extension {0}"};
inline constexpr Message mail{"front.mail", "メール", "Mail"};
inline constexpr Message network_lgwan{"front.network_lgwan", "LGWAN", "LGWAN (government)"};
inline constexpr Message network_internet{"front.network_internet", "インターネット", "Internet"};
inline constexpr Message out_of_hours{"front.out_of_hours", "[時間外|じかんがい]",
                                      "Outside these hours"};
inline constexpr Message asked{"front.asked", "お[聞|き]きすること", "What we will ask"};
inline constexpr Message asked_lead{"front.asked_lead", "わかるところだけで、かまいません。",
                                    "What you know is enough."};
inline constexpr Message weekdays{"front.weekdays", "[平日|へいじつ] {0}〜{1}",
                                  "Weekdays except holidays, {0} to {1}"};

// -- open or closed, as of this request
inline constexpr Message open_now{
    "front.open_now", "いまは[受付時間|うけつけじかん]の[中|なか]です。", "We are open now."};
inline constexpr Message closed_now{
    "front.closed_now", "いまは[受付時間|うけつけじかん]の[外|そと]です。", "We are closed now."};
inline constexpr Message closed_today{"front.closed_today",
                                      "[今日|きょう]（{0}）は[閉庁日|へいちょうび]です。",
                                      "We are closed today ({0})."};
inline constexpr Message closed_why{"front.closed_why", "{0}・{1}", "{0}, {1}"};
inline constexpr Message why_holiday{"front.why_holiday", "祝日", "a national holiday"};
inline constexpr Message why_weekend{"front.why_weekend", "週末", "the weekend"};
inline constexpr Message why_year_end{"front.why_year_end", "年末年始", "the New Year holidays"};
inline constexpr Message why_own{"front.why_own", "閉庁日", "a closed day of ours"};
inline constexpr Message next_opening{"front.next_opening",
                                      "[次|つぎ]に[開|ひら]くのは、{0} {1}です。",
                                      "We open next on {0} at {1}."};
inline constexpr Message reach_now{"front.reach_now", "いまの[連絡先|れんらくさき]：",
                                   "Whom to reach now:"};
inline constexpr Message nobody_now{
    "front.nobody_now",
    "この[時間|じかん]に[電話|でんわ]に[出|で]る[人|ひと]は、[決|き]まっていません。",
    "Nobody is named to answer the telephone at this hour."};
inline constexpr Message to_staff_form{
    "front.to_staff_form", "[職員|しょくいん]のかたの[様式|ようしき]", "The form for staff"};
inline constexpr Message form_anytime{"front.form_anytime",
                                      "このページからは、いつでも[送|おく]れます。",
                                      "You can use this site at any time."};

} // namespace sokuo::front::texts
