"""One real incident, from a citizen's phone to a closed and provable record and back; and every
other operation of the contract, as somebody would use it."""

import hashlib
import os
import subprocess
import sys
import unittest
import urllib.parse
import uuid

import acts
import the_account
import the_advisories
import the_contact
import the_machines
import the_outsiders
import the_team
from contract import contract
from forms import PROVISIONAL, PublicForm
from sokuo import ROOT, SharedTest, SystemTest

FILE_BYTES = 5 * 1024 * 1024


def inclusion_root(proof):
    """RFC 9162 section 2.1.3.2: the root that this leaf and path lead to."""
    node = hashlib.sha256(b"\0" + bytes.fromhex(proof["leaf"])).digest()
    index, last = proof["seq"] - 1, proof["size"] - 1
    for sibling in map(bytes.fromhex, proof["path"]):
        if index % 2 == 1 or index == last:
            node = hashlib.sha256(b"\1" + sibling + node).digest()
            while index % 2 == 0 and index != 0:
                index, last = index // 2, last // 2
        else:
            node = hashlib.sha256(b"\1" + node + sibling).digest()
        index, last = index // 2, last // 2
    return node.hex() if last == 0 else None


class FromAPhoneToAProof(SystemTest):
    def test_a_citizens_report_becomes_a_closed_and_provable_record(self):
        city = self.organisation()
        handler, head = city.sign_in("handler"), city.sign_in("soumu")
        number = PublicForm(city.public).report(
            what="市のサイトを開くと、知らない英語のページに移る", where="転入の手続きのページ",
            when="きのうの夜8時ごろ", f_name="見本 花子", f_phone="０００－００００－００００")
        report = self.judged(handler, number)
        incident = f"/api/v1/incidents/{report['incident']['id']}"
        file, attachment = self.recorded(handler, incident)
        self.decided(handler, head, incident)
        self.converged(handler, head, incident, city)
        head.post(f"{incident}/close", {"statement": "報告書をまとめた"},
                  if_match=head.get(incident).etag).expect(200)
        self.assertEqual(head.get(incident).json["phase"], "closed")
        vkey = self.proved(city.sign_in("auditor"), report["incident"]["id"])

        self.assertEqual(city.stop(), 0)
        self.exported(city, vkey)
        city.verify()

        city.start()
        self.assertEqual(handler.get(attachment).expect(200).body, file)
        handler.post(f"{incident}/reopen", {"statement": "同じ広告がまた出た"},
                     if_match=handler.get(incident).etag).expect(200)
        again = handler.get(incident).json
        self.assertNotIn(again["phase"], ("converged", "closed", "withdrawn"))
        self.assertTrue(any("同じ広告がまた出た" in line["text"] for line
                            in acts.all_items(handler, f"{incident}/timeline")))

    def judged(self, handler, number):
        row = next(one for one in acts.all_items(handler, "/api/v1/reports?limit=2")
                   if one["number"] == number)
        path = f"/api/v1/reports/{row['id']}"
        report = handler.get(path).expect(200)
        self.assertEqual((report.json["channel"], report.json["state"]), ("web_form", "undecided"))
        self.assertEqual(report.json["finder"]["phone"], "000-0000-0000")
        self.assertEqual(report.json["when"]["text"], "きのうの夜8時ごろ")

        added = handler.post(f"{path}/additions", {"note": "折り返し電話した", "how": "毎回出る"},
                             if_match=report.etag).expect(200)
        self.assertEqual(added.json["how"], "毎回出る")
        stale = handler.post(f"{path}/judgement", acts.declaration("サイトの改ざん"),
                             if_match=report.etag).expect(412)
        self.assertEqual(stale.json["current"]["rev"], added.json["rev"])
        handler.get(f"{path}/similar").expect(200)
        proposal = handler.get("/api/v1/triage/proposal?residents=no&stopped=yes&spreading=unknown")
        judged = handler.post(f"{path}/judgement", acts.declaration("サイトの改ざん"),
                              if_match=added.etag).expect(200).json
        self.assertEqual(judged["state"], "declared")
        incident = handler.get(f"/api/v1/incidents/{judged['incident']['id']}").expect(200).json
        self.assertEqual(incident["priority"], proposal.expect(200).json["priority"])
        self.assertEqual([one["number"] for one in incident["reports"]], [number])
        return judged

    def recorded(self, handler, incident):
        line = handler.post(f"{incident}/timeline", {
            "kind": "fact", "text": "改ざんは8時10分から", "occurred_at": acts.ago(90),
            "precision": "minute"}).expect(201).json
        file = os.urandom(FILE_BYTES)
        kept = handler.post(f"{incident}/attachments", file,
                            content_type="application/octet-stream",
                            x_file_name=urllib.parse.quote("画面の写し.png")).expect(201).json
        self.assertEqual(kept["sha256"], hashlib.sha256(file).hexdigest())
        self.assertEqual((kept["bytes"], kept["name"]), (FILE_BYTES, "画面の写し.png"))
        attachment = f"{incident}/attachments/{kept['id']}"
        self.assertEqual(handler.get(f"{incident}/hunts").expect(200).json["items"], [])
        back = handler.get(attachment).expect(200)
        self.assertEqual(hashlib.sha256(back.body).hexdigest(), kept["sha256"])
        self.assertIn("attachment", back.headers["content-disposition"])
        right = handler.post(f"{incident}/timeline", {
            "kind": "fact", "text": "改ざんは7時50分から", "occurred_at": acts.ago(110),
            "corrects": line["id"], "attachments": [kept["id"]]}).expect(201).json
        lines = {one["id"]: one for one in acts.all_items(handler, f"{incident}/timeline?limit=2")}
        self.assertEqual(lines[line["id"]]["corrected_by"], right["id"])
        self.assertEqual(lines[line["id"]]["text"], "改ざんは8時10分から")

        facts = {"person_count": {"state": "known", "value": "1284", "estimate": True},
                 "my_number": {"state": "investigating"}, "cause": {"state": "unknown"},
                 "medium": {"state": "not_applicable"}}
        for key, fact in facts.items():
            acts.change(handler, incident, "PUT", f"/facts/{key}", fact).expect(200)
        shown = {one["key"]: one for one in handler.get(incident).json["facts"]}
        for key, fact in facts.items():
            self.assertEqual(shown[key]["state"], fact["state"], key)
        self.assertIn("1,284", shown["person_count"]["shown"])
        self.assertIn("概数", shown["person_count"]["shown"])
        self.assertEqual(len({shown[key].get("shown") for key in facts}), 4)

        tasks = handler.post(f"{incident}/tasks", {"title": "記録を保全する", "due_at":
                             acts.ago(-60)}).expect(201).json["tasks"]
        task = next(one["id"] for one in tasks if one["title"] == "記録を保全する")
        done = acts.change(handler, incident, "PATCH", f"/tasks/{task}",
                           {"state": "done", "result": "写しを取った"}).expect(200).json
        self.assertEqual(next(one for one in done["tasks"] if one["id"] == task)["state"], "done")
        acts.change(handler, incident, "POST", "/triage",
                    {"priority": "P2", "priority_reason": "閲覧者が多い"}).expect(200)
        for phase in ("responding", "contained", "eradicated", "recovering", "recovered"):
            acts.change(handler, incident, "POST", "/phase", {"phase": phase}).expect(200)
        return file, attachment

    def decided(self, handler, head, incident):
        asked = handler.post(f"{incident}/decisions", {
            "question": "サイトを止めるか", "options": ["止める", "止めない"],
            "proposal": 0}).expect(201).json["decisions"][-1]
        answer = f"/decisions/{asked['id']}/answer"
        acts.change(handler, incident, "POST", answer, {"choice": 0}).expect(403)
        made = acts.change(head, incident, "POST", answer, {"choice": 0, "reason": "安全のため"})
        decision = made.expect(200).json["decisions"][-1]
        self.assertEqual((decision["state"], decision["choice"]), ("made", 0))
        self.assertEqual(decision["made_by"]["post"], "総務部長")

    def converged(self, handler, head, incident, city):
        statement = {"statement": "収束を宣言する"}
        acts.change(handler, incident, "POST", "/convergence", statement).expect(403)
        city.stop()
        city.age_sessions(11 * 60)
        city.start()
        refused = acts.change(head, incident, "POST", "/convergence", statement).expect(401)
        self.assertEqual(refused.json["code"], "team.renewal_needed")
        acts.renew(head, city.sign_ins[0]["password"] + "x").expect(401)
        self.assertTrue(acts.renew(head, city.sign_ins[0]["password"]).expect(200).json["renewed"])
        acts.change(head, incident, "POST", "/convergence", statement).expect(409)  # Conditions.
        acts.meet_conditions(handler, incident)
        acts.change(head, incident, "POST", "/convergence", statement).expect(200)
        self.assertEqual(head.get(incident).json["phase"], "converged")

    def proved(self, auditor, incident_id):
        entries = acts.all_items(auditor, f"/api/v1/journal/entries?incident={incident_id}&limit=7")
        types = [one["type"].split("/")[0] for one in reversed(entries)]
        self.assertEqual((types[0], types[-1]), ("incident.declared", "incident.closed"))
        for entry in (entries[0], entries[-1]):
            proof = auditor.get(f"/api/v1/journal/entries/{entry['seq']}/proof").expect(200).json
            self.assertEqual(inclusion_root(proof), proof["root"])
        state = auditor.get("/api/v1/journal").expect(200).json
        note = auditor.get("/api/v1/journal/checkpoint").expect(200).text
        self.assertTrue(note.startswith(state["origin"] + "\n"))
        return state["vkey"]

    def exported(self, city, vkey):
        out = city.directory.with_name("export")
        city.run("export", city.directory, out)
        check = [sys.executable, ROOT / "tools/verify.py", out, "--vkey", vkey]
        subprocess.run(check, check=True, capture_output=True)
        entries = out / "entries.bin"
        content = bytearray(entries.read_bytes())
        content[len(content) // 2] ^= 1
        entries.write_bytes(content)
        self.assertEqual(subprocess.run(check, check=False, capture_output=True).returncode, 1)


class TheOtherWays(SharedTest):
    def test_what_has_ended_is_erased_and_says_so(self):
        handler, head = self.staff(), self.staff("soumu")
        report = acts.report(handler, reporter={"name": "架空 花子", "phone": "000"}).json["id"]
        path = f"/api/v1/reports/{report}"
        erased = head.post(f"{path}/erasure", {"what": "people", "ground": "本人の求め"},
                           if_match=head.get(path).etag).expect(200).json
        self.assertEqual(erased["personal_state"], "erased")
        incident = acts.declare(handler)
        head.post(f"{incident}/erasure", {"ground": "条例"},
                  if_match=head.get(incident).etag).expect(409)
        head.post(f"{incident}/withdrawal", {"statement": "事案ではなかった"},
                  if_match=head.get(incident).etag).expect(200)
        erased = head.post(f"{incident}/erasure", {"ground": "条例"},
                           if_match=head.get(incident).etag).expect(200).json
        self.assertTrue(erased["erased"])

    def test_a_report_joins_an_incident_is_watched_moved_or_no_incident_at_all(self):
        handler = self.staff()
        incident = acts.declare(handler)
        identity = incident.rsplit("/", 1)[1]
        ways = [({"outcome": "join", "incident": identity}, "joined"),
                ({"outcome": "watch", "reason": "様子を見る", "look_again_at": acts.ago(-60)},
                 "watch"),
                ({"outcome": "transferred", "reason": "消費生活の相談",
                  "transferred_to": "市民相談室"}, "transferred"),
                ({"outcome": "not_incident", "reason": "操作の問い合わせ"}, "not_incident"),
                ({"outcome": "provider", "reason": "クラウドの復旧待ち",
                  "look_again_at": acts.ago(-60)}, "provider"),
                ({"outcome": "waiting", "reason": "委託先の回答待ち"}, "waiting")]
        for judgement, state in ways:
            report = acts.report(handler).json
            judged = acts.judge(handler, report["id"], judgement).expect(200).json
            self.assertEqual(judged["state"], state)
            if judgement["outcome"] != "join":
                again = acts.judge(handler, acts.report(handler).json["id"],
                                   judgement | {"reason": ""}).expect(400)
                self.assertEqual(again.json["field"], "/reason")
        self.assertEqual(len(handler.get(incident).json["reports"]), 2)
        waiting = handler.get("/api/v1/reports?state=waiting").expect(200).json
        self.assertEqual(waiting["counts"]["waiting"], len(waiting["items"]))

    def test_the_reporter_is_asked_for_what_is_missing_and_told_how_it_ended(self):
        handler = self.staff()
        report = f"/api/v1/reports/{acts.report(handler, '変なメールが来た').json['id']}"
        draft = handler.get(f"{report}/letters/draft?purpose=question").expect(200).json
        self.assertIn("いつ（気づいた日時）", draft["text"])
        asked = handler.post(f"{report}/questions", {
            "way": "phone", "items": ["when", "who"], "note": "留守番電話に入れた",
            "due_at": acts.ago(-60)}, if_match=handler.get(report).etag).expect(200).json
        self.assertTrue(asked["questions"][0]["open"])
        judged = acts.judge(handler, asked["id"], {
            "outcome": "not_incident", "reason": "業者の広告だった", "owes_reply": True}).expect(200)
        self.assertTrue(judged.json["owes_reply"])
        self.assertFalse(judged.json["questions"][0]["open"])
        draft = handler.get(f"{report}/letters/draft?purpose=reply").expect(200).json
        self.assertIn("業者の広告だった", draft["text"])
        told = handler.post(f"{report}/replies", {"way": "counter", "note": "広告だと伝えた"},
                            if_match=judged.etag).expect(200).json
        self.assertFalse(told["owes_reply"])
        self.assertEqual(told["replies"][0]["by"], told["received_by"])
        spam = acts.report(handler, "ばか").json["id"]
        self.assertEqual(acts.judge(handler, spam, {"outcome": "spam"}).expect(200).json["state"],
                         "spam")

    def test_a_notice_from_above_keeps_their_number_and_waits_for_our_reply(self):
        handler = self.staff()
        notice = {"from": "総務省", "their_number": "総行情第123号", "reply_due_at": acts.ago(-600),
                  "chain": [{"from": "総務省", "to": "青森県", "at": acts.ago(60)},
                            {"from": "青森県", "to": "みほん市"}]}
        taken = acts.report(handler, "同種の製品に弱いところがある", channel="authority",
                            notice=notice).json
        report = f"/api/v1/reports/{taken['id']}"
        self.assertEqual(taken["notice"]["chain"], notice["chain"])
        told = handler.post(f"{report}/acknowledgements", {
            "way": "phone", "to": "県 情報政策課", "at": acts.ago(5)},
            if_match=handler.get(report).etag).expect(200)
        self.assertEqual(told.json["notice"]["acknowledged"][0]["to"], "県 情報政策課")
        changed = handler.post(f"{report}/notice", notice | {"their_number": "総行情第124号"},
                               if_match=told.etag).expect(200)
        row = next(one for one in acts.all_items(handler, "/api/v1/reports?state=all")
                   if one["id"] == taken["id"])
        self.assertEqual((row["notice"]["their_number"], row["notice"]["acknowledged"]),
                         ("総行情第124号", True))
        acts.judge(handler, taken["id"], {"outcome": "not_incident",
                                          "reason": "該当する製品なし"}).expect(200)
        self.assertIn(taken["id"], [one["id"] for one in acts.all_items(
            handler, "/api/v1/reports?state=waiting")])
        handler.post(f"{report}/replies", {"way": "phone", "note": "該当なしと回答"},
                     if_match=handler.get(report).etag).expect(200)
        self.assertNotIn(taken["id"], [one["id"] for one in acts.all_items(
            handler, "/api/v1/reports?state=waiting")])

    def test_a_second_matter_goes_its_own_way_and_the_providers_incident_is_linked(self):
        handler = self.staff()
        self.assertTrue(handler.get("/api/v1/talk-script").expect(200).json["lines"])
        self.assertEqual(handler.get("/api/v1/logs").expect(200).json["items"], [])
        self.assertFalse(handler.get("/api/v1/logs/sources").expect(200).json["listens"])
        self.assertTrue(handler.get("/api/v1/detection").expect(200).json["set_up"])
        self.assertTrue(handler.get("/api/v1/detection/rules").expect(200).json["items"])
        self.assertFalse(handler.get("/api/v1/bundles").expect(200).json["set_up"])
        whole = acts.report(handler, "サイトが遅い。プリンターも動かない。").json
        part = handler.post(f"/api/v1/reports/{whole['id']}/split",
                            {"what": "プリンターが動かない"}).expect(201).json
        self.assertEqual(part["split_from"]["id"], whole["id"])
        judged = acts.judge(handler, whole["id"], acts.declaration("サイトが遅い", "A")).expect(200)
        incident = f"/api/v1/incidents/{judged.json['incident']['id']}"
        linked = handler.post(f"{incident}/upstreams", {
            "from": "みほんクラウド", "their_number": "INC-1"}).expect(201).json["upstreams"][-1]
        ended = handler.post(f"{incident}/upstreams/{linked['id']}/end", {
            "reason": "別の障害だった"}).expect(200).json["upstreams"][-1]
        self.assertEqual(ended["ended_why"], "別の障害だった")

    def test_what_was_no_incident_may_be_judged_anew(self):
        handler = self.staff()
        report = acts.report(handler).json
        acts.judge(handler, report["id"],
                   {"outcome": "not_incident", "reason": "再現しない"}).expect(200)
        judged = acts.judge(handler, report["id"], acts.declaration()).expect(200).json
        self.assertEqual([one["outcome"] for one in judged["judgements"]],
                         ["not_incident", "incident"])
        acts.judge(handler, report["id"], acts.declaration()).expect(409)

    def test_a_declaration_is_taken_back_before_work_begins_and_not_after(self):
        handler = self.staff()
        early, late = acts.declare(handler), acts.declare(handler)
        words = {"statement": "別の事案と同じだった"}
        withdrawn = acts.change(handler, early, "POST", "/withdrawal", words).expect(200).json
        self.assertEqual(withdrawn["phase"], "withdrawn")
        for phase in ("responding", "contained"):
            acts.change(handler, late, "POST", "/phase", {"phase": phase}).expect(200)
        acts.change(handler, late, "POST", "/withdrawal", words).expect(409)

    def test_a_priority_other_than_the_proposed_one_needs_its_reason(self):
        handler = self.staff()
        incident = acts.declare(handler)
        proposed = handler.get(incident).json["priority"]
        other = "P4" if proposed != "P4" else "P1"
        refused = acts.change(handler, incident, "POST", "/triage", {"priority": other}).expect(400)
        self.assertEqual(refused.json["field"], "/priority_reason")
        changed = acts.change(handler, incident, "POST", "/triage", {
            "priority": other, "priority_reason": "人の判断", "title": "新しい件名"}).expect(200).json
        self.assertEqual((changed["priority"], changed["title"]), (other, "新しい件名"))

    def test_a_mail_sent_to_the_wrong_people_is_one_act(self):
        handler = self.staff()
        slip = {"kind": "mail", "what": "宛先をBCCでなくCCに入れた", "department": "広報課",
                "noticed_at": acts.ago(20), "recipients": {"state": "known", "value": 300},
                "persons": {"state": "known", "value": 300}, "items": {"state": "investigating"},
                "data_kinds": ["name", "mail"], "deletion": "asked", "apology": "done"}
        key = str(uuid.uuid4())
        made = handler.post("/api/v1/misdeliveries", slip, idempotency_key=key).expect(201).json
        again = handler.post("/api/v1/misdeliveries", slip, idempotency_key=key).expect(201).json
        self.assertEqual(again["number"], made["number"])
        facts = {one["key"]: one for one in made["facts"]}
        self.assertEqual(facts["recipient_count"]["value"], "300")
        self.assertEqual(facts["record_count"]["state"], "investigating")
        self.assertTrue(any("削除" in one["title"] for one in made["tasks"]))

    def test_a_key_used_for_something_else_is_refused(self):
        handler = self.staff()
        key = str(uuid.uuid4())
        slip = {"channel": "phone", "what": "一件目"}
        first = handler.post("/api/v1/reports", slip, idempotency_key=key).expect(201).json
        again = handler.post("/api/v1/reports", slip, idempotency_key=key).expect(201).json
        self.assertEqual((again["id"], again["number"]), (first["id"], first["number"]))
        handler.post("/api/v1/reports", slip | {"what": "二件目"}, idempotency_key=key).expect(409)
        incident = acts.declare(handler)
        line = {"kind": "action", "text": "線を抜いた"}
        one, two = (handler.post(f"{incident}/timeline", line, idempotency_key=key + "/line")
                    .expect(201).json["id"] for _ in range(2))
        self.assertEqual(one, two)
        for key, name in (("file-key-1", "a.txt"), ("file-key-1", "a.txt")):
            handler.post(f"{incident}/attachments", b"sent twice", idempotency_key=key,
                         content_type="application/octet-stream", x_file_name=name).expect(201)
        self.assertEqual(len(handler.get(incident).json["attachments"]), 1)

    def test_a_form_sent_twice_is_one_report(self):
        handler = self.staff()
        form = PublicForm(self.city.public)
        first, again = (form.report(what="二度押した送信ボタン") for _ in range(2))
        self.assertEqual(first, again)
        self.assertIsNone(PROVISIONAL.fullmatch(first))
        rows = acts.all_items(handler, "/api/v1/reports?state=all&limit=200")
        self.assertEqual(sum(one["summary"] == "二度押した送信ボタン" for one in rows), 1)
        refused = form.client.form("/poc/report", {"what": "見たことのない用紙", "token": "0" * 64})
        self.assertEqual(refused.status, 400)
        self.assertIn("見たことのない用紙", refused.text)

    def test_a_file_stays_with_its_report(self):
        handler = self.staff()
        report = acts.report(handler).json
        path = f"/api/v1/reports/{report['id']}/attachments"
        kept = handler.post(path, b"\x00\xff" * 50_000, content_type="application/octet-stream",
                            x_file_name="mail.eml").expect(201).json
        self.assertEqual(handler.get(f"{path}/{kept['id']}").expect(200).body, b"\x00\xff" * 50_000)
        handler.get(f"{path}/{uuid.uuid4()}").expect(404)

    def test_words_find_reports_and_incidents_however_they_are_written(self):
        handler = self.staff()
        acts.report(handler, "ﾌﾟﾘﾝﾀｰから知らない紙が出た")
        acts.declare(handler, "水道料金システムの停止", "A")
        for words, title in (("プリンター", "ﾌﾟﾘﾝﾀｰ"), ("水道料金", "水道料金システムの停止")):
            hits = handler.get(f"/api/v1/search?q={urllib.parse.quote(words)}").expect(200)
            self.assertTrue(any(title in one["title"]["text"] for one in hits.json["items"]), words)
        handler.get("/api/v1/search?q=").expect(400)
        rows = handler.get("/api/v1/incidents?state=all&category=A&q=" +
                           urllib.parse.quote("水道")).expect(200).json["items"]
        self.assertEqual([one["title"] for one in rows], ["水道料金システムの停止"])

    def test_events_miss_nothing_and_betray_nothing(self):
        handler = self.staff()
        stream = handler.follow()
        self.addCleanup(stream.close)
        first = acts.report(handler).json
        name, change = stream.next()
        self.assertEqual(name, "change")
        self.assertEqual(change, {"stream": "report", "id": first["id"], "rev": 1})
        stream.close()
        missed = [acts.report(handler).json["id"] for _ in range(5)]
        again = handler.follow(stream.last)
        self.addCleanup(again.close)
        self.assertEqual([again.next()[1]["id"] for _ in missed], missed)
        # The cursor is sealed: it shows no number, never repeats, and is one session's own.
        self.assertNotEqual(again.last, stream.last)
        self.assertFalse(again.last.isdigit())
        stranger = self.staff("manager").follow(again.last)
        self.addCleanup(stranger.close)
        self.assertEqual(stranger.next()[0], "reset")

    def test_a_new_colleague_signs_in_once_the_post_is_theirs(self):
        admin = self.staff("admin")
        password = "twelve paper lanterns"
        person = admin.post("/api/v1/team/persons", {
            "name": "新任 太郎", "reading": "しんにん たろう", "sign_in_name": "shinnin",
            "password": password}).expect(201).json
        newcomer = self.city.sign_in("shinnin", password)
        self.assertEqual(newcomer.get("/api/v1/session").expect(200).json["may"], [])
        newcomer.get("/api/v1/incidents").expect(403)
        team = admin.post("/api/v1/team/tenures", {
            "post": "zeimu-kacho", "person": person["id"], "from": acts.ago(0)[:10]}).expect(201)
        post = next(one for one in team.json["posts"] if one["code"] == "zeimu-kacho")
        self.assertEqual(post["tenures"][-1]["person"]["name"], "新任 太郎")
        newcomer.get("/api/v1/incidents").expect(200)
        self.assertEqual(self.staff().get("/api/v1/team").expect(200).json["posts"],
                         admin.get("/api/v1/team").expect(200).json["posts"])
        self.assertNotIn("shinnin", self.staff().get("/api/v1/team").text)
        newcomer.delete("/api/v1/session").expect(204)
        newcomer.get("/api/v1/session").expect(401)

    def test_an_old_incident_keeps_the_charter_it_was_made_under(self):
        admin, handler = self.staff("admin"), self.staff()
        before = admin.get("/api/v1/charter").expect(200)
        old = acts.declare(handler)
        phone = next(one for one in before.json["editable"] if one["path"].endswith("phone"))
        changed = admin.patch("/api/v1/charter", {"path": phone["path"], "value": "000-000-9999"},
                              if_match=before.etag).expect(200)
        self.assertEqual(changed.json["contact"]["phone"], "000-000-9999")
        self.assertNotEqual(changed.json["version"], before.json["version"])
        self.assertEqual(len(changed.json["versions"]), len(before.json["versions"]) + 1)
        admin.patch("/api/v1/charter", {"path": phone["path"], "value": "1"},
                    if_match=before.etag).expect(412)
        # The file as a whole, by the same way.
        acts.renew(admin, self.city.sign_ins[0]["password"]).expect(200)
        file = admin.get("/api/v1/charter/text").expect(200)
        text = file.json["text"].replace("000-000-9999", "000-000-9998")
        self.assertTrue(admin.post("/api/v1/charter/text/check", {"text": text}
                                   ).expect(200).json["loadable"])
        changed = admin.request("PUT", "/api/v1/charter/text", {"text": text, "note": "電話番号"},
                                {"if-match": file.etag}).expect(200)
        self.assertEqual(changed.json["contact"]["phone"], "000-000-9998")
        new = acts.declare(handler)
        self.assertEqual(handler.get(old).json["charter_version"], before.json["version"])
        self.assertEqual(handler.get(new).json["charter_version"], changed.json["version"])

    def test_lists_are_cut_and_go_on_where_they_were_cut(self):
        handler = self.staff()
        for _ in range(5):
            acts.declare(handler)
        whole = [one["id"] for one in acts.all_items(handler, "/api/v1/incidents?limit=200")]
        cut = [one["id"] for one in acts.all_items(handler, "/api/v1/incidents?limit=2&state=open")]
        self.assertEqual(whole, cut)
        for wrong in ("limit=0", "limit=201", "limit=x", "after=x", "state=x"):
            self.assertEqual(handler.get(f"/api/v1/incidents?{wrong}").expect(400).json["field"],
                             wrong.split("=")[0])

    def test_a_clock_of_the_wall_is_read_and_not_moved(self):
        admin = self.staff("admin")
        self.assertEqual(admin.get("/api/v1/clock").expect(200).json["kind"], "wall")
        admin.post("/api/v1/clock", {"now": acts.ago(-60)}).expect(409)


class ASimulatedClock(SystemTest):
    def test_it_goes_forward_only_and_fires_what_falls_due(self):
        city = self.organisation("--simulated", "2026-11-20T00:00:00Z")
        admin = city.sign_in("admin")
        moved = admin.post("/api/v1/clock", {"now": "2026-11-22T00:00:00Z"}).expect(200).json
        self.assertEqual((moved["kind"], moved["now"][:10]), ("simulated", "2026-11-22"))
        self.assertGreater(moved["fired"], 0)  # The demo's incident has deadlines.
        admin.post("/api/v1/clock", {"now": "2026-11-21T00:00:00Z"}).expect(409)


class TheTeam(the_team.TheTeam):
    """Here, so that the last class sees what it did."""


class TheAccount(the_account.TheAccount):
    """Here, so that the last class sees what it did."""


class TheOutsiders(the_outsiders.TheOutsiders):
    """Here, so that the last class sees what it did."""


class TheContact(the_contact.TheContact):
    """Here, so that the last class sees what it did."""


class TheMachines(the_machines.TheMachines):
    """Likewise."""


class TheAdvisories(the_advisories.TheAdvisories):
    """Here, so that the last class sees what it did."""


# Carried out by test_directory, test_provider, test_letters, test_alerts, test_advisories and
# test_monitors, which have a directory, a provider, a mail server, hooks, a server of feeds and
# servers to be looked at beside them.
WITH_ANOTHER_SERVER = {"leaveForProvider", "returnFromProvider", "linkAccount",
                       "listLettersOfReport", "writeLetterOnReport", "listLettersOfIncident",
                       "writeLetterOnIncident", "listNewLetters", "readLetter", "readLetterFile",
                       "inspectLetterFile", "previewLetterFile", "seeLetter", "moveLetter",
                       "receiveHook", "pollAdvisories", "writeBundle", "readBundle",
                       "readMonitor", "checkMonitor", "acceptMonitorPage", "huntThroughFile"}


class TheWholeContract(SharedTest):
    def test_every_path_is_served_by_the_methods_the_contract_names_and_no_other(self):
        admin = self.staff("admin")
        methods = {}
        for operation in contract().operations.values():
            methods.setdefault(operation.path, set()).add(operation.method)
        for path, named in methods.items():
            target = path.replace("{seq}", "1").replace("{", "").replace("}", "")
            for method in {"POST", "PUT", "PATCH", "DELETE"} - named:
                allow = admin.request(method, target).expect(405).headers["allow"]
                self.assertEqual(set(allow.replace(" ", "").split(",")) - {"HEAD"}, named, path)

    def test_every_operation_of_the_contract_was_carried_out_before(self):
        everything = contract().operations
        done = contract().succeeded
        for operation in everything.values():
            print("done   " if operation.id in done else "MISSING", operation)
        self.assertEqual([one for one in everything if one not in done | WITH_ANOTHER_SERVER], [])


def setUpModule():
    contract().succeeded.clear()


def load_tests(loader, standard_tests, pattern):
    """In this order: the last class looks at what the others did."""
    suite = unittest.TestSuite()
    for case in (FromAPhoneToAProof, TheOtherWays, ASimulatedClock, TheTeam, TheAccount,
                 TheOutsiders, TheContact, TheMachines, TheAdvisories, TheWholeContract):
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    unittest.main()
