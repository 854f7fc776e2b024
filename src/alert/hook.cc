#include "alert/hook.h"

#include "core/hmac.h"
#include "incident/words.h"

#include <algorithm>
#include <charconv>

namespace sokuo::alert {
namespace {

using incident::named;

constexpr Message unproven{"alert.hook_not_proven",
                           "この宛先はないか、署名が合いません。名前と秘密の鍵を確かめてください。",
                           "No such hook, or the signature does not fit. Check name and secret."};
constexpr Message no_title{"alert.hook_no_title",
                           "本文から件名を取り出せません。alerts.yaml の fields を直してください。",
                           "The body has no title where alerts.yaml says. Correct its fields."};

bool fits_standard(const Hook& hook, const Proof& proof, std::string_view body, Time now) {
    std::int64_t seconds = 0;
    const auto* end = proof.timestamp.data() + proof.timestamp.size();
    const auto read = std::from_chars(proof.timestamp.data(), end, seconds);
    if (read.ec != std::errc{} || read.ptr != end || proof.id.empty()) return false;
    // Before it is made a time: a number of twenty digits is none.
    const auto current =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    const auto window = std::chrono::seconds{hook_time_max}.count();
    if (seconds < current - window || seconds > current + window) return false;
    std::string message{proof.id};
    message.append(".").append(proof.timestamp).append(".").append(body);
    const auto wanted = "v1," + to_base64(hmac_sha256(hook.secret, as_bytes(message)));
    auto rest = proof.signatures;
    while (!rest.empty()) {
        const auto space = std::min(rest.find(' '), rest.size());
        if (is_same_secretly(as_bytes(rest.substr(0, space)), as_bytes(wanted))) return true;
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return false;
}

bool fits_hub(const Hook& hook, const Proof& proof, std::string_view body) {
    const auto wanted = "sha256=" + to_hex(hmac_sha256(hook.secret, as_bytes(body)));
    return is_same_secretly(as_bytes(proof.hub_signature), as_bytes(wanted));
}

// A number as a machine would write it: rule 5710 is no 5710.0.
std::string text_in(const Json& value) {
    if (const auto* text = value.text()) return *text;
    if (value.integer() != nullptr || value.real() != nullptr || value.boolean() != nullptr)
        return to_text(value);
    return {};
}

void texts_in(const Json& value, std::vector<std::string>& texts) {
    if (auto text = text_in(value); !text.empty()) texts.push_back(std::move(text));
    for (const auto& item : value.items())
        texts_in(item, texts);
}

Severity severity_in(const FieldMap& map, const Json& value) {
    std::optional<double> number;
    if (const auto* integer = value.integer()) number = static_cast<double>(*integer);
    if (const auto* real = value.real()) number = *real;
    if (!number) {
        const auto word = text_in(value);
        const auto stands_for = map.words.find(word);
        const auto& name = stands_for == map.words.end() ? word : stands_for->second;
        return named<Severity>(name, severity_names).value_or(Severity::medium);
    }
    // The gravest whose threshold it reaches.
    for (auto level = severity_names.size(); level-- > 0;) {
        const auto from = map.numbers.find(severity_names.at(level));
        if (from != map.numbers.end() && *number >= from->second)
            return static_cast<Severity>(level);
    }
    return map.numbers.empty() ? Severity::medium : Severity::info;
}

// `+0000` without a colon is how many write it.
std::optional<Time> time_in(const Json& value) {
    auto text = text_in(value);
    if (text.size() > 5 && (text[text.size() - 5] == '+' || text[text.size() - 5] == '-'))
        text.insert(text.size() - 2, ":");
    const auto time = parse_rfc3339(text);
    if (!time.ok()) return {};
    return time.value();
}

} // namespace

Error not_proven() {
    return failure(Errc::unauthenticated, unproven);
}

Result<> check_proof(const Hook& hook, const Proof& proof, std::string_view body, Time now) {
    const bool fits = hook.signing == Signing::standard ? fits_standard(hook, proof, body, now)
                                                        : fits_hub(hook, proof, body);
    if (!fits) return not_proven();
    return Done{};
}

const Json& value_at(const Json& json, std::string_view pointer) {
    static const Json nothing;
    const auto* here = &json;
    while (!pointer.empty()) {
        if (pointer.front() != '/') return nothing;
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        std::string key{pointer.substr(0, end)};
        pointer.remove_prefix(end);
        for (auto at = key.find('~'); at != std::string::npos; at = key.find('~', at + 1)) {
            if (at + 1 < key.size() && (key[at + 1] == '0' || key[at + 1] == '1'))
                key.replace(at, 2, key[at + 1] == '1' ? "/" : "~");
        }
        if (const auto* items = here->array_items()) {
            std::size_t index = 0;
            const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
            if (read.ec != std::errc{} || index >= items->size()) return nothing;
            here = &(*items)[index];
        } else {
            here = &(*here)[key];
        }
    }
    return *here;
}

Result<Signal> signal_of(const Hook& hook, const Proof& proof, const Json& body,
                         std::string_view text) {
    Signal signal;
    if (!hook.fields) {
        auto json = body;
        if (json.members() != nullptr && json["source"].is_null()) json.set("source", hook.source);
        signal = TRY(read_signal(json));
    } else {
        const auto& map = *hook.fields;
        const auto at = [&](const std::string& pointer) -> const Json& {
            static const Json nothing;
            return pointer.empty() ? nothing : value_at(body, pointer);
        };
        signal.reference = text_in(at(map.reference));
        signal.rule = text_in(at(map.rule));
        signal.title = text_in(at(map.title));
        signal.description = text_in(at(map.description));
        signal.host = text_in(at(map.host));
        signal.severity = severity_in(map, at(map.severity));
        signal.at = time_in(at(map.at));
        for (const auto& pointer : map.observables)
            texts_in(value_at(body, pointer), signal.observables);
        if (signal.title.empty()) return failure(Errc::invalid, no_title);
        signal.raw = text;
    }
    signal.source = hook.source;
    if (signal.reference.empty()) signal.reference = proof.id;
    return within_limits(std::move(signal));
}

} // namespace sokuo::alert
