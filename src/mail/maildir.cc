#include "mail/maildir.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <queue>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr Message no_maildir{"mail.no_maildir",
                             "{0} は Maildir ではありません（new と cur のフォルダーが要ります）。",
                             "{0} is no Maildir: it needs the folders new and cur."};
constexpr Message not_writable{
    "mail.maildir_not_writable",
    "{0} の new と cur に書き込めません。取り込んだメールを移せないので、取り込みません。",
    "The folders new and cur of {0} cannot be written. Mail could not be moved out of the way, so "
    "none is taken in."};
constexpr Message cannot_read{"mail.maildir_cannot_read", "{0} が読めません。", "Cannot read {0}."};
constexpr Message cannot_move{"mail.maildir_cannot_move",
                              "取り込んだメールを cur に移せません（{0}）。",
                              "A mail that was taken in cannot be moved into cur ({0})."};

constexpr std::size_t piece_bytes = 65'536;
constexpr std::size_t name_bytes_max = 255;
constexpr int other_names_max = 100;

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string printable(std::string_view name) {
    std::string all;
    for (const char byte : name) {
        const auto value = static_cast<unsigned char>(byte);
        if (value > 0x20 && value < 0x7F && byte != '\\') {
            all += byte;
            continue;
        }
        std::array<char, 5> text{};
        std::snprintf(text.data(), text.size(), "\\x%02x", static_cast<unsigned>(value));
        all += text.data();
    }
    return all;
}

/// The folders, held open, so that nobody swaps them for others while we work.
struct Folders {
    Descriptor fresh;
    Descriptor read;
};

Descriptor open_folder(int base, const char* name) {
    return Descriptor{::openat(base, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
}

Result<Folders> open_folders(const std::filesystem::path& path) {
    const Descriptor base{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    Folders folders{open_folder(base.number(), "new"), open_folder(base.number(), "cur")};
    if (!folders.fresh.is_open() || !folders.read.is_open())
        return because(failure(Errc::not_found, no_maildir, {path.string()}), std::strerror(errno));
    // Asked before anything is taken in: the same mails would come again with every sweep.
    for (const auto* name : {"new", "cur"})
        if (::faccessat(base.number(), name, W_OK | X_OK, AT_EACCESS) != 0)
            return failure(Errc::forbidden, not_writable, {path.string()});
    return folders;
}

struct Listed {
    std::string name;
    bool is_file = true; ///< As far as the folder tells.
};

/// The first `most` names behind `after`, in order.
Result<std::vector<Listed>> list(int folder, const std::string& after, std::size_t most) {
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseFolder> open{copy < 0 ? nullptr : ::fdopendir(copy)};
    if (open == nullptr) {
        if (copy >= 0) ::close(copy);
        return because(failure(Errc::unavailable, cannot_read, {"new"}), std::strerror(errno));
    }
    const auto is_later = [](const Listed& a, const Listed& b) { return a.name < b.name; };
    std::priority_queue<Listed, std::vector<Listed>, decltype(is_later)> first{is_later};
    while (const auto* entry = ::readdir(open.get())) {
        const std::string_view name{entry->d_name};
        if (name.starts_with('.') || name <= after) continue;
        if (first.size() == most && name >= first.top().name) continue;
        if (first.size() == most) first.pop();
        const bool is_file = entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN;
        first.push({.name = std::string{name}, .is_file = is_file});
    }
    std::vector<Listed> all;
    for (; !first.empty(); first.pop())
        all.push_back(first.top());
    std::ranges::reverse(all);
    return all;
}

bool is_same_state(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

Time modified(const struct stat& found) {
    return Time{
        std::chrono::duration_cast<Duration>(std::chrono::seconds{found.st_mtim.tv_sec} +
                                             std::chrono::nanoseconds{found.st_mtim.tv_nsec})};
}

class Sweep {
public:
    Sweep(const Maildir& maildir, Inlet& inlet, const Clock& clock, const std::stop_token& stop)
        : maildir_{maildir}, inlet_{inlet}, clock_{clock}, stop_{stop} {}

    Swept run() {
        swept_.ended = all();
        return std::move(swept_);
    }

private:
    enum class Fate : std::uint8_t { taken, left };

    Result<> all() {
        const auto folders = TRY(open_folders(maildir_.path));
        std::string after;
        for (;;) {
            const auto names = TRY(list(folders.fresh.number(), after, maildir_.per_sweep_max));
            for (const auto& one : names) {
                swept_.has_more = true;
                if (stop_.stop_requested() || swept_.taken == maildir_.per_sweep_max) return Done{};
                after = one.name;
                TRY(take(folders, one));
            }
            swept_.has_more = false;
            if (names.size() < maildir_.per_sweep_max) return Done{};
        }
    }

    Fate leave(const std::string& name, Left::Kind kind) {
        if (swept_.left.size() < left_max)
            swept_.left.push_back({.name = printable(name), .kind = kind});
        return Fate::left;
    }

    Result<> take(const Folders& folders, const Listed& listed) {
        const auto fate = TRY(look_at(folders, listed));
        if (fate == Fate::left) return Done{};
        ++swept_.taken;
        return move(folders, listed.name);
    }

    Result<Fate> look_at(const Folders& folders, const Listed& listed) {
        const auto& name = listed.name;
        if (!listed.is_file) return leave(name, Left::Kind::not_a_file);
        // O_NONBLOCK: opening a pipe would wait for its other end.
        const Descriptor file{::openat(folders.fresh.number(), name.c_str(),
                                       O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
        if (!file.is_open()) {
            if (errno == ENOENT) return Fate::left; // Somebody else took it.
            return leave(name, errno == ELOOP ? Left::Kind::not_a_file : Left::Kind::unreadable);
        }
        struct stat before {};
        if (::fstat(file.number(), &before) != 0 || !S_ISREG(before.st_mode))
            return leave(name, Left::Kind::not_a_file);
        if (static_cast<std::uint64_t>(before.st_size) > maildir_.account.message_bytes_max)
            return leave(name, Left::Kind::too_large);
        // One from far in the future has a wrong clock behind it and would wait for ever.
        const auto age = clock_.now() - modified(before);
        if (std::chrono::abs(age) < maildir_.settled) return Fate::left;
        return pour(file.number(), before, name);
    }

    // Into the sink, unless somebody is still writing.
    Result<Fate> pour(int file, const struct stat& before, const std::string& name) {
        const auto delivery =
            TRY(Delivery::begin(inlet_, envelope(name), maildir_.account.message_bytes_max));
        std::vector<char> room(piece_bytes);
        for (;;) {
            const auto count = ::read(file, room.data(), room.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return leave(name, Left::Kind::unreadable);
            if (count == 0) break;
            const auto written = delivery->write({room.data(), static_cast<std::size_t>(count)});
            if (!written.ok() && written.error().code == Errc::too_large)
                return leave(name, Left::Kind::too_large);
            TRY(written);
        }
        struct stat after {};
        if (::fstat(file, &after) != 0 || !is_same_state(before, after)) return Fate::left;
        const auto finished = delivery->finish();
        if (!finished.ok() && finished.error().code == Errc::too_large)
            return leave(name, Left::Kind::too_large);
        TRY(finished);
        return Fate::taken;
    }

    [[nodiscard]] Envelope envelope(const std::string& name) const {
        return {.account = maildir_.account.name,
                .network = maildir_.account.network,
                .way = Way::maildir,
                .sender = {},
                .recipients = {},
                .peer = maildir_.path.string(),
                .origin = printable(std::string_view{name}.substr(0, name.find(':'))),
                .received_at = clock_.now()};
    }

    // `:2,` is what a program that reads the Maildir expects: no flags, not read by a person.
    static Result<> move(const Folders& folders, const std::string& name) {
        const auto base = name.substr(0, name.find(':'));
        for (int number = 0; number < other_names_max; ++number) {
            auto there = number == 0 ? base : base + "." + std::to_string(number);
            there += ":2,";
            if (there.size() > name_bytes_max) there = name;
            if (::renameat2(folders.fresh.number(), name.c_str(), folders.read.number(),
                            there.c_str(), RENAME_NOREPLACE) == 0)
                return Done{};
            if (errno != EEXIST || there == name) break;
        }
        return because(failure(Errc::unavailable, cannot_move, {printable(name)}),
                       std::strerror(errno));
    }

    const Maildir& maildir_;
    Inlet& inlet_;
    const Clock& clock_;
    const std::stop_token& stop_;
    Swept swept_;
};

} // namespace

Swept sweep(const Maildir& maildir, Inlet& inlet, const Clock& clock, const std::stop_token& stop) {
    return Sweep{maildir, inlet, clock, stop}.run();
}

} // namespace sokuo::mail
