#include "document/qr.h"

#include <qrencode.h>

#include <memory>

namespace sokuo::document {
namespace {

constexpr Message no_qr{"document.no_qr", "長すぎて、QRコードにできません。",
                        "This is too long for a QR code."};

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

Result<std::vector<std::string>> qr_rows(std::string_view text, QrFor use) {
    const auto level = use == QrFor::screen ? QR_ECLEVEL_L : QR_ECLEVEL_Q;
    const std::unique_ptr<QRcode, Free> code{
        QRcode_encodeData(static_cast<int>(text.size()),
                          reinterpret_cast<const unsigned char*>(text.data()), 0, level)};
    if (code == nullptr) return failure(Errc::too_large, no_qr);
    const auto width = static_cast<std::size_t>(code->width);
    std::vector<std::string> rows(width, std::string(width, '0'));
    for (std::size_t at = 0; at < width * width; ++at) {
        if ((code->data[at] & 1U) != 0) rows[at / width][at % width] = '1';
    }
    return rows;
}

} // namespace sokuo::document
