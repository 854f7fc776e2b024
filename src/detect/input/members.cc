#include "detect/input/members.h"

#include "core/text.h"
#include "detect/input/messages.h"
#include "detect/input/stream.h"
#include "detect/input/unpack.h"

#include <algorithm>

namespace sokuo::detect {
namespace {

// A packed file in a packed file is opened; a third one is named.
constexpr std::size_t levels_max = 2;

std::string without_packing(std::string_view name) {
    for (const std::string_view end : {".gz", ".zst", ".GZ", ".ZST"})
        if (name.ends_with(end)) name.remove_suffix(end.size());
    return std::string{name.substr(name.find_last_of("/\\") + 1)};
}

// Passes on what a member gives, which belongs to the level it stands in.
class Lent final : public ByteStream {
public:
    explicit Lent(ByteStream& from) : from_{from} {}
    Result<std::size_t> read(std::span<std::byte> room) override { return from_.read(room); }

private:
    ByteStream& from_; ///< Ends with the next call of `Members::next`.
};

} // namespace

class Members::Work {
public:
    Work(std::unique_ptr<ByteStream> file, std::string name, UnpackLimits limits)
        : file_{std::move(file)}, name_{std::move(name)}, limits_{limits} {}

    Result<std::optional<Member>> next() {
        if (file_ != nullptr) {
            auto head = take_head(*file_, head_bytes);
            auto file = std::move(file_);
            if (!head.ok()) return std::move(head).error();
            if (auto member = offer(name_, std::move(head).value(), std::move(file))) return member;
        }
        while (!levels_.empty()) {
            if (auto member = step()) return member;
        }
        return std::optional<Member>{};
    }

    std::vector<Trouble> troubles;

private:
    struct Level {
        std::unique_ptr<Unpacking> archive;
        std::string name;
    };

    // Either something to read, or a packed file that was opened (or named).
    std::optional<Member> offer(const std::string& name, Bytes head,
                                std::unique_ptr<ByteStream> rest) {
        const auto packing = packing_of(head);
        auto whole = with_head(head, std::move(rest));
        if (packing == Packing::none)
            return Member{.name = name,
                          .plain = without_packing(name),
                          .head = std::move(head),
                          .stream = std::move(whole)};
        if (levels_.size() == levels_max) {
            note(nested_too_deep, {name});
            return std::nullopt;
        }
        auto archive = Unpacking::open(std::move(whole), packing, counted_);
        if (archive == nullptr) {
            note(archive_damaged, {name});
            return std::nullopt;
        }
        levels_.push_back({std::move(archive), name});
        return std::nullopt;
    }

    std::optional<Member> step() {
        auto& level = levels_.back();
        const auto found = level.archive->next();
        if (found == Unpacking::Found::end || found == Unpacking::Found::damage) {
            if (found == Unpacking::Found::damage) note(archive_damaged, {level.name});
            levels_.pop_back();
            return std::nullopt;
        }
        const auto own = level.archive->name();
        const auto name = own.empty() ? level.name : level.name + "/" + own;
        if (++counted_.members > limits_.members_max) {
            note(too_many_members, {name_, std::to_string(limits_.members_max)});
            levels_.clear();
            return std::nullopt;
        }
        if (found == Unpacking::Found::folder || found == Unpacking::Found::other)
            return std::nullopt;
        if (found == Unpacking::Found::locked) {
            note(member_encrypted, {name});
            return std::nullopt;
        }
        level.archive->begin(name);
        auto head = take_head(*level.archive, head_bytes);
        if (!head.ok()) {
            note(*head.error().message, head.error().args);
            if (head.error().code == Errc::too_large) levels_.clear();
            return std::nullopt;
        }
        return offer(name, std::move(head).value(), std::make_unique<Lent>(*level.archive));
    }

    void note(const Message& message, std::vector<std::string> args) {
        if (troubles.size() < troubles_max) troubles.push_back({&message, std::move(args), 0});
    }

    std::unique_ptr<ByteStream> file_;
    std::string name_;
    UnpackLimits limits_;
    Unpacked counted_{.limits = limits_};
    std::vector<Level> levels_;
};

Members::Members(std::unique_ptr<ByteStream> file, std::string name, UnpackLimits limits)
    : work_{std::make_unique<Work>(std::move(file), std::move(name), limits)} {}

Members::~Members() = default;

Result<std::optional<Member>> Members::next() {
    return work_->next();
}

const std::vector<Trouble>& Members::troubles() const {
    return work_->troubles;
}

} // namespace sokuo::detect
