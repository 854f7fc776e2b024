"""Memory of all processes after mixed work, with idle connections and with event streams, and how
long a start takes with many incidents. PSS; what the kernel keeps for sockets is not in it."""

import concurrent.futures
import pathlib
import socket
import ssl
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402

INCIDENTS = measure.size(100_000, 20_000)
REQUESTS = 1_000
SIGN_INS = 20
IDLE = measure.size(5_000, 2_000)
STREAMS = measure.size(1_000, 500)
TLS = measure.size(1_000, 300)
REPORT = {"channel": "phone", "what": "添付ファイルを開いたら画面が一瞬暗くなった"}


def mixed_work(city):
    """1,000 requests, 20 of them sign-ins (argon2), four people at once."""
    people = city.sign_ins[:4]

    def one_person(person):
        for turn in range(REQUESTS // 4):
            if turn % (REQUESTS // SIGN_INS) == 0:
                client = city.sign_in(person["name"])
            if turn % 10 == 1:
                client.post("/api/v1/reports", REPORT)
            elif turn % 10 == 2:
                client.get("/")
            elif turn % 2:
                client.get("/api/v1/incidents")
            else:
                client.get("/api/v1/reports")
        client.close()

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(one_person, people))
    for _ in range(20):
        city.public.get("/poc/report").expect(200)


def ask(port, path, headers, tls=None):
    """An open connection whose answer, or its beginning, was read."""
    connection = socket.create_connection(("127.0.0.1", port))
    if tls:
        connection = tls.wrap_socket(connection)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode())
    if b" 200 " not in connection.recv(4096)[:20]:
        raise SystemExit(f"{path} is refused")
    return connection


def each_costs(city, count, path, headers="", tls=None):
    """PSS for each of `count` connections that stay open."""
    before = measure.pss_bytes(city)
    held = []
    for _ in range(count):
        held.append(ask(city.staff_port, path, headers, tls))
    time.sleep(1)
    after = measure.pss_bytes(city)
    for connection in held:
        connection.close()
    time.sleep(1)
    return (after - before) / count / 1000


def answers(port, path, tls=None):
    """Asked barely: holding the answer against the contract would be counted too."""
    try:
        ask(port, path, "", tls).close()
    except OSError:
        return False
    return True


def certificate(folder):
    """Signed by itself, for this measurement only."""
    files = folder / "tls.crt", folder / "tls.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                    "/CN=localhost", "-out", files[0], "-keyout", files[1]],
                   check=True, capture_output=True)
    return files


def each_costs_with_tls(city, count):
    chain, key = certificate(city.directory.parent)
    tls = ssl.create_default_context(cafile=chain)
    tls.check_hostname = False
    city.answers = lambda port: answers(port, "/healthz", tls)
    city.start("--tls-cert", chain, "--tls-key", key, public=False)
    cost = each_costs(city, count, "/healthz", tls=tls)
    city.stop()
    return cost


def start_seconds(city):
    """From the call until the staff's and the public pages answer; to 20 ms."""
    city.answers = lambda port: answers(port, "/poc" if port == city.public_port else "/healthz")
    start = time.monotonic()
    city.start()
    return time.monotonic() - start


def main():
    measure.allow_many_files()
    figures = measure.Figures("memory")
    city = measure.city(measure.scratch() / "data")
    measure.tool("fill", city.directory, INCIDENTS)
    bearer = f"Authorization: Bearer {measure.token(city)}\r\n"

    starts, at_rest, worked, idle, streams, with_tls = [], [], [], [], [], []
    for _ in range(measure.RUNS):
        starts.append(start_seconds(city))
        at_rest.append(measure.pss_bytes(city) / 1e6)
        mixed_work(city)
        worked.append(measure.pss_bytes(city) / 1e6)
        city.stop()
        # Fresh, so that what the work left free does not hide what a connection takes.
        city.start()
        idle.append(each_costs(city, IDLE, "/healthz"))
        city.stop()
        city.start()
        streams.append(each_costs(city, STREAMS, "/api/v1/events", bearer))
        city.stop()
        with_tls.append(each_costs_with_tls(city, TLS))
    figures.add(f"start with {INCIDENTS:,} incidents", starts, "s", 0.5)
    figures.add("PSS after the start", at_rest, "MB")
    figures.add(f"PSS after {REQUESTS:,} mixed requests", worked, "MB", 60)
    figures.add(f"each of {IDLE:,} idle connections", idle, "kB", 12)
    figures.add(f"each of {STREAMS:,} event streams", streams, "kB", 12)
    figures.add(f"each of {TLS:,} idle connections with TLS", with_tls, "kB")
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
