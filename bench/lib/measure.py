"""What every measurement needs: a server on a fresh directory, CPU and memory of its processes, the
load, and figures held against their limits.

Sizes come from the environment, so that a quick look costs little: SOKUO_BENCH=quick takes a tenth
or less. SOKUO_BIN names the program; the tools (bench_load, bench_bare, bench_fill) lie beside it,
or in SOKUO_BENCH_TOOLS. SOKUO_BENCH_DIR is where data is put: the disk that is measured.
"""

import atexit
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/system"))

from sokuo import BINARY, Sokuo  # noqa: E402  pylint: disable=wrong-import-position

IS_QUICK = os.environ.get("SOKUO_BENCH") == "quick"
TOOLS = pathlib.Path(os.environ.get("SOKUO_BENCH_TOOLS", BINARY.parent))
RUNS = 3
TICKS = os.sysconf("SC_CLK_TCK")


def size(full, quick):
    return quick if IS_QUICK else full


def scratch():
    directory = pathlib.Path(tempfile.mkdtemp(prefix="sokuo-bench-",
                                              dir=os.environ.get("SOKUO_BENCH_DIR")))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    return directory


def city(directory):
    """A fictional organisation, not yet started; killed when the measurement ends."""
    made = Sokuo(directory)
    made.init()
    atexit.register(made.kill)
    return made


def token(organisation, sign_in="handler"):
    """Of a stopped organisation."""
    return organisation.run("token", "make", organisation.directory, "--sign-in", sign_in,
                            "--label", "bench").stdout.strip()


def tool(name, *words):
    """Runs one of the C++ tools; gives its line of JSON."""
    done = subprocess.run([TOOLS / f"bench_{name}", *map(str, words)], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0 or not done.stdout:
        raise SystemExit(f"bench_{name} failed:\n{done.stdout}{done.stderr}")
    answer = json.loads(done.stdout)
    if answer.get("errors"):
        print(f"  {answer['errors']} of {answer['requests']} failed: {done.stderr.strip()[:400]}")
    return answer


def load(organisation, paths, **options):
    """Sends requests (bench/load.cc); `paths` is a list, `options` its words."""
    with tempfile.NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        words = [f"{name}={value}" for name, value in options.items()]
        return tool("load", organisation.staff_port, f"paths={file.name}", *words)


def processes(organisation):
    """The server's, with the public pages: all of its session."""
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # It ended meanwhile.
        if int(fields[3]) == organisation.process.pid:
            found.append((int(stat.parent.name), fields))
    return found


def cpu_seconds(organisation):
    """User and system time of all processes of the server, in steps of 10 ms."""
    return sum(int(fields[11]) + int(fields[12]) for _, fields in processes(organisation)) / TICKS


def pss_bytes(organisation):
    total = 0
    for pid, _ in processes(organisation):
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def fdatasync_rate(directory, seconds=1.0):
    """How often a second the disk below `directory` promises 4 KiB."""
    file = pathlib.Path(directory) / "fdatasync"
    handle = os.open(file, os.O_RDWR | os.O_CREAT)
    try:
        count, start = 0, time.monotonic()
        while time.monotonic() - start < seconds:
            os.pwrite(handle, bytes(4096), count % 256 * 4096)
            os.fdatasync(handle)
            count += 1
        return count / (time.monotonic() - start)
    finally:
        os.close(handle)
        file.unlink()


def allow_many_files():
    """5,000 connections here, and as many in the server, which inherits the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Figures:
    """Printed as they come, and once more as a line of JSON."""

    def __init__(self, name):
        self.name = name
        self.rows = []
        self.passed = []
        start = os.getloadavg()[0]
        print(f"{name}: {os.cpu_count()} cores, load {start:.1f}, "
              f"{'quick' if IS_QUICK else 'full'} size", flush=True)
        self.load = start

    def add(self, what, values, unit, limit=None, at_least=False):
        """The median of `values` (or one value) and how far they spread."""
        values = values if isinstance(values, list) else [values]
        median = statistics.median(values)
        row = {"what": what, "median": round(median, 4), "min": round(min(values), 4),
               "max": round(max(values), 4), "unit": unit}
        verdict = ""
        if limit is not None:
            row["limit"] = limit
            is_good = median >= limit if at_least else median <= limit
            row["kept"] = is_good
            verdict = f"{'at least' if at_least else 'at most'} {limit:g}  " \
                      f"{'ok' if is_good else 'PASSED'}"
            if not is_good:
                self.passed.append(what)
        self.rows.append(row)
        spread = f"({min(values):,.2f}–{max(values):,.2f})" if len(values) > 1 else ""
        print(f"  {what:<58} {median:>12,.2f} {unit:<10} {spread:<22} {verdict}", flush=True)

    def end(self):
        print(json.dumps({"bench": self.name, "cores": os.cpu_count(), "load": self.load,
                          "size": "quick" if IS_QUICK else "full", "figures": self.rows},
                         ensure_ascii=False), flush=True)
        return 1 if self.passed else 0
