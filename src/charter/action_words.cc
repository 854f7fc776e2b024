#include "charter/action_words.h"

#include <algorithm>
#include <array>

namespace sokuo::charter {
namespace {

struct Named {
    std::string_view action;
    Message words;
};

constexpr auto names = std::to_array<Named>({
    {"report.read", {"charter.action.report_read", "受付を読む", "Read reports"}},
    {"report.record", {"charter.action.report_record", "受付を記録する", "Record reports"}},
    {"letter.write", {"charter.action.letter_write", "メールを書いて送る", "Write and send mail"}},
    {"report.judge", {"charter.action.report_judge", "受付を判断する", "Judge reports"}},
    {"report.erase",
     {"charter.action.report_erase", "受付の個人情報・内容を消去する", "Erase a report"}},
    {"incident.read", {"charter.action.incident_read", "事案を読む", "Read incidents"}},
    {"incident.declare",
     {"charter.action.incident_declare", "インシデントを宣言する", "Declare an incident"}},
    {"incident.record", {"charter.action.incident_record", "経過を記録する", "Record lines"}},
    {"incident.fact", {"charter.action.incident_fact", "事実を書く", "Set facts"}},
    {"incident.task", {"charter.action.incident_task", "作業を加え、変える", "Add, change tasks"}},
    {"incident.prioritise",
     {"charter.action.incident_prioritise", "件名・種別・優先順位を直す",
      "Correct title, categories and priority"}},
    {"incident.move", {"charter.action.incident_move", "段階を進める", "Move the phase"}},
    {"incident.decide", {"charter.action.incident_decide", "判断する", "Decide"}},
    {"incident.attach", {"charter.action.incident_attach", "添付する", "Attach files"}},
    {"incident.condition",
     {"charter.action.incident_condition", "収束の条件を確かめる", "Set conditions of closure"}},
    {"incident.oral_agreement",
     {"charter.action.incident_oral", "口頭の了承を書きとめる", "Note an oral agreement"}},
    {"incident.converge",
     {"charter.action.incident_converge", "収束を宣言する", "Declare convergence"}},
    {"incident.close", {"charter.action.incident_close", "完了にする", "Close"}},
    {"incident.reopen", {"charter.action.incident_reopen", "再開する", "Reopen"}},
    {"incident.withdraw",
     {"charter.action.incident_withdraw", "宣言を取り下げる", "Withdraw a declaration"}},
    {"incident.erase", {"charter.action.incident_erase", "事案の内容を消去する", "Erase content"}},
    {"incident.circle", {"charter.action.incident_circle", "閲覧を制限する", "Restrict"}},
    {"journal.read", {"charter.action.journal_read", "記録簿を読む", "Read the journal"}},
    {"journal.verify", {"charter.action.journal_verify", "記録簿を検証する", "Prove the journal"}},
    {"access.read", {"charter.action.access_read", "閲覧の記録を読む", "Read who looked at what"}},
    {"charter.read", {"charter.action.charter_read", "要綱を読む", "Read the charter"}},
    {"charter.amend", {"charter.action.charter_amend", "要綱の設定を変える", "Amend the charter"}},
    {"team.read", {"charter.action.team_read", "体制・連絡先を読む", "Read the team"}},
    {"team.manage", {"charter.action.team_manage", "人と職を登録する", "Manage people and posts"}},
    {"team.absence", {"charter.action.team_absence", "不在を記録する", "Record absences"}},
    {"team.take_over", {"charter.action.team_take_over", "権限を引き継ぐ", "Take over"}},
    {"team.contacts", {"charter.action.team_contacts", "連絡網を読む", "Read the contact tree"}},
    {"team.duty", {"charter.action.team_duty", "当番を決める", "Put people on duty"}},
    {"team.wake", {"charter.action.team_wake", "人を起こす", "Wake people"}},
    {"ask.put", {"charter.action.ask_put", "お願いする", "Ask somebody"}},
    {"ask.answer", {"charter.action.ask_answer", "お願いに答える", "Answer what one is asked"}},
    {"engagement.propose",
     {"charter.action.engagement_propose", "支援を起案する", "Propose an engagement"}},
    {"engagement.admit",
     {"charter.action.engagement_admit", "外部の人をサインインできるようにする",
      "Let outsiders sign in"}},
    {"engagement.note",
     {"charter.action.engagement_note", "外部との受け渡しを記録する", "Note what is exchanged"}},
    {"engagement.end", {"charter.action.engagement_end", "支援を終える", "End an engagement"}},
    {"engagement.see",
     {"charter.action.engagement_see", "支援の範囲を見る（外部の人）",
      "See what one is engaged for"}},
    {"registry.read", {"charter.action.registry_read", "台帳を読む", "Read the registry"}},
    {"registry.manage", {"charter.action.registry_manage", "台帳を変える", "Change the registry"}},
    {"contact.publish",
     {"charter.action.contact_publish", "窓口の周知を記録する",
      "Record where the contact is made known"}},
    {"approval.read", {"charter.action.approval_read", "決裁を読む", "Read approvals"}},
    {"approval.ask", {"charter.action.approval_ask", "起案する", "Propose"}},
    {"approval.answer", {"charter.action.approval_answer", "承認する", "Approve"}},
    {"approval.note_oral",
     {"charter.action.approval_oral", "口頭承認を書きとめる", "Note an oral approval"}},
    {"token.manage", {"charter.action.token_manage", "APIの鍵を作る", "Make API tokens"}},
    {"event.follow", {"charter.action.event_follow", "更新の知らせを受ける", "Follow events"}},
    {"clock.set", {"charter.action.clock_set", "訓練の時計を進める", "Set a drill's clock"}},
    {"search.use", {"charter.action.search_use", "探す", "Search"}},
    {"alert.raise",
     {"charter.action.alert_raise", "検知を知らせる（機械）", "Raise alerts (machines)"}},
    {"alert.read", {"charter.action.alert_read", "検知を読む", "Read alerts"}},
    {"alert.judge", {"charter.action.alert_judge", "検知を判断する", "Judge alerts"}},
    {"log.read", {"charter.action.log_read", "受け取ったログを読む", "Read the logs taken in"}},
    {"monitor.manage",
     {"charter.action.monitor_manage", "見張りを決める", "Change what is watched"}},
    {"advisory.read", {"charter.action.advisory_read", "注意喚起を読む", "Read advisories"}},
    {"advisory.assess",
     {"charter.action.advisory_assess", "該当資産を確認する",
      "Assess which systems are concerned"}},
    {"bundle.carry",
     {"charter.action.bundle_carry", "ファイルで運ぶ（別の網へ）",
      "Carry bundles between networks"}},
});

} // namespace

const Message* action_words(std::string_view action) {
    const auto* found = std::ranges::find(names, action, &Named::action);
    return found == names.end() ? nullptr : &found->words;
}

} // namespace sokuo::charter
