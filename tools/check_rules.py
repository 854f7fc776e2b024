#!/usr/bin/env python3
"""Checks the starter rules, the map of log sources and their examples: tools/check_rules.py

    rules/**/*.yml                        complete, ids unique, conditions and modifiers make sense
    rules/logsources.yml                  every row has its document; every rule's source is in it
    tests/detect/rules/STEM/fires.*       make this rule fire and no other
    tests/detect/rules/STEM/quiet.*       are near misses and do not

Rules are judged here by a direct reading of the Sigma specification 2.1.0, without any code of
Sokuo, as far as our own rules use it; what they do not use is refused. Prints what is wrong, or one
line of numbers. Exit: 0 sound, 1 something is wrong.

With the log source map of SigmaHQ at hand ($SOKUO_DATA or ../shared/data), also checks that ours
says all that it says.
"""
import collections
import datetime
import ipaddress
import json
import os
import pathlib
import re
import sys
import xml.etree.ElementTree

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = ROOT / "rules"
EXAMPLES = ROOT / "tests" / "detect" / "rules"
LEVELS = ("informational", "low", "medium", "high", "critical")
STATUSES = ("experimental", "test", "stable")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
NUMBERS = {
    "gt": lambda a, b: a > b, "gte": lambda a, b: a >= b, "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b, "eq": lambda a, b: a == b,
}
SIGMA = {"title", "id", "name", "status", "description", "references", "author", "date", "modified",
         "tags", "logsource", "detection", "correlation", "falsepositives", "level", "license",
         "fields", "related"}
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
# Addresses an example may hold: for documentation, private, the machine itself.
FICTION = [ipaddress.ip_network(net) for net in (
    "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "10.0.0.0/8",
    "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128")]


class Wrong(Exception):
    """What is wrong, for a person."""


# Detections -------------------------------------------------------------------------------------

def as_list(value):
    return value if isinstance(value, list) else [value]


def glob(text):
    """A Sigma string as a regular expression: * and ? are wildcards unless escaped."""
    out, at = "", 0
    while at < len(text):
        letter = text[at]
        if letter == "\\" and at + 1 < len(text) and text[at + 1] in "*?\\":
            at += 1
            out += re.escape(text[at])
        else:
            out += {"*": ".*", "?": "."}.get(letter) or re.escape(letter)
        at += 1
    return out


def hour_of(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.astimezone(datetime.timezone.utc).hour


def address(text):
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def matcher(value, modifiers):
    """A function that says whether the text of a field is what the rule asks for."""
    kind = [m for m in modifiers if m not in ("all", "i")]
    if len(kind) > 1:
        raise Wrong(f"modifiers {modifiers} together are not known here")
    kind = kind[0] if kind else ""
    if kind == "re":
        if re.search(r"\(\?[=!<]|\\[1-9]", value):
            raise Wrong(f"a regular expression that looks around or back: {value}")
        found = re.compile(value, re.I if "i" in modifiers else 0)
        return lambda text: bool(found.search(text))
    if kind == "cidr":
        net = ipaddress.ip_network(value)
        return lambda text: (a := address(text)) is not None and a in net
    if kind == "hour":
        if not isinstance(value, int) or not 0 <= value <= 23:
            raise Wrong(f"no hour: {value}")
        return lambda text: hour_of(text) == value
    if kind in NUMBERS:
        holds = NUMBERS[kind]
        return lambda text: re.fullmatch(r"-?\d+(\.\d+)?", text) and holds(float(text), value)
    ends = {"": r"\A{}\Z", "contains": "{}", "startswith": r"\A{}", "endswith": r"{}\Z"}
    if kind not in ends:
        raise Wrong(f"the modifier {kind} is not known here")
    found = re.compile(ends[kind].format(f"(?:{glob(str(value))})"), re.I | re.S)
    return lambda text: bool(found.search(text))


def field(key, value):
    """One line of a map: `Name|modifier: value`."""
    name, *modifiers = key.split("|")
    if "exists" in modifiers:
        return lambda event: (name in event) == value
    if value is None:
        return lambda event: not event.get(name)
    wanted = as_list(value)
    if None in wanted:
        raise Wrong(f"null in a list of {name}")
    if "all" in modifiers and len(wanted) < 2:
        raise Wrong(f"`all` on a single value of {name}")
    tests = [matcher(one, modifiers) for one in wanted]
    many = all if "all" in modifiers else any
    return lambda event: many(any(test(text) for text in event.get(name, ())) for test in tests)


def keyword(value):
    test = matcher(value, ["contains"])
    return lambda event: any(test(text) for texts in event.values() for text in texts)


def selection(part):
    if isinstance(part, dict):
        tests = [field(key, value) for key, value in part.items()]
        return lambda event: all(test(event) for test in tests)
    tests = [selection(one) if isinstance(one, dict) else keyword(one) for one in as_list(part)]
    return lambda event: any(test(event) for test in tests)


class Condition:
    """`selection and not 1 of filter_*`, read by descent: not binds before and, and before or."""

    def __init__(self, text, names):
        self.words = re.findall(r"[()]|[^\s()]+", text)
        self.names = names
        self.used = set()
        self.test = self.either()
        if self.words:
            raise Wrong(f"the condition goes on after its end: {' '.join(self.words)}")

    def next_is(self, *words):
        return bool(self.words) and self.words[0].lower() in words

    def either(self):
        tests = [self.both()]
        while self.next_is("or"):
            self.words.pop(0)
            tests.append(self.both())
        return lambda truth: any(test(truth) for test in tests)

    def both(self):
        tests = [self.one()]
        while self.next_is("and"):
            self.words.pop(0)
            tests.append(self.one())
        return lambda truth: all(test(truth) for test in tests)

    def one(self):
        if not self.words:
            raise Wrong("the condition ends too early")
        word = self.words.pop(0)
        if word.lower() == "not":
            test = self.one()
            return lambda truth: not test(truth)
        if word == "(":
            test = self.either()
            if not self.words or self.words.pop(0) != ")":
                raise Wrong("a parenthesis is not closed")
            return test
        if word.lower() in ("1", "any", "all") and self.next_is("of"):
            many = all if word.lower() == "all" else any
            pattern = self.words[1]
            del self.words[:2]
            names = [n for n in self.names if (pattern == "them" and not n.startswith("_"))
                     or re.fullmatch(pattern.replace("*", ".*"), n)]
            if not names:
                raise Wrong(f"the condition names {pattern}, which is nothing")
            self.used.update(names)
            return lambda truth: many(truth[name] for name in names)
        if word not in self.names:
            raise Wrong(f"the condition names {word}, which is nothing")
        self.used.add(word)
        return lambda truth: truth[word]


def detection(parts):
    parts = dict(parts)
    condition = Condition(parts.pop("condition"), list(parts))
    idle = set(parts) - condition.used
    if idle:
        raise Wrong(f"the condition does not use {', '.join(sorted(idle))}")
    tests = {name: selection(part) for name, part in parts.items()}
    return lambda event: condition.test({name: test(event) for name, test in tests.items()})


# Log sources ------------------------------------------------------------------------------------

def wanted(source):
    return tuple(source.get(part) for part in ("category", "product", "service"))


class SourceMap:
    """Which events a `logsource` means, and what their fields are called there."""

    def __init__(self, rows):
        self.rows = collections.defaultdict(list)
        for row in rows.values():
            self.rows[wanted(row)].append(row)
        self.known = {}

    def of(self, source):
        return self.rows.get(wanted(source), [])

    def channels(self, row):
        if "rewrite" in row:
            return {c for target in self.of(row["rewrite"]) for c in self.channels(target)}
        kind = "WinEventLog:"
        return {s[len(kind):] for s in row.get("sources", ()) if s.startswith(kind)}

    def ways(self, source):
        """Of each row: the channels, the conditions, the fields."""
        key = wanted(source)
        if key not in self.known:
            self.known[key] = [
                (self.channels(row),
                 {k: set(map(str, as_list(v))) for k, v in row.get("conditions", {}).items()},
                 row.get("fieldmappings", {})) for row in self.of(source)]
        return self.known[key]

    def see(self, source, event):
        """The event as a rule of this source sees it, once for each row that means it."""
        for channels, conditions, fields in self.ways(source):
            if (channels or "Channel" in event) and not channels & set(event.get("Channel", ())):
                continue
            if not all(values & set(event.get(key, ())) for key, values in conditions.items()):
                continue
            names = {ours: event[theirs] for ours, theirs in fields.items() if theirs in event}
            yield {**event, **names}


def check_sources(rows, wrong):
    sources = SourceMap(rows)
    for name, row in rows.items():
        if not row.get("source") or "verified" not in row:
            wrong.append(f"logsources.yml: {name}: no document, or no date it was looked at")
        if not any(wanted(row)):
            wrong.append(f"logsources.yml: {name}: names neither category, product nor service")
        if "rewrite" in row and not sources.of(row["rewrite"]):
            wrong.append(f"logsources.yml: {name}: rewritten to what is not there")
        if row.get("product") == "windows" and row.get("rewrite") and not sources.channels(row):
            wrong.append(f"logsources.yml: {name}: leads to no channel")


def said(row):
    """What a row says, in a form that can be compared."""
    def flat(values):
        return tuple(sorted((key, str(sorted(map(str, as_list(value)))))
                            for key, value in (values or {}).items()))
    return (wanted(row), flat(row.get("conditions")), flat(row.get("rewrite")),
            flat(row.get("fieldmappings")), tuple(sorted(row.get("sources") or ())))


def check_against_thor(rows, wrong):
    data = pathlib.Path(os.environ.get("SOKUO_DATA", ROOT.parent / "shared" / "data"))
    thor = data / "detect" / "sigma" / "tests" / "thor.yml"
    if not thor.exists():
        return "SigmaHQ's map not at hand"
    ours = {said(row) for row in rows.values()}
    theirs = yaml.safe_load(thor.read_text(encoding="utf-8"))["logsources"]
    wrong += [f"logsources.yml: lacks what thor.yml says in {name}"
              for name, row in theirs.items() if said(row) not in ours]
    return f"all {len(theirs)} rows of SigmaHQ's map among them"


# Examples ---------------------------------------------------------------------------------------

def flatten(value, name, into):
    if isinstance(value, dict):
        for key, inner in value.items():
            flatten(inner, f"{name}.{key}" if name else key, into)
    elif isinstance(value, list):
        for inner in value:
            flatten(inner, name, into)
    elif value is not None:
        into.setdefault(name.replace(" ", ""), []).append(str(value))


def from_json(line):
    event = {}
    flatten(json.loads(line), "", event)
    # As the reader of Windows' events names them.
    for ours, theirs in (("Provider_Name", "SourceName"), ("Computer", "Hostname")):
        if theirs in event and "Channel" in event:
            event.setdefault(ours, event[theirs])
    moment = (event.get("EventTime") or event.get("CreationTime"))[0]
    return event, datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))


PAIR = re.compile(r"""([A-Za-z_][\w-]*)=("[^"]*"|'[^']*'|[^\s]*)""")
COMBINED = re.compile(r'(?P<ip>\S+) \S+ (?P<user>\S+) \[(?P<time>[^]]+)\] "(?P<method>\S+) '
                      r'(?P<stem>[^\s?]*)\??(?P<query>\S*) (?P<version>[^"]+)" (?P<status>\d+) '
                      r'(?P<bytes>\S+)( "(?P<referer>[^"]*)" "(?P<agent>[^"]*)")?')
SYSLOG = re.compile(r"(?P<time>[A-Z][a-z]{2} [ \d]\d [\d:]{8}) (?P<host>\S+) (?P<text>.*)")


def from_xml(text):
    """An event as Sysmon for Linux writes it into syslog."""
    root = xml.etree.ElementTree.fromstring(text)
    event = {part.get("Name") or part.tag: [part.text] for part in root.iter() if part.text}
    return {**event, "Provider_Name": [root.find("System/Provider").get("Name")]}


def from_lines(lines, source):
    """Events out of raw lines, read as the kind of log the rule is for."""
    category, product, service = wanted(source)
    header = []
    for line in lines:
        if line.startswith("#Fields: "):
            header = line.split()[1:]
        if line.startswith("#"):
            continue
        if category in ("webserver", "proxy") and header:
            event = {k: [v] for k, v in zip(header, line.split()) if v != "-"}
            moment = datetime.datetime.fromisoformat(f"{event['date'][0]} {event['time'][0]}+00:00")
        elif category == "webserver":
            got = COMBINED.fullmatch(line)
            if not got:
                raise Wrong(f"no line of an access log: {line}")
            event = {k: [got[g]] for k, g in (
                ("c-ip", "ip"), ("cs-method", "method"), ("cs-uri-stem", "stem"),
                ("cs-uri-query", "query"), ("sc-status", "status")) if got[g]}
            moment = datetime.datetime.strptime(got["time"], "%d/%b/%Y:%H:%M:%S %z")
        elif service == "auditd":
            event = {k: [v.strip("\"'")] for k, v in PAIR.findall(line)}
            seconds = re.search(r"audit\((\d+)", line)[1]
            moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
        elif product == "fortigate":
            event = {k: [v.strip("\"'")] for k, v in PAIR.findall(line)}
            zone = event["tz"][0]
            moment = datetime.datetime.fromisoformat(
                f"{event['date'][0]} {event['time'][0]}{zone[:3]}:{zone[3:]}")
        else:
            got = SYSLOG.fullmatch(line)
            if not got:
                raise Wrong(f"no line of syslog: {line}")
            event = {"host": [got["host"]], "message": [got["text"]]}
            if "<Event>" in line:
                event.update(from_xml(line[line.index("<Event>"):]))
            moment = datetime.datetime.strptime("2026 " + got["time"], "%Y %b %d %H:%M:%S")
            moment = moment.replace(tzinfo=datetime.timezone.utc)
        event["(line)"] = [line]
        yield event, moment


def read_example(file, source):
    text = file.read_text(encoding="utf-8")
    for found in re.findall(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])", text):
        if (a := address(found)) and not any(a in net for net in FICTION if net.version == 4):
            raise Wrong(f"{found} may be somebody's address")
    lines = [line for line in text.splitlines() if line]
    if file.suffix == ".jsonl":
        return [from_json(line) for line in lines]
    return list(from_lines(lines, source))


# Rules ------------------------------------------------------------------------------------------

class RuleFile:
    """One file: detections, and correlations of them. One of its documents gives alarm."""

    def __init__(self, path):
        self.path = path
        self.name = path.relative_to(ROOT).as_posix()
        self.documents = list(yaml.load_all(path.read_text(encoding="utf-8"), Loader))
        named = [r for d in self.documents for r in d.get("correlation", {}).get("rules", ())]
        alarms = [d for d in self.documents if d.get("name") not in named and d["id"] not in named]
        if len(alarms) != 1:
            raise Wrong(f"{len(alarms)} of its documents give alarm; it must be one")
        self.alarm = alarms[0]
        self.tests = {d["id"]: detection(d["detection"])
                      for d in self.documents if "detection" in d}
        self.by_name = {key: d for d in self.documents for key in (d.get("name"), d["id"]) if key}
        self.source = next(d["logsource"] for d in self.documents if "logsource" in d)

    def check(self, sources):
        if not re.fullmatch(r"[a-z0-9_]{10,70}\.yml", self.path.name):
            yield "the name is not 10 to 70 of a-z, 0-9 and _"
        for rule in self.documents:
            yield from check_document(rule, rule is self.alarm)
            if "logsource" in rule and not sources.of(rule["logsource"]):
                yield f"its log source {wanted(rule['logsource'])} is not in logsources.yml"
            for name in rule.get("correlation", {}).get("rules", ()):
                if name not in self.by_name:
                    yield f"correlates {name}, which is not in this file"

    def hits(self, rule, events, sources):
        """When the rule fires, and the event; for a correlation, what it grouped by."""
        if "detection" in rule:
            test = self.tests[rule["id"]]
            for event, moment in events:
                for seen in sources.see(rule["logsource"], event):
                    if test(seen):
                        yield moment, seen
                        break
            return
        how = rule["correlation"]
        parts = sorted(((moment, order, event) for order, name in enumerate(how["rules"])
                        for moment, event in self.hits(self.by_name[name], events, sources)),
                       key=lambda hit: hit[:2])
        span = datetime.timedelta(seconds=int(how["timespan"][:-1]) * SECONDS[how["timespan"][-1]])
        groups = collections.defaultdict(list)
        for moment, order, event in parts:
            aliases = how.get("aliases", {})
            name = how["rules"][order]
            keys = [event.get(aliases.get(field, {}).get(name, field), [""])
                    for field in how["group-by"]]
            group = groups[json.dumps(keys)]
            group.append((moment, order, event))
            group[:] = [hit for hit in group if moment - hit[0] <= span]
            if is_reached(how, group):
                yield moment, dict(zip(how["group-by"], keys))


def is_reached(how, group):
    kind, asked = how["type"], dict(how.get("condition", {}))
    if kind == "temporal_ordered":
        # Backwards, always taking the latest: if any chain fits, this one does.
        at, left = len(group), len(how["rules"]) - 1
        while at and left >= 0:
            at -= 1
            left -= group[at][1] == left
        return left < 0
    counted = asked.pop("field", None)
    count = len(group)
    if kind == "value_count":
        count = len({value for _, _, event in group for value in event.get(counted, ())})
    return all(NUMBERS[word](count, number) for word, number in asked.items())


def check_document(rule, gives_alarm):
    asked = {"title", "title_ja", "id", "status", "description", "author", "date", "license",
             "level"}
    if gives_alarm:
        asked |= {"description_ja", "references", "tags", "falsepositives"}
    for key in sorted(asked - {key for key, value in rule.items() if value}):
        yield f"{rule.get('title')}: lacks {key}"
    for key in sorted(set(rule) - SIGMA - {"title_ja", "description_ja"}):
        yield f"{rule.get('title')}: {key} is not known"
    is_detection, is_correlation = "detection" in rule, "correlation" in rule
    if is_detection == is_correlation or is_detection != ("logsource" in rule):
        yield "is neither a detection with a log source nor a correlation"
    if not UUID4.match(rule.get("id", "")):
        yield f"{rule['id']} is no UUID of version 4"
    if rule.get("level") not in LEVELS or rule.get("status") not in STATUSES:
        yield "level or status is not one of Sigma's"
    if rule.get("license") != "Apache-2.0" or not isinstance(rule.get("date"), datetime.date):
        yield "license or date is not as it must be"
    for key in ("title_ja", "description_ja"):
        if key in rule and not JAPANESE.search(rule[key]):
            yield f"{key} is not Japanese"
    for tag in rule.get("tags", ()):
        if not re.fullmatch(r"attack\.([a-z-]+|t\d{4}(\.\d{3})?)", tag):
            yield f"{tag} is no tag of ATT&CK"
    if not all(link.startswith("https://") for link in rule.get("references", ())):
        yield "a reference is no address"
    how = rule.get("correlation")
    if how:
        counts = how.get("type") in ("event_count", "value_count")
        if not counts and how.get("type") != "temporal_ordered":
            yield f"correlates by {how.get('type')}, which this checker does not know"
        if not re.fullmatch(r"[1-9]\d*[smhd]", how.get("timespan", "")) or not how.get("group-by"):
            yield "timespan or group-by is not as it must be"
        if ("field" in how.get("condition", {})) != (how.get("type") == "value_count"):
            yield "value_count needs a field, the others have none"
        if set(how.get("condition", {})) - set(NUMBERS) - {"field"} or not how.get("condition"):
            yield "the condition of the correlation is not known"


def check_examples(file, files, sources, wrong):
    folder = EXAMPLES / file.path.stem
    counted = 0
    for kind in ("fires", "quiet"):
        found = [f for f in folder.glob(f"{kind}.*") if f.suffix in (".jsonl", ".log")]
        if len(found) != 1:
            wrong.append(f"{folder.relative_to(ROOT)}: {len(found)} of {kind}.jsonl and {kind}.log")
            continue
        try:
            events = read_example(found[0], file.source)
        except (Wrong, ValueError, KeyError, TypeError) as error:
            wrong.append(f"{found[0].relative_to(ROOT)}: {error}")
            continue
        counted += len(events)
        if not events:
            wrong.append(f"{found[0].relative_to(ROOT)}: is empty")
        # Only Windows' events say themselves what they are; all others are what the rule is for.
        is_windows = any("Channel" in event for event, _ in events)
        asked = [f for f in files if is_windows or wanted(f.source) == wanted(file.source)]
        rang = [f.path.stem for f in asked if next(f.hits(f.alarm, events, sources), None)]
        if rang != ([file.path.stem] if kind == "fires" else []):
            wrong.append(f"{found[0].relative_to(ROOT)}: fires {', '.join(rang) or 'nothing'}")
        if kind == "fires" and "detection" in file.alarm:
            lost = [n for n, event in enumerate(events, 1)
                    if not next(file.hits(file.alarm, [event], sources), None)]
            if lost:
                wrong.append(f"{found[0].relative_to(ROOT)}: events {lost} do not fire")
    return counted


def main():
    wrong = []
    rows = yaml.safe_load((RULES / "logsources.yml").read_text(encoding="utf-8"))["logsources"]
    sources = SourceMap(rows)
    check_sources(rows, wrong)
    thor = check_against_thor(rows, wrong)
    files = []
    for path in sorted(RULES.rglob("*.yml")):
        if path.name == "logsources.yml":
            continue
        try:
            file = RuleFile(path)
        except (Wrong, yaml.YAMLError, KeyError, re.error) as error:
            lacks = "lacks " if isinstance(error, KeyError) else ""
            wrong.append(f"{path.relative_to(ROOT)}: {lacks}{error}")
            continue
        files.append(file)
        wrong += [f"{file.name}: {what}" for what in file.check(sources)]
    for key in ("id", "name"):
        seen = collections.Counter(d[key] for f in files for d in f.documents if key in d)
        wrong += [f"{key} {value} is used {n} times" for value, n in seen.items() if n > 1]
    stems = collections.Counter(f.path.stem for f in files)
    wrong += [f"{stem}.yml is there {times} times" for stem, times in stems.items() if times > 1]
    for folder in EXAMPLES.iterdir() if EXAMPLES.is_dir() else ():
        if folder.is_dir() and folder.name not in stems:
            wrong.append(f"{folder.relative_to(ROOT)}: examples of no rule")
    events = sum(check_examples(file, files, sources, wrong) for file in files)
    for line in wrong:
        print(line, file=sys.stderr)
    correlations = sum("correlation" in f.alarm for f in files)
    print(f"{len(files)} rules ({correlations} correlations), {events} events in examples, "
          f"{len(rows)} rows of log sources ({thor}): {len(wrong)} wrong")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
