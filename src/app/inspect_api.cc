#include "app/inspect_api.h"

#include "app/stored_file.h"
#include "correspondence/letter_store.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "inspect/picture.h"
#include "team/access.h"

#include <utility>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message no_attachment{"app.inspect_no_attachment", "この添付は見つかりません。",
                                "No such attachment."};
constexpr Message too_large{"app.inspect_too_large",
                            "大きいファイル（32MBを超えるもの）の中身は調べていません。",
                            "Larger files (over 32 MB) are not looked into."};

struct File {
    BlobId blob;
    std::string key;
    std::string name;
    std::uint64_t bytes = 0;
    journal::Stream about;
};
using Find = Result<File> (*)(const Desk&, const team::Call&);

File file_of(const incident::Attachment& file, journal::Stream about) {
    return {file.id, file.key, file.name, file.bytes, std::move(about)};
}

Result<File> file_of_report(const Desk& desk, const team::Call& call) {
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto report =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* file = report.attachment(blob);
    if (file == nullptr) return failure(Errc::not_found, no_attachment);
    return file_of(*file, incident::stream_of(id));
}

Result<File> file_of_incident(const Desk& desk, const team::Call& call) {
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto incident =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* file = incident.attachment(blob);
    if (file == nullptr) return failure(Errc::not_found, no_attachment);
    return file_of(*file, incident::stream_of(id));
}

Result<File> file_of_letter(const Desk& desk, const team::Call& call) {
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto id = TRY(call.id<correspondence::LetterTag>("id"));
    const auto letter = TRY(
        desk.store.read_for([&](store::Read& db) { return correspondence::load(desk, db, id); }));
    const auto* file = letter.file(blob);
    if (file == nullptr || letter.is_erased) return failure(Errc::not_found, no_attachment);
    return File{file->blob, file->key, file->name, file->bytes,
                letter.about.value_or(correspondence::stream_of(id))};
}

Result<Bytes> bytes_of(const Desk& desk, const File& file) {
    if (file.bytes > inspected_bytes_max) return failure(Errc::too_large, too_large);
    return read_stored(desk, file.blob, file.key, file.bytes);
}

Result<http::Response> inspect_one(const Desk& desk, const InspectTools& tools, Find find,
                                   const team::Call& call) {
    const auto file = TRY(find(desk, call));
    const auto bytes = bytes_of(desk, file);
    return http::json_response(200, bytes.ok()
                                        ? look_at(tools, file.name, bytes.value(), call.language)
                                        : not_looked_at(bytes.error(), call.language));
}

Result<http::Response> preview_one(const Desk& desk, const InspectTools& tools, Find find,
                                   const team::Call& call) {
    const auto file = TRY(find(desk, call));
    if (tools.sandbox == nullptr) return failure(Errc::unavailable, no_sandbox);
    const auto bytes = TRY(bytes_of(desk, file));
    const auto preview = TRY(inspect::preview_in(*tools.sandbox, bytes));
    TRY(team::journal_file_look(desk.store, desk.journal, call, file.about, file.name));
    http::Response response;
    response.body = as_text(preview.file);
    response.with("Content-Type", preview.kind == inspect::Kind::png ? "image/png" : "image/jpeg")
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("Cache-Control", "no-store");
    return response;
}

} // namespace

std::vector<team::Route> inspect_routes(const Desk& desk, const InspectTools& tools) {
    struct Place {
        std::string path;
        std::string action;
        Find find;
    };
    const std::vector<Place> places{
        {"/api/v1/reports/{id}/attachments/{attachment}", "report.read", file_of_report},
        {"/api/v1/incidents/{id}/attachments/{attachment}", "incident.read", file_of_incident},
        {"/api/v1/letters/{id}/files/{attachment}", "report.read", file_of_letter}};
    std::vector<team::Route> routes;
    for (const auto& place : places) {
        const auto add = [&](std::string_view what, auto handle) {
            routes.push_back(
                {.method = http::Method::get,
                 .path = place.path + std::string{what},
                 .action = place.action,
                 .handle = [&desk, tools, handle, find = place.find](const team::Call& call) {
                     return handle(desk, tools, find, call);
                 }});
        };
        add("/inspection", inspect_one);
        add("/preview", preview_one);
    }
    return routes;
}

} // namespace sokuo::app
