"""見張り: real servers on this machine, looked at by the program: one that falls and comes back, a
port nobody listens at, a certificate about to end, a page that is defaced and one where only what is
ignored changed, a redirect that leads to a cloud's metadata."""

import datetime
import http.server
import socket
import ssl
import subprocess
import threading
import time
import unittest

import acts
from sokuo import SystemTest, free_port

PATH = "/api/v1/monitors"
PAGE = """<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>みほん市【架空】</title>
<h1>みほん市</h1><p>ようこそ、みほん市のページへ。</p><p>防災のお知らせ</p>
<div id="counter">%d 人目</div><p>最終更新：11月%d日</p><a href="/kurashi">くらし</a></html>"""
DEFACED = """<html><title>h4cked</title><h1>HACKED BY nobody</h1>
<script src="https://evil.example/x.js"></script></html>"""


class Site(http.server.ThreadingHTTPServer):
    """One web server; what it says is set from outside. Remembers what it was asked."""

    def __init__(self, context=None):
        super().__init__(("127.0.0.1", 0), Handler)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.status, self.body, self.location, self.asked = 200, PAGE % (1, 1), None, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, *_):
        pass  # Who only looks at a certificate goes away again.


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        body = self.server.body.encode()
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def target(name, kind, address, **more):
    lines = [f"  - name: {name}", f"    kind: {kind}", f'    address: "{address}"',
             "    loopback: true", "    every_seconds: 30", "    timeout_seconds: 3"]
    return "\n".join(lines + [f"    {key}: {value}" for key, value in more.items()]) + "\n"


class Watching(SystemTest):
    def named(self, city, *targets):
        (city.directory / "monitors.yaml").write_text(
            "monitors:\n" + "".join(targets), encoding="utf-8")

    def until(self, staff, says, seconds=40):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            page = staff.get(PATH).expect(200).json
            rows = {one["name"]: one for one in page["items"]}
            if says(rows):
                return rows
            time.sleep(0.2)
        raise AssertionError(page)

    def look(self, staff, name, says):
        """Asks for a look, as often as needed, until it says so."""
        one = self.until(staff, lambda rows: name in rows)[name]
        for _ in range(20):
            before = one.get("looks", [])[:1]
            staff.post(f"{PATH}/{one['id']}/checks").expect(202)
            one = self.until(staff, lambda rows: rows[name]["looks"][:1] != before)[name]
            if says(one):
                return one
        raise AssertionError(one)

    def test_a_site_that_falls_is_an_alert_and_a_report_once_and_its_end_is_written_down(self):
        site = Site()
        self.addCleanup(site.shutdown)
        city = self.organisation()
        staff = city.sign_in()
        self.named(city, target("市のサイト", "http", site.url, expect="{words: [みほん市]}"))
        self.until(staff, lambda rows: rows.get("市のサイト", {}).get("state") == "good")
        site.status = 503
        one = self.look(staff, "市のサイト", lambda one: one["state"] == "shaky")
        self.assertEqual(one["reason"], "bad_status")
        self.assertEqual(staff.get("/api/v1/alerts?state=all").expect(200).json["items"], [])
        one = self.look(staff, "市のサイト", lambda one: one["state"] == "down")
        self.assertEqual(one["sentence"], "サーバーが 503 を返しました。")
        self.look(staff, "市のサイト", lambda one: len(one["looks"]) > 4)
        alerts = staff.get("/api/v1/alerts?state=all").expect(200).json["items"]
        self.assertEqual([(one["source"], one["severity"], one["count"]) for one in alerts],
                         [("monitor", "high", 1)])
        self.assertIn("report", alerts[0])
        self.assertEqual(one["alert"], alerts[0]["id"])
        site.status = 200
        self.look(staff, "市のサイト", lambda one: one["state"] == "good")
        site.body = "<h1>Welcome to nginx!</h1>"
        one = self.look(staff, "市のサイト", lambda one: one["state"] == "shaky")
        self.assertEqual(one["reason"], "word_missing")
        types = [entry["type"].split("/")[0] for entry in
                 acts.all_items(city.sign_in("auditor"), "/api/v1/journal/entries")]
        self.assertEqual((types.count("monitor.fell"), types.count("monitor.recovered")), (1, 1))
        city.stop()
        city.verify()

    def test_a_defaced_page_is_told_and_what_is_ignored_is_not(self):
        site, quiet = Site(), Site()
        for one in (site, quiet):
            self.addCleanup(one.shutdown)
        city = self.organisation()
        staff = city.sign_in()
        ignore = '{regions: ["#counter"], lines: ["最終更新：.*"]}'
        self.named(city, target("トップ", "page", site.url, ignore=ignore),
                   target("静かなページ", "page", quiet.url, ignore=ignore))
        rows = self.until(staff, lambda rows: len(rows) == 2 and all(
            one["state"] == "good" for one in rows.values()))
        self.assertIn("accepted_at", rows["トップ"])
        quiet.body = PAGE % (2, 28)
        site.body = DEFACED
        self.look(staff, "静かなページ", lambda one: one["state"] == "good" and one["score"] == 0)
        one = self.look(staff, "トップ", lambda one: one["state"] == "down")
        self.assertEqual((one["reason"], one["score"]), ("page_changed", 100))
        path = f"{PATH}/{one['id']}"
        difference = staff.get(path).expect(200).json["difference"]
        self.assertEqual(difference["boasts"], ["hackedby"])
        self.assertIn({"kind": "script", "place": "evil.example"}, difference["added"])
        changed = [row for row in difference["rows"] if row["kind"] == "changed"]
        self.assertEqual((changed[0]["before"], changed[0]["after"]),
                         ("みほん市", "HACKED BY nobody"))
        self.assertNotIn("最終更新", str(difference))
        alert = staff.get(f"/api/v1/alerts/{one['alert']}").expect(200).json
        self.assertIn("evil.example", alert["events"][0]["raw"])
        # Put right over there, it is good again; nobody need accept anything.
        site.body = PAGE % (9, 30)
        self.look(staff, "トップ", lambda one: one["state"] == "good")
        # A new page of the city's own is accepted, by somebody who may, as they saw it.
        site.body = PAGE.replace("防災のお知らせ", "まったく新しいお知らせと新しい長い文章") % (1, 1)
        one = self.look(staff, "トップ", lambda one: one["state"] == "down")
        late = staff.post(f"{path}/baseline", {"seen": "0" * 64, "reason": "更新した"}).expect(409)
        self.assertEqual(late.json["code"], "monitor.page_moved_on")
        city.sign_in("ciso").post(
            f"{path}/baseline", {"seen": one["seen"], "reason": "更新した"}).expect(403)
        good = staff.post(f"{path}/baseline",
                          {"seen": one["seen"], "reason": "広報が更新した"}).expect(201).json
        self.assertEqual((good["state"], good["difference"]["rows"]), ("good", []))
        accepted = [entry["summary"] for entry in
                    acts.all_items(city.sign_in("auditor"), "/api/v1/journal/entries")
                    if entry["type"] == "monitor.accepted/1"]
        self.assertEqual(sorted(accepted), ["トップ", "トップ", "静かなページ"])

    def test_a_certificate_about_to_end_a_closed_port_and_a_name(self):
        folder = self.scratch()
        for name, days in (("soon", 5), ("long", 300)):
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", str(days), "-subj",
                 "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                 folder / f"{name}.key", "-out", folder / f"{name}.pem"],
                check=True, capture_output=True)
        sites = {}
        for name in ("soon", "long"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
            sites[name] = Site(context)
            self.addCleanup(sites[name].shutdown)
        city = self.organisation()
        staff = city.sign_in()
        ca = f"{folder}/%s.pem"
        self.named(
            city,
            target("もうすぐ", "tls", f"localhost:{sites['soon'].server_port}", ca_file=ca % "soon"),
            target("まだまだ", "tls", f"localhost:{sites['long'].server_port}", ca_file=ca % "long"),
            target("他人の", "tls", f"localhost:{sites['long'].server_port}", ca_file=ca % "soon"),
            target("暗号なし", "tls", f"localhost:{Site().server_port}"),
            target("閉じた口", "tcp", f"127.0.0.1:{free_port()}"),
            target("開いた口", "tcp", f"127.0.0.1:{sites['long'].server_port}"),
            target("名前", "dns", "localhost", expect='{addresses: ["192.0.2.1"]}'))
        rows = self.until(staff, lambda rows: len(rows) == 7 and all(
            "checked_at" in one for one in rows.values()))
        seen = {name: (one["state"], one["reason"], one.get("days_left"))
                for name, one in rows.items()}
        self.assertEqual(seen, {
            "もうすぐ": ("shaky", "expires_soon", 4), "まだまだ": ("good", "none", 299),
            "他人の": ("shaky", "not_trusted", 299), "暗号なし": ("shaky", "no_answer", None),
            "閉じた口": ("shaky", "no_answer", None), "開いた口": ("good", "none", None),
            "名前": ("shaky", "other_addresses", None)})
        self.assertEqual(sites["long"].asked, [])  # Nothing was sent to it.

    def test_where_a_redirect_leads_nobody_goes_and_what_is_not_permitted_is_not_called(self):
        site, inside = Site(), Site()
        for one in (site, inside):
            self.addCleanup(one.shutdown)
        site.status, site.location = 302, "http://169.254.169.254/latest/meta-data/"
        city = self.organisation()
        staff = city.sign_in()
        unnamed = target("許していない", "http", inside.url).replace("    loopback: true\n", "")
        self.named(city, target("移された", "http", site.url), unnamed)
        rows = self.until(staff, lambda rows: len(rows) == 2 and all(
            "checked_at" in one for one in rows.values()))
        self.assertEqual(rows["移された"]["reason"], "redirected")
        self.assertIn("169.254.169.254", rows["移された"]["sentence"])
        self.assertEqual(rows["許していない"]["reason"], "not_called")
        self.assertEqual((site.asked, inside.asked), (["/"], []))
        # The redirect leads to this very machine: not there either.
        site.location = inside.url
        self.look(staff, "移された", lambda one: one["reason"] == "redirected")
        self.assertEqual(inside.asked, [])

    def test_what_is_wrong_with_the_file_is_said_and_put_right_without_a_restart(self):
        site = Site()
        self.addCleanup(site.shutdown)
        city = self.organisation()
        staff = city.sign_in()
        self.named(city, target("a", "http", "http://0x7f.1/"))
        end = time.monotonic() + 20
        while "trouble" not in (page := staff.get(PATH).expect(200).json):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.2)
        self.assertIn("monitors.yaml:4", page["trouble"])
        self.named(city, target("a", "http", site.url))
        self.until(staff, lambda rows: rows.get("a", {}).get("state") == "good")
        # A name that is taken out is gone from the screen, and not looked at.
        one = self.until(staff, lambda rows: True)["a"]
        self.named(city)
        (city.directory / "monitors.yaml").unlink()
        self.until(staff, lambda rows: not rows)
        staff.post(f"{PATH}/{one['id']}/checks").expect(404)

    def test_hours_of_quiet_are_kept(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        until = (now + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        since = (now - datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        city = self.organisation()
        staff = city.sign_in()
        work = f'{{after: 1, maintenance: [{{from: "{since}", to: "{until}"}}]}}'
        self.named(city, target("工事中", "tcp", f"127.0.0.1:{free_port()}", alarm=work))
        one = self.look(staff, "工事中", lambda one: one["state"] == "down")
        self.assertTrue(one["quiet"])
        self.assertNotIn("alert", one)
        self.assertEqual(staff.get("/api/v1/alerts?state=all").expect(200).json["items"], [])

    def test_a_server_that_says_nothing_does_not_keep_the_program_from_stopping(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            city = self.organisation()
            staff = city.sign_in()
            slow = target("黙っている", "http", f"http://127.0.0.1:{silent.getsockname()[1]}/")
            self.named(city, slow.replace("timeout_seconds: 3", "timeout_seconds: 60"))
            self.until(staff, lambda rows: rows)
            silent.settimeout(20)
            taken, _ = silent.accept()  # It is being looked at.
            self.addCleanup(taken.close)
            begin = time.monotonic()
            city.stop()
            self.assertLess(time.monotonic() - begin, 20)
            city.start()
            self.assertNotIn("checked_at", self.until(city.sign_in(), lambda rows: rows)["黙っている"])


if __name__ == "__main__":
    unittest.main()
