#include "app/demo.h"

#include "calendar/date.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "team/people.h"
#include "team/roster_store.h"

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;
using incident::Desk;

constexpr Message not_fictional{"app.demo_not_fictional",
                                "架空の要綱（fictional: true）でだけ、見本を入れられます。",
                                "A demo can only be put into a charter with fictional: true."};

struct DemoPerson {
    std::string_view name;
    std::string_view reading;
    std::string_view sign_in;
    std::string_view role;   ///< Whose first post the person holds,
    std::string_view post{}; ///< or this one.
};

constexpr std::array<DemoPerson, 10> people{{
    {"架空 総一郎", "かくう そういちろう", "soumu", "head"},
    {"見本 佐和子", "みほん さわこ", "handler", "handler"},
    {"例示 次郎", "れいじ じろう", "manager", "manager"},
    {"仮名 美鈴", "かめい みすず", "member", "member"},
    {"試作 副一", "しさく ふくいち", "deputy", "deputy"},
    {"練習 福子", "れんしゅう ふくこ", "deputy2", "deputy", "fukushi-bucho"},
    {"見立 市子", "みたて いちこ", "ciso", "ciso"},
    {"模擬 監子", "もぎ かんこ", "auditor", "auditor"},
    {"雛形 管太", "ひながた かんた", "admin", "administrator"},
    {"空想 財子", "くうそう ざいこ", "finance", "internal_finance"},
}};

struct DemoReport {
    std::string_view channel;
    std::string_view reporter_class;
    std::string_view when;
    std::string_view where;
    std::string_view what;
    std::string_view how;
    std::string_view finder;
    std::string_view phone;
    std::chrono::minutes ago;
};

constexpr std::array<DemoReport, 4> inbox{{
    {"web_form", "resident", "", "市ホームページ「転入・転出の手続き」",
     "市のホームページに見慣れない英語のページが出る",
     "スマートフォンで開くと、一度別のページに移って英語の広告が出る。もう一度開くと普通のページに"
     "なる。",
     "", "", 26min},
    {"phone", "staff", "", "税務課の端末", "添付ファイルを開いたら画面が一瞬暗くなった",
     "請求書という件名のメールの添付を開いた。その後は普通に使えている。", "税務課 職員",
     "内線 0000", 11min},
    {"contractor", "contractor", "", "保守用サーバー", "保守用サーバーに不審なログインの記録がある",
     "深夜に覚えのない国からのログインがあった。委託先の運用担当から連絡。",
     "株式会社みほんシステム 運用担当", "000-0000-0000", 4min},
    {"monitoring", "system", "", "端末 SZK-114", "端末 SZK-114 で不審な通信を遮断した",
     "宛先 203.0.113.25 への通信を、端末の防御ソフトが遮断した。", "", "", 1min},
}};

std::string random_password(Random& random) {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::array<std::byte, 20> bytes{};
    random.fill(bytes);
    std::string password;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (at > 0 && at % 5 == 0) password += '-';
        password += letters[std::to_integer<std::size_t>(bytes[at]) % letters.size()];
    }
    return password;
}

class Filling {
public:
    explicit Filling(Org& org) : org_{org}, desk_{org.desk()} {}

    Result<> add_cases() {
        TRY(add_inbox());
        return add_incident();
    }

    /// Keeps what the people sign in with, and gives it.
    [[nodiscard]] Json sign_ins() const {
        auto json = Json::object({{"sign_ins", sign_ins_}});
        const auto file = org_.directory() / "demo.json";
        std::ofstream{file} << to_text(json) << '\n';
        std::error_code ignored;
        std::filesystem::permissions(file, std::filesystem::perms{0600}, ignored);
        return json;
    }

    /// How some of them are reached, and who is on duty from this Monday on, week by week.
    Result<> add_roster() {
        const auto zone = TRY(calendar::TimeZone::named(desk_.book.current().charter.time_zone));
        const auto today = zone.date(desk_.now());
        const auto monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
        const auto write = [&](store::Write& db) -> Result<> {
            for (const auto& [actor, name] : std::array<std::pair<journal::Actor, std::string>, 3>{
                     {{head_, "soumu"}, {handler_, "handler"}, {member_, "member"}}}) {
                const team::Contacts contacts{.extension = "0000",
                                              .phone = "000-000-0000",
                                              .mobile = "000-0000-0000",
                                              .mail = name + "@mihon.example",
                                              .may_mail = actor.person == handler_.person};
                TRY(team::set_contacts(db, desk_.journal, actor, actor.person, contacts));
            }
            for (int week = 0; week < 4; ++week) {
                const auto from = monday + std::chrono::days{7 * week};
                const auto& who = week % 2 == 0 ? member_ : handler_;
                TRY(team::assign_duty(db, desk_.journal, handler_,
                                      {{}, who.person, from, from + std::chrono::days{6}}));
            }
            return Done{};
        };
        return desk_.store.write(write);
    }

    Result<> add_people() {
        if (!desk_.book.current().charter.fictional) return failure(Errc::invalid, not_fictional);
        const auto zone = TRY(calendar::TimeZone::named(desk_.book.current().charter.time_zone));
        const auto since = zone.date(desk_.now()) - std::chrono::days{230};
        const auto password = random_password(desk_.random);
        for (const auto& someone : people)
            TRY(add(someone, password, since));
        return Done{};
    }

private:
    const charter::Post* post_of(std::string_view role) const {
        for (const auto& post : desk_.book.current().charter.posts) {
            if (post.role == role) return &post;
        }
        return nullptr;
    }

    Result<> add(const DemoPerson& someone, const std::string& password, calendar::Date since) {
        const auto* post = someone.post.empty() ? post_of(someone.role)
                                                : desk_.book.current().charter.post(someone.post);
        if (post == nullptr) return Done{};
        const auto id = PersonId::make(desk_.now(), desk_.random);
        const auto hash = TRY(desk_.accounts.hash_password(password));
        const auto write = [&](store::Write& db) -> Result<> {
            TRY(identity::Accounts::create(db, id, someone.sign_in, hash, org_.wall().now()));
            TRY(team::add_person(db, desk_.journal, {}, id, std::string{someone.name},
                                 std::string{someone.reading}));
            TRY(team::assign(db, desk_.journal, {}, {post->code, id, since, {}}));
            return Done{};
        };
        TRY(desk_.store.write(write));
        sign_ins_.push(Json::object({{"name", someone.sign_in},
                                     {"password", password},
                                     {"person", someone.name},
                                     {"post", post->name}}));
        if (someone.role == "handler") handler_ = actor(id, *post);
        if (someone.role == "head") head_ = actor(id, *post);
        if (someone.role == "member") member_ = actor(id, *post);
        return Done{};
    }

    static journal::Actor actor(const PersonId& person, const charter::Post& post) {
        return {.person = person,
                .post = post.id,
                .acting_for = {},
                .assurance = journal::Assurance::password,
                .request = {}};
    }

    Result<> add_inbox() {
        const auto now = desk_.now();
        for (const auto& report : inbox) {
            incident::Slip slip;
            slip.channel = report.channel;
            slip.reporter_class = report.reporter_class;
            slip.received_at = now - report.ago;
            slip.when =
                incident::read_when(std::string{report.when}, "Asia/Tokyo", *slip.received_at);
            slip.where = report.where;
            slip.what = report.what;
            slip.how = report.how;
            slip.finder.name = report.finder;
            slip.finder.phone = report.phone;
            const auto write = [&](store::Write& db) -> Result<> {
                TRY(incident::receive(desk_, db, {}, slip));
                return Done{};
            };
            TRY(desk_.store.write(write));
        }
        return Done{};
    }

    Result<> add_incident() {
        const auto write = [&](store::Write& db) -> Result<> {
            const auto report = TRY(incident::receive(desk_, db, member_, usb_slip()));
            auto declare = usb_declaration(report);
            id_ = TRY(incident::declare(desk_, db, handler_, std::move(declare))).id;
            TRY(incident::act(desk_, db, handler_, report.id,
                              incident::Judge{.outcome = incident::Outcome::incident,
                                              .reason = {},
                                              .incident = id_,
                                              .transferred_to = {},
                                              .look_again_at = {}}));
            return tell_usb(db);
        };
        return desk_.store.write(write);
    }

    [[nodiscard]] incident::Slip usb_slip() const {
        incident::Slip slip;
        slip.channel = "internal";
        slip.reporter_class = "staff";
        slip.received_at = desk_.now() - 161min;
        slip.when = incident::read_when("けさ8時ごろ", "Asia/Tokyo", *slip.received_at);
        slip.where = "本庁舎1階 市民課";
        slip.what = "貸出中のUSBメモリ1本が所定の保管庫にない";
        slip.how = "始業前の点検で気づいた。先週金曜の夕方に返したと借りた職員は話している。";
        slip.finder.name = "市民課 職員";
        slip.finder.phone = "内線 0000";
        slip.personal_data = "yes";
        return slip;
    }

    [[nodiscard]] static incident::Declare usb_declaration(const incident::Report& report) {
        incident::Declare declare{};
        declare.title = "住民情報を保存したUSBメモリの所在不明";
        declare.categories = {
            {.code = "C", .subtype = "loss", .is_main = true, .is_suspected = true}};
        declare.answers = {.residents = "yes", .stopped = "no", .spreading = "unknown"};
        declare.proposed_priority = "P2"; // What the pack proposes for these answers.
        declare.priority = "P1";
        declare.priority_reason = "1,284人分の住民情報が入っているおそれがあるため";
        declare.department = "市民課";
        declare.reports = {report.id};
        declare.received_at = report.received_at;
        return declare;
    }

    Result<> act(store::Write& db, const journal::Actor& who, const incident::Command& command) {
        TRY(incident::act(desk_, db, who, id_, command));
        return Done{};
    }

    Result<> line(store::Write& db, const journal::Actor& who, incident::LineKind kind,
                  std::string text, std::chrono::minutes ago, std::string fulfils = {}) {
        return act(db, who,
                   incident::Record{.line = incident::LineId::make(desk_.now(), desk_.random),
                                    .kind = kind,
                                    .text = std::move(text),
                                    .occurred_at = desk_.now() - ago,
                                    .precision = incident::Precision::minute,
                                    .corrects = {},
                                    .attachments = {},
                                    .fulfils = std::move(fulfils)});
    }

    Result<> fact(store::Write& db, std::string key, incident::FactState state,
                  std::string value = {}) {
        if (desk_.book.current().pack.fact(key) == nullptr) return Done{};
        return act(db, member_,
                   incident::SetFact{.key = std::move(key),
                                     .state = state,
                                     .value = std::move(value),
                                     .is_estimate = false,
                                     .is_cumulative = false,
                                     .source = "市民課の貸出簿",
                                     .as_of = {}});
    }

    Result<> task(store::Write& db, std::string title, std::string why,
                  std::chrono::minutes due_in) {
        return act(db, handler_,
                   incident::AddTask{.task = incident::TaskId::make(desk_.now(), desk_.random),
                                     .title = std::move(title),
                                     .why = std::move(why),
                                     .assignee = member_.person,
                                     .due_at = desk_.now() + due_in});
    }

    Result<> tell_usb(store::Write& db) {
        using incident::FactState;
        using incident::LineKind;
        TRY(line(db, handler_, LineKind::contact,
                 "CISO（副市長）へ電話で第一報。次は一時間後に状況を報告する。", 100min,
                 "tell_ciso"));
        TRY(line(db, member_, LineKind::fact,
                 "媒体には転入者の異動届の写し1,284人分（氏名・住所・生年月日）。", 65min));
        TRY(line(db, head_, LineKind::decision,
                 "庁内のUSB媒体の利用を当面止める。同じ種類の媒体が他課でも使われているため。",
                 52min));
        TRY(line(db, member_, LineKind::action,
                 "市民課の執務室と庁用車を再び捜した。見つからない。", 20min));
        TRY(fact(db, "person_count", FactState::known, "1284"));
        TRY(fact(db, "personal_data_leak", FactState::known, "yes"));
        TRY(fact(db, "my_number", FactState::investigating));
        TRY(fact(db, "medium", FactState::known, "usb"));
        TRY(act(db, handler_, incident::Move{.phase = incident::Phase::responding, .reason = {}}));
        TRY(task(db, "USBメモリの暗号化とパスワードの有無を、市民課に確認する",
                 "暗号化の有無で、委員会への速報の要否と住民へのお知らせの範囲が変わります。",
                 30min));
        TRY(task(db, "入退室記録と複合機の利用記録を保全する", "", 60min));
        TRY(task(db, "県への報告文を確定し、ＣＳＩＲＴ責任者の承認を得る", "", 120min));
        return act(
            db, handler_,
            incident::AskDecision{.decision = incident::DecisionId::make(desk_.now(), desk_.random),
                                  .question = "住民へのお知らせを、委員会への速報より先に出すか",
                                  .options = {"先に出す（きょうの夕方）", "速報のあとに出す"},
                                  .proposal = 0,
                                  .wanted_by = desk_.now() + 110min});
    }

    Org& org_;
    const Desk& desk_;
    Json sign_ins_ = Json::array();
    journal::Actor handler_;
    journal::Actor head_;
    journal::Actor member_;
    IncidentId id_;
};

} // namespace

Result<Json> fill_demo(Org& org) {
    Filling filling{org};
    TRY(filling.add_people());
    TRY(filling.add_roster());
    TRY(filling.add_cases());
    return filling.sign_ins();
}

Result<Json> fill_people(Org& org) {
    Filling filling{org};
    TRY(filling.add_people());
    return filling.sign_ins();
}

Json demo_sign_ins(const std::filesystem::path& directory) {
    std::ifstream in{directory / "demo.json"};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    auto json = parse_json(text);
    return json.ok() ? std::move(json).value() : Json{};
}

} // namespace sokuo::app
