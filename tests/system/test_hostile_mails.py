"""Mails made to break readers, through the sandbox of the released program's tool: each is read or
refused in time, kept, and marked with what is wrong with it."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import hostile_mails
from sokuo import BINARY

TOOL = pathlib.Path(os.environ.get("SOKUO_BENCH_TOOLS", BINARY.parent)) / "bench_mail"
MILLISECONDS_MAX = 20_000  # By the clock; a worker has five seconds of CPU.


class HostileMails(unittest.TestCase):
    """One story, because writing the mails takes most of the time."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="sokuo-hostile-") as folder:
            hostile_mails.write(folder)
            done = subprocess.run([TOOL, folder], capture_output=True, text=True, check=True)
        cls.mails, cls.parts = {}, {}
        for line in done.stdout.splitlines():
            what, name, *rest = line.split("\t")
            name = name.removesuffix(".eml")
            if what == "mail":
                cls.mails[name] = (rest[0], int(rest[1]), rest[2].split(","))
            elif what == "part":
                cls.parts.setdefault(name, []).append((rest[1], int(rest[2])))

    def test_each_is_read_in_time_and_marked(self):
        for name, (_, expected) in hostile_mails.ALL.items():
            with self.subTest(name):
                code, spent, defects = self.mails[name]
                self.assertEqual(code, "read")
                self.assertLess(spent, MILLISECONDS_MAX)
                self.assertLessEqual({f"mail.{defect}" for defect in expected}, set(defects))

    def test_what_passes_a_limit_is_kept_in_one_piece(self):
        for name, least in (("parts in parts, 10,000 deep", 600_000), ("10,000 parts", 100_000),
                            ("10,000 attached mails", 400_000),
                            ("several parts and no boundary", 15)):
            with self.subTest(name):
                self.assertTrue(any(kind == "raw" and size > least
                                    for kind, size in self.parts[name]))


if __name__ == "__main__":
    unittest.main()
