#include "team/link.h"

#include "identity/accounts.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message no_directory{
    "team.no_directory",
    "この即応は、まだディレクトリにつないでいません。サーバーを管理する人に頼んでください。",
    "No directory is set up here yet. Please ask whoever runs the server."};
constexpr Message no_provider{
    "team.no_provider",
    "この即応は、まだ認証サービスにつないでいません。サーバーを管理する人に頼んでください。",
    "No sign-in service is set up here yet. Please ask whoever runs the server."};
constexpr Message not_a_subject{
    "team.not_a_subject", "認証サービスの利用者番号（sub）は、255文字までの英数字と記号です。",
    "A subject (sub) of the sign-in service has at most 255 ASCII letters, digits and signs."};
constexpr Message not_in_directory{
    "team.not_in_directory",
    "ディレクトリに、この名前の人がいないか、二人以上います。つづりを確かめてください。",
    "This name is not found exactly once in the directory. Please check its spelling."};

} // namespace

Result<identity::Link> checked_link(const Answerers& others, identity::Source source,
                                    const std::string& subject) {
    identity::Link link{.source = source, .issuer = {}, .subject = subject};
    if (source == identity::Source::provider) {
        if (others.provider == nullptr) return at(failure(Errc::conflict, no_provider), "/source");
        const bool is_sound =
            subject.size() <= identity::subject_bytes_max &&
            std::ranges::all_of(subject, [](char c) { return c > 0x20 && c < 0x7f; });
        if (!is_sound) return at(failure(Errc::invalid, not_a_subject), "/subject");
        link.issuer = others.provider->issuer();
        return link;
    }
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
