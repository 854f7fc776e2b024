// A stranger at the door learns nothing about who has an account: whatever is wrong, the store is
// asked the same things in the same order and as much is hashed. (How long it takes is measured by
// tests/timing.)

#include "identity/identity_test.h"

#include <utility>

namespace sokuo::identity {
namespace {

using Calls = std::vector<std::string>;

class RecordingWrite final : public store::Write {
public:
    RecordingWrite(store::Read& read, store::Write* write, Calls& calls)
        : read_{read}, write_{write}, calls_{calls} {}
    Result<> query(std::string_view sql, std::span<const store::Param> params,
                   const store::EachRow& each) override {
        calls_.push_back("query " + std::string{sql});
        return read_.query(sql, params, each);
    }
    Result<std::int64_t> execute(std::string_view sql,
                                 std::span<const store::Param> params) override {
        calls_.push_back("execute " + std::string{sql});
        return write_->execute(sql, params);
    }
    Result<> script(std::string_view sql) override { return write_->script(sql); }

private:
    store::Read& read_;
    store::Write* write_;
    Calls& calls_;
};

// The seam: everything passes, and is written down.
class RecordingStore final : public store::Store {
public:
    explicit RecordingStore(Calls& calls) : calls_{calls} {}
    Result<> write(const std::function<Result<>(store::Write&)>& job) override {
        calls_.emplace_back("write");
        return store_->write([&](store::Write& db) {
            RecordingWrite recording{db, &db, calls_};
            return job(recording);
        });
    }
    Result<> read(const std::function<Result<>(store::Read&)>& job) override {
        calls_.emplace_back("read");
        return store_->read([&](store::Read& db) {
            RecordingWrite recording{db, nullptr, calls_};
            return job(recording);
        });
    }
    void on_commit(std::function<void()> listener) override {
        store_->on_commit(std::move(listener));
    }
    Result<> empty_log() override { return store_->empty_log(); }

private:
    std::unique_ptr<store::Store> store_ = store::open_sqlite_memory().value();
    Calls& calls_;
};

struct Door {
    /// What happens behind the door while somebody is refused; with the words, and how much was
    /// hashed.
    Calls refused(std::string_view name, std::string_view password) {
        const auto worked = office.accounts.passwords().worked();
        calls.clear();
        auto words = office.said(name, password);
        REQUIRE(!words.empty());
        auto seen = calls;
        seen.push_back("hashed " + std::to_string(office.accounts.passwords().worked() - worked));
        seen.push_back(std::move(words));
        return seen;
    }
    Calls calls;
    Office office{std::make_unique<RecordingStore>(calls)};
};

TEST_CASE("a wrong name, a wrong password and a shut name make the same calls") {
    Door door;
    const auto wrong_name = door.refused("nobody", good_password);
    const auto wrong_password = door.refused("sato", "not the password");
    CHECK(wrong_name.size() > 5);
    CHECK(wrong_name.end()[-2] == "hashed 1");
    CHECK(wrong_password == wrong_name);
    for (int attempt = 0; attempt < 12; ++attempt) {
        CHECK(door.refused("sato", "not the password") == wrong_name);
        CHECK(door.refused("nobody", "not the password") == wrong_name);
    }
    CHECK(door.refused("sato", good_password) == wrong_name);
    CHECK(door.refused("nobody", good_password) == wrong_name);
}

TEST_CASE("neither does it show from outside that a second factor is enrolled, or a new password "
          "is due") {
    Door door;
    const auto before = door.refused("sato", "not the password");
    door.office.enrol(door.office.sign_in().identity);
    CHECK(door.refused("sato", "not the password") == before);
    const auto initial = door.office.accounts.new_initial_password().value();
    REQUIRE(door.office.store
                ->write([&](store::Write& db) {
                    return Accounts::set_initial_password(db, door.office.sato, initial.hash,
                                                          door.office.clock.now());
                })
                .ok());
    CHECK(door.refused("sato", "not the password") == before);
    door.office.clock.pass(std::chrono::days{8});
    CHECK(door.refused("sato", initial.password) == before);
}

} // namespace
} // namespace sokuo::identity
