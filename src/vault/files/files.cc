#include "core/random.h"
#include "core/time.h"
#include "vault/files/file.h"
#include "vault/files/sealed.h"
#include "vault/vault.h"

#include <array>
#include <bitset>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>

namespace sokuo::vault {
namespace {

namespace fs = std::filesystem;

inline constexpr Message blob_too_large{
    "vault.too_large",
    "ファイルが大きすぎます。{0} バイトまで保存できます。分けるか、圧縮してください。",
    "The file is too large: up to {0} bytes can be saved. Split or compress it."};
inline constexpr Message writing_failed{
    "vault.writing_failed",
    "このファイルは途中までしか受け取っていません。最初から送り直してください。",
    "Only a part of this file was received. Send it again from the start."};

// Where blobs lie. The folders are named by the end of an id, which is random; its beginning is
// the time, and would put a whole year into one folder.
class Shelves {
public:
    explicit Shelves(fs::path root) : root_{std::move(root)} {}

    [[nodiscard]] fs::path incoming() const { return root_ / "incoming"; }
    [[nodiscard]] fs::path folder(const BlobId& id) const {
        const auto text = id.text();
        return root_ / text.substr(32, 2) / text.substr(34, 2);
    }
    [[nodiscard]] fs::path file(const BlobId& id) const { return folder(id) / id.text(); }
    [[nodiscard]] const fs::path& root() const { return root_; }

    Result<> make() const {
        TRY(make_folder(root_));
        TRY(make_folder(incoming()));
        return sync_directory(root_);
    }

    /// The folder of `id`, durable itself when this returns.
    Result<fs::path> make_folder_of(const BlobId& id) {
        const auto inner = folder(id);
        const auto number = std::to_integer<std::size_t>(id.value[14]) << 8U |
                            std::to_integer<std::size_t>(id.value[15]);
        const std::lock_guard lock{mutex_};
        if (is_made_[number]) return inner;
        TRY(make_folder(inner.parent_path()));
        TRY(sync_directory(root_));
        TRY(make_folder(inner));
        TRY(sync_directory(inner.parent_path()));
        is_made_[number] = true;
        return inner;
    }

private:
    static Result<> make_folder(const fs::path& folder) {
        std::error_code code;
        if (fs::create_directory(folder, code)) fs::permissions(folder, fs::perms::owner_all, code);
        if (code) return file_failure(code.value(), folder);
        return Done{};
    }

    const fs::path root_;
    std::mutex mutex_;
    std::bitset<std::size_t{1} << 16U> is_made_; ///< By this process, or found by it.
};

class FileWriter final : public Writer {
public:
    FileWriter(File file, fs::path path, Shelves& shelves, Sealer sealer)
        : file_{std::move(file)}, path_{std::move(path)}, shelves_{shelves}, sealer_{std::move(
                                                                                 sealer)} {}
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    ~FileWriter() override {
        std::error_code ignored; // What stays is swept at the next start.
        if (!is_finished_) fs::remove(path_, ignored);
    }

    Result<> start(const BlobId& id, std::uint64_t bytes_max) {
        id_ = id;
        bytes_max_ = bytes_max;
        plain_.reserve(chunk_bytes);
        return file_.write(sealer_.opening());
    }

    Result<> write(ByteView piece) override {
        if (is_broken_) return failure(Errc::unavailable, writing_failed);
        is_broken_ = true; // Until this call has come to its end.
        if (piece.size() > bytes_max_ - bytes_)
            return failure(Errc::too_large, blob_too_large, {std::to_string(bytes_max_)});
        hash_.update(piece);
        bytes_ += piece.size();
        while (!piece.empty()) {
            // A full chunk waits for the next byte, because the last one has another tag.
            if (plain_.size() == chunk_bytes) TRY(put(false));
            const auto count = std::min(chunk_bytes - plain_.size(), piece.size());
            plain_.insert(plain_.end(), piece.begin(),
                          piece.begin() + static_cast<std::ptrdiff_t>(count));
            piece = piece.subspan(count);
        }
        is_broken_ = false;
        return Done{};
    }

    Result<Stored> finish() override {
        if (is_broken_) return failure(Errc::unavailable, writing_failed);
        is_broken_ = true; // There is nothing to write after this, whatever comes of it.
        TRY(put(true));
        TRY(file_.sync());
        const auto folder = TRY(shelves_.make_folder_of(id_));
        std::error_code code;
        fs::rename(path_, shelves_.file(id_), code);
        if (code) return file_failure(code.value(), path_);
        path_ = shelves_.file(id_);
        TRY(sync_directory(folder));
        is_finished_ = true;
        return Stored{id_, hash_.finish(), bytes_};
    }

private:
    Result<> put(bool is_last) {
        TRY(file_.write(sealer_.seal(plain_, is_last)));
        plain_.clear();
        return Done{};
    }

    File file_;
    fs::path path_;
    Shelves& shelves_;
    Sealer sealer_;
    BlobId id_;
    Sha256 hash_;
    Bytes plain_;
    std::uint64_t bytes_ = 0;
    std::uint64_t bytes_max_ = 0;
    bool is_broken_ = false;
    bool is_finished_ = false;
};

class FileReader final : public Reader {
public:
    FileReader(File file, Unsealer unsealer)
        : file_{std::move(file)}, unsealer_{std::move(unsealer)} {}

    Result<Bytes> read() override {
        if (is_broken_) return blob_is_corrupt();
        if (is_at_end_) return Bytes{};
        is_broken_ = true;
        sealed_.resize(chunk_bytes + chunk_overhead_bytes);
        const auto count = TRY(file_.read(sealed_));
        auto chunk = TRY(unsealer_.unseal(ByteView{sealed_}.first(count)));
        // Only the last chunk may be short, and nothing may follow it.
        if (!chunk.is_last && chunk.plain.size() != chunk_bytes) return blob_is_corrupt();
        if (chunk.is_last) {
            std::array<std::byte, 1> more{};
            const auto found = TRY(file_.read(more));
            if (found != 0) return blob_is_corrupt();
        }
        is_at_end_ = chunk.is_last;
        is_broken_ = false;
        return std::move(chunk.plain);
    }

private:
    File file_;
    Unsealer unsealer_;
    Bytes sealed_;
    bool is_at_end_ = false;
    bool is_broken_ = false;
};

class FileVault final : public Vault {
public:
    FileVault(fs::path directory, const Clock& clock, Random& random)
        : shelves_{std::move(directory)}, clock_{clock}, random_{random} {}

    Result<> start() {
        TRY(shelves_.make());
        return sweep();
    }

    Result<std::unique_ptr<Writer>> create(const SealKey& key, std::uint64_t bytes_max) override {
        const auto id = BlobId::make(clock_.now(), random_);
        const auto path = shelves_.incoming() / id.text();
        auto file = TRY(File::open(path, O_WRONLY | O_CREAT | O_EXCL));
        (void)file.lock(); // Keeps the sweep of a process that starts meanwhile away.
        auto writer =
            std::make_unique<FileWriter>(std::move(file), path, shelves_, Sealer{key, id});
        TRY(writer->start(id, bytes_max));
        return std::unique_ptr<Writer>{std::move(writer)};
    }

    Result<std::unique_ptr<Reader>> open(const BlobId& id, const SealKey& key) override {
        auto file = TRY(File::open(shelves_.file(id), O_RDONLY));
        Bytes opening(file_start.size() + header_bytes);
        const auto count = TRY(file.read(opening));
        auto unsealer = TRY(Unsealer::start(key, id, ByteView{opening}.first(count)));
        return std::unique_ptr<Reader>{
            std::make_unique<FileReader>(std::move(file), std::move(unsealer))};
    }

    Result<> remove(const BlobId& id) override {
        std::error_code code;
        const bool was_there = fs::remove(shelves_.file(id), code);
        if (code) return file_failure(code.value(), shelves_.file(id));
        if (!was_there) return Done{};
        return sync_directory(shelves_.folder(id));
    }

    Result<> each(const std::function<Result<>(const BlobId&)>& visit) override {
        std::error_code code;
        fs::recursive_directory_iterator at{shelves_.root(), code};
        for (; !code && at != fs::end(at); at.increment(code)) {
            if (at->is_directory(code) || at->path().parent_path() == shelves_.incoming()) continue;
            const auto id = BlobId::parse(at->path().filename().string());
            if (id.ok() && shelves_.file(id.value()) == at->path()) TRY(visit(id.value()));
        }
        if (code) return file_failure(code.value(), shelves_.root());
        return Done{};
    }

private:
    // What a process that died had not finished. A file somebody still writes is locked.
    Result<> sweep() const {
        std::error_code code;
        for (fs::directory_iterator at{shelves_.incoming(), code}; !code && at != fs::end(at);
             at.increment(code)) {
            const auto file = File::open(at->path(), O_RDONLY);
            if (!file.ok() || !file.value().lock()) continue;
            std::error_code ignored; // The next start tries again.
            fs::remove(at->path(), ignored);
        }
        if (code) return file_failure(code.value(), shelves_.incoming());
        return Done{};
    }

    Shelves shelves_;
    const Clock& clock_;
    Random& random_;
};

} // namespace

Result<std::unique_ptr<Vault>> open_files(const fs::path& directory, const Clock& clock,
                                          Random& random) {
    auto vault = std::make_unique<FileVault>(directory, clock, random);
    TRY(vault->start());
    return std::unique_ptr<Vault>{std::move(vault)};
}

} // namespace sokuo::vault
