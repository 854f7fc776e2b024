"""Whether reading stays as quick when the years go by: one incident, and the first page of the
list, with a hundred times the incidents; CPU of the server in turns, and how long people wait."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402

SMALL = 1_000
LARGE = measure.size(100_000, 20_000)
COUNT = measure.size(5_000, 1_000)
RATE = 500
LIST = "/api/v1/incidents"


def filled(directory, incidents, figures):
    city = measure.city(directory)
    filling = measure.tool("fill", directory, incidents)
    figures.add(f"filling with {incidents:,} incidents", filling["seconds"], "s")
    city.bench_token = measure.token(city)
    return city.start()


def some_incidents(city, count=50):
    """Of the newest page."""
    client = measure.Sokuo.sign_in(city, "handler")
    items = client.get(f"{LIST}?limit={count}").expect(200).json["items"]
    client.close()
    return [f"{LIST}/{item['id']}" for item in items]


def read(city, paths):
    """CPU for each request in µs, with the figures of the load."""
    cpu = measure.cpu_seconds(city)
    answered = measure.load(city, paths, token=city.bench_token, clients=64, count=COUNT, rate=RATE)
    return answered | {"cpu": (measure.cpu_seconds(city) - cpu) / COUNT * 1e6}


def main():
    figures = measure.Figures("read_scale")
    scratch = measure.scratch()
    small = filled(scratch / "small", SMALL, figures)
    large = filled(scratch / "large", LARGE, figures)
    for what, paths in (("an incident", some_incidents), ("the list", lambda _: [LIST])):
        few, many = paths(small), paths(large)
        read(small, few)
        read(large, many)
        turns = [(read(small, few), read(large, many)) for _ in range(measure.RUNS)]
        figures.add(f"{what}: CPU with {SMALL:,}", [turn[0]["cpu"] for turn in turns], "µs")
        figures.add(f"{what}: CPU with {LARGE:,}", [turn[1]["cpu"] for turn in turns], "µs")
        figures.add(f"{what}: CPU, many / few",
                    [turn[1]["cpu"] / turn[0]["cpu"] for turn in turns], "×", 1.2)
        figures.add(f"{what}: p50 at {RATE}/s with {LARGE:,}",
                    [turn[1]["p50_ms"] for turn in turns], "ms")
        figures.add(f"{what}: p99 at {RATE}/s with {LARGE:,}",
                    [turn[1]["p99_ms"] for turn in turns], "ms", 20)
        figures.add(f"{what}: refused or broken",
                    [float(turn[0]["errors"] + turn[1]["errors"]) for turn in turns], "requests", 0)
    small.stop()
    large.stop()
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
