#include "detect/event.h"

#include "detect/utf8.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace sokuo::detect {

namespace {

constexpr std::size_t binary_shown_max = 65'536;

// Windows-1252 where it differs from Latin-1 (0x80 to 0x9F); 0 where it has nothing.
constexpr std::array<char16_t, 32> windows_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

template <class T>
std::optional<T> little(std::string_view bytes) {
    if (bytes.size() < sizeof(T)) return std::nullopt;
    T value{};
    std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
}

void append_utf16(std::string_view bytes, std::string& out) {
    bytes = without_nuls(bytes);
    while (!bytes.empty()) {
        take_ascii(bytes, out);
        if (!bytes.empty()) append_character(out, take_utf16(bytes));
    }
}

void append_ansi(std::string_view bytes, std::string& out) {
    while (!bytes.empty() && bytes.back() == '\0')
        bytes.remove_suffix(1);
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte >= 0x80 && byte < 0xA0) {
            const char16_t c = windows_1252.at(byte - 0x80U);
            append_character(out, c == 0 ? 0xFFFD : c);
        } else {
            append_character(out, byte);
        }
    }
}

template <class T>
void append_number(T number, std::string& out, int base = 10) {
    std::array<char, 72> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), number, base).ptr;
    out.append(room.data(), end);
}

template <class T>
void append_real(T number, std::string& out) {
    std::array<char, 64> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), number).ptr;
    out.append(room.data(), end);
}

template <class T>
void append_integer(std::string_view bytes, std::string& out) {
    if (const auto number = little<T>(bytes)) append_number(+*number, out);
}

void append_padded(unsigned long long number, std::size_t width, std::string& out) {
    std::string digits;
    append_number(number, digits);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
}

void append_hex(std::string_view bytes, std::string& out) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    bytes = bytes.substr(0, binary_shown_max);
    auto at = out.size();
    out.resize(at + 2 * bytes.size());
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        out[at++] = digits[byte >> 4U];
        out[at++] = digits[byte & 15U];
    }
}

void append_reversed_hex(std::string_view bytes, std::string& out) {
    for (std::size_t at = bytes.size(); at-- > 0;)
        append_hex(bytes.substr(at, 1), out);
}

// RFC 4122's order of bytes: three numbers little endian, the rest as written.
void append_guid(std::string_view bytes, std::string& out) {
    if (bytes.size() != 16) return append_hex(bytes, out);
    out += '{';
    append_reversed_hex(bytes.substr(0, 4), out);
    out += '-';
    append_reversed_hex(bytes.substr(4, 2), out);
    out += '-';
    append_reversed_hex(bytes.substr(6, 2), out);
    out += '-';
    append_hex(bytes.substr(8, 2), out);
    out += '-';
    append_hex(bytes.substr(10, 6), out);
    out += '}';
}

// [MS-DTYP] 2.4.2.1: revision, count, authority (big endian), sub-authorities.
void append_sid(std::string_view bytes, std::string& out) {
    if (bytes.size() < 8) return append_hex(bytes, out);
    const auto count = static_cast<unsigned char>(bytes[1]);
    if (bytes.size() < 8 + std::size_t{count} * 4) return append_hex(bytes, out);
    out += "S-";
    append_number(static_cast<unsigned>(static_cast<unsigned char>(bytes[0])), out);
    std::uint64_t authority = 0;
    for (std::size_t at = 2; at < 8; ++at)
        authority = authority << 8U | static_cast<unsigned char>(bytes[at]);
    out += '-';
    append_number(authority, out);
    for (std::size_t at = 0; at < count; ++at) {
        out += '-';
        append_number(little<std::uint32_t>(bytes.substr(8 + at * 4)).value_or(0), out);
    }
}

// Since 1601, in ticks of 100 ns; a year above 9999 is no time.
constexpr std::int64_t ticks_to_1970 = 116'444'736'000'000'000;
constexpr std::uint64_t ticks_max = 2'650'467'744'000'000'000;

void append_ticks(std::uint64_t ticks, std::string& out) {
    if (ticks >= ticks_max) return append_number(ticks, out);
    const auto since_1970 = static_cast<std::int64_t>(ticks) - ticks_to_1970;
    auto seconds = since_1970 / 10'000'000;
    auto rest = since_1970 % 10'000'000;
    if (rest < 0) {
        --seconds;
        rest += 10'000'000;
    }
    auto text = to_rfc3339(Time{std::chrono::seconds{seconds}});
    text.pop_back();
    out += text;
    out += '.';
    append_padded(static_cast<unsigned long long>(rest), 7, out);
    out += 'Z';
}

struct SystemTime {
    std::array<std::uint16_t, 8> parts{};
};

std::optional<Time> time_of(const SystemTime& system) {
    using namespace std::chrono;
    const auto& p = system.parts;
    const year_month_day day{year{p[0]}, month{p[1]}, std::chrono::day{p[3]}};
    if (!day.ok() || p[0] > 9999 || p[4] > 23 || p[5] > 59 || p[6] > 60 || p[7] > 999)
        return std::nullopt;
    return Time{sys_days{day} + hours{p[4]} + minutes{p[5]} + seconds{p[6]} + milliseconds{p[7]}};
}

std::optional<SystemTime> system_time(std::string_view bytes) {
    if (bytes.size() != 16) return std::nullopt;
    SystemTime system;
    std::memcpy(system.parts.data(), bytes.data(), 16);
    return system;
}

void append_systemtime(std::string_view bytes, std::string& out) {
    const auto system = system_time(bytes);
    const auto time = system ? time_of(*system) : std::nullopt;
    if (!time) return append_hex(bytes, out);
    const auto ticks = time->time_since_epoch().count() * 10 + ticks_to_1970;
    append_ticks(static_cast<std::uint64_t>(ticks), out);
}

void append_0x(std::uint64_t number, std::string& out) {
    out += "0x";
    append_number(number, out, 16);
}

void append_flag(std::string_view bytes, std::string& out) {
    bool is_true = false;
    for (const char letter : bytes)
        is_true = is_true || letter != 0;
    out += is_true ? "true" : "false";
}

void append_any(const Value& value, std::string& out) {
    const auto bytes = value.bytes;
    switch (value.type) {
    case Type::null: return;
    case Type::utf16: return append_utf16(bytes, out);
    case Type::ansi: return append_ansi(bytes, out);
    case Type::int8: return append_integer<std::int8_t>(bytes, out);
    case Type::uint8: return append_integer<std::uint8_t>(bytes, out);
    case Type::int16: return append_integer<std::int16_t>(bytes, out);
    case Type::uint16: return append_integer<std::uint16_t>(bytes, out);
    case Type::int32: return append_integer<std::int32_t>(bytes, out);
    case Type::uint32: return append_integer<std::uint32_t>(bytes, out);
    case Type::int64: return append_integer<std::int64_t>(bytes, out);
    case Type::uint64: return append_integer<std::uint64_t>(bytes, out);
    case Type::real32:
        if (const auto number = little<float>(bytes)) append_real(*number, out);
        return;
    case Type::real64:
        if (const auto number = little<double>(bytes)) append_real(*number, out);
        return;
    case Type::boolean: return append_flag(bytes, out);
    case Type::binary: return append_hex(bytes, out);
    case Type::guid: return append_guid(bytes, out);
    case Type::filetime:
        if (const auto ticks = little<std::uint64_t>(bytes)) append_ticks(*ticks, out);
        return;
    case Type::systemtime: return append_systemtime(bytes, out);
    case Type::sid: return append_sid(bytes, out);
    case Type::size:
    case Type::hex32:
    case Type::hex64:
        if (const auto number = little<std::uint64_t>(bytes))
            append_0x(*number, out);
        else if (const auto shorter = little<std::uint32_t>(bytes))
            append_0x(*shorter, out);
        return;
    case Type::utf8:
    case Type::number:
    case Type::truth: out += bytes; return;
    }
}

std::optional<double> parse_number(std::string_view text) {
    if (text.starts_with("0x") || text.starts_with("0X")) {
        std::uint64_t number = 0;
        const auto* const end = text.data() + text.size();
        const auto [at, error] = std::from_chars(text.data() + 2, end, number, 16);
        if (error != std::errc{} || at != end) return std::nullopt;
        return static_cast<double>(number);
    }
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

// Seconds, milliseconds, microseconds or nanoseconds since 1970: whichever gives a time of the
// age of computers.
std::optional<Time> since_1970(double number) {
    if (number < 0) return std::nullopt;
    double scale = 1e6;
    while (number * scale >= 4.2e15 && scale > 1e-3)
        scale /= 1e3;
    if (number * scale >= 4.2e15) return std::nullopt;
    return Time{Duration{static_cast<std::int64_t>(number * scale)}};
}

// RFC 3339 with what people change in it: a blank for the T, a comma for the point, no zone, more
// decimals than six.
std::optional<Time> parse_time(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    if (text.size() < 19 || text.size() > 40) return std::nullopt;
    if (text[4] != '-' && text[4] != '/') return std::nullopt;
    std::string spelt{text.substr(0, 19)};
    spelt[4] = '-';
    spelt[7] = '-';
    spelt[10] = 'T';
    auto rest = text.substr(19);
    if (!rest.empty() && (rest.front() == '.' || rest.front() == ',')) {
        std::size_t digits = 0;
        while (1 + digits < rest.size() && rest[1 + digits] >= '0' && rest[1 + digits] <= '9')
            ++digits;
        if (digits == 0) return std::nullopt;
        spelt += '.';
        spelt += rest.substr(1, std::min<std::size_t>(digits, 6));
        rest.remove_prefix(1 + digits);
    }
    if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    if (rest.empty() || rest == "UTC") {
        spelt += 'Z';
    } else if (rest.size() == 5 && (rest[0] == '+' || rest[0] == '-')) {
        spelt += rest.substr(0, 3);
        spelt += ':';
        spelt += rest.substr(3);
    } else {
        spelt += rest;
    }
    const auto time = parse_rfc3339(spelt);
    if (!time.ok()) return std::nullopt;
    return time.value();
}

} // namespace

FieldId Names::of(std::string_view name) {
    std::string packed;
    if (name.find(' ') != std::string_view::npos) {
        for (const char letter : name)
            if (letter != ' ') packed += letter;
        name = packed;
    }
    if (const auto known = find(name)) return *known;
    const auto id = static_cast<FieldId>(names_.size());
    names_.emplace_back(name);
    ids_.emplace(names_.back(), id);
    return id;
}

std::optional<FieldId> Names::find(std::string_view name) const {
    const auto found = ids_.find(name);
    if (found == ids_.end()) return std::nullopt;
    return found->second;
}

std::string_view text_of(const Value& value, std::string& room) {
    if (value.type == Type::utf8 || value.type == Type::number || value.type == Type::truth)
        return value.bytes;
    room.clear();
    append_any(value, room);
    return room;
}

void append_text(const Value& value, std::string& out) {
    append_any(value, out);
}

std::optional<double> number_of(const Value& value) {
    std::string room;
    return parse_number(text_of(value, room));
}

std::optional<Time> moment_of(const Value& value) {
    if (value.type == Type::filetime) {
        const auto ticks = little<std::uint64_t>(value.bytes);
        if (!ticks || *ticks == 0 || *ticks >= ticks_max) return std::nullopt;
        return Time{Duration{(static_cast<std::int64_t>(*ticks) - ticks_to_1970) / 10}};
    }
    if (value.type == Type::systemtime) {
        const auto system = system_time(value.bytes);
        return system ? time_of(*system) : std::nullopt;
    }
    std::string room;
    const auto text = text_of(value, room);
    if (const auto time = parse_time(text)) return time;
    const auto number = parse_number(text);
    return number ? since_1970(*number) : std::nullopt;
}

} // namespace sokuo::detect
