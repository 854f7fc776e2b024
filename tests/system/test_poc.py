"""ＰｏＣ in public: what machines and people read of the contact point before they ever report."""

from forms import PublicForm
from sokuo import SystemTest

URL = "https://csirt.mihon.example"


class ThePublicDocuments(SystemTest):
    def setUp(self):
        super().setUp()
        self.city = self.organisation(start=False)
        self.city.start("--public-url", URL)

    def test_security_txt_and_rfc_2350_agree_and_follow_the_charter(self):
        public = self.city.public
        lines = public.get("/.well-known/security.txt").expect(200).text.splitlines()
        fields = [line.split(": ", 1) for line in lines if not line.startswith("#")]
        names = [name for name, _ in fields]
        self.assertEqual(names.count("Expires"), 1)
        self.assertEqual(names.count("Preferred-Languages"), 1)
        self.assertIn(["Canonical", f"{URL}/.well-known/security.txt"], fields)
        self.assertIn(["Policy", f"{URL}/rfc2350"], fields)
        self.assertNotIn("Encryption", names)

        answer = public.get("/rfc2350.txt?lang=en").expect(200)
        self.assertEqual(answer.headers["content-type"], "text/plain; charset=utf-8")
        for heading in ("1. Document Information", "2.4. Telephone Number", "3.4. Authority",
                        "5.1.3. Incident Resolution", "7. Disclaimers"):
            self.assertIn(f"\n{heading}\n", answer.text)
        self.assertRegex(answer.text, r"\(version 1 of the charter's data\)")
        page = public.get("/rfc2350?lang=ja").expect(200).text
        self.assertIn("活動の案内", page)
        self.assertNotIn("<script", page)

    def test_staff_and_others_come_in_by_the_same_door(self):
        form = PublicForm(self.city.public, "/poc/staff")
        self.assertIn("資産番号", form.page)
        number = form.report(what="画面が赤い", where="市民課 PC-0042")
        reports = self.city.sign_in("handler").get("/api/v1/reports").expect(200).json["items"]
        told = next(one for one in reports if one["number"] == number)
        self.assertEqual((told["channel"], told["reporter_class"]), ("web_form", "staff"))
