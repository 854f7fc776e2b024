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
inline constexpr Message form_anytime{"front.form_anytime",
                                      "このページからは、いつでも[送|おく]れます。",
                                      "You can use this site at any time."};

// -- the form
inline constexpr Message form_title{"front.form_title",
                                    "[情報|じょうほう]セキュリティの「おかしいな」を[知|し]らせる",
                                    "Report something strange about information security"};
inline constexpr Message form_lead{"front.form_lead", "わかるところだけで、かまいません。",
                                   "Write what you know. The rest may stay empty."};
inline constexpr Message urgent{"front.urgent",
                                "[急|いそ]ぐとき・[電話|でんわ]で[話|はな]したいとき",
                                "Urgent, or rather by telephone?"};
inline constexpr Message required{"front.required", "※[必須|ひっす]", "(required)"};
inline constexpr Message optional{"front.optional", "わかれば", "(if you know)"};
inline constexpr Message when_hint{"front.when_hint", "[日|ひ]にちと、だいたいの[時刻|じこく]。",
                                   "The day and roughly the time."};
inline constexpr Message where_hint{"front.where_hint",
                                    "ページの[名前|なまえ]やアドレス、[場所|ばしょ]など。",
                                    "The name or address of the page, the place."};
inline constexpr Message what{"front.what", "[何|なに]が", "What"};
inline constexpr Message what_hint{"front.what_hint",
                                   "[見|み]たものを、そのまま[書|か]いてください。",
                                   "Write what you saw, as you saw it."};
inline constexpr Message how{"front.how", "どのように", "How"};
inline constexpr Message how_hint{"front.how_hint",
                                  "[何|なに]が[起|お]きたか、そのあとどうしたか。",
                                  "What happened, and what you did after it."};
inline constexpr Message never_write{"front.never_write",
                                     "パスワードやマイナンバーは、[書|か]かないでください。",
                                     "Do not write passwords or My Number."};
inline constexpr Message who_hint{"front.who_hint", "お[名前|なまえ]がなくても、[送|おく]れます。",
                                  "You may stay anonymous."};
inline constexpr Message name{"front.name", "[氏名|しめい]", "Name"};
inline constexpr Message reading{"front.reading", "ふりがな", "Name in kana"};
inline constexpr Message affiliation{
    "front.affiliation", "[所属|しょぞく]（[会社|かいしゃ]・[課|か]など）", "Company or section"};
inline constexpr Message phone_number{"front.phone_number", "[電話番号|でんわばんごう]",
                                      "Telephone number"};
inline constexpr Message mail_address{"front.mail_address", "メールアドレス", "Mail address"};
inline constexpr Message call_back{"front.call_back", "[連絡|れんらく]がほしい",
                                   "Please contact me"};
inline constexpr Message reporter_title{"front.reporter_title", "[知|し]らせる[人|ひと]（あなた）",
                                        "Who reports (you)"};
inline constexpr Message same{"front.same", "[見|み]つけた[人|ひと]と[同|おな]じ",
                              "The same as who found it"};
inline constexpr Message not_same{"front.not_same", "[見|み]つけた[人|ひと]と、ちがうとき",
                                  "If you are not who found it"};
inline constexpr Message class_label{"front.class_label", "あなたの[立場|たちば]", "You are"};
inline constexpr Message class_none{"front.class_none", "（えらばない）", "(rather not say)"};
inline constexpr Message class_resident{
    "front.class_resident", "[住民|じゅうみん]・[利用者|りようしゃ]", "a resident or user"};
inline constexpr Message class_staff{"front.class_staff", "[職員|しょくいん]", "a member of staff"};
inline constexpr Message class_contractor{"front.class_contractor",
                                          "[委託先|いたくさき]・[業者|ぎょうしゃ]", "a contractor"};
inline constexpr Message class_other_body{
    "front.class_other_body", "ほかの[団体|だんたい]・[会社|かいしゃ]", "another organisation"};
inline constexpr Message class_government{"front.class_government", "[国|くに]・[県|けん]",
                                          "the national or prefectural government"};
inline constexpr Message class_police{"front.class_police", "[警察|けいさつ]", "the police"};
inline constexpr Message class_expert{"front.class_expert", "セキュリティの[専門家|せんもんか]",
                                      "a security expert"};
inline constexpr Message class_press{"front.class_press", "[報道|ほうどう]", "the press"};
inline constexpr Message purpose_title{"front.purpose_title",
                                       "だれが[読|よ]み、[何|なに]に[使|つか]うか",
                                       "Who reads it, and what for"};
inline constexpr Message purpose_who{"front.purpose_who",
                                     "[読|よ]むのは、{0}と、[対応|たいおう]にあたる[人|ひと]です。",
                                     "It is read by {0} and by those who deal with the matter."};
inline constexpr Message purpose_what{
    "front.purpose_what", "[内容|ないよう]の[確認|かくにん]と、[対応|たいおう]に[使|つか]います。",
    "We use it to look into the matter and to deal with it."};
inline constexpr Message purpose_contact{
    "front.purpose_contact",
    "[連絡先|れんらくさき]は、この[件|けん]の[連絡|れんらく]に[使|つか]います。",
    "We use your contact to reach you about this matter."};
inline constexpr Message purpose_others{
    "front.purpose_others", "[国|くに]や[警察|けいさつ]などに[伝|つた]えることがあります。",
    "We may pass it on to the government or the police where the matter calls for it."};
inline constexpr Message purpose_address{
    "front.purpose_address", "IPアドレスは、[通報|つうほう]と[一緒|いっしょ]に[残|のこ]しません。",
    "Your IP address is not kept with the report."};
inline constexpr Message send{"front.send", "この[内容|ないよう]で[知|し]らせる",
                              "Send this report"};
inline constexpr Message trap{"front.trap", "この[欄|らん]には[書|か]かないでください",
                              "Leave this field empty"};
inline constexpr Message kept{
    "front.kept", "[書|か]いた[内容|ないよう]は、この[画面|がめん]に[残|のこ]っています。",
    "What you wrote is still on this page."};

// -- what to put right
inline constexpr Message error_prefix{"front.error_prefix", "エラー：", "Error: "};
inline constexpr Message error_summary{
    "front.error_summary", "{0}か[所|しょ]を[直|なお]してください", "Please put right: {0}"};
inline constexpr Message error_what{"front.error_what",
                                    "[何|なに]があったか、ひとことでも[書|か]いてください。",
                                    "Write what happened, even a single word."};
inline constexpr Message error_too_long{"front.error_too_long",
                                        "{0}[文字|もじ]までに[短|みじか]くしてください。",
                                        "Shorten it to {0} characters."};
inline constexpr Message error_phone{"front.error_phone",
                                     "[数字|すうじ]で[書|か]くか、[空|から]にしてください。",
                                     "Write digits, or leave it empty."};
inline constexpr Message error_mail_at{"front.error_mail_at",
                                       "「@」を[入|い]れるか、[空|から]にしてください。",
                                       "Add the \"@\", or leave it empty."};
inline constexpr Message error_mail{"front.error_mail",
                                    "taro@example.jpのように[書|か]いてください。",
                                    "Write it like taro@example.jp."};
inline constexpr Message error_call_back{
    "front.error_call_back", "[電話番号|でんわばんごう]かメールアドレスを[書|か]いてください。",
    "Write a telephone number or a mail address."};
inline constexpr Message error_same{
    "front.error_same",
    "「[同|おな]じ」の[印|しるし]を[外|はず]すか、[下|した]の[欄|らん]を[空|から]にしてください。",
    "Remove the tick at \"the same\", or empty the fields below it."};
inline constexpr Message error_again{"front.error_again",
                                     "もう[一度|いちど]、[送|おく]るボタンを[押|お]してください。",
                                     "Please press the button once more."};
inline constexpr Message error_trap{"front.error_trap", "この[欄|らん]を[空|から]にしてください。",
                                    "Empty this field."};
inline constexpr Message error_many{
    "front.error_many", "[少|すこ]し[待|ま]って、もう[一度|いちど][押|お]してください。",
    "Wait a little and press the button again."};
inline constexpr Message error_disk{
    "front.error_disk", "いまは[受|う]け[取|と]れません。[電話|でんわ]で[知|し]らせてください。",
    "We cannot take it now. Please tell us by telephone."};

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
