"""Logs: 100,000 octet-counted messages in UTF-8 from four senders, until all are on the disk; the same
with a restart in the middle; and how long finding one of them takes."""

import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402
import loggers  # noqa: E402  pylint: disable=wrong-import-position
from sokuo import free_port  # noqa: E402  pylint: disable=wrong-import-position

MESSAGES = measure.size(100_000, 20_000)
SENDERS = 4
EACH = MESSAGES // SENDERS
BATCH = 500


def messages(number):
    text = "認証に失敗しました。利用者 taro、端末 192.0.2.7、きのうから続いています。"
    return [loggers.line(f"srv-{number}", one, text) for one in range(EACH)]


def speak(port, all_messages):
    """Every sender in a thread of its own; gives the threads."""
    def one(lines):
        stream = loggers.Stream(port)
        stream.send(lines, BATCH)
        stream.close()
    threads = [threading.Thread(target=one, args=(lines,)) for lines in all_messages]
    for thread in threads:
        thread.start()
    return threads


def total(client):
    return client.get("/api/v1/logs/sources").expect(200).json["total"]


def out_of_order(client):
    """Lines that are missing, doubled or not where their sender put them."""
    wrong = 0
    for number in range(SENDERS):
        said = [int(line["process"]) for line in
                loggers.everything(client, host=f"srv-{number}")][-EACH:]
        wrong += sum(1 for place, one in enumerate(said) if one != place) + EACH - len(said)
    return wrong


def main():
    figures = measure.Figures("syslog")
    city = measure.city(measure.scratch() / "data")
    port = free_port()
    (city.directory / "syslog.yaml").write_text(loggers.settings({"tcp": port}))
    city.start(public=False)
    client = city.sign_in("handler")
    given = [messages(number) for number in range(SENDERS)]
    rates, cpu = [], []
    for run in range(measure.RUNS):
        before, start = measure.cpu_seconds(city), time.monotonic()
        threads = speak(port, given)
        loggers.await_total(client, (run + 1) * MESSAGES, 120)
        rates.append(MESSAGES / (time.monotonic() - start))
        cpu.append((measure.cpu_seconds(city) - before) / MESSAGES * 1e6)
        for thread in threads:
            thread.join()
    figures.add(f"{MESSAGES:,} messages until they are on the disk", rates, "/s", 20_000, True)
    figures.add("CPU of the server for each", cpu, "µs")
    figures.add("memory (PSS) afterwards", measure.pss_bytes(city) / 1e6, "MB")
    finding = []
    for _ in range(measure.RUNS):
        start = time.monotonic()
        client.get("/api/v1/logs?q=taro+nowhere").expect(200)
        finding.append((time.monotonic() - start) * 1e3)
    figures.add("looking for what is in no line", finding, "ms")
    figures.add("lines lost, doubled or out of order", out_of_order(client), "", 0)

    city.stop()
    (city.directory / "logs").rename(city.directory / "logs.before")
    city.start(public=False)
    client = city.sign_in("handler")
    base = total(client)
    threads = speak(port, given)
    while total(client) < base + MESSAGES // 3:
        time.sleep(0.01)
    city.stop()
    city.start(public=False)
    client = city.sign_in("handler")
    for thread in threads:
        thread.join()
    loggers.await_total(client, base + MESSAGES, 120)
    figures.add("the same after a restart in the middle", out_of_order(client), "", 0)
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
