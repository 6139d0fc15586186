"""The data model names its entities; each is loaded when it is first used."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from commerce.domain.coupons import Coupon
from commerce.domain.entity import Shape
from commerce.domain.order_answers import LineItem
from commerce.domain.orders import Order
from commerce.store.keys import PLACEMENTS, placement_of, shape_named, shape_of_kind
from commerce.usecases.commit import ANSWER_SHAPES, ANSWERED

LOADED = """
import sys
import commerce.store.lists, commerce.usecases.commit
print(*(name for name in sys.modules if name.startswith("commerce.domain.")))
"""


def test_every_placement_is_found_by_its_entity() -> None:
    """A name that leads to no shape, or to another one, would only be noticed by the first row of its kind."""
    for name, place in PLACEMENTS.items():
        shape = shape_named(name)
        assert issubclass(shape, Shape)
        assert placement_of(shape) is place


def test_a_kind_leads_to_its_entity() -> None:
    """Rows say their kind only; two entities of one kind would be read as each other."""
    assert (shape_of_kind("order"), shape_of_kind("coupon")) == (Order, Coupon)
    assert [kind for kind, count in Counter(place.kind for place in PLACEMENTS.values()).items() if count > 1] == []


def test_what_has_no_place_is_not_stored() -> None:
    """A line stands on its order and has no row."""
    with pytest.raises(KeyError):
        placement_of(LineItem)


def test_every_answer_is_found_by_its_shapes_name() -> None:
    """A key's record names the shape of its answer: the names lead to shapes, and no two are alike."""
    assert len(ANSWER_SHAPES) == len(ANSWERED)
    assert {name: shape_named(path).__name__ for name, path in ANSWER_SHAPES.items()} == {
        name: name for name in ANSWER_SHAPES
    }


def test_reading_and_writing_load_no_entity_that_is_not_used() -> None:
    """A new entity costs those functions a cold start that work with it, and no others."""
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", LOADED], env=path, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    placed = {"commerce.domain." + name.rpartition(".")[0] for name in PLACEMENTS}
    needed = {"commerce.domain." + name for name in ("activities", "idempotency", "orders", "settings")}
    assert placed & loaded <= needed
