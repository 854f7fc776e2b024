"""A Maildir as the mailbox of a city, for tests: what is put into it becomes a report."""

import email.message
import email.utils
import time
import uuid


def open_maildir(city, send_port=9):
    """Writes mail.yaml, which the program reads when it starts. Port 9 takes no mail."""
    maildir = city.directory.parent / "Maildir"
    for name in ("tmp", "new", "cur"):
        (maildir / name).mkdir(parents=True)
    (city.directory / "mail.yaml").write_text(
        "accounts:\n  - name: LGWAN\n    network: lgwan\n    address: csirt@mihon.example\n"
        f"    receive: {{maildir: {maildir}}}\n"
        f"    send: {{server: 127.0.0.1, port: {send_port}, tls: none}}\n", encoding="utf-8")
    return maildir


def deliver(maildir, staff, subject, text="本文", seconds=60):
    """The id of the letter, once it stands under its report."""
    message = email.message.EmailMessage()
    message["From"] = "佐藤 <sato@town.example>"
    message["To"] = "csirt@mihon.example"
    message["Subject"] = subject
    message["Date"] = email.utils.formatdate()
    message["Message-ID"] = email.utils.make_msgid(domain="town.example")
    message.set_content(text)
    name = f"1700000000.{uuid.uuid4().hex}.town"
    (maildir / "tmp" / name).write_bytes(message.as_bytes())
    (maildir / "tmp" / name).rename(maildir / "new" / name)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        rows = staff.get("/api/v1/reports?state=all").expect(200).json["items"]
        for row in rows:
            if subject in row["summary"]:
                letters = staff.get(f"/api/v1/reports/{row['id']}/letters").expect(200).json
                if letters["items"]:
                    return letters["items"][0]["id"]
        time.sleep(0.1)
    raise AssertionError(f"no report says {subject}")
