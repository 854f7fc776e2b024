"""A bad day: 200 forms a second from the public pages, 2,000 lines of syslog and 20 mails a second, for
two minutes, while staff work. What was acknowledged must be there, storms must be gathered, and the
staff must not notice."""

import collections
import email.message
import email.utils
import multiprocessing
import pathlib
import random
import smtplib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402
import loggers  # noqa: E402  pylint: disable=wrong-import-position
from forms import NUMBER, READING_SECONDS, FormReader  # noqa: E402  pylint: disable=wrong-import-position
from sokuo import Client, free_port  # noqa: E402  pylint: disable=wrong-import-position

SECONDS = measure.size(120, 20)
FORMS, LINES, MAILS = 200, 2_000, 20  # A second.
CITIZENS = 4  # Processes that fill in forms.
STAFF_RATE = 20
STORMY = 50  # One line in so many is of a storm.
READS = ("/api/v1/reports?state=undecided", "/api/v1/incidents", "/api/v1/alerts",
         "/api/v1/session", "/api/v1/logs?limit=50")


def paced(rate, seconds):
    """The moments to act at; one that is late is not left out."""
    begin = time.monotonic()
    for number in range(int(rate * seconds)):
        due = begin + number / rate
        time.sleep(max(0, due - time.monotonic()))
        yield number


def fill_in_forms(port, who, rate, seconds, told):
    """People on phones, each from an address of their own. Tells the numbers they were given."""
    chance = random.Random(who)
    client = Client(port)
    open_forms, acknowledged, refused = collections.deque(), [], collections.Counter()

    def send(form):
        while form["ready_at"] > time.monotonic():
            time.sleep(0.005)
        words = form["fields"] | {"what": f"画面が変だ {who}-{form['number']}"}
        answer = client.form(form["action"], words, x_forwarded_for=form["address"])
        if answer.status != 303:
            refused[answer.status] += 1
            return
        receipt = client.get(answer.headers["location"]).text
        found = NUMBER.search(receipt)
        acknowledged.append(f"{who}-{form['number']}")
        refused["provisional"] += found is None

    for number in paced(rate, seconds):
        address = "10." + ".".join(str(chance.randrange(256)) for _ in range(3))
        shown = FormReader(client.get("/poc/report", x_forwarded_for=address).expect(200).text)
        open_forms.append({"number": number, "address": address, "fields": shown.fields,
                           "action": shown.action, "ready_at": time.monotonic() + READING_SECONDS})
        while open_forms and open_forms[0]["ready_at"] <= time.monotonic():
            send(open_forms.popleft())
    while open_forms:
        send(open_forms.popleft())
    told.put(("forms", acknowledged, dict(refused)))


def log(port, rate, seconds, told):
    stream = loggers.Stream(port)
    sent = 0
    for number in paced(rate / 20, seconds):
        lines = [loggers.line("fw-1", f"{number}-{one}",
                              "BREAKIN attempt" if one % STORMY == 0 else "allowed")
                 for one in range(20)]
        stream.send(lines)
        sent += len(lines)
    stream.close()
    told.put(("lines", sent, {}))


def write_mails(port, rate, seconds, told):
    accepted, refused = [], collections.Counter()
    door = smtplib.LMTP("127.0.0.1", port, local_hostname="mx.town.example")
    for number in paced(rate, seconds):
        mail = email.message.EmailMessage()
        mail["From"] = f"佐藤 <sato{number}@town.example>"
        mail["To"] = "csirt@mihon.example"
        mail["Subject"] = f"フィッシングの件 m-{number}"
        mail["Date"] = email.utils.formatdate()
        mail["Message-ID"] = email.utils.make_msgid(domain="town.example")
        mail.set_content("不審なメールが届きました。https://evil.example/ を開いてしまいました。")
        try:
            door.send_message(mail)
            accepted.append(f"m-{number}")
        except smtplib.SMTPException as error:
            refused[str(error)[:60]] += 1
    door.quit()
    told.put(("mails", accepted, dict(refused)))


def work(city, seconds):
    """The staff, in an open loop: how long each read took from when it was due, in ms."""
    clients = [city.sign_in("handler") for _ in range(4)]
    took = []
    begin = time.monotonic()
    for number in range(int(STAFF_RATE * seconds)):
        due = begin + number / STAFF_RATE
        time.sleep(max(0, due - time.monotonic()))
        clients[number % 4].get(READS[number % len(READS)]).expect(200)
        took.append((time.monotonic() - due) * 1e3)
    return took


def every_summary(client):
    path, found = "/api/v1/reports?state=all&limit=200", []
    while path:
        page = client.get(path).expect(200)
        found += [row["summary"] for row in page.json["items"]]
        after = page.json.get("next")
        path = f"/api/v1/reports?state=all&limit=200&after={after}" if after else None
    return found


def settled(client, wanted, seconds=120):
    """The summaries of all reports, once as many are there."""
    until = time.monotonic() + seconds
    while True:
        found = every_summary(client)
        if len(found) >= wanted or time.monotonic() > until:
            return found
        time.sleep(1)


def main():
    figures = measure.Figures("flood")
    city = measure.city(measure.scratch() / "data")
    log_port, mail_port = free_port(), free_port()
    (city.directory / "syslog.yaml").write_text(
        loggers.settings({"tcp": log_port}, "raise: {words: [breakin]}"))
    (city.directory / "mail.yaml").write_text(
        "accounts:\n  - name: インターネット\n    network: internet\n"
        "    address: csirt@mihon.example\n"
        f"    receive: {{lmtp: '127.0.0.1:{mail_port}'}}\n"
        "    send: {server: 127.0.0.1, port: 9, tls: none}\n", encoding="utf-8")
    city.start("--trusted-proxy", "127.0.0.1")
    client = city.sign_in("handler")
    before = len(every_summary(client))
    told = multiprocessing.Queue()
    senders = [multiprocessing.Process(target=fill_in_forms, args=(
        city.public_port, who, FORMS / CITIZENS, SECONDS, told)) for who in range(CITIZENS)]
    senders.append(multiprocessing.Process(target=log, args=(log_port, LINES, SECONDS, told)))
    senders.append(multiprocessing.Process(target=write_mails,
                                           args=(mail_port, MAILS, SECONDS, told)))
    start, cpu = time.monotonic(), measure.cpu_seconds(city)
    for sender in senders:
        sender.start()
    took = work(city, SECONDS)
    answers = [told.get(timeout=300) for _ in senders]
    for sender in senders:
        sender.join()
    lasted = time.monotonic() - start
    forms = [one for what, given, _ in answers if what == "forms" for one in given]
    mails = next(given for what, given, _ in answers if what == "mails")
    lines = next(given for what, given, _ in answers if what == "lines")
    refused = collections.Counter()
    for what, _, why in answers:
        refused.update({f"{what} {reason}": count for reason, count in why.items() if count})
    if refused:
        print(f"  refused or told a provisional number: {dict(refused)}")

    loggers.await_total(client, lines, 60)
    alerts = client.get("/api/v1/alerts?state=all").expect(200).json["items"]
    until = time.monotonic() + 60
    while sum(one["count"] for one in alerts) < lines // STORMY and time.monotonic() < until:
        time.sleep(1)
        alerts = client.get("/api/v1/alerts?state=all").expect(200).json["items"]
    found = collections.Counter(word for summary in settled(client, before + len(forms) + len(mails))
                                for word in summary.split() if word[0].isdigit() or word[0] == "m")
    lost = [one for one in forms + mails if found[one] != 1]
    took.sort()
    figures.add("staff reads, p95", took[int(len(took) * 0.95)], "ms", 300)
    figures.add("staff reads, p50; the slowest", [statistics.median(took), took[-1]], "ms")
    figures.add("forms acknowledged", len(forms) / SECONDS, "/s")
    figures.add("lines on the disk", lines / SECONDS, "/s")
    figures.add("mails accepted", len(mails) / SECONDS, "/s")
    figures.add("acknowledged and lost, or twice", len(lost), "", 0)
    figures.add(f"alerts of {lines // STORMY:,} stormy lines", len(alerts), "", 3)
    figures.add("CPU of the server", (measure.cpu_seconds(city) - cpu) / lasted, "cores")
    figures.add("memory (PSS) afterwards", measure.pss_bytes(city) / 1e6, "MB")
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
