#include "identity/directory.h"

#include "identity/identity_test.h"

#include <algorithm>
#include <map>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

// A directory that calls a bind without a password a success, as they do (RFC 4513 §5.1.2), and
// writes down what it was asked.
struct Town {
    struct Row {
        std::string dn;
        std::string name;
        std::string password;
        bool sees_itself = true;
    };
    std::vector<Row> rows{{"uid=sato,ou=people", "sato.ichiro", "庁内のパスワード"},
                          {"uid=suzuki,ou=people", "suzuki", "another word"}};
    std::vector<std::string> asked; ///< `search sato.ichiro`, `bind uid=sato,ou=people`
    std::vector<std::string> passwords;
    bool is_dead = false;
    bool takes_the_service = true;
    bool everybody_is_somebody = true;
    int calls = 0;
};

constexpr auto* service = "cn=sokuo";
constexpr auto* service_password = "of the service";

class FakeLine final : public DirectoryLine {
public:
    explicit FakeLine(Town& town) : town_{town} {}

    Result<bool> bind(std::string_view dn, std::string_view password) override {
        const bool is_nobody = dn.starts_with("cn=") && dn != service;
        const std::string who{is_nobody ? "nobody" : dn};
        town_.asked.push_back("bind " + who);
        town_.passwords.emplace_back(password);
        bound_.clear();
        if (password.empty()) return true;
        if (dn == service) {
            bound_ = dn;
            return town_.takes_the_service && password == service_password;
        }
        const auto row = std::ranges::find(town_.rows, dn, &Town::Row::dn);
        if (row == town_.rows.end() || row->password != password) return false;
        bound_ = dn;
        return true;
    }
    Result<std::vector<DirectoryEntry>> search(const DirectorySearch& wanted) override {
        std::vector<DirectoryEntry> found;
        const bool is_own = wanted.scope == Scope::entry;
        town_.asked.emplace_back(is_own ? "search itself" : "search");
        for (const auto& row : town_.rows) {
            const bool is_seen = is_own ? row.dn == wanted.base && row.sees_itself
                                        : wanted.filter == "(uid=" + escape_filter(row.name) + ")";
            if (is_seen) found.push_back({row.dn, {row.name}});
        }
        return found;
    }
    Result<bool> is_somebody() override {
        town_.asked.emplace_back("who");
        return town_.everybody_is_somebody && !bound_.empty();
    }

private:
    Town& town_;
    std::string bound_;
};

constexpr Message dead{"test.dead", "つながりません。", "It does not answer."};

struct Hall {
    Hall() { office.accounts.use(directory); }

    void link(const PersonId& person, const std::string& name) {
        REQUIRE(try_to_link(person, name).ok());
    }
    Result<> try_to_link(const PersonId& person, const std::string& name) {
        return office.store->write([&](store::Write& db) {
            return Accounts::link(db, person,
                                  {.source = Source::directory, .issuer = {}, .subject = name},
                                  office.clock.now());
        });
    }
    /// What is asked of the directory while somebody is refused, with the words.
    std::vector<std::string> refused(std::string_view name, std::string_view password) {
        town.asked.clear();
        auto words = office.said(name, password);
        REQUIRE(!words.empty());
        auto seen = town.asked;
        // The DN of an entry and one that nobody has are the same work.
        for (auto& one : seen) {
            if (one.starts_with("bind uid=")) one = "bind nobody";
        }
        seen.push_back(std::move(words));
        return seen;
    }
    Result<std::unique_ptr<DirectoryLine>> call() {
        ++town.calls;
        if (town.is_dead) return failure(Errc::unavailable, dead);
        return std::unique_ptr<DirectoryLine>{std::make_unique<FakeLine>(town)};
    }

    Town town;
    Office office;
    std::vector<std::string> said;
    Directory directory{{.base_dn = "ou=people",
                         .filter = "(uid={name})",
                         .name_attribute = "uid",
                         .bind_dn = service,
                         .bind_password = service_password},
                        [this] { return call(); },
                        office.clock,
                        office.random,
                        [this](const Error& error) { said.push_back(describe(error)); }};
};

TEST_CASE("whoever is bound to the directory signs in with its password, and no more with ours") {
    Hall hall;
    CHECK(hall.office.said("sato", good_password).empty());
    hall.link(hall.office.sato, "sato.ichiro");
    CHECK(hall.office.said("sato", "庁内のパスワード").empty());
    CHECK(hall.office.said("ＳＡＴＯ", "庁内のパスワード").empty());
    CHECK(!hall.office.said("sato", good_password).empty());
    CHECK(!hall.office.said("sato.ichiro", "庁内のパスワード").empty());
    const auto state = hall.office.accounts.state(hall.office.sato).value();
    CHECK(state.link.source == Source::directory);
    CHECK(state.link.subject == "sato.ichiro");
}

TEST_CASE("an empty, blank or cut password is never bound, though the directory would take it") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    const auto wrong = hall.refused("sato", "a wrong one");
    for (const auto& password : {std::string{}, std::string{"   "}, std::string{"\u3000"},
                                 std::string{"\0", 1}, std::string{"\0x", 2}}) {
        hall.town.passwords.clear();
        CHECK(hall.refused("sato", password) == wrong);
        CHECK(std::ranges::none_of(hall.town.passwords, [&](const std::string& bound) {
            return bound.empty() || bound == password;
        }));
    }
}

TEST_CASE("whatever is wrong, the directory is asked the same and the same is said") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    hall.office.add("local");
    const auto wrong = hall.refused("sato", "a wrong one");
    CHECK(wrong.size() == 4); // The service is bound, a search, a bind, the words.
    CHECK(hall.refused("nobody", "a wrong one") == wrong);
    CHECK(hall.refused("local", "a wrong one") == wrong);
    CHECK(hall.refused("*", "a wrong one") == wrong);
    CHECK(hall.refused(")(uid=*", "a wrong one") == wrong);
    for (int attempt = 0; attempt < 12; ++attempt)
        CHECK(hall.refused("sato", "a wrong one") == wrong);
    // Shut: the right one is not tried.
    CHECK(hall.refused("sato", "庁内のパスワード") == wrong);
    hall.town.passwords.clear();
    CHECK(hall.refused("local", "a wrong one") == wrong);
    CHECK(std::ranges::find(hall.town.passwords, "a wrong one") == hall.town.passwords.end());
}

TEST_CASE("no entry, two entries and an entry of another name let nobody in") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    const auto wrong = hall.refused("sato", "a wrong one");
    auto rows = hall.town.rows;
    hall.town.rows.push_back(rows.front());
    CHECK(hall.refused("sato", "庁内のパスワード") == wrong);
    hall.town.rows.clear();
    CHECK(hall.refused("sato", "庁内のパスワード") == wrong);
    hall.town.rows = rows;
    CHECK(hall.office.said("sato", "庁内のパスワード").empty());
}

TEST_CASE("who was bound must be somebody, and be found as themselves") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    hall.town.everybody_is_somebody = false;
    CHECK(!hall.office.said("sato", "庁内のパスワード").empty());
    hall.town.everybody_is_somebody = true;
    hall.town.rows.front().sees_itself = false;
    CHECK(!hall.office.said("sato", "庁内のパスワード").empty());
}

TEST_CASE("a name in the directory is one person's, in every spelling") {
    Hall hall;
    const auto suzuki = hall.office.add("suzuki");
    hall.link(hall.office.sato, "sato.ichiro");
    for (const auto* name : {"sato.ichiro", "SATO.Ichiro", "ｓａｔｏ．ｉｃｈｉｒｏ"}) {
        const auto refused = hall.try_to_link(suzuki, name);
        REQUIRE(!refused.ok());
        CHECK(refused.error().code == Errc::conflict);
    }
    // Nothing changed: the old password is good still.
    CHECK(hall.office.said("suzuki", good_password).empty());
    // One's own link may be made again.
    hall.link(hall.office.sato, "SATO.Ichiro");
}

TEST_CASE("with the directory dead local accounts go on, and its own are told what it may be") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    hall.office.add("local");
    hall.town.is_dead = true;
    CHECK(hall.office.said("local", good_password).empty());
    CHECK(hall.town.calls == 0);
    const auto silent = hall.office.said("sato", "庁内のパスワード");
    CHECK(silent.find("identity.wrong_or_silent") != std::string::npos);
    CHECK(hall.office.said("local", "a wrong one") == silent);
    CHECK(hall.office.said("nobody", "a wrong one") == silent);
    // Called once: the others did not wait for it.
    CHECK(hall.town.calls == 1);
    CHECK(hall.said.size() == 1);
    for (int attempt = 0; attempt < 20; ++attempt) {
        CHECK(hall.office.said("sato", "庁内のパスワード") == silent);
        CHECK(hall.office.said("local", "a wrong one") == silent);
    }
    hall.town.is_dead = false;
    hall.office.clock.pass(11s);
    // What was not tried is not counted; a wrong password of our own is.
    CHECK(hall.office.said("sato", "庁内のパスワード").empty());
    CHECK(!hall.office.said("local", good_password).empty());
}

TEST_CASE("a directory that refuses the service is silent, and the operator hears why") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    hall.town.takes_the_service = false;
    CHECK(hall.office.said("sato", "庁内のパスワード").find("wrong_or_silent") !=
          std::string::npos);
    REQUIRE(hall.said.size() == 1);
    CHECK(hall.said.front().find("identity.directory_refused_service") != std::string::npos);
}

TEST_CASE("the directory's password renews; ours is not changed where it is not ours") {
    Hall hall;
    hall.link(hall.office.sato, "sato.ichiro");
    const auto entered = hall.office.accounts.sign_in("sato", "庁内のパスワード", {});
    REQUIRE(entered.ok());
    const auto identity = std::get<Opened>(entered.value()).identity;
    CHECK(hall.office.accounts.renew(identity, "庁内のパスワード").ok());
    CHECK(!hall.office.accounts.renew(identity, good_password).ok());
    const auto refused = hall.office.accounts.change_password(
        identity, "庁内のパスワード", "twelve paper lanterns", {.names = {}, .has_second = false});
    REQUIRE(!refused.ok());
    CHECK(refused.error().message->code() == "identity.password_elsewhere");
    hall.town.is_dead = true;
    const auto silent = hall.office.accounts.renew(identity, "庁内のパスワード");
    REQUIRE(!silent.ok());
    CHECK(silent.error().code == Errc::unavailable);
}

TEST_CASE("a second factor is asked behind the directory's password as behind ours") {
    Hall hall;
    hall.office.enrol(hall.office.sign_in().identity);
    hall.link(hall.office.sato, "sato.ichiro");
    const auto ticket = hall.office.begin("庁内のパスワード");
    CHECK(hall.office.accounts.finish_sign_in(ticket, hall.office.code()).ok());
}

TEST_CASE("binding ends what was open; an initial password makes the account local again") {
    Hall hall;
    const auto before = hall.office.sign_in();
    hall.link(hall.office.sato, "sato.ichiro");
    CHECK(!hall.office.accounts.session(before.secret).ok());
    const auto initial = hall.office.accounts.new_initial_password().value();
    REQUIRE(hall.office.store
                ->write([&](store::Write& db) {
                    return Accounts::set_initial_password(db, hall.office.sato, initial.hash,
                                                          hall.office.clock.now());
                })
                .ok());
    CHECK(!hall.office.said("sato", "庁内のパスワード").empty());
    CHECK(hall.office.said("sato", initial.password).empty());
    CHECK(hall.office.accounts.state(hall.office.sato).value().link.source == Source::local);
}

TEST_CASE("what stands in a filter or a DN is escaped whole") {
    CHECK(escape_filter("sato.ichiro@mihon") == "sato.ichiro@mihon");
    CHECK(escape_filter("*)(uid=*") == "\\2a\\29\\28uid=\\2a");
    CHECK(escape_filter("a\\b") == "a\\5cb");
    CHECK(escape_filter(std::string{"a\0b", 3}) == "a\\00b");
    CHECK(escape_filter("佐") == "\\e4\\bd\\90");
    CHECK(escape_filter("\n") == "\\0a");
    CHECK(escape_dn("a,b=c+\"d\"") == "a\\2cb\\3dc\\2b\\22d\\22");
    CHECK(escape_dn(" #a") == "\\20\\23a");
}

TEST_CASE("a directory is asked whether a name is there before somebody is bound to it") {
    Hall hall;
    CHECK(hall.directory.has("sato.ichiro").value());
    CHECK(hall.directory.has("ＳＡＴＯ.ichiro").ok());
    CHECK(!hall.directory.has("*").value());
    CHECK(!hall.directory.has("nobody").value());
}

} // namespace
} // namespace sokuo::identity
