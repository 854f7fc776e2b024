#include "inspect/codec.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>

namespace sokuo::inspect {
namespace {

constexpr int scans_max = 500; // of a progressive picture; those of people have a dozen
constexpr int quality = 85;

struct Manager {
    jpeg_error_mgr base{};
    std::jmp_buf back{};
};

[[noreturn]] void fail(j_common_ptr info) {
    std::longjmp(reinterpret_cast<Manager*>(info->err)->back, 1);
}

void be_quiet(j_common_ptr /*info*/) {}
void count_only(j_common_ptr info, int level) {
    if (level < 0) ++info->err->num_warnings;
}

jpeg_error_mgr* prepared(Manager& manager) {
    jpeg_std_error(&manager.base);
    manager.base.error_exit = fail;
    manager.base.output_message = be_quiet;
    manager.base.emit_message = count_only;
    return &manager.base;
}

// Everything a longjmp of libjpeg's may pass over lives here, outside.
struct Reading {
    ByteView file{};
    Canvas* canvas = nullptr;
    bool is_too_large = false;
    std::vector<JSAMPLE> row{};
    Manager manager{};
    jpeg_progress_mgr progress{};
    jpeg_decompress_struct info{};

    Reading() = default;
    ~Reading() { jpeg_destroy_decompress(&info); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    Reading(Reading&&) = delete;
    Reading& operator=(Reading&&) = delete;
};

void watch_scans(j_common_ptr info) {
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > scans_max) fail(info);
}

// Printers' colours as those cameras and Adobe write them: turned round.
void add_row(Reading& job, std::uint32_t y) {
    const auto& info = job.info;
    const bool is_ink = info.output_components == 4;
    for (std::uint32_t x = 0; x < info.output_width; ++x) {
        const auto* pixel =
            &job.row[std::size_t{x} * static_cast<unsigned>(info.output_components)];
        const auto ink = [&](unsigned part) {
            const unsigned color = info.saw_Adobe_marker != 0 ? pixel[part] : 255U - pixel[part];
            const unsigned black = info.saw_Adobe_marker != 0 ? pixel[3] : 255U - pixel[3];
            return color * black / 255;
        };
        if (is_ink)
            job.canvas->add(x, y, {ink(0), ink(1), ink(2)});
        else
            job.canvas->add(x, y, {pixel[0], pixel[1], pixel[2]});
    }
}

bool decode(Reading& job) {
    if (setjmp(job.manager.back) != 0) return false;
    auto* info = &job.info;
    jpeg_create_decompress(info);
    job.progress.progress_monitor = watch_scans;
    info->progress = &job.progress;
    jpeg_mem_src(info, reinterpret_cast<const unsigned char*>(job.file.data()), job.file.size());
    jpeg_read_header(info, TRUE);
    const auto pixels = std::uint64_t{info->image_width} * info->image_height;
    const auto longest = std::max(info->image_width, info->image_height);
    job.is_too_large = longest > picture_side_max || pixels > picture_pixels_max;
    if (job.is_too_large) return false;
    // Made smaller while it is decoded as long as twice the wanted size is left.
    info->scale_num = 1;
    info->scale_denom = 1;
    while (info->scale_denom < 8 && longest / (info->scale_denom * 2) >= preview_side_max * 2)
        info->scale_denom *= 2;
    const bool is_ink = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
    info->out_color_space = is_ink ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(info);
    if (!job.canvas->open(info->output_width, info->output_height)) return false;
    job.row.resize(std::size_t{info->output_width} *
                   static_cast<unsigned>(info->output_components));
    while (info->output_scanline < info->output_height) {
        const auto y = info->output_scanline;
        JSAMPROW row = job.row.data();
        if (jpeg_read_scanlines(info, &row, 1) != 1) return false;
        add_row(job, y);
    }
    return true;
}

struct Writing {
    const Picture* picture = nullptr;
    unsigned char* out = nullptr;
    unsigned long size = 0;
    Manager manager{};
    jpeg_compress_struct info{};

    Writing() = default;
    ~Writing() {
        jpeg_destroy_compress(&info);
        std::free(out);
    }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;
    Writing(Writing&&) = delete;
    Writing& operator=(Writing&&) = delete;
};

bool encode(Writing& job) {
    if (setjmp(job.manager.back) != 0) return false;
    auto* info = &job.info;
    jpeg_create_compress(info);
    jpeg_mem_dest(info, &job.out, &job.size);
    info->image_width = job.picture->width;
    info->image_height = job.picture->height;
    info->input_components = 3;
    info->in_color_space = JCS_RGB;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, quality, TRUE);
    jpeg_start_compress(info, TRUE);
    const auto* pixels = reinterpret_cast<const JSAMPLE*>(job.picture->pixels.data());
    while (info->next_scanline < info->image_height) {
        // libjpeg does not write there.
        auto* row =
            const_cast<JSAMPLE*>(pixels + std::size_t{info->next_scanline} * info->image_width * 3);
        jpeg_write_scanlines(info, &row, 1);
    }
    jpeg_finish_compress(info);
    return true;
}

} // namespace

Result<> decode_jpeg(ByteView file, Canvas& canvas) {
    Reading job;
    job.file = file;
    job.canvas = &canvas;
    job.info.err = prepared(job.manager);
    if (decode(job)) return Done{};
    return failure(Errc::invalid, job.is_too_large ? picture_too_large : no_picture);
}

Result<Bytes> encode_jpeg(const Picture& picture) {
    Writing job;
    job.picture = &picture;
    job.info.err = prepared(job.manager);
    if (!encode(job)) return failure(Errc::invalid, no_picture);
    const auto* bytes = reinterpret_cast<const std::byte*>(job.out);
    return Bytes(bytes, bytes + job.size);
}

} // namespace sokuo::inspect
