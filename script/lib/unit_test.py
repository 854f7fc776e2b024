"""The systemd unit lets our processes lock themselves in: what its filter refuses, they could not do,
and with libseccomp that means that they do not start."""

import pathlib
import subprocess
import unittest

UNIT = pathlib.Path(__file__).resolve().parents[2] / "packaging/sokuo.service"
# The public front (src/front/confine.cc) and the zygote with its workers (src/sandbox).
NEEDED = {"seccomp", "prctl", "landlock_create_ruleset", "landlock_add_rule",
          "landlock_restrict_self", "memfd_create", "socketpair", "sendmsg", "recvmsg", "pipe2",
          "pidfd_open", "close_range", "prlimit64", "poll", "kill", "wait4", "clone"}


def calls_of(word):
    """A call, or those of a group, by systemd's own list."""
    if not word.startswith("@"):
        return {word}
    listed = subprocess.run(["systemd-analyze", "syscall-filter", word], capture_output=True,
                            text=True, check=True).stdout
    names = [line.strip() for line in listed.splitlines()[1:] if not line.strip().startswith("#")]
    return set().union(*(calls_of(name) for name in names if name))


def allowed(unit):
    """What is left of the filter: its lines in order, `~` taking away."""
    calls = set()
    for line in unit.splitlines():
        if not line.startswith("SystemCallFilter="):
            continue
        words = line.partition("=")[2]
        named = set().union(*map(calls_of, words.lstrip("~").split()))
        calls = calls - named if words.startswith("~") else calls | named
    return calls


class Unit(unittest.TestCase):
    def test_it_allows_what_our_processes_lock_themselves_in_with(self):
        self.assertEqual(set(), NEEDED - allowed(UNIT.read_text()))

    def test_a_filter_without_it_is_found(self):
        self.assertIn("seccomp", NEEDED - allowed("SystemCallFilter=@ipc prctl seccomp\n"
                                                 "SystemCallFilter=~seccomp\n"))
        self.assertNotIn("memfd_create", NEEDED - allowed("SystemCallFilter=@ipc\n"))


if __name__ == "__main__":
    unittest.main()
