#include "http/socket.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <sys/socket.h>
#include <sys/uio.h>

namespace sokuo::http {

namespace {

constexpr Message certificate_unusable{
    "http.certificate_unusable",
    "TLSの証明書か鍵を読めません。設定のファイル名と、PEM形式であることを確かめてください。",
    "The TLS certificate or its key cannot be read. Check the file names in the settings and that "
    "the files are PEM."};

// OpenSSL's own socket BIO writes with write(2), which raises SIGPIPE when the peer is gone; this
// one sends with MSG_NOSIGNAL.
int bio_descriptor(BIO* bio) {
    return static_cast<const Watch*>(BIO_get_data(bio))->descriptor();
}

int bio_write(BIO* bio, const char* data, int size) {
    BIO_clear_retry_flags(bio);
    const auto sent =
        ::send(bio_descriptor(bio), data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
    return static_cast<int>(sent);
}

int bio_read(BIO* bio, char* data, int size) {
    BIO_clear_retry_flags(bio);
    const auto got = ::recv(bio_descriptor(bio), data, static_cast<std::size_t>(size), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    return static_cast<int>(got);
}

long bio_control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* socket_bio() {
    static BIO_METHOD* const method = [] {
        auto* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
        BIO_meth_set_write(made, bio_write);
        BIO_meth_set_read(made, bio_read);
        BIO_meth_set_ctrl(made, bio_control);
        return made;
    }();
    return method;
}

std::string tls_errors() {
    std::string text;
    while (const auto code = ERR_get_error()) {
        std::array<char, 256> line{};
        ERR_error_string_n(code, line.data(), line.size());
        text.append(text.empty() ? "" : "; ").append(line.data());
    }
    return text;
}

Socket::Transfer outcome_of(ssize_t moved, Socket::Outcome wait) {
    if (moved > 0) return {Socket::Outcome::moved, static_cast<std::size_t>(moved)};
    if (moved < 0 && (errno == EAGAIN || errno == EINTR)) return {wait, 0};
    return {Socket::Outcome::ended, 0};
}

} // namespace

Result<std::unique_ptr<TlsContext>> TlsContext::load(const std::filesystem::path& certificate,
                                                     const std::filesystem::path& key) {
    std::unique_ptr<TlsContext> made{new TlsContext{SSL_CTX_new(TLS_server_method())}};
    auto* context = made->context_;
    if (context == nullptr)
        return because(failure(Errc::invalid, certificate_unusable), tls_errors());
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // Tickets only: nothing is held.
    const bool is_usable =
        SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
        SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) == 1 &&
        SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) == 1 &&
        SSL_CTX_check_private_key(context) == 1;
    if (!is_usable)
        return because(at(failure(Errc::invalid, certificate_unusable), certificate.string()),
                       tls_errors());
    return made;
}

TlsContext::~TlsContext() {
    SSL_CTX_free(context_);
}

Socket::Socket(Loop& loop, int descriptor, const TlsContext* tls) : watch_{loop, descriptor} {
    if (tls == nullptr) return;
    tls_ = SSL_new(tls->context_);
    auto* bio = BIO_new(socket_bio());
    BIO_set_data(bio, &watch_);
    BIO_set_init(bio, 1);
    SSL_set_bio(tls_, bio, bio);
    SSL_set_accept_state(tls_);
}

Socket::~Socket() {
    SSL_free(tls_);
}

Socket::Transfer Socket::outcome_of_tls(int result) {
    switch (SSL_get_error(tls_, result)) {
    case SSL_ERROR_WANT_READ: return {Outcome::wait_readable, 0};
    case SSL_ERROR_WANT_WRITE: return {Outcome::wait_writable, 0};
    default: ERR_clear_error(); return {Outcome::ended, 0};
    }
}

Socket::Transfer Socket::read(std::span<char> room) {
    if (tls_ == nullptr)
        return outcome_of(::recv(watch_.descriptor(), room.data(), room.size(), 0),
                          Outcome::wait_readable);
    ERR_clear_error();
    std::size_t bytes = 0;
    const int result = SSL_read_ex(tls_, room.data(), room.size(), &bytes);
    if (result == 1) return {Outcome::moved, bytes};
    return outcome_of_tls(result);
}

Socket::Transfer Socket::write(std::string_view first, std::string_view second) {
    if (tls_ == nullptr) {
        std::array<iovec, 2> pieces{{{const_cast<char*>(first.data()), first.size()},
                                     {const_cast<char*>(second.data()), second.size()}}};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        return outcome_of(::sendmsg(watch_.descriptor(), &message, MSG_NOSIGNAL),
                          Outcome::wait_writable);
    }
    // One TLS record of at most 16 KiB, made of both.
    std::array<char, SSL3_RT_MAX_PLAIN_LENGTH> record; // NOLINT(*-init-variables): filled below.
    const auto from_first = std::min(first.size(), record.size());
    const auto from_second = std::min(second.size(), record.size() - from_first);
    std::memcpy(record.data(), first.data(), from_first);
    if (from_second > 0) std::memcpy(record.data() + from_first, second.data(), from_second);
    ERR_clear_error();
    std::size_t bytes = 0;
    const int result = SSL_write_ex(tls_, record.data(), from_first + from_second, &bytes);
    if (result == 1) return {Outcome::moved, bytes};
    return outcome_of_tls(result);
}

bool Socket::is_established() const {
    return tls_ == nullptr || SSL_is_init_finished(tls_) == 1;
}

void Socket::end_writing() {
    if (tls_ != nullptr) {
        ERR_clear_error();
        SSL_shutdown(tls_);
        ERR_clear_error();
    }
    ::shutdown(watch_.descriptor(), SHUT_WR);
}

} // namespace sokuo::http
