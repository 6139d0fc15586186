"""What callers rely on, kept from one release to the next: `python -m tests.contract.openapi_baseline`.

The command takes what was added since into the baseline. It refuses what is no addition: programs would break.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from local.rendering.schemas import reachable, references

OPENAPI = Path(__file__).parents[2] / "functions" / "api" / "meta" / "openapi.json"
BASELINE = Path(__file__).with_name("openapi_baseline.json")
SCHEMAS = "#/components/schemas/"
UPPER_LIMITS = ("maxLength", "maxItems", "maxProperties", "maximum")
LOWER_LIMITS = ("minLength", "minItems", "minProperties", "minimum")

Json = dict[str, Any]


def facts_of(document: Json) -> Json:
    """Operations and schemas, reduced to what a program can stumble over.

    A schema's fields stand under `sent`, `answered` or both, for what breaks one direction is harmless in the other.
    """
    schemas = document["components"]["schemas"]
    operations = {
        each["operationId"]: _operation(method, path, each)
        for path, methods in document["paths"].items()
        for method, each in methods.items()
    }
    sent = reachable(schemas, [each["body"] for each in operations.values() if each["body"]])
    answered = reachable(schemas, [name for each in operations.values() for name in each["answers"].values()])
    return {
        "operations": dict(sorted(operations.items())),
        "sent": {name: _fields(schema) for name, schema in sent.items()},
        "answered": {name: _fields(schema) for name, schema in answered.items()},
    }


def _operation(method: str, path: str, described: Json) -> Json:
    body = [ref.removeprefix(SCHEMAS) for ref in references(described.get("requestBody", {}))]
    succeeded = {status: each for status, each in described["responses"].items() if status < "400"}
    answers = {status: ref for status, each in succeeded.items() for ref in _schemas(each)}
    return {
        "method": method.upper(),
        "path": path,
        "body": body[0] if body else None,
        "answers": answers,
        "query": sorted(each["name"] for each in described.get("parameters", ()) if each.get("in") == "query"),
    }


def _schemas(response: Json) -> list[str]:
    return [ref.removeprefix(SCHEMAS) for ref in references(response["content"]) if ref.startswith(SCHEMAS)]


def _fields(schema: Json) -> Json:
    """Facts by field; a schema that has none has its own under the empty name."""
    properties = schema.get("properties", {})
    required = schema.get("required", ())
    if not properties:
        return {"": _fact(schema, required=True)}
    return {name: _fact(part, required=name in required) for name, part in properties.items()}


def _fact(schema: Json, *, required: bool) -> Json:
    fact: Json = {"types": sorted(set(_types(schema))), "required": required}
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    limits = {name: schema[name] for name in (*UPPER_LIMITS, *LOWER_LIMITS) if name in schema}
    return fact | ({"values": sorted(map(str, values))} if values else {}) | ({"limits": limits} if limits else {})


def _types(schema: Json) -> Iterator[str]:
    """JSON types and names of schemas, those inside a list with `[]`."""
    if "$ref" in schema:
        yield schema["$ref"].removeprefix(SCHEMAS)
        return
    for variant in schema.get("anyOf") or schema.get("oneOf") or ():
        yield from _types(variant)
    named = schema.get("type", ())
    for each in [named] if isinstance(named, str) else named:
        if each == "array":
            yield from (f"{inner}[]" for inner in _types(schema.get("items", {})))
        else:
            yield each


def breaks(before: Json, after: Json) -> list[str]:
    """What a program that was written by `before` would stumble over in `after`; empty: there are only additions."""
    found = [*_lost_operations(before["operations"], after["operations"])]
    for direction, broken in (("sent", _broken_sent), ("answered", _broken_answered)):
        for name, fields in before[direction].items():
            now = after[direction].get(name)
            if now is None:
                found.append(f"{name}: is no longer {direction}")
                continue
            found += [f"{name}.{field}: {what}" for field, what in _changes(fields, now, broken)]
    found += [
        f"{name}.{field}: has become required"
        for name, fields in after["sent"].items()
        for field, fact in fields.items()
        if name in before["sent"] and field not in before["sent"][name] and fact["required"]
    ]
    return found


def _changes(before: Json, after: Json, broken: Any) -> Iterator[tuple[str, str]]:
    for field, fact in before.items():
        if field not in after:
            yield field, "is gone"
        else:
            yield from ((field, what) for what in broken(fact, after[field]))


def _lost_operations(before: Json, after: Json) -> Iterator[str]:
    for name, was in before.items():
        now = after.get(name)
        if now is None:
            yield f"{name}: the operation is gone"
            continue
        yield from (
            f"{name}: {part} was {was[part]}, is {now[part]}"
            for part in ("method", "path", "answers")
            if was[part] != now[part]
        )
        if was["body"] is not None and was["body"] != now["body"]:
            yield f"{name}: the body was {was['body']}, is {now['body']}"
        gone = set(was["query"]) - set(now["query"])
        if gone:
            yield f"{name}: parameters are gone: {', '.join(sorted(gone))}"


def _broken_sent(before: Json, after: Json) -> Iterator[str]:
    """What was taken must still be taken."""
    gone = set(before["types"]) - set(after["types"])
    if gone:
        yield f"takes no {' or '.join(sorted(gone))} any more"
    if after["required"] and not before["required"]:
        yield "has become required"
    if "values" in after:
        lost = set(before.get("values", ())) - set(after["values"])
        if lost or "values" not in before:
            yield f"values are gone: {', '.join(sorted(lost)) or 'all others'}"
    yield from _tightened(before.get("limits", {}), after.get("limits", {}))


def _tightened(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    for name, limit in after.items():
        was = before.get(name)
        if was is None or (limit < was if name in UPPER_LIMITS else limit > was):
            yield f"{name} was {was}, is {limit}"


def _broken_answered(before: Json, after: Json) -> Iterator[str]:
    """What was answered must still be answered; new values come, and callers are told to expect them."""
    if before["types"] != after["types"]:
        yield f"was {' or '.join(before['types'])}, is {' or '.join(after['types'])}"
    if before["required"] and not after["required"]:
        yield "was always there, may be missing"
    values: list[str] = before.get("values", [])
    gone = set(values) - set(after.get("values", values))
    if gone:
        yield f"values are gone: {', '.join(sorted(gone))}"


def main() -> int:
    """Rewrite the baseline. Returns the exit status: 1 if something is no addition."""
    now = facts_of(json.loads(OPENAPI.read_text()))
    broken = breaks(json.loads(BASELINE.read_text()), now) if BASELINE.exists() else []
    for line in broken:
        sys.stdout.write(f"{line}\n")
    if not broken:
        BASELINE.write_text(json.dumps(now, sort_keys=True, separators=(",", ":")).replace('},"', '},\n"') + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
