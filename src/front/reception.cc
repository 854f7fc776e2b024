#include "front/reception.h"

#include "core/json.h"
#include "core/text.h"
#include "front/front.h"
#include "front/number.h"
#include "front/spool.h"
#include "http/client.h"

#include <cstdio>
#include <system_error>
#include <utility>

namespace sokuo::front {
namespace {

constexpr Message no_spool{"front.no_spool", "通報を置く所を作れません。権限を確かめてください。",
                           "The spool cannot be made. Check the permissions."};
constexpr std::chrono::seconds main_rest{15};
constexpr std::chrono::minutes forget_every{10};
constexpr std::size_t number_length_max = 40;

void log(const Error& error) {
    std::fputs(("front: " + describe(error) + "\n").c_str(), stderr);
}

std::optional<std::string> number_in(const http::Answer& answer) {
    if (answer.status != 200 && answer.status != 201) return {};
    const auto json = parse_json(answer.body);
    if (!json.ok()) return {};
    const auto number = json.value()["number"].text_or("");
    if (number.empty() || length(number) > number_length_max || has_control(number)) return {};
    return std::string{number};
}

} // namespace

Reception::Reception(ReceptionOptions options, Receipts receipts)
    : options_{std::move(options)}, receipts_{std::move(receipts)} {}

Result<std::unique_ptr<Reception>> Reception::open(ReceptionOptions options, Time now) {
    std::error_code error;
    const auto spool = options.directory / spool_name;
    std::filesystem::create_directories(spool, error);
    if (error) return because(failure(Errc::unavailable, no_spool), error.message());
    auto receipts = TRY(Receipts::open(spool / "receipts", now));
    return std::unique_ptr<Reception>{new Reception{std::move(options), std::move(receipts)}};
}

std::optional<Receipt> Reception::find(const ReportId& id) const {
    return receipts_.find(id);
}

Result<Receipt> Reception::take(const Submission& submission) {
    const auto now = submission.received_at;
    if (now - forgot_at_.load() > forget_every) {
        forgot_at_ = now;
        receipts_.forget_old(now);
    }
    const auto door = std::to_integer<std::size_t>(submission.id.value.back()) % doors_.size();
    const std::scoped_lock one_at_a_time{doors_[door]};
    if (const auto known = receipts_.find(submission.id)) return *known;
    const auto spool = options_.directory / spool_name;
    if (const auto waiting = TRY(find_in_spool(spool, submission.id))) {
        const Receipt receipt{submission.id, waiting->provisional, true, now};
        if (const auto kept = receipts_.keep(receipt); !kept.ok()) log(kept.error());
        return receipt;
    }
    if (auto number = ask_main(submission)) {
        const Receipt receipt{submission.id, std::move(*number), false, now};
        // The report is safe with the main process, which gives this id the same number again.
        if (const auto kept = receipts_.keep(receipt); !kept.ok()) log(kept.error());
        return receipt;
    }
    return put_aside(submission);
}

std::optional<std::string> Reception::ask_main(const Submission& submission) {
    const auto began = std::chrono::steady_clock::now();
    if (began < main_rests_until_.load()) return {};
    const auto time_max = options_.main_time_max;
    http::Client client{{.unix_socket = options_.directory / main_socket_name},
                        {.connect_time_max = time_max / 3,
                         .time_max = time_max,
                         .body_bytes_max = std::size_t{64} * 1024}};
    const auto answer = client.ask({.method = http::Method::post,
                                    .target = std::string{internal_reports_path},
                                    .headers = {{"Content-Type", "application/json"}},
                                    .body = to_text(to_json(submission))});
    const auto ended = std::chrono::steady_clock::now();
    if (!answer.ok()) {
        log(answer.error());
        if (ended - began >= time_max / 3) main_rests_until_ = ended + main_rest;
        return {};
    }
    auto number = number_in(answer.value());
    if (!number) {
        const auto status = std::to_string(answer.value().status);
        std::fputs(("front: no number from the main process, status " + status + "\n").c_str(),
                   stderr);
    }
    return number;
}

std::string Reception::free_number(const ReportId& id) const {
    for (unsigned attempt = 0;; ++attempt) {
        auto number = provisional_number(id, attempt);
        // After so many, the numbers are used up; two people with one number is the lesser evil.
        if (attempt > 1'000 || !receipts_.has_number(number)) return number;
    }
}

Result<Receipt> Reception::put_aside(const Submission& submission) {
    const Receipt receipt{submission.id, free_number(submission.id), true, submission.received_at};
    TRY(append(options_.directory / spool_name, {receipt.number, submission}));
    // Without it, the file in the spool still gives the same number to the same form.
    if (const auto kept = receipts_.keep(receipt); !kept.ok()) log(kept.error());
    return receipt;
}

} // namespace sokuo::front
