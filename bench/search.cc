// Fills a record with Japanese documents and looks for words in it, through the functions the API
// uses. Nothing comes from outside: the words are made here, from a fixed seed.
//
//     bench_search DIR DOCUMENTS [plain]
//
// Of a hundred documents 25 are reports, 3 incidents, the rest lines of their records; lengths run
// from one sentence to the two pages of a long mail, and words are as unequal as in any language
// (the n-th commonest is 1/n as common as the first). With `plain` the index is left out: what
// writing costs without it. Prints one line of JSON: CPU milliseconds of each kind of question, and
// seconds of the clock beside it.

#include "search/search.h"
#include "core/json.h"
#include "core/text.h"
#include "journal/clock.h"
#include "journal/journal.h"
#include "search/find.h"
#include "store/sqlite/sqlite.h"
#include "team/veil.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace sokuo;

constexpr std::size_t batch = 250;

/// The same numbers on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>((state_ >> 33U) % bound);
    }
    template <class T, std::size_t N>
    const T& any(const std::array<T, N>& of) {
        return of.at(below(N));
    }

private:
    std::uint64_t state_;
};

constexpr std::array<std::string_view, 96> known_words{"端末",
                                                       "サーバ",
                                                       "ファイル",
                                                       "メール",
                                                       "添付",
                                                       "住民",
                                                       "記録",
                                                       "システム",
                                                       "税務",
                                                       "課税",
                                                       "窓口",
                                                       "電話",
                                                       "委託先",
                                                       "再起動",
                                                       "接続",
                                                       "回線",
                                                       "停止",
                                                       "障害",
                                                       "復旧",
                                                       "調査",
                                                       "証拠",
                                                       "保全",
                                                       "遮断",
                                                       "隔離",
                                                       "身代金",
                                                       "暗号化",
                                                       "不審",
                                                       "ログイン",
                                                       "パスワード",
                                                       "漏えい",
                                                       "個人情報",
                                                       "名簿",
                                                       "誤送信",
                                                       "紛失",
                                                       "USB",
                                                       "盗難",
                                                       "改ざん",
                                                       "ホームページ",
                                                       "公表",
                                                       "報道",
                                                       "広報",
                                                       "県",
                                                       "総務省",
                                                       "警察",
                                                       "相談",
                                                       "届出",
                                                       "第一報",
                                                       "続報",
                                                       "会議",
                                                       "責任者",
                                                       "管理者",
                                                       "担当",
                                                       "課長",
                                                       "係長",
                                                       "職員",
                                                       "市民",
                                                       "学校",
                                                       "病院",
                                                       "水道",
                                                       "庁舎",
                                                       "別館",
                                                       "無線",
                                                       "LGWAN",
                                                       "インターネット",
                                                       "VPN",
                                                       "ルータ",
                                                       "ファイアウォール",
                                                       "ウイルス",
                                                       "検知",
                                                       "駆除",
                                                       "更新",
                                                       "脆弱性",
                                                       "バックアップ",
                                                       "復元",
                                                       "印刷",
                                                       "画面",
                                                       "警告",
                                                       "表示",
                                                       "アカウント",
                                                       "権限",
                                                       "削除",
                                                       "変更",
                                                       "訓練",
                                                       "手順",
                                                       "連絡",
                                                       "報告",
                                                       "確認",
                                                       "依頼",
                                                       "対応",
                                                       "完了",
                                                       "午前",
                                                       "午後",
                                                       "本日",
                                                       "昨日",
                                                       "原因",
                                                       "影響"};
constexpr std::u32string_view kanji = U"日一国会人年大十二本中長出三同時政事自行社見月分議後前民生"
                                      U"連五発間対上部東者党地合市業内相方四定"
                                      U"今回新場金員九入選立開手米力学問高代明実円関決子動京全目表"
                                      U"戦経通外最言氏現理調体化田当八六約主題"
                                      U"下首意法不来作性的要用制治度務強気小七成期公野協取都和統以"
                                      U"機平総加山思家話世受区領多県続進正安設"
                                      U"保改数記院女初北午指権心界支第産結百派点教報済書府活原先共"
                                      U"得解名交資予川向際査勝面委告軍文反元重"
                                      U"近千考判認画海参売利組知案道信策集在件団別物側任引使求所次"
                                      U"水半品昨論計死官増係感特情投示変打男基"
                                      U"私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住"
                                      U"争談能無再位置企真流格有疑口過局少放税"
                                      U"検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割"
                                      U"聞身費付施切由説転食比難防補車優夫研収";
constexpr std::u32string_view katakana =
    U"アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモラリルレロンー";
constexpr std::array<std::string_view, 12> particles{"の", "を", "に", "が",   "は",   "で",
                                                     "と", "も", "へ", "から", "まで", "や"};
constexpr std::array<std::string_view, 16> endings{
    "した",         "する",     "しました",       "している",    "できない",   "です",
    "ます",         "があった", "と連絡があった", "を依頼した",  "が止まった", "を確認した",
    "してください", "との回答", "で対応する",     "が届いている"};

void append(std::string& text, char32_t point) {
    text += static_cast<char>(0xE0 | point >> 12U);
    text += static_cast<char>(0x80 | (point >> 6U & 0x3FU));
    text += static_cast<char>(0x80 | (point & 0x3FU));
}

/// Words by how common they are.
class Language {
public:
    explicit Language(Dice& dice) {
        for (std::size_t n = 0; n < 30'000; ++n) {
            // Those people know are among the commonest.
            if (n < 4 * known_words.size() && n % 4 == 3)
                words_.emplace_back(known_words.at(n / 4));
            else
                words_.push_back(made_up(dice));
        }
        double sum = 0;
        for (std::size_t n = 0; n < words_.size(); ++n)
            sums_.push_back(sum += 1.0 / static_cast<double>(n + 3));
    }
    const std::string& word(Dice& dice) const {
        const auto at = static_cast<double>(dice.below(1U << 30U)) / (1U << 30U) * sums_.back();
        const auto place = std::ranges::lower_bound(sums_, at) - sums_.begin();
        return words_[std::min(static_cast<std::size_t>(place), words_.size() - 1)];
    }
    std::string sentence(Dice& dice) const {
        std::string text;
        for (auto parts = 2 + dice.below(4); parts > 0; --parts)
            text.append(word(dice)).append(dice.any(particles));
        return text.append(word(dice)).append(dice.any(endings)).append("。");
    }
    std::string text(Dice& dice) const {
        const auto kind = dice.below(100);
        auto sentences = 1 + dice.below(2);
        if (kind >= 55) sentences = 2 + dice.below(5);
        if (kind >= 95) sentences = 10 + dice.below(40);
        std::string text;
        for (; sentences > 0; --sentences)
            text += sentence(dice);
        if (dice.below(12) == 0)
            text += "10." + std::to_string(dice.below(4)) + "." + std::to_string(dice.below(256)) +
                    "." + std::to_string(dice.below(256)) + "から接続。";
        return text;
    }

private:
    static std::string made_up(Dice& dice) {
        std::string word;
        const auto kind = dice.below(10);
        if (kind < 8) {
            for (auto left = dice.below(3) == 0 ? 3 + dice.below(2) : 2; left > 0; --left)
                append(word, kanji[dice.below(dice.below(kanji.size()) + 1)]);
        } else if (kind < 9) {
            for (auto left = 3 + dice.below(4); left > 0; --left)
                append(word, katakana[dice.below(katakana.size())]);
        } else {
            for (auto left = 2 + dice.below(6); left > 0; --left)
                word += static_cast<char>('a' + dice.below(26));
        }
        return word;
    }

    std::vector<std::string> words_;
    std::vector<double> sums_;
};

double cpu_seconds(clockid_t of) {
    std::timespec at{};
    clock_gettime(of, &at);
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) / 1e9;
}

struct Bench {
    Bench(const std::filesystem::path& directory, std::size_t documents, bool has_index)
        : documents_{documents}, has_index_{has_index}, directory_{directory} {}

    Result<> open() {
        store_ = TRY(store::open_sqlite({.file = directory_ / "sokuo.db", .readers = 1}));
        keys_ = TRY(journal::open_keys(directory_ / "keys.db", random_));
        journal::Options options{.views = {team::veil_view()},
                                 .upcasts = {},
                                 .origin = "bench.example/journal",
                                 .clock = journal::ClockKind::simulated};
        if (has_index_) options.views.push_back(search::search_view());
        journal_ = TRY(journal::Journal::open(*store_, *keys_, clock_, random_, options));
        return Done{};
    }

    Result<> append(store::Write& db, const journal::Stream& stream, std::string type,
                    const Json& content) {
        TRY(journal_->append(db, {},
                             {.stream = stream,
                              .type = std::move(type),
                              .occurred_at = clock_.now(),
                              .content = content}));
        return Done{};
    }

    Result<> add(store::Write& db, std::size_t n) {
        clock_.advance_to(clock_.now() + std::chrono::minutes{25});
        const auto kind = n % 100;
        const auto& text = samples_[n];
        if (kind < 25) {
            const journal::Stream report{"report", new_uuid(clock_.now(), random_)};
            TRY(append(
                db, report, "report.received",
                Json::object({{"number", "R8-U-" + std::to_string(10'000 + n)}, {"what", text}})));
            if (!has_index_) return Done{};
            return search::note_particulars(db, report,
                                            {.state = "undecided",
                                             .is_open = n % 7 == 0,
                                             .channel = n % 2 == 0 ? "phone" : "mail"});
        }
        if (kind < 28) {
            incidents_.push_back({"incident", new_uuid(clock_.now(), random_)});
            TRY(append(db, incidents_.back(), "incident.declared",
                       Json::object({{"number", "R8-" + std::to_string(1000 + n / 100)},
                                     {"title", language_.sentence(dice_)},
                                     {"reason", text}})));
            // One in fifty is behind a veil.
            if (incidents_.size() % 50 == 0)
                TRY(team::draw_veil(db, incidents_.back(),
                                    {.is_restricted = true, .named = {}, .excluded = {}}));
            if (!has_index_) return Done{};
            const std::vector<std::string> categories{n % 3 == 0 ? "A" : "C"};
            return search::note_particulars(db, incidents_.back(),
                                            {.state = "responding",
                                             .is_open = n % 5 == 0,
                                             .incident = incidents_.back().id,
                                             .categories = &categories});
        }
        // Of the last hundred or so incidents, those of today above all.
        const auto back = dice_.below(dice_.below(100) + 1);
        if (incidents_.empty()) incidents_.push_back({"incident", new_uuid(clock_.now(), random_)});
        const auto& incident =
            incidents_[incidents_.size() - 1 - std::min(back, incidents_.size() - 1)];
        return append(db, incident, "incident.recorded", Json::object({{"text", text}}));
    }

    // With the writer's thread, which is where the index is written out.
    Result<double> fill() {
        for (std::size_t n = 0; n < documents_; ++n)
            samples_.push_back(language_.text(dice_));
        const auto start = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (std::size_t from = 0; from < documents_; from += batch) {
            const auto until = std::min(from + batch, documents_);
            const auto add_some = [&](store::Write& db) -> Result<> {
                for (auto n = from; n < until; ++n)
                    TRY(add(db, n));
                return Done{};
            };
            TRY(store_->write(add_some));
        }
        return cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    }

    /// CPU and clock of one question, in milliseconds.
    struct Cost {
        double cpu = 0;
        double wall = 0;
    };
    Result<Cost> ask(const search::Query& query, std::size_t pages_max = 1) {
        Cost cost;
        std::optional<search::Place> after;
        for (std::size_t page = 0; page < pages_max; ++page) {
            const auto start = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
            const auto began = std::chrono::steady_clock::now();
            const auto look = [&](store::Read& db) { // On this thread.
                return search::find(db, {}, query,
                                    {.now = clock_.now(), .after = after, .count_max = 20});
            };
            const auto found = TRY(store_->read_for(look));
            const std::chrono::duration<double, std::milli> took =
                std::chrono::steady_clock::now() - began;
            cost.cpu = std::max(cost.cpu, (cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - start) * 1000);
            cost.wall = std::max(cost.wall, took.count());
            hits_ += found.items.size();
            ++pages_;
            if (!found.next) break;
            after = found.next;
        }
        return cost;
    }

    // Characters from anywhere in anything that was written: parts of words as well as words.
    std::string slice(std::size_t least, std::size_t most) {
        for (;;) {
            const auto& text = samples_[dice_.below(samples_.size())];
            const auto key = placed_key(text);
            const auto count = least + dice_.below(most - least + 1);
            if (key.from.size() < count) continue;
            const auto at = dice_.below(key.from.size() - count + 1);
            const auto begin = key.from[at].begin;
            return text.substr(begin, key.from[at + count - 1].end - begin);
        }
    }

    Result<Json> measured(const std::vector<search::Query>& queries, std::size_t pages_max = 1) {
        std::vector<double> cpu;
        std::vector<double> wall;
        const auto hits = hits_;
        const auto pages = pages_;
        for (const auto& query : queries) {
            const auto cost = TRY(ask(query, pages_max));
            cpu.push_back(cost.cpu);
            wall.push_back(cost.wall);
        }
        const auto share = [](std::vector<double>& all, double part) {
            std::ranges::sort(all);
            return all[static_cast<std::size_t>(static_cast<double>(all.size() - 1) * part)];
        };
        return Json::object({{"questions", static_cast<std::int64_t>(queries.size())},
                             {"pages", static_cast<std::int64_t>(pages_ - pages)},
                             {"hits", static_cast<std::int64_t>(hits_ - hits)},
                             {"cpu_p50", share(cpu, 0.5)},
                             {"cpu_p95", share(cpu, 0.95)},
                             {"cpu_max", share(cpu, 1)},
                             {"wall_p95", share(wall, 0.95)}});
    }

    static search::Query query(std::string_view typed, search::Filter filter = {},
                               std::string_view without = "") {
        auto wanted = search::need_words(typed);
        auto unwanted = search::read_words(without);
        if (!wanted.ok() || !unwanted.ok()) return query("端末");
        return {.wanted = std::move(wanted).value(),
                .unwanted = std::move(unwanted).value(),
                .filter = std::move(filter)};
    }

    template <class Make>
    static std::vector<search::Query> some(std::size_t count, Make make) {
        std::vector<search::Query> queries;
        for (std::size_t n = 0; n < count; ++n)
            queries.push_back(make());
        return queries;
    }

    // What costs most: words that are everywhere, together, with filters that leave nothing.
    std::vector<search::Query> hostile() {
        std::vector<search::Query> queries;
        const auto long_ago = clock_.now() - std::chrono::days{3000};
        for (const auto* typed :
             {"。", "の", "を に が は で と も へ", "した する です ます の を に が", "10.",
              "0000", "しました 確認 連絡 報告 対応 依頼", "ああああああああ", "a", "1 2 0 .", "ー",
              "確認確認確認", "ので のが のを のに", "。 、 ・", "R8",
              "の"
              "\xE3\x80\x82"}) {
            queries.push_back(query(typed));
            queries.push_back(query(typed, {.part = search::Part::line, .is_open = true}));
            queries.push_back(query(typed, {.category = "no such"}));
            queries.push_back(query(typed, {.before = long_ago}));
            queries.push_back(query(typed, {.incident = Uuid{}}));
            queries.push_back(query(typed, {}, "した する です を に が は で"));
            queries.push_back(query(std::string{slice(2, 3)} + " " + typed));
        }
        return queries;
    }

    Result<Json> look_around() {
        auto all = Json::object();
        const auto add_to = [&](std::string_view name, const std::vector<search::Query>& queries,
                                std::size_t pages_max = 1) -> Result<> {
            all.set(name, TRY(measured(queries, pages_max)));
            return Done{};
        };
        TRY(measured(some(50, [&] { return query(slice(2, 8)); }))); // Warms the caches.
        TRY(add_to("slices", some(500, [&] { return query(slice(2, 8)); })));
        TRY(add_to("words", some(500, [&] { return query(language_.word(dice_)); })));
        TRY(add_to("one", some(200, [&] { return query(slice(1, 1)); })));
        TRY(add_to("common",
                   {query("確認"), query("した"), query("連絡"), query("端末"), query("の"),
                    query("しました"), query("。"), query("依頼"), query("報告")}));
        TRY(add_to("two words", some(200, [&] {
                       return query(language_.word(dice_) + " " + language_.word(dice_));
                   })));
        TRY(add_to("with filters", some(200, [&] {
                       search::Filter filter;
                       filter.part = static_cast<search::Part>(dice_.below(3));
                       if (dice_.below(2) == 0) filter.is_open = dice_.below(2) == 0;
                       if (dice_.below(2) == 0)
                           filter.before = clock_.now() - std::chrono::days{dice_.below(2000)};
                       return query(language_.word(dice_), filter);
                   })));
        TRY(add_to("hostile", hostile(), 4));
        double spent = 0;
        for (int n = 0; n < 50; ++n) {
            const auto& text = samples_[dice_.below(samples_.size())];
            const auto start = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
            const auto look = [&](store::Read& db) {
                return search::similar(db, {}, text, {}, 10);
            };
            TRY(store_->read_for(look));
            spent = std::max(spent, (cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - start) * 1000);
        }
        all.set("similar_max", spent);
        return all;
    }

    Result<Json> run() {
        TRY(open());
        const auto spent = TRY(fill());
        auto answer = Json::object(
            {{"documents", static_cast<std::int64_t>(documents_)}, {"fill_cpu", spent}});
        if (has_index_) answer.set("questions", TRY(look_around()));
        return answer;
    }

private:
    std::size_t documents_;
    bool has_index_;
    std::filesystem::path directory_;
    Dice dice_{20261124};
    Language language_{dice_};
    SystemRandom random_;
    journal::SimulatedClock clock_{Time{std::chrono::hours{24 * 365 * 46}}};
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<journal::Keys> keys_;
    std::unique_ptr<journal::Journal> journal_;
    std::vector<journal::Stream> incidents_;
    std::vector<std::string> samples_;
    std::size_t hits_ = 0;
    std::size_t pages_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    std::size_t documents = 0;
    if (argc >= 3) {
        const std::string_view count{argv[2]};
        std::from_chars(count.data(), count.data() + count.size(), documents);
    }
    if (documents == 0) {
        std::fprintf(stderr, "bench_search DIR DOCUMENTS [plain]\n");
        return 2;
    }
    const auto answer = Bench{argv[1], documents, argc == 3}.run();
    if (!answer.ok()) {
        std::fprintf(stderr, "bench_search: %s\n", describe(answer.error()).c_str());
        return 1;
    }
    std::printf("%s\n", to_text(answer.value()).c_str());
    return 0;
}
