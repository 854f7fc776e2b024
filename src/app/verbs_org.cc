// Verbs that make and run an organisation: init, serve, front, person, token.

#include "app/demo.h"
#include "app/org.h"
#include "app/serve.h"
#include "app/verbs.h"
#include "calendar/date.h"
#include "front/front.h"
#include "team/account_api.h"
#include "team/break_glass.h"
#include "team/people.h"
#include "team/token.h"

#include <cstdio>
#include <iostream>
#include <string>

namespace sokuo::app {
namespace {

constexpr Message post_unknown{"app.post_unknown", "要綱に職「{0}」はありません。",
                               "The charter has no post “{0}”."};
constexpr Message no_such_name{"app.no_such_sign_in", "サインイン名「{0}」はありません。",
                               "There is no sign-in name “{0}”."};

std::string text(const Words& words, std::string_view option) {
    return std::string{words.value(option).value_or("")};
}

std::filesystem::path directory_of(const Words& words) {
    return std::filesystem::path{words.plain().front()};
}

void print_sign_ins(const Json& demo) {
    if (demo["sign_ins"].items().empty()) return;
    std::printf("\n見本のサインイン / demo sign-ins\n");
    for (const auto& row : demo["sign_ins"].items())
        std::printf("    %-10s %s    %s %s\n", std::string{row["name"].text_or("")}.c_str(),
                    std::string{row["password"].text_or("")}.c_str(),
                    std::string{row["post"].text_or("")}.c_str(),
                    std::string{row["person"].text_or("")}.c_str());
}

Result<> init(const Words& words) {
    NewOrg wanted{.directory = directory_of(words),
                  .charter = TRY(needed(words, "--charter")),
                  .pack = {},
                  .simulated = {}};
    wanted.pack = TRY(pack_of(words, wanted.charter));
    if (const auto start = words.value("--simulated"))
        wanted.simulated = TRY(parse_rfc3339(*start));
    const auto org = TRY(Org::make(wanted));
    Json demo = Json::object();
    if (words.has("--demo")) demo = TRY(fill_demo(*org));
    TRY(org->checkpoints().advance());
    if (words.has("--json")) {
        std::printf("%s\n", to_text(demo).c_str());
    } else {
        std::printf("作りました / made: %s\n", wanted.directory.c_str());
        print_sign_ins(demo);
    }
    return Done{};
}

Result<> serve_directory(const Words& words) {
    ServeOptions options;
    options.directory = directory_of(words);
    if (const auto address = words.value("--listen")) options.staff = TRY(parse_address(*address));
    if (const auto address = words.value("--public")) options.front = TRY(parse_address(*address));
    if (words.has("--tls-cert"))
        options.tls = http::Tls{TRY(needed(words, "--tls-cert")), TRY(needed(words, "--tls-key"))};
    for (const auto proxy : words.values("--trusted-proxy"))
        options.trusted_proxies.emplace_back(proxy);
    options.public_url = text(words, "--public-url");
    print_sign_ins(demo_sign_ins(options.directory));
    std::fflush(stdout);
    return serve(options);
}

Result<> serve_front(const Words& words) {
    const auto listen = TRY(needed(words, "--listen"));
    const auto address = TRY(parse_address(listen));
    front::FrontOptions options;
    options.directory = directory_of(words) / "front";
    options.address = address.host;
    options.port = address.port;
    options.public_url = text(words, "--public-url");
    for (const auto proxy : words.values("--trusted-proxy"))
        options.trusted_proxies.emplace_back(proxy);
    options.on_listening = [](std::uint16_t port) {
        std::printf("listening public http://127.0.0.1:%u\n", static_cast<unsigned>(port));
        std::fflush(stdout);
    };
    return front::run_front(options);
}

Result<> add_person(const Words& words) {
    const auto name = TRY(needed(words, "--name"));
    const auto sign_in = TRY(needed(words, "--sign-in"));
    const auto code = TRY(needed(words, "--post"));
    std::string password;
    std::getline(std::cin, password);
    const auto org = TRY(Org::open(directory_of(words)));
    const auto& desk = org->desk();
    const auto& charter = desk.book.current().charter;
    const auto* post = charter.post(code);
    if (post == nullptr) return failure(Errc::invalid, post_unknown, {code});
    const auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    auto from = zone.date(desk.now());
    if (const auto day = words.value("--from")) from = TRY(calendar::parse_date(*day));
    const identity::PasswordRules rules{
        .names = team::known_names(charter, {name, text(words, "--reading"), sign_in})};
    const auto hash = TRY(desk.accounts.hash_password(password, rules));
    const auto id = PersonId::make(desk.now(), desk.random);
    const auto add = [&](store::Write& db) -> Result<> {
        TRY(identity::Accounts::create(db, id, sign_in, hash, org->wall().now()));
        TRY(team::add_person(db, desk.journal, {}, id, name, text(words, "--reading")));
        TRY(team::assign(db, desk.journal, {}, {code, id, from, {}, post->several}));
        return Done{};
    };
    TRY(desk.store.write(add));
    std::printf("加えました / added: %s\n", id.text().c_str());
    return Done{};
}

// For whoever runs the machine, when nobody can sign in who could do it on the screen.
Result<> reset_person(const Words& words) {
    const auto name = TRY(needed(words, "--sign-in"));
    const auto org = TRY(Org::open(directory_of(words)));
    const auto& desk = org->desk();
    const auto look = [&](store::Read& db) { return identity::Accounts::person_of(db, name); };
    const auto person = TRY(desk.store.read_for(look));
    if (!person) return failure(Errc::not_found, no_such_name, {name});
    TRY(desk.store.read([&](store::Read& db) { return team::must_not_be_sealed(db, *person); }));
    const auto initial = TRY(desk.accounts.new_initial_password());
    std::vector<journal::KeyId> keys;
    const auto write_down = [&](store::Write& db, std::string type) -> Result<> {
        TRY(desk.journal.append(db, {},
                                {.stream = {"person", person->value},
                                 .type = std::move(type),
                                 .content = Json::object()}));
        return Done{};
    };
    const auto reset = [&](store::Write& db) -> Result<> {
        if (words.has("--second-factor")) {
            keys = TRY(identity::Accounts::reset_second(db, *person));
            TRY(write_down(db, "person.second_factor_reset"));
        }
        TRY(identity::Accounts::set_initial_password(db, *person, initial.hash, org->wall().now()));
        return write_down(db, "person.password_reset");
    };
    TRY(desk.store.write(reset));
    TRY(desk.accounts.destroy(keys));
    std::printf("%s\n", initial.password.c_str());
    return Done{};
}

Result<> make_token(const Words& words) {
    const auto name = TRY(needed(words, "--sign-in"));
    const auto label = TRY(needed(words, "--label"));
    std::optional<Time> expires;
    if (const auto time = words.value("--expires")) expires = TRY(parse_rfc3339(*time));
    const auto org = TRY(Org::open(directory_of(words)));
    const auto& desk = org->desk();
    const auto look = [&](store::Read& db) { return identity::Accounts::person_of(db, name); };
    const auto person = TRY(desk.store.read_for(look));
    if (!person) return failure(Errc::not_found, no_such_name, {name});
    identity::TokenWish wish{.person = *person, .label = label, .ends = expires};
    for (const auto action : words.values("--may"))
        wish.actions.emplace_back(action);
    const auto secret = TRY(desk.store.write_for([&](store::Write& db) {
        return team::make_token(db, desk.journal, {}, desk.accounts, wish);
    }));
    std::printf("%s\n", secret.c_str());
    return Done{};
}

int end(const Result<>& result) {
    return result.ok() ? 0 : refuse(result.error());
}

} // namespace

int run_init(const Words& words) {
    return end(init(words));
}
int run_serve(const Words& words) {
    return end(serve_directory(words));
}
int run_front(const Words& words) {
    return end(serve_front(words));
}
int run_person_add(const Words& words) {
    return end(add_person(words));
}
int run_person_reset(const Words& words) {
    return end(reset_person(words));
}
int run_token_make(const Words& words) {
    return end(make_token(words));
}

} // namespace sokuo::app
