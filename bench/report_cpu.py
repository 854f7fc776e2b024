"""What a durable report costs: the server's CPU for each, against a bare SQLite loop that inserts
the very rows the server wrote (bench/bare.cc), taking turns; and how long people wait."""

import json
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402

CLIENTS = 64
REPORTS = measure.size(8_000, 1_000)
WARM_UP = 200
RATE = 1_000
OPEN_LOOP = measure.size(10_000, 2_000)
SLIP = {
    "channel": "phone", "reporter_class": "staff", "when": "けさ8時ごろ", "where": "税務課の端末",
    "what": "添付ファイルを開いたら画面が一瞬暗くなった",
    "how": "請求書という件名のメールの添付を開いた。その後は普通に使えている。",
    "finder": {"name": "税務課 職員", "affiliation": "税務課", "phone": "内線 0000"},
    "reporter_is_finder": True, "personal_data": "unknown",
}
PATHS = ["/api/v1/reports"]


def copy_store(city, to):
    """What is committed now, without stopping the server."""
    source = sqlite3.connect(f"file:{city.directory}/sokuo.db?mode=ro", uri=True)
    target = sqlite3.connect(to)
    source.backup(target)
    target.close()
    source.close()


def one_run(city, scratch, options):
    """Server, then the bare loop with the same rows. CPU in µs for each report."""
    before, after, work = (scratch / f"{name}.db" for name in ("before", "after", "work"))
    for file in scratch.glob("*.db*"):
        file.unlink()
    copy_store(city, before)
    cpu = measure.cpu_seconds(city)
    answered = measure.load(city, PATHS, clients=CLIENTS, count=REPORTS, **options)
    served = (measure.cpu_seconds(city) - cpu) / REPORTS * 1e6
    copy_store(city, after)
    shutil.copy(before, work)
    bare = measure.tool("bare", before, after, work, REPORTS)
    return {"served": served, "bare": bare["cpu_s"] / REPORTS * 1e6, "rate": answered["rate"],
            "bare_rate": REPORTS / bare["seconds"], "rows": bare["rows"] / REPORTS}


def main():
    figures = measure.Figures("report_cpu")
    directory = measure.scratch()
    scratch = directory / "copies"
    scratch.mkdir()
    slip = directory / "slip.json"
    slip.write_text(json.dumps(SLIP, ensure_ascii=False))
    city = measure.city(directory / "data")
    options = {"token": measure.token(city), "body": slip}
    city.start()
    measure.load(city, PATHS, clients=CLIENTS, count=WARM_UP, **options)

    runs = [one_run(city, scratch, options) for _ in range(measure.RUNS)]
    of = {key: [run[key] for run in runs] for key in runs[0]}
    figures.add("rows for each report", of["rows"], "rows")
    figures.add("CPU of the server for each report", of["served"], "µs")
    figures.add("CPU of the bare loop for each report", of["bare"], "µs")
    figures.add("server / bare, CPU", [run["served"] / run["bare"] for run in runs], "×", 3)
    figures.add("64 clients, closed loop", of["rate"], "reports/s")
    figures.add("bare loop", of["bare_rate"], "reports/s")
    waits = [measure.load(city, PATHS, clients=256, count=OPEN_LOOP, rate=RATE, **options)
             for _ in range(measure.RUNS)]
    figures.add(f"p50 at {RATE}/s, open loop", [wait["p50_ms"] for wait in waits], "ms")
    figures.add(f"p99 at {RATE}/s, open loop", [wait["p99_ms"] for wait in waits], "ms", 50)
    figures.add("refused or broken", [float(wait["errors"]) for wait in waits], "requests", 0)
    figures.add("fdatasync of the machine", measure.fdatasync_rate(directory), "1/s")
    city.stop()
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
