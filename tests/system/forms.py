"""The public form, filled in as a browser without script does: read the page, fill the fields it
has, send what they hold."""

import html.parser
import re
import time

from contract import Broken

NUMBER = re.compile(r"[A-Z]?\d+-U-\d{4,}")
PROVISIONAL = re.compile(r"仮-[A-Z]{5}[A-Z7]")
READING_SECONDS = 1.6  # Nobody fills a form in faster; programs do, and are sent back.


class FormReader(html.parser.HTMLParser):
    """The one form that posts, of a page."""

    def __init__(self, page):
        super().__init__()
        self.action = None
        self.fields = {}
        self.text = []
        self.inside = False
        self.area = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and given.get("method", "").lower() == "post":
            self.inside, self.action = True, given.get("action") or "/poc/report"
        if tag in ("script", "noscript"):
            raise Broken("the public pages have no script")
        name = given.get("name")
        if not self.inside or not name:
            return
        if tag == "textarea":
            self.area = name
            self.fields[name] = ""
        elif given.get("type") in ("checkbox", "radio"):
            self.fields.setdefault(name, "")
            if "checked" in given:
                self.fields[name] = given.get("value", "on")
        elif tag in ("input", "button", "select"):
            self.fields.setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        self.text.append(data)
        if self.area:
            self.fields[self.area] += data


class PublicForm:
    """A form that somebody has open on a phone."""

    def __init__(self, client, path="/poc/report"):
        self.client = client
        page = client.get(path).expect(200)
        self.page = page.text
        self.shown = FormReader(page.text)
        self.ready_at = time.monotonic() + READING_SECONDS

    def send(self, **fields):
        """Sends what stands in it; the answer as it comes. Field names with `_` for `-`."""
        words = {name.replace("_", "-"): value for name, value in fields.items()}
        unknown = set(words) - set(self.shown.fields)
        if unknown:
            raise AssertionError(f"the form has no {unknown}; it has {sorted(self.shown.fields)}")
        time.sleep(max(0, self.ready_at - time.monotonic()))
        return self.client.form(self.shown.action, self.shown.fields | words)

    def report(self, **fields):
        """Sends it and reads the receipt; gives the number on it."""
        sent = self.send(**fields).expect(303)
        receipt = self.client.get(sent.headers["location"]).expect(200)
        text = "".join(FormReader(receipt.text).text)
        found = PROVISIONAL.search(text) or NUMBER.search(text)
        if found is None:
            raise AssertionError(f"no number on the receipt: {text[:1000]}")
        return found.group()
