#include "app/scan/scan_report.h"

#include "app/scan/rule_list.h"
#include "app/scan/terminal.h"
#include "detect/report/progress.h"
#include "detect/report/summary_text.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace sokuo::app {
namespace {

using namespace detect;
using report::say;

constexpr std::chrono::milliseconds between_bars{100};
constexpr std::size_t unread_shown = 50;

constexpr Message unread_heading{"scan.unread", "読めなかったファイル {0} 件",
                                 "Files that could not be read: {0}"};
constexpr Message unread_rest{"scan.unread_rest", "ほか {0} 件（--verbose で全部）",
                              "and {0} more (--verbose names them all)"};
constexpr Message nothing_read{"scan.nothing_read", "読むファイルがありませんでした。",
                               "There was no file to read."};
constexpr Message file_made{"scan.file_made", "{0} に書きました。", "Written: {0}"};
constexpr Message without_time{
    "scan.timesketch_without_time",
    "日時のない検知 {0} 件は、{1} に入っていません（時間の並びに置けないため）。",
    "{0} matches without a time are not in {1}: they have no place on a line of time."};
constexpr Message output_failed{"scan.output_failed",
                                "標準出力に書けませんでした（ディスクがいっぱいなど）。",
                                "Standard output could not be written (a full disk, perhaps)."};

report::Table::Look table_look(const ScanRequest& request) {
    return {.language = request.language,
            .zone = request.zone,
            .width = terminal_width(stdout, 0),
            .is_coloured = shows_colour(stdout)};
}

} // namespace

ScanReport::ScanReport(const ScanRequest& request, const Collection& collection)
    : request_{request}, collection_{collection}, has_table_{!request.is_quiet &&
                                                             request.jsonl != "-"},
      has_terminal_{is_terminal(stderr)}, width_{terminal_width(
                                              request.jsonl == "-" ? stderr : stdout, 80)},
      table_{table_look(request)}, csv_{{.zone = request.zone,
                                         .has_bom = request.language == Language::ja}},
      html_{{.language = request.language, .zone = request.zone}}, summary_{request.zone},
      began_{std::chrono::steady_clock::now()}, shown_at_{began_} {}

Result<std::unique_ptr<ScanReport>> ScanReport::open(const ScanRequest& request,
                                                     const Collection& collection) {
    std::unique_ptr<ScanReport> report{new ScanReport{request, collection}};
    TRY(report->open_sinks());
    return report;
}

Result<> ScanReport::open_sinks() {
    if (request_.jsonl && *request_.jsonl != "-")
        jsonl_file_ = TRY(OutputFile::create(*request_.jsonl));
    if (request_.csv) csv_file_ = TRY(OutputFile::create(*request_.csv));
    if (request_.timesketch) timesketch_file_ = TRY(OutputFile::create(*request_.timesketch));
    if (request_.html) html_file_ = TRY(OutputFile::create(*request_.html));
    TRY(start_placer());
    if (csv_file_) {
        line_.clear();
        csv_.head(line_);
        csv_file_->write(line_);
    }
    return Done{};
}

Result<> ScanReport::start_placer() {
    std::vector<Placer::Names> names;
    for (auto* const file :
         {jsonl_file_.get(), csv_file_.get(), timesketch_file_.get(), html_file_.get()}) {
        if (file == nullptr || file->beside().empty()) continue;
        file->number(names.size());
        names.push_back({file->beside(), file->path()});
    }
    if (!names.empty()) placer_ = TRY(Placer::start(names));
    return Done{};
}

void ScanReport::print(std::string_view text) {
    clear_progress();
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (is_terminal(stdout)) std::fflush(stdout);
}

void ScanReport::say(std::string_view text) {
    if (request_.jsonl != "-") return print(text);
    clear_progress();
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void ScanReport::clear_progress() {
    if (!std::exchange(is_bar_shown_, false)) return;
    std::fputs("\r\x1b[K", stderr);
}

void ScanReport::match(const Match& match) {
    summary_.put(match);
    const auto tell = [&](auto& form, auto&& write) {
        line_.clear();
        form.put(match, line_);
        write(line_);
    };
    const auto into = [](const std::unique_ptr<OutputFile>& file) {
        return [&file](std::string_view text) { file->write(text); };
    };
    if (has_table_) {
        if (!std::exchange(has_head_, true)) {
            line_.clear();
            table_.head(line_);
            print(line_);
        }
        tell(table_, [this](std::string_view text) { print(text); });
    }
    if (request_.jsonl == "-") tell(jsonl_, [this](std::string_view text) { print(text); });
    if (jsonl_file_) tell(jsonl_, into(jsonl_file_));
    if (csv_file_) tell(csv_, into(csv_file_));
    if (timesketch_file_) tell(timesketch_, into(timesketch_file_));
    if (html_file_) html_.put(match);
}

void ScanReport::file_done(const FileTally& file) {
    counts_.recovered += file.tally.recovered;
    counts_.unreadable += file.tally.unreadable;
    for (const auto& trouble : file.tally.troubles)
        summary_.trouble(*trouble.message, trouble.args, file.name);
    if (file.error) broken_.push_back({file.name, *file.error});
}

void ScanReport::progress(std::uint64_t, std::uint64_t events) {
    if (!has_terminal_ || request_.is_quiet) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_at_ < between_bars) return;
    shown_at_ = now;
    const auto line =
        report::progress_line({.bytes = collection_.bytes_read(),
                               .bytes_total = collection_.bytes_total(),
                               .events = events,
                               .elapsed = std::chrono::duration_cast<Duration>(now - began_)},
                              {.language = request_.language,
                               .width = terminal_width(stderr, 80) - 1,
                               .is_ascii = is_plain_terminal()});
    std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
    is_bar_shown_ = true;
}

void ScanReport::take_counts(const Program& program, const ScanTotals& totals) {
    for (const auto& refused : program.refused)
        summary_.rule_unusable(*refused.why.message, refused.why.args,
                               refused.why.where.empty() ? refused.info.file : refused.why.where);
    failed_ = collection_.unread_count() + broken_.size();
    if (totals.files == 0 && failed_ == 0) failed_ = 1;
    counts_.files = totals.files;
    counts_.files_failed = collection_.unread_count() + broken_.size();
    counts_.bytes = totals.bytes;
    counts_.events = totals.events;
    counts_.rules = usable_rules(program);
    counts_.uncounted = totals.counting.without_time + totals.counting.late;
    counts_.groups_dropped = totals.counting.forgotten;
    summary_.read(counts_);
}

void ScanReport::list_unread(std::string& out) const {
    const auto count = collection_.unread_count() + broken_.size();
    if (count == 0) return;
    out.append("\n■ ").append(
        report::say(unread_heading, request_.language, {report::grouped(count)}));
    out += '\n';
    std::size_t shown = 0;
    const auto tell = [&](const Collection::Unread& unread) {
        if (!request_.is_verbose && shown == unread_shown) return;
        ++shown;
        out.append("  ").append(report::visible(unread.name)).append("\n      ");
        out.append(
            report::visible(report::say(*unread.why.message, request_.language, unread.why.args)));
        if (!unread.why.detail.empty())
            out.append(" (").append(report::visible(unread.why.detail)).append(")");
        out += '\n';
    };
    for (const auto& unread : collection_.unread())
        tell(unread);
    for (const auto& broken : broken_)
        tell(broken);
    if (shown < count)
        out.append("  ").append(
            report::say(unread_rest, request_.language, {report::grouped(count - shown)})) += '\n';
}

void ScanReport::write_html(std::vector<std::string> rules_from) {
    if (!html_file_) return;
    // The text has a list of its own.
    for (const auto& unread : collection_.unread())
        summary_.trouble(*unread.why.message, unread.why.args, unread.name);
    for (const auto& broken : broken_)
        summary_.trouble(*broken.why.message, broken.why.args, broken.name);
    const report::Html::About about{.made = WallClock{}.now(),
                                    .made_with = "sokuo",
                                    .inputs = request_.paths,
                                    .rules = std::move(rules_from)};
    html_.write(summary_, about, [&](std::string_view text) { html_file_->write(text); });
}

void ScanReport::put_in_place(std::unique_ptr<OutputFile>& file,
                              const std::optional<std::string>& path, std::string& made) {
    if (!file) return;
    const auto done = file->finish(placer_.get());
    if (done.ok()) {
        made.append("  ").append(report::say(file_made, request_.language, {*path})) += '\n';
        return;
    }
    clear_progress();
    refuse(done.error());
    ++failed_;
}

void ScanReport::finish(const Program& program, const ScanTotals& totals,
                        std::vector<std::string> rules_from) {
    clear_progress();
    take_counts(program, totals);
    std::string text;
    if (has_head_) text += '\n';
    report::append_text(
        summary_, {.language = request_.language, .width = width_, .is_ascii = is_plain_terminal()},
        text);
    if (totals.files == 0)
        text.append("  ").append(report::say(nothing_read, request_.language)) += '\n';
    list_unread(text);
    if (request_.is_verbose) text += unusable_text(program, request_.language);
    write_html(std::move(rules_from));
    std::string made;
    put_in_place(jsonl_file_, request_.jsonl, made);
    put_in_place(csv_file_, request_.csv, made);
    put_in_place(timesketch_file_, request_.timesketch, made);
    put_in_place(html_file_, request_.html, made);
    if (timesketch_.without_time() != 0)
        made.append("  ").append(report::say(
            without_time, request_.language,
            {report::grouped(timesketch_.without_time()), *request_.timesketch})) += '\n';
    if (!made.empty()) text.append("\n").append(made);
    if (!request_.is_quiet) say(text);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        refuse(because(failure(Errc::unavailable, output_failed), std::strerror(errno)));
        ++failed_;
    }
}

} // namespace sokuo::app
