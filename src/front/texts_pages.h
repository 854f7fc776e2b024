#pragma once

// The sentences of the receipt and the other pages; the rules for all of them stand in texts.h.

#include "core/message.h"

namespace sokuo::front::texts {

// -- the receipt
inline constexpr Message received{"front.received", "[受|う]け[付|つ]けました",
                                  "We have received it"};
inline constexpr Message thanks{"front.thanks", "[知|し]らせていただき、ありがとうございます。",
                                "Thank you for telling us."};
inline constexpr Message number{"front.number", "[受付番号|うけつけばんごう]", "Receipt number"};
inline constexpr Message provisional{"front.provisional", "[仮|かり]の[受付番号|うけつけばんごう]",
                                     "Provisional receipt number"};
inline constexpr Message number_use{"front.number_use",
                                    "[問|と]い[合|あ]わせのときに[使|つか]います。"
                                    "[書|か]きとめてください。",
                                    "You need it when you ask about the report. Write it down."};
inline constexpr Message provisional_use{
    "front.provisional_use",
    "[正式|せいしき]な[番号|ばんごう]は、あとで[付|つ]きます。この[番号|ばんごう]も[使|つか]"
    "えます。",
    "It will get its final number later. This one stays valid."};
inline constexpr Message now_title{"front.now_title", "いま、していただきたいこと",
                                   "What to do now"};
inline constexpr Message now_power{"front.now_power", "[電源|でんげん]を[切|き]らないでください。",
                                   "Do not switch the device off."};
inline constexpr Message now_touch{"front.now_touch",
                                   "あやしい[機器|きき]やファイルに、[触|さわ]らないでください。",
                                   "Do not touch the device or the file in question."};
inline constexpr Message now_link{"front.now_link",
                                  "あやしいリンクや[添付|てんぷ]を、[開|ひら]かないでください。",
                                  "Do not open suspicious links or attachments."};
inline constexpr Message next_title{"front.next_title", "これからのこと", "What happens next"};
inline constexpr Message next_check{
    "front.next_check", "[担当|たんとう]の[者|もの]が、[内容|ないよう]を[確|たし]かめます。",
    "Our staff look into what you wrote."};
inline constexpr Message next_contact{
    "front.next_contact", "お[聞|き]きしたいことがあるときだけ、[連絡|れんらく]します。",
    "We contact you only when we have a question."};
inline constexpr Message next_again{
    "front.next_again",
    "また[起|お]きたら、この[番号|ばんごう]を[書|か]いて[知|し]らせてください。",
    "If it happens again, report it again with this number."};
inline constexpr Message fraud_title{"front.fraud_title", "にせの[電話|でんわ]に[注意|ちゅうい]",
                                     "Beware of false calls"};
inline constexpr Message fraud_never{
    "front.fraud_never", "こちらから、パスワードや[暗証番号|あんしょうばんごう]は[聞|き]きません。",
    "We never ask for passwords or PINs."};
inline constexpr Message fraud_money{
    "front.fraud_money", "お[金|かね]やカードの[番号|ばんごう]も、お[願|ねが]いしません。",
    "Nor do we ask for money or card numbers."};
inline constexpr Message fraud_hang_up{
    "front.fraud_hang_up",
    "[聞|き]かれたら、[切|き]って、[下|した]の[番号|ばんごう]にかけてください。",
    "If a caller does, hang up and call the number below."};
inline constexpr Message receipt_gone_title{"front.receipt_gone_title",
                                            "この[控|ひか]えは、もうありません",
                                            "This receipt is no longer here"};
inline constexpr Message receipt_gone{
    "front.receipt_gone", "[控|ひか]えは、[送|おく]ってから24[時間|じかん]だけ[見|み]られます。",
    "A receipt can be seen for 24 hours after sending."};

// -- other pages
inline constexpr Message not_found_title{"front.not_found_title", "ページが[見|み]つかりません",
                                         "There is no such page"};
inline constexpr Message not_found{
    "front.not_found", "アドレスを[確|たし]かめるか、[窓口|まどぐち]の[案内|あんない]へどうぞ。",
    "Check the address, or go to the point of contact."};
inline constexpr Message failed_title{"front.failed_title", "[受|う]け[取|と]れませんでした",
                                      "We could not take it"};
inline constexpr Message failed{
    "front.failed", "ブラウザーで[戻|もど]って、[短|みじか]くして[送|おく]ってください。",
    "Go back in your browser, shorten the text and send it again."};
inline constexpr Message failed_later{
    "front.failed_later", "ブラウザーで[戻|もど]って、もう[一度|いちど][送|おく]ってください。",
    "Go back in your browser and send it again."};
inline constexpr Message accessibility_title{"front.accessibility_title",
                                             "アクセシビリティについて", "Accessibility"};
inline constexpr Message accessibility_aim{
    "front.accessibility_aim",
    "JIS X 8341-3:2016のAA[準拠|じゅんきょ]を[目標|もくひょう]にしています。",
    "We aim at conformance with JIS X 8341-3:2016, level AA (WCAG 2.2 AA)."};
inline constexpr Message accessibility_scope_title{"front.accessibility_scope_title",
                                                   "[対象|たいしょう]", "What this covers"};
inline constexpr Message accessibility_scope{"front.accessibility_scope",
                                             "この[窓口|まどぐち]のページすべてです。",
                                             "All public pages of this point of contact."};
inline constexpr Message accessibility_done_title{"front.accessibility_done_title", "していること",
                                                  "What we do"};
inline constexpr Message accessibility_script{
    "front.accessibility_script", "スクリプトがなくても、[全部|ぜんぶ][使|つか]えます。",
    "Everything works without scripts."};
inline constexpr Message accessibility_keys{"front.accessibility_keys",
                                            "キーボードだけで[使|つか]えます。",
                                            "Everything works by keyboard."};
inline constexpr Message accessibility_zoom{"front.accessibility_zoom",
                                            "[文字|もじ]を400％に[広|ひろ]げても[読|よ]めます。",
                                            "Text can be enlarged to 400%."};
inline constexpr Message accessibility_words{
    "front.accessibility_words", "[短|みじか]い[文|ぶん]と、ふりがなを[用意|ようい]しています。",
    "Sentences are short, and readings of kanji can be shown."};
inline constexpr Message accessibility_puzzle{
    "front.accessibility_puzzle", "[画像|がぞう]の[文字|もじ]を[読|よ]ませるテストはありません。",
    "There is no puzzle to solve before sending."};
inline constexpr Message accessibility_tested_title{"front.accessibility_tested_title",
                                                    "[試験|しけん]の[結果|けっか]", "Test results"};
inline constexpr Message accessibility_tested{
    "front.accessibility_tested", "[外部|がいぶ]の[試験|しけん]は、まだ[受|う]けていません。",
    "No outside test has been made yet."};
inline constexpr Message accessibility_tell_title{
    "front.accessibility_tell_title", "[使|つか]いにくいとき", "If something does not work"};
inline constexpr Message accessibility_tell{"front.accessibility_tell",
                                            "[電話|でんわ]かメールで[教|おし]えてください。",
                                            "Tell us by telephone or mail."};

} // namespace sokuo::front::texts
