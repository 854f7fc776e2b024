#include "app/journal_words.h"

#include "incident/incident_store.h"
#include "incident/present.h"

#include <algorithm>
#include <array>

namespace sokuo::app {
namespace {

constexpr std::size_t summary_length_max = 200;

constexpr Message erased{"app.entry_erased", "消去済み", "Erased"};
constexpr Message edition_loaded{"app.entry_edition", "第{0}版", "Edition {0}"};

constexpr Message nobody_answered{"app.entry_nobody_answered", "応答がないため、次の人",
                                  "Nobody answered: the next one"};

struct Label {
    std::string_view type;
    Message name;
};

constexpr Message check_overdue{"app.entry.advisory_overdue", "該当資産の確認の期限が過ぎました",
                                "The check of an advisory is overdue"};

constexpr std::array labels{
    Label{"journal.opened", {"app.entry.opened", "記録簿の開始", "Journal opened"}},
    Label{"journal.epoch_begun", {"app.entry.epoch", "復元後の再開", "Resumed after a restore"}},
    Label{"journal.erased", {"app.entry.erased", "消去", "Erased"}},
    Label{"journal.erasure_ended", {"app.entry.erasure_ended", "消去の完了", "Erasure finished"}},
    Label{"due.fired", {"app.entry.due", "期限の到来", "Fell due"}},
    Label{"charter.text_kept", {"app.entry.text_kept", "要綱の保存", "Charter text kept"}},
    Label{"charter.loaded", {"app.entry.loaded", "要綱の版", "Charter edition"}},
    Label{"person.added", {"app.entry.person", "職員の登録", "Person added"}},
    Label{"person.renamed", {"app.entry.renamed", "職員の改名", "Person renamed"}},
    Label{"person.ended", {"app.entry.person_ended", "職員の終了", "Person left"}},
    Label{"person.sign_in_given",
          {"app.entry.sign_in_given", "サインインの名前の発行", "Sign-in name given"}},
    Label{"person.password_reset",
          {"app.entry.password_reset", "仮のパスワードの発行", "Initial password given"}},
    Label{"person.second_factor_reset",
          {"app.entry.second_reset", "二つ目の確認の解除", "Second factor reset"}},
    Label{"person.session_ended",
          {"app.entry.session_ended", "サインインの取消し", "Sign-in ended"}},
    Label{"person.token_made", {"app.entry.token_made", "APIの鍵の作成", "API token made"}},
    Label{"person.sign_in_linked",
          {"app.entry.sign_in_linked", "サインイン先の変更", "Sign-in bound"}},
    Label{"person.contacts", {"app.entry.contacts", "連絡先の記入", "Contacts written"}},
    Label{"person.contacts_checked",
          {"app.entry.contacts_checked", "連絡先の確認", "Contacts checked"}},
    Label{"duty.assigned", {"app.entry.duty", "当番の割当て", "Put on duty"}},
    Label{"duty.ended", {"app.entry.duty_ended", "当番の取消し", "Duty taken back"}},
    Label{"wake.passed_over", {"app.entry.wake_passed_over", "呼ばずに飛ばす", "Passed over"}},
    Label{"letter.received", {"app.entry.letter_received", "メールの受信", "Mail received"}},
    Label{"letter.read", {"app.entry.letter_read", "メールの解析", "Mail read by the program"}},
    Label{"letter.unreadable",
          {"app.entry.letter_unreadable", "解析できないメール", "Mail that cannot be read"}},
    Label{"letter.filed", {"app.entry.letter_filed", "メールの振り分け", "Mail filed"}},
    Label{"letter.seen", {"app.entry.letter_seen", "メールを読んだ", "Mail seen"}},
    Label{"letter.written", {"app.entry.letter_written", "メールの作成", "Mail written"}},
    Label{"letter.tried", {"app.entry.letter_tried", "メールの送信開始", "Mail tried"}},
    Label{"letter.sent", {"app.entry.letter_sent", "メールの送信", "Mail sent"}},
    Label{"letter.failed", {"app.entry.letter_failed", "メールの失敗", "Mail failed"}},
    Label{"wake.called", {"app.entry.wake", "起こす", "Called out of bed"}},
    Label{"wake.next_called", {"app.entry.wake_next", "次の人を起こす", "Next one called"}},
    Label{"wake.answered", {"app.entry.wake_answered", "応答", "Answered"}},
    Label{"wake.ended", {"app.entry.wake_ended", "呼び出しの終わり", "Call ended"}},
    Label{"wake.mail_tried", {"app.entry.mail_tried", "メールの送信開始", "Mail tried"}},
    Label{"wake.mail_sent", {"app.entry.mail_sent", "メールの送信", "Mail sent"}},
    Label{"wake.mail_failed", {"app.entry.mail_failed", "メールの失敗", "Mail failed"}},
    Label{"post.assigned", {"app.entry.post", "職の割当て", "Post assigned"}},
    Label{"person.absent", {"app.entry.absent", "不在の記録", "Away"}},
    Label{"person.returned", {"app.entry.returned", "不在の終わり", "Back"}},
    Label{"post.taken_over", {"app.entry.taken_over", "権限の引継ぎ", "Taken over"}},
    Label{"post.handed_back", {"app.entry.handed_back", "代行の終わり", "Handed back"}},
    Label{"access.looked", {"app.entry.looked", "個人情報・添付の閲覧", "Looked at"}},
    Label{"break_glass.sealed",
          {"app.entry.glass_sealed", "非常用アカウントの封", "Break-glass account sealed"}},
    Label{"break_glass.opened",
          {"app.entry.glass_opened", "非常用アカウントの使用", "Break-glass account used"}},
    Label{"alert.raised", {"app.entry.alert_raised", "検知", "Alert raised"}},
    Label{"alert.counted", {"app.entry.alert_counted", "検知の回数", "Alert counted"}},
    Label{"alert.judged", {"app.entry.alert_judged", "検知の判断", "Alert judged"}},
    Label{"monitor.fell",
          {"app.entry.monitor_fell", "見張りの異常", "Monitor: something is wrong"}},
    Label{"monitor.recovered", {"app.entry.monitor_recovered", "見張りの復旧", "Monitor: back"}},
    Label{"monitor.accepted",
          {"app.entry.monitor_accepted", "正しいページの記録", "Page accepted as right"}},
    Label{"advisory.opened", {"app.entry.advisory", "注意喚起の確認の始まり", "Advisory to check"}},
    Label{"advisory.updated", {"app.entry.advisory_updated", "注意喚起の更新", "Advisory updated"}},
    Label{"advisory.matched",
          {"app.entry.advisory_matched", "台帳との一致", "Advisory meets the register"}},
    Label{"advisory.assigned",
          {"app.entry.advisory_assigned", "該当資産の確認の担当", "Who checks an advisory"}},
    Label{"advisory.answered",
          {"app.entry.advisory_answered", "該当資産の確認", "Advisory checked"}},
    Label{"advisory.put_away", {"app.entry.advisory_put_away", "誤った一致", "Match that is none"}},
    Label{"advisory.reported",
          {"app.entry.advisory_reported", "注意喚起から受付へ", "Advisory made a report"}},
    Label{"advisory_gap.found",
          {"app.entry.advisory_gap", "フィードの取りこぼし", "Gap in a feed"}},
    Label{"advisory_gap.checked",
          {"app.entry.advisory_gap_checked", "取りこぼしの確認", "Gap looked after"}},
    Label{"contact.published", {"app.entry.published", "窓口の周知・公表", "Contact made known"}},
    Label{"contact.ended", {"app.entry.unpublished", "周知の取下げ", "No longer made known"}},
    Label{"contractor.kept", {"app.entry.contractor", "委託先台帳", "Contractor"}},
    Label{"contractor.checked",
          {"app.entry.contractor_checked", "委託先の連絡先の確認", "Contacts checked"}},
    Label{"contractor.erasure_proved",
          {"app.entry.contractor_erased", "委託先の消去証明", "Erasure proved"}},
    Label{"contractor.ended", {"app.entry.contractor_ended", "委託の終わり", "Contract ended"}},
    Label{"system.kept", {"app.entry.system", "システム台帳", "System"}},
    Label{"system.ended", {"app.entry.system_ended", "システムの終わり", "System ended"}},
    Label{"approval.asked", {"app.entry.approval_asked", "起案", "Proposed"}},
    Label{"approval.given", {"app.entry.approval_given", "承認", "Approved"}},
    Label{"approval.given_orally", {"app.entry.approval_oral", "口頭承認", "Approved by word"}},
    Label{"approval.confirmed", {"app.entry.approval_confirmed", "事後確認", "Confirmed"}},
    Label{"approval.contested", {"app.entry.approval_contested", "承認の否認", "Contested"}},
    Label{"approval.sent_back", {"app.entry.approval_back", "差戻し", "Sent back"}},
    Label{"approval.withdrawn",
          {"app.entry.approval_withdrawn", "起案の取下げ", "Proposal withdrawn"}},
    Label{"report.received", {"app.entry.received", "受付", "Received"}},
    Label{"report.added", {"app.entry.added", "受付への追記", "Added to the report"}},
    Label{"report.attached", {"app.entry.report_file", "受付への添付", "File on the report"}},
    Label{"report.asked", {"app.entry.report_asked", "追加で聞く", "Asked the reporter"}},
    Label{"report.replied",
          {"app.entry.report_replied", "通報者への回答", "Reply to the reporter"}},
    Label{"report.noticed", {"app.entry.report_noticed", "外の団体の通知", "Notice recorded"}},
    Label{"report.acknowledged", {"app.entry.report_acknowledged", "受領連絡", "Receipt told"}},
    Label{"report.left_behind",
          {"app.entry.report_left_behind", "運び込まれていない添付", "File left behind"}},
    Label{"bundle.written", {"app.entry.bundle_written", "持ち出す束", "Bundle written"}},
    Label{"bundle.read", {"app.entry.bundle_read", "束の運び込み", "Bundle read"}},
    Label{"report.split", {"app.entry.report_split", "受付の分割", "Report split"}},
    Label{"report.judged", {"app.entry.judged", "判断", "Judged"}},
    Label{"incident.declared", {"app.entry.declared", "宣言", "Declared"}},
    Label{"incident.retriaged", {"app.entry.retriaged", "見立ての変更", "Triage changed"}},
    Label{"incident.recorded", {"app.entry.recorded", "経過の記録", "Recorded"}},
    Label{"incident.fact_set", {"app.entry.fact", "事実の記入", "Fact set"}},
    Label{"incident.task_added", {"app.entry.task", "作業の追加", "Task added"}},
    Label{"incident.task_changed", {"app.entry.task_changed", "作業の変更", "Task changed"}},
    Label{"incident.decision_asked", {"app.entry.asked", "判断の依頼", "Decision asked for"}},
    Label{"incident.decision_made", {"app.entry.decided", "決定", "Decided"}},
    Label{"incident.attached", {"app.entry.file", "添付", "File attached"}},
    Label{"incident.engagement_proposed",
          {"app.entry.engagement_proposed", "支援の起案", "Engagement proposed"}},
    Label{"incident.engagement_issued",
          {"app.entry.engagement_issued", "支援依頼・支援要請", "Engaged"}},
    Label{"incident.engagement_declined",
          {"app.entry.engagement_declined", "支援の見送り", "Not engaged"}},
    Label{"incident.engagement_admitted",
          {"app.entry.engagement_admitted", "支援する人の登録", "Outsider admitted"}},
    Label{"incident.engagement_noted",
          {"app.entry.engagement_noted", "支援の受け渡し", "Exchanged"}},
    Label{"incident.engagement_ended",
          {"app.entry.engagement_ended", "支援の終わり", "Engagement ended"}},
    Label{"incident.asked", {"app.entry.somebody_asked", "お願い", "Asked"}},
    Label{"incident.ask_answered", {"app.entry.ask_answered", "お願いへの答え", "Answered"}},
    Label{"incident.ask_dropped", {"app.entry.ask_dropped", "お願いの取下げ", "Asked no longer"}},
    Label{"incident.hunted", {"app.entry.hunted", "検知ルールでの捜索", "Hunted through by rules"}},
    Label{"incident.joined", {"app.entry.joined", "受付の統合", "Report joined"}},
    Label{"incident.upstream_named",
          {"app.entry.upstream_named", "相手の件", "Incident of theirs linked"}},
    Label{"incident.upstream_ended",
          {"app.entry.upstream_ended", "相手の件を外す", "Incident of theirs unlinked"}},
    Label{"incident.moved", {"app.entry.moved", "段階の移行", "Moved on"}},
    Label{"incident.condition_set", {"app.entry.condition", "収束の条件", "Condition set"}},
    Label{"incident.deadlines_set", {"app.entry.deadlines", "期限の設定", "Deadlines set"}},
    Label{"incident.circle_set", {"app.entry.circle", "閲覧の制限", "Restricted"}},
    Label{"incident.taken_over", {"app.entry.taken_over_here", "権限の引継ぎ", "Taken over"}},
    Label{"incident.converged", {"app.entry.converged", "収束宣言", "Convergence declared"}},
    Label{"incident.closed", {"app.entry.closed", "完了", "Closed"}},
    Label{"incident.reopened", {"app.entry.reopened", "再開", "Reopened"}},
    Label{"incident.withdrawn", {"app.entry.withdrawn", "取り下げ", "Withdrawn"}},
};

std::string shortened(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && ++characters > summary_length_max) {
            text.resize(at);
            return text + "…";
        }
    }
    return text;
}

/// The first of `members` that has a text; the number in front, where there is one.
template <std::size_t N>
std::string quoted(const Json& content, const std::array<std::string_view, N>& members) {
    std::string text{content["number"].text_or("")};
    for (const auto member : members) {
        if (content[member].text() == nullptr) continue;
        if (!text.empty()) text += ' ';
        return text += content[member].text_or("");
    }
    return text;
}

/// The sentence an incident's own timeline has for an act.
std::string account(const journal::Entry& entry, const charter::Edition& edition,
                    Language language) {
    incident::Line line;
    line.type = entry.type;
    line.content = entry.content;
    return incident::account_of(line, edition.pack, edition.charter.time_zone, language);
}

std::string summary_of_post(const Json& content, const charter::Charter& charter) {
    const auto code = content["post"].text_or("");
    const auto* post = charter.post(code);
    auto text = post == nullptr ? std::string{code} : post->name;
    return text.append(" ").append(content["from"].text_or("")).append("～");
}

// 市民部長 → 総務部長：出張
std::string summary_of_succession(const Json& content, const charter::Charter& charter) {
    const auto name = [&](std::string_view member) {
        const auto code = content[member].text_or("");
        const auto* post = charter.post(code);
        return post == nullptr ? std::string{code} : post->name;
    };
    auto text = name("post");
    if (content["by"].text() != nullptr) text = name("by") + " → " + text;
    const auto why = content["reason"].text_or(content["note"].text_or(""));
    return why.empty() ? text : text.append("：").append(why);
}

std::string summary_of_edition(const Json& content, Language language) {
    const std::array args{std::to_string(content["number"].integer_or(0))};
    auto text = render(edition_loaded, args, language);
    const auto note = content["note"].text_or("");
    return note.empty() ? text : text.append(" ").append(note);
}

/// Where an incident's own account says less than the words somebody wrote.
bool is_worded_by_a_person(std::string_view type) {
    return type == "incident.declared" || type == "incident.recorded";
}

/// Said by their label alone: an account would only say that something was recorded.
bool has_nothing_to_add(std::string_view type) {
    return type == "incident.attached" || type == "incident.deadlines_set" ||
           type == "incident.joined" || type == "report.attached";
}

std::string summary_of(const journal::Entry& entry, const charter::Edition& edition,
                       Language language) {
    const auto& content = entry.content;
    const auto& type = entry.type;
    if (has_nothing_to_add(type)) return {};
    if (type == "post.assigned") return summary_of_post(content, edition.charter);
    if (type == "post.taken_over" || type == "post.handed_back")
        return summary_of_succession(content, edition.charter);
    if (type == "charter.loaded") return summary_of_edition(content, language);
    if (type == "charter.text_kept") return {};
    if (type == "due.fired" && entry.stream.kind == "wake")
        return std::string{nobody_answered.text(language)};
    if (type == "due.fired" && entry.stream.kind == "advisory")
        return std::string{check_overdue.text(language)};
    if (content["advisory"].members() != nullptr)
        return quoted(content["advisory"], std::to_array<std::string_view>({"title"}));
    if (type.starts_with("monitor."))
        return quoted(content, std::to_array<std::string_view>({"name", "reason"}));
    if (type == "advisory_gap.found") return std::string{content["feed"].text_or("")};
    if (type == "due.fired") return account(entry, edition, language);
    if (type.starts_with("incident.") && !is_worded_by_a_person(type))
        return account(entry, edition, language);
    return quoted(
        content, std::to_array<std::string_view>({"statement", "title", "text", "reason", "comment",
                                                  "how", "what", "note", "ground", "origin"}));
}

} // namespace

const Message* entry_label(std::string_view type) {
    const auto found = std::ranges::find(labels, type, &Label::type);
    return found == labels.end() ? nullptr : &found->name;
}

std::string entry_summary(const journal::Entry& entry, const charter::Edition& edition,
                          Language language) {
    if (entry.content_state == journal::BodyState::erased)
        return std::string{erased.text(language)};
    return shortened(summary_of(entry, edition, language));
}

} // namespace sokuo::app
