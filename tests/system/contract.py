"""Holds answers against api/openapi.yaml. The client of sokuo.py asks it about every answer of
the API in every test, so no test has to.

Knows exactly the keywords our contract uses: one it does not know is an error here, not a keyword
passed over in silence. Reads YAML with Debian's python3-yaml.
"""

import datetime
import functools
import json
import pathlib
import re
import urllib.parse
import uuid

import yaml

FILE = pathlib.Path(__file__).resolve().parents[2] / "api/openapi.yaml"
METHODS = ("get", "post", "put", "patch", "delete")
ANNOTATIONS = {"description", "default"}
REVISION = re.compile(r'"[1-9][0-9]*"')
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


class Broken(AssertionError):
    """An answer, or a value, that the contract does not allow."""


def is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def is_date(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_moment(text):
    """RFC 3339 in UTC."""
    return MOMENT.fullmatch(text) is not None and is_date(text[:10])


FORMATS = {"uuid": is_uuid, "date": is_date, "date-time": is_moment, "binary": lambda text: True}

TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


class Operation:
    """One method of one path, with every reference followed."""

    def __init__(self, contract, method, path, item):
        row = item[method]
        self.id = row["operationId"]
        self.method = method.upper()
        self.path = path
        self.is_public = row.get("security") == []
        self.parameters = [contract.follow(one) for one in
                           item.get("parameters", []) + row.get("parameters", [])]
        self.responses = {status: contract.follow(one) for status, one in row["responses"].items()}
        body = row.get("requestBody", {}).get("content", {})
        self.body_type, self.body_schema = next(
            ((kind, contract.follow(one["schema"])) for kind, one in body.items()), (None, None))
        self.pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))

    def __repr__(self):
        return f"{self.method} {self.path} ({self.id})"

    @property
    def writes(self):
        return self.method != "GET"

    def needs(self, header):
        return any(one["in"] == "header" and one["name"] == header and one.get("required")
                   for one in self.parameters)


class Contract:
    """The whole file, and which of its operations answered well so far."""

    def __init__(self, file=FILE):
        self.document = yaml.load(file.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.operations = {}
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    operation = Operation(self, method, path, item)
                    self.operations[operation.id] = operation
        self.succeeded = set()

    def follow(self, part):
        """What `part` is, or what its $ref points at."""
        while "$ref" in part:
            target = self.document
            for word in part["$ref"].removeprefix("#/").split("/"):
                target = target[word]
            part = target
        return part

    def find(self, method, target):
        """The operation a request is for; None when the contract has none."""
        path = urllib.parse.urlsplit(target).path
        for operation in self.operations.values():
            if operation.method == method and operation.pattern.fullmatch(path):
                return operation
        return None

    # --- answers ----------------------------------------------------------------------------------

    def check(self, method, target, answer):
        """Fails when `answer` is not what the contract promises for this request."""
        operation = self.find(method, target)
        where = f"{method} {target}: {answer.status}"
        if operation is None:
            if answer.status not in (404, 405):
                raise Broken(f"{where}, but the contract has no such operation")
            promised = self.document["components"]["responses"]["Problem"]
        else:
            promised = operation.responses.get(str(answer.status))
            if promised is None:
                promised = operation.responses.get("default")
                if promised is None or answer.status < 400:
                    raise Broken(f"{where} is a status the contract does not name")
        self.check_body(where, promised, answer)
        if answer.status >= 400 and answer.json["status"] != answer.status:
            raise Broken(f"{where}, but the problem says {answer.json['status']}")
        if "ETag" in promised.get("headers", {}):
            if not REVISION.fullmatch(answer.headers.get("etag", "")):
                raise Broken(f"{where} has no ETag of a revision")
        if operation and answer.status < 400:
            self.succeeded.add(operation.id)

    def check_body(self, where, promised, answer):
        kinds = promised.get("content")
        if kinds is None:
            if answer.body:
                raise Broken(f"{where} must have no body: {answer.body[:200]!r}")
            return
        kind = answer.headers.get("content-type", "").split(";")[0].strip()
        if kind not in kinds:
            raise Broken(f"{where} is of type {kind!r}, not {', '.join(kinds)}: "
                         f"{answer.body[:500]!r}")
        if kind in ("application/json", "application/problem+json"):
            faults = list(self.faults(json.loads(answer.body), kinds[kind]["schema"]))
            if faults:
                raise Broken(f"{where} breaks the contract:\n  " + "\n  ".join(faults))

    # --- values -----------------------------------------------------------------------------------

    def faults(self, value, schema, at=""):
        """Everything in which `value` is not of `schema`, each with its JSON pointer."""
        schema = self.follow(schema)
        unknown = set(schema) - set(self.KEYWORDS) - ANNOTATIONS - {"type"}
        if unknown:
            raise NotImplementedError(f"{at}: keywords {sorted(unknown)}")
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            yield f"{at or '/'} is {json.dumps(value, ensure_ascii=False)[:80]}, not {kinds}"
            return
        for keyword, argument in schema.items():
            if keyword in self.KEYWORDS:
                yield from self.KEYWORDS[keyword](self, value, argument, schema, at)

    def in_enum(self, value, argument, schema, at):
        if value not in argument:
            yield f"{at} is {value!r}, none of {argument}"

    def in_format(self, value, argument, schema, at):
        if isinstance(value, str) and not FORMATS[argument](value):
            yield f"{at} is no {argument}: {value!r}"

    def in_bounds(self, value, argument, schema, at):
        size = len(value) if isinstance(value, (str, list)) else value
        low = max(schema.get(name, 0) for name in ("minLength", "minItems")) \
            if isinstance(value, (str, list)) else schema.get("minimum", size)
        highs = [schema[name] for name in ("maxLength", "maxItems", "maximum") if name in schema]
        if size < low or any(size > high for high in highs):
            yield f"{at} has the size {size}, outside {low} to {highs}"

    def in_required(self, value, argument, schema, at):
        for name in argument:
            if name not in value:
                yield f"{at}/{name} is missing"

    def in_properties(self, value, argument, schema, at):
        for name, part in argument.items():
            if name in value:
                yield from self.faults(value[name], part, f"{at}/{name}")

    def in_closed(self, value, argument, schema, at):
        if argument is False:
            for name in set(value) - set(schema.get("properties", {})):
                yield f"{at}/{name} is not in the contract"

    def in_items(self, value, argument, schema, at):
        for index, item in enumerate(value):
            yield from self.faults(item, argument, f"{at}/{index}")

    KEYWORDS = {
        "enum": in_enum, "format": in_format, "required": in_required, "items": in_items,
        "properties": in_properties, "additionalProperties": in_closed,
        **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"),
                        in_bounds),
    }


@functools.cache
def contract():
    """The one contract of this run, so that coverage adds up."""
    return Contract()
