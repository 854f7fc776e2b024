#include "app/watch/watch_report.h"

#include "app/scan/terminal.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

using namespace detect;

constexpr Message file_failed{"watch.file_failed", "{0} に書けません。", "{0} cannot be written."};
constexpr Message output_failed{"watch.output_failed",
                                "結果を書けなくなったので終わります（{0}）。",
                                "The results can no longer be written, so this ends ({0})."};
constexpr Message hour_said{"watch.hour", "{0} からの1時間  {1}  {2}  計 {3} 件（最後 {4}）",
                            "The hour from {0}  {1}  {2}  {3} matches (the last {4})"};
constexpr Message hour_events{
    "watch.hour_events", "{0} からの1時間  {1}  {2}  計 {3} 件・記録 {5} 件（最後 {4}）",
    "The hour from {0}  {1}  {2}  {3} matches of {5} events (the last {4})"};
constexpr Message no_host{"watch.no_host", "（端末名なし）", "(no host)"};

} // namespace

WatchReport::WatchReport(const WatchRequest& request)
    : request_{request}, has_text_{!request.is_quiet && request.jsonl != "-"},
      table_{{.language = request.language,
              .zone = request.zone,
              .width = terminal_width(stdout, 0),
              .is_coloured = shows_colour(stdout)}} {}

WatchReport::~WatchReport() {
    if (file_ >= 0) ::close(file_);
}

Result<std::unique_ptr<WatchReport>> WatchReport::open(const WatchRequest& request) {
    std::unique_ptr<WatchReport> report{new WatchReport{request}};
    if (!request.jsonl || *request.jsonl == "-") return report;
    report->file_ = ::open(request.jsonl->c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                           S_IRUSR | S_IWUSR);
    if (report->file_ >= 0) return report;
    return because(failure(Errc::unavailable, file_failed, {*request.jsonl}), std::strerror(errno));
}

void WatchReport::say(const Message& message, std::vector<std::string> args) {
    if (request_.is_quiet) return;
    const auto text = report::visible(report::say(message, request_.language, std::move(args)));
    std::fprintf(stderr, "sokuo: %s\n", text.c_str());
}

void WatchReport::print(std::string_view text) {
    if (has_failed_) return;
    const bool is_out =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (is_out) return;
    has_failed_ = true;
    say(output_failed, {std::strerror(errno)});
}

void WatchReport::write(std::string_view line) {
    while (!line.empty() && !has_failed_) {
        const auto done = ::write(file_, line.data(), line.size());
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) {
            has_failed_ = true;
            say(output_failed, {std::strerror(errno)});
            return;
        }
        line.remove_prefix(static_cast<std::size_t>(done));
    }
}

void WatchReport::match(const Match& match, Time now) {
    ++matches_;
    if (request_.jsonl) {
        line_.clear();
        jsonl_.put(match, line_);
        if (file_ >= 0)
            write(line_);
        else
            print(line_);
    }
    if (!has_text_ || !hours_.add(match, now)) return;
    line_.clear();
    if (!std::exchange(has_head_, true)) table_.head(line_);
    table_.put(match, line_);
    print(line_);
}

void WatchReport::tell(const std::vector<Gathered>& hours) {
    for (const auto& hour : hours) {
        const auto text = [&](Time time) {
            const auto shown = report::readable(time);
            return shown ? report::local_text(*shown, request_.zone) : std::string{};
        };
        const auto host = hour.host.empty() ? report::say(no_host, request_.language) : hour.host;
        line_ = report::say(hour.events > 0 ? hour_events : hour_said, request_.language,
                            {text(hour.hour).substr(0, 16), report::visible(host),
                             report::visible(report::title_of(hour.rule, request_.language)),
                             report::grouped(hour.count), text(hour.last),
                             report::grouped(hour.events)});
        line_ += '\n';
        print(line_);
    }
}

void WatchReport::pass(Time now) {
    if (has_text_) tell(hours_.over(now));
}

void WatchReport::finish() {
    if (has_text_) tell(hours_.rest());
}

} // namespace sokuo::app
