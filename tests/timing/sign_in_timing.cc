// Whether the clock tells who has an account: refuses three kinds of strangers at the door, in turn
// and in random order, and compares how long each took. A name nobody has, a wrong password, and a
// name that is shut must be alike.
//
//     sign_in_timing [SAMPLES]     (10,000)
//
// Argon2id works here on 64 KiB in one pass instead of 64 MiB in three: where the full cost would
// hide a difference in its own noise, this shows it. The store is a file, as it is in use.
// Compared by Welch's t, over samples cut at the 95th percentile of all (what the machine did in
// between is not ours): |t| < 4.5, and medians within 1 ms. Exit 1 when they differ.

#include "core/random.h"
#include "identity/accounts.h"
#include "store/sqlite/sqlite.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace sokuo::identity {
namespace {

constexpr double t_max = 4.5;
constexpr double medians_apart_max = 1.0; // ms
constexpr std::size_t kinds = 3;
constexpr std::array<const char*, kinds> names{"wrong name", "wrong password", "shut name"};

class HandClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_; }
    void pass(Duration time) { now_ += time; }

private:
    Time now_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
};

template <class T>
T sure(Result<T> result) {
    if (!result.ok()) {
        std::fprintf(stderr, "%s\n", describe(result.error()).c_str());
        std::exit(2);
    }
    return std::move(result).value();
}

struct Folder {
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "sokuo-timing-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) std::exit(2);
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path path;
};

struct Office {
    Office() {
        sure(accounts.prepare());
        const auto hash = sure(accounts.hash_password("twelve paper lanterns"));
        for (const auto* name : {"sato", "suzuki"}) {
            const auto person = PersonId::make(clock.now(), random);
            sure(store->write_for([&](store::Write& db) {
                return Accounts::create(db, person, name, hash, clock.now());
            }));
        }
    }
    double refuse(std::string_view name) {
        // As a clock does: a row that is written as it stands costs less than one that changes.
        clock.pass(std::chrono::milliseconds{1});
        const auto begun = std::chrono::steady_clock::now();
        const auto entered = accounts.sign_in(name, "not the password", {});
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begun;
        if (entered.ok()) std::exit(2);
        return took.count();
    }
    /// Shuts 鈴木 and leaves 佐藤 and nobody unknown, outside what is measured.
    void make_ready() {
        sure(store->write_for([](store::Write& db) -> Result<std::int64_t> {
            return db.execute("DELETE FROM sign_in_failure");
        }));
        for (int attempt = 0; attempt < 10; ++attempt)
            refuse("suzuki");
        refuse("sato");
        refuse("nobody");
    }

    Folder folder;
    HandClock clock;
    SystemRandom random;
    std::unique_ptr<store::Store> store =
        sure(store::open_sqlite({.file = folder.path / "sokuo.db"}));
    std::unique_ptr<journal::Keys> keys = journal::keys_in_memory(random);
    Accounts accounts{*store, *keys, clock, random, {1, 65536}};
};

double median(std::vector<double> samples) {
    std::ranges::sort(samples);
    return samples[samples.size() / 2];
}

double welch(const std::vector<double>& a, const std::vector<double>& b) {
    const auto moments = [](const std::vector<double>& all) {
        const auto count = static_cast<double>(all.size());
        const double mean = std::accumulate(all.begin(), all.end(), 0.0) / count;
        double squares = 0;
        for (const double one : all)
            squares += (one - mean) * (one - mean);
        return std::pair{mean, squares / (count - 1) / count};
    };
    const auto [mean_a, error_a] = moments(a);
    const auto [mean_b, error_b] = moments(b);
    return (mean_a - mean_b) / std::sqrt(error_a + error_b);
}

int run(std::size_t count) {
    Office office;
    std::array<std::vector<double>, kinds> took;
    std::mt19937 order{20261123};
    constexpr std::array<const char*, kinds> who{"nobody", "sato", "suzuki"};
    for (std::size_t round = 0; took[0].size() < count; ++round) {
        // Each name may be wrong ten times; then the counts begin anew.
        if (round % 8 == 0) office.make_ready();
        std::array<std::size_t, kinds> turn{0, 1, 2};
        std::ranges::shuffle(turn, order);
        for (const auto kind : turn)
            took.at(kind).push_back(office.refuse(who.at(kind)));
    }
    std::vector<double> all;
    for (const auto& samples : took)
        all.insert(all.end(), samples.begin(), samples.end());
    std::ranges::sort(all);
    const double cut = all[all.size() * 95 / 100];
    std::array<double, kinds> medians{};
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        medians.at(kind) = median(took.at(kind));
        std::printf("%-15s median %.4f ms\n", names.at(kind), medians.at(kind));
        std::erase_if(took.at(kind), [&](double one) { return one > cut; });
    }
    bool is_alike = true;
    for (std::size_t a = 0; a < kinds; ++a) {
        for (std::size_t b = a + 1; b < kinds; ++b) {
            const double t = welch(took.at(a), took.at(b));
            const double apart = std::abs(medians.at(a) - medians.at(b));
            const bool is_same = std::abs(t) < t_max && apart < medians_apart_max;
            std::printf("%-15s %-15s t = %6.2f, medians %.4f ms apart%s\n", names.at(a),
                        names.at(b), t, apart, is_same ? "" : "   DIFFERENT");
            is_alike = is_alike && is_same;
        }
    }
    return is_alike ? 0 : 1;
}

} // namespace
} // namespace sokuo::identity

int main(int argc, char** argv) {
    const auto count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000UL;
    return sokuo::identity::run(count);
}
