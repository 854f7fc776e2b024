#include "detect/logs/audit_line.h"

#include "detect/logs/scan.h"

#include <algorithm>
#include <array>

namespace sokuo::detect::logs {
namespace {

using namespace std::string_view_literals;

// Written in hex when there is anything in it but plain signs (auditd, `auparse`'s table of types).
constexpr std::array encoded{"acct"sv,  "cmd"sv,       "comm"sv, "cwd"sv,   "data"sv, "dir"sv,
                             "exe"sv,   "file"sv,      "key"sv,  "name"sv,  "op"sv,   "path"sv,
                             "ocomm"sv, "proctitle"sv, "unit"sv, "watch"sv, "vm"sv,   "grp"sv};

// Calls of x86-64 that rules ask for by name, where the log was not enriched.
struct Call {
    std::string_view number;
    std::string_view name;
};
constexpr std::array calls{Call{"2", "open"},
                           Call{"41", "socket"},
                           Call{"42", "connect"},
                           Call{"43", "accept"},
                           Call{"49", "bind"},
                           Call{"50", "listen"},
                           Call{"56", "clone"},
                           Call{"57", "fork"},
                           Call{"58", "vfork"},
                           Call{"59", "execve"},
                           Call{"62", "kill"},
                           Call{"76", "truncate"},
                           Call{"77", "ftruncate"},
                           Call{"82", "rename"},
                           Call{"85", "creat"},
                           Call{"86", "link"},
                           Call{"87", "unlink"},
                           Call{"88", "symlink"},
                           Call{"90", "chmod"},
                           Call{"91", "fchmod"},
                           Call{"92", "chown"},
                           Call{"99", "sysinfo"},
                           Call{"101", "ptrace"},
                           Call{"103", "syslog"},
                           Call{"105", "setuid"},
                           Call{"133", "mknod"},
                           Call{"135", "personality"},
                           Call{"159", "adjtimex"},
                           Call{"164", "settimeofday"},
                           Call{"165", "mount"},
                           Call{"166", "umount2"},
                           Call{"170", "sethostname"},
                           Call{"175", "init_module"},
                           Call{"176", "delete_module"},
                           Call{"227", "clock_settime"},
                           Call{"257", "openat"},
                           Call{"259", "mknodat"},
                           Call{"263", "unlinkat"},
                           Call{"264", "renameat"},
                           Call{"268", "fchmodat"},
                           Call{"310", "process_vm_readv"},
                           Call{"311", "process_vm_writev"},
                           Call{"313", "finit_module"},
                           Call{"319", "memfd_create"},
                           Call{"321", "bpf"},
                           Call{"322", "execveat"}};

bool is_argument(std::string_view name) {
    return name.size() > 1 && name[0] == 'a' && is_digit(name[1]) && name.find("_len") == name.npos;
}

int nibble(char sign) {
    if (is_digit(sign)) return sign - '0';
    if (sign >= 'A' && sign <= 'F') return sign - 'A' + 10;
    return -1;
}

// What stood in hex, made UTF-8, NULs between arguments made blanks; the text itself when it is no
// hex.
std::string_view from_hex(std::string_view text, Arena& arena) {
    if (text.size() < 2 || text.size() % 2 != 0) return text;
    for (const char sign : text)
        if (nibble(sign) < 0) return text;
    char* const room = arena.take(text.size() / 2);
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        const auto byte = static_cast<char>(nibble(text[at]) * 16 + nibble(text[at + 1]));
        room[at / 2] = byte == '\0' ? ' ' : byte;
    }
    std::string_view made{room, text.size() / 2};
    while (made.ends_with(' '))
        made.remove_suffix(1);
    return is_utf8(made) ? made : repaired(made, false, arena);
}

class AuditFields {
public:
    AuditFields(LineDesk& desk, std::string_view type) : desk_{desk}, type_{type} {}

    void name_call() {
        const auto* const found = std::ranges::find(calls, number_, &Call::number);
        if (found != calls.end()) desk_.add_named("SYSCALL", found->name);
    }

    void read(std::string_view text, bool is_inner) {
        Scan scan{text};
        while (!scan.is_done()) {
            while (scan.rest().starts_with(' ') || scan.rest().starts_with('\x1d') ||
                   scan.rest().starts_with(','))
                scan.count(1);
            const auto equals = scan.rest().find('=');
            const auto blank = scan.rest().find(' ');
            if (equals == text.npos) return;
            if (blank < equals) { // a word that is no field
                scan.count(blank + 1);
                continue;
            }
            const auto name = scan.until('=');
            if (!name.empty()) value(name, scan, is_inner);
        }
    }

private:
    void value(std::string_view name, Scan& scan, bool is_inner) {
        if (scan.take("\"")) {
            desk_.add_named(name, scan.until('"'));
            return;
        }
        if (!is_inner && scan.take("'")) {
            const auto inner = scan.until('\'');
            desk_.add_named(name, inner);
            return read(inner, true);
        }
        const auto end = std::min(scan.rest().find_first_of(" \x1d"), scan.rest().size());
        const auto text = scan.count(end);
        const bool is_encoded = std::ranges::find(encoded, name) != encoded.end() ||
                                (type_ == "EXECVE" && is_argument(name));
        desk_.add_named(name, is_encoded ? from_hex(text, desk_.arena) : text);
        if (name == "arch") is_x86_64_ = text == "c000003e";
        if (name == "syscall" && is_x86_64_) number_ = text;
        if (name == "SYSCALL") number_ = {};
    }

    LineDesk& desk_;
    std::string_view type_;
    bool is_x86_64_ = false;
    std::string_view number_{}; ///< Of a call whose name nobody gave.
};

} // namespace

bool is_audit(std::string_view line) {
    Scan scan{line};
    if (scan.take("node=")) scan.word();
    if (!scan.take("type=")) return false;
    scan.word();
    return scan.rest().starts_with("msg=audit(") || scan.rest().starts_with("audit(");
}

AuditLine read_audit(std::string_view line, LineDesk& desk) {
    AuditLine read;
    Scan scan{line};
    if (scan.take("node=")) {
        read.node = scan.word();
        desk.add_named("node", read.node);
    }
    scan.take("type=");
    const auto type = scan.word();
    desk.add_named("type", type);
    scan.until('(');
    const auto stamp = scan.until(')');
    read.time = stamp.substr(0, stamp.find(':'));
    scan.take(":");
    AuditFields fields{desk, type};
    fields.read(scan.rest(), false);
    fields.name_call();
    return read;
}

} // namespace sokuo::detect::logs
