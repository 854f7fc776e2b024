#include "detect/evtx/crc32.h"

#include "detect/evtx/wire.h"

#include <array>
#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sokuo::detect::evtx {

namespace {

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables make_tables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        auto rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? 0xedb8'8320U : 0U);
        tables[0][byte] = rest;
    }
    for (std::size_t byte = 0; byte < 256; ++byte)
        for (std::size_t table = 1; table < 8; ++table) {
            const auto before = tables[table - 1][byte];
            tables[table][byte] = (before >> 8U) ^ tables[0][before & 0xffU];
        }
    return tables;
}

constexpr Tables tables = make_tables();

std::uint32_t plain(const char* at, std::size_t size, std::uint32_t crc) {
    for (; size >= 8; size -= 8, at += 8) {
        const auto word = load<std::uint64_t>(at) ^ crc;
        crc = 0;
        for (std::size_t byte = 0; byte < 8; ++byte)
            crc ^= tables[7 - byte][(word >> (8 * byte)) & 0xffU];
    }
    for (; size > 0; --size, ++at)
        crc = (crc >> 8U) ^ tables[0][(crc ^ static_cast<unsigned char>(*at)) & 0xffU];
    return crc;
}

#if defined(__x86_64__)

// The names say what is x to the power of what, modulo the polynomial, bits reversed (V. Gopal et
// al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009).
constexpr long long by_512_high = 0x1'5444'2bd4;
constexpr long long by_512_low = 0x1'c6e4'1596;
constexpr long long by_128_high = 0x1'7519'97d0;
constexpr long long by_128_low = 0x0'ccaa'009e;
constexpr long long by_64 = 0x1'63cd'6124;
constexpr long long polynomial = 0x1'db71'0641;
constexpr long long quotient = 0x1'f701'1641;

__attribute__((target("pclmul,sse4.1"))) __m128i at16(const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

__attribute__((target("pclmul,sse4.1"))) __m128i fold(__m128i sum, __m128i by, __m128i next) {
    const auto low = _mm_clmulepi64_si128(sum, by, 0x00);
    const auto high = _mm_clmulepi64_si128(sum, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

// Requires 64 bytes or more, a multiple of 16.
__attribute__((target("pclmul,sse4.1"))) std::uint32_t folded(const char* at, std::size_t size,
                                                              std::uint32_t crc) {
    auto sum = _mm_xor_si128(at16(at), _mm_cvtsi32_si128(static_cast<int>(crc)));
    auto second = at16(at + 16);
    auto third = at16(at + 32);
    auto fourth = at16(at + 48);
    const auto by_512 = _mm_set_epi64x(by_512_low, by_512_high);
    for (at += 64, size -= 64; size >= 64; at += 64, size -= 64) {
        sum = fold(sum, by_512, at16(at));
        second = fold(second, by_512, at16(at + 16));
        third = fold(third, by_512, at16(at + 32));
        fourth = fold(fourth, by_512, at16(at + 48));
    }
    const auto by_128 = _mm_set_epi64x(by_128_low, by_128_high);
    sum = fold(sum, by_128, second);
    sum = fold(sum, by_128, third);
    sum = fold(sum, by_128, fourth);
    for (; size >= 16; at += 16, size -= 16)
        sum = fold(sum, by_128, at16(at));

    const auto low_words = _mm_setr_epi32(-1, 0, -1, 0);
    sum = _mm_xor_si128(_mm_srli_si128(sum, 8), _mm_clmulepi64_si128(sum, by_128, 0x10));
    const auto rest = _mm_srli_si128(sum, 4);
    sum = _mm_clmulepi64_si128(_mm_and_si128(sum, low_words), _mm_set_epi64x(0, by_64), 0x00);
    sum = _mm_xor_si128(sum, rest);

    const auto barrett = _mm_set_epi64x(quotient, polynomial);
    auto part = _mm_clmulepi64_si128(_mm_and_si128(sum, low_words), barrett, 0x10);
    part = _mm_clmulepi64_si128(_mm_and_si128(part, low_words), barrett, 0x00);
    return static_cast<std::uint32_t>(_mm_extract_epi32(_mm_xor_si128(sum, part), 1));
}

#endif

} // namespace

std::uint32_t crc32_plain(std::string_view bytes, std::uint32_t before) {
    return ~plain(bytes.data(), bytes.size(), ~before);
}

std::uint32_t crc32(std::string_view bytes, std::uint32_t before) {
#if defined(__x86_64__)
    static const bool is_fast =
        __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("sse4.1") != 0;
    if (is_fast && bytes.size() >= 64) {
        const auto whole = bytes.size() & ~std::size_t{15};
        const auto crc = folded(bytes.data(), whole, ~before);
        return ~plain(bytes.data() + whole, bytes.size() - whole, crc);
    }
#endif
    return crc32_plain(bytes, before);
}

} // namespace sokuo::detect::evtx
