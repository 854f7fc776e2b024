"""Events against all Windows rules of SigmaHQ, matches written as JSON lines: CPU of one thread, beside
the bare parse of simdjson and beside the reading alone in the same run. Needs the shared data (or
SOKUO_DATA); the programs are built by script/bench."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = pathlib.Path(os.environ.get("SOKUO_BIN", ROOT / "build/release/sokuo")).parent
DATA = pathlib.Path(os.environ.get("SOKUO_DATA", ROOT.parent / "shared/data")) / "detect"
RULES = ",".join(str(DATA / "sigma" / name) for name in
                 ("rules/windows", "rules-emerging-threats", "rules-threat-hunting"))
MAP = DATA / "sigma/tests/thor.yml"
DENSE = DATA / "dense.evtx"

failed = False


def run(*words):
    out = subprocess.run([BIN / "bench_detect", MAP, RULES, *map(str, words)],
                         check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def say(what, figure, limit="", is_kept=True):
    global failed
    failed |= not is_kept
    print(f"{what:58} {figure:>22}  {limit}{'' if is_kept else '  MISSED'}")


def at_least(what, value, limit, unit=""):
    say(what, f"{value:,.4g}{unit}" if value < 100 else f"{value:,.0f}{unit}",
        f"at least {limit:,}{unit}", value >= limit)


def at_most(what, value, limit, unit=""):
    say(what, f"{value:,.3g}{unit}", f"at most {limit:,}{unit}", value <= limit)


def bare():
    """Events a second: ours reading JSON alone, and simdjson alone."""
    out = subprocess.run([BIN / "bench_detect_json", *sorted(DATA.glob("json/*.json"))],
                         check=True, capture_output=True, text=True).stdout
    return [float(re.search(rf"^{name}.*?(\d+) events/s", out, re.M)[1])
            for name in ("ours", "simdjson")]


def main():
    if not MAP.exists():
        print(f"no shared data at {DATA}: nothing measured")
        return 0
    captures = sorted(DATA.glob("json/*.json"))
    dense = run(DENSE, "-n", 7)
    at_least("dense.evtx, events/s", dense["events"] / dense["cpu"], 250_000)

    # What reading costs that is not about these events does not count.
    sysmon = run(DENSE, "-w", "Sysmon", "-n", 7)
    reading = run(DENSE, "-w", "\x01none", "-n", 7)
    share = 1 - sysmon["events"] / dense["events"]
    at_least("its Sysmon records, events/s",
             sysmon["events"] / (sysmon["cpu"] - reading["cpu"] * share), 120_000)

    json_ = run(*captures, "-n", 7)
    ours, simdjson = bare()
    at_least("JSON captures, events/s", json_["events"] / json_["cpu"], 200_000)
    at_least("the same, of simdjson's bare parse", json_["events"] / json_["cpu"] / simdjson, 0.25)
    say("JSON reading alone, of simdjson's bare parse", f"{ours / simdjson:.2f}")
    at_least("event log reading alone, GB/s", reading["bytes"] / reading["cpu"] / 1e9, 1.0)

    with tempfile.TemporaryDirectory() as folder:
        cold = run(DENSE, "-n", 1, "-c", folder)
        warm = run(DENSE, "-n", 1, "-c", folder)
        shutil.rmtree(folder, ignore_errors=True)
        pathlib.Path(folder).mkdir()
    at_most(f"start with {cold['rules']:,} rules, cold", cold["start"], 1, " s")
    at_most("the same, cached", warm["start"], 0.2, " s")

    many = run(DENSE, "-n", 1, "-r", 20)
    memory = (many["rss"] - many["held"]) / 1e6
    at_most(f"memory at {many['events']:,} events", memory, 300, " MB")
    say("memory at a twentieth of it", f"{(dense['rss'] - dense['held']) / 1e6:.0f} MB")

    one = run(DENSE, "-n", 7, "-r", 5)
    two = run(DENSE, "-n", 7, "-r", 5, "-t", 2)
    at_least("two threads, of one (by the clock)", one["wall"] / two["wall"], 1.7, " x")

    few = run(DENSE, "-n", 7, "-e", max(1, dense["rules"] // 10))
    at_most(f"{dense['rules']:,} rules, of {few['rules']} (CPU an event)",
            dense["cpu"] / few["cpu"], 2, " x")
    few_json = run(*captures, "-n", 7, "-e", max(1, json_["rules"] // 10))
    at_most("the same on the JSON captures", json_["cpu"] / few_json["cpu"], 2, " x")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
