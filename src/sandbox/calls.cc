#include "sandbox/calls.h"

#include <cerrno>
#include <cstring>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace sokuo::sandbox {
namespace {

constexpr Message calls_not_limited{
    "sandbox.calls_not_limited",
    "システムコールを制限できません。カーネルの設定を確かめてください。",
    "System calls cannot be limited. Check the kernel's settings."};

Error filter_error(int number) {
    return because(failure(Errc::unavailable, calls_not_limited),
                   std::string{"seccomp: "} + strerror(number));
}

std::uint32_t action_for(CallFilter::Rest rest) {
    switch (rest) {
    case CallFilter::Rest::allowed: return SCMP_ACT_ALLOW;
    case CallFilter::Rest::deadly: return SCMP_ACT_KILL_PROCESS;
    case CallFilter::Rest::refused: return SCMP_ACT_ERRNO(EPERM);
    }
    return SCMP_ACT_KILL_PROCESS;
}

} // namespace

CallFilter::CallFilter(Rest rest)
    : context_{seccomp_init(action_for(rest))}, action_{rest == Rest::allowed
                                                            ? SCMP_ACT_ERRNO(EPERM)
                                                            : SCMP_ACT_ALLOW} {
    if (context_ == nullptr) {
        refused_ = ENOMEM;
        return;
    }
    // A call by the numbers of another architecture.
    note(seccomp_attr_set(context_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
}

CallFilter::~CallFilter() {
    if (context_ != nullptr) seccomp_release(context_);
}

void CallFilter::note(int outcome) {
    if (refused_ == 0) refused_ = -outcome;
}

void CallFilter::list(std::span<const int> calls) {
    for (const int call : calls) {
        if (refused_ == 0) note(seccomp_rule_add_array(context_, action_, call, 0, nullptr));
    }
}

void CallFilter::list_unless(int call, unsigned argument, std::uint64_t value) {
    const scmp_arg_cmp when{argument, SCMP_CMP_NE, value, 0};
    if (refused_ == 0) note(seccomp_rule_add_array(context_, action_, call, 1, &when));
}

void CallFilter::list_without(int call, unsigned argument, std::uint64_t bits) {
    const scmp_arg_cmp when{argument, SCMP_CMP_MASKED_EQ, bits, 0};
    if (refused_ == 0) note(seccomp_rule_add_array(context_, action_, call, 1, &when));
}

void CallFilter::list_with(int call, unsigned argument, std::uint64_t bits) {
    const scmp_arg_cmp when{argument, SCMP_CMP_MASKED_EQ, bits, bits};
    if (refused_ == 0) note(seccomp_rule_add_array(context_, action_, call, 1, &when));
}

void CallFilter::list_when(int call, unsigned argument, std::uint64_t value) {
    const scmp_arg_cmp when{argument, SCMP_CMP_EQ, value, 0};
    if (refused_ == 0) note(seccomp_rule_add_array(context_, action_, call, 1, &when));
}

void CallFilter::deny_existence(int call) {
    if (refused_ == 0)
        note(seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(ENOSYS), call, 0, nullptr));
}

Result<> CallFilter::load_for_all_threads() {
    if (refused_ == 0) note(seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1));
    if (refused_ == 0) note(seccomp_load(context_));
    if (refused_ != 0) return filter_error(refused_);
    return Done{};
}

Result<std::vector<std::byte>> CallFilter::program() {
    if (refused_ != 0) return filter_error(refused_);
    const int file = ::memfd_create("calls", MFD_CLOEXEC);
    if (file < 0) return filter_error(errno);
    note(seccomp_export_bpf(context_, file));
    std::vector<std::byte> program;
    const auto size = ::lseek(file, 0, SEEK_END);
    if (refused_ == 0 && size > 0) {
        program.resize(static_cast<std::size_t>(size));
        if (::pread(file, program.data(), program.size(), 0) != size) refused_ = EIO;
    }
    ::close(file);
    if (refused_ != 0) return filter_error(refused_);
    return program;
}

bool load_program(std::span<const std::byte> program) {
    sock_fprog instructions{};
    instructions.len = static_cast<unsigned short>(program.size() / sizeof(sock_filter));
    // The kernel copies it; it is const there in all but name.
    instructions.filter =
        const_cast<sock_filter*>(reinterpret_cast<const sock_filter*>(program.data()));
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &instructions, 0, 0) == 0;
}

} // namespace sokuo::sandbox
