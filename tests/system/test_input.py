"""What bad input gets: for every operation that writes, every way its schema can be broken, one at
a time. The answer is a problem that names the field and says what to do, in the reader's language,
and nothing is stored."""

import copy
import re
import unittest
import urllib.parse
import uuid

import acts
import mailbox_of_a_city as mailbox
import outsiders
from contract import contract
from sokuo import SharedTest

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
WRONG = {"object": "words", "array": {}, "string": 7, "integer": "seven", "boolean": "yes"}
# Times of the past only: a plan may lie ahead.
NOT_AHEAD = {"recordReport": "/received_at", "recordMisdelivery": "/noticed_at",
             "recordLine": "/occurred_at", "setFact": "/as_of",
             "replyToReporter": "/at", "askReporter": "/at", "acknowledgeNotice": "/at"}
SOFTWARE = {"vendor": "見本ソフト", "name": "みほんゲート", "version": "7", "cpe": "cpe:/a:mihon:gate"}
# What the schema leaves open and the charter does not.
KNOWN = {"setTenure": {"post": "zeimu-kacho"}, "amendCharter": {"path": "/point_of_contact/phone", "codes": []},
         "judgeReport": {"outcome": "incident"}, "judgeAlert": {"outcome": "joined"},
         "writeLetterOnReport": {"to": ["a@mihon.example"], "cc": ["b@mihon.example"],
                                 "serves": {"purpose": "reply"}},
         "writeLetterOnIncident": {"to": ["a@mihon.example"], "cc": ["b@mihon.example"],
                                   "serves": None},
         "addSystem": {"software": [SOFTWARE]}, "changeSystem": {"software": [SOFTWARE]},
         "typeAdvisory": {"link": "https://feed.mihon.example/1", "cves": ["CVE-2026-12345"]},
         "assignAdvisory": {"post": "soumu-bucho", "due_at": acts.ago(-60)},
         "answerAdvisory": {"systems": []},
         "askReporter": {"due_at": acts.ago(-60)},
         "proposeEngagement": {"until": acts.ago(-60 * 24)}}


def body_for(operation):
    """A body the operation would accept."""
    return {**sample(operation.body_schema), **KNOWN.get(operation.id, {})}


def sample(schema, name=""):
    """A value the schema allows, with every member there is."""
    schema = contract().follow(schema)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"]
    if kind == "object":
        return {key: sample(part, key) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"])]
    if kind == "integer":
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    made = {"uuid": str(uuid.uuid4()), "date-time": acts.ago(5), "date": acts.ago(0)[:10]}
    return made.get(schema.get("format"), "あ" * max(3, schema.get("minLength", 0)))


def members(schema, at=""):
    """Every member of an object, however deep, as (pointer, schema, is it required)."""
    schema = contract().follow(schema)
    if "items" in schema:
        yield from members(schema["items"], f"{at}/0")
    for name, part in schema.get("properties", {}).items():
        yield f"{at}/{name}", contract().follow(part), name in schema.get("required", [])
        yield from members(part, f"{at}/{name}")


def broken_values(schema, pointer):
    """Values that are not of `schema`, each with a word for what is wrong."""
    kind = schema.get("type")
    yield "wrong type", WRONG[kind]
    if kind == "array":
        if schema.get("minItems"):
            yield "too few", []
        if "maxItems" in schema:
            yield "too many", [sample(schema["items"])] * (schema["maxItems"] + 1)
        return
    if "enum" in schema:
        yield "no choice", "no_such_choice"
        return
    if kind == "integer":
        yield "too small", schema.get("minimum", 0) - 1
        yield "too large", schema.get("maximum", 2**62) + 1
        yield "a fraction", 1.5
    if "format" in schema:
        yield f"no {schema['format']}", "きのう"
        yield "a day there is not", "2026-02-30"
    elif kind == "string":
        if "maxLength" in schema:
            yield "too long", "長" * (schema["maxLength"] + 1)
        if schema.get("minLength"):
            yield "too short", "x" * (schema["minLength"] - 1)
        if not pointer.endswith("password"):  # Which may be whatever somebody can type.
            yield "NUL", "a\0b"
            yield "control", "a\x1bb"


def put(body, pointer, value=None, remove=False):
    """A copy of `body` with another value, or none, at `pointer`."""
    body = copy.deepcopy(body)
    *way, last = pointer.split("/")[1:]
    place = body
    for word in way:
        place = place[int(word) if isinstance(place, list) else word]
    if remove:
        del place[last]
    else:
        place[last] = value
    return body


def is_there(body, pointer):
    """Whether `pointer` leads anywhere: what is null here (KNOWN) has no members to break."""
    place = body
    for word in pointer.split("/")[1:-1]:
        place = place[int(word) if isinstance(place, list) else word]
    return place is not None


class BadInput(SharedTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.staff("admin")
        cls.head = cls.staff("soumu")
        acts.renew(cls.head, cls.city.sign_ins[0]["password"]).expect(200)
        incident = acts.declare(cls.staff())
        report = acts.report(cls.staff()).json["id"]
        approval = cls.staff().post("/api/v1/approvals", {
            "kind": "response_policy", "title": "切り離す"}).expect(201).json["id"]
        cls.places = {"incidents": incident, "reports": f"/api/v1/reports/{report}",
                      "approvals": f"/api/v1/approvals/{approval}"}
        ask = cls.staff().post(f"{incident}/asks", {
            "post": "soumu-bucho", "text": "予算を教えてください"}).expect(201).json["asks"][-1]["id"]
        task = acts.change(cls.staff(), incident, "POST", "/tasks", {"title": "作業"}).json
        asked = acts.change(cls.staff(), incident, "POST", "/decisions",
                            {"question": "止めるか", "options": ["はい", "いいえ"]}).json
        cls.names = {"key": "cause", "task": task["tasks"][-1]["id"], "condition": "stopped",
                     "decision": asked["decisions"][-1]["id"], "asked": ask,
                     "absence": str(uuid.uuid4()), "post": "soumu-bucho",
                     "contractor": str(uuid.uuid4()), "system": str(uuid.uuid4()),
                     "publication": str(uuid.uuid4()), "advisory": str(uuid.uuid4()),
                     "gap": str(uuid.uuid4()), "monitor": str(uuid.uuid4())}
        named = cls.staff().post(f"{incident}/upstreams", {"from": "青森県"}).expect(201).json
        cls.names["upstream"] = named["upstreams"][-1]["id"]
        person = cls.staff("member").get("/api/v1/session").json["person"]["id"]
        wake = cls.staff().post(f"{incident}/wake").expect(201).json["wakes"][0]["id"]
        cls.places.update({"team/persons": f"/api/v1/team/persons/{person}",
                           "wakes": f"/api/v1/wakes/{wake}"})
        cls.outsider, incident, engagement = outsiders.engaged(cls)
        cls.names["engagement"] = engagement["id"]
        acts.renew(cls.head, cls.city.sign_ins[0]["password"]).expect(200)
        cls.places["letters"] = f"/api/v1/letters/{cls.letter()}"
        alert = cls.staff().post("/api/v1/alerts", {"source": "test", "title": "検知"}).json["id"]
        cls.places.update({"alerts": f"/api/v1/alerts/{alert}", "alert": f"/api/v1/alert/{alert}"})
        cls.asked = 0

    @classmethod
    def letter(cls):
        """One that came into a Maildir; there must be one to be written about."""
        maildir = mailbox.open_maildir(cls.city)
        cls.city.stop()
        cls.city.start()
        return mailbox.deliver(maildir, cls.staff(), "間違い電話の件")

    @classmethod
    def tearDownClass(cls):
        print(f"bad input sent: {cls.asked}")
        super().tearDownClass()

    def setUp(self):
        self.size = self.journal_size()
        self.addCleanup(lambda: self.assertEqual(self.journal_size(), self.size,
                                                 "something was stored"))

    def journal_size(self):
        return self.admin.get("/api/v1/journal").expect(200).json["size"]

    def operations(self):
        return [one for one in contract().operations.values()
                if one.body_type == "application/json"]

    def strict(self):
        """Those whose body is ours: what TheHive's clients send has more in it than we know."""
        return [one for one in self.operations()
                if one.body_schema.get("additionalProperties") is not True]

    def send(self, operation, body, **headers):
        """Sends a body where it would be accepted, were it not broken."""
        path = operation.path
        path = path.replace("/api/alert/{id}", "/api/alert/" + self.places["alert"].split("/")[-1])
        for noun, place in self.places.items():
            path = path.replace(f"/api/v1/{noun}/{{id}}", place)
        for name, value in self.names.items():
            path = path.replace("{%s}" % name, value)
        client = self.admin if operation.id == "setClock" else self.head
        if path.startswith("/api/v1/engagements"):
            client = self.outsider
        if operation.needs("If-Match"):
            place = path if operation.id == "amendCharter" else "/".join(path.split("/")[:5])
            is_row = "/registry/" in path or "/advisories/" in path
            etag = '"1"' if is_row else client.get(place).expect(200).etag
            headers.setdefault("if-match", etag)
        type(self).asked += 1
        return client.request(operation.method, path, body, headers)

    def refused(self, answer, field=None, statuses=(400,)):
        self.assertIn(answer.status, statuses, answer.body)
        problem = answer.json
        self.assertRegex(problem["detail"], JAPANESE)
        if field is not None:
            self.assertIn("field", problem, problem)
            said = problem["field"]
            self.assertTrue(said == field or said.startswith(field + "/") or
                            (field.startswith(said + "/") and said), (said, field))
        return problem

    def broken_bodies(self, operation):
        whole = body_for(operation)
        for pointer, schema, is_required in members(operation.body_schema):
            if not is_there(whole, pointer):
                continue
            if is_required:
                yield "missing", pointer, put(whole, pointer, remove=True)
            for words, value in broken_values(schema, pointer):
                yield words, pointer, put(whole, pointer, value)
            if "properties" in schema and is_there(whole, pointer + "/colour"):
                yield "unknown", pointer + "/colour", put(whole, pointer + "/colour", "red")
        yield "unknown", "/colour", {**whole, "colour": "red"}
        yield "null for all", None, dict.fromkeys(whole) if contract().follow(
            operation.body_schema).get("required") else []

    def test_every_way_to_break_a_body_is_named_by_its_field(self):
        for operation in self.strict():
            for words, pointer, body in self.broken_bodies(operation):
                with self.subTest(operation=operation.id, wrong=words, at=pointer):
                    self.refused(self.send(operation, body), pointer)

    def test_the_same_is_said_in_english_to_whoever_reads_english(self):
        for operation in self.strict():
            body = {**body_for(operation), "colour": "red"}
            with self.subTest(operation=operation.id):
                answer = self.send(operation, body, **{"accept-language": "en"}).expect(400)
                self.assertEqual(answer.json["field"], "/colour")
                self.assertNotRegex(answer.json["detail"] + answer.json["title"], JAPANESE)
                self.assertRegex(answer.json["detail"], r"\w{3,}.*\.$")

    def test_what_is_no_json_of_ours_is_refused_whole(self):
        deep = b'{"a":' * 5_000 + b"1" + b"}" * 5_000
        bodies = {"nothing": b"", "no object": b"[1]", "cut off": b'{"title": "x', "twice":
                  b'{"title":"a","title":"b"}', "not utf-8": b'{"title":"\x83\x65\x83\x58"}',
                  "half a letter": b'{"title":"\\ud800"}', "after it": b'{}{"title":"a"}',
                  "deep": deep, "infinite": b'{"choice": 1e999}', "utf-16":
                  '{"title":"あ"}'.encode("utf-16"), "a comment": b'{/* */"title":"a"}'}
        for operation in self.operations():
            for words, body in bodies.items():
                with self.subTest(operation=operation.id, wrong=words):
                    answer = self.send(operation, body, **{"content-type": "application/json"})
                    self.refused(answer, statuses=(400, 413))

    def test_another_content_type_or_charset_is_refused(self):
        for operation in self.operations():
            body = b'{"title": "a"}'
            for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonp",
                         "multipart/form-data; boundary=x", "application/json; charset=shift_jis"):
                with self.subTest(operation=operation.id, kind=kind):
                    answer = self.send(operation, body, **{"content-type": kind})
                    self.refused(answer, "Content-Type", (400, 415))

    def test_a_huge_body_is_refused_before_it_is_read(self):
        for operation in self.operations():
            with self.subTest(operation=operation.id):
                answer = self.send(operation, b'{"title":"' + b"x" * 3_000_000 + b'"}',
                                   **{"content-type": "application/json"})
                self.refused(answer, statuses=(413,))

    def test_what_happened_cannot_lie_ahead(self):
        for operation_id, pointer in NOT_AHEAD.items():
            operation = contract().operations[operation_id]
            body = body_for(operation)
            with self.subTest(operation=operation_id):
                self.refused(self.send(operation, put(body, pointer, acts.ago(-60 * 24))), pointer)

    def test_headers_that_are_missing_or_wrong_are_named(self):
        for operation in self.operations():
            body = body_for(operation)
            for header, values in (("If-Match", ("", "3", '"x"', '"' + "9" * 30 + '"')),
                                   ("Idempotency-Key", ("", "short", "x" * 101))):
                for value in values if operation.needs(header) else ():
                    with self.subTest(operation=operation.id, header=header, value=value):
                        answer = self.send(operation, body, **{header.lower(): value})
                        if header == "If-Match":
                            self.refused(answer, header)
                        else:  # Looked at last, so the state may refuse before it.
                            self.refused(answer, statuses=(400, 401, 404, 409))

    def test_ids_that_are_none_or_nobodys_are_not_found(self):
        for operation in contract().operations.values():
            if "{id}" not in operation.path or operation.id == "followEvents":
                continue
            for wrong in ("1", "%00", "..%2f..", str(uuid.uuid4()), "x" * 300):
                path = re.sub(r"\{\w+\}", str(uuid.uuid4()), operation.path.replace("{id}", wrong))
                with self.subTest(operation=operation.id, id=wrong):
                    body = body_for(operation) \
                        if operation.body_type == "application/json" else None
                    answer = self.head.request(operation.method, path, body, {
                        "if-match": '"1"', "x-file-name": "a.txt"})
                    # Without a directory there is nothing to bind to, whoever it is.
                    nothing = (400, 404, 409) if operation.id == "linkAccount" else (400, 404)
                    self.assertIn(answer.status, nothing, answer.body)

    def test_a_file_needs_a_name_a_file_can_have(self):
        for operation_id in ("attachToReport", "attachToIncident"):
            operation = contract().operations[operation_id]
            for name in (None, "", "%", "%zz", "%ff%fe", "a%00b", "a%0d%0ab", "%E9%95%B7" * 256):
                with self.subTest(operation=operation_id, name=name):
                    headers = {} if name is None else {"x-file-name": name}
                    answer = self.send(operation, b"bytes", **headers,
                                       **{"content-type": "application/octet-stream"})
                    self.refused(answer, "X-File-Name")

    def test_queries_are_read_as_strictly_as_bodies(self):
        for path, field in (("/api/v1/reports?state=x", "state"),
                            ("/api/v1/reports?limit=-1", "limit"),
                            ("/api/v1/reports?after=x", "after"),
                            ("/api/v1/triage/proposal?residents=x&stopped=no&spreading=no",
                             "residents"),
                            ("/api/v1/journal/entries?after=x", "after"),
                            ("/api/v1/journal/entries?incident=x", "incident"),
                            ("/api/v1/incidents?priority=P9", "priority"),
                            ("/api/v1/alerts?state=x", "state"),
                            ("/api/v1/incidents?q=" + "x" * 101, "q"),
                            ("/api/v1/search?q=" + urllib.parse.quote("長" * 101), "q"),
                            ("/api/v1/search?q=", "q")):
            with self.subTest(path=path[:60]):
                self.refused(self.head.get(path), field)
        for path in ("/api/v1/journal/entries/0/proof", "/api/v1/journal/entries/x/proof",
                     "/api/v1/journal/entries/99999999/proof", "/api/v1/nothing/here"):
            with self.subTest(path=path):
                self.refused(self.admin.get(path), statuses=(400, 404))


if __name__ == "__main__":
    unittest.main()
