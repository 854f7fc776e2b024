#include "detect/job/run.h"

#include "detect/input/open.h"
#include "detect/input/stream.h"
#include "detect/job/messages.h"
#include "detect/logs/json.h"
#include "detect/logs/linux.h"
#include "detect/scan/render.h"
#include "detect/scan/scan.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace sokuo::detect::job {
namespace {

// Far less than on a machine's own disk: somebody waits for the answer.
constexpr UnpackLimits unpack_limits{.member_bytes_max = std::uint64_t{4} << 30U,
                                     .all_bytes_max = std::uint64_t{8} << 30U,
                                     .members_max = 10'000};
// Of a worker's 512 MB: a sighting takes 152 bytes and its texts, a group about a thousand.
constexpr CountingLimits counting_limits{
    .waiting_max = 250'000, .groups_max = 50'000, .kept_max = 500'000};
constexpr std::size_t memo_bytes = std::size_t{8} << 20U;

class ViewStream final : public ByteStream {
public:
    explicit ViewStream(ByteView bytes) : rest_{bytes} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), rest_.size());
        if (count > 0) std::memcpy(room.data(), rest_.data(), count);
        rest_ = rest_.subspan(count);
        return count;
    }

private:
    ByteView rest_;
};

// Ends a stream when its time is over.
class TimedStream final : public ByteStream {
public:
    TimedStream(std::unique_ptr<ByteStream> stream, std::string name, const RunOptions& options)
        : stream_{std::move(stream)}, name_{std::move(name)}, options_{options} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        if (options_.is_over()) return failure(Errc::too_large, out_of_time, {name_});
        return stream_->read(room);
    }

private:
    std::unique_ptr<ByteStream> stream_;
    std::string name_;
    const RunOptions& options_;
};

// -- Files ---------------------------------------------------------------------------------------

class Hunt final : public ScanOutput {
public:
    Hunt(const Program& program, const Job& job, const RunOptions& options, Teller& teller)
        : program_{program}, job_{job}, options_{options}, teller_{teller} {
        std::uint32_t number = 0;
        for (const auto& rule : program.rules)
            numbers_.emplace(&rule.info, number++);
        for (const auto& correlation : program.counting.correlations)
            numbers_.emplace(&correlation.info, number++);
    }

    void run() {
        const ScanOptions options{.threads = 1,
                                  .level_min = job_.level_min,
                                  .memo_bytes = memo_bytes,
                                  .secret = job_.secret,
                                  .counting = counting_limits};
        scan(
            program_, [this] { return next(); }, options, *this);
    }

    void match(const Match& match) override { teller_.match(match, numbers_.at(match.rule), 0); }
    void file_done(const FileTally& file) override { teller_.file(file); }
    void progress(std::uint64_t, std::uint64_t) override {}

private:
    std::optional<ScanInput> next() {
        while (true) {
            if (!members_) {
                if (at_ == job_.parts.size()) return std::nullopt;
                const auto& part = job_.parts[at_];
                members_ = std::make_unique<Members>(std::make_unique<ViewStream>(part.bytes),
                                                     part.name, unpack_limits);
            }
            if (auto input = next_member()) return input;
            close();
        }
    }

    std::optional<ScanInput> next_member() {
        while (!options_.is_over()) {
            auto next = members_->next();
            if (!next.ok()) {
                failed_ = next.error();
                return std::nullopt;
            }
            auto member = std::move(next).value();
            if (!member) return std::nullopt;
            const auto name = member->name;
            member->stream =
                std::make_unique<TimedStream>(std::move(member->stream), name, options_);
            Hints hints;
            hints.year = job_.parts[at_].year;
            auto reader = open_reader(*std::move(member), hints);
            if (reader.ok()) return ScanInput{name, std::move(reader).value()};
            FileTally tally;
            tally.name = name;
            tally.error = reader.error();
            teller_.file(tally);
        }
        failed_ = failure(Errc::too_large, out_of_time, {job_.parts[at_].name});
        return std::nullopt;
    }

    // What could not be opened in a file that others are packed in.
    void close() {
        FileTally tally;
        tally.name = job_.parts[at_].name;
        tally.tally.troubles = members_->troubles();
        tally.error = std::exchange(failed_, std::nullopt);
        if (!tally.tally.troubles.empty() || tally.error) teller_.file(tally);
        members_.reset();
        ++at_;
    }

    const Program& program_;
    const Job& job_;
    const RunOptions& options_;
    Teller& teller_;
    std::unordered_map<const RuleInfo*, std::uint32_t> numbers_;
    std::unique_ptr<Members> members_;
    std::optional<Error> failed_;
    std::size_t at_ = 0;
};

// -- Streams -------------------------------------------------------------------------------------

class Watch final : public Sink {
public:
    Watch(const Program& program, const Job& job, Teller& teller)
        : program_{program}, job_{job}, teller_{teller}, worker_{program,
                                                                 {.memo_bytes = memo_bytes,
                                                                  .secret = job.secret}} {}

    void run(const RunOptions& options) {
        for (const auto& part : job_.parts) {
            const auto reader = reader_of(part);
            const auto desk = reader->desk(program_.names);
            names_ = &reader->names(*desk);
            FileTally tally;
            tally.name = part.name;
            tally.format = reader->format();
            tally.bytes = part.bytes.size();
            Block block;
            while (!options.is_over()) {
                const auto cut = reader->cut(block);
                if (!cut.ok()) tally.error = cut.error();
                if (!cut.ok() || !cut.value()) break;
                reader->read(block, *desk, *this, tally.tally);
            }
            teller_.file(tally);
            ++number_;
        }
    }

    void take(const Event& event) override {
        for (const auto& hit : worker_.look_at(event)) {
            for (const auto& counted : program_.counting.of_rule[hit.rule])
                if (const auto sighting = seen(counted, hit, event))
                    teller_.sighting(*sighting, number_);
            const auto& info = program_.rules[hit.rule].info;
            if (info.level < job_.level_min || program_.counting.is_silent[hit.rule]) continue;
            Match match;
            render_match(program_, worker_, hit, event, *names_, match);
            match.file = job_.parts[number_].name;
            teller_.match(match, hit.rule, number_);
        }
    }

private:
    // When a line happened, whoever sent it here knows better than the line, which may say no time
    // or one that cannot be.
    std::optional<Sighting> seen(const Counted& counted, const Hit& hit, const Event& event) {
        auto timed = event;
        timed.time = {0, Type::utf8, "1970-01-01T00:00:00Z"};
        return sighting_of(program_, counted, hit, timed, *names_);
    }

    static std::unique_ptr<Reader> reader_of(const Part& part) {
        Hints hints;
        hints.year = part.year;
        auto stream = std::make_unique<ViewStream>(part.bytes);
        if (part.form == Form::json)
            return logs::read_json(std::move(stream), logs::JsonForm::lines, hints, "jsonl");
        return logs::read_linux(std::move(stream), hints, "syslog");
    }

    const Program& program_;
    const Job& job_;
    Teller& teller_;
    Worker worker_;
    const Names* names_ = nullptr;
    std::uint32_t number_ = 0;
};

} // namespace

Result<> run(const Program& program, ByteView input, const RunOptions& options, const Put& put) {
    const auto job = TRY(read_job(input));
    Teller teller{put, job.kind, options.limits};
    teller.begin(options.fingerprint);
    if (job.kind == Kind::hunt)
        Hunt{program, job, options, teller}.run();
    else
        Watch{program, job, teller}.run(options);
    teller.end();
    return Done{};
}

} // namespace sokuo::detect::job
