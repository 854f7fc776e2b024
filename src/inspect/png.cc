#include "inspect/codec.h"

#include <algorithm>
#include <cstring>
#include <png.h>

namespace sokuo::inspect {
namespace {

// Everything a longjmp of libpng's may pass over lives here, outside.
struct Job {
    ByteView left{};
    Canvas* canvas = nullptr;
    bool is_too_large = false;
    std::vector<png_byte> row{};
    png_structp png = nullptr;
    png_infop info = nullptr;

    Job() = default;
    ~Job() { png_destroy_read_struct(&png, &info, nullptr); }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    Job(Job&&) = delete;
    Job& operator=(Job&&) = delete;
};

void give(png_structp png, png_bytep to, png_size_t size) {
    auto& job = *static_cast<Job*>(png_get_io_ptr(png));
    if (size > job.left.size()) png_error(png, "cut off");
    std::memcpy(to, job.left.data(), size);
    job.left = job.left.subspan(size);
}

void be_quiet(png_structp /*png*/, png_const_charp /*words*/) {}

void fail(png_structp png, png_const_charp /*words*/) {
    png_longjmp(png, 1);
}

bool begin(Job& job) {
    constexpr png_alloc_size_t chunk_bytes_max = 8UL << 20U;
    png_set_read_fn(job.png, &job, give);
    png_set_user_limits(job.png, picture_side_max, picture_side_max);
    png_set_chunk_malloc_max(job.png, chunk_bytes_max);
    // What is not about the pixels is passed over, whatever length it claims.
    png_set_keep_unknown_chunks(job.png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_read_info(job.png, job.info);
    const auto width = png_get_image_width(job.png, job.info);
    const auto height = png_get_image_height(job.png, job.info);
    job.is_too_large = !job.canvas->open(width, height);
    if (job.is_too_large) return false;
    png_set_expand(job.png);
    png_set_scale_16(job.png);
    png_set_gray_to_rgb(job.png);
    png_set_add_alpha(job.png, 255, PNG_FILLER_AFTER);
    png_read_update_info(job.png, job.info);
    job.row.resize(std::max<std::size_t>(png_get_rowbytes(job.png, job.info), width * 4UL));
    return true;
}

void add(Canvas& canvas, std::uint32_t x, std::uint32_t y, const png_byte* pixel) {
    const unsigned alpha = pixel[3];
    const auto on_white = [&](unsigned part) { return (part * alpha + 255 * (255 - alpha)) / 255; };
    canvas.add(x, y, {on_white(pixel[0]), on_white(pixel[1]), on_white(pixel[2])});
}

// Pixels of an interlaced picture are added where they belong, pass by pass: nothing is kept.
void read_rows(Job& job) {
    const auto width = png_get_image_width(job.png, job.info);
    const auto height = png_get_image_height(job.png, job.info);
    const bool is_laced = png_get_interlace_type(job.png, job.info) != PNG_INTERLACE_NONE;
    for (unsigned pass = 0; pass < (is_laced ? 7U : 1U); ++pass) {
        const auto columns = is_laced ? PNG_PASS_COLS(width, pass) : width;
        const auto rows = is_laced ? PNG_PASS_ROWS(height, pass) : height;
        if (columns == 0) continue;
        for (std::uint32_t row = 0; row < rows; ++row) {
            png_read_row(job.png, job.row.data(), nullptr);
            const auto y = is_laced ? PNG_ROW_FROM_PASS_ROW(row, pass) : row;
            for (std::uint32_t column = 0; column < columns; ++column) {
                const auto x = is_laced ? PNG_COL_FROM_PASS_COL(column, pass) : column;
                add(*job.canvas, x, y, &job.row[std::size_t{column} * 4]);
            }
        }
    }
}

bool decode(Job& job) {
    if (setjmp(png_jmpbuf(job.png)) != 0) return false;
    if (!begin(job)) return false;
    read_rows(job);
    return true;
}

} // namespace

Result<> decode_png(ByteView file, Canvas& canvas) {
    Job job;
    job.left = file;
    job.canvas = &canvas;
    job.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, be_quiet);
    if (job.png != nullptr) job.info = png_create_info_struct(job.png);
    if (job.info == nullptr) return failure(Errc::invalid, no_picture);
    if (decode(job)) return Done{};
    return failure(Errc::invalid, job.is_too_large ? picture_too_large : no_picture);
}

Result<Bytes> encode_png(const Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = picture.width;
    image.height = picture.height;
    image.format = PNG_FORMAT_RGB;
    Bytes file(PNG_IMAGE_PNG_SIZE_MAX(image));
    png_alloc_size_t size = file.size();
    const int done =
        png_image_write_to_memory(&image, file.data(), &size, 0, picture.pixels.data(), 0, nullptr);
    if (done == 0) return failure(Errc::invalid, no_picture);
    file.resize(size);
    return file;
}

} // namespace sokuo::inspect
