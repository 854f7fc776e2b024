#include "front/confine.h"

#include "sandbox/calls.h"

#include <array>
#include <seccomp.h>
#include <sys/socket.h>
#include <utility>

namespace sokuo::front {
namespace {

constexpr Message not_confined{"front.not_confined",
                               "公開窓口を閉じ込められません。カーネルの設定を確かめてください。",
                               "The public front cannot be confined. Check the kernel's settings."};

constexpr std::array forbidden_calls{
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(personality),
};

// The reason in the front's words; what the kernel said stays for the operator.
Error confine_error(Error error) {
    return because(failure(Errc::unavailable, not_confined), std::move(error.detail));
}

} // namespace

Result<sandbox::Confinement> confine_files(const std::filesystem::path& directory) {
    auto confined = sandbox::confine_files(directory);
    if (!confined.ok()) return confine_error(std::move(confined).error());
    return confined;
}

Result<> confine_calls() {
    sandbox::CallFilter forbidden{sandbox::CallFilter::Rest::allowed};
    forbidden.list(forbidden_calls);
    forbidden.list_unless(SCMP_SYS(socket), 0, AF_UNIX);
    auto confined = forbidden.load_for_all_threads();
    if (!confined.ok()) return confine_error(std::move(confined).error());
    return Done{};
}

} // namespace sokuo::front
