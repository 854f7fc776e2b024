#include "app/public_intake.h"

#include "app/problem.h"
#include "front/front.h"
#include "front/spool.h"
#include "incident/report_store.h"

#include <cstdio>

namespace sokuo::app {
namespace {

incident::Contact contact_of(const front::Contact& contact) {
    return {.name = contact.name,
            .reading = contact.reading,
            .affiliation = contact.affiliation,
            .phone = contact.phone,
            .extension = {},
            .mail = contact.mail,
            .call_back = contact.call_back};
}

incident::Slip slip_of(const front::Submission& submission, const std::string& provisional,
                       std::string_view time_zone) {
    incident::Slip slip;
    slip.channel = "web_form";
    slip.reporter_class = submission.reporter_class;
    slip.received_at = submission.received_at;
    slip.when = incident::read_when(submission.when, time_zone, submission.received_at);
    slip.where = submission.where;
    slip.what = submission.what;
    slip.how = submission.how;
    slip.finder = contact_of(submission.finder);
    slip.reporter = contact_of(submission.reporter);
    slip.reporter_is_finder = submission.reporter_is_finder;
    slip.provisional = provisional;
    return slip;
}

} // namespace

Result<std::string> take_in(const incident::Desk& desk, const front::Submission& submission,
                            const std::string& provisional) {
    const auto slip = slip_of(submission, provisional, desk.book.current().charter.time_zone);
    return desk.store.write_for([&](store::Write& db) -> Result<std::string> {
        return TRY(incident::receive(desk, db, {}, slip, submission.id)).number;
    });
}

http::Route internal_route(const incident::Desk& desk) {
    const auto handle = [&desk](const http::Request& request) -> Result<http::Response> {
        const auto json = TRY(parse_json(request.body));
        const auto submission = TRY(front::read_submission(json));
        return http::json_response(200, Json::object({{"number", TRY(take_in(desk, submission))}}));
    };
    return {.method = http::Method::post,
            .path = std::string{front::internal_reports_path},
            .action = "public",
            .limits = {.body_bytes_max = std::size_t{256} * 1024,
                       .body_time_max = std::chrono::seconds{5}},
            .handler =
                [handle](const http::Request& request) {
                    auto answer = handle(request);
                    if (!answer.ok()) return render_problem(answer.error(), Language::ja);
                    return std::move(answer).value();
                },
            .sink = {}};
}

Result<std::size_t> empty_spool(const incident::Desk& desk, const std::filesystem::path& spool) {
    std::size_t taken = 0;
    const auto contents = TRY(front::read_spool(spool));
    for (const auto& report : contents.reports) {
        TRY(take_in(desk, report.submission, report.provisional));
        TRY(front::remove_from_spool(spool, report.submission.id));
        ++taken;
    }
    for (const auto& file : contents.unreadable)
        std::fprintf(stderr, "sokuo: a spooled report cannot be read, please look: %s\n",
                     file.c_str());
    return taken;
}

} // namespace sokuo::app
