// Reads every mail of a folder through the sandbox, as the server does, one after the other.
//
//     bench_mail FOLDER [ROUNDS]
//
// For each mail of the first round one line `mail FILE CODE MILLISECONDS DEFECTS` (CODE: `read`, or
// why not; DEFECTS: their codes, with commas) and one line for each attachment, those of attached
// mails included: `part FILE SHA256 KIND BYTES`, KIND being `file`, `mail` (read as one) or `raw`
// (kept in one piece). At the end `cost MAILS SECONDS CPU_SECONDS ZYGOTE_KB`: CPU of this process,
// the zygote and all workers; ZYGOTE_KB is what the zygote has written and nobody else has.

#include "core/bytes.h"
#include "mail/reader.h"
#include "sandbox/sandbox.h"
#include "sandbox/zygote.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace sokuo;
using Clock = std::chrono::steady_clock;

struct File {
    std::string name;
    std::string bytes;
};

std::vector<File> files_of(const char* folder) {
    std::vector<File> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::ifstream in{entry.path(), std::ios::binary};
        files.push_back(
            {entry.path().filename().string(), std::string{std::istreambuf_iterator{in}, {}}});
    }
    std::ranges::sort(files, {}, &File::name);
    return files;
}

void print(const File& file, const mail::Mail& mail) {
    for (const auto& attachment : mail.attachments) {
        const char* kind = attachment.enclosed ? "mail" : attachment.is_raw ? "raw" : "file";
        std::printf("part\t%s\t%s\t%s\t%zu\n", file.name.c_str(), to_hex(attachment.sha256).c_str(),
                    kind, attachment.content.size());
    }
    for (const auto& inner : mail.enclosed)
        print(file, inner);
}

void add_defects(const mail::Mail& mail, std::string& defects) {
    for (const auto& found : mail.defects)
        defects.append(defects.empty() ? "" : ",").append(mail::words(found.what).code());
    for (const auto& inner : mail.enclosed)
        add_defects(inner, defects);
}

void print(const File& file, const Result<mail::Mail>& outcome, Clock::duration spent) {
    const std::string code{outcome.ok() ? "read" : outcome.error().message->code()};
    std::string defects;
    if (outcome.ok()) add_defects(outcome.value(), defects);
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
    std::printf("mail\t%s\t%s\t%lld\t%s\n", file.name.c_str(), code.c_str(),
                static_cast<long long>(ms), defects.c_str());
    if (outcome.ok()) print(file, outcome.value());
}

double cpu_seconds(int who) {
    rusage used{};
    getrusage(who, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long written_kb(int process) {
    std::ifstream in{"/proc/" + std::to_string(process) + "/smaps_rollup"};
    long sum = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("Private_Dirty"))
            sum += std::atol(line.substr(line.find(':') + 1).c_str());
    }
    return sum;
}

int measure(const char* folder, int rounds) {
    static const std::array parsers{mail::reader()};
    auto sandbox = sandbox::Sandbox::start(parsers);
    if (!sandbox.ok()) {
        std::fprintf(stderr, "bench_mail: %s\n", describe(sandbox.error()).c_str());
        return 1;
    }
    const auto files = files_of(folder);
    const auto own_before = cpu_seconds(RUSAGE_SELF);
    const auto begun = Clock::now();
    for (int round = 0; round < rounds; ++round) {
        for (const auto& file : files) {
            const auto started = Clock::now();
            const auto outcome = mail::read_in(*sandbox.value(), as_bytes(file.bytes));
            if (round == 0) print(file, outcome, Clock::now() - started);
        }
    }
    const std::chrono::duration<double> seconds = Clock::now() - begun;
    const auto own = cpu_seconds(RUSAGE_SELF) - own_before;
    const auto zygote = written_kb(sandbox.value()->zygote());
    // With the zygote its workers' time comes to us.
    std::move(sandbox).value().reset();
    std::printf("cost\t%zu\t%.3f\t%.3f\t%ld\n", files.size() * static_cast<std::size_t>(rounds),
                seconds.count(), own + cpu_seconds(RUSAGE_CHILDREN), zygote);
    return 0;
}

} // namespace

int main(int count, char** words) {
    if (count == 2 && std::string_view{words[1]} == "--zygote") {
        const std::array parsers{sokuo::mail::reader()};
        return sokuo::sandbox::run_zygote(parsers);
    }
    if (count < 2) {
        std::fprintf(stderr, "bench_mail FOLDER [ROUNDS]\n");
        return 2;
    }
    return measure(words[1], count > 2 ? std::atoi(words[2]) : 1);
}
