#include "app/scan/rule_import.h"

#include "bundle/card.h"
#include "core/text.h"
#include "detect/input/stream.h"
#include "detect/input/unpack.h"
#include "detect/report/visible.h"
#include "journal/base64.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
using namespace detect;

constexpr Message no_zip{"rules.no_zip", "zip ファイルではありません。", "This is no zip file."};
constexpr Message zip_damaged{"rules.zip_damaged", "zip が壊れています。取り込んでいません。",
                              "The zip is damaged. Nothing was imported."};
constexpr Message member_locked{"rules.member_locked",
                                "「{0}」はパスワードで守られています。取り込んでいません。",
                                "“{0}” is locked with a password. Nothing was imported."};
constexpr Message name_unsafe{
    "rules.name_unsafe",
    "zip の中の名前「{0}」は、フォルダの外を指すか、使えない文字を含みます。取り込んでいません。",
    "The name “{0}” in the zip leads out of the folder or cannot be used. Nothing was imported."};
constexpr Message name_twice{"rules.name_twice",
                             "zip の中に「{0}」が二つあります。取り込んでいません。",
                             "“{0}” is twice in the zip. Nothing was imported."};
constexpr Message zip_too_large{"rules.zip_too_large",
                                "zip の中身が多すぎます（「{0}」のところで上限を超えました）。"
                                "取り込んでいません。",
                                "The zip holds too much (beyond the limit at “{0}”). Nothing was "
                                "imported."};
constexpr Message key_wrong{"rules.key_wrong",
                            "鍵が読めません。「bundle key」の1行か、Ed25519 の公開鍵（PEM か "
                            "base64）を渡してください。",
                            "The key cannot be read. Give the line of “bundle key”, or an Ed25519 "
                            "public key (PEM or base64)."};
constexpr Message signature_wrong{"rules.signature_unreadable",
                                  "署名のファイルが読めません（Ed25519、64 バイト）。",
                                  "The file of the signature cannot be read (Ed25519, 64 bytes)."};
constexpr Message not_only_rules{
    "rules.not_only_rules",
    "{0} にはルールでないもの（{1}）があります。置き換えないので、別のフォルダを指定してください。",
    "{0} holds what is no rule ({1}) and is not replaced. Name another folder."};
constexpr Message not_written{"rules.not_written",
                              "{0} に書けませんでした。前のルールはそのままです。",
                              "{0} could not be written. The rules before it are as they were."};

bool is_rule_name(const fs::path& name) {
    const auto ending = name.extension();
    return ending == ".yml" || ending == ".yaml" || name.filename().string().starts_with("LICENSE");
}

// A name that stays in its folder, on any system.
bool is_safe(std::string_view name, const ImportLimits& limits) {
    if (name.empty() || name.size() > limits.name_bytes_max || name.front() == '/') return false;
    if (name.find_first_of("\\:*?\"<>|") != name.npos || !is_valid_utf8(name)) return false;
    const auto is_control = [](char sign) {
        return static_cast<unsigned char>(sign) < 0x20U || sign == '\x7F';
    };
    if (std::ranges::any_of(name, is_control)) return false;
    std::size_t depth = 0;
    while (!name.empty()) {
        const auto end = std::min(name.find('/'), name.size());
        const auto part = name.substr(0, end);
        if (part.empty() || part == "." || part == ".." || part.size() > 255) return false;
        if (++depth > limits.depth_max) return false;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return true;
}

class ZipReading {
public:
    ZipReading(Unpacking& archive, const ImportLimits& limits)
        : archive_{archive}, limits_{limits} {}

    Result<RuleZip> run() {
        std::size_t members = 0;
        while (true) {
            const auto found = archive_.next();
            if (found == Unpacking::Found::end) return finished();
            if (found == Unpacking::Found::damage) return failure(Errc::corrupt, zip_damaged);
            const auto name = archive_.name();
            if (++members > limits_.files_max)
                return failure(Errc::too_large, zip_too_large, {detect::report::visible(name)});
            if (found == Unpacking::Found::locked)
                return failure(Errc::invalid, member_locked, {detect::report::visible(name)});
            const bool is_folder = found == Unpacking::Found::folder;
            const auto plain =
                is_folder && name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
            if (!is_safe(plain, limits_))
                return failure(Errc::invalid, name_unsafe, {detect::report::visible(name)});
            if (is_folder || !is_rule_name(plain))
                TRY(pass_over(name));
            else if (found == Unpacking::Found::other)
                return failure(Errc::invalid, name_unsafe, {detect::report::visible(name)});
            else
                TRY(take(name));
            if (!is_folder && !is_rule_name(plain)) ++zip_.passed_over;
        }
    }

private:
    Result<> take(const std::string& name) {
        archive_.begin(name);
        auto bytes = take_head(archive_, limits_.file_bytes_max + 1);
        if (!bytes.ok()) return refused(bytes.error(), name);
        all_bytes_ += bytes.value().size();
        if (bytes.value().size() > limits_.file_bytes_max || all_bytes_ > limits_.all_bytes_max)
            return failure(Errc::too_large, zip_too_large, {detect::report::visible(name)});
        if (!zip_.files.emplace(name, as_text(bytes.value())).second)
            return failure(Errc::invalid, name_twice, {detect::report::visible(name)});
        return Done{};
    }

    // It would be unpacked on the way to the next one anyhow, and then without a limit.
    Result<> pass_over(const std::string& name) {
        archive_.begin(name);
        while (true) {
            const auto got = archive_.read(room_);
            if (!got.ok()) return refused(got.error(), name);
            all_bytes_ += got.value();
            if (all_bytes_ > limits_.all_bytes_max)
                return failure(Errc::too_large, zip_too_large, {detect::report::visible(name)});
            if (got.value() == 0) return Done{};
        }
    }

    static Error refused(const Error& error, const std::string& name) {
        return error.code == Errc::too_large
                   ? failure(Errc::too_large, zip_too_large, {detect::report::visible(name)})
                   : failure(Errc::corrupt, zip_damaged);
    }

    // A name that is a file's cannot be a folder's too.
    Result<RuleZip> finished() {
        for (const auto& [name, text] : zip_.files)
            for (auto end = name.find('/'); end != name.npos; end = name.find('/', end + 1))
                if (zip_.files.contains(name.substr(0, end)))
                    return failure(Errc::invalid, name_twice, {name.substr(0, end)});
        return std::move(zip_);
    }

    Unpacking& archive_;
    const ImportLimits& limits_;
    RuleZip zip_{};
    std::size_t all_bytes_ = 0;
    std::vector<std::byte> room_ = std::vector<std::byte>(65'536);
};

// All that is no base64: line ends, and the lines of PEM.
std::string packed(std::string_view text) {
    std::string all;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (!text.starts_with("-----")) all += text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::erase_if(all, [](char sign) { return sign == '\r' || sign == ' ' || sign == '\t'; });
    return all;
}

Error not_put(const fs::path& folder, const std::error_code& error) {
    return because(failure(Errc::unavailable, not_written, {folder.string()}), error.message());
}

Result<> write_files(const RuleZip& zip, const fs::path& folder) {
    std::error_code error;
    for (const auto& [name, text] : zip.files) {
        const auto path = folder / name;
        fs::create_directories(path.parent_path(), error);
        if (error) return not_put(folder, error);
        std::ofstream out{path, std::ios::binary | std::ios::trunc};
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.close();
        if (!out) return not_put(folder, {errno, std::generic_category()});
    }
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_kept = opened >= 0 && ::syncfs(opened) == 0;
    const std::error_code why{errno, std::generic_category()};
    if (opened >= 0) ::close(opened);
    if (!is_kept) return not_put(folder, why);
    return Done{};
}

// What an import may take the place of: nothing, or rules and nothing else.
Result<> check_replaceable(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) return Done{};
    if (!fs::is_directory(folder, error) || fs::is_symlink(folder, error))
        return failure(Errc::conflict, not_only_rules, {folder.string(), folder.string()});
    for (fs::recursive_directory_iterator at{folder, error};
         !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
        const bool is_folder = at->is_directory(error) && !at->is_symlink(error);
        if (!is_folder && !is_rule_name(at->path()))
            return failure(Errc::conflict, not_only_rules,
                           {folder.string(), at->path().lexically_relative(folder).string()});
    }
    if (error) return not_put(folder, error);
    return Done{};
}

} // namespace

Result<RuleZip> read_rule_zip(std::string_view zip, const ImportLimits& limits) {
    const auto bytes = as_bytes(zip);
    if (packing_of(bytes) != Packing::zip) return failure(Errc::invalid, no_zip);
    // Members are read from front to back; only the list at the end says that none is missing.
    if (zip.rfind("PK\x05\x06") == std::string_view::npos)
        return failure(Errc::corrupt, zip_damaged);
    Unpacked counted{.limits = {.member_bytes_max = limits.all_bytes_max,
                                .all_bytes_max = limits.all_bytes_max,
                                .members_max = limits.files_max}};
    const auto archive =
        Unpacking::open(read_memory({bytes.begin(), bytes.end()}), Packing::zip, counted);
    if (archive == nullptr) return failure(Errc::corrupt, zip_damaged);
    return ZipReading{*archive, limits}.run();
}

Result<PublicKey> read_public_key(std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    if (first.starts_with("sokuo-card/")) {
        const auto card = TRY(bundle::parse_card(first));
        return card.sign;
    }
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) is these bytes and the key.
    constexpr std::string_view spki{"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12};
    auto bytes = journal::from_base64(packed(text));
    PublicKey key{};
    if (bytes && bytes->size() == spki.size() + key.size() && as_text(*bytes).starts_with(spki))
        bytes->erase(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(spki.size()));
    if (!bytes || bytes->size() != key.size()) return failure(Errc::invalid, key_wrong);
    std::ranges::copy(*bytes, key.begin());
    return key;
}

Result<Signature> read_signature(std::string_view text) {
    Signature signature{};
    if (text.size() != signature.size()) {
        const auto bytes = journal::from_base64(packed(text));
        if (!bytes || bytes->size() != signature.size())
            return failure(Errc::invalid, signature_wrong);
        std::ranges::copy(*bytes, signature.begin());
        return signature;
    }
    std::ranges::copy(as_bytes(text), signature.begin());
    return signature;
}

Result<> put_rules(const RuleZip& zip, const fs::path& folder) {
    TRY(check_replaceable(folder));
    const auto fresh = fs::path{folder}.concat(".new");
    const auto old = fs::path{folder}.concat(".old");
    TRY(check_replaceable(fresh));
    TRY(check_replaceable(old));
    std::error_code error;
    fs::remove_all(fresh, error);
    fs::create_directories(fresh, error);
    if (error) return not_put(folder, error);
    if (auto written = write_files(zip, fresh); !written.ok()) {
        fs::remove_all(fresh, error);
        return written;
    }
    const bool had_rules = fs::exists(folder, error);
    if (had_rules) {
        fs::remove_all(old, error);
        fs::rename(folder, old, error);
        if (error) return not_put(folder, error);
    }
    fs::rename(fresh, folder, error);
    if (error) {
        std::error_code ignored;
        if (had_rules) fs::rename(old, folder, ignored);
        return not_put(folder, error);
    }
    fs::remove_all(old, error);
    return Done{};
}

} // namespace sokuo::app
