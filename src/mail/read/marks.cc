#include "mail/read/marks.h"

#include "core/json.h"
#include "mail/read/ascii.h"
#include "mail/read/charset.h"

#include <algorithm>
#include <array>

namespace sokuo::mail {
namespace {

constexpr std::size_t groups_max = 200;
constexpr std::size_t fields_max = 100;
constexpr std::size_t field_bytes_max = 4'096;
constexpr std::size_t version_length_max = 20;

struct Sign {
    std::string_view name;
    std::string_view value; ///< Blank: any. Otherwise one of its words.
};

// RFC 3834 §5, and what was and is done beside it.
constexpr std::array signs_of_machines{
    Sign{"Precedence", "bulk"},
    Sign{"Precedence", "junk"},
    Sign{"Precedence", "list"},
    Sign{"Precedence", "auto_reply"},
    Sign{"X-Auto-Response-Suppress", ""},
    Sign{"List-Id", ""},
    Sign{"List-Post", ""},
    Sign{"List-Unsubscribe", ""},
    Sign{"X-Autoreply", ""},
    Sign{"X-Autorespond", ""},
    Sign{"X-Auto-Reply-From", ""},
    Sign{"X-Mailer-Daemon", ""},
    Sign{"X-Failed-Recipients", ""},
    Sign{"X-XARF", ""},
    Sign{"X-ARF", ""},
    Sign{"Return-Path", "<>"},
};

Automatic because_of(std::string_view name, std::string_view value) {
    return {.is_automatic = true,
            .why = std::string{name}.append(": ").append(value.substr(0, 100))};
}

bool is_sender_of_bounces(const Mailbox& box) {
    const auto name = lower_case(box.address.substr(0, box.address.find('@')));
    return name == "mailer-daemon" || name == "postmaster-bounces";
}

std::string version_of(const Json& report) {
    for (const auto* key : {"xarf_version", "Version", "version"}) {
        if (const auto version = report[key].text_or(""); !version.empty())
            return std::string{version.substr(0, version_length_max)};
    }
    return {};
}

// Version 0.2 and before is YAML of one level: a line `Version: 0.2`.
std::string version_in_lines(std::string_view text) {
    const auto groups = field_groups(text);
    if (groups.empty()) return {};
    auto version = std::string{value_of(groups.front(), "Version")};
    return version.substr(0, version_length_max);
}

} // namespace

Automatic automatic(const Mail& mail) {
    const auto said = value_of(mail.headers, "Auto-Submitted");
    if (!said.empty() && !equals(stripped(said.substr(0, said.find(';'))), "no"))
        return because_of("Auto-Submitted", said);
    for (const auto& field : mail.headers) {
        for (const auto& sign : signs_of_machines) {
            if (equals(field.name, sign.name) &&
                (sign.value.empty() || equals(stripped(field.value), sign.value)))
                return because_of(field.name, field.value);
        }
    }
    const auto type = lower_case(value_of(mail.headers, "Content-Type"));
    if (type.starts_with("multipart/report")) return because_of("Content-Type", type);
    if (!mail.from.empty() && is_sender_of_bounces(mail.from.front()))
        return because_of("From", mail.from.front().address);
    return {};
}

Protection protection_of_type(const Parameters& type) {
    const auto protocol = lower_case(type["protocol"]);
    if (type.value == "multipart/encrypted") return Protection::pgp_encrypted;
    if (type.value == "multipart/signed")
        return protocol.find("pgp") != std::string::npos ? Protection::pgp_signed
                                                         : Protection::smime_signed;
    if (type.value == "application/pkcs7-mime" || type.value == "application/x-pkcs7-mime")
        return lower_case(type["smime-type"]) == "signed-data" ? Protection::smime_signed
                                                               : Protection::smime_encrypted;
    return Protection::none;
}

Protection protection_of_text(std::string_view text) {
    if (text.find("-----BEGIN PGP MESSAGE-----") != std::string_view::npos)
        return Protection::pgp_encrypted;
    if (text.find("-----BEGIN PGP SIGNED MESSAGE-----") != std::string_view::npos)
        return Protection::pgp_signed;
    return Protection::none;
}

std::vector<std::vector<Field>> field_groups(std::string_view text) {
    std::vector<std::vector<Field>> groups;
    std::vector<Field> group;
    const auto end_group = [&] {
        if (!group.empty() && groups.size() < groups_max) groups.push_back(std::move(group));
        group.clear();
    };
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto colon = line.find(':');
        if (stripped(line).empty()) {
            end_group();
        } else if (is_space(line.front()) && !group.empty()) {
            auto& value = group.back().value;
            if (value.size() < field_bytes_max) value.append(" ").append(stripped(line));
        } else if (colon != std::string_view::npos && group.size() < fields_max) {
            const auto value = stripped(line.substr(colon + 1)).substr(0, field_bytes_max);
            group.push_back({std::string{stripped(line.substr(0, colon))}, std::string{value}});
        }
    }
    end_group();
    return groups;
}

std::optional<XArf> xarf(const Mail& mail) {
    const bool is_said =
        !value_of(mail.headers, "X-XARF").empty() || !value_of(mail.headers, "X-ARF").empty();
    for (std::size_t at = 0; at < mail.attachments.size(); ++at) {
        const auto& attachment = mail.attachments[at];
        const auto name = lower_case(attachment.name);
        const bool is_named = name.find("xarf") != std::string::npos;
        const bool is_json = attachment.type == "application/json" || name.ends_with(".json");
        if (is_json && (is_said || is_named)) {
            const auto report = parse_json(as_text(attachment.content));
            const auto version = report.ok() ? version_of(report.value()) : std::string{};
            if (!version.empty()) return XArf{version, at};
        }
        if (is_said && (name == "report.txt" || attachment.type == "text/yaml")) {
            bool had_nul = false;
            const auto text = decode(as_text(attachment.content), "utf-8").text;
            auto version = version_in_lines(without_controls(text, had_nul));
            if (!version.empty()) return XArf{std::move(version), at};
        }
    }
    return {};
}

} // namespace sokuo::mail
