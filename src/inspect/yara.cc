#include "inspect/yara.h"

#include "core/text.h"
#include "inspect/entry.h"
#include "inspect/little.h"
#include "sandbox/reasons.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>
#include <utility>
#include <yara.h>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

// They open files when they first look.
constexpr std::array locked_out{"magic"sv, "cuckoo"sv};

void initialise() {
    static std::once_flag once;
    std::call_once(once, [] { yr_initialize(); });
}

struct FreeCompiler {
    void operator()(YR_COMPILER* compiler) const { yr_compiler_destroy(compiler); }
};
struct FreeRules {
    void operator()(YR_RULES* rules) const { yr_rules_destroy(rules); }
};
struct FreeScanner {
    void operator()(YR_SCANNER* scanner) const { yr_scanner_destroy(scanner); }
};
using Compiler = std::unique_ptr<YR_COMPILER, FreeCompiler>;
using Rules = std::unique_ptr<YR_RULES, FreeRules>;
using Scanner = std::unique_ptr<YR_SCANNER, FreeScanner>;

// -- Compiling -----------------------------------------------------------------------------------

struct Complaint {
    int line = 0;
    std::string words{};
};

void hear(int level, const char* /*file*/, int line, const YR_RULE* /*rule*/, const char* words,
          void* to) {
    auto& complaint = *static_cast<Complaint*>(to);
    const bool is_first = complaint.words.empty();
    if (level == YARA_ERROR_LEVEL_ERROR && is_first) complaint = {line, words};
}

Result<std::string> text_of(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in{file, std::ios::binary};
    if (error || !in || size > rule_bytes_max)
        return at(failure(Errc::unavailable, rules_unread), file.string());
    std::string text(size, '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    text.resize(static_cast<std::size_t>(in.gcount()));
    for (const auto module : locked_out) {
        const auto place = text.find("import \"" + std::string{module} + "\"");
        if (place == std::string::npos) continue;
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<long>(place), '\n');
        return at(failure(Errc::invalid, rules_module, {std::string{module}}),
                  file.string() + ":" + std::to_string(line));
    }
    return text;
}

std::size_t keep(const void* bytes, std::size_t size, std::size_t count, void* to) {
    const auto* from = static_cast<const std::byte*>(bytes);
    auto& all = *static_cast<Bytes*>(to);
    all.insert(all.end(), from, from + size * count);
    return count;
}

// -- In the worker -------------------------------------------------------------------------------

constexpr std::string_view parser_name = "inspect.yara";
constexpr std::uint16_t match_record = 1; // rule, tags, description, author, each ended by a NUL
constexpr std::size_t head_size = 8;      // how long the rules are, how many seconds; then both

std::size_t give(void* to, std::size_t size, std::size_t count, void* from) {
    auto& left = *static_cast<ByteView*>(from);
    const auto wanted = size * count;
    if (wanted > left.size()) return 0;
    std::memcpy(to, left.data(), wanted);
    left = left.subspan(wanted);
    return count;
}

std::string_view cut(std::string_view text) {
    if (text.size() <= match_text_max) return text;
    auto end = match_text_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return text.substr(0, end);
}

// Rules say what they like in their meta.
std::string short_text(std::string_view text) {
    bool is_broken = false;
    const auto readable = readable_name(cut(text), is_broken);
    return std::string{cut(readable)};
}

struct Found {
    sandbox::Output* output = nullptr;
    std::size_t count = 0;
};

void put_match(const YR_RULE* rule, sandbox::Output& output) {
    std::string body = short_text(rule->identifier) + '\0';
    std::string tags;
    const char* tag = nullptr;
    yr_rule_tags_foreach(rule, tag) tags.append(tags.empty() ? "" : " ").append(tag);
    body += short_text(tags) + '\0';
    for (const auto wanted : {"description"sv, "author"sv}) {
        const YR_META* meta = nullptr;
        std::string said;
        yr_rule_metas_foreach(rule, meta) {
            const bool is_it = meta->type == META_TYPE_STRING && wanted == meta->identifier;
            if (is_it && said.empty()) said = short_text(meta->string);
        }
        body += said + '\0';
    }
    output.put(match_record, as_bytes(body));
}

int hear_match(YR_SCAN_CONTEXT* /*context*/, int message, void* about, void* to) {
    auto& found = *static_cast<Found*>(to);
    if (message != CALLBACK_MSG_RULE_MATCHING) return CALLBACK_CONTINUE;
    put_match(static_cast<const YR_RULE*>(about), *found.output);
    return ++found.count == matches_max ? CALLBACK_ABORT : CALLBACK_CONTINUE;
}

Result<> run(ByteView input, sandbox::Output& output) {
    initialise();
    if (input.size() < head_size) return failure(Errc::invalid, rules_failed);
    const auto size = number_at<std::uint32_t>(input, 0);
    auto compiled = input.subspan(head_size);
    if (size > compiled.size()) return failure(Errc::invalid, rules_failed);
    const auto file = compiled.subspan(size);
    compiled = compiled.first(size);
    YR_STREAM stream{.user_data = &compiled, .read = give, .write = nullptr};
    YR_RULES* loaded = nullptr;
    if (yr_rules_load_stream(&stream, &loaded) != ERROR_SUCCESS)
        return failure(Errc::invalid, rules_failed);
    const Rules rules{loaded};
    YR_SCANNER* made = nullptr;
    if (yr_scanner_create(loaded, &made) != ERROR_SUCCESS)
        return failure(Errc::invalid, rules_failed);
    const Scanner scanner{made};
    Found found{.output = &output};
    yr_scanner_set_callback(made, hear_match, &found);
    yr_scanner_set_timeout(made, static_cast<int>(number_at<std::uint32_t>(input, 4)));
    // A worker has no handlers of signals to set: it may fall.
    yr_scanner_set_flags(made, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_NO_TRYCATCH);
    const int outcome =
        yr_scanner_scan_mem(made, reinterpret_cast<const std::uint8_t*>(file.data()), file.size());
    if (outcome == ERROR_SCAN_TIMEOUT) return failure(Errc::invalid, rules_slow);
    if (outcome != ERROR_SUCCESS) return failure(Errc::invalid, rules_failed);
    return Done{};
}

constexpr std::array<const Message*, 2> refusals{&rules_slow, &rules_failed};

Result<Match> match_from(ByteView body) {
    const auto lied = failure(Errc::invalid, sandbox::lied);
    auto text = as_text(body);
    std::array<std::string, 4> parts;
    for (auto& part : parts) {
        const auto end = text.find('\0');
        if (end > match_text_max) return lied;
        part = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (!is_valid_utf8(part)) return lied;
    }
    if (!text.empty() || parts[0].empty()) return lied;
    Match match{.rule = parts[0], .description = parts[2], .author = parts[3]};
    std::string_view tags = parts[1];
    while (!tags.empty()) {
        const auto end = std::min(tags.find(' '), tags.size());
        match.tags.emplace_back(tags.substr(0, end));
        tags.remove_prefix(std::min(end + 1, tags.size()));
    }
    return match;
}

} // namespace

Result<Bytes> compiled_rules(std::span<const std::filesystem::path> files) {
    initialise();
    YR_COMPILER* made = nullptr;
    if (yr_compiler_create(&made) != ERROR_SUCCESS) return failure(Errc::unavailable, rules_failed);
    const Compiler compiler{made};
    // `include` would open files nobody named in inspect.yaml.
    yr_compiler_set_include_callback(made, nullptr, nullptr, nullptr);
    Complaint complaint;
    yr_compiler_set_callback(made, hear, &complaint);
    for (const auto& file : files) {
        const auto text = TRY(text_of(file));
        // A namespace of its own: two files may call a rule the same.
        if (yr_compiler_add_string(made, text.c_str(), file.c_str()) == 0) continue;
        // Line 0: something is missing at the end.
        const auto last = std::max(1L, static_cast<long>(std::ranges::count(text, '\n')));
        const auto line = complaint.line > 0 ? complaint.line : last;
        return at(failure(Errc::invalid, rules_wrong, {complaint.words}),
                  file.string() + ":" + std::to_string(line));
    }
    YR_RULES* compiled = nullptr;
    if (yr_compiler_get_rules(made, &compiled) != ERROR_SUCCESS)
        return failure(Errc::unavailable, rules_failed);
    const Rules rules{compiled};
    Bytes bytes;
    YR_STREAM stream{.user_data = &bytes, .read = nullptr, .write = keep};
    if (yr_rules_save_stream(compiled, &stream) != ERROR_SUCCESS)
        return failure(Errc::unavailable, rules_failed);
    if (bytes.size() > compiled_bytes_max) return failure(Errc::too_large, rules_too_large);
    return bytes;
}

sandbox::Parser yara_reader() {
    return {.name = parser_name, .run = run, .warm_up = initialise, .refusals = refusals};
}

Result<std::vector<Match>> matches_in(sandbox::Sandbox& sandbox, const Yara& yara, ByteView file) {
    const auto seconds = static_cast<std::uint32_t>(yara.timeout.count());
    Bytes input;
    input.reserve(head_size + yara.compiled.size() + file.size());
    put_number(input, static_cast<std::uint32_t>(yara.compiled.size()));
    put_number(input, seconds);
    input.insert(input.end(), yara.compiled.begin(), yara.compiled.end());
    input.insert(input.end(), file.begin(), file.end());
    // Rules take memory of their own, and end by their own clock.
    const sandbox::Profile profile{.output_bytes_max = 1UL << 20U,
                                   .records_max = matches_max,
                                   .memory_bytes = 512UL << 20U,
                                   .cpu_seconds = seconds + 5,
                                   .deadline = yara.timeout + std::chrono::seconds{10}};
    const auto records = TRY(sandbox.read(parser_name, input, profile));
    return matches_from(records);
}

Result<std::vector<Match>> matches_from(std::span<const sandbox::Record> records) {
    if (records.size() > matches_max) return failure(Errc::invalid, sandbox::lied);
    std::vector<Match> matches;
    for (const auto& record : records) {
        if (record.kind != match_record) return failure(Errc::invalid, sandbox::lied);
        auto match = TRY(match_from(record.body));
        matches.push_back(std::move(match));
    }
    return matches;
}

} // namespace sokuo::inspect
