#include "app/inspect_api.h"

#include "incident/report_store.h"
#include "inspect/reader.h"
#include "inspect/warning.h"

#include <utility>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message no_attachment{"app.inspect_no_attachment", "この添付は見つかりません。",
                                "No such attachment."};
constexpr Message too_large{"app.inspect_too_large",
                            "大きいファイル（32MBを超えるもの）の中身は調べていません。",
                            "Larger files (over 32 MB) are not looked into."};
constexpr Message no_sandbox{"app.inspect_no_sandbox",
                             "中身を調べる仕組みが動いていません。管理者に知らせてください。",
                             "Nothing here can look into files. Please tell the administrator."};
constexpr Message no_clamd{"app.inspect_no_clamd", "検査の道具（clamd）が設定されていません",
                           "No scanner (clamd) is set up"};

struct Tools {
    sandbox::Sandbox* sandbox = nullptr;
    const std::optional<inspect::Clamd>* clamd = nullptr;
};

Result<Bytes> bytes_of(const Desk& desk, const incident::Attachment& file) {
    if (file.bytes > inspected_bytes_max) return failure(Errc::too_large, too_large);
    const auto key = TRY(journal::KeyId::parse(file.key));
    const auto seal_key = TRY(desk.keys.find(key));
    auto reader = TRY(desk.vault.open(file.id, seal_key));
    Bytes all;
    all.reserve(static_cast<std::size_t>(file.bytes));
    for (;;) {
        const auto piece = TRY(reader->read());
        if (piece.empty()) return all;
        all.insert(all.end(), piece.begin(), piece.end());
    }
}

std::string words_of(const Error& error, Language language) {
    return render(*error.message, error.args, language);
}

// Whatever goes wrong is said in its place: that a file cannot be looked into is an answer.
Json look(const Tools& tools, const std::string& name, const Bytes& bytes, Language language) {
    auto json = Json::object();
    auto warnings = Json::array();
    const auto content = tools.sandbox == nullptr
                             ? Result<inspect::Content>{failure(Errc::unavailable, no_sandbox)}
                             : inspect::look_in(*tools.sandbox, bytes);
    if (content.ok()) {
        json.set("kind", inspect::name_of(content.value().kind));
        json.set("encrypted", content.value().is_encrypted);
        for (const auto& warning : inspect::warnings_of(name, content.value()))
            warnings.push(render(*warning.message, warning.args, language));
    } else {
        json.set("unread", words_of(content.error(), language));
    }
    json.set("warnings", std::move(warnings));
    const bool has_clamd = tools.clamd != nullptr && tools.clamd->has_value();
    if (!has_clamd) return json.set("scan", render(no_clamd, {}, language));
    const auto verdict = inspect::ask(**tools.clamd, bytes);
    if (!verdict.ok()) return json.set("scan", words_of(verdict.error(), language));
    const std::vector<std::string> found{verdict.value().signature};
    const bool is_found = !found.front().empty();
    json.set("detected", is_found);
    return json.set("scan", is_found ? render(inspect::found, found, language)
                                     : render(inspect::nothing_found, {}, language));
}

Result<http::Response> inspect_one(const Desk& desk, const Tools& tools, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto report =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* file = report.attachment(blob);
    if (file == nullptr) return failure(Errc::not_found, no_attachment);
    const auto bytes = bytes_of(desk, *file);
    auto json = Json::object();
    if (bytes.ok())
        json = look(tools, file->name, bytes.value(), call.language);
    else
        json.set("unread", words_of(bytes.error(), call.language))
            .set("warnings", Json::array())
            .set("scan", words_of(bytes.error(), call.language));
    return http::json_response(200, json);
}

} // namespace

std::vector<team::Route> inspect_routes(const Desk& desk, sandbox::Sandbox* sandbox,
                                        const std::optional<inspect::Clamd>* clamd) {
    const Tools tools{sandbox, clamd};
    return {team::Route{.method = http::Method::get,
                        .path = "/api/v1/reports/{id}/attachments/{attachment}/inspection",
                        .action = "report.read",
                        .handle = [&desk, tools](const team::Call& call) {
                            return inspect_one(desk, tools, call);
                        }}};
}

} // namespace sokuo::app
