"""`sokuo charter check`, as somebody meets it who writes the charter of a town."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from sokuo import BINARY, ROOT

CHARTERS = ROOT / "charters"


def check(file, *options, folder=None):
    return subprocess.run([BINARY, "charter", "check", str(file), *options], cwd=folder,
                          capture_output=True, text=True, timeout=60, check=False)


class Charters(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_what_a_charter_leaves_open_is_listed_and_it_can_be_used(self):
        done = check(CHARTERS / "mutsu.yaml")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("要綱の空白", done.stdout)
        self.assertIn("この要綱は使えます", done.stdout)
        self.assertRegex(done.stdout, r"mutsu\.yaml:\d+: ")

    def test_a_preset_finds_its_pack_and_says_what_is_to_be_filled_in(self):
        for name in ("city", "town", "prefecture"):
            with self.subTest(name):
                done = check(CHARTERS / "presets" / f"{name}.yaml")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("【要記入】", done.stdout)
                self.assertIn("直すところがあります", done.stdout)

    def test_a_copy_far_away_is_told_to_name_the_pack(self):
        town = shutil.copy(CHARTERS / "presets" / "town.yaml", self.folder / "town.yaml")
        if pathlib.Path("/usr/share/sokuo/packs").exists():
            self.skipTest("Sokuo is installed here, so there is a pack for every charter")
        lost = check("town.yaml", folder=self.folder)
        self.assertEqual(lost.returncode, 1)
        self.assertIn("--pack", lost.stderr)
        self.assertNotIn("【要記入】", lost.stdout)
        named = check(town, "--pack", str(ROOT / "packs" / "jp-municipal"))
        self.assertIn("【要記入】", named.stdout)

    def test_a_charter_that_is_not_there_is_what_is_missing(self):
        lost = check("twon.yaml", folder=self.folder)
        self.assertEqual(lost.returncode, 1)
        self.assertIn("twon.yaml", lost.stderr)
        self.assertNotIn("--pack", lost.stderr)

    def test_a_machine_reads_the_same_with_json(self):
        found = json.loads(check(CHARTERS / "mutsu.yaml", "--json").stdout)
        self.assertTrue(found["loadable"])
        gaps = [problem for problem in found["problems"] if problem["level"] == "gap"]
        self.assertGreaterEqual(len(gaps), 2)
        self.assertTrue(all(problem["line"] > 0 and problem["what"]["ja"] for problem in gaps))
        preset = check(CHARTERS / "presets" / "town.yaml", "--json")
        self.assertEqual(preset.returncode, 1)
        self.assertFalse(json.loads(preset.stdout)["loadable"])

    def test_a_mistake_is_named_with_its_line_and_what_to_write_instead(self):
        text = (CHARTERS / "mutsu.yaml").read_text(encoding="utf-8")
        file = self.folder / "mutsu.yaml"
        file.write_text(text + "\nphonenumber: 0175\n", encoding="utf-8")
        done = check(file, "--pack", str(ROOT / "packs" / "jp-municipal"))
        self.assertEqual(done.returncode, 1)
        line = text.count("\n") + 2
        self.assertIn(f"mutsu.yaml:{line}: ", done.stdout)
        self.assertIn("phonenumber", done.stdout)


if __name__ == "__main__":
    unittest.main()
