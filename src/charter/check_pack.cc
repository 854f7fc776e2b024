#include "charter/check.h"
#include "charter/pack_read.h"
#include "charter/rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sokuo::charter {

namespace {

inline constexpr Message section_twice{"charter.section_twice",
                                       "「{0}」がファイル「{1}」にもあります。",
                                       "`{0}` stands in the file {1} as well."};
inline constexpr Message keep_one_section{
    "charter.keep_one_section", "「{0}」を「{1}」かこのファイルのどちらか一つにまとめてください。",
    "Keep `{0}` either in {1} or in this file."};
inline constexpr Message section_missing{"charter.section_missing", "パックに「{0}」がありません。",
                                         "The pack has no `{0}`."};
inline constexpr Message add_section{
    "charter.add_section", "packs/jp-municipal/ から「{0}」のあるファイルを写してください。",
    "Copy the file with `{0}` from packs/jp-municipal/."};
inline constexpr Message key_twice{"charter.pack_key_twice", "{0} の「{1}」が二度使われています。",
                                   "`{1}` is used twice in {0}."};
inline constexpr Message rename_key{"charter.rename_key",
                                    "{0} のどちらかの「{1}」を別のコードに変えてください。",
                                    "Give one of the two `{1}` in {0} another code."};
inline constexpr Message reference_unknown{"charter.reference_unknown",
                                           "{0} にある「{1}」は、{2} にありません。",
                                           "`{1}` in {0} is not among the {2}."};
inline constexpr Message correct_reference{"charter.correct_reference",
                                           "{0} の「{1}」のつづりを直すか、{2} に足してください。",
                                           "Correct `{1}` in {0}, or add it to the {2}."};
inline constexpr Message no_rule_fits{"charter.no_rule_fits",
                                      "答えの組「{0}」に合う行が priority_rules にありません。",
                                      "No row of priority_rules fits the answers {0}."};
inline constexpr Message add_rule{"charter.add_rule",
                                  "「{0}」に合う行か、最後に when: {} の行を足してください。",
                                  "Add a row that fits {0}, or a last row with when: {}."};
inline constexpr Message names_overlap{"charter.names_overlap",
                                       "「{0}」の名称の期間が重なっています（{1}）。",
                                       "Two names of `{0}` are valid on the same day ({1})."};
inline constexpr Message separate_names{"charter.separate_names",
                                        "「{0}」の前の名称の to を、{1} の前の日にしてください。",
                                        "End the earlier name of `{0}` the day before {1}."};

using Codes = std::set<std::string, std::less<>>;

// A pack is checked as a whole, so what is wrong between files names the section.
class PackCheck {
public:
    PackCheck(const Pack& pack, Sheet& sheet) : pack_{pack}, sheet_{sheet} {}

    void run() {
        remember_categories();
        const auto priorities = unique("priorities", pack_.priorities, &Priority::code);
        const auto questions = unique("triage_questions", pack_.questions, &TriageQuestion::key);
        const auto facts = unique("facts", pack_.facts, &Field::key);
        const auto addressees = unique("addressees", pack_.addressees, &Addressee::code);
        const auto organisations =
            unique("organisations", pack_.organisations, &OutsideOrganisation::code);
        unique("priority_rules", pack_.priority_rules, &PriorityRule::code);
        unique("closure_conditions", pack_.closure, &ClosureCondition::key);
        unique("deadlines", pack_.deadlines, &DeadlineRule::key);
        unique("report_fields", pack_.report_fields, &Field::key);
        unique("letters", pack_.letters, &LetterTemplate::key);
        unique("first_steps", pack_.first_steps, &FirstStep::key);
        unique("talk_script", pack_.talk_script, &TalkLine::key);
        unique("instructions", pack_.instructions, &Instruction::key);
        for (const auto& line : pack_.talk_script)
            want("talk_script", line.item, {"when", "where", "what", "who"}, "item");
        unique("makers", pack_.makers, &Maker::key);
        unique("advisory_targets", pack_.advisory_targets, &AdvisoryTarget::key);
        for (const auto& target : pack_.advisory_targets)
            want("advisory_targets", target.key,
                 {"exploited", "critical", "high", "medium", "low", "other"}, "key");
        for (const auto& rule : pack_.priority_rules) {
            want("priority_rules", rule.priority, priorities, "priorities");
            for (const auto& [question, answers] : rule.when)
                want("priority_rules", question, questions, "triage_questions");
        }
        check_categories();
        check_conditions(facts);
        for (const auto& step : pack_.first_steps) {
            for (const auto& audience : step.audiences)
                want("first_steps", audience, {"staff", "outsiders"}, "audiences");
        }
        for (const auto& rule : pack_.deadlines)
            want("deadlines", rule.addressee, addressees, "addressees");
        for (const auto& addressee : pack_.addressees) {
            if (!addressee.organisation.empty())
                want("addressees", addressee.organisation, organisations, "organisations");
        }
        check_every_answer();
        check_names();
    }

private:
    template <class T, class Key>
    Codes unique(std::string_view section, const std::vector<T>& rows, Key key) {
        Codes codes;
        for (const auto& row : rows) {
            const auto& code = row.*key;
            if (!codes.insert(code).second)
                sheet_.add(Level::error, 0, key_twice, rename_key, {std::string{section}, code});
        }
        return codes;
    }

    void want(std::string_view section, const std::string& code, const Codes& known,
              std::string_view list) {
        if (code.empty() || known.contains(code)) return;
        sheet_.add(Level::error, 0, reference_unknown, correct_reference,
                   {std::string{section}, code, std::string{list}});
    }

    void remember_categories() {
        categories_.insert("*");
        for (const auto& category : pack_.categories) {
            categories_.insert(category.code);
            for (const auto& subtype : category.subtypes)
                categories_.insert(category.code + "/" + subtype.code);
        }
    }

    void want_categories(std::string_view section, const std::vector<std::string>& codes) {
        for (const auto& code : codes)
            want(section, code, categories_, "pack_categories");
    }

    void check_categories() {
        for (const auto& condition : pack_.closure) {
            want_categories("closure_conditions", condition.categories);
            want_categories("closure_conditions", condition.may_be_not_applicable);
        }
        for (const auto& row : pack_.addressees)
            want_categories("addressees", row.categories);
        for (const auto& field : pack_.facts)
            want_categories("facts", field.categories);
    }

    void check_conditions(Codes facts) {
        facts.insert("priority"); // Not on the sheet, but known of every incident.
        const auto each = [&](std::string_view section, const std::vector<FactCondition>& rows) {
            for (const auto& condition : rows)
                want(section, condition.fact, facts, "facts");
        };
        for (const auto& rule : pack_.deadlines) {
            each("deadlines", rule.all);
            each("deadlines", rule.any);
            each("deadlines", rule.unless);
        }
        for (const auto& addressee : pack_.addressees)
            each("addressees", addressee.any);
    }

    // Every combination of answers must have its row: three answers to each question.
    void check_every_answer() {
        static constexpr std::array all{Answer::yes, Answer::no, Answer::unknown};
        if (pack_.questions.size() > 6) return;
        std::size_t combinations = 1;
        for (std::size_t i = 0; i < pack_.questions.size(); ++i)
            combinations *= all.size();
        for (std::size_t combination = 0; combination < combinations; ++combination) {
            Answers answers;
            std::string said;
            auto rest = combination;
            for (const auto& question : pack_.questions) {
                answers[question.key] = all[rest % all.size()];
                said += (said.empty() ? "" : ", ") + question.key + ": " +
                        std::string{to_text(all[rest % all.size()])};
                rest /= all.size();
            }
            if (propose_priority(pack_, answers).rule.empty())
                sheet_.add(Level::error, 0, no_rule_fits, add_rule, {said});
        }
    }

    void check_names() {
        for (const auto& organisation : pack_.organisations) {
            for (const auto& name : organisation.names) {
                if (!name.provenance.from) continue;
                const auto valid =
                    std::ranges::count_if(organisation.names, [&](const DatedName& other) {
                        return other.provenance.is_in_force(*name.provenance.from);
                    });
                if (valid > 1)
                    sheet_.add(Level::error, 0, names_overlap, separate_names,
                               {organisation.code, calendar::to_iso(*name.provenance.from)});
            }
        }
    }

    const Pack& pack_;
    Sheet& sheet_;
    Codes categories_;
};

} // namespace

CheckedPack check_pack(std::span<const SourceFile> files) {
    static constexpr std::array<std::string_view, 11> needed{"format",
                                                             "pack",
                                                             "pack_categories",
                                                             "triage_questions",
                                                             "priorities",
                                                             "priority_rules",
                                                             "closure_conditions",
                                                             "deadlines",
                                                             "addressees",
                                                             "organisations",
                                                             "facts"};
    CheckedPack checked;
    std::map<std::string, std::string, std::less<>> stands_in;
    for (const auto& file : files) {
        Sheet sheet{file.name};
        if (const auto root = parse_yaml(file.text, file.name); !root.ok()) {
            sheet.add(root.error());
        } else {
            for (const auto& section : read_pack_tree(root.value(), sheet, checked.pack)) {
                const auto [seen, is_new] = stands_in.emplace(section, file.name);
                if (!is_new)
                    sheet.add(Level::error, root.value().find(section)->line, section_twice,
                              keep_one_section, {section, seen->second});
            }
        }
        std::ranges::move(sheet.take(), std::back_inserter(checked.problems));
    }
    Sheet whole{files.empty() ? "packs" : files.front().name};
    for (const auto section : needed) {
        if (!stands_in.contains(section))
            whole.add(Level::error, 0, section_missing, add_section, {std::string{section}});
    }
    PackCheck{checked.pack, whole}.run();
    std::ranges::move(whole.take(), std::back_inserter(checked.problems));
    return checked;
}

} // namespace sokuo::charter
