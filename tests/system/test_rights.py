"""Who may do what. The one table is the charter's, as `sokuo charter policy` prints it; here every
operation of the contract is asked for in every role, and the answer must be the table's."""

import subprocess
import unittest
import uuid

import yaml

import acts
import outsiders
from contract import contract
from sokuo import BINARY, CHARTER, Client, SharedTest, SystemTest

PUBLIC = {"health", "signIn", "giveSecondFactor", "readWays", "leaveForProvider",
          "returnFromProvider", "receiveHook", "theHiveStatusV0", "theHiveStatusV1"}
# For whoever is signed in; everything else stands in the table.
OWN_SESSION = {"readSession", "signOut", "renewSession", "readClock", "readAccount",
               "changePassword", "offerSecondFactor", "confirmSecondFactor", "removeSecondFactor",
               "renewRecoveryCodes", "endSession",
               # One's own; others' ask the table as well (test_mail, the_team).
               "readContacts", "writeContacts", "checkContacts", "acknowledgeWake", "theHiveUserV0", "theHiveUserV1"}
ACTIONS = {
    "report.read": ("listReports", "readReport", "similarToReport", "readReportAttachment",
                    "inspectReportAttachment", "previewReportAttachment", "inspectLetterFile",
                    "previewLetterFile", "readWakesOfReport", "listLettersOfReport", "listNewLetters",
                    "readLetter", "readLetterFile", "listAlertsOfReport"),
    "report.record": ("recordReport", "addToReport", "attachToReport", "seeLetter", "moveLetter",
                      "replyToReporter", "askReporter", "recordNotice", "acknowledgeNotice",
                      "splitReport", "readTalkScript"),
    "letter.write": ("writeLetterOnReport", "writeLetterOnIncident", "draftLetterOnReport"),
    "report.judge": ("judgeReport", "proposePriority"),
    "log.read": ("listLogs", "listLogSources", "readDetection", "listDetectionRules"),
    "bundle.carry": ("listBundles", "writeBundle", "readBundle"),
    "report.erase": ("eraseReport",),
    "incident.erase": ("eraseIncident",),
    "incident.condition": ("setCondition",),
    "incident.declare": ("recordMisdelivery",),
    "incident.read": ("listIncidents", "readIncident", "readTimeline", "readIncidentAttachment",
                      "inspectIncidentAttachment", "previewIncidentAttachment",
                      "readWakesOfIncident", "listLettersOfIncident", "listHunts",
                      "huntThroughFile"),
    "incident.prioritise": ("retriage",),
    "incident.move": ("movePhase",),
    "incident.record": ("recordLine", "askDecision", "nameUpstream", "endUpstream"),
    "incident.fact": ("setFact",),
    "incident.task": ("addTask", "changeTask"),
    "incident.decide": ("makeDecision",),
    "incident.attach": ("attachToIncident",),
    "incident.converge": ("declareConvergence",),
    "incident.close": ("closeIncident",),
    "incident.reopen": ("reopenIncident",),
    "incident.withdraw": ("withdrawIncident",),
    "search.use": ("search",),
    "incident.circle": ("setCircle",),
    "ask.put": ("askSomebody", "dropAsk"),
    "ask.answer": ("myAsks", "readMyAsk", "answerAsk", "handInFile"),
    "engagement.propose": ("proposeEngagement",),
    "engagement.admit": ("admitOutsider",),
    "engagement.note": ("noteExchange",),
    "engagement.end": ("endEngagement",),
    "engagement.see": ("myEngagements", "readMyEngagement", "readEngagedFile",
                       "writeEngagedNote", "handInEngagedFile"),
    "access.read": ("listLooks",),
    "registry.read": ("readRegistry",),
    "registry.manage": ("addContractor", "changeContractor", "checkContractor", "proveErasure",
                        "endContractor", "addSystem", "changeSystem", "endSystem"),
    "alert.raise": ("raiseAlert", "theHiveCreateAlertV0", "theHiveCreateAlertV1"),
    "alert.read": ("listAlerts", "readAlert", "theHiveReadAlertV0", "theHiveReadAlertV1",
                   "listMonitors", "readMonitor"),
    "monitor.manage": ("checkMonitor", "acceptMonitorPage"),
    "alert.judge": ("judgeAlert", "theHiveChangeAlertV0", "theHiveChangeAlertV1"),
    "contact.publish": ("publishContact", "endPublication"),
    "advisory.read": ("readAdvisories", "listAdvisoryItems"),
    "advisory.assess": ("typeAdvisory", "chooseAdvisory", "takeAdvisoryFile", "pollAdvisories",
                        "checkAdvisoryGap", "assignAdvisory", "answerAdvisory",
                        "putAwayAdvisoryMatch", "reportAdvisory"),
    "approval.read": ("listApprovals", "readApproval"),
    "approval.ask": ("propose", "withdrawProposal"),
    "approval.answer": ("approve", "sendBack", "confirmApproval"),
    "approval.note_oral": ("noteOralApproval",),
    "journal.read": ("listEntries",),
    "journal.verify": ("readJournalState", "proveEntry", "readCheckpoint"),
    "charter.read": ("readCharter", "readContact", "drawPoster"),
    "charter.amend": ("amendCharter", "readCharterText", "replaceCharterText", "checkCharterText"),
    "team.read": ("readTeam",),
    "team.manage": ("addPerson", "setTenure", "reshuffle", "readAccountOf", "giveAccount",
                    "resetPassword", "resetSecondFactor", "endSessionOf", "readBreakGlass",
                    "sealBreakGlass", "linkAccount"),
    "team.contacts": ("readRoster",),
    "team.wake": ("wakeForIncident", "wakeForReport", "callNext", "endWake"),
    "team.duty": ("assignDuties", "endDuty"),
    "team.absence": ("recordAbsence", "recordReturn"),
    "team.take_over": ("takeOver", "handBack", "takeOverHere"),
    "event.follow": ("followEvents",),
    "clock.set": ("setClock",),
}
# Rows of the table that no operation asks for yet.
WITHOUT_OPERATION = {"token.manage", "incident.oral_agreement"}
# Where the table lets in and something finer is asked too: the kind of approval names its roles, and
# only whoever proposed may withdraw.
FINER = {"approve": "team.needs_role", "sendBack": "team.needs_role",
         "withdrawProposal": "approval.not_yours"}
ACTION_OF = {operation: action for action, all_of in ACTIONS.items() for operation in all_of}
ACTING = "（代行）"
PASSWORD = "twelve paper lanterns"
# Roles of the table that no demo person has, and a post of each.
MORE_PEOPLE = {"internal_legal": "soumu-kacho", "decision_body": "suishin-kaigi", "nobody": None}


def policy_table():
    """action -> names of the roles that may, as printed; those only while acting left out."""
    printed = subprocess.run([BINARY, "charter", "policy", CHARTER], check=True, text=True,
                             capture_output=True).stdout
    table = {}
    for line in printed.splitlines():
        action, *names = line.split(" ")
        if action.startswith("closure/"):  # Of the rule pack, not of the table.
            continue
        table[action] = {name for name in names if name and not name.endswith(ACTING)}
    return table


class TheTable(SharedTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = policy_table()
        cls.add_people()
        handler = cls.staff()
        report = acts.report(handler).json["id"]
        incident = acts.declare(handler).rsplit("/", 1)[1]
        approval = handler.post("/api/v1/approvals", {
            "kind": "response_policy", "title": "切り離す"}).expect(201).json["id"]
        # Nobody's account: who may reset one must not reset theirs that are asked with.
        cls.targets = {"reports": report, "incidents": incident, "approvals": approval,
                       "team": str(uuid.uuid4()), "wakes": str(uuid.uuid4()),
                       "letters": str(uuid.uuid4()), "alerts": cls.alert(handler),
                       "alert": cls.alert(handler)}
        for kind in ("contractor", "expert", "other"):
            cls.clients[kind] = outsiders.engaged(cls, kind, kind)[0]
        everyone = [one["name"] for one in cls.city.sign_ins] + list(MORE_PEOPLE) + [
            "contractor", "expert", "other"]
        cls.people = {name: cls.staff(name) for name in everyone}
        cls.roles = {name: {post["role_name"] for post in
                            client.get("/api/v1/session").json["person"]["posts"]}
                     for name, client in cls.people.items()}

    @classmethod
    def add_people(cls):
        admin = cls.staff("admin")
        for name, post in MORE_PEOPLE.items():
            person = admin.post("/api/v1/team/persons", {
                "name": name, "sign_in_name": name, "password": PASSWORD}).expect(201).json
            if post:
                admin.post("/api/v1/team/tenures", {"post": post, "person": person["id"],
                                                    "from": "2026-04-01"}).expect(201)
            cls.clients[name] = cls.city.sign_in(name, PASSWORD)

    @staticmethod
    def alert(who):
        return who.post("/api/v1/alerts", {"source": "test", "title": "検知"}).expect(201).json["id"]

    def ask(self, client, operation, **headers):
        """Asks for an operation with an empty body, which nothing accepts that writes."""
        place = operation.path.replace("/api/alert", "/api/v1/alert")  # TheHive's, without v1.
        noun = place.split("/")[3] if place.count("/") > 2 else ""
        target = operation.path.replace("{id}", self.targets.get(noun, ""))
        target = target.replace("{seq}", "1").replace("{key}", "cause")
        for name in ("attachment", "task", "decision", "condition", "asked", "absence", "post",
                     "session", "engagement", "contractor", "system", "duty", "publication",
                     "advisory", "gap", "upstream", "monitor"):
            target = target.replace("{%s}" % name, str(uuid.uuid4()))
        body = {} if operation.body_type == "application/json" else None
        return client.request(operation.method, target, body, {"if-match": '"1"', **headers})

    def may(self, name, action):
        return bool(self.roles[name] & self.table[action])

    def test_every_operation_stands_in_the_table_and_every_row_is_used(self):
        operations = set(contract().operations)
        self.assertEqual(operations, set(ACTION_OF) | PUBLIC | OWN_SESSION)
        self.assertEqual(set(self.table), set(ACTIONS) | WITHOUT_OPERATION)
        charter = yaml.safe_load(CHARTER.read_text())
        self.assertEqual(set(self.table), set(charter["policy"]))
        self.assertEqual(set().union(*self.roles.values()),
                         {role["name_ja"] for role in charter["roles"]})

    def test_each_role_may_do_what_the_table_says_and_nothing_else(self):
        asked = 0
        for operation_id, action in ACTION_OF.items():
            operation = contract().operations[operation_id]
            for name, client in self.people.items():
                with self.subTest(operation=operation_id, person=name):
                    asked += 1
                    if operation_id == "followEvents":
                        self.follow(client, self.may(name, action))
                    else:
                        answer = self.ask(client, operation)
                        if self.may(name, action) and answer.status == 403:
                            self.assertEqual(answer.json["code"], FINER.get(operation_id))
                        else:
                            self.allowed_or_refused(answer, self.may(name, action), action)
        print(f"asked {asked} times: {len(ACTION_OF)} operations, {len(self.people)} people")

    def follow(self, client, may):
        if may:
            client.follow().close()
        else:
            client.get("/api/v1/events").expect(403)

    def allowed_or_refused(self, answer, may, action):
        if not may:
            answer.expect(403)
            self.assertEqual(answer.json["code"], "team.needs_role")
            for role in self.table[action]:
                self.assertIn(role, answer.json["detail"])
        elif answer.status == 401:
            self.assertEqual(answer.json["code"], "team.renewal_needed")
        else:
            self.assertNotEqual(answer.status, 403, answer.body)
            self.assertLess(answer.status, 500, answer.body)

    def test_the_session_says_the_same_as_the_table(self):
        for name, client in self.people.items():
            may = set(client.get("/api/v1/session").expect(200).json["may"])
            self.assertEqual(may, {one for one in self.table if self.may(name, one)}, name)

    def test_signed_out_only_what_is_public_answers(self):
        for operation in contract().operations.values():
            for client in (Client(self.city.staff_port),
                           Client(self.city.staff_port, token="0" * 43)):
                answer = self.ask(client, operation)
                if operation.id in PUBLIC - {"receiveHook"}:  # Believed by its signature alone.
                    self.assertNotIn(answer.status, (401, 403), operation)
                else:
                    answer.expect(401)

    def test_another_sites_page_cannot_act_with_our_cookie(self):
        handler = self.staff("soumu")
        size = self.staff("admin").get("/api/v1/journal").json["size"]
        for operation in contract().operations.values():
            if not operation.writes:
                continue
            for foreign in ({"origin": "https://evil.example"}, {"origin": "null"},
                            {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
                with self.subTest(operation=operation.id, **foreign):
                    answer = self.ask(handler, operation, **foreign).expect(403)
                    self.assertEqual(answer.json["code"], "team.foreign_origin")
        self.assertEqual(self.staff("admin").get("/api/v1/journal").json["size"], size)


class Tokens(SystemTest):
    def test_a_token_acts_for_its_person_and_for_nobody_else(self):
        city = self.organisation(start=False)
        words = ("token", "make", city.directory, "--label", "監視", "--sign-in")
        self.assertIn("nobody", city.run(*words, "nobody", status=1).stderr)
        secret = city.run(*words, "member").stdout.strip()
        city.start()
        machine = Client(city.staff_port, token=secret)
        acts.report(machine, "監視装置からの知らせ")
        machine.get("/api/v1/journal").expect(403)
        self.assertEqual(machine.get("/api/v1/session").json["person"]["name"], "仮名 美鈴")
        Client(city.staff_port, token=secret[:-1] + "x").get("/api/v1/session").expect(401)

        member, admin = city.sign_in("member"), city.sign_in("admin")
        seats = member.get("/api/v1/account").json["sessions"]
        shown = next(one for one in seats if one["kind"] == "token")
        self.assertEqual((shown["name"], shown["ends_at"][:4]),
                         ("監視", str(int(shown["made_at"][:4]) + 1)))
        entries = city.sign_in("auditor").get("/api/v1/journal/entries").json["items"]
        self.assertIn("person.token_made/1", [one["type"] for one in entries])
        # Whoever takes the account in hand ends it.
        person = member.get("/api/v1/session").json["person"]["id"]
        admin.post(f"/api/v1/team/persons/{person}/account/password").expect(200)
        machine.get("/api/v1/session").expect(401)

    def test_a_token_that_was_cut_does_what_it_was_made_for(self):
        city = self.organisation(start=False)
        words = ("token", "make", city.directory, "--label", "監視", "--sign-in", "member")
        city.run(*words, "--may", "report.sing", status=1)
        city.run(*words, "--expires", "2099-01-01T00:00:00Z", status=1)
        secret = city.run(*words, "--may", "report.record").stdout.strip()
        city.start()
        machine = Client(city.staff_port, token=secret)
        acts.report(machine)
        for path in ("/api/v1/reports", "/api/v1/incidents", "/api/v1/team"):
            refused = machine.get(path).expect(403)
            self.assertEqual(refused.json["code"], "team.token_may_not")
        self.assertEqual(machine.get("/api/v1/session").json["may"], ["report.record"])


if __name__ == "__main__":
    unittest.main()
