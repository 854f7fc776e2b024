#include "inspect/picture.h"

#include "inspect/canvas.h"
#include "inspect/codec.h"
#include "inspect/exif.h"
#include "inspect/little.h"
#include "sandbox/reasons.h"

#include <array>
#include <utility>

namespace sokuo::inspect {
namespace {

constexpr std::string_view reader_name = "inspect.picture";
constexpr std::string_view painter_name = "inspect.paint";
constexpr std::uint16_t picture_record = 1; // width, height, pixels
constexpr std::uint16_t file_record = 1;
constexpr std::size_t head_size = 8;
constexpr std::size_t color_bytes = 3;

Bytes body_of(const Picture& picture) {
    Bytes body;
    body.reserve(head_size + picture.pixels.size());
    put_number(body, picture.width);
    put_number(body, picture.height);
    body.insert(body.end(), picture.pixels.begin(), picture.pixels.end());
    return body;
}

Result<Picture> from_body(ByteView body) {
    const auto lied = failure(Errc::invalid, sandbox::lied);
    if (body.size() < head_size) return lied;
    Picture picture{.width = number_at<std::uint32_t>(body, 0),
                    .height = number_at<std::uint32_t>(body, 4)};
    const auto is_side = [](std::uint32_t side) { return side >= 1 && side <= preview_side_max; };
    if (!is_side(picture.width) || !is_side(picture.height)) return lied;
    const auto pixels = body.subspan(head_size);
    if (pixels.size() != std::size_t{picture.width} * picture.height * color_bytes) return lied;
    picture.pixels.assign(pixels.begin(), pixels.end());
    return picture;
}

Result<> read(ByteView input, sandbox::Output& output) {
    const auto picture = TRY(picture_of(input));
    output.put(picture_record, body_of(picture));
    return Done{};
}

// The input is ours: a kind, and a picture as its reader wrote it.
Result<> paint(ByteView input, sandbox::Output& output) {
    if (input.empty()) return failure(Errc::invalid, no_picture);
    const auto picture = TRY(from_body(input.subspan(1)));
    const auto file = TRY(painted(picture, static_cast<Kind>(input[0])));
    output.put(file_record, file);
    return Done{};
}

constexpr std::array<const Message*, 2> refusals{&no_picture, &picture_too_large};

} // namespace

Result<Picture> picture_of(ByteView file) {
    const auto kind = content_of(file).kind;
    Canvas canvas;
    if (kind == Kind::png)
        TRY(decode_png(file, canvas));
    else if (kind == Kind::jpeg)
        TRY(decode_jpeg(file, canvas));
    else
        return failure(Errc::invalid, no_picture);
    return canvas.picture(exif_of(file).orientation);
}

Result<Bytes> painted(const Picture& picture, Kind kind) {
    return kind == Kind::jpeg ? encode_jpeg(picture) : encode_png(picture);
}

sandbox::Parser picture_reader() {
    return {.name = reader_name, .run = read, .refusals = refusals};
}

sandbox::Parser picture_painter() {
    return {.name = painter_name, .run = paint, .refusals = refusals};
}

Result<Preview> preview_in(sandbox::Sandbox& sandbox, ByteView file) {
    const auto records = TRY(sandbox.read(reader_name, file));
    const auto picture = TRY(picture_from(records));
    const auto kind = as_text(file).starts_with("\x89PNG") ? Kind::png : Kind::jpeg;
    Bytes order{static_cast<std::byte>(kind)};
    const auto body = body_of(picture);
    order.insert(order.end(), body.begin(), body.end());
    auto painted_records = TRY(sandbox.read(painter_name, order));
    if (painted_records.size() != 1 || painted_records[0].kind != file_record)
        return failure(Errc::invalid, sandbox::lied);
    return Preview{.kind = kind, .file = std::move(painted_records[0].body)};
}

Result<Picture> picture_from(std::span<const sandbox::Record> records) {
    if (records.size() != 1 || records[0].kind != picture_record)
        return failure(Errc::invalid, sandbox::lied);
    return from_body(records[0].body);
}

} // namespace sokuo::inspect
