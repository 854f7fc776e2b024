"""Real cases, replayed over the public API with a simulated clock: one test for each file of
tests/scenarios. What must be true at each step stands in the file."""

import subprocess
import unittest

from sokuo import BINARY, ROOT, SystemTest

SCENARIOS = sorted((ROOT / "tests/scenarios").glob("*.yaml"))


class Scenarios(SystemTest):
    def test_there_are_scenarios(self):
        self.assertGreaterEqual(len(SCENARIOS), 7)

    def replay(self, file):
        done = subprocess.run([BINARY, "replay", file], capture_output=True, text=True,
                              timeout=300, stdin=subprocess.DEVNULL, check=False,
                              cwd=self.scratch())
        self.assertEqual(done.returncode, 0, f"\n{done.stdout}\n{done.stderr}")


def replaying(file):
    return lambda self: self.replay(file)


for scenario in SCENARIOS:
    setattr(Scenarios, f"test_{scenario.stem.replace('-', '_')}", replaying(scenario))


if __name__ == "__main__":
    unittest.main()
