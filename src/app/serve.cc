#include "app/serve.h"

#include "alert/thehive_api.h"
#include "app/advisory_room.h"
#include "app/alert_settings.h"
#include "app/assets.h"
#include "app/bundle_settings.h"
#include "app/child.h"
#include "app/detect_watch.h"
#include "app/duties.h"
#include "app/events.h"
#include "app/identity_file.h"
#include "app/inspect_settings.h"
#include "app/log_room.h"
#include "app/mail_room.h"
#include "app/monitor_room.h"
#include "app/org.h"
#include "app/parsers.h"
#include "app/problem.h"
#include "app/proofs.h"
#include "app/public_intake.h"
#include "app/routes.h"
#include "app/wake_mail.h"
#include "front/front.h"
#include "team/team_api.h"

#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <pthread.h>
#include <utility>

namespace sokuo::app {
namespace {

constexpr Message bad_address{"app.bad_address", "「{0}」は 127.0.0.1:8080 の形で書いてください。",
                              "Write “{0}” as 127.0.0.1:8080."};
constexpr Message plain_http{
    "app.plain_http",
    "暗号化なしで外から届く番地（{0}）では動かせません。--tls-cert と --tls-key を付けるか、"
    "--trusted-proxy で中継を指定してください。",
    "Plain HTTP on {0}, which others can reach, is refused. Give --tls-cert and --tls-key, or "
    "name a --trusted-proxy."};

bool is_loopback(const std::string& host) {
    return host.starts_with("127.") || host == "::1" || host == "localhost";
}

// What stands in the way of serving on these addresses, asked before anything is opened.
Result<> check(const ServeOptions& options) {
    const bool is_covered = options.tls || !options.trusted_proxies.empty();
    if (!is_covered && !is_loopback(options.staff.host))
        return failure(Errc::invalid, plain_http, {options.staff.host});
    if (options.front && options.trusted_proxies.empty() && !is_loopback(options.front->host))
        return failure(Errc::invalid, plain_http, {options.front->host});
    return Done{};
}

http::Route health_route() {
    return {.method = http::Method::get,
            .path = "/healthz",
            .action = std::string{team::open_to_all},
            .limits = {},
            .handler =
                [](const http::Request&) {
                    return http::json_response(200, Json::object({{"ok", true}}));
                },
            .sink = {}};
}

/// Everything that lives while the program serves, in the order it is opened; closed the other way
/// round.
struct App {
    explicit App(const ServeOptions& wanted) : options{wanted} {}

    const ServeOptions& options;
    std::unique_ptr<sandbox::Sandbox> sandbox;
    std::unique_ptr<DetectRoom> rules; ///< Null where there are no detection rules.
    std::unique_ptr<Org> org;
    Others others;
    std::unique_ptr<team::Gate> gate;
    std::unique_ptr<team::TeamApi> team;
    std::unique_ptr<Proofs> proofs;
    std::unique_ptr<Events> events;
    std::unique_ptr<WakeMail> mail;
    std::unique_ptr<MailRoom> mail_room;
    std::vector<alert::Hook> hooks;
    InspectSettings inspect;
    std::optional<bundle::Settings> bundles;
    std::unique_ptr<LogRoom> logs;          ///< Null where no logs are taken in.
    std::unique_ptr<DetectWatch> watch;     ///< Null where no logs meet any rules.
    std::unique_ptr<advisory::Board> board; ///< Null where the clock is simulated.
    std::unique_ptr<AdvisoryRoom> advisories;
    std::unique_ptr<monitor::Board> monitor_board; ///< The same.
    std::unique_ptr<MonitorRoom> monitors;
    std::unique_ptr<FrontChild> front;
    std::unique_ptr<http::Server> internal;
    std::unique_ptr<http::Server> staff;
    std::unique_ptr<Duties> duties;
};

// Before the store and the keys: what reads foreign bytes is started with nothing open.
Result<> start_sandbox(App& app) {
    app.sandbox = TRY(sandbox::Sandbox::start(parsers()));
    return Done{};
}

// As early, for it starts a zygote of its own. Rules that are wrong keep nobody from working.
Result<> load_rules(App& app) {
    auto room = DetectRoom::open(app.options.directory);
    if (room.ok())
        app.rules = std::move(room).value();
    else
        std::fprintf(stderr, "sokuo: detection: %s\n", describe(room.error()).c_str());
    if (app.rules) app.rules->follow();
    return Done{};
}

Result<> open_org(App& app) {
    app.org = TRY(Org::open(app.options.directory));
    return Done{};
}

// They may be dead: nothing is asked of them before somebody signs in.
Result<> open_identity(App& app) {
    auto file = TRY(read_identity_file(app.options.directory));
    app.others = open_others(std::move(file), app.org->wall(), app.org->desk().random);
    if (app.others.directory) app.org->desk().accounts.use(*app.others.directory);
    return Done{};
}

Result<> open_gate(App& app) {
    const auto& desk = app.org->desk();
    app.gate = std::make_unique<team::Gate>(desk.store, desk.book, desk.accounts, desk.journal,
                                            render_problem);
    app.team = std::make_unique<team::TeamApi>(
        team::TeamApi{desk.store,
                      desk.journal,
                      desk.book,
                      desk.accounts,
                      {app.others.directory.get(), app.others.provider.get()}});
    app.proofs = std::make_unique<Proofs>(desk.store, desk.journal, app.org->checkpoints());
    app.events = std::make_unique<Events>(desk);
    app.mail =
        std::make_unique<WakeMail>(desk, app.options.directory, app.org->simulated() != nullptr);
    return Done{};
}

// What is wrong with mail.yaml keeps nobody from working: it is said, and there is no mail.
Result<> open_mail_room(App& app) {
    auto room = MailRoom::open(app.org->desk(), *app.sandbox, app.options.directory,
                               app.org->simulated() != nullptr);
    if (room.ok())
        app.mail_room = std::move(room).value();
    else
        std::fprintf(stderr, "sokuo: mailboxes: %s\n", describe(room.error()).c_str());
    return Done{};
}

// As with mail.yaml: a hook that is written wrong keeps nobody from working.
Result<> read_hooks(App& app) {
    auto hooks = read_alert_settings(app.options.directory);
    if (hooks.ok())
        app.hooks = std::move(hooks).value();
    else
        std::fprintf(stderr, "sokuo: webhooks: %s\n", describe(hooks.error()).c_str());
    return Done{};
}

Result<> read_scanner(App& app) {
    auto settings = read_inspect_settings(app.options.directory);
    if (settings.ok())
        app.inspect = std::move(settings).value();
    else
        std::fprintf(stderr, "sokuo: scanner: %s\n", describe(settings.error()).c_str());
    return Done{};
}

Result<> read_bundles(App& app) {
    auto bundles = read_bundle_settings(app.options.directory);
    if (bundles.ok())
        app.bundles = std::move(bundles).value();
    else
        std::fprintf(stderr, "sokuo: bundles: %s\n", describe(bundles.error()).c_str());
    return Done{};
}

// As with mail.yaml. Drills and demos with a clock of their own take nothing in.
Result<> open_logs(App& app) {
    if (app.org->simulated() != nullptr) return Done{};
    const auto& desk = app.org->desk();
    auto room = LogRoom::open(desk, app.options.directory, desk.book.current().charter.fictional);
    if (!room.ok()) {
        std::fprintf(stderr, "sokuo: syslog: %s\n", describe(room.error()).c_str());
        return Done{};
    }
    app.logs = std::move(room).value();
    if (!app.logs) return Done{};
    for (const auto& door : app.logs->collector().doors())
        std::printf("listening logs %s %s\n",
                    std::string{syslog::way_names.at(static_cast<std::size_t>(door.way))}.c_str(),
                    syslog::address_of(door).c_str());
    return Done{};
}

Result<> watch_logs(App& app) {
    if (!app.logs || !app.rules) return Done{};
    app.watch = TRY(DetectWatch::begin(app.org->desk(), *app.logs, *app.rules));
    return Done{};
}

http::Route guarded(App& app, const team::Route& route) {
    auto behind = app.gate->guard(route);
    return alert::is_thehives(route.path) ? alert::with_messages(std::move(behind)) : behind;
}

// Drills and demos ask nobody.
Result<> open_advisory_room(App& app) {
    if (app.org->simulated() != nullptr) return Done{};
    const auto& desk = app.org->desk();
    app.board = std::make_unique<advisory::Board>();
    app.advisories =
        std::make_unique<AdvisoryRoom>(advisory::Shelf{desk.store, desk.journal, desk.book},
                                       *app.sandbox, *app.board, app.options.directory);
    return Done{};
}

Result<> open_monitor_room(App& app) {
    if (app.org->simulated() != nullptr) return Done{};
    app.monitor_board = std::make_unique<monitor::Board>();
    app.monitors = std::make_unique<MonitorRoom>(
        app.org->desk(), *app.monitor_board, app.options.directory, monitor::looker(*app.sandbox));
    return Done{};
}

std::vector<http::Route> staff_routes(App& app) {
    std::vector<http::Route> routes{health_route()};
    for (const auto& route : api_routes(
             {app.org->desk(), *app.team, *app.proofs, *app.events, app.org->simulated(),
              app.options.public_url, [mail = app.mail.get()] { return mail->is_set_up(); },
              app.mail_room ? &app.mail_room->office() : nullptr, &app.hooks, app.sandbox.get(),
              app.board.get(), &app.inspect, app.bundles ? &*app.bundles : nullptr, app.logs.get(),
              app.monitor_board.get(), app.rules.get()}))
        routes.push_back(guarded(app, route));
    for (auto& route : asset_routes())
        routes.push_back(std::move(route));
    return routes;
}

Result<> open_internal(App& app) {
    http::ServerOptions options;
    options.address.clear();
    options.unix_socket = app.options.directory / "front" / std::string{front::main_socket_name};
    options.workers = 2;
    options.connections_max = 64;
    options.routes.push_back(internal_route(app.org->desk()));
    options.on_failure = render_failure;
    app.internal = TRY(http::Server::start(std::move(options)));
    return Done{};
}

Result<> open_staff(App& app) {
    http::ServerOptions options;
    options.address = app.options.staff.host;
    options.port = app.options.staff.port;
    options.tls = app.options.tls;
    options.trusted_proxies = app.options.trusted_proxies;
    options.routes = staff_routes(app);
    options.on_failure = render_failure;
    app.staff = TRY(http::Server::start(std::move(options)));
    std::printf("listening staff %s://%s:%u\n", app.options.tls ? "https" : "http",
                app.options.staff.host.c_str(), static_cast<unsigned>(app.staff->port()));
    std::fflush(stdout);
    return Done{};
}

Result<> start_duties(App& app) {
    if (app.options.front) app.front = std::make_unique<FrontChild>(app.options);
    app.duties = std::make_unique<Duties>(*app.org, *app.mail);
    app.duties->start(app.front.get(), app.gate->looks());
    if (app.advisories) app.advisories->start();
    if (app.monitors) app.monitors->start();
    return Done{};
}

struct Step {
    std::string_view name;
    Result<> (*run)(App&);
};

constexpr std::array<Step, 16> steps{{{"start the sandbox", start_sandbox},
                                      {"load the detection rules", load_rules},
                                      {"open the organisation", open_org},
                                      {"read identity.yaml", open_identity},
                                      {"open the gate", open_gate},
                                      {"open the mail room", open_mail_room},
                                      {"read alerts.yaml", read_hooks},
                                      {"read inspect.yaml", read_scanner},
                                      {"read bundles.yaml", read_bundles},
                                      {"open the logs", open_logs},
                                      {"watch the logs", watch_logs},
                                      {"open the advisories", open_advisory_room},
                                      {"open the monitors", open_monitor_room},
                                      {"listen for the front", open_internal},
                                      {"listen for the staff", open_staff},
                                      {"start the duties", start_duties}}};

} // namespace

Result<Address> parse_address(std::string_view text) {
    const auto wrong = [&] { return failure(Errc::invalid, bad_address, {std::string{text}}); };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return wrong();
    Address address;
    address.host = text.substr(0, colon);
    if (address.host.front() == '[' && address.host.back() == ']')
        address.host = address.host.substr(1, address.host.size() - 2);
    if (address.host == "localhost") address.host = "127.0.0.1";
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + colon + 1, end, address.port);
    if (parsed.ec != std::errc{} || parsed.ptr != end) return wrong();
    return address;
}

Result<> serve(const ServeOptions& options) {
    TRY(check(options));
    // Blocked here and in every thread started from here; waited for below.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    App app{options};
    for (const auto& step : steps) {
        auto done = step.run(app);
        if (!done.ok()) {
            std::fprintf(stderr, "sokuo: could not %s\n", std::string{step.name}.c_str());
            return done;
        }
    }
    int caught = 0;
    sigwait(&signals, &caught);

    app.advisories.reset();
    app.monitors.reset();
    app.duties->stop();
    app.front.reset();
    app.staff->stop();
    app.internal->stop();
    app.mail_room.reset();
    app.watch.reset();
    app.logs.reset();
    TRY(app.gate->looks().flush());
    TRY(app.org->checkpoints().advance());
    return Done{};
}

} // namespace sokuo::app
