"""The checker of the contract finds what it must: a check that cannot fail proves nothing."""

import copy
import json
import unittest

from contract import Broken, Contract
from sokuo import Answer

PROBLEM = {"type": "about:blank", "title": "入力を確かめてください", "status": 400,
           "detail": "「件名」を書いてください。", "code": "fields.missing", "field": "/title"}
ENTRY = {"id": "1", "seq": 1, "type": "log.opened/1", "stream": "log", "rev": 1, "by":
         {"id": None, "name": "即応"}, "recorded_at": "2026-11-20T00:00:00.5Z", "summary": ""}


def answer(status, body, kind="application/json", **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {"content-type": kind, **headers}, data)


class TheChecker(unittest.TestCase):
    def setUp(self):
        self.contract = Contract()

    def refuses(self, words, method, path, given):
        with self.assertRaisesRegex(Broken, words):
            self.contract.check(method, path, given)

    def test_what_the_contract_says_passes(self):
        self.contract.check("GET", "/healthz", answer(200, {"ok": True}))
        self.contract.check("GET", "/api/v1/journal/entries?limit=1",
                            answer(200, {"items": [ENTRY]}))
        self.contract.check("POST", "/api/v1/reports",
                            answer(400, PROBLEM, "application/problem+json"))
        self.assertEqual(self.contract.succeeded, {"health", "listEntries"})

    def test_a_member_too_many_or_too_few_is_found_however_deep(self):
        for change, words in (({"colour": "red"}, "colour is not in the contract"),
                              ({"by": {"id": None}}, "/items/0/by/name is missing"),
                              ({"by": {"id": 3, "name": "x"}}, "/items/0/by/id is 3")):
            entry = copy.deepcopy(ENTRY) | change
            self.refuses(words, "GET", "/api/v1/journal/entries", answer(200, {"items": [entry]}))

    def test_types_formats_choices_and_sizes_are_held(self):
        for change, words in (({"seq": "1"}, "seq is"), ({"seq": True}, "seq is"),
                              ({"recorded_at": "2026-11-20 00:00"}, "no date-time"),
                              ({"recorded_at": "2026-13-20T00:00:00Z"}, "no date-time"),
                              ({"stream_id": "42"}, "no uuid")):
            entry = ENTRY | change
            self.refuses(words, "GET", "/api/v1/journal/entries", answer(200, {"items": [entry]}))
        faults = self.contract.faults
        schema = self.contract.document["components"]["schemas"]
        self.assertTrue(list(faults("P5", schema["Priority"])))
        self.assertTrue(list(faults({"question": "?", "options": []}, schema["DecisionInput"])))
        self.assertTrue(list(faults({"choice": 5}, schema["DecisionAnswer"])))
        self.assertTrue(list(faults({"name": "長" * 101, "password": "x"}, schema["SignIn"])))
        self.assertFalse(list(faults({"name": "長" * 100, "password": "x"}, schema["SignIn"])))

    def test_a_status_or_a_type_the_contract_does_not_name_is_found(self):
        self.refuses("does not name", "GET", "/healthz", answer(201, {"ok": True}))
        self.refuses("does not name", "GET", "/healthz", answer(500, PROBLEM))
        self.refuses("is of type", "GET", "/healthz", answer(200, b"ok", "text/plain"))
        self.refuses("is of type", "POST", "/api/v1/reports", answer(400, PROBLEM))
        self.refuses("must have no body", "DELETE", "/api/v1/session", answer(204, b"bye"))
        self.refuses("no such operation", "PUT", "/api/v1/reports", answer(200, {}))
        self.refuses("but the problem says", "POST", "/api/v1/reports",
                     answer(403, PROBLEM, "application/problem+json"))

    def test_a_keyword_it_does_not_know_is_no_excuse(self):
        with self.assertRaises(NotImplementedError):
            list(self.contract.faults("x", {"type": "string", "pattern": "y"}))


if __name__ == "__main__":
    unittest.main()
