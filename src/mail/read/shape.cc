#include "mail/read/shape.h"

#include <algorithm>
#include <cstring>
#include <gmime/gmime.h>
#include <memory>
#include <new>
#include <utility>

namespace sokuo::mail {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

bool has_word(const guint8* at, const guint8* end, std::string_view word) {
    return static_cast<std::size_t>(end - at) >= word.size() &&
           g_ascii_strncasecmp(reinterpret_cast<const char*>(at), word.data(), word.size()) == 0;
}

// The names of what would make GMime look into an attached mail lose their last letter.
void hide_mails(guint8* at, guint8* end) {
    using namespace std::string_view_literals;
    for (const auto word :
         {"message/rfc822"sv, "message/global"sv, "message/news"sv, "multipart/digest"sv}) {
        if (has_word(at, end, word)) at[word.size() - 1] = '_';
    }
}

void mask(guint8* bytes, std::size_t size) {
    for (std::size_t at = 0; at < size; ++at) {
        auto& byte = bytes[at];
        if (byte >= 0x80U) byte = '8';
        if (byte == 0) byte = '0';
        const bool is_charset = byte == '=' && at > 0 && bytes[at - 1] == '*';
        const bool is_word = byte == '?' && at > 0 && bytes[at - 1] == '=';
        if (is_charset || is_word) byte = '_';
        if (byte == '/' && at >= 9)
            hide_mails(bytes + at - 7, bytes + size), hide_mails(bytes + at - 9, bytes + size);
    }
}

Owned<GMimeStream> masked(std::string_view mail) {
    auto* bytes = g_byte_array_sized_new(static_cast<guint>(mail.size()));
    g_byte_array_append(bytes, reinterpret_cast<const guint8*>(mail.data()),
                        static_cast<guint>(mail.size()));
    mask(bytes->data, bytes->len);
    return Owned<GMimeStream>{g_mime_stream_mem_new_with_byte_array(bytes)};
}

// In a worker GLib has nowhere to write to. What it dies of is that there is no memory.
GLogWriterOutput hear(GLogLevelFlags level, const GLogField* /*fields*/, gsize /*count*/,
                      gpointer /*data*/) {
    const auto out_of_memory = std::get_new_handler();
    if ((level & G_LOG_LEVEL_ERROR) != 0 && out_of_memory != nullptr) out_of_memory();
    return G_LOG_WRITER_HANDLED;
}

struct Warnings {
    bool is_truncated = false;
};

void take_warning(gint64 /*offset*/, GMimeParserWarning what, const gchar* /*item*/,
                  gpointer warnings) {
    if (what == GMIME_WARN_TRUNCATED_MESSAGE) static_cast<Warnings*>(warnings)->is_truncated = true;
}

class Walker {
public:
    Walker(std::string_view mail, Allowance& allowance, Shape& shape)
        : mail_{mail}, allowance_{allowance}, shape_{shape} {}

    PartPlace walk(GMimeObject* object, std::size_t depth) {
        PartPlace place;
        place.headers = headers(object);
        const auto body = body_of(place);
        if (GMIME_IS_MULTIPART(object)) {
            place.is_several = true;
            place.content = {body, body};
            auto* several = reinterpret_cast<GMimeMultipart*>(object);
            const int count = g_mime_multipart_get_count(several);
            if (count == 0) place.content.end = depth == 0 ? mail_.size() : end_of(several, body);
            for (int at = 0; at < count && !shape_.rest; ++at)
                add(place, g_mime_multipart_get_part(several, at), depth + 1);
        } else if (GMIME_IS_PART(object)) {
            place.content = content(reinterpret_cast<GMimePart*>(object), body);
        } else {
            // A mail that was not hidden from GMime: where it ends is not known.
            stop(body, Defect::too_deep);
        }
        position_ = std::max({position_, body, place.content.end});
        return place;
    }

private:
    void add(PartPlace& place, GMimeObject* part, std::size_t depth) {
        const bool is_deep = depth > depth_max;
        if (is_deep || allowance_.parts == 0) {
            stop(begin_of(part), is_deep ? Defect::too_deep : Defect::too_many_parts);
            return;
        }
        --allowance_.parts;
        place.parts.push_back(walk(part, depth));
    }

    void stop(std::size_t begin, Defect why) {
        shape_.rest = Range{std::min(begin, mail_.size()), mail_.size()};
        shape_.rest_reason = why;
    }

    std::size_t begin_of(GMimeObject* part) {
        const auto* list = g_mime_object_get_header_list(part);
        if (g_mime_header_list_get_count(const_cast<GMimeHeaderList*>(list)) == 0) return position_;
        auto* first = g_mime_header_list_get_header_at(const_cast<GMimeHeaderList*>(list), 0);
        const auto offset = g_mime_header_get_offset(first);
        return offset < 0 ? position_ : static_cast<std::size_t>(offset);
    }

    std::vector<HeaderPlace> headers(GMimeObject* object) {
        std::vector<HeaderPlace> places;
        auto* list = g_mime_object_get_header_list(object);
        const int count = g_mime_header_list_get_count(list);
        for (int at = 0; at < count; ++at) {
            auto* header = g_mime_header_list_get_header_at(list, at);
            const auto offset = g_mime_header_get_offset(header);
            const char* name = g_mime_header_get_raw_name(header);
            const char* value = g_mime_header_get_raw_value(header);
            if (offset < 0 || name == nullptr || value == nullptr) continue;
            const auto begin = std::min(static_cast<std::size_t>(offset), mail_.size());
            const auto colon = std::min(begin + std::strlen(name), mail_.size());
            const auto text = std::min(colon + 1, mail_.size());
            const auto end = std::min(text + std::strlen(value), mail_.size());
            places.push_back({{begin, colon}, {text, end}});
        }
        // The last one tells where the body begins; the reader takes as many as it may.
        return places;
    }

    // Behind the empty line that ends the headers.
    std::size_t body_of(const PartPlace& place) const {
        auto at = place.headers.empty() ? position_ : place.headers.back().value.end;
        if (mail_.substr(at, 2) == "\r\n") return at + 2;
        if (mail_.substr(at, 1) == "\n") return at + 1;
        return at;
    }

    [[nodiscard]] std::size_t end_of(GMimeMultipart* several, std::size_t body) const {
        const char* before = g_mime_multipart_get_prologue(several);
        const char* after = g_mime_multipart_get_epilogue(several);
        std::size_t size = 0;
        for (const char* text : {before, after})
            size += text == nullptr ? 0 : std::strlen(text);
        return std::min(body + size, mail_.size());
    }

    [[nodiscard]] Range content(GMimePart* part, std::size_t body) const {
        auto* wrapper = g_mime_part_get_content(part);
        auto* stream = wrapper == nullptr ? nullptr : g_mime_data_wrapper_get_stream(wrapper);
        if (stream == nullptr || stream->bound_start < 0) return {body, body};
        const auto begin = std::min(static_cast<std::size_t>(stream->bound_start), mail_.size());
        const auto end =
            stream->bound_end < 0 ? mail_.size() : static_cast<std::size_t>(stream->bound_end);
        return {begin, std::clamp(end, begin, mail_.size())};
    }

    std::string_view mail_;
    Allowance& allowance_;
    Shape& shape_;
    std::size_t position_ = 0; ///< How far the walk has come.
};

} // namespace

void warm_up_shapes() {
    g_log_set_writer_func(hear, nullptr, nullptr);
    Allowance allowance;
    (void)shape_of("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n", allowance);
}

Shape shape_of(std::string_view mail, Allowance& allowance) {
    [[maybe_unused]] static const bool is_ready = [] { return g_mime_init(), true; }();
    Shape shape;
    Warnings warnings;
    const auto stream = masked(mail);
    const Owned<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
    auto* options = g_mime_parser_options_new();
    g_mime_parser_options_set_warning_callback(options, take_warning, &warnings);
    const Owned<GMimeObject> object{g_mime_parser_construct_part(parser.get(), options)};
    g_mime_parser_options_free(options);
    if (object == nullptr) {
        shape.has_headers = false;
        shape.mail.content = {0, mail.size()};
        return shape;
    }
    shape.mail = Walker{mail, allowance, shape}.walk(object.get(), 0);
    shape.is_closed = !warnings.is_truncated;
    return shape;
}

} // namespace sokuo::mail
