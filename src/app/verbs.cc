#include "app/verbs.h"

#include "charter/book.h"
#include "core/text.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace sokuo::app {
namespace {

constexpr Message option_missing{"app.option_missing", "{0} を指定してください。",
                                 "Please give {0}."};

// The verbs, in groups of those who use them together.

std::vector<Verb> verbs_that_run() {
    return {
        {"init",
         "init DIR --charter FILE [--pack DIR] [--demo] [--simulated TIME] [--json]",
         "データのフォルダを作る / makes a data directory",
         {"--charter", "--pack", "--simulated"},
         {"--demo", "--json"},
         1,
         run_init},
        {"serve",
         "serve DIR [--listen ADDR] [--public ADDR] [--public-url URL] [--tls-cert FILE "
         "--tls-key FILE] [--trusted-proxy ADDR]…",
         "動かす / serves",
         {"--listen", "--public", "--public-url", "--tls-cert", "--tls-key", "--trusted-proxy"},
         {},
         1,
         run_serve},
        {"front",
         "front DIR --listen ADDR [--public-url URL] [--trusted-proxy ADDR]…",
         "窓口のページだけを動かす（ふつうは serve が始める） / serves the public pages only",
         {"--listen", "--public-url", "--trusted-proxy"},
         {},
         1,
         run_front},
        {"charter check",
         "charter check FILE [--pack DIR] [--json]",
         "要綱のデータを調べ、直し方と空白を示す / checks a charter and lists what it leaves open",
         {"--pack"},
         {"--json"},
         1,
         run_charter_check},
        {"charter policy",
         "charter policy FILE [--pack DIR]",
         "だれが何をできるかを表にする / prints who may do what",
         {"--pack"},
         {},
         1,
         run_charter_policy},
    };
}

std::vector<Verb> verbs_for_people() {
    return {
        {"person add",
         "person add DIR --name NAME --sign-in NAME --post CODE [--from DAY]",
         "職員を加える。パスワードは標準入力から / adds a person; the password is read from stdin",
         {"--name", "--reading", "--sign-in", "--post", "--from"},
         {},
         1,
         run_person_add},
        {"person reset",
         "person reset DIR --sign-in NAME [--second-factor]",
         "仮のパスワードを出し、止まった名前を戻す / gives an initial password, unlocks the name",
         {"--sign-in"},
         {"--second-factor"},
         1,
         run_person_reset},
        {"person link",
         "person link DIR --sign-in NAME (--directory NAME | --subject SUB)",
         "庁内のディレクトリか認証サービスの利用者に結び付ける / binds a sign-in name to one of "
         "the "
         "directory or the sign-in service",
         {"--sign-in", "--directory", "--subject"},
         {},
         1,
         run_person_link},
        {"bundle key",
         "bundle key DIR --name NAME",
         "束（ネットワーク分離）の鍵を作り、相手に渡す1行を出す / makes the key for bundles, "
         "prints the "
         "line to hand over",
         {"--name"},
         {},
         1,
         run_bundle_key},
        {"token make",
         "token make DIR --sign-in NAME --label TEXT [--expires TIME] [--may ACTION]...",
         "API の鍵を作る（一度だけ表示、長くて1年） / makes an API token, shown once, for a year "
         "at "
         "most",
         {"--sign-in", "--label", "--expires", "--may"},
         {},
         1,
         run_token_make},
    };
}

std::vector<Verb> verbs_that_look() {
    return {
        {"identity check",
         "identity check DIR [--directory NAME]",
         "identity.yaml の相手が答えるかを調べる / checks whether those of identity.yaml answer",
         {"--directory"},
         {},
         1,
         run_identity_check},
        {"verify",
         "verify DIR [--json]",
         "記録・署名・保管物・画面の元を検算する / checks journal, vault and views",
         {},
         {"--json"},
         1,
         run_verify},
        {"rebuild",
         "rebuild DIR",
         "画面の元を記録から作り直す / rebuilds every view",
         {},
         {},
         1,
         run_rebuild},
        {"export",
         "export DIR OUT [--incident ID]",
         "記録を、だれでも検算できる形で書き出す / exports the journal for an outside check",
         {"--incident"},
         {},
         2,
         run_export},
        {"replay",
         "replay SCENARIO [--url URL] [--json]",
         "事例を、時計を進めながら再生する / replays a case with a simulated clock",
         {"--url", "--sign-ins"},
         {"--json"},
         1,
         run_replay},
    };
}

// Any number of paths.
constexpr std::size_t paths_more = 1'000'000;

std::vector<Verb> verbs_that_detect() {
    return {
        {"scan",
         "scan PATH… [--rules PATH]… [--logsources FILE] [--placeholders FILE] [--min-level "
         "LEVEL]\n"
         "        [--from TIME] [--to TIME] [--utc | --jst] [--jsonl FILE|-] [--csv FILE]\n"
         "        [--timesketch FILE] [--html FILE] [--threads N] [--carve] [--product P]\n"
         "        [--service S] [--category C] [--lang ja|en] [--quiet] [--verbose]",
         "ログのファイルやフォルダを検知ルールで調べる（- "
         "は標準入力）。ルールは付属のものが既定。\n"
         "      読む前に自分を閉じ込める（Landlock と seccomp。Landlock がなければ seccomp だけ） "
         "/\n"
         "      looks through logs with Sigma rules (- is standard input); its own rules if none "
         "are named;\n"
         "      locks itself in before (Landlock and seccomp; without Landlock, seccomp alone)",
         {"--rules", "--logsources", "--placeholders", "--min-level", "--from", "--to", "--jsonl",
          "--csv", "--timesketch", "--html", "--threads", "--product", "--service", "--category",
          "--lang"},
         {"--utc", "--jst", "--carve", "--quiet", "--verbose"},
         1,
         run_scan,
         paths_more},
        {"watch",
         "watch [-] [--socket PATH [--datagram] [--mode MODE] [--clients N]] [--rules PATH]…\n"
         "        [--logsources FILE] [--placeholders FILE] [--min-level LEVEL] [--utc | --jst]\n"
         "        [--jsonl FILE|-] [--product P] [--service S] [--category C] [--lang ja|en]\n"
         "        [--quiet] [--verbose]",
         "流れてくるログを検知ルールで見張り、その場で知らせる（標準入力か Unix ソケット） /\n"
         "      watches logs as they come, on standard input or a Unix socket, and tells at once",
         {"--socket", "--mode", "--clients", "--rules", "--logsources", "--placeholders",
          "--min-level", "--jsonl", "--product", "--service", "--category", "--lang"},
         {"--datagram", "--utc", "--jst", "--quiet", "--verbose"},
         0,
         run_watch,
         1},
    };
}

std::vector<Verb> verbs_about_rules() {
    const std::vector<std::string_view> rules{"--rules", "--logsources", "--placeholders",
                                              "--lang"};
    auto with_threads = rules;
    with_threads.emplace_back("--threads");
    auto with_key = rules;
    with_key.insert(with_key.end(), {"--into", "--key", "--signature"});
    return {
        {"rules list",
         "rules list [--rules PATH]… [--json]",
         "検知ルールの一覧と、使えないルールの理由を示す / lists the rules, and why some cannot be "
         "used",
         rules,
         {"--json"},
         0,
         run_rules_list},
        {"rules test",
         "rules test [FOLDER] [--rules PATH]… [--logsources FILE] [--threads N] [--verbose]",
         "例のログで、ルールが鳴ること・鳴らないことを確かめる / tests rules with their examples",
         with_threads,
         {"--verbose"},
         0,
         run_rules_test,
         1},
        {"rules why",
         "rules why RULE FILE:RECORD|- [--rules PATH]…",
         "ルールがその記録に合う・合わない理由を示す（- は標準入力の JSON） / shows why a rule "
         "fits "
         "an event, or does not",
         rules,
         {},
         2,
         run_rules_why},
        {"rules import",
         "rules import FILE.zip [--into DIR] [--key KEY --signature FILE]",
         "持ち込んだルールの zip を調べて取り込む（外へは接続しない） / checks and unpacks a zip "
         "of "
         "rules, offline",
         with_key,
         {},
         1,
         run_rules_import},
    };
}

std::vector<Verb> verbs_that_keep() {
    return {
        {"backup",
         "backup DIR FILE [--json]",
         "動かしたまま控えを取る（鍵は入らない） / backs up without a stop, leaving the keys out",
         {},
         {"--json"},
         2,
         run_backup},
        {"keys backup",
         "keys backup DIR FILE",
         "鍵の控えを取る（30日で消す） / backs up the keys; delete the copy after 30 days",
         {},
         {},
         2,
         run_keys_backup},
        {"restore",
         "restore FILE DIR [--keys KEYFILE --reason TEXT] [--checkpoint FILE] [--json]",
         "控えから新しいフォルダに戻し、新しい代を始める / restores into a new directory and "
         "begins "
         "a new epoch",
         {"--keys", "--reason", "--checkpoint"},
         {"--json"},
         2,
         run_restore},
        {"epoch begin",
         "epoch begin DIR [--keys KEYFILE] --reason TEXT",
         "控えから戻した記録を、新しい代として続ける / goes on with a restored journal as a new "
         "epoch",
         {"--keys", "--reason"},
         {},
         1,
         run_epoch},
    };
}

} // namespace

Words::Words(std::span<const std::string_view> words, std::span<const std::string_view> flags) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto word = words[at];
        const bool is_flag = word == "--help" || std::ranges::find(flags, word) != flags.end();
        if (!word.starts_with("--")) {
            plain_.push_back(word);
        } else if (is_flag) {
            options_.emplace_back(word, "");
        } else if (at + 1 < words.size()) {
            options_.emplace_back(word, words[++at]);
        } else {
            is_broken_ = true;
        }
    }
}

bool Words::has(std::string_view flag) const {
    return value(flag).has_value();
}

std::optional<std::string_view> Words::value(std::string_view name) const {
    for (const auto& [option, value] : options_) {
        if (option == name) return value;
    }
    return {};
}

std::vector<std::string_view> Words::values(std::string_view name) const {
    std::vector<std::string_view> all;
    for (const auto& [option, value] : options_) {
        if (option == name) all.push_back(value);
    }
    return all;
}

bool Words::are_known(std::span<const std::string_view> known) const {
    return !is_broken_ && std::ranges::all_of(options_, [&](const auto& option) {
        return std::ranges::find(known, option.first) != known.end();
    });
}

Result<std::filesystem::path> pack_of(const Words& words, const std::filesystem::path& charter) {
    if (const auto pack = words.value("--pack")) return std::filesystem::path{*pack};
    return charter::pack_beside(charter);
}

Result<std::string> needed(const Words& words, std::string_view option) {
    const auto value = words.value(option);
    if (!value || !is_valid_utf8(*value) || is_blank(*value))
        return failure(Errc::invalid, option_missing, {std::string{option}});
    return std::string{*value};
}

int refuse(const Error& error) {
    std::fprintf(stderr, "sokuo: %s%s%s\n       %s\n", error.where.c_str(),
                 error.where.empty() ? "" : ": ",
                 render(*error.message, error.args, Language::ja).c_str(),
                 render(*error.message, error.args, Language::en).c_str());
    if (!error.detail.empty()) std::fprintf(stderr, "       %s\n", error.detail.c_str());
    return 1;
}

const std::vector<Verb>& verbs() {
    static const auto all = [] {
        auto verbs = verbs_that_run();
        for (auto* more : {verbs_for_people, verbs_that_look, verbs_that_detect, verbs_about_rules,
                           verbs_that_keep})
            std::ranges::move(more(), std::back_inserter(verbs));
        return verbs;
    }();
    return all;
}

} // namespace sokuo::app
