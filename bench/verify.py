"""How long it takes to check a journal: `sokuo verify` (hashes and commitments, then the replay)
and tools/verify.py, which shares no code with it. Times are stated for a million entries.

    verify.py [--full]    a million entries; otherwise 100,000, and the limits are scaled
"""

import json
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402

ENTRIES_OF_AN_INCIDENT = 3
ENTRIES = 1_000_000 if "--full" in sys.argv else measure.size(100_000, 10_000)
MILLION = 1_000_000


def stages(directory):
    """Seconds of each stage, as `sokuo verify` counts them, and of all of it."""
    start = time.monotonic()
    done = subprocess.run([measure.BINARY, "verify", directory, "--json"], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"the journal is not sound:\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)["seconds"] | {"all": time.monotonic() - start}


def outside(directory, scratch):
    """Seconds of the check from outside; the export is not counted."""
    subprocess.run([measure.BINARY, "export", directory, scratch], check=True,
                   stdout=subprocess.DEVNULL)
    start = time.monotonic()
    subprocess.run([sys.executable, measure.ROOT / "tools/verify.py", scratch], check=True,
                   stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def main():
    figures = measure.Figures("verify")
    scratch = measure.scratch()
    city = measure.city(scratch / "data")
    filling = measure.tool("fill", city.directory, ENTRIES // ENTRIES_OF_AN_INCIDENT)
    entries = filling["entries"]
    runs = [stages(city.directory) for _ in range(measure.RUNS)]
    checks = [outside(city.directory, scratch / f"export{n}") for n in range(measure.RUNS)]
    to_million = MILLION / entries
    figures.add("entries", float(entries), "")
    figures.add("hashes and commitments, for a million",
                [run["hashes"] * to_million for run in runs], "s", 60)
    figures.add("replay", [entries / run["replay"] for run in runs], "entries/s")
    figures.add("sokuo verify, all of it", [run["all"] for run in runs], "s")
    figures.add("tools/verify.py, for a million", [each * to_million for each in checks], "s", 120)
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
