"""The Python client's types are the generator's, and say of every schema what the served description says."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints

import pytest

from commerce.edge.operation import snake
from commerce.edge.registry import load_operations
from flint import _types
from flint.resource import Resource
from local.rendering import python_types
from local.rendering.client_operations import client_operations, client_schemas
from local.rendering.files import PYTHON_TYPES
from local.rendering.python_types import asked_of_the_generator, generated, render_python_types
from tests.contract.published import document

SCHEMAS = client_schemas(client_operations(load_operations(), document()), document())
KNOWN = {**SCHEMAS.sent, **SCHEMAS.answered}


def test_types_are_what_the_generator_makes() -> None:
    """The file holds, under its head, what datamodel-code-generator makes of the served description today."""
    made = generated(asked_of_the_generator(load_operations(), document()))
    assert PYTHON_TYPES.read_text().partition("\n\n")[2] == made


@pytest.mark.parametrize(("old", "new"), [("id: str", "id: int"), ("source ", "source 0")])
def test_types_are_made_again_if_touched(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit by hand, or of another source; what was made once is kept."""
    monkeypatch.setattr(python_types, "generated", lambda asked: "made anew" + next(iter(asked)))
    kept = PYTHON_TYPES.read_text()
    assert render_python_types(load_operations(), document(), kept) == kept
    made = render_python_types(load_operations(), document(), kept.replace(old, new, 1))
    assert made.endswith("\n\nmade anewdescription")
    assert render_python_types(load_operations(), document(), made) == made


@pytest.mark.parametrize("name", [name for name, schema in KNOWN.items() if "properties" in schema])
def test_type_has_the_fields_of_its_schema(name: str) -> None:
    """In snake_case; answers are resources, of what is sent only a part of a body can demand a field."""
    schema, kind = KNOWN[name], getattr(_types, name)
    hints = get_type_hints(kind, include_extras=True)
    assert issubclass(kind, Resource) == (name in SCHEMAS.answered)
    expected = {snake(field) for field in schema["properties"]}
    assert hints.keys() == expected - ({"idempotency_key"} if name in SCHEMAS.bodies else set())
    optional = {field for field, hint in hints.items() if get_origin(hint) is NotRequired}
    demanded = set(hints) if name in SCHEMAS.answered else {snake(field) for field in schema.get("required", ())}
    assert optional == set(hints) - (set() if name in SCHEMAS.bodies else demanded)


@pytest.mark.parametrize("name", [name for name, schema in KNOWN.items() if "enum" in schema])
def test_enum_is_a_literal_of_its_values(name: str) -> None:
    """In the order of the description."""
    kind = getattr(_types, name)
    assert get_origin(kind) is Literal
    assert list(get_args(kind)) == KNOWN[name]["enum"]


def test_event_is_told_by_its_type() -> None:
    """A member of the union for each type of event, with that type as its literal."""
    members: dict[Any, Any] = {get_type_hints(each)["event_type"]: each for each in get_args(_types.Event)}
    assert len(members) == len(KNOWN["Event"]["oneOf"])
    assert get_type_hints(members[Literal["order.paid"]])["data"] is _types.Order
