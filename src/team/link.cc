#include "team/link.h"

#include "identity/accounts.h"

namespace sokuo::team {
namespace {

constexpr Message no_directory{
    "team.no_directory",
    "この即応には、ディレクトリの設定がありません。先に identity.yaml に書いてください。",
    "No directory is set up here. Write it into identity.yaml first."};
constexpr Message not_in_directory{
    "team.not_in_directory",
    "この名前は、ディレクトリにちょうど一件は見つかりません。つづりを確かめてください。",
    "This name is not found exactly once in the directory. Please check its spelling."};

} // namespace

Result<identity::Link> checked_link(const Answerers& others, identity::Source source,
                                    const std::string& subject) {
    identity::Link link{.source = source, .issuer = {}, .subject = subject};
    if (others.directory == nullptr) return at(failure(Errc::conflict, no_directory), "/source");
    const bool is_there = TRY(others.directory->has(subject));
    if (!is_there) return at(failure(Errc::invalid, not_in_directory), "/subject");
    return link;
}

Result<> link_person(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                     const PersonId& person, const identity::Link& link, Time wall_now) {
    TRY(identity::Accounts::link(db, person, link, wall_now));
    TRY(journal.append(db, actor,
                       {.stream = {"person", person.value},
                        .type = "person.sign_in_linked",
                        .content = Json::object({{"source", to_text(link.source)}}),
                        .personal = Json::object({{"subject", link.subject}})}));
    return Done{};
}

} // namespace sokuo::team
