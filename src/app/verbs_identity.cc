// Verbs about those who answer for somebody in our place: identity check, person link.

#include "app/identity_file.h"
#include "app/org.h"
#include "app/verbs.h"
#include "team/break_glass.h"
#include "team/link.h"

#include <csignal>
#include <cstdio>
#include <string>
#include <utility>

namespace sokuo::app {
namespace {

constexpr Message nobody_else{
    "app.identity_nobody",
    "identity.yaml がないか、だれも書かれていません: 自前のパスワードだけです。",
    "There is no identity.yaml, or nobody in it: local passwords only."};
constexpr Message not_in_directory{
    "app.identity_not_found",
    "ディレクトリに「{0}」がいないか、二人以上います。名前と filter を確かめてください。",
    "“{0}” is not found exactly once in the directory. Check the name and the filter."};
constexpr Message no_such_name{"app.no_such_sign_in", "サインイン名「{0}」はありません。",
                               "There is no sign-in name “{0}”."};

Result<Others> others_of(const std::filesystem::path& directory, const Clock& wall,
                         Random& random) {
    // A connection that breaks off must not end the program.
    std::signal(SIGPIPE, SIG_IGN);
    auto file = TRY(read_identity_file(directory));
    return open_others(std::move(file), wall, random);
}

Result<> must_have(identity::Directory& directory, const std::string& name) {
    const bool is_there = TRY(directory.has(name));
    if (!is_there) return failure(Errc::not_found, not_in_directory, {name});
    return Done{};
}

Result<> check_directory(const Others& others, const Words& words) {
    if (!others.directory) return Done{};
    TRY(others.directory->greet());
    if (const auto name = words.value("--directory"))
        TRY(must_have(*others.directory, std::string{*name}));
    std::printf("ディレクトリは答えています / the directory answers\n");
    return Done{};
}

Result<> check_provider(const Others& others) {
    if (!others.provider) return Done{};
    TRY(others.provider->greet());
    std::printf("認証サービスは答えています / the sign-in service answers\n");
    return Done{};
}

Result<> check_identity(const Words& words) {
    const WallClock wall;
    SystemRandom random;
    const std::filesystem::path path{words.plain().front()};
    const auto others = TRY(others_of(path, wall, random));
    if (!others.directory && !others.provider) {
        std::printf("%s\n%s\n", std::string{nobody_else.text(Language::ja)}.c_str(),
                    std::string{nobody_else.text(Language::en)}.c_str());
        return Done{};
    }
    // Both are tried, so that one look says everything.
    const auto directory = check_directory(others, words);
    auto provider = check_provider(others);
    if (!directory.ok() && !provider.ok()) static_cast<void>(refuse(provider.error()));
    TRY(directory);
    return provider;
}

Result<> link_person(const Words& words) {
    const auto name = TRY(needed(words, "--sign-in"));
    const bool is_provider = words.has("--subject");
    const auto source = is_provider ? identity::Source::provider : identity::Source::directory;
    const auto subject = TRY(needed(words, is_provider ? "--subject" : "--directory"));
    const std::filesystem::path path{words.plain().front()};
    const auto org = TRY(Org::open(path));
    const auto& desk = org->desk();
    const auto others = TRY(others_of(path, org->wall(), desk.random));
    const auto look = [&](store::Read& db) { return identity::Accounts::person_of(db, name); };
    const auto person = TRY(desk.store.read_for(look));
    if (!person) return failure(Errc::not_found, no_such_name, {name});
    TRY(desk.store.read([&](store::Read& db) { return team::must_not_be_sealed(db, *person); }));
    const auto link =
        TRY(team::checked_link({others.directory.get(), others.provider.get()}, source, subject));
    TRY(desk.store.write([&](store::Write& db) {
        return team::link_person(db, desk.journal, {}, *person, link, org->wall().now());
    }));
    std::printf("結び付けました / bound: %s → %s\n", name.c_str(), subject.c_str());
    return Done{};
}

int end(const Result<>& result) {
    return result.ok() ? 0 : refuse(result.error());
}

} // namespace

int run_identity_check(const Words& words) {
    return end(check_identity(words));
}
int run_person_link(const Words& words) {
    return end(link_person(words));
}

} // namespace sokuo::app
