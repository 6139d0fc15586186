"""Events only ever gain: what was once published stays, or their consumers would break."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.contract.event_baseline import BASELINE, breaks, facts_of, published

BEFORE = {
    "type": "object",
    "required": ["id", "status"],
    "properties": {
        "id": {"type": "string"},
        "status": {"enum": ["open", "paid"], "type": "string"},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
    },
    "$defs": {"Line": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}},
}


def test_published_events_only_gained_since_the_baseline() -> None:
    """Every type, field and value of the baseline is still there, and as it was."""
    assert breaks(json.loads(BASELINE.read_text()), published()) == []


def changed(*steps: str, to: Any) -> Any:
    """The schema with one place changed; `to` None: taken away."""
    schema: Any = deepcopy(BEFORE)
    *way, last = steps
    place = schema
    for step in way:
        place = place[step]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return schema


@pytest.mark.parametrize(
    ("after", "complaint"),
    [
        (changed("properties", "note", to=None), "order.paid note: the field is gone"),
        (changed("$defs", "Line", "properties", "name", to=None), "order.paid lines[].name: the field is gone"),
        (changed("properties", "id", "type", to="integer"), "order.paid id: was string, is integer"),
        (changed("properties", "note", to={"type": "string"}), "order.paid note: was null or string, is string"),
        (changed("required", to=["id"]), "order.paid status: was always there, may be missing"),
        (changed("properties", "status", "enum", to=["open"]), "order.paid status: values are gone: paid"),
    ],
)
def test_what_is_no_addition_is_named(after: Any, complaint: str) -> None:
    """A field, a type, a promise or a value that is gone."""
    assert breaks({"order.paid": facts_of(BEFORE)}, {"order.paid": facts_of(after)}) == [complaint]


def test_lost_event_type_is_named() -> None:
    """Its consumers would wait for ever."""
    assert breaks({"order.paid": facts_of(BEFORE)}, {}) == ["order.paid: the event type is gone"]


@pytest.mark.parametrize(
    "after",
    [
        changed("properties", "more", to={"type": "string"}),
        changed("properties", "status", "enum", to=["open", "paid", "closed"]),
        changed("required", to=["id", "status", "lines"]),
    ],
)
def test_additions_are_no_break(after: Any) -> None:
    """A field, a value, a promise more."""
    assert breaks({"order.paid": facts_of(BEFORE)}, {"order.paid": facts_of(after), "order.new": {}}) == []
