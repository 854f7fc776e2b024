#include "identity/ldap.h"

#include <ldap.h>
#include <openldap.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <poll.h>
#include <stop_token>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sokuo::identity {
namespace {

constexpr Message bad_url{
    "identity.directory_url",
    "url は ldaps://ad.example の形で書いてください（番号は付けられますが、道筋や ? "
    "は付けません）。",
    "Write url as ldaps://ad.example: a port may follow, but no path and no “?”."};
constexpr Message plain_ldap{
    "identity.directory_plain",
    "暗号化なしの ldap:// は、この機械の中でだけ使えます。ldaps:// にするか、start_tls: true "
    "を書いてください。",
    "Plain ldap:// is for this very machine only. Use ldaps://, or write start_tls: true."};
constexpr Message both_kinds{"identity.directory_both",
                             "start_tls は ldap:// のときだけ書いてください。",
                             "start_tls goes with ldap:// only."};
constexpr Message ca_missing{
    "identity.directory_ca",
    "ca に、ディレクトリの証明書を発行した認証局のファイル（PEM）を書いてください。",
    "Give the file (PEM) of the authority that issued the directory's certificate as ca."};
constexpr Message no_answer{
    "identity.directory_silent",
    "ディレクトリにつながりません。名前が登録されている職員は、その間もサインインできます。",
    "The directory does not answer. Those with a local sign-in can still enter."};

using Moment = std::chrono::steady_clock::time_point;

struct Url {
    bool is_tls = false;
    std::string host;
    std::string port;
};

bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == ':';
    });
}

Result<Url> read_url(std::string_view text) {
    constexpr std::string_view plain = "ldap://";
    constexpr std::string_view secure = "ldaps://";
    Url url;
    url.is_tls = text.starts_with(secure);
    if (!url.is_tls && !text.starts_with(plain)) return failure(Errc::invalid, bad_url);
    auto rest = text.substr(url.is_tls ? secure.size() : plain.size());
    std::string_view port;
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos) return failure(Errc::invalid, bad_url);
        url.host = rest.substr(1, close - 1);
        port = rest.substr(close + 1);
    } else {
        const auto colon = rest.find(':');
        url.host = rest.substr(0, colon);
        if (colon != std::string_view::npos) port = rest.substr(colon);
    }
    const bool is_port =
        port.empty() ||
        (port.size() >= 2 && port.size() <= 6 &&
         port.find_first_not_of("0123456789", 1) == std::string_view::npos && port.front() == ':');
    if (!is_host(url.host) || !is_port) return failure(Errc::invalid, bad_url);
    url.port = url.is_tls ? "636" : "389";
    if (!port.empty()) url.port = port.substr(1);
    return url;
}

bool is_loopback(std::string_view host) {
    return host.starts_with("127.") || host == "::1" || host == "localhost";
}

berval borrowed(std::string_view text) {
    // libldap takes it as not const and changes nothing.
    return {text.size(), const_cast<char*>(text.data())};
}

class Socket {
public:
    explicit Socket(int descriptor) : descriptor_{descriptor} {}
    ~Socket() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }
    int release() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

/// Hangs up when the time is over. libldap's own limits do not hold while it shakes hands: with
/// GnuTLS, as Debian builds it, it asks a mute peer for ever and at full speed (2.5.13).
class HangUp {
public:
    /// Has a descriptor of its own: libldap may close the other at any moment.
    HangUp(int descriptor, Moment until)
        : own_{fcntl(descriptor, F_DUPFD_CLOEXEC, 0)}, thread_{[this, until](
                                                                   const std::stop_token& stop) {
              std::mutex mutex;
              std::condition_variable_any wake;
              std::unique_lock lock{mutex};
              wake.wait_until(lock, stop, until, [] { return false; });
              if (!stop.stop_requested()) shutdown(own_.get(), SHUT_RDWR);
          }} {}

private:
    Socket own_;
    std::jthread thread_; // Ends first.
};

struct FreeAddresses {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

/// Connected, and blocking from here on; -1 when nobody answers in time.
int connect_to(const Url& url, Moment until) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (getaddrinfo(url.host.c_str(), url.port.c_str(), &hints, &list) != 0) return -1;
    const std::unique_ptr<addrinfo, FreeAddresses> kept{list};
    for (const auto* one = list; one != nullptr; one = one->ai_next) {
        Socket socket{::socket(one->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        if (socket.get() < 0 || left.count() <= 0) continue;
        if (connect(socket.get(), one->ai_addr, one->ai_addrlen) != 0 && errno != EINPROGRESS)
            continue;
        pollfd waiting{socket.get(), POLLOUT, 0};
        int error = 0;
        socklen_t length = sizeof(error);
        const bool is_there =
            poll(&waiting, 1, static_cast<int>(left.count())) == 1 &&
            getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0;
        const int flags = fcntl(socket.get(), F_GETFL);
        if (is_there && fcntl(socket.get(), F_SETFL, flags & ~O_NONBLOCK) == 0)
            return socket.release();
    }
    return -1;
}

class LdapLine final : public DirectoryLine {
public:
    explicit LdapLine(const LdapPlace& place)
        : place_{place}, until_{std::chrono::steady_clock::now() + place.time_max} {}
    ~LdapLine() override {
        if (handle_ != nullptr) ldap_unbind_ext_s(handle_, nullptr, nullptr);
    }
    LdapLine(const LdapLine&) = delete;
    LdapLine& operator=(const LdapLine&) = delete;

    Result<> call() {
        const auto url = TRY(read_url(place_.url));
        Socket socket{connect_to(url, until_)};
        if (socket.get() < 0) return silent(LDAP_CONNECT_ERROR);
        hang_up_.emplace(socket.get(), until_);
        descriptor_ = socket.get();
        const auto failed = ldap_init_fd(descriptor_, LDAP_PROTO_TCP, place_.url.c_str(), &handle_);
        if (failed != LDAP_SUCCESS) return silent(failed);
        socket.release(); // libldap's from here on.
        TRY(set_rules());
        if (url.is_tls) return succeed(ldap_install_tls(handle_));
        if (!place_.start_tls) return Done{};
        return succeed(ldap_start_tls_s(handle_, nullptr, nullptr));
    }

    Result<bool> bind(std::string_view dn, std::string_view password) override {
        TRY(is_open());
        const std::string name{dn};
        auto secret = borrowed(password);
        const auto code = ldap_sasl_bind_s(handle_, name.c_str(), LDAP_SASL_SIMPLE, &secret,
                                           nullptr, nullptr, nullptr);
        switch (code) {
        case LDAP_SUCCESS: return true;
        case LDAP_INVALID_CREDENTIALS:
        case LDAP_INAPPROPRIATE_AUTH:
        case LDAP_INSUFFICIENT_ACCESS:
        case LDAP_NO_SUCH_OBJECT:
        case LDAP_INVALID_DN_SYNTAX:
        case LDAP_CONSTRAINT_VIOLATION:
        case LDAP_UNWILLING_TO_PERFORM: return false;
        default: return silent(code);
        }
    }

    Result<std::vector<DirectoryEntry>> search(const DirectorySearch& wanted) override {
        TRY(is_open());
        std::vector<DirectoryEntry> entries;
        const std::string base{wanted.base};
        const std::string filter{wanted.filter};
        std::string attribute{wanted.attribute};
        std::array<char*, 2> attributes{attribute.data(), nullptr};
        const int scope = wanted.scope == Scope::entry ? LDAP_SCOPE_BASE : LDAP_SCOPE_SUBTREE;
        LDAPMessage* found = nullptr;
        constexpr int entries_max = 2;
        const auto code =
            ldap_search_ext_s(handle_, base.c_str(), scope, filter.c_str(), attributes.data(), 0,
                              nullptr, nullptr, nullptr, entries_max, &found);
        const std::unique_ptr<LDAPMessage, int (*)(LDAPMessage*)> kept{found, ldap_msgfree};
        // Gone meanwhile, or not for our eyes: nothing is found.
        if (code == LDAP_NO_SUCH_OBJECT || code == LDAP_INSUFFICIENT_ACCESS) return entries;
        if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED) return silent(code);
        for (auto* entry = ldap_first_entry(handle_, found); entry != nullptr;
             entry = ldap_next_entry(handle_, entry))
            entries.push_back(read(entry, attribute));
        return entries;
    }

    Result<bool> is_somebody() override {
        TRY(is_open());
        berval* who = nullptr;
        const auto code = ldap_whoami_s(handle_, &who, nullptr, nullptr);
        const std::unique_ptr<berval, void (*)(berval*)> kept{who, ber_bvfree};
        if (code == LDAP_SUCCESS) return who != nullptr && who->bv_len > 0;
        const bool is_not_offered = code == LDAP_PROTOCOL_ERROR ||
                                    code == LDAP_UNWILLING_TO_PERFORM ||
                                    code == LDAP_UNAVAILABLE_CRITICAL_EXTENSION;
        if (is_not_offered) return true;
        return silent(code);
    }

private:
    Result<> set_rules() {
        constexpr int version = LDAP_VERSION3;
        constexpr int tls_min = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
        constexpr int demand = LDAP_OPT_X_TLS_DEMAND;
        constexpr int client = 0;
        constexpr int never = LDAP_DEREF_NEVER;
        TRY(set(LDAP_OPT_PROTOCOL_VERSION, &version));
        TRY(set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF));
        TRY(set(LDAP_OPT_RESTART, LDAP_OPT_ON));
        TRY(set(LDAP_OPT_DEREF, &never));
        if (place_.ca.empty()) return Done{};
        TRY(set(LDAP_OPT_X_TLS_CACERTFILE, place_.ca.c_str()));
        TRY(set(LDAP_OPT_X_TLS_REQUIRE_CERT, &demand));
        TRY(set(LDAP_OPT_X_TLS_PROTOCOL_MIN, &tls_min));
        return set(LDAP_OPT_X_TLS_NEWCTX, &client);
    }
    Result<> set(int option, const void* value) {
        return succeed(ldap_set_option(handle_, option, value));
    }

    /// The connection that was made, encrypted and verified, is the only one: libldap would open
    /// another by itself, and in plain text where it was StartTLS that encrypted the first.
    Result<> is_open() {
        int descriptor = -1;
        TRY(succeed(ldap_get_option(handle_, LDAP_OPT_DESC, &descriptor)));
        if (descriptor != descriptor_ || is_lost_) return silent(LDAP_SERVER_DOWN);
        return Done{};
    }

    DirectoryEntry read(LDAPMessage* message, const std::string& attribute) {
        DirectoryEntry entry;
        char* dn = ldap_get_dn(handle_, message);
        if (dn != nullptr) entry.dn = dn;
        ldap_memfree(dn);
        berval** values = ldap_get_values_len(handle_, message, attribute.c_str());
        for (int at = 0; at < ldap_count_values_len(values); ++at)
            entry.names.emplace_back(values[at]->bv_val, values[at]->bv_len);
        ldap_value_free_len(values);
        return entry;
    }

    Result<> succeed(int code) {
        if (code == LDAP_SUCCESS) return Done{};
        return silent(code);
    }
    Error silent(int code) {
        is_lost_ = true;
        std::string detail = ldap_err2string(code);
        char* more = nullptr;
        if (handle_ != nullptr)
            ldap_get_option(handle_, LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void*>(&more));
        if (more != nullptr && *more != '\0') detail.append(": ").append(more);
        ldap_memfree(more);
        return because(failure(Errc::unavailable, no_answer), place_.url + ": " + detail);
    }

    const LdapPlace& place_; ///< The caller's, which outlives its lines.
    Moment until_;
    int descriptor_ = -1;
    bool is_lost_ = false;
    LDAP* handle_ = nullptr;
    std::optional<HangUp> hang_up_;
};

} // namespace

Result<> check_place(const LdapPlace& place) {
    const auto url = TRY(read_url(place.url));
    if (url.is_tls && place.start_tls) return failure(Errc::invalid, both_kinds);
    const bool is_covered = url.is_tls || place.start_tls;
    if (!is_covered && !is_loopback(url.host)) return failure(Errc::invalid, plain_ldap);
    if (is_covered && place.ca.empty()) return failure(Errc::invalid, ca_missing);
    return Done{};
}

CallDirectory ldap_caller(LdapPlace place) {
    return [place = std::move(place)]() -> Result<std::unique_ptr<DirectoryLine>> {
        auto line = std::make_unique<LdapLine>(place);
        TRY(line->call());
        return std::unique_ptr<DirectoryLine>{std::move(line)};
    };
}

} // namespace sokuo::identity
