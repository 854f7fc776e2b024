#pragma once

// Where the matches of `sokuo scan` go: a table on standard output, the files that were asked for,
// and a summary at the end; how far it is, on a terminal's standard error.

#include "app/scan/output_file.h"
#include "app/scan/request.h"
#include "detect/report/html.h"
#include "detect/report/lines.h"
#include "detect/report/summary.h"
#include "detect/report/table.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app {

class ScanReport final : public detect::ScanOutput {
public:
    /// Makes the files, and the process that gives them their names: all that is left to do later
    /// is writing. Requires a process of one thread. Both references outlive it. Errors:
    /// `unavailable`.
    static Result<std::unique_ptr<ScanReport>> open(const ScanRequest& request,
                                                    const detect::Collection& collection);

    void match(const detect::Match& match) override;
    void file_done(const detect::FileTally& file) override;
    void progress(std::uint64_t bytes, std::uint64_t events) override;

    /// Tells the summary and puts the files in their places. What could not be written is said, and
    /// counts like a file that could not be read.
    void finish(const detect::Program& program, const detect::ScanTotals& totals,
                std::vector<std::string> rules_from);

    /// Files that were not read, or not to their end, and results that could not be written.
    [[nodiscard]] std::uint64_t failed() const { return failed_; }

private:
    ScanReport(const ScanRequest& request, const detect::Collection& collection);

    Result<> open_sinks();
    Result<> start_placer();
    void print(std::string_view text); ///< On standard output.
    void say(std::string_view text);   ///< Where the summary goes.
    void clear_progress();
    void take_counts(const detect::Program& program, const detect::ScanTotals& totals);
    void write_html(std::vector<std::string> rules_from);
    void put_in_place(std::unique_ptr<OutputFile>& file, const std::optional<std::string>& path,
                      std::string& made);
    void list_unread(std::string& out) const;

    const ScanRequest& request_;
    const detect::Collection& collection_;
    bool has_table_;
    bool has_terminal_;
    std::size_t width_;
    detect::report::Table table_;
    detect::report::Jsonl jsonl_;
    detect::report::Csv csv_;
    detect::report::Timesketch timesketch_;
    detect::report::Html html_;
    detect::report::Summary summary_;
    std::unique_ptr<Placer> placer_; ///< Ends after the files.
    std::unique_ptr<OutputFile> jsonl_file_;
    std::unique_ptr<OutputFile> csv_file_;
    std::unique_ptr<OutputFile> timesketch_file_;
    std::unique_ptr<OutputFile> html_file_;
    std::vector<detect::Collection::Unread> broken_; ///< Begun, and not read to their end.
    detect::report::ReadCounts counts_;
    std::uint64_t failed_ = 0;
    bool has_head_ = false;
    bool is_bar_shown_ = false;
    std::string line_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point shown_at_;
};

} // namespace sokuo::app
