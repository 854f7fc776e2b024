"""Real mails through the sandbox: none is lost, attachments come out as Python's email package has
them, and what it costs. The corpus is no part of the repository: SOKUO_MAILS names a folder of .eml
files (default ../shared/data/mail/phishing); without one nothing is measured."""

import collections
import email
import hashlib
import os
import pathlib
import resource
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402

CORPUS = pathlib.Path(os.environ.get("SOKUO_MAILS",
                                     measure.ROOT / "../shared/data/mail/phishing"))
ROUNDS = measure.size(3, 1)
MAILS_PER_SECOND = 300


def is_body(part):
    """A text that is not sent as a file: it is shown, not attached."""
    return (part.get_content_type() in ("text/plain", "text/html")
            and part.get_content_disposition() != "attachment" and not part.get_filename())


def attachments_of(mail):
    """SHA-256 of each, as often as it is there. Attached mails are walked into, and their own bytes,
    which Python writes anew, are left out on both sides."""
    found = collections.Counter()
    for part in mail.walk():
        if part.is_multipart() or is_body(part):
            continue
        # A multipart whose parts never begin: Python gives it no parts and no bytes.
        if part.get_content_maintype() == "multipart" and not part.get_payload():
            continue
        found[hashlib.sha256(part.get_payload(decode=True) or b"").hexdigest()] += 1
    return found


def ours():
    """What bench_mail says: code and attachments of each mail, and the cost."""
    done = subprocess.run([measure.TOOLS / "bench_mail", CORPUS, str(ROUNDS)], capture_output=True,
                          text=True, check=True)
    codes, attachments, cost = {}, collections.defaultdict(collections.Counter), None
    for line in done.stdout.splitlines():
        what, name, *rest = line.split("\t")
        if what == "mail":
            codes[name] = rest[0]
        elif what == "part" and rest[1] != "mail":
            attachments[name][rest[0]] += 1
        elif what == "cost":
            cost = [float(number) for number in (name, *rest)]
    return codes, attachments, cost


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    if not CORPUS.is_dir():
        print(f"mail: skipped, there is no {CORPUS}")
        return 0
    figures = measure.Figures("mail")
    codes, attachments, (count, seconds, cpu_seconds, zygote_kb) = ours()
    files = sorted(CORPUS.iterdir())
    start, begun = cpu(), time.monotonic()
    theirs = {file.name: attachments_of(email.message_from_bytes(file.read_bytes()))
              for file in files}
    python_cpu, python_seconds = cpu() - start, time.monotonic() - begun
    lost = [file.name for file in files if codes.get(file.name) != "read"]
    differing = [name for name, hashes in theirs.items() if hashes != attachments[name]]
    for name in lost:
        print(f"  not read: {name}: {codes.get(name)}")
    for name in differing:
        print(f"  differs: {name}: only ours {sum((attachments[name] - theirs[name]).values())}, "
              f"only theirs {sum((theirs[name] - attachments[name]).values())}")
    figures.add("mails", count / ROUNDS, "")
    figures.add("not read", len(lost), "", 0)
    figures.add("attachments (Python's email)", sum(map(sum, (h.values() for h in theirs.values()))), "")
    figures.add("mails whose attachments differ", len(differing), "")
    figures.add("mails a second of CPU, through the sandbox", count / cpu_seconds, "/s",
                MAILS_PER_SECOND, at_least=True)
    figures.add("the same by the clock, one after the other", count / seconds, "/s")
    figures.add("Python's email, without a sandbox, of CPU", len(files) / python_cpu, "/s")
    figures.add("by the clock", len(files) / python_seconds, "/s")
    figures.add("memory of the zygote's own", zygote_kb / 1024, "MB", 5)
    return figures.end()


if __name__ == "__main__":
    raise SystemExit(main())
