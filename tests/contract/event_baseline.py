"""What consumers of events rely on, kept from one release to the next: `python -m tests.contract.event_baseline`.

The command takes what was added since into the baseline. It refuses what is no addition: consumers would break.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PUBLISHED = Path(__file__).parents[2] / "events" / "published"
BASELINE = Path(__file__).with_name("event_baseline.json")
DEFINITIONS = "#/$defs/"
DEEPEST = 12

Json = dict[str, Any]
Facts = Mapping[str, Json]
"""By a field's path, such as `data.lineItems[].name`: its JSON types, its values if they are listed, and whether it is
always there."""


def published() -> dict[str, Facts]:
    """Every event type's facts, as the schemas say now."""
    schemas = {path.name.removesuffix(".schema.json"): path for path in sorted(PUBLISHED.glob("*.schema.json"))}
    return {name: facts_of(json.loads(path.read_text())) for name, path in schemas.items()}


def facts_of(schema: Json) -> Facts:
    """A schema's facts. Where a resource may be cut because it is too large, those of the whole one."""
    found: dict[str, Json] = {}
    for path, part, required in _parts(schema, schema, "", required=True):
        fact = found.setdefault(path, {"types": [], "required": required})
        fact["types"] = sorted({*fact["types"], *_types(part)})
        values = part.get("enum", [part["const"]] if "const" in part else [])
        if values:
            fact["values"] = sorted({*fact.get("values", ()), *map(str, values)})
    return dict(sorted(found.items()))


def _parts(root: Json, schema: Json, path: str, *, required: bool) -> Iterator[tuple[str, Json, bool]]:
    """A schema and all that stands in it, with references followed."""
    if path.count(".") > DEEPEST:
        return
    if "$ref" in schema:
        yield from _parts(root, root["$defs"][schema["$ref"].removeprefix(DEFINITIONS)], path, required=required)
        return
    variants = schema.get("anyOf")
    if variants:
        for variant in variants[:1] if path == "data" else variants:
            yield from _parts(root, variant, path, required=required)
        return
    yield path, schema, required
    for name, part in schema.get("properties", {}).items():
        always = name in schema.get("required", ())
        yield from _parts(root, part, f"{path}.{name}" if path else name, required=always)
    if "items" in schema:
        yield from _parts(root, schema["items"], f"{path}[]", required=True)


def _types(schema: Json) -> list[str]:
    named = schema.get("type", "string" if "const" in schema or "enum" in schema else "any")
    return named if isinstance(named, list) else [named]


def breaks(before: Mapping[str, Facts], after: Mapping[str, Facts]) -> list[str]:
    """What a consumer that was written by `before` would stumble over in `after`; empty: there are only additions."""
    found = []
    for event_type, facts in before.items():
        if event_type not in after:
            found.append(f"{event_type}: the event type is gone")
            continue
        for path, fact in facts.items():
            found += [f"{event_type} {path or 'event'}: {what}" for what in _broken(fact, after[event_type].get(path))]
    return found


def _broken(before: Json, after: Json | None) -> Iterator[str]:
    if after is None:
        yield "the field is gone"
        return
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
    now = published()
    broken = breaks(json.loads(BASELINE.read_text()), now) if BASELINE.exists() else []
    for line in broken:
        sys.stdout.write(f"{line}\n")
    if not broken:
        BASELINE.write_text(json.dumps(now, sort_keys=True, separators=(",", ":")).replace('},"', '},\n"') + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
