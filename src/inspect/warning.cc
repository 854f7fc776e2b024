#include "inspect/warning.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

constexpr std::array turning{"\u202a"sv, "\u202b"sv, "\u202c"sv, "\u202d"sv,
                             "\u202e"sv, "\u2066"sv, "\u2067"sv, "\u2068"sv,
                             "\u2069"sv, "\u200e"sv, "\u200f"sv, "\u061c"sv};
constexpr std::array unseen{"\u200b"sv, "\u200c"sv, "\u200d"sv, "\u2060"sv, "\ufeff"sv, "\u00ad"sv};

constexpr std::array running{"exe"sv, "com"sv, "scr"sv, "pif"sv, "bat"sv, "cmd"sv, "msi"sv, "cpl"sv,
                             "dll"sv, "js"sv,  "jse"sv, "vbs"sv, "vbe"sv, "wsf"sv, "wsh"sv, "hta"sv,
                             "ps1"sv, "lnk"sv, "jar"sv, "reg"sv, "url"sv, "chm"sv, "sh"sv};

struct Expectation {
    std::string_view extension;
    Kind kind;
};

// What an extension promises; several lines: any of them will do.
constexpr std::array expectations{
    Expectation{"pdf", Kind::pdf},    Expectation{"png", Kind::png},
    Expectation{"jpg", Kind::jpeg},   Expectation{"jpeg", Kind::jpeg},
    Expectation{"gif", Kind::gif},    Expectation{"webp", Kind::webp},
    Expectation{"svg", Kind::svg},    Expectation{"rtf", Kind::rtf},
    Expectation{"zip", Kind::zip},    Expectation{"zip", Kind::ooxml},
    Expectation{"rar", Kind::rar},    Expectation{"7z", Kind::seven_zip},
    Expectation{"zip", Kind::odf},    Expectation{"zip", Kind::jar},
    Expectation{"jar", Kind::jar},    Expectation{"jar", Kind::zip},
    Expectation{"odt", Kind::odf},    Expectation{"ods", Kind::odf},
    Expectation{"odp", Kind::odf},    Expectation{"cab", Kind::cab},
    Expectation{"bz2", Kind::bzip2},  Expectation{"tbz", Kind::bzip2},
    Expectation{"xz", Kind::xz},      Expectation{"txz", Kind::xz},
    Expectation{"zst", Kind::zstd},   Expectation{"iso", Kind::iso},
    Expectation{"gz", Kind::gzip},    Expectation{"tgz", Kind::gzip},
    Expectation{"tar", Kind::tar},    Expectation{"lzh", Kind::lzh},
    Expectation{"docx", Kind::ooxml}, Expectation{"docm", Kind::ooxml},
    Expectation{"xlsx", Kind::ooxml}, Expectation{"xlsm", Kind::ooxml},
    Expectation{"pptx", Kind::ooxml}, Expectation{"pptm", Kind::ooxml},
    Expectation{"docx", Kind::ole2},  Expectation{"xlsx", Kind::ole2}, // with a password
    Expectation{"pptx", Kind::ole2},  Expectation{"docm", Kind::ole2},
    Expectation{"xlsm", Kind::ole2},  Expectation{"pptm", Kind::ole2},
    Expectation{"doc", Kind::ole2},   Expectation{"doc", Kind::rtf},
    Expectation{"xls", Kind::ole2},   Expectation{"ppt", Kind::ole2},
    Expectation{"msg", Kind::ole2},   Expectation{"txt", Kind::text},
    Expectation{"csv", Kind::text},   Expectation{"log", Kind::text},
    Expectation{"eml", Kind::text},   Expectation{"html", Kind::html},
    Expectation{"htm", Kind::html},
};
// Texts of which nothing but "it is a text" can be known by the bytes.
constexpr std::array loose{"txt"sv, "csv"sv, "log"sv, "eml"sv, "html"sv, "htm"sv};

template <std::size_t size>
bool has_any(std::string_view text, const std::array<std::string_view, size>& parts) {
    return std::ranges::any_of(
        parts, [&](auto part) { return text.find(part) != std::string_view::npos; });
}

template <std::size_t size>
bool is_one_of(std::string_view text, const std::array<std::string_view, size>& words) {
    return std::ranges::find(words, text) != words.end();
}

template <std::size_t size>
void drop_all(std::string& text, const std::array<std::string_view, size>& parts) {
    std::string kept;
    for (std::string_view rest = text; !rest.empty();) {
        const auto part = std::ranges::find_if(
            parts, [&](auto candidate) { return rest.starts_with(candidate); });
        if (part == parts.end()) kept += rest.front();
        rest.remove_prefix(part == parts.end() ? 1 : part->size());
    }
    text = std::move(kept);
}

std::string bare(std::string_view name) {
    std::string text{name.substr(0, name.find('\0'))};
    drop_all(text, turning);
    drop_all(text, unseen);
    while (!text.empty() && (text.back() == '.' || text.back() == ' '))
        text.pop_back();
    std::ranges::transform(text, text.begin(), [](char sign) {
        return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    });
    return text;
}

std::string last_extension(std::string_view text) {
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return {};
    auto extension = text.substr(dot + 1);
    while (extension.ends_with(' '))
        extension.remove_suffix(1);
    if (extension.find_first_of("/\\") != std::string_view::npos) return {};
    return std::string{extension};
}

bool is_promised(std::string_view extension) {
    return std::ranges::find(expectations, extension, &Expectation::extension) !=
           expectations.end();
}

bool fits(std::string_view extension, Kind kind) {
    if (!is_promised(extension) || kind == Kind::empty) return true;
    const auto is_textual =
        kind == Kind::text || kind == Kind::html || kind == Kind::unknown || kind == Kind::svg;
    if (is_one_of(extension, loose) && is_textual) return true;
    return std::ranges::any_of(expectations, [&](const auto& expectation) {
        return expectation.extension == extension && expectation.kind == kind;
    });
}

void warn_of_content(const std::string& extension, const Content& content,
                     std::vector<Warning>& warnings) {
    const auto runs = is_program(content.kind);
    const std::string name{name_of(content.kind)};
    if (runs && extension.empty()) {
        warnings.push_back({&content_runs_unnamed, {name}});
    } else if (runs && !is_one_of(extension, running)) {
        warnings.push_back({&content_runs, {extension, name}});
    } else if (!runs && !fits(extension, content.kind)) {
        if (content.kind == Kind::unknown)
            warnings.push_back({&content_unlike, {extension}});
        else
            warnings.push_back({&content_differs, {extension, name}});
    }
}

} // namespace

std::string extension_of(std::string_view name) {
    return last_extension(bare(name));
}

std::vector<Warning> warnings_of(std::string_view name, const Content& content) {
    std::vector<Warning> warnings;
    const auto text = bare(name);
    const auto extension = last_extension(text);
    warn_of_content(extension, content, warnings);
    if (is_one_of(extension, running)) {
        const auto before = std::string_view{text}.substr(0, text.rfind('.'));
        const auto shown = last_extension(before.substr(0, before.find_last_not_of(' ') + 1));
        if (is_promised(shown))
            warnings.push_back({&name_doubled, {shown, extension}});
        else
            warnings.push_back({&name_runs, {extension}});
    }
    if (has_any(name, turning)) warnings.push_back({&name_turns, {}});
    if (has_any(name, unseen) || name.find('\0') != std::string_view::npos)
        warnings.push_back({&name_hides, {}});
    if (content.has_macros) warnings.push_back({&has_macros, {}});
    if (content.has_place) warnings.push_back({&has_place, {}});
    return warnings;
}

} // namespace sokuo::inspect
