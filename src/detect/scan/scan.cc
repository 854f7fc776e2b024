#include "detect/scan/scan.h"

#include "detect/scan/render.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace sokuo::detect {

namespace {

// Blocks under way for each thread: enough that none waits for another's long one.
constexpr std::size_t slots_per_thread = 16;
constexpr std::size_t troubles_max = 16;
constexpr std::size_t kept_bytes_max = std::size_t{256} << 10U; // Of a slot's earlier matches.

// A file while some of its blocks are under way.
struct OpenFile {
    std::string name;
    std::unique_ptr<Reader> reader;
    std::vector<std::unique_ptr<Desk>> desks; // by thread, made when first needed
    FileTally tally;
};

enum class State : std::uint8_t { free, cut, taken, done };

// A block on its way: cut, read by a thread, written in its turn.
struct Slot {
    State state = State::free;
    OpenFile* file = nullptr;
    Block block;
    Tally tally;
    std::vector<Match> matches; // The first `match_count`; the rest is room of earlier ones.
    std::size_t match_count = 0;
    std::vector<Sighting> sightings;
    std::uint64_t without_time = 0;
    bool is_last = false; // of its file: there is no block in it
};

// Matches are written into those of earlier blocks, whose memory fits; a lot of it is given back.
void make_room(Slot& slot) {
    std::size_t bytes = 0;
    for (const auto& match : slot.matches)
        bytes += match.event.capacity() + match.matched.capacity();
    if (bytes > kept_bytes_max) slot.matches.clear();
    slot.match_count = 0;
}

Match& next_match(Slot& slot) {
    if (slot.match_count == slot.matches.size()) slot.matches.emplace_back();
    return slot.matches[slot.match_count++];
}

void add(Tally& sum, Tally& more) {
    sum.events += more.events;
    sum.recovered += more.recovered;
    sum.unreadable += more.unreadable;
    for (auto& trouble : more.troubles)
        if (sum.troubles.size() < troubles_max) sum.troubles.push_back(std::move(trouble));
}

// Asks the rules about each event of a block.
class Looking final : public Sink {
public:
    Looking(const Program& program, const ScanOptions& options)
        : program_{program}, options_{options}, worker_{program,
                                                        {.memo_bytes = options.memo_bytes,
                                                         .secret = options.secret}} {}

    void read(Slot& slot, Desk& desk) {
        slot_ = &slot;
        names_ = &slot.file->reader->names(desk);
        slot.file->reader->read(slot.block, desk, *this, slot.tally);
    }

    void take(const Event& event) override {
        if (!is_in_time(event)) return;
        for (const auto& hit : worker_.look_at(event)) {
            count(hit, event);
            if (program_.rules[hit.rule].info.level < options_.level_min ||
                program_.counting.is_silent[hit.rule])
                continue;
            auto& match = next_match(*slot_);
            render_match(program_, worker_, hit, event, *names_, match);
            match.file = slot_->file->name;
        }
    }

private:
    void count(const Hit& hit, const Event& event) {
        for (const auto& counted : program_.counting.of_rule[hit.rule]) {
            auto sighting = sighting_of(program_, counted, hit, event, *names_);
            if (!sighting) {
                ++slot_->without_time;
                continue;
            }
            sighting->file = slot_->file->name;
            slot_->sightings.push_back(std::move(*sighting));
        }
    }

    [[nodiscard]] bool is_in_time(const Event& event) const {
        if (!options_.from && !options_.to) return true;
        const auto time = moment_of(event.time);
        return !time || ((!options_.from || *time >= *options_.from) &&
                         (!options_.to || *time <= *options_.to));
    }

    const Program& program_;
    const ScanOptions& options_;
    Worker worker_;
    Slot* slot_ = nullptr;
    const Names* names_ = nullptr;
};

class Scan {
public:
    Scan(const Program& program, const NextInput& next, const ScanOptions& options,
         ScanOutput& output)
        : program_{program}, next_{next}, options_{options}, output_{output},
          slots_(std::max<std::size_t>(options.threads, 1) * slots_per_thread),
          counting_{program.counting, [this](const Match& match) { tell(match); },
                    options.counting} {}

    ScanTotals run() {
        if (options_.threads <= 1)
            run_alone();
        else
            run_together();
        counting_.finish();
        totals_.counting = counting_.totals();
        return totals_;
    }

private:
    void tell(const Match& match) {
        if (match.rule->level < options_.level_min) return;
        ++totals_.matches;
        output_.match(match);
    }

    void run_together() {
        std::vector<std::thread> threads;
        for (std::size_t number = 0; number < options_.threads; ++number)
            threads.emplace_back([this, number] { work(number); });
        while (fill(true)) {
        }
        drain(true);
        {
            const std::scoped_lock lock{mutex_};
            is_over_ = true;
        }
        work_.notify_all();
        for (auto& thread : threads)
            thread.join();
    }

    void run_alone() {
        Looking looking{program_, options_};
        while (fill(false)) {
            auto& slot = slots_[(head_ + slots_.size() - 1) % slots_.size()];
            look(slot, looking, 0);
            slot.state = State::done;
            write(slot);
            ++tail_;
        }
    }

    void look(Slot& slot, Looking& looking, std::size_t number) {
        // Here and not where they were written: a thread frees best what a thread of its kind made.
        make_room(slot);
        if (slot.is_last) return;
        auto& desk = slot.file->desks[number];
        if (!desk) desk = slot.file->reader->desk(program_.names);
        looking.read(slot, *desk);
    }

    void work(std::size_t number) {
        Looking looking{program_, options_};
        std::unique_lock lock{mutex_};
        while (true) {
            work_.wait(lock, [this] { return is_over_ || next_to_read_ < head_; });
            if (next_to_read_ >= head_) return;
            auto& slot = slots_[next_to_read_++ % slots_.size()];
            slot.state = State::taken;
            lock.unlock();
            look(slot, looking, number);
            lock.lock();
            slot.state = State::done;
            written_.notify_one();
        }
    }

    // Cuts the next block into the next slot; false when there is no more.
    bool fill(bool is_shared) {
        if (is_shared && head_ - tail_ == slots_.size()) drain(false);
        if (!open()) return false;
        auto& slot = slots_[head_ % slots_.size()];
        slot.file = &files_.back();
        slot.tally = {};
        auto cut = slot.file->reader->cut(slot.block);
        slot.is_last = !cut.ok() || !cut.value();
        if (!cut.ok()) slot.file->tally.error = cut.error();
        if (slot.is_last) is_open_ = false;
        {
            const std::scoped_lock lock{mutex_};
            slot.state = State::cut;
            ++head_;
        }
        if (is_shared) work_.notify_one();
        return true;
    }

    bool open() {
        if (is_open_) return true;
        auto input = next_();
        if (!input) return false;
        auto& file = files_.emplace_back();
        file.name = input->name;
        file.reader = std::move(input->reader);
        file.desks.resize(std::max<std::size_t>(options_.threads, 1));
        file.tally.name = file.name;
        file.tally.format = file.reader->format();
        is_open_ = true;
        return true;
    }

    // Writes what is done, in order: all of it, or until a slot is free.
    void drain(bool is_all) {
        while (tail_ < head_) {
            auto& slot = slots_[tail_ % slots_.size()];
            {
                std::unique_lock lock{mutex_};
                written_.wait(lock, [&] { return slot.state == State::done; });
                slot.state = State::free;
            }
            write(slot);
            ++tail_;
            if (!is_all && !is_done(tail_)) return;
        }
    }

    bool is_done(std::size_t at) {
        if (at >= head_) return false;
        const std::scoped_lock lock{mutex_};
        return slots_[at % slots_.size()].state == State::done;
    }

    void write(Slot& slot) {
        auto& file = *slot.file;
        add(file.tally.tally, slot.tally);
        totals_.events += slot.tally.events;
        for (std::size_t at = 0; at < slot.match_count; ++at)
            tell(slot.matches[at]);
        for (auto& sighting : slot.sightings)
            counting_.add(std::move(sighting));
        for (; slot.without_time > 0; --slot.without_time)
            counting_.add_without_time();
        slot.sightings.clear();
        if (slot.is_last) {
            ++totals_.files;
            output_.file_done(file.tally);
            files_.pop_front();
            return;
        }
        file.tally.bytes += slot.block.bytes.size();
        totals_.bytes += slot.block.bytes.size();
        output_.progress(totals_.bytes, totals_.events);
    }

    const Program& program_;
    const NextInput& next_;
    const ScanOptions& options_;
    ScanOutput& output_;
    std::vector<Slot> slots_;
    std::deque<OpenFile> files_;
    bool is_open_ = false;
    ScanTotals totals_;
    Counting counting_;

    std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable written_;
    std::size_t head_ = 0;         // slots filled
    std::size_t next_to_read_ = 0; // slots taken by a thread
    std::size_t tail_ = 0;         // slots written
    bool is_over_ = false;
};

} // namespace

ScanTotals scan(const Program& program, const NextInput& next, const ScanOptions& options,
                ScanOutput& output) {
    return Scan{program, next, options, output}.run();
}

} // namespace sokuo::detect
