"""Feeds the operator named: looked at by the program, failing, coming back, losing something."""

import http.server
import threading
import time
import unittest

import feeds
from sokuo import SystemTest

PATH = "/api/v1/advisories"


class FeedServer(http.server.ThreadingHTTPServer):
    """One feed; what it says, and with which status, is set from outside."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.body, self.asked = 200, feeds.rdf(1, 2), 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/new.rdf"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_):
        pass


class NamedFeeds(SystemTest):
    def named(self, city, server, name="見本フィード"):
        (city.directory / "advisories.yaml").write_text(
            f"feeds:\n  - name: {name}\n    url: {server.url}\n", encoding="utf-8")

    def until(self, staff, says, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            page = staff.get(PATH).expect(200).json
            if says(page):
                return page
            time.sleep(0.2)
        raise AssertionError(page)

    def feed(self, page):
        return next((one for one in page["feeds"] if one["named"]), {})

    def look_now(self, staff):
        time.sleep(5.2)  # Nobody is asked twice within five seconds.
        staff.post(f"{PATH}/polls").expect(202)

    def test_a_feed_is_looked_at_fails_comes_back_and_may_have_lost_something(self):
        server = FeedServer()
        self.addCleanup(server.shutdown)
        city = self.organisation()
        handler = city.sign_in("handler")
        handler.post("/api/v1/registry/systems", {
            "name": "公開サイト", "software": [feeds.PRODUCT]}).expect(201)
        self.assertEqual(handler.post(f"{PATH}/polls").expect(409).json["code"],
                         "advisory.no_feeds")
        self.named(city, server)
        page = self.until(handler, lambda page: page["to_check"])
        one = page["to_check"][0]
        self.assertEqual(one["advisory"]["source"], "見本フィード")
        self.assertEqual(one["matches"][0]["how"], "title")
        self.assertEqual(self.feed(page)["count"], 2)

        server.status = 503
        self.look_now(handler)
        page = self.until(handler, lambda page: "failed_since" in self.feed(page))
        self.assertIn("503", self.feed(page)["trouble"])

        # It comes back with nothing of what it had.
        server.status, server.body = 200, feeds.rdf(7, 8)
        self.look_now(handler)
        page = self.until(handler, lambda page: page["gaps"])
        self.assertNotIn("failed_since", self.feed(page))
        self.assertEqual(page["gaps"][0]["feed"], "見本フィード")

        # The same link says something else: whoever answered is asked again.
        handler.post(f"{PATH}/{one['id']}/answer", {"answer": "none", "note": "版が違う"},
                     if_match=f'"{one["rev"]}"').expect(201)
        server.body = feeds.rdf(7, 8, 1, changed="").replace(b"2026-11-21T10", b"2026-11-21T11")
        self.look_now(handler)
        page = self.until(handler, lambda page: page["to_check"])
        self.assertEqual(page["to_check"][0]["change"], "updated")

        # What is no feed is said; the server lives on.
        server.body = b'<!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>'
        self.look_now(handler)
        page = self.until(handler, lambda page: "failed_since" in self.feed(page))
        self.assertIn("DOCTYPE", self.feed(page)["trouble"])
        self.assertEqual(city.stop(), 0)
        city.verify()

    def test_a_fictional_charter_asks_nobody_outside_and_a_wrong_file_is_said_with_its_line(self):
        city = self.organisation()
        handler = city.sign_in("handler")
        file = city.directory / "advisories.yaml"
        file.write_text("feeds:\n  - {name: a, url: 'https://feed.mihon.example/'}\n")
        page = self.until(handler, lambda page: "trouble" in page)
        self.assertIn("127.0.0.1", page["trouble"])
        file.write_text("feeds:\n  - {name: a, adress: x}\n")
        page = self.until(handler, lambda page: "advisories.yaml:2" in page.get("trouble", ""))
        file.unlink()
        self.until(handler, lambda page: "trouble" not in page)

    def test_a_simulated_clock_asks_nobody(self):
        server = FeedServer()
        self.addCleanup(server.shutdown)
        city = self.organisation("--simulated", "2026-11-27T00:00:00Z", start=False)
        self.named(city, server)
        city.start()
        handler = city.sign_in("handler")
        self.assertFalse(handler.get(PATH).expect(200).json["polls"])
        handler.post(f"{PATH}/polls").expect(409)
        time.sleep(4)
        self.assertEqual(server.asked, 0)


if __name__ == "__main__":
    unittest.main()
