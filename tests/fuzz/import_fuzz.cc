// Zips of rules as strangers may have made them: as bytes, or (the first byte says so) as a list of
// members out of which a zip is made that is one, so that names, links and sizes are reached.
//
// Of the list: kind, length of the name, length of the content (two bytes), name, content. Kinds: 1
// a link, 2 its length behind it, 4 in the middle of the file instead of its end, 8 swells.

#include "app/scan/rule_import.h"
#include "fuzz.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <zlib.h>

namespace {

namespace fs = std::filesystem;
using namespace sokuo;

constexpr app::ImportLimits limits{.zip_bytes_max = 1U << 20U,
                                   .files_max = 64,
                                   .file_bytes_max = 4'096,
                                   .all_bytes_max = 65'536,
                                   .name_bytes_max = 120,
                                   .depth_max = 5};

void put(std::string& out, std::uint64_t number, int bytes) {
    for (int each = 0; each < bytes; ++each, number >>= 8U)
        out += static_cast<char>(number & 0xffU);
}

std::string deflated(std::string_view content) {
    z_stream stream{};
    fuzz::must(deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    fuzz::must(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

void put_member(std::string& out, unsigned kind, std::string_view name, std::string content) {
    if ((kind & 8U) != 0 && !content.empty()) content.resize(content.size() * 400, content[0]);
    const bool is_behind = (kind & 2U) != 0;
    const auto packed = deflated(content);
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
    out += "PK\x03\x04";
    put(out, 20, 2);
    put(out, is_behind ? 8 : 0, 2);
    put(out, 8, 2); // Deflated.
    put(out, 0, 4);
    put(out, is_behind ? 0 : sum, 4);
    put(out, is_behind ? 0 : packed.size(), 4);
    put(out, is_behind ? 0 : content.size(), 4);
    put(out, name.size(), 2);
    put(out, (kind & 1U) != 0 ? 11 : 0, 2);
    out += name;
    if ((kind & 1U) != 0) { // What kind of file it is, of Unix.
        put(out, 0x6c78, 2);
        put(out, 7, 2);
        put(out, 5, 1);
        put(out, 3U << 8U | 20U, 2);
        put(out, 0120777U << 16U, 4);
    }
    out += packed;
    if (!is_behind) return;
    out += "PK\x07\x08";
    put(out, sum, 4);
    put(out, packed.size(), 4);
    put(out, content.size(), 4);
}

std::string made(std::string_view list) {
    const std::string end = std::string{"PK\x05\x06"} + std::string(18, '\0');
    std::string out;
    while (list.size() >= 4) {
        const auto at = [&](std::size_t byte) { return static_cast<unsigned char>(list[byte]); };
        const unsigned kind = at(0);
        const std::size_t named = at(1);
        const std::size_t filled = std::size_t{at(2)} | std::size_t{at(3)} << 8U;
        list.remove_prefix(4);
        const auto name = list.substr(0, named);
        list.remove_prefix(name.size());
        const auto content = list.substr(0, filled);
        list.remove_prefix(content.size());
        put_member(out, kind, name, std::string{content});
        if ((kind & 4U) != 0) out += end;
    }
    return out + end;
}

// What the header promises of a name, by other means.
void check(const std::string& name) {
    const fs::path path{name};
    fuzz::must(!name.empty() && name.size() <= limits.name_bytes_max && path.is_relative());
    fuzz::must(path.lexically_normal() == path && name.find('\\') == name.npos);
    fuzz::must(std::ranges::none_of(
        path, [](const fs::path& part) { return part.empty() || part == "." || part == ".."; }));
    fuzz::must(static_cast<std::size_t>(std::ranges::distance(path)) <= limits.depth_max);
    fuzz::must(std::ranges::none_of(name, [](char sign) { return sign >= 0 && sign < 0x20; }));
    const auto last = path.filename().string();
    fuzz::must(last.ends_with(".yml") || last.ends_with(".yaml") || last.starts_with("LICENSE"));
}

// The folder has what the zip had, and beside it there is nothing.
void put_and_check(const app::RuleZip& zip) {
    std::string name = (fs::temp_directory_path() / "import-XXXXXX").string();
    fuzz::must(::mkdtemp(name.data()) != nullptr);
    const fs::path place{name};
    const auto folder = place / "rules";
    fuzz::must(app::put_rules(zip, folder).ok());
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator{place}) {
        fuzz::must(!entry.is_symlink());
        if (entry.is_directory()) continue;
        ++files;
        const auto found = zip.files.find(entry.path().lexically_relative(folder).generic_string());
        fuzz::must(found != zip.files.end());
        std::ifstream in{entry.path(), std::ios::binary};
        fuzz::must(std::string{std::istreambuf_iterator<char>{in}, {}} == found->second);
    }
    fuzz::must(files == zip.files.size());
    fuzz::must(std::distance(fs::directory_iterator{place}, {}) == 1);
    fs::remove_all(place);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    const bool is_list = size > 0 && data[0] < 0x40;
    const auto bytes = is_list ? made(text.substr(1)) : std::string{text};
    const auto read = app::read_rule_zip(bytes, limits);
    if (read.ok()) {
        std::size_t all = 0;
        fuzz::must(read.value().files.size() <= limits.files_max);
        for (const auto& [name, content] : read.value().files) {
            check(name);
            fuzz::must(content.size() <= limits.file_bytes_max);
            all += content.size();
        }
        fuzz::must(all <= limits.all_bytes_max);
        // Files are slow: now and then.
        if (is_list && data[0] % 16 == 0 && read.value().files.size() < 8)
            put_and_check(read.value());
    }
    static_cast<void>(app::read_public_key(text));
    static_cast<void>(app::read_signature(text));
    return 0;
}
