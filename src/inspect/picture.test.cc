// Pictures made small and anew: what is kept, what is lost, what is refused.

#include "inspect/picture.h"

#include "inspect/exif.h"
#include "inspect/warning.h"
#include "sandbox/zygote.h"

#include <array>
#include <doctest/doctest.h>
#include <png.h>
#include <unistd.h>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

const std::array parsers{picture_reader(), picture_painter()};

std::string crc_of(std::string_view text) {
    std::uint32_t sum = ~0U;
    for (const char sign : text) {
        sum ^= static_cast<unsigned char>(sign);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1U ^ ((sum & 1U) != 0 ? 0xedb88320U : 0U);
    }
    sum = ~sum;
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        bytes += static_cast<char>(sum >> shift & 0xffU);
    return bytes;
}

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        bytes += static_cast<char>(number >> shift & 0xffU);
    return bytes;
}

// Four quarters: red, green, blue, white.
Picture quarters(std::uint32_t width, std::uint32_t height) {
    Picture picture{.width = width, .height = height};
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            const bool is_left = x < width / 2;
            const bool is_top = y < height / 2;
            for (const bool is_on : {is_left == is_top, !is_left, !is_top})
                picture.pixels.push_back(static_cast<std::byte>(is_on ? 255 : 0));
        }
    }
    return picture;
}

std::string text_of(const Result<Bytes>& file) {
    REQUIRE(file.ok());
    return std::string{as_text(file.value())};
}

std::string png(const Picture& picture) {
    return text_of(painted(picture, Kind::png));
}

std::string jpeg(const Picture& picture) {
    return text_of(painted(picture, Kind::jpeg));
}

Result<Picture> read(const std::string& file) {
    return picture_of(as_bytes(file));
}

std::array<int, 3> pixel(const Picture& picture, std::uint32_t x, std::uint32_t y) {
    std::array<int, 3> color{};
    for (std::size_t part = 0; part < 3; ++part)
        color[part] =
            std::to_integer<int>(picture.pixels[(std::size_t{y} * picture.width + x) * 3 + part]);
    return color;
}

// Notes with an orientation, and perhaps a place, put behind the head of a JPEG.
std::string with_exif(std::string file, char orientation, bool has_place = true) {
    std::string tiff{"MM\0\x2a\0\0\0\x08\0\x02"sv};
    tiff += "\x01\x12\0\x03\0\0\0\x01\0"sv;
    tiff += orientation;
    tiff += "\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0"sv;
    tiff += has_place ? "\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0"sv : "\0\0"sv;
    const std::string body = std::string{"Exif\0\0"sv} + tiff;
    const auto size = body.size() + 2;
    const std::string head{'\xff', '\xe1', static_cast<char>(size >> 8U),
                           static_cast<char>(size & 0xffU)};
    return file.insert(2, head + body);
}

std::string laced(const Picture& picture) {
    std::string out;
    auto* writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    auto* info = png_create_info_struct(writer);
    png_set_write_fn(
        writer, &out,
        [](png_structp at, png_bytep bytes, png_size_t size) {
            static_cast<std::string*>(png_get_io_ptr(at))
                ->append(reinterpret_cast<const char*>(bytes), size);
        },
        nullptr);
    png_set_IHDR(writer, info, picture.width, picture.height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_ADAM7, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    auto pixels = picture.pixels;
    std::vector<png_bytep> rows;
    for (std::size_t y = 0; y < picture.height; ++y)
        rows.push_back(reinterpret_cast<png_bytep>(&pixels[y * picture.width * 3]));
    png_set_rows(writer, info, rows.data());
    png_write_png(writer, info, PNG_TRANSFORM_IDENTITY, nullptr);
    png_destroy_write_struct(&writer, &info);
    return out;
}

bool is_refused(const std::string& file, const Message& why) {
    const auto outcome = read(file);
    return !outcome.ok() && outcome.error().message->code() == why.code();
}

} // namespace

TEST_CASE("the zygote of the pictures' tests" * doctest::skip()) {
    ::_exit(sandbox::run_zygote(parsers));
}

TEST_CASE("a small picture stays as it is, interlaced or not; a large one is made small") {
    const auto small = quarters(37, 21);
    CHECK(read(png(small)) == small);
    CHECK(read(laced(small)) == small);
    for (std::uint32_t side = 1; side < 10; ++side)
        CHECK(read(laced(quarters(side, 3))) == quarters(side, 3));
    const auto large = read(png(quarters(1500, 500)));
    REQUIRE(large.ok());
    CHECK(large.value().width == 1200);
    CHECK(large.value().height == 400);
    CHECK(pixel(large.value(), 10, 10) == std::array{255, 0, 0});
    CHECK(pixel(large.value(), 1190, 390) == std::array{255, 255, 255});
    const auto photo = read(jpeg(quarters(2500, 1250)));
    REQUIRE(photo.ok());
    CHECK(photo.value().width == 1200);
    CHECK(pixel(photo.value(), 10, 10)[0] > 240);
    CHECK(pixel(photo.value(), 10, 10)[1] < 15);
}

TEST_CASE("a photograph is shown upright, whichever way it was held") {
    // Where the red quarter, the first as stored, is seen.
    struct Turn {
        char orientation;
        bool is_on_side;
        bool is_right;
        bool is_below;
    };
    for (const auto& turn :
         {Turn{1, false, false, false}, Turn{2, false, true, false}, Turn{3, false, true, true},
          Turn{4, false, false, true}, Turn{5, true, false, false}, Turn{6, true, true, false},
          Turn{7, true, true, true}, Turn{8, true, false, true}}) {
        CAPTURE(static_cast<int>(turn.orientation));
        const auto shown = read(with_exif(jpeg(quarters(80, 40)), turn.orientation));
        REQUIRE(shown.ok());
        const auto& picture = shown.value();
        CHECK(picture.width == (turn.is_on_side ? 40 : 80));
        const auto color = pixel(picture, turn.is_right ? picture.width - 5 : 4,
                                 turn.is_below ? picture.height - 5 : 4);
        CHECK(color[0] > 200);
        CHECK(color[1] < 60);
        CHECK(color[2] < 60);
    }
}

TEST_CASE("where a photograph was taken is said, and is in no preview") {
    const auto file = with_exif(jpeg(quarters(80, 40)), 6);
    CHECK(exif_of(as_bytes(file)) == Exif{.orientation = 6, .has_place = true});
    CHECK(warnings_of("a.jpg", content_of(as_bytes(file))) ==
          std::vector<Warning>{{&has_place, {}}});
    CHECK_FALSE(exif_of(as_bytes(with_exif(jpeg(quarters(8, 4)), 1, false))).has_place);
    auto made = jpeg(read(file).value());
    CHECK(made.find("Exif") == std::string::npos);
    CHECK(exif_of(as_bytes(made)) == Exif{});
    for (std::size_t size = 0; size < file.size(); ++size)
        CHECK(exif_of(as_bytes(file).first(size)).orientation <= 8);
}

TEST_CASE("a flood of pixels is refused by its head, before a byte is taken for it") {
    const auto flooded = [](std::uint32_t width, std::uint32_t height) {
        auto file = png(quarters(8, 8));
        const std::string head =
            "IHDR" + big_endian(width) + big_endian(height) + std::string{"\x08\x02\0\0\0"sv};
        return file.replace(12, 21, head + crc_of(head));
    };
    CHECK(read(flooded(8, 8)).ok());
    CHECK(is_refused(flooded(65'000, 65'000), picture_too_large));
    CHECK(is_refused(flooded(6400, 6400), picture_too_large)); // 40.96 million
    CHECK(is_refused(flooded(4000, 4000), no_picture));        // there are not that many
    CHECK_FALSE(read(flooded(0x7fffffff, 0x7fffffff)).ok());
    auto photo = jpeg(quarters(16, 16));
    const auto frame = photo.find("\xff\xc0");
    REQUIRE(frame != std::string::npos);
    photo.replace(frame + 5, 4, "\xfd\xe8\xfd\xe8");
    CHECK(is_refused(photo, picture_too_large));
}

TEST_CASE("a photograph that is cut off is shown as far as it goes, and none is an error") {
    const auto photo = jpeg(quarters(300, 300));
    const auto half = read(photo.substr(0, photo.size() * 3 / 4));
    REQUIRE(half.ok());
    CHECK(pixel(half.value(), 10, 10)[0] > 240);
    for (std::size_t size = 0; size < 700; ++size)
        static_cast<void>(read(photo.substr(0, size)).ok());
    const auto whole = png(quarters(40, 40));
    for (std::size_t size = 0; size < whole.size() - 12; ++size)
        static_cast<void>(read(whole.substr(0, size)).ok());
    CHECK(is_refused("GIF89a", no_picture));
    CHECK(is_refused("", no_picture));
}

TEST_CASE("two workers make a preview, and the first is not believed") {
    const auto sandbox = sandbox::Sandbox::start(
        parsers, {.arguments = {"--no-skip", "--test-case=the zygote of the pictures' tests"}});
    INFO((sandbox.ok() ? "" : describe(sandbox.error())));
    REQUIRE(sandbox.ok());
    const auto preview = preview_in(*sandbox.value(), as_bytes(png(quarters(300, 200))));
    REQUIRE(preview.ok());
    CHECK(picture_of(preview.value().file) == quarters(300, 200));
    const auto photo = preview_in(*sandbox.value(), as_bytes(jpeg(quarters(1500, 1000))));
    REQUIRE(photo.ok());
    CHECK(photo.value().kind == Kind::jpeg);
    const auto none = preview_in(*sandbox.value(), as_bytes("hello"));
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().message->code() == no_picture.code());

    sandbox::Record record{.kind = 1, .body = Bytes(8 + 3)};
    CHECK_FALSE(picture_from({}).ok());
    CHECK_FALSE(picture_from(std::array{record}).ok()); // no side
    record.body[0] = record.body[4] = std::byte{1};
    CHECK(picture_from(std::array{record}).ok());
    record.body[4] = std::byte{2}; // taller than its pixels
    CHECK_FALSE(picture_from(std::array{record}).ok());
    record.body[4] = std::byte{1};
    record.body[1] = std::byte{0xff};
    CHECK_FALSE(picture_from(std::array{record}).ok());
    record.body[1] = std::byte{0};
    record.kind = 2;
    CHECK_FALSE(picture_from(std::array{record}).ok());
}

} // namespace sokuo::inspect
