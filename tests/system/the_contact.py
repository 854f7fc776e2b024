"""周知: the poster, where it hangs, and what the charter's new number means for it."""

import acts
from sokuo import SharedTest

PATH = "/api/v1/contact"


class TheContact(SharedTest):
    def put_up(self, who, place, on="2026-11-20", kind="poster"):
        return who.post(f"{PATH}/publications",
                        {"kind": kind, "place": place, "on": on}).expect(201).json

    def test_a_poster_hangs_until_the_number_changes_and_is_put_up_anew(self):
        member, head = self.staff("member"), self.staff("soumu")
        poster = member.get(f"{PATH}/poster?for=outsiders").expect(200)
        self.assertTrue(poster.body.startswith(b"%PDF-"))
        self.assertIn("attachment", poster.headers["content-disposition"])
        hung = self.put_up(member, "本庁舎1階の入口")["publications"][0]
        self.assertEqual(hung["changed"], [])
        self.put_up(member, "広報みほん12月号", kind="newsletter")

        acts.renew(head, self.city.sign_ins[0]["password"]).expect(200)
        charter = head.get("/api/v1/charter").expect(200)
        head.patch("/api/v1/charter", {"path": "/point_of_contact/extension", "value": "0001"},
                   if_match=charter.etag).expect(200)
        seen = {one["place"]: one for one in
                self.staff("auditor").get(PATH).expect(200).json["publications"]}
        self.assertEqual(seen["本庁舎1階の入口"]["changed"], ["extension"])
        newsletter = seen["広報みほん12月号"]["id"]
        ended = member.post(f"{PATH}/publications/{newsletter}/end",
                            {"reason": "号が変わった"}).expect(201).json
        self.assertEqual([one["changed"] for one in ended["publications"] if one["ended"]], [[]])

    def test_what_has_not_happened_yet_is_not_written_down(self):
        member = self.staff("member")
        answer = member.post(f"{PATH}/publications", {
            "kind": "poster", "place": "1階", "on": "2999-01-01"}).expect(400)
        self.assertEqual(answer.json["field"], "/on")
        self.staff("auditor").post(f"{PATH}/publications", {
            "kind": "poster", "place": "1階", "on": "2026-11-20"}).expect(403)
